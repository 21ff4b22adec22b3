"""Every file of ``examples`` holds questions with answers that were worked out by hand, with the arithmetic beside."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from banso.indicators.queries import progress, question
from banso.indicators.results import Progress
from banso.indicators.tests.plans import small_plan
from banso.ledger.kinds import Component, Kind, Status
from banso.ledger.operations import Fact, record
from banso.lib import clock
from banso.lib.fiscal import Period

FOLDER = Path(__file__).parent / "examples"
KNOWN_FROM = date(2025, 1, 1)


def cases() -> list[Any]:
    found = []
    for file in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            found.append(pytest.param(case, id=f"{file.stem}: {case['name']}"))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("case", cases())
def test_the_figures_are_those_of_the_example(case: dict[str, Any]) -> None:
    plan = small_plan(*case["indicators"], **case.get("plan", {}))
    tell(plan.key, case.get("entries", []), {i.id: i for i in plan.document.all_indicators})
    asked = dict(case["question"])
    period = Period.parse(asked.pop("period")) if "period" in asked else None
    given = question(plan, as_of=asked.pop("as_of", date(2026, 12, 31)), period=period, **asked)
    found = {item.id: item for item in progress(plan, given, by_unit=case.get("by_unit", False))}
    assert {
        key: {name: look(found[key], name) for name in wanted} for key, wanted in case["expected"].items()
    } == {key: {name: plain(v) for name, v in wanted.items()} for key, wanted in case["expected"].items()}


def tell(plan: str, entries: list[dict[str, Any]], indicators: dict[str, Any]) -> None:
    """Record the entries of an example; ``amounts`` is short for one entry for each period."""
    for entry in entries:
        amounts = entry.get("amounts") or {entry["period"]: entry.get("amount")}
        day = entry.get("known", KNOWN_FROM)
        facts = [fact(plan, entry, str(key), value, indicators) for key, value in amounts.items()]
        with clock.standing_at(datetime.combine(day, time(12), clock.JAPAN)):
            record(facts)


def fact(plan: str, entry: dict[str, Any], key: str, value: Any, indicators: dict[str, Any]) -> Fact:
    period = Period.parse(key)
    status = Status.of(value) if isinstance(value, str) else Status.of(entry.get("status", "final"))
    decimals = 0 if "member" in entry else indicators[entry["of"]].decimals
    amount = None if isinstance(value, str) else int(Decimal(str(value)).scaleb(decimals))
    return Fact(
        kind=Kind.COVERAGE_MEMBER if "member" in entry else Kind.INDICATOR_VALUE,
        plan=plan,
        subject=entry["of"],
        organisation=entry.get("by", "prefecture"),
        unit=entry.get("unit", ""),
        member=str(entry.get("member", "")),
        component=Component.of(entry.get("part", "value")),
        period=period,
        occurred_on=period.last_day,
        amount=amount,
        status=status,
        source="example:1",
        replaces=entry.get("replaces"),
    )


def look(item: Progress, name: str) -> Any:
    """A value of a progress by its dotted name: ``value`` is cumulative, ``period.value`` that of the period."""
    holder: Any = item
    if name.startswith(("owner ", "unit ")):
        kind, key, name = name.split(" ")
        parts = item.by_owner if kind == "owner" else item.by_unit
        part = next(part for part in parts if part.key == key)
        holder = part if name in ("target", "achievement") else part.cumulative
    elif name.startswith("period "):
        holder, name = item.figure, name.removeprefix("period ")
    elif name in (
        "value",
        "low",
        "high",
        "status",
        "numerator",
        "denominator",
        "members",
        "missing",
        "caveats",
    ):
        holder = item.cumulative
    elif name.startswith("target "):
        number, name = name.removeprefix("target ").split(" ")
        return plain(item.targets[int(number)][name])
    return plain(getattr(holder, name))


def plain(value: Any) -> Any:
    """Numbers to nine decimals, so that 1/3 can be written down; codes and tuples as YAML has them."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Decimal | int | float):
        return round(Decimal(str(value)), 9).normalize() + 0
    if isinstance(value, str) and "/" in value and value.replace("/", "").replace(".", "").isdigit():
        above, below = value.split("/")
        return round(Decimal(above) / Decimal(below), 9).normalize() + 0
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, str) else value
