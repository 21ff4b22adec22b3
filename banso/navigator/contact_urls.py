"""Addresses for those who ask for a first talk."""

from django.urls import path

from banso.navigator import contact_views as views

urlpatterns = [
    path("", views.contact, name="contact"),
    path("withdraw/", views.contact_withdraw, name="contact_withdraw"),
    path("change/", views.contact_change, name="contact_change"),
    path("<str:window>/", views.contact_new, name="contact_new"),
]
