"""Then and now of the counts at the head of a paper: which indicators, measures and reports have gone from one to another."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from banso.council.content.gathering import gather_overview
from banso.council.layout.blocks import Table
from banso.council.layout.chapters import overview
from banso.council.models import Paper
from banso.ledger.kinds import MeasureState
from banso.ledger.queries import last_known
from banso.lib import clock
from banso.plan.queries import current

Json = dict[str, Any]
NONE = "なし"


def explain_overview(paper: Paper) -> Json:
    """Every count of the first chapter as printed and as known now, and what moved. At most ten SQL queries.

    ``adds_up``: for the states of indicators, of measures and of reports, whether the moves give exactly the
    differences of the counts.
    """
    plan, today = current(paper.plan), clock.today()
    printed = paper.content["figures"]
    now = gather_overview(plan, as_of=today, seq=last_known(), period=paper.period)
    tables = _tables(printed, now)
    kinds = {"indicators": _indicators, "measures": _measures, "reports": _reports}
    moves = {kind: _moves(where(printed), where(now)) for kind, where in kinds.items()}
    return {
        "paper": paper.number,
        "period": paper.period.key,
        "period_label": paper.period.label,
        "known_seq": paper.known_seq,
        "then_text": printed["as_of_text"],
        "now_text": now["as_of_text"],
        "tables": tables,
        "moves": moves,
        "adds_up": {
            kind: _adds_up(table, moved) for table, (kind, moved) in zip(tables, moves.items(), strict=True)
        },
    }


def _tables(printed: Json, now: Json) -> list[Json]:
    """The tables of the chapter, cell by cell: a row or column that only one of the two has stands with "－"."""
    after = {block.caption: block for block in overview(now) if isinstance(block, Table)}
    found = []
    for block in overview(printed):
        if not isinstance(block, Table):
            continue
        before, latest = _cells(block), _cells(after[block.caption])
        names = list(dict.fromkeys(row for row, _column in (*before, *latest)))
        columns = list(dict.fromkeys(column for _row, column in (*before, *latest)))
        rows = [
            {
                "name": name,
                "cells": [_cell(before.get((name, c), "－"), latest.get((name, c), "－")) for c in columns],
            }
            for name in names
        ]
        found.append({"caption": block.caption, "columns": columns, "rows": rows})
    return found


def _cells(table: Table) -> dict[tuple[str, str], str]:
    headings = [column.heading for column in table.columns]
    return {
        (row[0].text, heading): cell.text
        for row in table.rows
        for heading, cell in zip(headings[1:], row[1:], strict=True)
    }


def _cell(then: str, now: str) -> Json:
    return {"then": then, "now": now, "changed": then != now}


def _adds_up(table: Json, moves: list[Json]) -> bool:
    """Whether the counts of the last row, which counts everything once, differ by just what moved."""
    came, went = Counter(move["now"] for move in moves), Counter(move["then"] for move in moves)
    cells = dict(zip(table["columns"], table["rows"][-1]["cells"], strict=True))
    return all(
        _whole(cells[state]["now"]) - _whole(cells[state]["then"]) == came[state] - went[state]
        for state in {*came, *went} - {NONE}
    )


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


# By (item, body), where each stands: the label of its state, and the words beside it for people.
_Where = Mapping[tuple[str, str], tuple[str, Json]]


def _indicators(figures: Json) -> _Where:
    return {
        (row["id"], ""): (
            row["standing_label"],
            {"name": row["label"], "figure": row["cumulative"]["text"], "body": ""},
        )
        for row in figures["indicators"]
    }


def _measures(figures: Json) -> _Where:
    return {
        (row["id"], ""): (row["whole_label"], {"name": row["title"], "figure": "", "body": ""})
        for row in figures["measures"]
    }


def _reports(figures: Json) -> _Where:
    told = [state.value for state in MeasureState]
    return {
        (row["id"], line["organisation"]): (
            line["state_label"],
            {"name": row["title"], "figure": "", "body": line["name"]},
        )
        for row in figures["measures"]
        for line in row["lines"]
        if line["state"] in told
    }


def _moves(before: _Where, after: _Where) -> list[Json]:
    """What stands elsewhere today. An item that one of the two does not have comes from nowhere, or goes there."""
    nowhere: tuple[str, Json] = (NONE, {"figure": ""})
    found = []
    for key in dict.fromkeys((*before, *after)):
        (then, was), (now, is_) = before.get(key, nowhere), after.get(key, nowhere)
        if then != now:
            named = is_ if key in after else was
            found.append(
                {
                    "item": key[0],
                    "name": named["name"],
                    "body": named["body"],
                    "then": then,
                    "now": now,
                    "then_figure": was["figure"],
                    "now_figure": is_["figure"],
                    "printed": key in before,
                }
            )
    return found
