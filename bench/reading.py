"""Reading and checking a filled workbook, beside openpyxl's bare read of the same file.

``python -m bench.reading`` makes a plan whose template has 2,000 cells to fill in, fills them, and prints the times
and their ratio, which is to stay under 3. The bare read is openpyxl's fastest way: streamed, every value touched once.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

CELLS, LIMIT, RUNS = 2_000, 3.0, 9


def plan_of(cells: int) -> Any:
    """A plan with one body that fills in ``cells`` cells: numbers (value, status, note) and measures (state, two texts)."""
    from banso.plan.format import PlanDocument
    from banso.plan.queries import LoadedPlan
    from banso.returns.tests.small_plan import document

    content = document()
    flow = next(item for item in content["indicators"] if item["id"] == "regular")
    flow["structure"] = {"kind": "flow"}
    measure = content["measures"][1]
    rows = cells // 3
    content["indicators"] = [
        {**flow, "id": f"flow-{n}", "label": f"件数その{n}"} for n in range(rows - rows // 3)
    ]
    content["measures"] = [
        {**measure, "id": f"measure-{n}", "title": f"取組その{n}"} for n in range(rows // 3)
    ]
    return LoadedPlan("bench/2025", 0, "0" * 64, PlanDocument.model_validate(content))


def filled(data: bytes) -> bytes:
    """Every input cell filled in, as a diligent clerk would."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data))
    for title, values in (
        ("指標", {"当期の値": 1234, "状態": "確定", "備考": "前の月より増えた。"}),
        ("取組", {"実施状況": "実施中", "実施した内容": "相談会を開いた。", "次に行うこと": "秋にも開く。"}),
    ):
        sheet = book[title]
        titles = {cell.value: cell.column for cell in sheet[4]}
        for row in range(5, sheet.max_row + 1):
            for name, value in values.items():
                sheet.cell(row, titles[name]).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def bare(data: bytes) -> int:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True)
    return sum(
        cell.value is not None for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    )


def seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from banso.lib.fiscal import Period
    from banso.returns.workbook import build, read

    plan = plan_of(CELLS)
    data = filled(build(plan, "prefecture", Period.parse("2025-09")))
    reading = read(plan, data)
    if reading.draft is None:
        print("the workbook of the bench was not understood:", reading.problems[:3])  # noqa: T201
        return 1
    lines = len(reading.draft.numbers) + len(reading.draft.measures)
    pairs = [(seconds(lambda: bare(data)), seconds(lambda: read(plan, data))) for _ in range(RUNS)]
    ratio = statistics.median(mine / theirs for theirs, mine in pairs)
    theirs, mine = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(  # noqa: T201
        f"{lines * 3} cells to fill in, {bare(data)} in all: "
        f"openpyxl reads in {theirs * 1000:.0f} ms, read and checked in {mine * 1000:.0f} ms, "
        f"ratio {ratio:.2f} (limit {LIMIT:.0f})"
    )
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
