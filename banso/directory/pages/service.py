"""The page of a service."""

from dataclasses import dataclass
from datetime import date

from banso.directory.catalogue import ServiceCard, WindowCard
from banso.directory.codes import Part
from banso.directory.finder import Finder
from banso.directory.offering import Told, successor, told
from banso.directory.pages.window import measures
from banso.plan.format import Measure, PlanDocument


@dataclass(frozen=True)
class ServicePage:
    """A service, its conditions in plain words, and where it can be had: ``intake`` receive people for it,
    ``only_service`` give it without. ``over`` is set outside its days.

    ``gone`` are its windows that have closed, each with the one that goes on, where there is one.
    """

    service: ServiceCard
    organisation: str
    intake: tuple[Told, ...]
    only_service: tuple[Told, ...]
    measures: tuple[Measure, ...]
    next_best: tuple[ServiceCard, ...]
    over: str
    gone: tuple[tuple[WindowCard, WindowCard | None], ...] = ()


def service_page(finder: Finder, document: PlanDocument, key: str, on: date) -> ServicePage:
    """The page of the service ``key``. Raises ``KeyError``."""
    catalogue = finder.catalogue
    service = catalogue.services[key]
    gone = [catalogue.windows[window] for window in service.closed]
    return ServicePage(
        service=service,
        organisation=catalogue.organisations.get(service.organisation, service.organisation),
        intake=told(catalogue, (key for key, part in service.at.items() if part is not Part.SERVICE)),
        only_service=told(catalogue, (key for key, part in service.at.items() if part is Part.SERVICE)),
        gone=tuple((window, successor(window, catalogue.windows)) for window in gone),
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
