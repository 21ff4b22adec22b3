"""Reads of progress. Every page, paper, workbook and command asks these functions, and nothing else counts."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from banso.indicators.compile import KINDS, Tally, cells
from banso.indicators.results import Part, Progress, Question, Source
from banso.indicators.rules.assess import Case, assess, parts_of, reporters
from banso.indicators.rules.cells import Cell, Duty, Evidence
from banso.indicators.rules.completeness import merge, to_be_split
from banso.indicators.rules.structures import spans_years
from banso.indicators.rules.verdicts import GroupVerdict, group_verdict
from banso.ledger import queries as ledger
from banso.ledger.kinds import Kind
from banso.lib import clock
from banso.lib.fiscal import FiscalMonth, Period
from banso.plan.format import Comparator, Indicator, PlanDocument
from banso.plan.queries import LoadedPlan


class UnknownName(Exception):
    """A question names an indicator, a body or a reporting unit that the plan does not have. Says which, in Japanese."""


def question(
    plan: LoadedPlan,
    *,
    as_of: date | None = None,
    period: Period | None = None,
    indicators: Iterable[str] = (),
    organisation: str = "",
    unit: str = "",
) -> Question:
    """What is asked, with the last entry known at the end of ``as_of`` (today without it). One SQL query.

    Without ``period``: the last month that has ended by ``as_of``, kept within the plan's counting window.
    Raises :class:`UnknownName`.
    """
    chosen = tuple(indicators)
    _known_names(plan.document, chosen, organisation, unit)
    day = as_of or clock.today()
    return Question(
        plan=plan.key,
        as_of=day,
        seq=ledger.last_known(day),
        period=period or last_ended(plan.document, day),
        indicators=chosen,
        organisation=organisation,
        unit=unit,
    )


def last_ended(document: PlanDocument, day: date) -> Period:
    """The last month that has ended by ``day``, no earlier and no later than the plan counts."""
    tomorrow = FiscalMonth.of(day + timedelta(days=1))
    month = tomorrow.plus(-1)
    window = document.counting_window
    if window.start:
        month = max(month, FiscalMonth.of(window.start))
    last = FiscalMonth.of(window.end) if window.end else FiscalMonth(document.fiscal_year, 12)
    month = min(month, last)
    return Period(month.year, month.number, month.number)


def progress(
    plan: LoadedPlan,
    question: Question,
    *,
    by_unit: bool = False,
    series: bool = False,
    with_sources: bool = False,
) -> list[Progress]:
    """The progress of the indicators asked for, in the order of the plan.

    All of the plan's where the question names none; those that a body reports where it names a body. ``by_unit``
    fills the parts by reporting unit, ``series`` the points of the curve, ``with_sources`` every entry behind the
    cumulative figure. At most three SQL queries, however many indicators, bodies, units and periods there are.
    """
    document = plan.document
    asked = _asked(document, question)
    evidence = _evidence(plan, question, asked, by_unit=by_unit or bool(question.unit))
    if question.organisation:
        members = [member.id for member in document.members_of(question.organisation)]
        evidence = evidence.narrowed(members, question.unit)
    elif question.unit:
        evidence = evidence.narrowed([document.unit(question.unit).owner], question.unit)
    holder = question.unit or question.organisation
    found = [
        assess(
            Case(evidence, indicator, question.period, question.as_of, holder), by_unit=by_unit, series=series
        )
        for indicator in asked
    ]
    if not with_sources:
        return found
    behind = _sources(plan, question, asked)
    return [replace(p, sources=_of(behind, document, document.indicator(p.id))) for p in found]


def one(plan: LoadedPlan, question: Question, indicator: str) -> Progress:
    """One indicator with everything: parts by reporting unit, series, sources. At most three SQL queries."""
    asked = replace(question, indicators=(indicator,))
    return progress(plan, asked, by_unit=True, series=True, with_sources=True)[0]


def by_organisation(plan: LoadedPlan, question: Question) -> dict[str, list[tuple[Progress, Part]]]:
    """For every owner of the plan: the indicators that it reports, with its own part. At most two SQL queries."""
    found: dict[str, list[tuple[Progress, Part]]] = {}
    for item in progress(plan, question):
        for part in item.by_owner:
            found.setdefault(part.key, []).append((item, part))
    return found


def by_group(plan: LoadedPlan, found: Sequence[Progress]) -> dict[str, GroupVerdict]:
    """For every group: how many of its indicators reached their target, and the plan's mark. No SQL query.

    Indicators without a target on purpose are not counted.
    """
    document = plan.document
    answers: dict[str, list[tuple[str, bool | None]]] = {group.id: [] for group in document.groups}
    for item in found:
        if item.comparator not in ("", Comparator.NONE.value):
            for group in document.indicator(item.id).groups:
                answers[group].append((item.id, item.reached))
    return {group: group_verdict(document.verdicts, answer) for group, answer in answers.items()}


def sources(plan: LoadedPlan, question: Question, indicator: str) -> list[Source]:
    """Every entry that stands behind the cumulative figure of an indicator, in the order of the ledger.

    Down to the version of the return and its cell; of an indicator made of others, theirs. One SQL query.
    """
    chosen = plan.document.indicator(indicator)
    return list(_of(_sources(plan, question, [chosen]), plan.document, chosen))


def missing_names(document: PlanDocument, missing: Iterable[str]) -> list[str]:
    """``Figure.missing`` for people: 県（令和7年10月）, 北の窓口（令和7年10月、調査中）, 見本町（令和7年10月）."""
    places = {m.code: m.name for m in document.area.municipalities}
    names = []
    for text in missing:
        holder, period, *why = text.split(" ")
        label = Period.parse(period).label
        reason = f"、{_WHY[why[0]]}" if why else ""
        names.append(f"{places.get(holder) or _name(document, holder)}（{label}{reason}）")
    return names


_WHY = {"under_survey": "調査中", "unpublished": "未公表"}


def _name(document: PlanDocument, holder: str) -> str:
    for find in (document.organisation, document.unit):
        try:
            return find(holder).name
        except KeyError:
            continue
    return holder


def _known_names(document: PlanDocument, indicators: Iterable[str], organisation: str, unit: str) -> None:
    ids = {i.id for i in document.all_indicators}
    for indicator in indicators:
        if indicator not in ids:
            raise UnknownName(f"指標「{indicator}」は計画にありません。")
    if organisation and organisation not in {o.id for o in (*document.organisations, *document.members)}:
        raise UnknownName(f"組織「{organisation}」は計画にありません。")
    if unit and unit not in {u.id for u in document.reporting_units}:
        raise UnknownName(f"報告単位「{unit}」は計画にありません。")


def _asked(document: PlanDocument, question: Question) -> list[Indicator]:
    chosen = [i for i in document.all_indicators if not question.indicators or i.id in question.indicators]
    if question.indicators or not (question.organisation or question.unit):
        return chosen
    duty = Duty(document)
    if question.unit:
        return [i for i in chosen if question.unit in i.reporting_units]
    bodies = {member.id for member in document.members_of(question.organisation)}
    return [i for i in chosen if bodies & reporters(duty, i)]


def closure(document: PlanDocument, indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    """The indicators and all others of which they are made."""
    found: dict[str, Indicator] = {}
    waiting = list(indicators)
    while waiting:
        indicator = waiting.pop()
        if indicator.id not in found:
            found[indicator.id] = indicator
            waiting += [document.indicator(part) for part in parts_of(indicator)]
    return found


def _first_year(document: PlanDocument, indicators: Iterable[Indicator], period: Period) -> int:
    """The earliest fiscal year that counts: last year's for its column, or the beginning of a longer window."""
    years = [period.year - 1]
    for indicator in indicators:
        start = document.window_of(indicator).start
        if spans_years(indicator) and start:
            years.append(FiscalMonth.of(start).year)
        if indicator.structure.months:
            years.append(period.end.plus(1 - indicator.structure.months).year)
    return min(years)


def _evidence(plan: LoadedPlan, question: Question, asked: Sequence[Indicator], *, by_unit: bool) -> Evidence:
    """What the ledger answers, rolled up over reporting units; split by unit only where a unit is asked for or lacks."""
    document, duty = plan.document, Duty(plan.document)
    needed = closure(document, asked)
    tally = Tally(
        plan=plan.key,
        seq=question.seq,
        subjects=tuple(sorted(needed)),
        first=_first_year(document, needed.values(), question.period),
        until=question.period.year * 12 + question.period.last,
        organisations=_bodies(document, question),
        unit=question.unit,
        by_unit=by_unit,
    )
    found = cells(tally) if question.seq else []
    if not by_unit:
        split = to_be_split(duty, needed, found)
        if split:
            months = tuple(sorted({period.year * 12 + period.last for _subject, period in split}))
            subjects = tuple(sorted({subject for subject, _period in split}))
            finer = cells(replace(tally, subjects=subjects, months=months, by_unit=True))
            found = merge(found, finer, split)
    by_subject: dict[str, list[Cell]] = {}
    for cell in found:
        by_subject.setdefault(cell.subject, []).append(cell)
    return Evidence(duty, by_subject)


def _bodies(document: PlanDocument, question: Question) -> tuple[str, ...]:
    if not question.organisation:
        return ()
    return tuple(sorted(member.id for member in document.members_of(question.organisation)))


def _sources(plan: LoadedPlan, question: Question, asked: Sequence[Indicator]) -> dict[str, list[Source]]:
    """The entries behind the figures of ``asked``, by the indicator that they are entries of."""
    document = plan.document
    needed = closure(document, asked)
    entries = ledger.entries(plan.key).known_by(question.seq)
    entries = entries.filter(
        kind__in=KINDS,
        subject__in=list(needed),
        fiscal_year__gte=first_counted(document, needed.values(), question.period),
        fiscal_year__lte=question.period.year,
    )
    bodies = _bodies(document, question)
    if bodies:
        entries = entries.filter(organisation__in=bodies)
    if question.unit:
        entries = entries.filter(unit=question.unit)
    found: dict[str, list[Source]] = {}
    for entry in entries:
        period = Period(entry.fiscal_year, entry.first_month, entry.last_month)
        if period.end > question.period.end:
            continue
        decimals = needed[entry.subject].decimals if entry.kind == Kind.INDICATOR_VALUE else 0
        amount = None if entry.amount is None else Decimal(entry.amount).scaleb(-decimals)
        source = Source(
            entry=entry.seq,
            source=entry.source,
            cell=entry.cell,
            organisation=entry.organisation,
            unit=entry.unit,
            component=entry.component,
            member=entry.member,
            period=period,
            amount=amount,
            status=entry.status,
            recorded_at=clock.local(entry.recorded_at).isoformat(timespec="seconds"),
        )
        found.setdefault(entry.subject, []).append(source)
    return found


def first_counted(document: PlanDocument, indicators: Iterable[Indicator], period: Period) -> int:
    """The fiscal year from which on figures of ``period`` count."""
    return min(period.year, _first_year(document, indicators, Period(period.year + 1, 1, 1)))


def _of(behind: dict[str, list[Source]], document: PlanDocument, indicator: Indicator) -> tuple[Source, ...]:
    """The sources of an indicator and of those of which it is made, in the order of the ledger."""
    own = [source for key in closure(document, [indicator]) for source in behind.get(key, ())]
    return tuple(sorted(own, key=lambda source: source.entry))
