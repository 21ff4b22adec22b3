"""Numbers beside others of the same return and beside the plan: no history is needed. One function for each rule. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from banso.returns.sense.case import SPREADS, Case, Finding, Line, finding, scatter, whole_name


def part_above_whole(case: Case) -> Iterator[Finding]:
    """A subset above what it is a part of, where this body tells both."""
    totals = {(line.indicator, str(line.component)): (line, total) for line, total, _e, _y in case.totals}
    for (indicator, component), (line, part) in totals.items():
        wholes = [totals.get((of, component)) for of in case.shapes[indicator].wholes]
        if not wholes or any(whole is None for whole in wholes):
            continue
        whole = sum(found[1] for found in wholes if found)
        if part > whole:
            names = "と".join(case.shapes[of].label for of in case.shapes[indicator].wholes)
            yield finding(
                case,
                "part_above_whole",
                line,
                f"一部である値が、もとの値（{names}）より大きくなっています。"
                f"もとは{case.text(line, whole)}、うち{case.text(line, part)}です。",
                whole_name(case, line),
            )


def ratio_above_one(case: Case) -> Iterator[Finding]:
    """The numerator of a percentage above its denominator: possible, but worth asking."""
    parts = {(line.indicator, line.unit, str(line.component)): (line, amount) for line, amount in case.known}
    for (indicator, unit, component), (line, above) in parts.items():
        below = parts.get((indicator, unit, "denominator"))
        if component == "numerator" and below and case.shapes[indicator].percentage and above > below[1]:
            now, of = case.text(line, above), case.text(below[0], below[1])
            yield finding(
                case,
                "ratio_above_one",
                line,
                f"分子が分母より大きい値です。分子は{now}、分母は{of}です。",
                f"{case.shapes[indicator].label} {case.names.get(unit, unit)}".strip(),
            )


def beyond_goal(case: Case) -> Iterator[Finding]:
    """One short period above the target of the whole span, and not by few events. What is not known is left out of the
    sum, so the true total lies higher still."""
    told: dict[str, list[tuple[Line, int]]] = {}
    for line, amount in case.known:
        if str(line.component) == "value":
            told.setdefault(line.indicator, []).append((line, amount))
    months = case.period.last - case.period.first + 1
    for indicator, lines in told.items():
        shape = case.shapes[indicator]
        if shape.goal is None or months * 2 > shape.goal.months:
            continue
        total = sum(amount for _line, amount in lines)
        due = Decimal(shape.goal.amount * months) / shape.goal.months
        spread = scatter(Decimal(total), Decimal(10) ** shape.decimals)
        if total > shape.goal.amount and total - due > SPREADS * spread:
            line = lines[0][0]
            goal, now = case.text(line, shape.goal.amount), case.text(line, total)
            message = f"{case.period.label}だけで、{shape.goal.months}か月分の目標（{goal}）を超えています。今回は{now}です。"
            yield finding(case, "beyond_goal", line, message, whole_name(case, line))


def beyond_people(case: Case) -> Iterator[Finding]:
    """More people than the plan reckons there are in all."""
    for line, amount in case.known:
        people = case.shapes[line.indicator].people
        if people is not None and amount > people:
            now, all_ = case.text(line, amount), case.text(line, people)
            message = f"計画が見積もる対象者の全部（{all_}）より多い値です。今回は{now}です。"
            yield finding(case, "beyond_people", line, message)


def counted_while_idle(case: Case) -> Iterator[Finding]:
    """Something was counted for a measure of which the same return says that nothing is done."""
    for line, amount in case.known:
        state = case.idle.get(line.indicator)
        if state and amount > 0:
            message = f"実施状況は「{state}」ですが、{case.text(line, amount)}と書かれています。"
            yield finding(case, "counted_while_idle", line, message)
