"""A catalogue prepared for judging: conditions that many services share are judged once. Pure: no Django.

Ten thousand services have a few hundred different conditions; what depends on the answers is then a table of those, and
what is left for each service is to look its own up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from banso.directory.catalogue import Catalogue, ServiceCard, WindowCard
from banso.directory.codes import Asker, EntryStatus
from banso.directory.format import Condition, Fact, Rule
from banso.lib.building import uncollected
from banso.navigator.rules.judging import ELSEWHERE

_EVERYBODY = frozenset(Asker)


@dataclass(frozen=True)
class Prepared:
    """A service, the numbers of its conditions, and the windows where it can be had: ``place`` is one number for all that
    can be had at the same. ``always`` is false for one that has a first or last day, or rests.
    """

    service: ServiceCard
    conditions: tuple[int, ...]
    windows: tuple[WindowCard, ...]
    place: int
    always: bool


@dataclass(frozen=True)
class Compiled:
    """``conditions`` are all different conditions; services refer to them by number. ``on_askers`` are those on who asks."""

    catalogue: Catalogue
    conditions: tuple[Condition, ...]
    services: tuple[Prepared, ...]
    on_askers: tuple[int, ...]


_kept: list[Compiled] = []
_MOST = 3


def compiled(catalogue: Catalogue) -> Compiled:
    """``catalogue`` prepared; kept for as long as the same catalogue is asked."""
    for known in _kept:
        if known.catalogue is catalogue:
            return known
    made = _compile(catalogue)
    _kept.append(made)
    del _kept[:-_MOST]
    return made


@uncollected()
def _compile(catalogue: Catalogue) -> Compiled:
    numbers: dict[str, int] = {}
    conditions: list[Condition] = []

    def number(condition: Condition) -> int:
        key = condition.model_dump_json(exclude_defaults=True)
        if key not in numbers:
            numbers[key] = len(conditions)
            conditions.append(condition)
        return numbers[key]

    whole = frozenset(p.code for p in catalogue.places.values() if p.part_of is None)
    places: dict[tuple[str, ...], int] = {}
    services = []
    for service in sorted(catalogue.services.values(), key=lambda s: (s.order, s.key)):
        windows = _windows(service, catalogue)
        # Where a firm stands and whom a window serves are two things.
        region = [] if set(service.askers) == {Asker.EMPLOYER} else _of_catchment(windows, whole)
        own = [*_of_askers(service), *region, *service.conditions]
        numbers_of = tuple(number(condition) for condition in own)
        place = places.setdefault(tuple(window.key for window in windows), len(places))
        services.append(Prepared(service, numbers_of, windows, place, _is_always_there(service)))
    on_askers = tuple(n for n, c in enumerate(conditions) if c.rule.fact is Fact.ASKER)
    return Compiled(catalogue, tuple(conditions), tuple(services), on_askers)


def _is_always_there(service: ServiceCard) -> bool:
    dated = service.effective_from is not None or service.effective_to is not None
    return not dated and service.status is EntryStatus.ACTIVE


def _windows(service: ServiceCard, catalogue: Catalogue) -> tuple[WindowCard, ...]:
    """The windows of a service; a collective name gives way to the windows that it stands for."""
    there = (key for key in service.at if key in catalogue.windows and key not in catalogue.families)
    return tuple(catalogue.windows[key] for key in there)


def _of_askers(service: ServiceCard) -> Iterable[Condition]:
    """Who may come, where not everybody may."""
    askers = service.askers
    if not askers or set(askers) == _EVERYBODY:
        return
    said = "企業の方" if set(askers) == {Asker.EMPLOYER} else "・".join(asker.label for asker in askers)
    yield Condition(says=said, rule=Rule(fact=Fact.ASKER, any_of=[asker.value for asker in askers]))


def _of_catchment(windows: tuple[WindowCard, ...], whole: frozenset[str]) -> Iterable[Condition]:
    """Where the regions of all windows are known, one of them must be the person's. That a window serves the whole
    prefecture does not yet say that it turns others away.
    """
    if not windows or not all(window.catchment_known for window in windows):
        return
    union = frozenset[str]().union(*(window.catchment for window in windows))
    everywhere = union >= whole
    yield Condition(
        says="県内に住む方" if everywhere else "窓口の受け持つ地域に住む方",
        rule=Rule(
            places=["area"] if everywhere else sorted(union),
            unsettled_places=[ELSEWHERE] if everywhere else [],
        ),
    )


def holds_on(condition: Condition, on: date) -> bool:
    """Whether a condition is asked on that day."""
    span = condition.effective
    if span is None:
        return True
    return (span.start is None or span.start <= on) and (span.end is None or on <= span.end)
