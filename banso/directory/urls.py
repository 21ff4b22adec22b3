"""Addresses of the directory's public pages."""

from django.urls import path

from banso.directory import views

urlpatterns = [
    path("helplines/", views.helplines, name="helplines"),
]
