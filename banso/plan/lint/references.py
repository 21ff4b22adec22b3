"""Ids: each given once, and every reference leads to one that exists."""

import difflib
from collections.abc import Iterable, Iterator

from banso.plan.format import Indicator, PlanModel
from banso.plan.format.annex import AmendmentStep, Campaign, Platforms, Programme
from banso.plan.format.base import Reference, Term
from banso.plan.format.body import Body, Municipality, Organisation, ReportingUnit, ServiceWindow
from banso.plan.format.document import Section
from banso.plan.format.group import Estimate, Group
from banso.plan.format.indicator import Overlap, Share, Structure, Target
from banso.plan.format.measure import CrossReference, Measure
from banso.plan.format.reporting import CadenceException, VerdictOverride, VerdictRules
from banso.plan.lint.table import Finding, Look, Sheet, error, warning
from banso.plan.places import Path

# Kinds of ids that stand in lists at the top: what an author calls them, and the lists.
_LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "organisation": ("組織", ("organisations", "members")),
    "section": ("章・節", ("sections",)),
    "unit": ("報告単位", ("reporting_units",)),
    "window": ("窓口", ("windows",)),
    "group": ("対象", ("groups",)),
    "measure": ("取組", ("measures",)),
    "footnote": ("脚注", ("footnotes",)),
    "annex": ("別紙", ("annexes",)),
    "campaign": ("重点期間", ("campaigns",)),
    "amendment": ("改定の手続", ("amendments",)),
    "term": ("符号", ("terms",)),
}
_NAMES = {kind: name for kind, (name, _lists) in _LISTS.items()} | {
    "indicator": "指標",
    "estimate": "推計",
    "programme": "別紙の事業",
    "municipality": "市区町村",
}

# Every field that refers: the part and the field, and the kinds of id it may name.
FIELDS: dict[tuple[type[PlanModel], str], tuple[str, ...]] = {
    (Body, "secretariat"): ("organisation",),
    (Body, "members"): ("organisation",),
    (Organisation, "member_of"): ("organisation",),
    (Organisation, "municipality"): ("municipality",),
    (ReportingUnit, "owner"): ("organisation",),
    (ReportingUnit, "window"): ("window",),
    (ServiceWindow, "operators"): ("organisation",),
    (ServiceWindow, "part_of"): ("window",),
    (ServiceWindow, "located_in"): ("window",),
    (ServiceWindow, "one_of"): ("window",),
    (Municipality, "part_of"): ("municipality",),
    (Section, "parent"): ("section",),
    (Section, "footnotes"): ("footnote",),
    (ServiceWindow, "footnotes"): ("footnote",),
    (Estimate, "footnotes"): ("footnote",),
    (Reference, "section"): ("section",),
    (Group, "section"): ("section",),
    (Group, "situation"): ("section",),
    (Group, "windows"): ("window",),
    (Group, "footnotes"): ("footnote",),
    (Indicator, "groups"): ("group",),
    (Indicator, "owners"): ("organisation",),
    (Indicator, "reporters"): ("organisation",),
    (Indicator, "reporting_units"): ("unit",),
    (Indicator, "footnotes"): ("footnote",),
    (Target, "part"): ("indicator",),
    (Structure, "of"): ("indicator",),
    (Structure, "numerator_of"): ("indicator",),
    (Structure, "denominator_of"): ("indicator",),
    (Share, "holder"): ("organisation", "unit", "municipality"),
    (Overlap, "between"): ("organisation", "unit", "indicator"),
    (Measure, "group"): ("group",),
    (Measure, "section"): ("section",),
    (Measure, "owners"): ("organisation",),
    (Measure, "windows"): ("window",),
    (Measure, "creates"): ("window",),
    (Measure, "footnotes"): ("footnote",),
    (CrossReference, "measure"): ("measure",),
    (Term, "footnotes"): ("footnote",),
    (CadenceException, "owner"): ("organisation",),
    (VerdictRules, "excluded"): ("indicator",),
    (VerdictOverride, "indicator"): ("indicator",),
    (Programme, "owner"): ("organisation",),
    (Programme, "indicators"): ("indicator",),
    (Programme, "measures"): ("measure",),
    (Campaign, "measure"): ("measure",),
    (Campaign, "owners"): ("organisation",),
    (Platforms, "indicator"): ("indicator",),
    (Platforms, "measures"): ("measure",),
    (AmendmentStep, "by"): ("organisation",),
}
_OWNER_FIELDS = {"owner", "owners"}


def given(sheet: Sheet, kind: str) -> Iterator[tuple[Path, str]]:
    """Every id of a kind with the way to where it is given."""
    document = sheet.document
    if kind == "indicator":
        yield from (((*path, "id"), indicator.id) for path, indicator in sheet.indicators)
    elif kind == "estimate":
        yield from (((*path, "id"), estimate.id) for path, estimate in sheet.estimates)
    elif kind == "programme":
        for a, annex in enumerate(document.annexes):
            yield from ((("annexes", a, "programmes", n, "id"), p.id) for n, p in enumerate(annex.programmes))
    elif kind == "municipality":
        for n, municipality in enumerate(document.area.municipalities):
            yield ("area", "municipalities", n, "code"), municipality.code
    else:
        for name in _LISTS[kind][1]:
            yield from (((name, n, "id"), part.id) for n, part in enumerate(getattr(document, name)))


def referred(sheet: Sheet) -> Iterator[tuple[Path, str, str, tuple[str, ...]]]:
    """Every reference: the way to it, its field, the id it names, the kinds of id that it may name."""
    for path, part in sheet.parts:
        for (model, field), kinds in FIELDS.items():
            if type(part) is not model:
                continue
            value = getattr(part, field)
            if isinstance(value, list):
                yield from (((*path, field, n), field, name, kinds) for n, name in enumerate(value))
            elif value is not None:
                yield (*path, field), field, value, kinds


@error("duplicate-id", "同じ種類のものに、同じidは一度だけ使う。")
def duplicate_ids(sheet: Sheet) -> Iterator[Finding]:
    for kind, name in _NAMES.items():
        first: dict[str, Path] = {}
        for path, key in given(sheet, kind):
            if key in first:
                yield Finding(
                    path,
                    f"{name}のid「{key}」が二度使われています。",
                    "片方のidを変え、それを指すところも直してください。",
                )
            first.setdefault(key, path)


@error("ambiguous-id", "組織と報告単位に同じidを使わない（内訳や重なりがどちらを指すか分からなくなる）。")
def ids_of_two_kinds(sheet: Sheet) -> Iterator[Finding]:
    organisations = {key for _path, key in given(sheet, "organisation")}
    for path, key in given(sheet, "unit"):
        if key in organisations:
            yield Finding(
                path, f"報告単位のid「{key}」は組織のidにも使われています。", "報告単位のidを変えてください。"
            )


@error("duplicate-count-id", "一つの取組の中で、数えるもののidは一度だけ使う。")
def duplicate_count_ids(sheet: Sheet) -> Iterator[Finding]:
    for path, measure in sheet.measures:
        seen: set[str] = set()
        for n, count in enumerate(measure.counts):
            if count.id in seen:
                yield Finding(
                    (*path, "counts", n, "id"),
                    f"取組「{measure.id}」の中で、数えるもののid「{count.id}」が二度使われています。",
                    "片方のidを変えてください。",
                )
            seen.add(count.id)


@error("count-part", "「うち」の数の part_of は、同じ取組の、同じ単位の別の数を指し、自分に戻らない。")
def parts_of_counts(sheet: Sheet) -> Iterator[Finding]:
    for path, measure in sheet.measures:
        counts = {count.id: count for count in measure.counts}
        for n, count in enumerate(measure.counts):
            if count.part_of is None:
                continue
            whole, above = counts.get(count.part_of), {count.id}
            while whole and whole.id not in above and whole.part_of:
                above.add(whole.id)
                whole = counts.get(whole.part_of)
            place = (*path, "counts", n, "part_of")
            if whole is None or whole.id in above:
                yield Finding(
                    place,
                    f"取組「{measure.id}」の「{count.label}」のもとの数「{count.part_of}」がないか、自分に戻っています。",
                    "同じ取組の counts にある、もとの数のidを書いてください。",
                )
            elif counts[count.part_of].unit != count.unit:
                yield Finding(
                    place,
                    f"取組「{measure.id}」の「{count.label}」と、もとの数「{counts[count.part_of].label}」は単位が違います。",
                    "単位をそろえるか、part_of を消してください。",
                )


def _dangling(sheet: Sheet, wanted: str, owners: bool | None = None) -> Iterator[Finding]:
    """References to ids of a kind that is nowhere given; ``owners``: only owner fields, or only the others."""
    known = {kind: {key for _path, key in given(sheet, kind)} for kind in _NAMES}
    for path, field, key, kinds in referred(sheet):
        if kinds[0] != wanted or any(key in known[kind] for kind in kinds):
            continue
        if owners is not None and (field in _OWNER_FIELDS) != owners:
            continue
        yield _lost(path, field, key, kinds, known)


def _lost(path: Path, field: str, key: str, kinds: tuple[str, ...], known: dict[str, set[str]]) -> Finding:
    names = "・".join(_NAMES[kind] for kind in kinds)
    if key in known["estimate"]:
        return Finding(
            path,
            f"{field} の「{key}」は人数の推計で、指標ではありません。",
            "推計は足したり割ったりする相手にできません。指標のidを書いてください。",
        )
    possible: Iterable[str] = set().union(*(known[kind] for kind in kinds))
    near = difflib.get_close_matches(key, sorted(possible), n=1, cutoff=0.6)
    hint = f"「{near[0]}」ではありませんか。" if near else ""
    return Finding(
        path,
        f"{field} が指す{names}「{key}」は、この計画にありません。",
        f"{hint}idを直すか、{names}「{key}」を加えてください。",
    )


@error("unknown-owner", "担い手は、計画の組織のどれかである。")
def unknown_owner(sheet: Sheet) -> Iterator[Finding]:
    return _dangling(sheet, "organisation", owners=True)


@error("unknown-organisation", "事務局・構成員・運営者・報告者などは、計画の組織のどれかである。")
def unknown_organisation(sheet: Sheet) -> Iterator[Finding]:
    return _dangling(sheet, "organisation", owners=False)


def _kind_rule(kind: str) -> Look:
    name = _NAMES[kind]

    @error(f"unknown-{kind}", f"{name}への参照は、計画にある{name}を指す。")
    def look(sheet: Sheet) -> Iterator[Finding]:
        return _dangling(sheet, kind)

    return look


unknown_section = _kind_rule("section")
unknown_group = _kind_rule("group")
unknown_window = _kind_rule("window")
unknown_unit = _kind_rule("unit")
unknown_footnote = _kind_rule("footnote")
unknown_measure = _kind_rule("measure")
unknown_indicator = _kind_rule("indicator")
unknown_municipality = _kind_rule("municipality")


@error("repeated-reference", "一つの並びに同じidを二度書かない。")
def repeated_reference(sheet: Sheet) -> Iterator[Finding]:
    seen: set[tuple[Path, str]] = set()
    for path, field, key, _kinds in referred(sheet):
        if not isinstance(path[-1], int):
            continue
        if (path[:-1], key) in seen:
            yield Finding(path, f"{field} に「{key}」が二度あります。", "一つを消してください。")
        seen.add((path[:-1], key))


@warning("unused-footnote", "脚注は、どこかから指される。")
def unused_footnote(sheet: Sheet) -> Iterator[Finding]:
    used = {key for _path, _field, key, kinds in referred(sheet) if kinds == ("footnote",)}
    for n, footnote in enumerate(sheet.document.footnotes):
        if footnote.id not in used:
            yield Finding(
                ("footnotes", n),
                f"脚注「{footnote.id}」（{footnote.number}）は、どこからも指されていません。",
                "その脚注が付く取組・指標・対象の footnotes に加えてください。",
            )


@error("duplicate-number", "脚注・対象の番号は一度だけ使う。")
def duplicate_numbers(sheet: Sheet) -> Iterator[Finding]:
    for name, word in (("footnotes", "脚注"), ("groups", "対象")):
        seen: dict[int, str] = {}
        for n, part in enumerate(getattr(sheet.document, name)):
            if part.number in seen:
                yield Finding(
                    (name, n, "number"),
                    f"{word}の番号{part.number}が「{seen[part.number]}」と「{part.id}」で同じです。",
                    "計画の番号に合わせてください。",
                )
            seen.setdefault(part.number, part.id)
