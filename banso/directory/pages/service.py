"""The page of a service."""

from dataclasses import dataclass
from datetime import date

from banso.directory.catalogue import ServiceCard, WindowCard
from banso.directory.codes import EntryStatus, Part
from banso.directory.finder import Finder
from banso.directory.pages.window import measures
from banso.plan.format import Measure, PlanDocument


@dataclass(frozen=True)
class ServicePage:
    """A service, its conditions in plain words, and where it can be had. ``over`` is set outside its days.

    ``gone`` are its windows that have closed, each with the one that goes on, where there is one.
    """

    service: ServiceCard
    organisation: str
    windows: tuple[tuple[WindowCard, Part], ...]
    measures: tuple[Measure, ...]
    next_best: tuple[ServiceCard, ...]
    over: str
    gone: tuple[tuple[WindowCard, WindowCard | None], ...] = ()

    @property
    def intake(self) -> tuple[WindowCard, ...]:
        return tuple(window for window, part in self.windows if part is not Part.SERVICE)

    @property
    def only_service(self) -> tuple[WindowCard, ...]:
        """Windows that give it without receiving people for it."""
        return tuple(window for window, part in self.windows if part is Part.SERVICE)


def service_page(finder: Finder, document: PlanDocument, key: str, on: date) -> ServicePage:
    """The page of the service ``key``. Raises ``KeyError``."""
    catalogue = finder.catalogue
    service = catalogue.services[key]
    at = [
        (catalogue.windows[window], part)
        for window, part in service.at.items()
        if window in catalogue.windows
    ]
    gone = [window for window, _part in at if window.status is EntryStatus.DEFUNCT]
    return ServicePage(
        service=service,
        organisation=catalogue.organisations.get(service.organisation, service.organisation),
        windows=tuple((window, part) for window, part in at if window not in gone),
        gone=tuple((window, catalogue.windows.get(window.successor or "")) for window in gone),
        measures=measures(document, [service]),
        next_best=tuple(
            catalogue.services[other] for other in service.next_best if other in catalogue.services
        ),
        over=_over(service, on),
    )


def _over(service: ServiceCard, on: date) -> str:
    if service.effective_from and on < service.effective_from:
        return "まだ始まっていません。"
    if service.effective_to and on > service.effective_to:
        return "わかっている実施期間は過ぎています。続いているかは、窓口に確かめてください。"
    return ""
