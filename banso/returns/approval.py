"""What the approval of a version adds to the ledger: one entry for each line that says something new.

A line that says what the ledger already holds keeps its old entry, so a number stays traceable to the return that
first told it. A corrected line is a new entry that names the one it replaces. Remarks stand with the version; where they
alone change, one entry says so.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from banso.ledger import queries as ledger
from banso.ledger.kinds import Component, Kind, Status
from banso.ledger.operations import Fact
from banso.returns.models import IndicatorLine, MeasureLine, Version
from banso.returns.queries.sources import PREFIX

if TYPE_CHECKING:
    from banso.ledger.models import Entry

Key = tuple[str, str, str, str, str]


def facts_of(
    version: Version,
    stands: "Sequence[Entry] | None" = None,
    measures: Sequence[MeasureLine] | None = None,
) -> list[Fact]:
    """The facts that ``version`` adds to what stands. Three SQL queries, fewer for who holds what is read."""
    stands = standing_of(version) if stands is None else stands
    standing = {_key_of(entry): entry for entry in stands}
    measures = measure_lines(version, stands) if measures is None else measures
    told = {_key(fact): fact for fact in _told(version, [m for m in measures if m.version_id == version.pk])}
    old_texts = {(f"{PREFIX}{line.version_id}", line.measure): _words(line) for line in measures}
    facts = [
        replace(fact, replaces=_seq(standing.get(key)))
        for key, fact in told.items()
        if not _says_the_same(fact, standing.get(key), old_texts)
    ]
    return facts + [_vanished(version, entry) for key, entry in standing.items() if _has_vanished(key, told)]


def remark_of(version: Version) -> Fact:
    """That a version changes nothing but a remark: so it is known from its approval on, and no figure is told twice."""
    subject = version.subject
    return Fact(
        kind=Kind.REMARK,
        plan=subject.plan,
        subject="",
        organisation=subject.organisation,
        period=subject.period,
        occurred_on=subject.period.last_day,
        source=version.source,
    )


def standing_of(version: Version) -> "list[Entry]":
    subject = version.subject
    return list(
        ledger.entries(subject.plan).filter(
            kind__in=[Kind.INDICATOR_VALUE.value, Kind.COVERAGE_MEMBER.value, Kind.MEASURE_STATE.value],
            organisation=subject.organisation,
            fiscal_year=subject.fiscal_year,
            first_month=subject.first_month,
            last_month=subject.last_month,
            source__startswith=PREFIX,
            replaced_by__isnull=True,
        )
    )


def _told(version: Version, measures: Sequence[MeasureLine]) -> list[Fact]:
    facts = [_number(version, line) for line in version.indicator_lines.order_by("pk")]
    return facts + [_measure(version, line) for line in measures]


def _number(version: Version, line: IndicatorLine) -> Fact:
    subject = version.subject
    return Fact(
        kind=Kind.COVERAGE_MEMBER if line.member else Kind.INDICATOR_VALUE,
        plan=subject.plan,
        subject=line.indicator,
        organisation=subject.organisation,
        period=subject.period,
        occurred_on=subject.period.last_day,
        source=version.source,
        unit=line.unit,
        member=line.member,
        component=Component.of(line.component),
        amount=line.amount,
        status=Status.of(line.status),
        cell=line.cell,
    )


def _measure(version: Version, line: MeasureLine) -> Fact:
    subject = version.subject
    return Fact(
        kind=Kind.MEASURE_STATE,
        plan=subject.plan,
        subject=line.measure,
        organisation=subject.organisation,
        period=subject.period,
        occurred_on=subject.period.last_day,
        source=version.source,
        state=line.state,
        cell=line.cell,
    )


def _key(fact: Fact) -> Key:
    return fact.kind.value, fact.subject, fact.unit, fact.member, fact.component.value


def _key_of(entry: "Entry") -> Key:
    return entry.kind, entry.subject, entry.unit, entry.member, entry.component


def _seq(entry: "Entry | None") -> int | None:
    return entry.seq if entry else None


def measure_lines(version: Version, stands: "Sequence[Entry]") -> list[MeasureLine]:
    """The measure lines of the version, and those that count now: their words are not in the ledger."""
    pks = {int(e.source.removeprefix(PREFIX)) for e in stands if e.kind == Kind.MEASURE_STATE}
    return list(MeasureLine.objects.filter(version_id__in={*pks, version.pk}).order_by("pk"))


def _words(line: MeasureLine) -> tuple[object, ...]:
    counts = sorted(
        (key, c["amount"], c["status"], c.get("note", "")) for key, c in line.counts.items()
    )  # the cell may move without the count changing
    return line.state, line.done, line.next_step, tuple(counts)


def _says_the_same(
    fact: Fact, entry: "Entry | None", texts: dict[tuple[str, str], tuple[object, ...]]
) -> bool:
    if entry is None:
        return False
    if fact.kind is Kind.MEASURE_STATE:
        return texts[fact.source, fact.subject] == texts.get((entry.source, entry.subject))
    return (fact.amount, fact.status.value) == (entry.amount, entry.status)


def _has_vanished(key: Key, told: dict[Key, Fact]) -> bool:
    """A number that the correction no longer speaks of, because an amendment changed what is asked."""
    return key not in told and key[0] != Kind.MEASURE_STATE


def _vanished(version: Version, entry: "Entry") -> Fact:
    """The old number stops counting; otherwise a unit that was merged into another would count twice."""
    subject = version.subject
    return Fact(
        kind=Kind.of(entry.kind),
        plan=subject.plan,
        subject=entry.subject,
        organisation=subject.organisation,
        period=subject.period,
        occurred_on=subject.period.last_day,
        source=version.source,
        unit=entry.unit,
        member=entry.member,
        component=Component.of(entry.component),
        amount=None,
        status=Status.NOT_APPLICABLE,
        replaces=entry.seq,
    )
