from django.urls import URLPattern, path

from banso.council import data_views

urlpatterns: list[URLPattern] = [
    path("", data_views.data, name="data"),
    path("indicators/<str:indicator>/", data_views.data_series, name="data_series"),
    path("indicators/<str:indicator>/series.csv", data_views.data_series_csv, name="data_series_csv"),
    path("indicators/<str:indicator>/series.json", data_views.data_series_json, name="data_series_json"),
    path("<str:number>/note/", data_views.note, name="data_note"),
    path("<str:number>/<str:form>/", data_views.data_file, name="data_file"),
]
