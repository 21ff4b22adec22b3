"""Then and now of one indicator of a paper.

The way from the printed figure to today's goes through the returns that came since, one after another; each step
has the figure before and after it, so the steps add up to the whole difference, for bounds as well as for numbers.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from banso.council.content.deltas import change_text, delta, delta_text, ends
from banso.council.content.words import achievement_json, figure_json
from banso.council.models import Paper
from banso.indicators import words
from banso.indicators.queries import progress
from banso.indicators.replay import Pair, Step, Told, replay
from banso.indicators.results import Progress, Question
from banso.ledger.kinds import Component, Kind
from banso.ledger.queries import last_known
from banso.lib import clock
from banso.lib.numbers import grouped
from banso.plan.format import Indicator
from banso.plan.queries import LoadedPlan, current, of_edition
from banso.returns.queries import SourceLink, source_links

Json = dict[str, Any]
KINDS = ("cumulative", "period")
NOT_TOLD = "報告なし"


def explain_number(paper: Paper, key: str) -> Json:
    """As printed, as known now, and every return between them. At most eight SQL queries. Raises KeyError.

    ``adds_up`` says for each figure whether the steps give exactly the difference; None where a figure on the way is
    no number, so that there is nothing to add.
    """
    row = next((r for r in paper.content["figures"]["indicators"] if r["id"] == key), None)
    if row is None:
        raise KeyError(key)
    then, plan = of_edition(paper.edition_id), current(paper.plan)
    dropped = key not in {i.id for i in plan.document.all_indicators}
    # An indicator that the plan has dropped is followed in the edition that had it.
    plan = then if dropped else plan
    today = clock.today()
    asked = Question(paper.plan, today, last_known(), paper.period, (key,))
    start, steps = replay(plan, asked, key, paper.known_seq)
    now = progress(plan, asked, by_unit=True, series=True)[0]
    return _told(paper, row, plan, start, steps, now, asked.seq) | {"dropped": dropped}


def _told(
    paper: Paper, row: Json, plan: LoadedPlan, start: Pair, steps: list[Step], now: Progress, seq: int
) -> Json:
    document, indicator = plan.document, plan.document.indicator(row["id"])
    links = source_links({step.source for step in steps})
    printed = {kind: row[kind] for kind in KINDS}
    same = plan.edition_id == paper.edition_id
    figures = [_pair(start, indicator, plan), *(_pair(step.figures, indicator, plan) for step in steps)]
    today = {
        "cumulative": figure_json(now.cumulative, indicator, document),
        "period": figure_json(now.figure, indicator, document),
    }
    told = [
        _step(step, before, after, indicator, plan, links.get(step.source))
        for step, before, after in zip(steps, figures, figures[1:], strict=False)
    ]
    return {
        "paper": paper.number,
        "indicator": row["id"],
        "label": row["label"],
        "unit": row["unit"],
        "period": paper.period.key,
        "period_label": paper.period.label,
        "known_seq": paper.known_seq,
        "now_seq": seq,
        "then_text": paper.content["figures"]["as_of_text"],
        "printed": printed | {"target": row["target_text"], "achievement": row["achievement"]["text"]},
        "now": today | {"target": now.target_text, "achievement": achievement_json(now, document)["text"]},
        "difference": {kind: change_text(printed[kind], today[kind], row["unit"]) for kind in KINDS},
        "plan_change": _plan_change(paper, plan, printed, figures[0], row["unit"]),
        "steps": told,
        "adds_up": {kind: _adds_up(kind, printed, figures, today, same_edition=same) for kind in KINDS},
        "sum": {kind: _sum(kind, printed, figures, row["unit"]) for kind in KINDS},
        "parts": _parts(row, now, indicator, plan),
        "series": _series(row, now, indicator, plan),
    }


def _pair(pair: Pair, indicator: Indicator, plan: LoadedPlan) -> Json:
    document = plan.document
    return {
        "cumulative": figure_json(pair.cumulative, indicator, document),
        "period": figure_json(pair.period, indicator, document),
    }


def _plan_change(paper: Paper, plan: LoadedPlan, printed: Json, start: Json, unit: str) -> Json | None:
    """What another edition of the plan makes of the same returns; None in the same edition."""
    if plan.edition_id == paper.edition_id:
        return None
    return {
        "before": paper.content["figures"]["plan"]["edition"],
        "after": plan.document.edition.number,
        "delta": {kind: change_text(printed[kind], start[kind], unit) for kind in KINDS},
        "figures": start,
    }


def _step(
    step: Step, before: Json, after: Json, indicator: Indicator, plan: LoadedPlan, link: SourceLink | None
) -> Json:
    first = step.lines[0][1]
    return {
        "source": step.source,
        "version": link.version if link else None,
        "return": link.label if link else step.source,
        "url": link.url if link else "",
        "organisation": first.organisation,
        "organisation_name": words.name_of(first.organisation, plan.document),
        "learned": clock.local(step.recorded_at).isoformat(timespec="seconds"),
        "seq": step.last_seq,
        "lines": [_line(old, new, indicator, plan) for old, new in step.lines],
        "figures": after,
        "delta": {kind: change_text(before[kind], after[kind], indicator.unit) for kind in KINDS},
    }


def _line(old: Told | None, new: Told, indicator: Indicator, plan: LoadedPlan) -> Json:
    """One entry: what it is about, before and after."""
    document = plan.document
    about = document.indicator(new.subject)
    names = [about.label] if about.id != indicator.id else []
    names += [words.name_of(new.unit, document)] if new.unit else []
    names += [m.name for m in document.area.municipalities if m.code == new.member]
    if new.component is not Component.VALUE:
        names.append(new.component.label)
    before, after = old.value if old else None, new.value
    counts = before is not None and after is not None and new.kind == Kind.INDICATOR_VALUE
    return {
        "organisation": words.name_of(new.organisation, document),
        "what": " ".join(names),
        "period": new.period.key,
        "period_label": new.period.label,
        "before": _said(old, about) if old else NOT_TOLD,
        "after": _said(new, about),
        "delta": delta_text(_moved(before, after), _unit(new, about)) if counts else "－",
        "replaces": new.replaces,
        "seq": new.seq,
        "cell": new.cell,
    }


def _moved(before: Decimal | None, after: Decimal | None) -> tuple[Decimal, Decimal] | None:
    return None if before is None or after is None else (after - before, after - before)


def _said(told: Told, about: Indicator) -> str:
    if told.value is None:
        return told.status.label
    if told.kind == Kind.COVERAGE_MEMBER:
        return "満たしている" if told.amount else "満たしていない"
    remark = "" if told.status.value == "final" else f"（{told.status.label}）"
    return f"{grouped(told.value)}{_unit(told, about)}{remark}"


def _unit(told: Told, about: Indicator) -> str:
    if told.component is Component.NUMERATOR:
        return about.structure.numerator_unit or ""
    if told.component is Component.DENOMINATOR:
        return about.structure.denominator_unit or ""
    return about.unit


def _adds_up(kind: str, printed: Json, figures: list[Json], now: Json, *, same_edition: bool) -> bool | None:
    """Whether printed + all steps = now, at both ends; the way begins at the printed figure and ends at the engine's."""
    way = [printed[kind], *(figure[kind] for figure in figures)]
    if way[-1]["text"] != now[kind]["text"] or (same_edition and way[0]["text"] != way[1]["text"]):
        return False
    if any(ends(figure) is None for figure in way):
        return None
    total = _total(way)
    whole = delta(printed[kind], now[kind])
    return total == whole


def _total(way: list[Mapping[str, Any]]) -> tuple[Decimal, Decimal]:
    low = high = Decimal(0)
    for before, after in zip(way, way[1:], strict=False):
        moved = delta(before, after)
        assert moved is not None  # the caller has seen that every figure of the way is a number
        low, high = low + moved[0], high + moved[1]
    return low, high


def _sum(kind: str, printed: Json, figures: list[Json], unit: str) -> str:
    """The sum of the differences of all steps, where each of them is one."""
    way = [printed[kind], *(figure[kind] for figure in figures)]
    return "－" if any(ends(figure) is None for figure in way) else delta_text(_total(way), unit)


def _parts(row: Json, now: Progress, indicator: Indicator, plan: LoadedPlan) -> list[Json]:
    """Each holder and reporting unit, as printed and now."""
    today = {
        (kind, part.key): part
        for kind, parts in (("owner", now.by_owner), ("unit", now.by_unit))
        for part in parts
    }
    return [
        _then_now(
            part["name"],
            part["cumulative"],
            figure_json(today[key].cumulative, indicator, plan.document) if key in today else None,
            row["unit"],
        )
        for part in row["parts"]
        for key in [(part["kind"], part["key"])]
    ]


def _series(row: Json, now: Progress, indicator: Indicator, plan: LoadedPlan) -> list[Json]:
    """Each period of the series, as printed and now."""
    today = {point.period.key: point for point in now.series}
    return [
        _then_now(
            point["label"],
            point["figure"],
            figure_json(today[point["period"]].figure, indicator, plan.document)
            if point["period"] in today
            else None,
            row["unit"],
        )
        for point in row["series"]
    ]


def _then_now(name: str, then: Json, now: Json | None, unit: str) -> Json:
    return {
        "name": name,
        "then": then["text"],
        "now": now["text"] if now else "－",
        "delta": change_text(then, now, unit) if now else "－",
        "changed": now is None or then["text"] != now["text"],
    }
