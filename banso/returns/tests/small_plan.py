"""A small fictitious plan: two bodies and a class, one indicator of each shape, three measures."""

from typing import Any


def document() -> dict[str, Any]:
    """A fresh copy of the plan's content."""
    return {
        "format": "banso-plan/1",
        "title": "見本県中高年支援計画",
        "fictitious": True,
        "fiscal_year": 2025,
        "edition": {"number": 1},
        "validity": {"start": "2025-04-01", "end": "2026-03-31"},
        "counting_window": {"start": "2025-04-01", "end": "2026-03-31"},
        "body": {"name": "見本県協議会", "short_name": "協議会"},
        "area": {
            "code": "110001",
            "name": "見本県",
            "municipalities": [
                {"code": "111007", "name": "見本市", "kana": "みほんし", "kind": "city"},
                {"code": "112011", "name": "例市", "kana": "れいし", "kind": "city"},
                {"code": "111015", "name": "北区", "kana": "きたく", "kind": "ward", "part_of": "111007"},
            ],
        },
        "sections": [{"id": "s1", "title": "取組"}],
        "organisations": [
            {"id": "prefecture", "name": "見本県", "short_name": "県", "kind": "single"},
            {"id": "labour-bureau", "name": "見本労働局", "short_name": "労働局", "kind": "single"},
            {"id": "cities", "name": "市町村", "short_name": "市町村", "kind": "class"},
            {"id": "idle", "name": "何もしない団体", "short_name": "団体", "kind": "single"},
        ],
        "members": [
            {
                "id": "city-a", "name": "見本市役所", "short_name": "見本市", "kind": "single",
                "member_of": "cities", "sample": True, "municipality": "111007",
            }
        ],
        "reporting_units": [
            {"id": "office-east", "name": "東事務所", "owner": "prefecture"},
            {"id": "office-west", "name": "西事務所", "owner": "prefecture"},
        ],
        "groups": [
            {
                "id": "g1", "number": 1, "name": "不安定な仕事の方", "short_name": "不安定就労",
                "kind": "target", "section": "s1", "description": "説明",
            }
        ],
        "measures": [
            _measure("m1", "ア", "相談会を開く", ["prefecture"], [
                {"id": "sessions", "label": "開催回数", "unit": "回"},
                {"id": "visitors", "label": "来場者数", "unit": "人"},
            ]),
            _measure("m2", "イ", "-市町村と会議を開く", ["prefecture", "cities"]),
            _measure("m3", "ウ", "企業を回る", ["labour-bureau"]),
        ],
        "indicators": [
            _indicator("hires", "正社員就職件数", "件", {"kind": "flow"}, ["prefecture", "labour-bureau"],
                       reporting_units=["office-east", "office-west"], ownership="joint"),
            _indicator("conversions", "正社員転換件数", "件", {"kind": "flow"}, ["labour-bureau"]),
            _indicator("gain", "正社員の増", "件", {"kind": "sum", "of": ["hires", "conversions"]}, ["prefecture"]),
            _indicator("regular", "うち正規", "件", {"kind": "subset", "of": ["hires"]}, ["prefecture"]),
            _indicator("rate", "決定率", "%", {
                "kind": "ratio", "numerator": "決まった人", "denominator": "参加者",
                "numerator_unit": "人", "denominator_unit": "人", "scale": 100,
            }, ["prefecture"], decimals=1),
            _indicator("waiting", "待ち日数", "日", {"kind": "average"}, ["prefecture"], decimals=1),
            _indicator("total", "累計登録", "人", {"kind": "cumulative_series"}, ["prefecture"]),
            _indicator("stock", "在籍者", "人", {"kind": "stock"}, ["prefecture"]),
            _indicator("networks", "会議の設置", "市町村", {"kind": "coverage", "universe": "municipalities"},
                       ["prefecture", "cities"]),
        ],
        "reporting": {
            "cadence": "monthly", "basis": "secretariat", "due_day": 20,
            "exceptions": [{"owner": "cities", "cadence": "half_yearly"}],
        },
        "rounding": {"percent_digits": 1, "mode": "half_up", "basis": "secretariat"},
    }  # fmt: skip


def _measure(
    key: str, letter: str, title: str, owners: list[str], counts: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    return {
        "id": key,
        "group": "g1",
        "section": "s1",
        "letter": letter,
        "title": title,
        "description": f"{title}ことです。",
        "owners": owners,
        "audience": ["person"],
        "counts": counts or [],
    }


def _indicator(
    key: str, label: str, unit: str, structure: dict[str, Any], owners: list[str], **more: Any
) -> dict[str, Any]:
    return {
        "id": key,
        "label": label,
        "groups": ["g1"],
        "owners": owners,
        "ownership": "single",
        "unit": unit,
        "definition": f"{label}の定義です。",
        "structure": structure,
        "direction": "up",
        "targets": [{"comparator": ">=", "value": 100}],
        "references": [{"section": "s1"}],
        **more,
    }
