"""Addresses of the progress pages."""

from django.urls import path

from banso.indicators import measure_views, views

urlpatterns = [
    path("", views.progress, name="progress"),
    path("measures/", measure_views.measures, name="progress_measures"),
    path("measures/states.csv", measure_views.measures_csv, name="progress_measures_csv"),
    path("groups/<str:group>/", views.group, name="progress_group"),
    path("groups/<str:group>/chart.svg", views.group_chart, name="progress_group_chart"),
    path("organisations/<str:organisation>/", views.organisation, name="progress_organisation"),
    path("<str:indicator>/", views.indicator, name="indicator"),
    path("<str:indicator>/chart.svg", views.indicator_chart, name="indicator_chart"),
    path("<str:indicator>/series.csv", views.indicator_csv, name="indicator_csv"),
]
