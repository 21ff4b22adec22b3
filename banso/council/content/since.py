"""What changed since the paper before: new periods apart from corrections of earlier ones, states, targets, the plan.

Made of the content that the paper before kept and of the ledger, so it is the same whenever it is asked again.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from banso.council.content.deltas import change_text, ends
from banso.council.content.measures import FEW, measures_json
from banso.council.content.sayings import moved_json, saying_of_printed
from banso.council.content.sources import name_of
from banso.council.content.words import figure_json
from banso.council.rules import printable
from banso.indicators.queries import progress
from banso.indicators.results import Question
from banso.lib import wareki
from banso.lib.fiscal import Period
from banso.plan.comparison import ChangeClass, compare
from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan, of_edition
from banso.returns.queries import KnownVersion, measures_as_known, moved, versions_as_known

Json = dict[str, Any]


def since_json(
    before: Mapping[str, Any], known_seq: int, now: Mapping[str, Any], plan: LoadedPlan, seq: int
) -> Json:
    """The changes from the paper with the content ``before`` (which knew ``known_seq``) to the figures ``now``."""
    old = before["figures"]
    period = Period.parse(old["period"]["key"])
    return {
        "number": before["document"]["number"],
        "title": before["document"]["title"],
        "as_of_text": old["as_of_text"],
        "period_label": old["period"]["label"],
        "same_period": old["period"]["key"] == now["period"]["key"],
        "indicators": _indicators(old, now, plan, seq, period),
        "measures": _measures(old, now),
        "measure_corrections": _corrections(old, plan, seq, period),
        "targets": _targets(old, now),
        "plan": _plan(old, plan),
        "returns": _returns(versions_as_known(plan, seq), known_seq, old, plan),
    }


def _indicators(old: Json, now: Mapping[str, Any], plan: LoadedPlan, seq: int, period: Period) -> list[Json]:
    """Each indicator that moved: as printed, the same period as known now, and now."""
    document = plan.document
    asked = Question(plan.key, date.fromisoformat(now["as_of"]), seq, period)
    middle = {
        item.id: figure_json(item.cumulative, document.indicator(item.id), document)
        for item in progress(plan, asked)
    }
    printed = {row["id"]: row for row in old["indicators"]}
    rows = []
    for row in now["indicators"]:
        was = printed.get(row["id"])
        if was is None:
            continue
        then, between, today = was["cumulative"], middle[row["id"]], row["cumulative"]
        if then["text"] == between["text"] == today["text"]:
            continue
        rows.append(
            {
                "id": row["id"],
                "label": row["label"],
                "unit": row["unit"],
                "before": then["text"],
                "corrected": change_text(then, between, row["unit"]),
                "is_corrected": then["text"] != between["text"],
                "between": between["text"],
                "added": change_text(between, today, row["unit"]),
                "after": today["text"],
                "numeric": None not in (ends(then), ends(between), ends(today)),
            }
        )
    return rows


def _measures(old: Json, now: Mapping[str, Any]) -> list[Json]:
    """The states that are others than before, each body; many of one class that moved alike are one row."""
    printed = {
        (row["id"], line["organisation"]): line
        for row in old["measures"]
        for line in row["lines"]
        if line["bodies"] == 1
    }
    moved: dict[tuple[str, ...], list[Json]] = {}
    for row in now["measures"]:
        for line in row["lines"]:
            if line["bodies"] != 1 or not line["version"]:
                continue
            was = printed.get((row["id"], line["organisation"]))
            before = was["state_label"] if was else "未報告"
            if before == line["state_label"]:
                continue
            corrected = bool(was and was["period"] == line["period"])
            kind = "訂正" if corrected else "新しい報告"
            moved.setdefault((row["id"], line["class"], before, line["state_label"], kind), []).append(
                {"title": row["title"], "place": row["place"], **line}
            )
    return [
        {
            "id": key[0],
            "place": line["place"],
            "title": line["title"],
            "name": line["name"],
            "before": key[2],
            "after": key[3],
            "kind": key[4],
            "period_label": line["period_label"],
        }
        for key, lines in moved.items()
        for line in _together(lines)
    ]


def _corrections(old: Json, plan: LoadedPlan, seq: int, period: Period) -> list[Json]:
    """What the paper before printed of a measure and is told otherwise now of the same period: state, texts, counts.

    Asked of the ledger up to the period of the paper before, because a newer report may stand over the corrected one.
    """
    today = {
        (row["id"], line["organisation"]): line
        for row in measures_json(measures_as_known(plan, seq, period), plan.document)
        for line in row["lines"]
        if line["version"]
    }
    rows = []
    for row in old["measures"]:
        for line in row["lines"]:
            now = today.get((row["id"], line["organisation"]))
            if not line["version"] or now is None or now["period"] != line["period"]:
                continue
            told = moved(saying_of_printed(line), saying_of_printed(now))
            names = {key: line[key] for key in ("name", "period_label")}
            rows += [
                {"id": row["id"], "place": row["place"], "title": row["title"], **names, **m}
                for m in moved_json(told)
            ]
    return rows


def _together(lines: list[Json]) -> list[Json]:
    if len(lines) <= FEW:
        return lines
    first = lines[0]
    return [first | {"name": f"{first['name']}ほか（{len(lines)}団体）", "period_label": ""}]


def _targets(old: Json, now: Mapping[str, Any]) -> list[Json]:
    """Targets that are said otherwise, indicators that came or went."""
    printed = {row["id"]: row for row in old["indicators"]}
    today = {row["id"]: row for row in now["indicators"]}
    found = []
    for key in dict.fromkeys((*printed, *today)):
        was, row = printed.get(key), today.get(key)
        texts = (was["target_text"] if was else "（なし）", row["target_text"] if row else "（なし）")
        if texts[0] != texts[1]:
            found.append({"label": (row or was or {})["label"], "before": texts[0], "after": texts[1]})
    return found


def _plan(old: Json, plan: LoadedPlan) -> Json:
    """What another edition of the plan changed: substance by sentence, wording by number."""
    if old["plan"]["edition_id"] == plan.edition_id:
        return {
            "changed": False,
            "before": old["plan"]["edition"],
            "after": plan.document.edition.number,
            "lines": [],
        }
    told = compare(of_edition(old["plan"]["edition_id"]).document, plan.document)
    lines = [printable(d.sentence) for d in told if d.kind is ChangeClass.SUBSTANCE]
    others = len(told) - len(lines)
    if others:
        lines.append(f"ほかに、言葉や順序だけの変更が{others}か所あります。")
    return {
        "changed": True,
        "before": old["plan"]["edition"],
        "after": plan.document.edition.number,
        "lines": lines or ["内容の変更はありません。"],
    }


def _returns(known: Iterable[KnownVersion], known_seq: int, old: Json, plan: LoadedPlan) -> list[Json]:
    """Returns about the periods of the paper before that were approved after it: late ones, and corrections."""
    missing = {(row["organisation"], row["period"]): row for row in old["missing_returns"]}
    until = Period.parse(old["period"]["key"]).end
    then = {version.id for version in versions_as_known(plan, known_seq)}
    rows = []
    for version in known:
        if version.id in then or version.period.end > until:
            continue
        late = missing.get((version.organisation, version.period.key))
        rows.append(_return_row(version, late, plan.document))
    return rows


def _return_row(version: KnownVersion, late: Json | None, document: PlanDocument) -> Json:
    return {
        "id": version.id,
        "name": name_of(version.organisation, document),
        "organisation": version.organisation,
        "period_label": version.period.label,
        "version": version.number,
        "kind": "遅れて届いた報告" if late else "訂正" if version.number > 1 else "新しい報告",
        "approved_text": wareki.full(version.approved_on) if version.approved_on else "未確認",
        "due_text": late["due_text"] if late else "",
    }
