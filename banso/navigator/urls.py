"""Addresses of the navigator."""

from django.urls import path

from banso.navigator.views import find, paper

urlpatterns = [
    path("find/", find.find, name="navigator"),
    path("find/paper/", paper.paper, name="navigator_paper"),
]
