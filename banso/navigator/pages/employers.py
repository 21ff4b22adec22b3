"""What a firm can do, by what it wants: the services for firms and the plan's measures."""

from dataclasses import dataclass

from banso.directory.catalogue import Catalogue, ServiceCard, WindowCard
from banso.directory.codes import Asker, Part
from banso.directory.format import Fact, Question
from banso.directory.offering import told
from banso.plan.format import Measure, PlanDocument
from banso.plan.format.measure import Audience


@dataclass(frozen=True)
class Want:
    """One thing that a firm may want, with what serves it, where, and whether people are received there for it."""

    key: str
    label: str
    services: tuple[tuple[ServiceCard, tuple[WindowCard, ...], bool], ...]


@dataclass(frozen=True)
class EmployersPage:
    wants: tuple[Want, ...]
    measures: tuple[Measure, ...]
    asker: tuple[str, str] | None
    """The answer with which the navigator opens for a firm: question and choice."""


def employers_page(catalogue: Catalogue, document: PlanDocument) -> EmployersPage:
    """The services for firms under the wishes that the navigator would ask a firm for; the others at the end."""
    services = [s for s in catalogue.services.values() if Asker.EMPLOYER in s.askers and not s.has_ended]
    question = _firms_wishes(catalogue)
    wants, placed = [], set[str]()
    for choice in question.choices if question else ():
        value = choice.sets.get(Fact.WISHES, [])
        codes = {value} if isinstance(value, str) else set(value)
        own = [service for service in services if codes & set(service.offers)]
        placed |= {service.key for service in own}
        if own:
            wants.append(_want(catalogue, choice.id, choice.label, own))
    others = [service for service in services if service.key not in placed]
    if others:
        wants.append(_want(catalogue, "others", "そのほか", others))
    return EmployersPage(
        wants=tuple(wants),
        measures=tuple(m for m in document.measures if Audience.EMPLOYER in m.audience),
        asker=_door(catalogue),
    )


def _want(catalogue: Catalogue, key: str, label: str, services: list[ServiceCard]) -> Want:
    return Want(
        key,
        label,
        tuple((service, _windows(catalogue, service), _receives(service)) for service in services),
    )


def _receives(service: ServiceCard) -> bool:
    return not service.at or any(part is not Part.SERVICE for part in service.at.values())


def _windows(catalogue: Catalogue, service: ServiceCard) -> tuple[WindowCard, ...]:
    return tuple(line.window for line in told(catalogue, service.at))


def _firms_wishes(catalogue: Catalogue) -> Question | None:
    """The question for wishes that is put to firms alone."""
    for question in catalogue.vocabulary.questions:
        rule = question.when
        for_firms = rule and rule.fact is Fact.ASKER and Asker.EMPLOYER.value in (rule.any_of or [])
        if for_firms and Fact.WISHES in question.facts:
            return question
    return None


def _door(catalogue: Catalogue) -> tuple[str, str] | None:
    for question in catalogue.vocabulary.questions:
        for choice in question.choices:
            if choice.sets.get(Fact.ASKER) == Asker.EMPLOYER.value:
                return question.id, choice.id
    return None
