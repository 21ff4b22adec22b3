"""The chapter on what changed since the paper before, built from what the paper keeps."""

from collections.abc import Iterable, Iterator
from typing import Any

from banso.council.layout.blocks import Block, Cell, Column, Heading, Items, Paragraph, Table

FIRST = "この計画の、はじめての資料です。比べる前の資料はありません。"


def changes(since: dict[str, Any] | None) -> Iterable[Block]:
    """Six questions: figures, returns, states of measures, their corrections, targets, the plan itself."""
    if since is None:
        yield Paragraph(FIRST)
        return
    yield Paragraph(
        f"前回の資料は、資料 {since['number']}「{since['title']}」（対象期間 {since['period_label']}、"
        f"{since['as_of_text']}）です。"
    )
    yield from _figures(since)
    yield _returns(since)
    yield _measures(since)
    yield _corrections(since)
    yield _targets(since)
    yield from _plan(since["plan"])


def _figures(since: dict[str, Any]) -> Iterator[Block]:
    yield Table(
        "累計が変わった指標",
        (
            Column("指標", 30),
            Column("前回の累計", 16, "right"),
            Column("前回までの期間の訂正・遅れて届いた分", 18, "right"),
            Column("新しい期間の分", 16, "right"),
            Column("今回の累計", 16, "right"),
        ),
        tuple(
            (
                Cell(row["label"], key=row["id"]),
                *(Cell(row[key]) for key in ("before", "corrected", "added", "after")),
            )
            for row in since["indicators"]
        ),
        empty="累計が変わった指標はありません。",
    )
    if any(row["numeric"] for row in since["indicators"]):
        yield Paragraph(
            "数のある指標では、前回の累計に、訂正・遅れて届いた分と新しい期間の分を足すと、今回の累計になります。"
        )


def _returns(since: dict[str, Any]) -> Block:
    return Table(
        "前回の対象期間までについて、前回より後に承認された報告",
        (
            Column("機関", 28),
            Column("報告の期間", 20),
            Column("版", 8, "right"),
            Column("種類", 16),
            Column("承認した日", 16),
            Column("提出期限", 16),
        ),
        tuple(
            (
                Cell(row["name"]),
                Cell(row["period_label"]),
                Cell(f"第{row['version']}版"),
                Cell(row["kind"]),
                Cell(row["approved_text"]),
                Cell(row["due_text"] or "－"),
            )
            for row in since["returns"]
        ),
        empty="ありません。前回までの期間の数字は、前回のままです。",
    )


def _measures(since: dict[str, Any]) -> Block:
    keys = ("place", "title", "name", "before", "after", "kind")
    return Table(
        "実施状況が変わった取組",
        (
            Column("取組の位置", 10),
            Column("取組", 32),
            Column("機関", 18),
            Column("前回", 12),
            Column("今回", 12),
            Column("種類", 12),
            Column("報告の期間", 14),
        ),
        tuple(
            (*(Cell(row[key]) for key in keys), Cell(row["period_label"] or "－"))
            for row in since["measures"]
        ),
        empty="実施状況が変わった取組はありません。",
    )


def _corrections(since: dict[str, Any]) -> Block:
    keys = ("place", "title", "name", "what", "before", "after", "period_label")
    return Table(
        "前回の資料にのせた取組の報告で、訂正された内容と件数",
        (
            Column("取組の位置", 10),
            Column("取組", 26),
            Column("機関", 16),
            Column("項目", 16),
            Column("前回", 18),
            Column("訂正後", 18),
            Column("報告の期間", 14),
        ),
        # A paper that was printed before this was asked does not hold it.
        tuple(tuple(Cell(row[key]) for key in keys) for row in since.get("measure_corrections", ())),
        empty="訂正された内容と件数はありません。",
    )


def _targets(since: dict[str, Any]) -> Block:
    return Table(
        "目標が変わった指標",
        (Column("指標", 40), Column("前回の目標", 30), Column("今回の目標", 30)),
        tuple((Cell(row["label"]), Cell(row["before"]), Cell(row["after"])) for row in since["targets"]),
        empty="目標が変わった指標はありません。",
    )


def _plan(plan: dict[str, Any]) -> Iterator[Block]:
    yield Heading("計画の変更")
    if not plan["changed"]:
        yield Paragraph(f"ありません。前回と同じ計画（第{plan['after']}版）によります。")
        return
    yield Paragraph(f"前回は第{plan['before']}版、今回は第{plan['after']}版によります。")
    yield Items(tuple(plan["lines"]))
