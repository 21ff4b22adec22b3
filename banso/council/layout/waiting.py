"""Corrections that a paper waited for when it was printed: beside the figure, at the end, in the notes of the data."""

from collections.abc import Iterator
from typing import Any

from banso.council.layout.blocks import Block, Cell, Column, Table


def waiting_by_indicator(figures: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """For each printed figure the corrections that would change it. A paper printed before this was asked holds none."""
    found: dict[str, list[dict[str, Any]]] = {}
    for correction in figures.get("waiting_corrections", ()):
        for key in correction["indicators"]:
            found.setdefault(key, []).append(correction)
    return found


def correction_note(correction: dict[str, Any]) -> str:
    """Who corrects which return, since when, and that the figures are those before it."""
    return (
        f"{correction['name']}の{correction['period_label']}分の訂正（第{correction['version']}版、"
        f"{correction['since_text']}に届いた、{correction['state_label']}）は、この資料の値に入っていません。"
    )


def waiting_notes(figures: dict[str, Any]) -> list[str]:
    count = len(figures.get("waiting_corrections", ()))
    if not count:
        return []
    return [
        f"この時点で届いていて承認されていない訂正が{count}件あります。この資料の数字は訂正の前のものです。"
        "どれかは「数字のもとになった報告」にあります。"
    ]


def corrections(figures: dict[str, Any]) -> Iterator[Block]:
    """The list at the end; nothing where the paper did not ask."""
    if "waiting_corrections" not in figures:
        return
    yield Table(
        "この時点で届いていて、承認に至っていない訂正（この資料の値に入っていません）",
        (
            Column("機関", 20),
            Column("報告の期間", 13),
            Column("版", 7, "right"),
            Column("届いた日", 15),
            Column("状態", 11),
            Column("訂正される項目", 34),
        ),
        tuple(
            (
                Cell(row["name"]),
                Cell(row["period_label"]),
                Cell(f"第{row['version']}版"),
                Cell(row["since_text"]),
                Cell(row["state_label"]),
                Cell("、".join(row["items"])),
            )
            for row in figures["waiting_corrections"]
        ),
        empty="ありません。届いた訂正はすべて承認され、この資料に入っています。",
    )
