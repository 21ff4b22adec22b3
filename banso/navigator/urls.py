"""Addresses of the navigator."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from banso.navigator.printing.leaflet import Shape
from banso.navigator.views import embed, employers, find, leaflets, paper, subsidies


def _printed(folder: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The addresses of one kind of leaflet, one for each shape."""
    return [
        path(
            f"leaflets/{folder}/<str:key>/{shape.value}.pdf",
            view,
            {"shape": shape},
            name=f"{name}_{shape.value}",
        )
        for shape in Shape
    ]


urlpatterns = [
    path("find/", find.find, name="navigator"),
    path("find/paper/", paper.paper, name="navigator_paper"),
    path("leaflets/", leaflets.leaflets, name="leaflets"),
    *_printed("places", leaflets.of_municipality, "leaflet_place"),
    *_printed("situations", leaflets.of_situation, "leaflet_situation"),
    path("embed/windows/", embed.windows, name="embed_windows"),
    path("employers/", employers.employers, name="employers"),
    path("employers/subsidies/", subsidies.subsidies, name="subsidies"),
]
