"""Any sequence of files, questions, answers, corrections, confirmations, approvals, closings and papers keeps every
printed number reproducible: each paper, asked again of the ledger as it was known, gives the same figures.
"""

import copy
from datetime import date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from banso.access.operations import add_user
from banso.access.roles import Role
from banso.council import operations as council
from banso.council.models import Paper
from banso.council.printing import text
from banso.council.queries import verify
from banso.council.rules import Form
from banso.ledger.models import Entry
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns import operations as returns
from banso.returns.models import IndicatorLine, PeriodLock, Question, Version
from banso.returns.states import State
from banso.returns.tests.conftest import put_in_force
from banso.returns.tests.filling import filled, put
from banso.returns.tests.small_plan import document
from banso.returns.workbook import build
from tests.cast import gather

MONTHS = [Period(2025, number, number) for number in (1, 2, 3)]
# Two offices, a part, a ratio of two, an average, a series, a stock, and two municipalities.
LINES = 10
VALUES = (0, 5, 7, 60, 71)
DOUBTS = ("12か13", "−", "調べ中", 12.4)


def plan_content() -> dict[str, Any]:
    content = document()
    content["reporting"]["steps"] = ["body", "secretariat"]
    return content


def file_of(plan: LoadedPlan, month: Period, value: int, doubt: Any) -> bytes:
    """The prefecture's filled template; with a cell that cannot be read, where ``doubt`` is given."""

    def change(book: Any) -> None:
        if doubt is not None:
            put(book, "指標", "東事務所", "当期の値", doubt)

    return filled(build(plan, "prefecture", month), change, value)


class History(RuleBasedStateMachine):
    """Two clerks of one body, a secretariat, and papers between what they do. What is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        # The ledger cannot be emptied, so each history lives in a transaction that is undone.
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        cast = gather()
        self.secretariat = cast.secretariat
        second = add_user(
            username="kacho",
            password="x" * 20,
            role=Role.BODY,
            organisation="prefecture",
            display_name="課長",
        )
        self.clerks = [cast.body, second, cast.secretariat]
        self.day = date(2025, 7, 1)
        with self.now():
            self.plan = put_in_force(plan_content(), "c" * 64)
        self.printed: dict[int, Any] = {}
        self.checked = -1

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def now(self) -> Any:
        self.day += timedelta(days=1)
        return clock.standing_at(datetime.combine(self.day, time(9), clock.JAPAN))

    def tried(self, act: Any, **words: Any) -> Any:
        """Do it as a member would; a refusal is an answer too, and leaves the ledger as it was."""
        before = Entry.objects.count()
        try:
            with self.now(), transaction.atomic():
                return act(**words)
        except (returns.NotPossible, returns.Unreadable):
            assert Entry.objects.count() == before
            return None

    def one(self, which: int, *states: State) -> Version | None:
        found = list(Version.objects.filter(state__in=states).select_related("subject").order_by("pk"))
        return found[which % len(found)] if found else None

    @rule(
        month=st.sampled_from(MONTHS),
        value=st.sampled_from(VALUES),
        doubt=st.none() | st.sampled_from(DOUBTS),
        who=st.integers(0, 2),
    )
    def send(self, month: Period, value: int, doubt: Any, who: int) -> None:
        data = _cached(self.plan, month, value, doubt)
        words = {"file": data, "file_name": "県.xlsx", "by": self.clerks[who]}
        # What is kept as a draft is kept although it raises, so it is not undone here.
        with self.now():
            try:
                returns.take_workbook(plan=self.plan, **words)
            except returns.KeptAsDraft as kept:
                assert Version.objects.get(pk=kept.version.pk).state == State.DRAFT

    @rule(which=st.integers(0, 9), who=st.integers(0, 2), answer=st.sampled_from(["13", "調査中", "たぶん"]))
    def answer(self, which: int, who: int, answer: str) -> None:
        version = self.one(which, State.DRAFT, State.SUBMITTED)
        if version is not None:
            asked = Question.objects.filter(version=version).exclude(kind="notice")
            told = {q.pk: answer if q.kind == "cell" else "確かめました。" for q in asked}
            self.tried(returns.answer, version=version, answers=told, by=self.clerks[who])

    @rule(which=st.integers(0, 9), who=st.integers(0, 2))
    def submit(self, which: int, who: int) -> None:
        version = self.one(which, State.DRAFT)
        if version is not None:
            done = self.tried(returns.submit, version=version, by=self.clerks[who])
            assert done is None or not Question.objects.blocking().filter(version=version).exists()

    @rule(which=st.integers(0, 9), who=st.integers(0, 2))
    def confirm(self, which: int, who: int) -> None:
        version = self.one(which, State.SUBMITTED)
        if version is not None:
            self.tried(returns.confirm, version=version, by=self.clerks[who], confirmation="電話で確かめた。")

    @rule(which=st.integers(0, 9))
    def approve(self, which: int) -> None:
        version = self.one(which, State.CONFIRMED, State.SUBMITTED)
        if version is not None:
            done = self.tried(returns.approve, version=version, by=self.secretariat)
            assert (
                done is None
                or done.confirmed_by_id not in (None, done.submitted_by_id)
                or (done.confirmation != "")
            )

    @rule(month=st.sampled_from(MONTHS), value=st.sampled_from(VALUES))
    def carry_through(self, month: Period, value: int) -> None:
        """The plain path in one step, so that short histories reach corrections and papers too."""
        self.send(month, value, None, 0)
        version = self.one(-1, State.DRAFT, State.SUBMITTED)
        if version is not None:
            told = {q.pk: "確かめました。" for q in Question.objects.filter(version=version, kind="sense")}
            self.tried(returns.answer, version=version, answers=told, by=self.clerks[0])
            self.tried(returns.submit, version=version, by=self.clerks[0])
            self.tried(returns.confirm, version=version, by=self.clerks[1])
            self.tried(returns.approve, version=version, by=self.secretariat)

    @initialize(value=st.sampled_from(VALUES))
    def begin_with_a_paper(self, value: int) -> None:
        """Without a first paper most short histories would have nothing that a correction could spoil."""
        self.carry_through(MONTHS[0], value)
        self.print(0)

    @rule(which=st.integers(0, 9), back=st.booleans())
    def take_back(self, which: int, back: bool) -> None:
        version = self.one(which, State.CONFIRMED, State.SUBMITTED)
        if version is not None and back:
            self.tried(returns.ask_back, version=version, by=self.secretariat, question="確かめてください。")
        elif version is not None:
            self.tried(returns.withdraw, version=version, by=self.clerks[0])

    @rule(month=st.sampled_from(MONTHS), whose=st.sampled_from(["", "prefecture"]))
    def close(self, month: Period, whose: str) -> None:
        words = {"plan": self.plan, "period": month, "organisation": whose, "reason": "資料のため"}
        self.tried(returns.lock_period, by=self.secretariat, **words)

    @rule()
    def open_again(self) -> None:
        lock = PeriodLock.objects.standing().first()
        if lock is not None:
            self.tried(returns.reopen_period, lock=lock, by=self.secretariat, reason="訂正のため")

    @rule(days_ago=st.sampled_from([0, 0, 1, 5]))
    def print(self, days_ago: int) -> None:
        with self.now():
            as_of = self.day - timedelta(days=days_ago)
            paper = council.print_paper(plan=self.plan, as_of=as_of, by=self.secretariat)
        self.printed[paper.pk] = copy.deepcopy(paper.content)

    @invariant()
    def every_paper_gives_the_same_figures_again(self) -> None:
        entries = Entry.objects.count()
        if entries == self.checked:
            return
        self.checked = entries
        with self.now():
            for paper in Paper.objects.filter(pk__in=self.printed):
                found = verify(paper)
                assert found.holds, found.as_json()
                assert paper.content == self.printed[paper.pk]

    @invariant()
    def an_approved_version_holds_every_line_it_was_asked(self) -> None:
        for version in Version.objects.filter(state=State.APPROVED):
            assert IndicatorLine.objects.filter(version=version).count() == LINES


def _cached(plan: LoadedPlan, month: Period, value: int, doubt: Any) -> bytes:
    key = (plan.key, month, value, doubt)
    if key not in _FILES:
        _FILES[key] = file_of(plan, month, value, doubt)
    return _FILES[key]


_FILES: dict[Any, bytes] = {}


def _text_only(content: dict[str, Any]) -> dict[Form, bytes]:
    return {Form.TEXT: text.make(content), Form.PACKAGE: b""}


@pytest.mark.hypothesis
@pytest.mark.django_db
def test_any_history_keeps_every_printed_number_reproducible(settings_of_plan: None) -> None:
    # What a paper looks like is proven elsewhere; here its figures count, and a plain text makes it fast.
    with (
        patch.object(council, "_files", _text_only),
        patch.object(council, "_require_readable", lambda *_words: None),
    ):
        examples = max(5, settings.default.max_examples // 20)
        run_state_machine_as_test(History, settings=settings(max_examples=examples, stateful_step_count=14))


@pytest.fixture
def settings_of_plan(settings: Any) -> None:
    settings.PLAN = "mihon/2025"
