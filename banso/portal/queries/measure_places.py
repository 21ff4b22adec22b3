"""A measure as somebody who looks for help asks about it: what can be had, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from banso.directory import queries as directory
from banso.directory.catalogue import Catalogue, ServiceCard, WindowCard
from banso.directory.codes import Asker
from banso.directory.offering import successor, told
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
    of_offices: bool
    """Whether it speaks to offices alone, whatever people may get by it."""

    @property
    def is_open(self) -> bool:
        """Whether there is something that somebody outside the offices can take up."""
        return self.for_people or self.for_employers

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
        (service, tuple(line.window for line in told(known, service.at)))
        for service in known.services.values()
        if key in service.measures
    )
    # Offices may be asked to see to it that people get something: then it is the people who ask where.
    askers = {asker for service, _windows in services for asker in service.askers}
    shown = {name for service, _windows in services for name in service.at}
    named = [*measure.creates, *measure.windows]
    return MeasurePlaces(
        services=services,
        others=_windows(known, (name for name in dict.fromkeys(named) if name not in shown)),
        for_people=_speaks_to(measure, Audience.PERSON, Audience.FAMILY, Audience.PUBLIC, Audience.SUPPORTER)
        or any(asker is not Asker.EMPLOYER for asker in askers),
        for_employers=_speaks_to(measure, Audience.EMPLOYER) or Asker.EMPLOYER in askers,
        of_offices=set(measure.audience) == {Audience.ORGANISATION},
    )


def _windows(known: Catalogue, keys: Iterable[str]) -> tuple[WindowCard, ...]:
    """The windows that are there, and those that go on for others."""
    found = (successor(known.windows[key], known.windows) for key in keys if key in known.windows)
    return tuple({window.key: window for window in found if window}.values())


def _speaks_to(measure: Measure, *audiences: Audience) -> bool:
    return any(audience in measure.audience for audience in audiences)
