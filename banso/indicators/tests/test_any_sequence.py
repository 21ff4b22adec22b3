"""Any sequence of submissions, questions, corrections and approvals gives, at every date of knowledge, the numbers
of a model that is written down here in plain Python and knows neither the ledger nor SQL.

The same test runs on SQLite and on PostgreSQL.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from banso.indicators.queries import progress, question
from banso.indicators.results import Progress, Question
from banso.indicators.tests.plans import small_plan
from banso.ledger.kinds import Component, Status
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.models import Edition
from banso.returns import operations as returns
from banso.returns.models import IndicatorLine, Return, Version
from banso.returns.states import State
from tests.cast import gather

PLAN = small_plan(
    {
        "id": "hires",
        "owners": ["bureau", "prefecture"],
        "ownership": "joint",
        "reporting_units": ["office-1", "office-2"],
        "overlap": {"between": ["bureau", "prefecture"], "reason": "重なりうる"},
    },
    {"id": "conversions", "owners": ["bureau"]},
    {"id": "gain", "structure": {"kind": "sum", "of": ["hires", "conversions"]}},
    {"id": "rate", "structure": {"kind": "ratio", "numerator": "n", "denominator": "d", "scale": 100}},
    {"id": "stock", "structure": {"kind": "stock"}},
    {"id": "networks", "structure": {"kind": "coverage", "universe": "municipalities"}},
)
TOWNS = ["990019", "990027", "990035", "990043"]
START = date(2025, 4, 20)
WHOLE = ("value", "")  # the component and the member of a plain number

# (indicator, unit, component, member) of everything that a body's workbook asks for.
LINES = {
    "bureau": [
        ("hires", "office-1", *WHOLE),
        ("hires", "office-2", *WHOLE),
        ("conversions", "", *WHOLE),
    ],
    "prefecture": [
        ("hires", "", *WHOLE),
        ("rate", "", "numerator", ""),
        ("rate", "", "denominator", ""),
        ("stock", "", *WHOLE),
        *(("networks", "", "value", town) for town in TOWNS),
    ],
}
numbers = st.integers(0, 30).map(lambda n: (n, "final")) | st.integers(0, 30).map(
    lambda n: (n, "approximate")
)
silence = st.sampled_from([(None, "under_survey"), (None, "unpublished"), (None, "not_applicable")])
answers = numbers | numbers | silence


class Council(RuleBasedStateMachine):
    """Bodies that send, withdraw and correct; a secretariat that approves and asks back; readers of any date."""

    def __init__(self) -> None:
        super().__init__()
        # The ledger cannot be emptied, so each sequence of events lives in a transaction that is undone.
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.by = gather().secretariat
        raw = PLAN.document.model_dump(mode="json", exclude_defaults=True)
        self.edition = Edition.objects.create(
            plan=PLAN.key, number=1, digest="0" * 64, document=raw, loaded_at=clock.now()
        )
        self.day = START
        self.versions: list[tuple[Version, dict[Any, Any]]] = []
        self.approved: list[tuple[date, str, int, dict[Any, Any]]] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def now(self) -> Any:
        return clock.standing_at(datetime.combine(self.day, time(9), clock.JAPAN))

    @rule(
        body=st.sampled_from(sorted(LINES)),
        month=st.integers(1, 4),
        days=st.integers(0, 30),
        fate=st.sampled_from(["approve", "approve", "approve", "submit", "draft"]),
        data=st.data(),
    )
    def a_body_reports(self, body: str, month: int, days: int, fate: str, data: st.DataObject) -> None:
        """A version comes in some days later, and goes as far as its fate; the steps below take it further."""
        self.day += timedelta(days=days)
        self.versions.append(self.draft(body, month, {line: data.draw(answers) for line in LINES[body]}))
        if fate != "draft" and self.step(-1, returns.submit) and fate == "approve":
            self.approve(-1)

    def draft(self, body: str, month: int, told: dict[Any, Any]) -> tuple[Version, dict[Any, Any]]:
        if body == "prefecture":
            for town in TOWNS:
                line = ("networks", "", "value", town)
                told[line] = (None if told[line][0] is None else told[line][0] % 2, told[line][1])
            if told[RATE[0]][0] is None or told[RATE[1]][0] is None:
                told[RATE[0]] = told[RATE[1]] = (None, "under_survey")
        subject, _ = Return.objects.get_or_create(
            plan=PLAN.key, organisation=body, fiscal_year=2025, first_month=month, last_month=month
        )
        version = Version.objects.create(
            subject=subject,
            number=subject.versions.count() + 1,
            state=State.DRAFT.value,
            via="workbook",
            edition=self.edition,
            created_at=clock.now(),
            created_by=self.by,
            file_name="見本.xlsx",
            file=b"",
            file_digest="0" * 64,
        )
        IndicatorLine.objects.bulk_create(
            [
                IndicatorLine(
                    version=version,
                    indicator=indicator,
                    unit=unit,
                    component=Component.of(component).value,
                    member=member,
                    amount=amount,
                    status=Status.of(status).value,
                    cell="指標!B2",
                )
                for (indicator, unit, component, member), (amount, status) in told.items()
            ]
        )
        return version, told

    def step(self, which: int, act: Any) -> Version | None:
        """Let the product do a step; a step that it refuses changes nothing in the model either."""
        index = which % len(self.versions)
        version, told = self.versions[index]
        try:
            with self.now():
                after = act(version=version, by=self.by)
        except returns.NotPossible:
            return None
        self.versions[index] = (after, told)
        return after

    def approve(self, which: int) -> None:
        told = self.versions[which % len(self.versions)][1]
        version = self.step(which, returns.approve)
        if version:
            subject = version.subject
            self.approved.append((self.day, subject.organisation, subject.last_month, told))

    @precondition(lambda self: self.versions)
    @rule(which=st.integers(0, 9), verb=st.sampled_from(["submit", "withdraw", "ask_back", "approve"]))
    def somebody_takes_a_step(self, which: int, verb: str) -> None:
        if verb == "approve":
            self.approve(which)
        elif verb == "ask_back":
            self.step(which, lambda **who: returns.ask_back(question="確かめてください。", **who))
        else:
            self.step(which, getattr(returns, verb))

    @precondition(lambda self: self.approved)
    @rule(back=st.integers(0, 150), month=st.integers(1, 4))
    def somebody_asks_of_the_past(self, back: int, month: int) -> None:
        asked, found = self.compare(self.day - timedelta(days=back), month)
        # The database may add up the reporting units or keep them apart: the figures are the same.
        for item in progress(PLAN, asked, by_unit=True):
            assert item.cumulative == found[item.id].cumulative

    @invariant()
    def today_agrees(self) -> None:
        self.compare(self.day, 4)

    def compare(self, as_of: date, month: int) -> tuple[Question, dict[str, Progress]]:
        asked = question(PLAN, as_of=as_of, period=Period(2025, month, month))
        found = {item.id: item for item in progress(PLAN, asked)}
        expected = model(self.approved, as_of, month)
        assert {key: shown(found[key], wanted) for key, wanted in expected.items()} == expected
        assert found["conversions"].compared_until == settled(self.approved, as_of, month)
        return asked, found


def shown(item: Progress, wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(item.cumulative, name) for name in wanted}


RATE = (("rate", "", "numerator", ""), ("rate", "", "denominator", ""))


def model(approved: list[tuple[date, str, int, Any]], as_of: date, month: int) -> dict[str, dict[str, Any]]:
    """What everybody would say on ``as_of`` with the approved papers in hand: for each body and month, the last one."""
    papers: dict[tuple[str, int], dict[Any, Any]] = {}
    for day, body, of, told in approved:
        if day <= as_of and of <= month:
            papers[body, of] = told
    units = {
        "bureau": [("hires", "office-1", *WHOLE), ("hires", "office-2", *WHOLE)],
        "prefecture": [("hires", "", *WHOLE)],
    }
    hires = flow(papers, units, month)
    conversions = flow(papers, {"bureau": [("conversions", "", *WHOLE)]}, month)
    return {
        "hires": hires,
        "conversions": conversions,
        "gain": both(hires, conversions),
        "rate": rate(papers),
        "stock": {"value": stock(papers)},
        "networks": networks(papers),
    }


def flow(papers: Any, lines: dict[str, list[Any]], month: int) -> dict[str, Any]:
    given = {
        body: [
            papers.get((body, m), {}).get(line, (None, "silent")) for m in range(1, month + 1) for line in own
        ]
        for body, own in lines.items()
    }
    everything = [answer for body in given.values() for answer in body]
    totals = [
        Decimal(sum(n for n, _ in body if n is not None))
        for body in given.values()
        if any(n is not None for n, _ in body)
    ]
    statuses = {status for _, status in everything}
    lacking = bool(statuses & {"silent", "under_survey", "unpublished"})
    if not totals:
        nothing = "not_applicable" in statuses and not lacking
        return {
            "value": None,
            "low": None,
            "high": None,
            "status": "not_applicable" if nothing else "unknown",
        }
    beside = ("partial",) * lacking + ("approximate",) * ("approximate" in statuses)
    if max(totals) != sum(totals):
        return {
            "value": None, "low": max(totals), "high": sum(totals), "status": "interval", "caveats": beside,
        }  # fmt: skip
    status, *more = beside or ("known",)
    return {"value": sum(totals), "low": None, "high": None, "status": status, "caveats": tuple(more)}


def settled(approved: list[tuple[date, str, int, Any]], as_of: date, month: int) -> date | None:
    """The last day up to which the bureau has told of its conversions without a gap, if none lies before a later word."""
    told = {of: paper for day, body, of, paper in approved if day <= as_of and body == "bureau"}
    line = ("conversions", "", *WHOLE)
    known = [
        told.get(m, {}).get(line, (None, "silent"))[1] in ("final", "approximate", "not_applicable")
        for m in range(1, month + 1)
    ]
    count = known.index(False) if False in known else month
    return Period(2025, count, count).last_day if count and not any(known[count:]) else None


def both(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    ends = [
        (f["value"], f["value"]) if f["value"] is not None else (f["low"], f["high"])
        for f in (one, other)
        if f["value"] is not None or f["low"] is not None
    ]
    low, high = sum(end[0] for end in ends), sum(end[1] for end in ends)
    if not ends:
        return {"value": None, "low": None, "high": None}
    if low == high:
        return {"value": low, "low": None, "high": None}
    return {"value": None, "low": low, "high": high}


def rate(papers: Any) -> dict[str, Any]:
    told = [paper for (body, _), paper in papers.items() if body == "prefecture"]
    pairs = [(p[RATE[0]][0], p[RATE[1]][0]) for p in told if p[RATE[0]][0] is not None]
    below = sum(d for _, d in pairs)
    return {"value": Decimal(sum(n for n, _ in pairs)) * 100 / below if below else None}


def stock(papers: Any) -> Decimal | None:
    line = ("stock", "", *WHOLE)
    for _, paper in sorted(
        ((m, p) for (body, m), p in papers.items() if body == "prefecture"), reverse=True, key=first
    ):
        amount, status = paper[line]
        if status in ("final", "approximate", "not_applicable"):
            return None if amount is None else Decimal(amount)
    return None


def first(pair: Any) -> int:
    return int(pair[0])


def networks(papers: Any) -> dict[str, Any]:
    last: dict[str, int] = {}
    for _, paper in sorted(((m, p) for (body, m), p in papers.items() if body == "prefecture"), key=first):
        for town in TOWNS:
            amount, status = paper["networks", "", "value", town]
            if status in ("final", "approximate", "not_applicable"):
                last[town] = amount or 0
    members = tuple(town for town in TOWNS if last.get(town))
    return {"members": members, "value": Decimal(len(members)) if last else None}


@pytest.mark.hypothesis
@pytest.mark.django_db
def test_any_sequence_gives_the_numbers_of_the_model_at_every_date_of_knowledge() -> None:
    examples = max(40, settings.default.max_examples // 4)
    run_state_machine_as_test(Council, settings=settings(max_examples=examples, stateful_step_count=20))
