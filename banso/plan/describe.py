"""Parts of a plan in plain words: targets, windows, owners, ages, conditions, cadence. Pure, no Django.

Pages, papers and the comparison of two plans all say a target with these words.
"""

from collections.abc import Iterable
from decimal import Decimal

from banso.lib import wareki
from banso.lib.fiscal import Period, year_label
from banso.lib.numbers import grouped
from banso.plan.format import (
    AgeRange,
    AverageOver,
    Condition,
    ConditionAbout,
    Indicator,
    PlanDocument,
    StructureKind,
    Target,
    Term,
    Window,
)
from banso.plan.format.indicator import Change, ChangeKind, Comparator
from banso.plan.format.measure import Audience
from banso.plan.format.reporting import Cadence, Step

_AFTER = {
    Comparator.AT_LEAST: "以上",
    Comparator.MORE_THAN: "を超える",
    Comparator.EQUAL: "",
    Comparator.AT_MOST: "以下",
    Comparator.LESS_THAN: "未満",
    Comparator.ABOUT: "",
}
_SAME_AS = _AFTER | {Comparator.EQUAL: "と同じ", Comparator.ABOUT: "並み"}
# "At most base − 30" is a decrease of 30 or more: below the base the comparators change places.
_MORE = {
    Comparator.AT_LEAST: "以上の増",
    Comparator.MORE_THAN: "を超える増",
    Comparator.AT_MOST: "以内の増",
    Comparator.LESS_THAN: "未満の増",
}
_FEWER = {
    Comparator.AT_MOST: "以上の減",
    Comparator.LESS_THAN: "を超える減",
    Comparator.AT_LEAST: "以内の減",
    Comparator.MORE_THAN: "未満の減",
}
_DIRECTIONS = {Comparator.INCREASE: "増加", Comparator.DECREASE: "減少", Comparator.MAINTAIN: "維持"}
_ABOUT = {
    ConditionAbout.AGE: "年齢",
    ConditionAbout.RESIDENCE: "住まい",
    ConditionAbout.SEX: "性別",
    ConditionAbout.SITUATION: "状態",
    ConditionAbout.WISH: "希望",
    ConditionAbout.ASKER: "相談する人",
}
AUDIENCES = {
    Audience.PERSON: "ご本人",
    Audience.FAMILY: "ご家族",
    Audience.EMPLOYER: "企業",
    Audience.SUPPORTER: "支援する人",
    Audience.ORGANISATION: "関係機関",
    Audience.PUBLIC: "住民の方",
}
CADENCES = {
    Cadence.MONTHLY: "毎月",
    Cadence.QUARTERLY: "四半期ごと",
    Cadence.HALF_YEARLY: "半期ごと",
    Cadence.YEARLY: "年度ごと",
}
STEPS = {Step.OFFICE: "事務所の確認", Step.BODY: "機関の二人目の確認", Step.SECRETARIAT: "事務局の承認"}


def target_text(indicator: Indicator, target: Target, document: PlanDocument | None = None) -> str:
    """1,234件以上; 前年度比3,500件の増; 令和6年度の約2倍; 設定しない（理由）; 全市町村（63市町村）.

    With ``document`` the names of other indicators and the number of municipalities are known as well.
    """
    about = _part(target, document) or indicator
    name = target.label or ("" if about is indicator else about.label)
    words = f"{name}: " if name else ""
    if target.window and (year := _fiscal_year(target.window)):
        words += f"{year} "
    words += _aim(about, target, document)
    extra = "、".join(_when(about, target))
    return f"{words}（{extra}）" if extra else words


def targets_text(indicator: Indicator, document: PlanDocument | None = None) -> str:
    """All targets of an indicator. Several that speak of one figure and one time must all hold: かつ."""
    texts = [target_text(indicator, target, document) for target in indicator.targets]
    apart = any(t.label or t.part or t.window or t.due or t.effective_from for t in indicator.targets)
    return ("、" if apart else "、かつ").join(texts)


def _part(target: Target, document: PlanDocument | None) -> Indicator | None:
    """The other indicator of which the target speaks, where it can be known."""
    known = {i.id: i for i in document.all_indicators} if document and target.part else {}
    return known.get(target.part or "")


def _aim(indicator: Indicator, target: Target, document: PlanDocument | None) -> str:
    """What is aimed at, without label and time."""
    if target.comparator is Comparator.NONE:
        return f"設定しない（{target.reason}）"
    if target.comparator in _DIRECTIONS:
        base = f"{_base(indicator, target.change)}より" if target.change else ""
        return base + _DIRECTIONS[target.comparator]
    if target.value is None:
        return _manner(indicator) + _relative(indicator, target)
    if _is_everyone(indicator, target, document):
        return f"全市町村（{grouped(target.value)}{indicator.unit}）"
    about = "約" if target.comparator is Comparator.ABOUT else ""
    return f"{_manner(indicator)}{about}{grouped(target.value)}{indicator.unit}{_AFTER[target.comparator]}"


def _manner(indicator: Indicator) -> str:
    """How the figure is put together, where a plain number would mislead."""
    made = indicator.structure
    if made.kind is StructureKind.AVERAGE:
        if made.average_over is AverageOver.FISCAL_YEAR:
            return "年平均"
        return f"{made.months}か月の移動平均で" if made.months else "平均"
    return "累計" if indicator.cumulative_over_years else ""


def _is_everyone(indicator: Indicator, target: Target, document: PlanDocument | None) -> bool:
    if document is None or indicator.structure.kind is not StructureKind.COVERAGE:
        return False
    universe = sum(1 for m in document.area.municipalities if m.part_of is None)
    return target.value == universe and target.comparator in (Comparator.AT_LEAST, Comparator.EQUAL)


def _relative(indicator: Indicator, target: Target) -> str:
    """A target that is a change of another value. The format sees to it that there is one."""
    change = target.change
    if change is None:
        return ""
    base = _base(indicator, change)
    if change.kind is ChangeKind.SAME or change.amount is None:
        return base + _SAME_AS[target.comparator]
    about = "約" if target.comparator is Comparator.ABOUT else ""
    if change.kind is ChangeKind.TIMES:
        times = "半分" if change.amount == Decimal("0.5") else f"{grouped(change.amount)}倍"
        return f"{base}の{about}{times}{_AFTER[target.comparator]}"
    unit = "%" if change.kind is ChangeKind.PERCENT else indicator.unit
    more = change.amount >= 0
    words = (_MORE if more else _FEWER).get(target.comparator, "の増" if more else "の減")
    return f"{base}比{about}{grouped(abs(change.amount))}{unit}{words}"


def _base(indicator: Indicator, change: Change | None) -> str:
    """前年度; 令和6年度 where there is one baseline with its year; else 基準値."""
    if change is not None and change.to == "previous_year":
        return "前年度"
    years = {baseline.fiscal_year for baseline in indicator.baselines}
    year = years.pop() if len(years) == 1 else None
    return year_label(year) if year else "基準値"


def _when(indicator: Indicator, target: Target) -> list[str]:
    """The time of a target, where it is not that of the indicator."""
    words = []
    if target.due:
        ending = "時点" if indicator.structure.kind is StructureKind.STOCK else "まで"
        words.append(wareki.full(target.due) + ending)
    if target.window and not _fiscal_year(target.window):
        words.append(window_text(target.window))
    if target.effective_from:
        words.append(f"{wareki.full(target.effective_from)}からの目標")
    return words


def _fiscal_year(window: Window) -> str:
    """令和7年度 where the window is just that."""
    if window.start is None or window.end is None or window.note:
        return ""
    whole = Period(window.start.year, 1, 12)
    return year_label(whole.year) if (whole.first_day, whole.last_day) == (window.start, window.end) else ""


def target_words(target: Target, unit: str) -> str:
    """A target where only the unit is known of its indicator."""
    return target_text(_bare(unit), target)


def _bare(unit: str) -> Indicator:
    return Indicator.model_validate(
        {
            "id": "bare",
            "label": "指標",
            "ownership": "single",
            "unit": unit,
            "definition": "指標",
            "structure": {"kind": "flow"},
            "direction": "up",
            "targets": [{"comparator": "増加"}],
            "references": [{"section": "bare"}],
        }
    )


def window_text(window: Window) -> str:
    """令和7年4月1日から令和8年3月31日まで（note）; an open end is said to be open."""
    start = f"{wareki.full(window.start)}から" if window.start else ""
    end = f"{wareki.full(window.end)}まで" if window.end else ""
    words = start + end or "期間の定めなし"
    return f"{words}（{window.note}）" if window.note else words


def span_words(window: Window) -> str:
    """令和7年4月1日から令和8年3月31日まで, and nothing for what the plan leaves open."""
    start = f"{wareki.full(window.start)}から" if window.start else ""
    return start + (f"{wareki.full(window.end)}まで" if window.end else "")


def owners_text(document: PlanDocument, ids: Iterable[str], all_members: bool = False) -> str:
    """労働局・県; 協議会の全構成員; 担い手の定めなし where the plan names none."""
    if all_members:
        return f"{document.body.short_name}の全構成員"
    known = {o.id: o.short_name for o in (*document.organisations, *document.members)}
    return "・".join(known.get(key, key) for key in ids) or "担い手の定めなし"


def age_words(age: AgeRange) -> str:
    """おおむね35歳から59歳まで."""
    around = "おおむね" if age.approximate else ""
    if age.min is not None and age.max is not None:
        return f"{around}{age.min}歳から{age.max}歳まで"
    if age.min is not None:
        return f"{around}{age.min}歳以上"
    return f"{around}{age.max}歳以下" if age.max is not None else "年齢の定めなし"


def condition_words(condition: Condition, document: PlanDocument | None = None) -> tuple[str, str]:
    """What a condition is about, and what it asks: ("年齢", "おおむね40歳以上（利用日の時点）").

    Codes are said by the condition's own note, else by the plan's terms and municipalities.
    """
    says = _terms(document)
    asks = [age_words(condition.age)] if condition.age else []
    if condition.note is None:
        asks += _codes_said(condition, says)
    elif not condition.age:
        asks.append(condition.note)
    sex = condition.when_sex if condition.note is None else None
    extra = [
        *(term_ages(term) for term in _with_ages(condition, document)),
        f"{says.get(sex, sex)}のとき" if sex else "",
        condition.note if condition.note and condition.age else "",
        f"{condition.as_of}の時点" if condition.as_of else "",
        span_words(condition.effective) if condition.effective else "",
    ]
    words, said = "、".join(asks), "、".join(part for part in extra if part)
    return _ABOUT[condition.about], f"{words}（{said}）" if said else words


def term_ages(term: Term) -> str:
    """大学卒はおおむね43歳から54歳まで、高校卒は…（令和7年4月1日の時点）, or nothing where the plan gives no ages."""
    if not term.ages:
        return ""
    day = f"{wareki.full(term.as_of)}の時点で" if term.as_of else ""
    return day + "、".join(f"{part.of}は{age_words(part.age)}" for part in term.ages)


def _with_ages(condition: Condition, document: PlanDocument | None) -> list[Term]:
    codes = [*condition.any_of, *condition.none_of]
    return [term for term in (document.terms if document else []) if term.id in codes]


def _codes_said(condition: Condition, says: dict[str, str]) -> list[str]:
    asks = []
    if condition.any_of:
        names = "・".join(says.get(code, code) for code in condition.any_of)
        asks.append(names + ("のどれか" if len(condition.any_of) > 1 else ""))
    if condition.none_of:
        asks.append("・".join(says.get(code, code) for code in condition.none_of) + "を除く")
    return asks


def _terms(document: PlanDocument | None) -> dict[str, str]:
    """The words for the codes of conditions."""
    if document is None:
        return {}
    places = {m.code: m.name for m in document.area.municipalities}
    return {**places, document.area.code: document.area.name, **{t.id: t.label for t in document.terms}}


def condition_text(condition: Condition, document: PlanDocument | None = None) -> str:
    """年齢: おおむね40歳以上（女性のとき）"""
    return ": ".join(condition_words(condition, document))
