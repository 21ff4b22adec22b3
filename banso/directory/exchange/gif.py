"""Services and subsidies in the columns of GIF 451-4 (行政サービス・制度), in its order, and our own after them.

GIF strings codes of places together with semicolons; the rule of machine readability wants one datum a cell, so several
stand in the table of links. A subsidy that is offered as a service too is one entry: the service's, with the
subsidy's rules.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from banso.directory.catalogue import ServiceCard, SubsidyCard, SubsidyRulesCard, WindowCard
from banso.directory.codes import Noun
from banso.directory.exchange.books import Value
from banso.directory.exchange.eligibility import in_force, in_words
from banso.directory.exchange.public import PublicDirectory
from banso.directory.exchange.tables import Column, Sheet
from banso.directory.exchange.windows import CONFIDENCE, filled, provenance
from banso.directory.format import VALUES, Fact
from banso.directory.sources import all_words, worst
from banso.lib import clock

_NONE = "定めがない、または未確認"
_SEVERAL = "関係の表に示す"
COLUMNS = (
    Column("制度所管組織", "owner", "制度を所管する組織の名"),
    Column("タイトル(制度名)", "title", "制度の名"),
    Column("サブタイトル(通称)", "subtitle", "ほかの呼び名の一つ。残りは関係の表に示す"),
    Column("制度番号", "id", "台帳の中で一件を識別する符号"),
    Column("元制度番号", "parent_id", "元になる制度の番号"),
    Column("制度変更区分", "change_kind", "元の制度からの変わり方"),
    Column("根拠法令", "law", "根拠となる法令や条例"),
    Column("地域群", "areas", "対象の地域が複数のときの、その言い方。並びは関係の表に示す"),
    Column("地域", "area", "対象の都道府県か市区町村の名。複数のときは空け、関係の表に示す"),
    Column("概要", "summary", "制度の概要"),
    Column("内容", "content", "制度の内容"),
    Column("対象者", "eligibility", "利用できる人や企業の条件", blank=_NONE),
    Column("用途・対象物", "use", "利用の用途の条件", blank=_NONE),
    Column("収入条件", "income", "収入の条件", blank=_NONE),
    Column("家族構成条件", "family", "家族構成の条件", blank=_NONE),
    Column("対象者条件", "person", "そのほかの条件", blank=_NONE),
    Column("従業員条件", "employees", "従業員の規模の条件", blank=_NONE),
    Column("資本金条件", "capital", "資本金の条件", blank=_NONE),
    Column("創業年条件", "founded", "創業年の条件", blank=_NONE),
    Column("給付上限額", "most_paid", "一件あたりに支給される額の、いちばん大きいもの", "数値", unit="円"),
    Column("最大金利", "interest", "貸与の金利", "数値", unit="%"),
    Column("借入限度額", "most_lent", "借りられる額の限り", "数値", unit="円"),
    Column("償還期限", "repaid_in", "返し終える期限", "数値", unit="年"),
    Column("最大補助率", "share", "補助率", "数値", unit="%"),
    Column("費用", "cost", "利用にかかる費用", "数値", unit="円"),
    Column("予算枠の有無", "budget", "予算の上限があるか"),
    Column("申請届出方法", "application", "利用や申請の方法"),
    Column("募集時期", "season", "募集の時期"),
    Column("公募開始日", "opens_on", "公募の始まりの日（西暦）", "日付"),
    Column("公募終了日", "closes_on", "公募の終わりの日（西暦）", "日付"),
    Column("公募備考", "call_note", "行われる期間や費用についての注記", blank=_NONE),
    Column("手続書類", "papers", "手続に要る書類"),
    Column("電子申請の有無", "online", "電子申請のURL"),
    Column("添付ファイルの名称", "attachment_title", "添付の名", blank="なし"),
    Column("添付ファイル名", "attachment", "添付のファイルの名", blank="なし"),
    Column("詳細参照先", "source", "内容の出どころ"),
    Column("詳細URL", "url", "くわしい案内のURL"),
    Column("標準産業分類", "industry", "対象の産業", blank=_NONE),
    Column("ステージとアクション", "stage", "ライフステージと行動"),
    Column("事業ステージ", "business_stage", "企業の段階"),
    Column("お困りごと", "need", "応える望みの一つ。すべては関係の表に示す"),
    Column("サービス種別", "kind", "サービスか助成金か"),
    Column("災害名", "disaster", "対象となる災害", blank="なし"),
    Column("キーワード", "keyword", "制度に関する言葉"),
    Column("実施組織・支援機関", "windows", "行う窓口の名。複数のときは空け、関係の表に示す"),
    Column("お問い合わせ先", "contact", "問い合わせる所の名"),
    Column("お問合わせ先一覧", "contacts_url", "問い合わせる所の一覧のURL"),
    Column("連絡先情報", "contact_detail", "問い合わせる所の電話番号"),
    Column("公開開始日", "published_on", "公開を始めた日（西暦）", "日付"),
    Column("公開終了日", "published_to", "公開を終える日（西暦）", "日付", blank="定めがない"),
    Column("最終更新日", "updated_on", "この情報が最後に変わった日（西暦）", "日付"),
    Column("表示優先度", "priority", "並べるときの優先の度", "数値", blank="定めがない", unit="段階（1から10）"),
    Column("対象の全国地方公共団体コード", "area_code", "地域の6桁のコード。複数のときは空け、関係の表に示す"),
    CONFIDENCE,
    Column("確認日", "assured_on", "担当する機関が内容を確かめた日（西暦）", "日付"),
    Column("見本データ", "is_sample", "見本のデータかどうか", "符号", blank="なし", codes="見本"),
)  # fmt: skip
_SUMMARY = 100


def sheet(directory: PublicDirectory, subsidies: Sequence[SubsidyCard], on: date) -> Sheet:
    """One service, or one subsidy with the rules of a span, a row."""
    ruled = {subsidy.name for subsidy in subsidies}
    services = [service for service in directory.services.values() if service.name not in ruled]
    rows = [_service(service, directory, on) for service in services]
    return Sheet(
        "制度", COLUMNS, [*rows, *(row for each in subsidies for row in _spans(each, directory, on))]
    )


def _offered(subsidy: SubsidyCard, directory: PublicDirectory) -> ServiceCard | None:
    """The service as which a subsidy is offered: that of the same name."""
    return next((s for s in directory.services.values() if s.name == subsidy.name), None)


def _spans(subsidy: SubsidyCard, directory: PublicDirectory, on: date) -> Iterator[dict[str, Value]]:
    """A row for the rules of each span. The latest has the number of the entry, and names the one before as its origin."""
    before = ""
    service = _offered(subsidy, directory)
    key = service.key if service else subsidy.key
    spans = sorted(subsidy.versions, key=lambda rules: rules.valid_from or date.min)
    for rules in spans:
        number = key if rules is spans[-1] else f"{key}.{rules.valid_to or rules.valid_from}"
        yield filled(_subsidy(subsidy, rules, directory, on) | {"制度番号": number, "元制度番号": before})
        before = number


def _service(service: ServiceCard, directory: PublicDirectory, on: date) -> dict[str, Value]:
    at = directory.giving(service)
    places = areas_of(service, directory)
    row: dict[str, Value | None] = {
        "制度所管組織": directory.name_of(service.organisation),
        "サービス種別": "サービス",
        "地域群": _areas(places, directory),
        **(_area(places[0], directory) if len(places) == 1 else {}),
        "対象者": in_words(service.conditions, on),
        "申請届出方法": service.application_process,
        "費用": 0 if service.fees in ("無料", "0円") else "",
        "公募備考": _span("行われる期間", service.effective_from, service.effective_to)
        + (f"費用：{service.fees}。" if service.fees else ""),
        "詳細URL": service.url,
        "お困りごと": next((VALUES[Fact.WISHES].get(code, code) for code in service.offers), ""),
        "最終更新日": _day(directory, Noun.SERVICE, service.key),
    }
    return filled(_common(service) | row | _where(at, service.organisation, directory))


def _subsidy(
    subsidy: SubsidyCard, rules: SubsidyRulesCard, directory: PublicDirectory, on: date
) -> dict[str, Value | None]:
    window = directory.windows.get(subsidy.window)
    paid = [amount["yen"] for amount in rules.amounts if amount.get("yen") is not None]
    row: dict[str, Value | None] = {
        "制度所管組織": subsidy.decided_by,
        "サービス種別": "助成金",
        **_area(directory.area, directory),
        "対象者": in_words(rules.conditions, max(on, rules.valid_from or on)),
        "給付上限額": max(paid, default=None),
        "公募備考": _span("この条件の期間", rules.valid_from, rules.valid_to) + _amounts(rules),
        "お問い合わせ先": subsidy.decided_by,
        "最終更新日": _day(directory, Noun.SUBSIDY, subsidy.key),
        "確かさコード": worst(rules).value,
        "詳細参照先": all_words(rules),
    }
    return _common(subsidy) | row | (_where([window], "", directory) if window else {})


def _common(entry: ServiceCard | SubsidyCard) -> dict[str, Value | None]:
    first, _, _ = entry.description.partition("。")
    told = provenance(entry)
    return {
        "タイトル(制度名)": entry.name,
        "サブタイトル(通称)": next(iter(entry.aliases), ""),
        "制度番号": entry.key,
        "概要": first[:_SUMMARY] + ("。" if first and len(first) < _SUMMARY else ""),
        "内容": entry.description,
        "詳細参照先": told.pop("出典"),
    } | told


def _where(at: list[WindowCard], owner: str, directory: PublicDirectory) -> dict[str, Value | None]:
    """Whom to ask: the only window, or the organisation whose windows the table of links names."""
    if len(at) != 1:
        return {"お問い合わせ先": directory.name_of(owner)}
    window = at[0]
    number = window.phones[0].number if window.phones else ""
    return {"実施組織・支援機関": window.name, "お問い合わせ先": window.name, "連絡先情報": number}


def areas_of(service: ServiceCard, directory: PublicDirectory) -> tuple[str, ...]:
    """The codes of where people may live who are served: the prefecture's, or those of municipalities.

    Empty where one window's own area is not known: then nobody can say.
    """
    at = directory.giving(service)
    if not at or not all(window.catchment_known for window in at):
        return ()
    codes = frozenset[str]().union(*(window.catchment for window in at))
    return (directory.area,) if codes >= directory.whole else tuple(sorted(codes & directory.places.keys()))


def _areas(codes: tuple[str, ...], directory: PublicDirectory) -> str:
    return f"{directory.area_name}の{len(codes)}市区町村" if len(codes) > 1 else ""


def _area(code: str, directory: PublicDirectory) -> dict[str, Value | None]:
    return {"地域": _place(code, directory), "対象の全国地方公共団体コード": code}


def _span(what: str, start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return ""
    first, last = f"{start}から" if start else "", f"{end}まで" if end else ""
    return f"{what}：{first}{last}。"


def _amounts(rules: SubsidyRulesCard) -> str:
    """What is paid in which case, as sentences."""
    said = [
        f"{a['label']}：{a['yen']}円" if a.get("yen") is not None else f"{a['label']}：額は要確認"
        for a in rules.amounts
    ]
    return "".join(f"{sentence}。" for sentence in said)


def _day(directory: PublicDirectory, noun: Noun, key: str) -> str:
    at = directory.changed.get((noun, key))
    return clock.local(at).date().isoformat() if at else ""


def links(
    directory: PublicDirectory, subsidies: Sequence[SubsidyCard], on: date
) -> list[tuple[str, str, str, str]]:
    """(ID, relation, other, its name) of what a service or a subsidy has several of."""
    found = []
    ruled = {subsidy.name for subsidy in subsidies}
    for service in directory.services.values():
        key = service.key
        found += [(key, "実施する窓口", w, directory.windows[w].name) for w in service.at]
        found += [(key, "応える望み", o, VALUES[Fact.WISHES].get(o, o)) for o in service.offers]
        found += [(key, "相談できる人", a.value, a.label) for a in service.askers]
        found += [(key, "対象の地域", code, _place(code, directory)) for code in areas_of(service, directory)]
        if service.name not in ruled:
            found += _named(key, service, directory)
            found += [
                (key, "条件", str(n), c.says) for n, c in enumerate(in_force(service.conditions, on), 1)
            ]
    for subsidy in subsidies:
        offered = _offered(subsidy, directory)
        found += _named(offered.key if offered else subsidy.key, subsidy, directory)
    return list(dict.fromkeys(found))


def _named(
    key: str, entry: ServiceCard | SubsidyCard, directory: PublicDirectory
) -> list[tuple[str, str, str, str]]:
    return [
        *((key, "取組", m, directory.measures.get(m, "")) for m in entry.measures),
        *((key, "別名", str(n), alias) for n, alias in enumerate(entry.aliases, 1)),
    ]


def _place(code: str, directory: PublicDirectory) -> str:
    return directory.area_name if code == directory.area else directory.places[code].name
