"""Organisations, windows and municipalities."""

from collections import defaultdict
from collections.abc import Iterator

from banso.lib.codes import check_digit, is_local_body
from banso.lib.text import fold
from banso.plan.format import StructureKind
from banso.plan.format.body import MunicipalityKind, OrganisationKind
from banso.plan.lint.table import Finding, Sheet, error, warning
from banso.plan.places import Path


@warning("named-organisation-is-sample", "計画が名を挙げる組織は、見本ではない。")
def named_is_sample(sheet: Sheet) -> Iterator[Finding]:
    for n, organisation in enumerate(sheet.document.organisations):
        if organisation.sample:
            yield Finding(
                ("organisations", n, "sample"),
                f"計画の組織「{organisation.id}」に見本の印（sample）が付いています。",
                "計画が名を挙げる組織なら sample を消し、会員の見本なら members に移してください。",
            )


@warning("class-without-members", "「種類」の組織には、属する組織がある。")
def class_without_members(sheet: Sheet) -> Iterator[Finding]:
    belongs = {member.member_of for member in sheet.document.members}
    for n, organisation in enumerate(sheet.document.organisations):
        if organisation.kind is OrganisationKind.CLASS and organisation.id not in belongs:
            yield Finding(
                ("organisations", n),
                f"「{organisation.id}」は種類（class）ですが、属する組織（members）がありません。",
                "構成員の名簿から members に加えてください。加えるまで「種類」としてまとめて報告します。",
            )


@error("member-of-no-class", "会員の組織は、「種類」である組織に属する。")
def member_of_no_class(sheet: Sheet) -> Iterator[Finding]:
    kinds = {o.id: o.kind for _path, o in sheet.organisations}
    for n, member in enumerate(sheet.document.members):
        if member.member_of is None:
            yield Finding(
                ("members", n),
                f"members の「{member.id}」がどの種類に属するか（member_of）書かれていません。",
                "member_of を書くか、計画の組織なら organisations に移してください。",
            )
        elif kinds.get(member.member_of) is OrganisationKind.SINGLE:
            yield Finding(
                ("members", n, "member_of"),
                f"「{member.id}」が属する「{member.member_of}」は種類（class）ではありません。",
                f"「{member.member_of}」の kind を class とするか、member_of を直してください。",
            )


@error("member-is-a-class", "会員は一つ一つの組織である。")
def member_is_class(sheet: Sheet) -> Iterator[Finding]:
    for n, member in enumerate(sheet.document.members):
        if member.kind is OrganisationKind.CLASS:
            yield Finding(
                ("members", n, "kind"),
                f"members の「{member.id}」が種類（class）になっています。",
                "kind を single としてください。種類の中に種類は置けません。",
            )


@warning("duplicate-name", "同じ種類のものに、同じ名・別名を付けない。")
def duplicate_names(sheet: Sheet) -> Iterator[Finding]:
    windows: list[tuple[Path, str, list[str]]] = [
        (("windows", n), w.id, [w.name, *w.aliases]) for n, w in enumerate(sheet.document.windows)
    ]
    organisations = [(path, o.id, [o.name, *o.aliases]) for path, o in sheet.organisations]
    for word, things in (("窓口", windows), ("組織", organisations)):
        owner: dict[str, str] = {}
        for path, key, names in things:
            for name in names:
                if owner.setdefault(fold(name), key) != key:
                    yield Finding(
                        path,
                        f"{word}の名「{name}」が「{owner[fold(name)]}」と「{key}」で同じです。",
                        "同じものなら一つにまとめ、別のものなら区別できる名にしてください。",
                    )


@warning("owner-without-work", "計画の組織は、取組・指標・会議のどれかを担う。")
def owner_without_work(sheet: Sheet) -> Iterator[Finding]:
    document = sheet.document
    works = {owner for m in document.measures for owner in m.owners}
    works |= {holder for _path, i in sheet.indicators for holder in i.holders}
    works |= {p.owner for annex in document.annexes for p in annex.programmes}
    works |= {*document.body.secretariat}
    if any(m.all_members for m in document.measures):
        works |= {*document.body.members}
    for n, organisation in enumerate(document.organisations):
        if organisation.id not in works:
            yield Finding(
                ("organisations", n),
                f"組織「{organisation.id}」は、どの取組も指標も担っていません。",
                "担う取組の owners に加えるか、組織を消してください。",
            )


@warning("unused-window", "窓口は、どれかの取組が設けるか使うか、対象の記述に出てくる。")
def unused_window(sheet: Sheet) -> Iterator[Finding]:
    document = sheet.document
    used = {key for m in document.measures for key in (*m.windows, *m.creates)}
    used |= {key for group in document.groups for key in group.windows}
    used |= {unit.window for unit in document.reporting_units if unit.window}
    used |= {key for w in document.windows for key in (w.part_of, w.located_in) if key}
    # A branch of a window that is used is used with it.
    for _step in document.windows:
        used |= {w.id for w in document.windows if w.part_of in used}
    for n, window in enumerate(document.windows):
        if window.id not in used:
            yield Finding(
                ("windows", n),
                f"窓口「{window.id}」（{window.name}）は、どの取組にも対象にも出てきません。",
                "取組の windows・creates か対象の windows に加えるか、窓口を消してください。",
            )


@warning("window-without-operator", "窓口には、運営する組織がある。")
def window_without_operator(sheet: Sheet) -> Iterator[Finding]:
    for n, window in enumerate(sheet.document.windows):
        if not window.operators and window.note is None:
            yield Finding(
                ("windows", n),
                f"窓口「{window.id}」を運営する組織（operators）が書かれていません。",
                "計画が言わないなら、そのことを note に書いてください。",
            )


@error("municipality-code", "団体コードは、都道府県の番号で始まり、検査数字が合う。")
def municipality_codes(sheet: Sheet) -> Iterator[Finding]:
    area = sheet.document.area
    codes: list[tuple[Path, str, str]] = [(("area", "code"), area.code, area.name)]
    for n, m in enumerate(area.municipalities):
        codes.append((("area", "municipalities", n, "code"), m.code, m.name))
    for path, code, name in codes:
        if not is_local_body(code):
            yield Finding(
                path,
                f"{name}の団体コード「{code}」の検査数字が合いません。",
                f"総務省の団体コード表で確かめてください（{code[:5]}なら{code[:5]}{check_digit(code[:5])}）。",
            )
        elif code[:2] != area.code[:2]:
            yield Finding(
                path,
                f"{name}の団体コード「{code}」は、{area.name}（{area.code[:2]}で始まる）のものではありません。",
                "団体コードを確かめてください。",
            )


@warning("municipality-name", "一つの市・県の中に、同じ名の区・市町村はない。")
def municipality_names(sheet: Sheet) -> Iterator[Finding]:
    seen: dict[tuple[str | None, str], str] = {}
    for n, m in enumerate(sheet.document.area.municipalities):
        first = seen.setdefault((m.part_of, fold(m.name)), m.code)
        if first != m.code:
            yield Finding(
                ("area", "municipalities", n, "name"),
                f"「{m.name}」という名が「{first}」と「{m.code}」にあります。",
                "二度書いていないか確かめてください。",
            )


@error("ward-without-city", "区は市に属し、市町村はどこにも属さない。")
def wards(sheet: Sheet) -> Iterator[Finding]:
    kinds = {m.code: m.kind for m in sheet.document.area.municipalities}
    for n, m in enumerate(sheet.document.area.municipalities):
        is_ward = m.kind is MunicipalityKind.WARD
        path: Path = ("area", "municipalities", n)
        if (
            is_ward
            and m.part_of is None
            and any(kind is not MunicipalityKind.WARD for kind in kinds.values())
        ):
            # Special wards stand by themselves: their codes begin with 13.
            if m.code.startswith("131"):
                continue
            yield Finding(
                path,
                f"区「{m.code}」の属する市（part_of）がありません。",
                "part_of に市の団体コードを書いてください。",
            )
        elif not is_ward and m.part_of is not None:
            yield Finding(
                path,
                f"「{m.code}」は区ではないのに part_of があります。",
                "part_of を消すか、kind を ward としてください。",
            )
        elif (
            m.part_of is not None and kinds.get(m.part_of, MunicipalityKind.CITY) is not MunicipalityKind.CITY
        ):
            yield Finding(
                path,
                f"区「{m.code}」の属する「{m.part_of}」は市ではありません。",
                "part_of を直してください。",
            )


@warning("area-without-municipalities", "網羅の指標がある計画には、市町村がある。")
def area_without_municipalities(sheet: Sheet) -> Iterator[Finding]:
    covers = [i.id for _p, i in sheet.indicators if i.structure.kind is StructureKind.COVERAGE]
    if covers and not sheet.document.area.municipalities:
        yield Finding(
            ("area",),
            f"市町村がないため、網羅の指標「{covers[0]}」を数えられません。",
            "area.municipalities に市町村を書いてください。",
        )


@warning("shared-municipality", "会員の組織は、別々の市町村を担う。")
def shared_municipality(sheet: Sheet) -> Iterator[Finding]:
    held: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for n, member in enumerate(sheet.document.members):
        if member.municipality is None:
            continue
        key = (member.member_of, member.municipality)
        if held[key]:
            yield Finding(
                ("members", n, "municipality"),
                f"「{member.id}」と「{held[key][0]}」が同じ市町村「{member.municipality}」を担っています。",
                "団体コードを確かめてください。",
            )
        held[key].append(member.id)
