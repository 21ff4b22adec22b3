"""Fuzz: whatever the YAML is, reading ends with a document or with errors that have a place."""

import copy
import json
import random
import string
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from banso.plan.comparison import compare
from banso.plan.listing import plan_lines
from banso.plan.loading import Reading, read_folder
from banso.plan.tests.tiny import TINY, write


def plain(value: Any) -> Any:
    """Short ASCII texts as what YAML makes of them; codes and dates stay text."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, str) and len(value) < 6 and value.replace(".", "", 1).lstrip("-").isascii():
        try:
            return yaml.safe_load(value)
        except yaml.YAMLError:
            return value
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


PLAN = plain(yaml.load(TINY.replace('number: "1"', "number: 第1"), yaml.BaseLoader))
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    database=None,
)


def read(held: str | bytes) -> Reading:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plan.yaml").write_bytes(
            held if isinstance(held, bytes) else held.encode("utf-8", "replace")
        )
        return read_folder(folder)


def holds_what_is_promised(reading: Reading) -> None:
    """A document without errors, or errors without a document; each fault has file, line and words."""
    assert (reading.document is None) == bool(reading.errors)
    for fault in reading.faults:
        assert fault.file
        assert fault.line >= 0
        assert fault.rule and fault.message and fault.remedy
    if reading.document is not None:
        # What was let through can be told and compared as well.
        assert "\n".join(plan_lines(reading.document))
        assert compare(reading.document, reading.document) == []


yaml_like = st.lists(
    st.one_of(
        st.sampled_from(
            list(":-?&*!|>'\"%@`{}[],#~<= \n\t") + ["\n  ", "- ", ": ", "---\n", "...", "<<: ", "!!", "\r"]
        ),
        st.sampled_from(
            ["id", "measures", "indicators", "targets", "null", "yes", ".inf", "0x1F", "1:30", "2025-13-41"]
        ),
        st.text(max_size=4),
    ),
    max_size=60,
).map("".join)


@QUICK
@given(yaml_like)
@example("? ? ? :\n")
@example("a: {b: [c, {d: }]}\n")
@example("%YAML 9.9\n---\na: 1\n")
@example("\ud800".encode("utf-8", "replace").decode())
def test_any_text_is_read_or_refused(text: str) -> None:
    holds_what_is_promised(read(text))


@QUICK
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(held: bytes) -> None:
    holds_what_is_promised(read(held))


@QUICK
@given(st.data())
def test_a_plan_with_a_piece_of_text_torn_out_or_put_in_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TINY)))
    end = data.draw(st.integers(start, min(len(TINY), start + 200)))
    put = data.draw(yaml_like)
    holds_what_is_promised(read(TINY[:start] + put + TINY[end:]))


# Values that have broken readers of plans before, or that a tired author types.
ODD: list[Any] = [
    None, "", 0, -1, 10**30, 1.5, float("inf"), float("nan"), True, [], {}, [[]], [None], {"id": None}, "no", "１２", "9" * 5000,
    "1E+900000", "-0", "0.1234567", "0001-01-01", "9999-12-31", "2025-04-01", "hires", "together", "m1", "office", "towns",
    "ch1", "desk", "sum", "ratio", "coverage", "設定しない", ">=", "<", "約", "\u2028", "a" * 81, "%", "990001",
]  # fmt: skip


def every_place(value: Any) -> list[tuple[Any, Any]]:
    """(container, key) of every part."""
    places: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        part = waiting.pop()
        keys = list(part) if isinstance(part, dict) else range(len(part))
        for key in keys:
            places.append((part, key))
            if isinstance(part[key], dict | list):
                waiting.append(part[key])
    return places


def delete(around: Any, key: Any, dice: random.Random) -> None:
    del around[key]


def change(around: Any, key: Any, dice: random.Random) -> None:
    around[key] = dice.choice(ODD)


def wrap(around: Any, key: Any, dice: random.Random) -> None:
    around[key] = dice.choice([[around[key]], {"id": around[key]}, [around[key], around[key]]])


def duplicate(around: Any, key: Any, dice: random.Random) -> None:
    if isinstance(around, list):
        around.insert(dice.randrange(len(around) + 1), around[key])
    else:
        around["".join(dice.choices(string.ascii_lowercase, k=3))] = around[key]


def swap(around: Any, key: Any, dice: random.Random) -> None:
    other = dice.choice(list(around) if isinstance(around, dict) else range(len(around)))
    around[key], around[other] = around[other], around[key]


CHANGES: list[Callable[[Any, Any, random.Random], None]] = [delete, change, wrap, duplicate, swap]


@pytest.mark.parametrize("seed", range(20))
def test_a_plan_changed_at_random_is_read_or_refused(seed: int, tmp_path: Path) -> None:
    """Eight plans for each seed, each with one to four parts deleted, changed, wrapped, doubled or swapped."""
    dice = random.Random(seed)
    for _turn in range(8):
        plan = copy.deepcopy(PLAN)
        for _change in range(dice.randint(1, 4)):
            around, key = dice.choice(every_place(plan))
            dice.choice(CHANGES)(around, key, dice)
        holds_what_is_promised(read(dumped(plan)))


@QUICK
@given(st.data())
def test_a_plan_with_one_value_replaced_by_an_odd_one_is_read_or_refused(data: st.DataObject) -> None:
    plan = copy.deepcopy(PLAN)
    places = every_place(plan)
    around, key = places[data.draw(st.integers(0, len(places) - 1))]
    around[key] = data.draw(st.sampled_from(ODD))
    holds_what_is_promised(read(dumped(plan)))


def dumped(plan: Any) -> str:
    """The plan as JSON, which is YAML, one part a line: quick to write thousands of times."""
    return json.dumps(plan, ensure_ascii=False, indent=0)


def test_the_changed_plans_start_from_one_that_is_read(tmp_path: Path) -> None:
    assert read(dumped(PLAN)).document is not None
    assert read_folder(write(tmp_path)).document is not None
