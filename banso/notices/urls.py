"""Addresses of the outbox."""

from django.urls import path

from banso.notices import views

urlpatterns = [
    path("", views.notices, name="notices"),
    path("mine/", views.my_notices, name="my_notices"),
    path("letters/", views.letters, name="letters"),
    path("contacts/", views.contacts, name="contacts"),
    path("contacts/<int:pk>/remove/", views.contact_remove, name="contact_remove"),
    path("<int:pk>/", views.notice, name="notice"),
    path("<int:pk>/<str:verb>/", views.notice_act, name="notice_act"),
]
