"""Whether the conditions of services settle that people of a municipality may use them. Only where people live is asked.

The catchment of a window says whom it is for; a condition may still say that no source settles it for one place.
"""

from collections.abc import Iterable

from banso.directory.catalogue import Catalogue, Place, ServiceCard, WindowCard
from banso.directory.codes import Asker
from banso.directory.format import Rule
from banso.directory.places import serves, whole


def is_settled(catalogue: Catalogue, services: Iterable[ServiceCard], place: Place) -> bool:
    """Whether one of ``services`` is surely open to the people of ``place``, or none says anything of places."""
    answers = [_open_to(catalogue, service, place) for service in services]
    return not answers or None not in answers or True in answers


def for_people(services: Iterable[ServiceCard]) -> list[ServiceCard]:
    """Those that are not for firms alone."""
    return [service for service in services if set(service.askers) != {Asker.EMPLOYER}]


def for_firms(services: Iterable[ServiceCard]) -> list[ServiceCard]:
    """Those that firms may ask for."""
    return [service for service in services if Asker.EMPLOYER in service.askers]


def is_open_to(catalogue: Catalogue, service: ServiceCard, place: Place) -> bool:
    """Whether people of ``place`` may surely use ``service``, as far as it is about where they live."""
    return _open_to(catalogue, service, place) is True


def served(catalogue: Catalogue, service: ServiceCard, windows: Iterable[WindowCard]) -> frozenset[str]:
    """The municipalities (without wards) whose people surely may use a service that is given at ``windows``. Where its
    windows are of no known region, its conditions alone decide."""
    at = list(windows)

    def surely(code: str) -> bool:
        if not is_open_to(catalogue, service, catalogue.places[code]):
            return False
        return not at or any(serves(catalogue, window, code) is not False for window in at)

    return frozenset(filter(surely, whole(catalogue)))


def is_local(catalogue: Catalogue, codes: frozenset[str]) -> bool:
    """Whether these are a few municipalities alone: fewer than half of all, and not all of a kind (towns and villages)."""
    area = whole(catalogue)
    kinds = {catalogue.places[code].kind for code in codes}
    of_a_kind = codes == {code for code in area if catalogue.places[code].kind in kinds}
    return 0 < len(codes) < len(area) / 2 and (len(codes) == 1 or not of_a_kind)


def _open_to(catalogue: Catalogue, service: ServiceCard, place: Place) -> bool | None:
    rules = [condition.rule for condition in service.conditions if _speaks_of_places(condition.rule)]
    return _all(_holds(rule, catalogue, place) for rule in rules)


def _speaks_of_places(rule: Rule) -> bool:
    inner = (*(rule.all or ()), *(rule.any or ()), *filter(None, [rule.not_]))
    return rule.places is not None or any(_speaks_of_places(part) for part in inner)


def _holds(rule: Rule, catalogue: Catalogue, place: Place) -> bool | None:
    """In three values; what is not about places is taken to hold, for somebody there may fulfil it."""
    if rule.all is not None:
        return _all(_holds(part, catalogue, place) for part in rule.all)
    if rule.any is not None:
        return _any(_holds(part, catalogue, place) for part in rule.any)
    if rule.not_ is not None:
        inner = _holds(rule.not_, catalogue, place) if _speaks_of_places(rule.not_) else False
        return None if inner is None else not inner
    if rule.places is not None:
        if _is_in(rule.places, catalogue, place):
            return True
        return None if _is_in(rule.unsettled_places, catalogue, place) else False
    return None if rule.unsettled is not None else True


def _is_in(codes: Iterable[str], catalogue: Catalogue, place: Place) -> bool:
    home = catalogue.places[catalogue.home_of(place.code)]
    return not {place.code, home.code, "area", catalogue.area, f"kind:{home.kind}"}.isdisjoint(codes)


def _all(answers: Iterable[bool | None]) -> bool | None:
    found = list(answers)
    return False if False in found else None if None in found else True


def _any(answers: Iterable[bool | None]) -> bool | None:
    found = list(answers)
    return True if True in found else None if None in found else False
