"""Addresses for the people of windows."""

from django.urls import path

from banso.navigator import inbox_views as views

urlpatterns = [
    path("", views.inbox, name="requests"),
    path("desks/", views.desks, name="desks"),
    path("desks/<int:pk>/remove/", views.desk_remove, name="desk_remove"),
    path("dismiss/", views.requests_dismiss, name="requests_dismiss"),
    path("watch/", views.watch, name="requests_watch"),
    path("<int:pk>/", views.request_page, name="request"),
    path("<int:pk>/attempt/", views.request_attempt, name="request_attempt"),
    path("<int:pk>/offer/", views.request_offer, name="request_offer"),
    path("<int:pk>/<str:verb>/", views.request_act, name="request_act"),
]
