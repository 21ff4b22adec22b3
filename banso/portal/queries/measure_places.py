"""A measure as somebody who looks for help asks about it: what can be had, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from banso.directory import queries as directory
from banso.directory.catalogue import Catalogue, ServiceCard, WindowCard
from banso.directory.codes import EntryStatus
from banso.plan.format import Measure
from banso.plan.format.measure import Audience
from banso.plan.queries import LoadedPlan


@dataclass(frozen=True)
class MeasurePlaces:
    """The services that belong to a measure, each with its windows, and the windows that the plan names besides."""

    services: tuple[tuple[ServiceCard, tuple[WindowCard, ...]], ...]
    others: tuple[WindowCard, ...]
    for_people: bool
    for_employers: bool

    # A measure may be carried by every municipality: so many windows are shown at once, the others on demand.
    SHOWN = 6

    @property
    def others_shown(self) -> tuple[WindowCard, ...]:
        return self.others[: self.SHOWN]

    @property
    def others_more(self) -> tuple[WindowCard, ...]:
        return self.others[self.SHOWN :]


def measure_places(plan: LoadedPlan, key: str) -> MeasurePlaces:
    """One SQL query. Raises KeyError for a measure that the plan does not have."""
    measure = plan.document.measure(key)
    known = directory.catalogue(plan)
    services = tuple(
        (service, _windows(known, service.at))
        for service in known.services.values()
        if key in service.measures
    )
    shown = {window.key for _service, windows in services for window in windows}
    named = [*measure.creates, *measure.windows]
    return MeasurePlaces(
        services=services,
        others=_windows(known, (name for name in dict.fromkeys(named) if name not in shown)),
        for_people=_speaks_to(measure, Audience.PERSON, Audience.FAMILY, Audience.PUBLIC, Audience.SUPPORTER),
        for_employers=_speaks_to(measure, Audience.EMPLOYER),
    )


def _windows(known: Catalogue, keys: Iterable[str]) -> tuple[WindowCard, ...]:
    """The windows that are there and have not ended."""
    return tuple(
        known.windows[key]
        for key in keys
        if key in known.windows and known.windows[key].status is not EntryStatus.DEFUNCT
    )


def _speaks_to(measure: Measure, *audiences: Audience) -> bool:
    return any(audience in measure.audience for audience in audiences)
