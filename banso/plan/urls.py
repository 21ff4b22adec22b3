"""Addresses of the plan's public pages."""

from django.urls import path

from banso.plan import views

urlpatterns = [
    path("", views.plan, name="plan"),
    path("search/", views.search, name="plan_search"),
]
