"""A small plan for tests of the engine: two bodies, a class, reporting units, and the indicators of a test."""

from copy import deepcopy
from typing import Any

from banso.plan.format import PlanDocument
from banso.plan.queries import LoadedPlan

BASE: dict[str, Any] = {
    "format": "banso-plan/1",
    "title": "試験用の計画",
    "fictitious": True,
    "fiscal_year": 2025,
    "edition": {"number": 1},
    "validity": {"start": "2025-04-01", "end": "2026-03-31"},
    "counting_window": {"start": "2025-04-01", "end": "2026-03-31"},
    "body": {"name": "試験協議会", "short_name": "試験"},
    "area": {
        "code": "990000",
        "name": "試験県",
        "municipalities": [
            {"code": "990019", "name": "東市", "kana": "ひがしし", "kind": "city"},
            {"code": "990027", "name": "西市", "kana": "にしし", "kind": "city"},
            {"code": "990035", "name": "南町", "kana": "みなみまち", "kind": "town"},
            {"code": "990043", "name": "北村", "kana": "きたむら", "kind": "village"},
            {"code": "990051", "name": "東市中区", "kana": "なかく", "kind": "ward", "part_of": "990019"},
        ],
    },
    "sections": [{"id": "s", "title": "章"}],
    "organisations": [
        {"id": "bureau", "name": "労働の局", "short_name": "局", "kind": "single"},
        {"id": "prefecture", "name": "試験県庁", "short_name": "県", "kind": "single"},
        {"id": "towns", "name": "市町村", "short_name": "市町村", "kind": "class"},
    ],
    "members": [
        {"id": "east", "name": "東市役所", "short_name": "東", "kind": "single", "member_of": "towns"},
        {"id": "west", "name": "西市役所", "short_name": "西", "kind": "single", "member_of": "towns"},
    ],
    "reporting_units": [
        {"id": "office-1", "name": "第一窓口", "owner": "bureau"},
        {"id": "office-2", "name": "第二窓口", "owner": "bureau"},
    ],
    "groups": [
        {
            "id": "g",
            "number": 1,
            "name": "対象",
            "short_name": "対象",
            "kind": "target",
            "section": "s",
            "description": "対象",
        }
    ],
    "measures": [],
    "indicators": [],
    "reporting": {"cadence": "monthly", "basis": "secretariat", "due_day": 10},
    "rounding": {"percent_digits": 1, "mode": "half_up", "basis": "secretariat"},
}
INDICATOR: dict[str, Any] = {
    "groups": ["g"],
    "owners": ["prefecture"],
    "ownership": "single",
    "unit": "件",
    "definition": "試験の指標",
    "structure": {"kind": "flow"},
    "direction": "up",
    "targets": [{"comparator": ">=", "value": 100}],
    "references": [{"section": "s"}],
}


def small_plan(*indicators: dict[str, Any], key: str = "test/2025", **changes: Any) -> LoadedPlan:
    """A plan of ``indicators`` (each over the defaults of INDICATOR), with top-level keys replaced by ``changes``."""
    raw = {**deepcopy(BASE), **changes}
    raw["indicators"] = [{**INDICATOR, "label": i["id"], **i} for i in indicators]
    return LoadedPlan(key, 1, "0" * 64, PlanDocument.model_validate(raw))
