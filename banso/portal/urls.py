"""Addresses of the pages that cross rooms."""

from django.urls import path

from banso.portal import views

urlpatterns = [
    path("", views.home, name="home"),
    path("plan/edition/", views.edition, name="plan_edition"),
    path("approvals/<int:pk>/", views.approval, name="approval"),
    path("measures/<str:measure>/", views.measure, name="measure"),
]
