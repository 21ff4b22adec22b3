"""From the rows of a workbook to the lines of a draft. A row with an open question gives no line."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from banso.ledger.kinds import Component, MeasureState, Status
from banso.returns.workbook import cells
from banso.returns.workbook import layout as asked
from banso.returns.workbook.doubts import Doubt, is_about
from banso.returns.workbook.found import Found
from banso.returns.workbook.layout import Layout
from banso.returns.workbook.problems import MeasureAnswer, NumberLine

STATUSES = {status.label: status for status in Status}
STATES = {state.label: state for state in MeasureState}
# What a clerk may say instead of a number.
_WITHOUT = {status.label: status for status in Status if not status.has_number}

Count = dict[str, Any]


def remarks(found: Found) -> str:
    return found.take("remarks", "value", cells.text) or ""


def number_lines(layout: Layout, found: Found) -> Iterator[NumberLine]:
    for row in layout.numbers:
        typed, status, note = _value_and_status(found, row.key, row.precision, row.measured_in)
        if row.key not in found.held and status is not None:
            amount = None if typed is None else typed * 10 ** (row.decimals - row.precision)
            place = found.place(row.key, "value")
            yield NumberLine(row.indicator, row.unit, "", row.component, amount, status, note, place)


def coverage_lines(layout: Layout, found: Found) -> Iterator[NumberLine]:
    words = {word: word for word in asked.COVERED}
    for row in layout.coverage:
        word = _chosen(found, row.key, "value", words, "設置状況")
        note = found.take(row.key, "note", cells.text) or ""
        if row.key not in found.held and word is not None:
            amount = asked.COVERED[word]
            status = Status.UNDER_SURVEY if amount is None else Status.FINAL
            place = found.place(row.key, "value")
            yield NumberLine(row.indicator, "", row.member, Component.VALUE, amount, status, note, place)


def measure_answers(
    layout: Layout, found: Found, counts: dict[str, dict[str, Count]], waiting: set[str]
) -> Iterator[MeasureAnswer]:
    """``waiting``: the measures with a count that was asked about."""
    for row in layout.measures:
        state = _chosen(found, row.key, "state", STATES, "実施状況")
        done = found.take(row.key, "done", cells.text) or ""
        next_step = found.take(row.key, "next_step", cells.text) or ""
        if row.key not in found.held and row.measure not in waiting and state is not None:
            place = found.place(row.key, "state")
            yield MeasureAnswer(row.measure, state, done, next_step, counts.get(row.measure, {}), place)


def counts_by_measure(layout: Layout, found: Found) -> dict[str, dict[str, Count]]:
    """measure → count → {"amount", "status", "note", "cell"}"""
    counts: dict[str, dict[str, Count]] = {}
    for row in layout.counts:
        amount, status, note = _value_and_status(found, row.key, 0, row.measured_in)
        if row.key not in found.held and status is not None:
            counts.setdefault(row.measure, {})[row.count] = {
                "amount": amount,
                "status": status.value,
                "note": note,
                "cell": found.place(row.key, "value"),
            }
    return counts


def _chosen(found: Found, key: str, column: str, labels: dict[str, Any], name: str) -> Any:
    """One of the words that a row must have."""
    if key not in found.rows and found.answer(key, column) is None:
        return None  # the missing row was asked about
    before = len(found.questions)
    word = found.take(key, column, lambda cell: cells.choice(cell, labels, name))
    if word is None and len(found.questions) == before and key not in found.held:
        remedy = f"{'、'.join(labels)}のどれかを選んでください。"
        found.ask(key, column, Doubt(f"{name}が空です。", remedy, None, tuple(labels)))
    return word


def _value_and_status(
    found: Found, key: str, decimals: int, unit: str
) -> tuple[int | None, Status | None, str]:
    """The three inputs of a number's row, with a question for what is wrong between them."""
    if key not in found.rows and found.answer(key, "value") is None:
        return None, None, ""  # the missing row was asked about
    before = len(found.questions)
    instead = _WITHOUT.get((found.answer(key, "value") or "").strip())
    if instead is not None:
        return None, instead, found.take(key, "note", cells.text) or ""
    how = partial(
        cells.number, decimals=decimals, unit=unit, formats_known=found.formats_known, words=tuple(_WITHOUT)
    )
    amount = found.take(key, "value", how)
    status = found.take(key, "status", lambda cell: cells.choice(cell, STATUSES, "状態"))
    note = found.take(key, "note", cells.text) or ""
    if len(found.questions) == before and key not in found.held:
        wrong = contradiction(amount, status)
        if wrong:
            column, doubt = wrong
            # Who has just answered for the value is asked about the status beside it.
            if amount is not None and found.answer(key, "value") is not None:
                column, doubt.choices = "status", tuple(s.label for s in Status if s.has_number)
            found.ask(key, column, doubt)
        elif status is Status.FINAL and _was_about(found, key):
            found.ask(
                key,
                "status",
                Doubt(
                    "値に、おおよそを表す語がありました。状態は「確定」のままです。",
                    "おおよその数なら「概数」を、数え終えた数なら「確定」を選んでください。",
                    Status.APPROXIMATE.label,
                    (Status.APPROXIMATE.label, Status.FINAL.label),
                ),
            )
    return amount, status, note


def _was_about(found: Found, key: str) -> bool:
    """Whether a number was answered for a cell that says 約30, and nobody has spoken of its status since."""
    stands = found.stands(key, "value")
    answered = found.answer(key, "value") is not None and found.answer(key, "status") is None
    return answered and stands is not None and isinstance(stands.value, str) and is_about(stands.value)


def contradiction(amount: int | None, status: Status | None) -> tuple[str, Doubt] | None:
    """(column, doubt) where value and status do not go together."""
    instead = ("0", *_WITHOUT)
    with_number = tuple(status.label for status in Status if status.has_number)
    if status is None and amount is None:
        return "value", Doubt(
            "値が空です。",
            "0件なら0を記入し、状態で「確定」を選んでください。"
            "まだ分からないときは、値を空にして状態で「調査中」を選んでください。",
            None,
            instead[1:],
        )
    if status is None:
        return "status", Doubt(
            "状態が選ばれていません。", "「確定」か「概数」を選んでください。", None, with_number
        )
    if status.has_number and amount is None:
        return "value", Doubt(
            f"状態が「{status.label}」なのに値が空です。",
            "値を記入してください。0件なら0です。まだ分からないときは状態で「調査中」を選んでください。",
            None,
            instead,
        )
    if not status.has_number and amount is not None:
        return "value", Doubt(
            f"状態が「{status.label}」なのに値があります。",
            "値を空にするか、状態を「確定」か「概数」にしてください。",
            None,
            (status.label,),
        )
    return None
