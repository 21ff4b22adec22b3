"""Returns of two bodies for April and May 2025, approved, in the plan of the repository.

The labour bureau reports 60 for each of its cells in April and 40 in May, from five offices; the prefecture 10 and 20.
So the conversions, which the bureau alone counts, are 300 and 200, together 500 of 1,077.
"""

import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

import pytest

from banso.council import operations
from banso.council.models import Paper
from banso.council.operations import print_paper
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan, of_edition
from banso.returns import operations as returns
from banso.returns.operations import taking
from banso.returns.tests.filling import filled
from banso.returns.workbook import build

APRIL, MAY = Period.parse("2025-04"), Period.parse("2025-05")
REMARK = "=広報を増やしたいと考えています。"


@lru_cache(maxsize=32)
def _workbook(key: tuple[str, int, str, Period, int], change: Callable[[Any], None]) -> bytes:
    plan = of_edition(key[1])
    return filled(build(plan, key[2], key[3]), change, key[4])


def workbook(
    plan: LoadedPlan, organisation: str, period: Period, value: int, change: Callable[[Any], None]
) -> bytes:
    """A filled template; the same one is filled once for a test run."""
    return _workbook((plan.digest, plan.edition_id, organisation, period, value), change)


def unchanged(book: Any) -> None:
    """Nothing beyond the values."""


_READ: dict[Any, Any] = {}
_read = taking.parts_of


def _read_once(plan: LoadedPlan, data: bytes, **whose: Any) -> Any:
    """A template says the same whenever it is read: no query comes into it."""
    key = (plan.digest, plan.edition_id, data, *sorted(whose.items()))
    if key not in _READ:
        _READ[key] = _read(plan, data, **whose)
    return _READ[key]


@pytest.fixture
def approve(loaded_plan: LoadedPlan, cast: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """``approve("labour-bureau", MAY, 40)``: a return with ``value`` in every cell, approved.

    The same workbook is filled and read once for a test run; taking and approving it is done in every test.
    """
    monkeypatch.setattr(taking, "parts_of", _read_once)

    def send(organisation: str, period: Period, value: int, change: Callable[[Any], None] = unchanged) -> Any:
        data = workbook(loaded_plan, organisation, period, value, change)
        version = returns.take_workbook(
            plan=loaded_plan, file=data, file_name="報告.xlsx", by=cast.secretariat, organisation=organisation
        )
        return returns.approve(version=version, by=cast.secretariat)

    return send


@pytest.fixture
def reported(approve: Callable[..., Any], clock_at: Callable[[str], None]) -> LoadedPlan:
    """Both months of both bodies approved in June; the clock then stands at 10:00 on 2025-11-20."""
    clock_at("2025-06-10T09:00")
    approve("labour-bureau", APRIL, 60)
    approve("labour-bureau", MAY, 40)
    approve("prefecture", APRIL, 10)
    approve("prefecture", MAY, 20, _with_remark)
    clock_at("2025-11-20T10:00")


def _with_remark(book: Any) -> None:
    """The remark stands right of its label, wherever that is."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "意見・備考":
                    after = sheet.cell(cell.row, cell.column + 1)
                    # A clerk's text, not a formula.
                    after.value, after.data_type = REMARK, "s"


_MADE: dict[str, Any] = {}
_make = operations._files


def _files_once(content: dict[str, Any]) -> Any:
    """But for the second at which it was printed."""
    document = {key: value for key, value in content["document"].items() if key != "printed_at"}
    key = json.dumps(content | {"document": document}, sort_keys=True)
    if key not in _MADE:
        _MADE[key] = _make(content)
    return _MADE[key]


@pytest.fixture
def printed(reported: None, loaded_plan: LoadedPlan, cast: Any, monkeypatch: pytest.MonkeyPatch) -> Paper:
    """The paper for May 2025 as of 2025-11-20. The same content is made into files once for a test run."""
    monkeypatch.setattr(operations, "_files", _files_once)
    return print_paper(plan=loaded_plan, as_of=date(2025, 11, 20), period=MAY, by=cast.secretariat)
