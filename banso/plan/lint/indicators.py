"""Who holds an indicator, by what it is reported, and where the plan speaks of it."""

from collections.abc import Iterator

from banso.lib.text import fold
from banso.plan.format import Indicator, StructureKind
from banso.plan.format.indicator import Ownership
from banso.plan.lint.structures import main_value
from banso.plan.lint.table import Finding, Sheet, error, warning


def _computed(indicator: Indicator) -> bool:
    """Whether the figure is made of other indicators alone, so that nobody reports it."""
    made = indicator.structure
    both = bool(made.numerator_of and made.denominator_of)
    return made.kind in (StructureKind.SUM, StructureKind.ALL_OF) or both


@error("single-with-several-owners", "単独（single）の指標の担い手は一つである。")
def single_with_several(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator in sheet.indicators:
        if indicator.ownership is Ownership.SINGLE and len(indicator.owners) > 1:
            yield Finding(
                (*path, "ownership"),
                f"「{indicator.id}」は単独（single）ですが、担い手が{len(indicator.owners)}つあります（{'、'.join(indicator.owners)}）。",
                "共に持つなら joint、分けて持つなら split としてください。",
            )


@warning("joint-with-one-owner", "共同（joint）・分担（split）の指標の担い手は二つ以上である。")
def joint_with_one(sheet: Sheet) -> Iterator[Finding]:
    classes = {o.id for o in sheet.document.organisations if o.kind.value == "class"}
    for path, indicator in sheet.indicators:
        if indicator.ownership is Ownership.SINGLE or len(indicator.holders) != 1:
            continue
        # Several members of one class, or several units of one owner, can hold or share a target.
        if indicator.holders[0] not in classes and len(indicator.reporting_units) < 2:
            yield Finding(
                (*path, "ownership"),
                f"「{indicator.id}」は{indicator.ownership.value}ですが、担い手は「{indicator.holders[0]}」だけです。",
                "担い手を加えるか、ownership を single としてください。",
            )


@warning("indicator-without-holder", "報告を要する指標には、担い手か報告する組織がある。")
def without_holder(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator in sheet.indicators:
        if not indicator.holders and not indicator.reporting_units and not _computed(indicator):
            yield Finding(
                path,
                f"指標「{indicator.id}」には担い手も報告する組織もなく、数が届きません。",
                "計画が担い手を言わないなら、事務局が決めた組織を reporters に書いてください。",
            )


@warning("owners-and-reporters", "計画が担い手を言う指標に、別の報告する組織は要らない。")
def owners_and_reporters(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator in sheet.indicators:
        if indicator.owners and indicator.reporters:
            yield Finding(
                (*path, "reporters"),
                f"指標「{indicator.id}」には担い手（owners）があるので、reporters は使われません。",
                "reporters を消してください。",
            )


@error("unit-of-another-owner", "指標の報告単位は、その指標の担い手に属する。")
def unit_of_another(sheet: Sheet) -> Iterator[Finding]:
    units = {unit.id: unit for unit in sheet.document.reporting_units}
    for path, indicator in sheet.indicators:
        for n, key in enumerate(indicator.reporting_units):
            if key in units and units[key].owner not in indicator.holders:
                yield Finding(
                    (*path, "reporting_units", n),
                    f"報告単位「{key}」の担い手「{units[key].owner}」は、指標「{indicator.id}」の担い手ではありません。",
                    "報告単位の owner か、指標の owners を直してください。",
                )


@warning("unused-unit", "報告単位は、どれかの指標で使われる。")
def unused_unit(sheet: Sheet) -> Iterator[Finding]:
    used = {key for _path, indicator in sheet.indicators for key in indicator.reporting_units}
    for n, unit in enumerate(sheet.document.reporting_units):
        if unit.id not in used:
            yield Finding(
                ("reporting_units", n),
                f"報告単位「{unit.id}」は、どの指標でも使われていません。",
                "指標の reporting_units に加えるか、消してください。",
            )


@warning("repeated-place", "一つのものが、同じ場所を二度参照しない。")
def repeated_place(sheet: Sheet) -> Iterator[Finding]:
    seen = set()
    for path, reference in sheet.references:
        place = (path[:-1], reference.section, reference.label)
        if place in seen:
            yield Finding(
                path,
                f"章・節「{reference.section}」の同じ場所を二度参照しています。",
                "一つを消すか、label で区別してください。",
            )
        seen.add(place)


@warning("twin-indicators", "同じ数が二か所にあれば、一つの指標に二つの参照を付ける。")
def twins(sheet: Sheet) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], str] = {}
    for path, indicator in sheet.indicators:
        aimed = main_value(indicator)
        looks = (fold(indicator.label), indicator.unit, aimed, tuple(sorted(indicator.owners)))
        if aimed is not None and looks in seen:
            yield Finding(
                path,
                f"指標「{indicator.id}」は「{seen[looks]}」と名前・単位・目標・担い手が同じです。",
                "同じものなら一つにまとめ、references に両方の場所を書いてください。",
            )
        seen.setdefault(looks, indicator.id)


@error("overlap-of-strangers", "重なりうる相手は、その指標の担い手・報告単位・部分である。")
def overlap_of_strangers(sheet: Sheet) -> Iterator[Finding]:
    for path, indicator in sheet.indicators:
        if indicator.overlap is None:
            continue
        mine = {*indicator.holders, *indicator.reporting_units, *indicator.structure.of}
        mine |= {m.id for m in sheet.document.members if m.member_of in mine}
        for n, key in enumerate(indicator.overlap.between):
            if key not in mine:
                yield Finding(
                    (*path, "overlap", "between", n),
                    f"「{key}」は、指標「{indicator.id}」の担い手・報告単位・部分のどれでもありません。",
                    "overlap.between には、同じ出来事を数えうる相手を書いてください。",
                )
