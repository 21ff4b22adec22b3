"""Targets: what they refer to exists, and shares of a target add up to it."""

from collections.abc import Iterator

from banso.plan.format import Comparator, Indicator, StructureKind
from banso.plan.format.indicator import Ownership
from banso.plan.lint.structures import main_value
from banso.plan.lint.table import Finding, Sheet, error, warning


@error("change-without-baseline", "基準値に対する目標には、基準値がある。")
def change_without_baseline(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator, target in sheet.targets:
        if target.change and target.change.to == "baseline" and not indicator.baselines:
            yield Finding(
                (*path, "change"),
                f"「{indicator.id}」の目標は基準値に対するものですが、基準値（baselines）がありません。",
                "基準値を年度と出典とともに書いてください。",
            )


@warning("change-without-last-year", "前年度に対する目標には、前年度の値がある。")
def change_without_last_year(sheet: Sheet) -> Iterator[Finding]:
    before = sheet.document.fiscal_year - 1
    for path, indicator, target in sheet.targets:
        if not target.change or target.change.to != "previous_year":
            continue
        if not any(b.fiscal_year == before for b in indicator.baselines):
            yield Finding(
                (*path, "change"),
                f"「{indicator.id}」の目標は前年度に対するものですが、{before}年度の値が baselines にありません。",
                "前年度の値が分かったら baselines に書いてください。それまで目標の数は「未確認」です。",
            )


@warning("direction-contradicts", "比べ方と、指標の向きが合う。")
def direction_contradicts(sheet: Sheet) -> Iterator[Finding]:
    downward = {Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.DECREASE}
    upward = {Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.INCREASE}
    for path, indicator, target in sheet.targets:
        against = {"up": downward, "down": upward}.get(indicator.direction.value, set())
        if target.comparator in against:
            yield Finding(
                (*path, "comparator"),
                f"「{indicator.id}」の向きは{indicator.direction.value}ですが、目標は「{target.comparator.value}」です。",
                "direction か comparator を確かめてください。",
            )


@error("negative-target", "数えるものの目標は、0以上である。")
def negative_target(sheet: Sheet) -> Iterator[Finding]:
    yield from _below_zero(
        sheet, rates=False, remedy="数を直してください。減らす目標なら change を使います。"
    )


@warning("negative-rate", "率や平均の目標は、普通0以上である。")
def negative_rate(sheet: Sheet) -> Iterator[Finding]:
    yield from _below_zero(sheet, rates=True, remedy="増減の率であればこのままで構いません。")


def _below_zero(sheet: Sheet, *, rates: bool, remedy: str) -> Iterator[Finding]:
    """Targets below zero of rates, or of all others: a growth rate may be negative, a number of persons never."""
    for path, indicator, target in sheet.targets:
        if target.value is not None and target.value < 0 and rates is not _adds(indicator):
            yield Finding((*path, "value"), f"「{indicator.id}」の目標{target.value:,}が負の数です。", remedy)


@error("fraction-of-whole", "目標の小数の桁は、指標の桁（decimals）を超えない。")
def fraction_of_whole(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator, target in sheet.targets:
        if target.value is None or indicator.structure.kind in (StructureKind.RATIO, StructureKind.AVERAGE):
            continue
        if target.value != round(target.value, indicator.decimals):
            yield Finding(
                (*path, "value"),
                f"「{indicator.id}」の目標{target.value}は、小数{indicator.decimals}桁の指標では達したかどうか決められません。",
                "decimals を増やすか、目標の数を直してください。",
            )


@warning("baseline-unit", "基準値の単位は、指標の単位と同じである。")
def baseline_unit(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator in sheet.indicators:
        for n, baseline in enumerate(indicator.baselines):
            if baseline.unit != indicator.unit:
                yield Finding(
                    (*path, "baselines", n, "unit"),
                    f"「{indicator.id}」の単位は{indicator.unit}、基準値の単位は{baseline.unit}です。",
                    "同じものを数えているか確かめ、比べられないなら comparable: false と書いてください。",
                )


@error("shares-of-target", "目標の内訳の和は、目標に等しい。")
def shares_of_target(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator in sheet.indicators:
        aimed = main_value(indicator)
        total = sum(share.value for share in indicator.shares)
        if indicator.shares and aimed is not None and total != aimed and _adds(indicator):
            yield Finding(
                (*path, "shares"),
                f"「{indicator.id}」の目標の内訳の和は{total:,}で、目標{aimed:,}と違います。",
                "内訳か目標の数を直してください。",
            )


def _adds(indicator: Indicator) -> bool:
    """Whether the figures of the holders add up to that of the indicator."""
    return indicator.structure.kind not in (StructureKind.RATIO, StructureKind.AVERAGE)


@error("share-of-stranger", "目標の内訳を持つのは、その指標の担い手か報告単位である。")
def share_of_stranger(sheet: Sheet) -> Iterator[Finding]:
    document = sheet.document
    classes = {o.id: o.member_of for _path, o in sheet.organisations}
    for path, indicator in sheet.indicators:
        mine = {*indicator.owners, *indicator.reporters, *indicator.reporting_units}
        mine |= {m.code for m in document.area.municipalities}
        for n, share in enumerate(indicator.shares):
            known = share.holder in classes or any(u.id == share.holder for u in document.reporting_units)
            if known and share.holder not in mine and classes.get(share.holder) not in mine:
                yield Finding(
                    (*path, "shares", n, "holder"),
                    f"「{share.holder}」は、指標「{indicator.id}」の担い手でも報告単位でもありません。",
                    "owners か reporting_units に加えるか、内訳を直してください。",
                )


@warning("split-without-shares", "分担して持つ目標には、内訳がある。")
def split_without_shares(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator in sheet.indicators:
        if indicator.ownership is Ownership.SPLIT and not indicator.shares:
            yield Finding(
                (*path, "ownership"),
                f"「{indicator.id}」は分担（split）ですが、内訳（shares）がありません。",
                "内訳を書くか、一つの目標を共に持つなら joint としてください。",
            )


@error("all-of-without-targets", "すべて達成の相手には、目標がある。")
def all_of_without_targets(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator in sheet.indicators:
        if indicator.structure.kind is not StructureKind.ALL_OF:
            continue
        for n, key in enumerate(indicator.structure.of):
            part = sheet.by_id.get(key)
            if part and all(t.comparator is Comparator.NONE for t in part.targets):
                yield Finding(
                    (*path, "structure", "of", n),
                    f"「{indicator.id}」が達成を求める「{key}」には、目標がありません。",
                    "相手の指標に目標を置くか、of から外してください。",
                )
