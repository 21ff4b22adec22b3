"""How the figure of an indicator is made: sums, parts of a whole, ratios."""

from collections.abc import Iterator
from decimal import Decimal

from banso.plan.format import Indicator, StructureKind
from banso.plan.lint.table import Finding, Sheet, error, warning
from banso.plan.places import Path

_RATES = {StructureKind.RATIO, StructureKind.AVERAGE}
# Units in which something is measured rather than counted, and the beginnings of units that count by the thousand.
_MEASURED = {"%", "％", "pt", "ポイント", "倍", "年", "月", "日", "時間", "分", "秒", "円"}
_SCALED = ("十", "百", "千", "万", "億")


def main_value(indicator: Indicator) -> Decimal | None:
    """The number aimed at for the indicator itself: of its last target that has one and speaks of no part."""
    values = [t.value for t in indicator.targets if t.value is not None and not t.part and not t.label]
    return values[-1] if values else None


def _made_of(sheet: Sheet, kind: StructureKind) -> Iterator[tuple[Path, Indicator, list[Indicator]]]:
    """Indicators of a kind with those they are made of, where all of them exist."""
    for path, indicator in sheet.indicators:
        if indicator.structure.kind is kind and all(key in sheet.by_id for key in indicator.structure.of):
            yield path, indicator, [sheet.by_id[key] for key in indicator.structure.of]


def _plain(value: Decimal) -> str:
    return f"{value:,}"


@error("sum-of-targets", "和の目標は、部分の目標の和に等しい。")
def sum_of_targets(sheet: Sheet) -> Iterator[Finding]:
    for path, whole, parts in _made_of(sheet, StructureKind.SUM):
        aimed = main_value(whole)
        values = [main_value(part) for part in parts]
        known = [value for value in values if value is not None]
        if aimed is None or len(known) < len(values) or sum(known) == aimed:
            continue
        sums = " + ".join(f"「{part.id}」{_plain(value)}" for part, value in zip(parts, known, strict=True))
        yield Finding(
            (*path, "targets"),
            f"「{whole.id}」の目標{_plain(aimed)}は、部分の和{_plain(Decimal(sum(known)))}（{sums}）と違います。",
            "計画の数を確かめ、目標か和の相手（structure.of）を直してください。",
        )


@warning("sum-of-units", "和の単位は、部分の単位と同じである。")
def sum_of_units(sheet: Sheet) -> Iterator[Finding]:
    for path, whole, parts in _made_of(sheet, StructureKind.SUM):
        units = [part.unit for part in parts]
        if set(units) != {whole.unit}:
            yield Finding(
                (*path, "unit"),
                f"「{whole.id}」の単位は{whole.unit}ですが、部分の単位は{' + '.join(units)}です（{'、'.join(p.id for p in parts)}）。",
                "一人を二件と数えることがないか確かめ、note に書いてください。計画の書き方どおりならこのままで構いません。",
            )


@error("sum-of-rates", "率や平均は足せない。")
def sum_of_rates(sheet: Sheet) -> Iterator[Finding]:
    for path, whole, parts in _made_of(sheet, StructureKind.SUM):
        for n, part in enumerate(parts):
            if part.structure.kind in _RATES:
                yield Finding(
                    (*path, "structure", "of", n),
                    f"「{whole.id}」は率や平均である「{part.id}」を足しています。",
                    "分子と分母の和から率を作る指標にしてください。",
                )


def _comparable(one: str, other: str) -> bool:
    """Whether figures in the two units can be set side by side: persons, cases and firms are all counted one by one."""
    counted = all(
        u not in _MEASURED and not u.endswith("円") and not u.startswith(_SCALED) for u in (one, other)
    )
    return one == other or (counted and ("/" in one) == ("/" in other))


@error("subset-larger-than-whole", "部分の目標は、全体の目標を超えない（人と件のように、単位が違っても）。")
def subset_larger(sheet: Sheet) -> Iterator[Finding]:
    for path, part, (whole, *_rest) in _made_of(sheet, StructureKind.SUBSET):
        aimed, limit = main_value(part), main_value(whole)
        if aimed is not None and limit is not None and _comparable(part.unit, whole.unit) and aimed > limit:
            yield Finding(
                (*path, "targets"),
                f"「{part.id}」の目標{_plain(aimed)}{part.unit}は、全体「{whole.id}」の目標{_plain(limit)}{whole.unit}を超えています。",
                "目標の数と、全体の指標（structure.of）を確かめてください。",
            )


@warning("subset-unit", "部分の単位は、全体の単位と同じである。")
def subset_unit(sheet: Sheet) -> Iterator[Finding]:
    for path, part, (whole, *_rest) in _made_of(sheet, StructureKind.SUBSET):
        if part.unit != whole.unit:
            yield Finding(
                (*path, "unit"),
                f"「{part.id}」の単位は{part.unit}、全体「{whole.id}」の単位は{whole.unit}です。",
                "部分と全体を同じ単位で数えられるか確かめてください。",
            )


@error("subset-of-rate", "率や平均や網羅に「うち」はない。")
def subset_of_rate(sheet: Sheet) -> Iterator[Finding]:
    for path, part, (whole, *_rest) in _made_of(sheet, StructureKind.SUBSET):
        if whole.structure.kind in {*_RATES, StructureKind.COVERAGE}:
            yield Finding(
                (*path, "structure", "of"),
                f"「{part.id}」の全体「{whole.id}」は、数えた数ではありません（{whole.structure.kind.value}）。",
                "率であれば、分子と分母を書いた ratio にしてください。",
            )


@error("coverage-larger-than-area", "網羅の目標は、市町村の数を超えない。")
def coverage_larger(sheet: Sheet) -> Iterator[Finding]:
    universe = sum(1 for m in sheet.document.area.municipalities if m.part_of is None)
    for path, indicator in sheet.indicators:
        aimed = main_value(indicator)
        if indicator.structure.kind is StructureKind.COVERAGE and aimed is not None and aimed > universe:
            yield Finding(
                (*path, "targets"),
                f"「{indicator.id}」の目標{_plain(aimed)}は、市町村の数{universe}を超えています。",
                "目標の数と area.municipalities を確かめてください。",
            )


@warning("rate-above-whole", "百分率の目標は、普通100を超えない。")
def rate_above_whole(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator, target in sheet.targets:
        made = indicator.structure
        if made.kind is not StructureKind.RATIO or indicator.unit not in ("%", "％") or target.value is None:
            continue
        if target.value > made.scale:
            yield Finding(
                (*path, "value"),
                f"率の指標「{indicator.id}」の目標{_plain(target.value)}{indicator.unit}は{made.scale}を超えています。",
                "分子が分母に含まれないためならこのままで構いません。そうでなければ数を直してください。",
            )


@error("percent-scale", "単位が%の率は、scale が100である。")
def percent_scale(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator in sheet.indicators:
        made = indicator.structure
        if made.kind is StructureKind.RATIO and indicator.unit in ("%", "％") and made.scale != 100:
            yield Finding(
                (*path, "structure"),
                f"「{indicator.id}」の単位は%ですが、scale が{made.scale}です。",
                "structure に「scale: 100」と書いてください。",
            )
