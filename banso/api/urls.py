from django.urls import URLPattern, path

from banso.api import views

_TERMS = ("taxonomies", "taxonomy_terms")
_ENTRIES = ("services", "organizations", "locations", "service_at_locations")

urlpatterns: list[URLPattern] = [
    path("hsds/", views.about, name="hsds"),
    path("hsds/openapi.json", views.document, name="hsds_openapi"),
    *(path(f"hsds/{name}", views.listed, {"path": name}, name=f"hsds_{name}") for name in _ENTRIES),
    *(path(f"hsds/{name}/<str:key>", views.one, {"path": name}) for name in _ENTRIES),
    *(path(f"hsds/{name}", views.terms, {"path": name}, name=f"hsds_{name}") for name in _TERMS),
    *(path(f"hsds/{name}/<str:key>", views.term, {"path": name}) for name in _TERMS),
    # The same with a slash at the end: without, whoever writes one would be told that there is nothing.
    *(path(f"hsds/{name}/", views.listed, {"path": name}) for name in _ENTRIES),
    *(path(f"hsds/{name}/", views.terms, {"path": name}) for name in _TERMS),
    path("directory/<str:form>", views.export, name="directory_export"),
    path("hsds/<path:rest>", views.missing),
]
