"""Windows that no source ties to a region, near a municipality: somebody there may go to any of them. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from banso.directory.catalogue import Catalogue, Place, ServiceCard, WindowCard
from banso.directory.codes import Asker
from banso.directory.pages.residence import is_open_to

_OF_THEIR_OWN = {Asker.SELF, Asker.FAMILY}


@dataclass(frozen=True)
class NearBy:
    """The nearest window for some services."""

    window: WindowCard
    services: tuple[ServiceCard, ...]


def nearest(
    catalogue: Catalogue, place: Place, windows: Iterable[WindowCard], told: Collection[str]
) -> tuple[NearBy, ...]:
    """For each service that people of ``place`` or their families may surely use and of which the page has not told yet, the first of
    ``windows``, which come nearest first. Where people talk to people comes before courses and examinations.
    """
    free = [w for w in windows if not w.catchment_known and w.key not in catalogue.families]
    found: dict[str, list[ServiceCard]] = {}
    for service in catalogue.services.values():
        if (
            service.has_ended
            or not _OF_THEIR_OWN & set(service.askers or _OF_THEIR_OWN)
            or not service.at.keys().isdisjoint(told)
        ):
            continue
        window = next((w for w in free if w.key in service.at), None)
        if window and is_open_to(catalogue, service, place):
            found.setdefault(window.key, []).append(service)
    programmes = catalogue.vocabulary.programme_kinds
    near = [NearBy(catalogue.windows[key], tuple(services)) for key, services in found.items()]
    return tuple(sorted(near, key=lambda each: each.window.kind in programmes))
