"""Parts of a plan in plain words: targets, ages, conditions, cadence. Pure, no Django."""

from banso.lib import wareki
from banso.lib.numbers import grouped
from banso.plan.format import AgeRange, Condition, ConditionAbout, Target, Window
from banso.plan.format.indicator import Change, ChangeKind, Comparator
from banso.plan.format.measure import Audience
from banso.plan.format.reporting import Cadence

_AFTER = {
    Comparator.AT_LEAST: "以上",
    Comparator.MORE_THAN: "を超える",
    Comparator.EQUAL: "",
    Comparator.AT_MOST: "以下",
    Comparator.LESS_THAN: "未満",
}
_ALONE = {
    Comparator.INCREASE: "増やす",
    Comparator.DECREASE: "減らす",
    Comparator.MAINTAIN: "保つ",
}
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


def target_words(target: Target, unit: str) -> str:
    """4,371件以上; 前年度 + 3,500件以上; 設定しない（理由）."""
    words = f"{target.label}: " if target.label else ""
    if target.comparator is Comparator.NONE:
        return f"{words}目標は設定しない（{target.reason}）"
    if target.comparator in _ALONE:
        return words + _ALONE[target.comparator]
    aim = f"{grouped(target.value)}{unit}" if target.value is not None else _change(target.change, unit)
    words += f"約{aim}" if target.comparator is Comparator.ABOUT else f"{aim}{_AFTER[target.comparator]}"
    return f"{words}（{wareki.full(target.due)}まで）" if target.due else words


def _change(change: Change | None, unit: str) -> str:
    if change is None:
        return ""
    base = "前年度" if change.to == "previous_year" else "基準の値"
    if change.kind is ChangeKind.SAME or change.amount is None:
        return base
    if change.kind is ChangeKind.TIMES:
        return f"{base}の{grouped(change.amount)}倍"
    sign = "増" if change.amount >= 0 else "減"
    return (
        f"{base}から{grouped(abs(change.amount))}{'%' if change.kind is ChangeKind.PERCENT else unit}{sign}"
    )


def age_words(age: AgeRange) -> str:
    """おおむね35歳から59歳まで."""
    around = "おおむね" if age.approximate else ""
    if age.min is not None and age.max is not None:
        return f"{around}{age.min}歳から{age.max}歳まで"
    if age.min is not None:
        return f"{around}{age.min}歳以上"
    return f"{around}{age.max}歳以下" if age.max is not None else "年齢の定めなし"


def span_words(window: Window) -> str:
    """令和7年4月1日から令和8年3月31日まで."""
    start = f"{wareki.full(window.start)}から" if window.start else ""
    return start + (f"{wareki.full(window.end)}まで" if window.end else "")


def condition_words(condition: Condition) -> tuple[str, str]:
    """What a condition is about, and what it asks: ("年齢", "おおむね40歳以上（利用日の年齢）")."""
    asks = []
    if condition.age:
        asks.append(age_words(condition.age))
    if condition.any_of:
        asks.append("・".join(condition.any_of) + ("のどれか" if len(condition.any_of) > 1 else ""))
    if condition.none_of:
        asks.append("・".join(condition.none_of) + "を除く")
    words = "、".join(asks)
    extra = [
        f"{condition.when_sex}のとき" if condition.when_sex else "",
        f"{condition.as_of}の時点" if condition.as_of else "",
        span_words(condition.effective) if condition.effective else "",
    ]
    said = "、".join(part for part in extra if part)
    return _ABOUT[condition.about], f"{words}（{said}）" if said else words
