"""A paper as sections and blocks: the one order for page, Word, Excel, PDF and text."""

from collections.abc import Mapping
from typing import Any

from banso.council.layout import chapters
from banso.council.layout.blocks import Block, Cell, Chart, Column, Heading, Items, Paragraph, Section, Table
from banso.council.layout.changes import changes

__all__ = [
    "Block",
    "Cell",
    "Chart",
    "Column",
    "Heading",
    "Items",
    "Paragraph",
    "Section",
    "Table",
    "facts",
    "sections",
]

# The chapters that begin on a page of their own.
NEW_PAGE = ("indicators", "charts", "measures")


def sections(content: Mapping[str, Any], *, every_body: bool = False) -> list[Section]:
    """The whole paper, in order; with ``every_body`` also what each body of a large class said of its measures."""
    figures = content["figures"]
    parts = [
        ("overview", "区分ごとのまとめ", "概要", chapters.overview(figures)),
        ("indicators", "指標の進み具合", "指標", chapters.indicators(figures)),
        ("charts", "区分ごとの図", "グラフ", chapters.charts(figures)),
        ("measures", "取組ごとの実施状況", "取組", chapters.measures(figures)),
        ("remarks", "構成機関の意見・備考", "意見", chapters.remarks(figures)),
        ("parts", "指標の内訳（担い手・報告の単位ごと）", "内訳", chapters.parts(figures)),
        ("notes", "数字の読み方", "注", chapters.notes(figures)),
        ("sources", "数字のもとになった報告", "出典", chapters.sources(figures)),
    ]
    if "since" in content:
        # After the measures: the chapters that other words refer to by number keep their places.
        parts.insert(4, ("since", "前回の資料からの変更", "前回から", changes(content["since"])))
    if every_body and any(row["short"] != row["lines"] for row in figures["measures"]):
        parts.append(("bodies", "団体ごとの取組の実施状況", "団体別", chapters.bodies(figures)))
    return [
        Section(key, f"{number}　{title}", sheet, tuple(blocks), key in NEW_PAGE)
        for number, (key, title, sheet, blocks) in enumerate(parts, start=1)
    ]


def facts(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The lines under the title."""
    document, figures = content["document"], content["figures"]
    plan = figures["plan"]
    return [
        ("対象期間", f"{figures['period']['label']}（累計は{figures['cumulative_label']}）"),
        ("いつの時点の情報か", figures["as_of_text"]),
        ("計画", f"{plan['title']}　第{plan['edition']}版（指紋 {plan['digest'][:12]}）"),
        ("作成", f"{document['printed_at_text']}　{document['printed_by']}"),
    ]
