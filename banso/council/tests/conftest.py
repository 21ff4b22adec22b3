"""Returns of two bodies for April and May 2025, approved, in the plan of the repository.

The labour bureau reports 60 for each of its cells in April and 40 in May, from five offices; the prefecture 10 and 20.
So the conversions, which the bureau alone counts, are 300 and 200, together 500 of 1,077.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from banso.council.models import Paper
from banso.council.operations import print_paper
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns import operations as returns
from banso.returns.tests.filling import filled
from banso.returns.workbook import build

APRIL, MAY = Period.parse("2025-04"), Period.parse("2025-05")
REMARK = "=広報を増やしたいと考えています。"


@pytest.fixture
def approve(loaded_plan: LoadedPlan, cast: Any) -> Callable[..., Any]:
    """``approve("labour-bureau", MAY, 40)``: a return with ``value`` in every cell, approved."""

    def send(
        organisation: str, period: Period, value: int, change: Callable[[Any], None] = lambda book: None
    ) -> Any:
        data = filled(build(loaded_plan, organisation, period), change, value)
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


@pytest.fixture
def printed(reported: None, loaded_plan: LoadedPlan, cast: Any) -> Paper:
    """The paper for May 2025 as of 2025-11-20."""
    return print_paper(plan=loaded_plan, as_of=date(2025, 11, 20), period=MAY, by=cast.secretariat)
