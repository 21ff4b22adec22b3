"""Damage a file by name and say what is wrong with what was read from it; nothing, if all is well."""

import html
import io
import random
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook

from banso.ledger.kinds import Status
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.tests.mutator import files, frames, rows, sheets, values  # noqa: F401  (they register their damage)
from banso.returns.tests.mutator.truth import ANYTHING, ON_BOOKS, ON_BYTES, Row, Truth, fill, truth_of
from banso.returns.workbook import Asks, Reading, build, layout_of, read

BODY, PERIOD = "prefecture", Period.parse("2025-09")
NAMES = (*ON_BOOKS, *ON_BYTES)


@dataclass
class Subject:
    """A plan, its template filled in, and what stands in it."""

    plan: LoadedPlan
    data: bytes

    @classmethod
    def of(cls, plan: LoadedPlan) -> "Subject":
        book = load_workbook(io.BytesIO(build(plan, BODY, PERIOD)))
        fill(book, truth_of(layout_of(plan, BODY, PERIOD)))
        out = io.BytesIO()
        book.save(out)
        return cls(plan, out.getvalue())


@dataclass
class Outcome:
    faults: list[str]
    refused: bool
    asked: int
    taken: int


def damaged(subject: Subject, names: Sequence[str], rng: random.Random) -> tuple[bytes, Truth]:
    """The file after all the damage: first in a spreadsheet program, then to the file."""
    truth = truth_of(layout_of(subject.plan, BODY, PERIOD))
    data = subject.data
    in_book = [name for name in names if name in ON_BOOKS]
    if in_book:
        book = load_workbook(io.BytesIO(data))
        for name in in_book:
            ON_BOOKS[name](book, truth, rng)
        out = io.BytesIO()
        book.save(out)
        data = out.getvalue()
    for name in names:
        if name in ON_BYTES:
            data = ON_BYTES[name](data, truth, rng)
    return data, truth


def check(subject: Subject, names: Sequence[str], seed: int) -> Outcome:
    data, truth = damaged(subject, names, random.Random(f"{seed} {' '.join(names)}"))
    reading = read(subject.plan, data, organisation=BODY, period=PERIOD)
    faults = [*_refusal(reading, truth), *_rows(reading, truth), *_told(reading, truth, data)]
    if not faults and reading.refusal is None:
        faults += _answerable(subject, data, reading)
    taken = 0 if reading.taken is None else len(reading.taken.numbers) + len(reading.taken.measures)
    return Outcome(faults, reading.refusal is not None, len(reading.questions), taken)


def _refusal(reading: Reading, truth: Truth) -> list[str]:
    if reading.refusal is None and truth.must_refuse:
        return ["read though it must be refused"]
    if reading.refusal is None:
        return [] if reading.taken is not None else ["neither refused nor read"]
    if not truth.may_refuse:
        return [f"refused without need: {reading.refusal.message}"]
    return [] if reading.refusal.message and reading.refusal.remedy else ["refused without a word"]


def _rows(reading: Reading, truth: Truth) -> list[str]:
    """Each row: taken as it stands, or asked about; in a refused file, neither."""
    if reading.taken is None:
        return []
    taken = _taken(reading, truth)
    asked = {(question.row, question.column) for question in reading.questions}
    faults = []
    for (marker, key), row in truth.rows.items():
        name = f"{marker}/{key}"
        found = taken.get((marker, key))
        if found is None:
            if not any(row_key == name for row_key, _column in asked):
                # A measure waits for its counts, and is asked about through them.
                waits = [r for r, _c in asked if r.startswith(f"banso:counts/{key}|")]
                if not (marker == "banso:measures" and waits) and not _measure_waits(marker, key, asked):
                    faults.append(f"lost: {name}")
            continue
        for column, value in found.items():
            allowed = row.inputs[column]
            if value not in allowed and ANYTHING not in allowed:
                faults.append(f"changed in silence: {name}#{column} read as {value!r}, not {allowed!r}")
        if row.is_number:
            has_number = Status(next(s for s in Status if s.label == found["status"])).has_number
            if has_number != (found["value"] is not None):
                faults.append(f"value and status contradict: {name} {found}")
    return faults


def _measure_waits(marker: str, key: str, asked: set[tuple[str, str]]) -> bool:
    """The counts of a measure stand in its line, so they wait with it."""
    return marker == "banso:counts" and any(
        row == f"banso:measures/{key.split('|')[0]}" or row.startswith(f"banso:counts/{key.split('|')[0]}|")
        for row, _ in asked
    )


def _taken(reading: Reading, truth: Truth) -> dict[tuple[str, str], dict[str, Any]]:
    """(marker, key) → column → what was read"""
    assert reading.taken is not None
    found: dict[tuple[str, str], dict[str, Any]] = {}
    if not any(question.row == "banso:cover/remarks" for question in reading.questions):
        found["banso:cover", "remarks"] = {"value": reading.taken.remarks}
    for line in reading.taken.numbers:
        if line.member:
            word = {1: "設置済", 0: "未設置", None: "調査中"}[line.amount]
            found["banso:coverage", f"{line.indicator}|{line.member}"] = {"value": word, "note": line.note}
        else:
            key = f"{line.indicator}|{line.unit}|{line.component.value}"
            row = truth.rows["banso:numbers", key]
            found["banso:numbers", key] = _number(row, line.amount, line.status.label, line.note)
    for answer in reading.taken.measures:
        found["banso:measures", answer.measure] = {
            "state": answer.state.label, "done": answer.done, "next_step": answer.next_step,
        }  # fmt: skip
        for count, line in answer.counts.items():
            key = f"{answer.measure}|{count}"
            row = truth.rows["banso:counts", key]
            status = Status(next(s for s in Status if s.value == line["status"])).label
            found["banso:counts", key] = _number(row, line["amount"], status, line["note"])
    return found


def _number(row: Row, amount: int | None, status: str, note: str) -> dict[str, Any]:
    value = None if amount is None else Decimal(amount).scaleb(-row.scale)
    return {"value": value, "status": status, "note": note}


def _told(reading: Reading, truth: Truth, data: bytes) -> list[str]:
    """Whatever stands outside the template's cells comes up somewhere."""
    if reading.taken is None or not truth.tells:
        return []
    everything = repr((reading.questions, reading.notices, reading.taken))
    stands = _texts(data)
    return [f"lost in silence: {text}" for text in truth.tells if text in stands and text not in everything]


def _texts(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # Programs may write any letter as its number.
            return html.unescape(
                "".join(
                    content.decode("utf-16" if content[:2] == b"\xff\xfe" else "utf-8", "replace")
                    for content in map(archive.read, archive.namelist())
                )
            )
    except zipfile.BadZipFile:
        return data.decode("utf-16-le", "replace")


def _answerable(subject: Subject, data: bytes, reading: Reading) -> list[str]:
    """Every question has an answer that settles it, and a proposal is one."""
    answers: dict[str, str] = {}
    for _round in range(6):
        if not reading.questions:
            return [] if reading.draft is not None else ["nothing open and no draft"]
        proposed = {q.key for q in reading.questions if q.proposal is not None}
        answers |= {question.key: _answer(question) for question in reading.questions}
        before = reading
        reading = read(subject.plan, data, organisation=BODY, period=PERIOD, answers=answers)
        again = proposed & {q.key for q in reading.questions}
        if again:
            return [f"a proposal settles nothing: {[q for q in before.questions if q.key in again][0]}"]
    return [f"no answer settles: {[(q.key, q.message) for q in reading.questions][:3]}"]


def _answer(question: Any) -> str:
    if question.proposal is not None:
        return question.proposal
    if question.asks is Asks.CONFIRM:
        return "確認した"
    if question.choices:
        return question.choices[0]
    return "5" if question.column == "value" else "書き直した文。"
