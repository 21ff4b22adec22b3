"""Addresses of the directory's public pages. They stand on printed cards: they do not change."""

from django.urls import path

from banso.directory import views

urlpatterns = [
    path("windows/", views.windows, name="windows"),
    path("windows/<str:key>/", views.window, name="window"),
    path("services/", views.services, name="services"),
    path("services/<str:key>/", views.service, name="service"),
    path("places/", views.places, name="places"),
    path("places/<str:code>/", views.place, name="place"),
    path("exams/", views.exams, name="exams"),
    path("helplines/", views.helplines, name="helplines"),
]
