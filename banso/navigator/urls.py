"""Addresses of the navigator."""

from django.urls import path

from banso.navigator.views import employers, find, paper

urlpatterns = [
    path("find/", find.find, name="navigator"),
    path("find/paper/", paper.paper, name="navigator_paper"),
    path("employers/", employers.employers, name="employers"),
    path("employers/subsidies/", employers.subsidies, name="subsidies"),
]
