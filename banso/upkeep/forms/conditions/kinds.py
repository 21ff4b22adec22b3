"""What a row of a condition asks for, by what the condition is about; and the rule that it makes. One class each."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from banso.directory.catalogue import Catalogue
from banso.directory.format import NO, VALUES, YES, Fact, FactKind, Rule
from banso.upkeep.forms.fields import PlacesField

PLACES, SITUATION, UNSETTLED, KEPT = "places", "situation", "unsettled", "kept"
LABELS = {
    PLACES: "住んでいる所（企業のときは、ある所）",
    SITUATION: "状況や望み（計画の言葉）",
    UNSETTLED: "窓口に確かめること",
    KEPT: "組み合わせた条件",
}
_ANY, _NONE = "any", "none"
_MODES = ((_ANY, "選んだもののどれかに当たる"), (_NONE, "選んだもののどれにも当たらない"))
_ROUGH = (Fact.AGE, Fact.AGE_AT_HIRING, Fact.GRADUATED_YEAR)
_MOST_AGE = 120
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_KINDS = {"city": "市", "town": "町", "village": "村"}
_OTHERS = {
    "": "使えない",
    "elsewhere": "県内は使えない。県外の方は、窓口に確かめる",
    "all": "窓口に確かめる（どの資料にも書かれていない）",
}

Fields = dict[str, forms.Field]


def about(rule: Rule) -> str:
    """Which kind of row says this rule; :data:`KEPT` for one that no row can say."""
    if rule.fact is not None:
        return rule.fact.value
    if rule.unsettled is not None:
        return UNSETTLED
    if rule.places is not None and _others(rule) is not None:
        return PLACES
    return SITUATION if _situations(rule) else KEPT


def label(kind: str) -> str:
    return LABELS.get(kind) or Fact.of(kind).label


def fields_of(kind: str, catalogue: Catalogue, chosen: Collection[str] = ()) -> Fields:
    """What a row asks for beside its words. Codes that are already ``chosen`` are always among its choices."""
    if kind == PLACES:
        return _places_fields(catalogue)
    if kind == SITUATION:
        return _listed(_situation_labels(catalogue, chosen))
    if kind == UNSETTLED:
        told = "相談する方に伝える文です。例: 使えるかは、窓口に確かめてください。"
        return {"text": forms.CharField(label="窓口に確かめること", max_length=300, help_text=told)}
    return {} if kind == KEPT else _fact_fields(Fact.of(kind))


def start_of(kind: str, rule: Rule) -> dict[str, Any]:
    """The values of those fields for a rule that stands."""
    if kind == PLACES:
        codes = rule.places or []
        return {
            "anywhere": "area" in codes,
            "kinds": [code.removeprefix("kind:") for code in codes if code.startswith("kind:")],
            "names": [code for code in codes if code.isdigit()],
            "others": _others(rule),
        }
    if kind == SITUATION:
        mode, codes = _situations(rule) or (_ANY, [])
        return {"mode": mode, "codes": codes}
    if kind == UNSETTLED:
        return {"text": rule.unsettled}
    if kind == KEPT:
        return {}
    if rule.any_of is not None or rule.none_of is not None:
        yes = _yes(rule)
        return {"mode": _ANY if rule.any_of else _NONE, "codes": rule.any_of or rule.none_of, "yes": yes}
    return {"min": rule.min, "max": rule.max, "approximate": rule.approximate}


def rule_of(kind: str, values: Mapping[str, Any]) -> Rule:
    """The rule that a row says. Raises ``ValidationError`` where it says nothing, or what nobody can be."""
    if kind == PLACES:
        return _places_rule(values)
    if kind == UNSETTLED:
        return Rule(unsettled=values["text"])
    if kind == SITUATION:
        return _situation_rule(values)
    return _fact_rule(Fact.of(kind), values)


def same(one: Rule, other: Rule) -> bool:
    """Whether two rules say the same, in whatever order they list it."""
    return _ordered(one) == _ordered(other)


def _ordered(rule: Rule) -> dict[str, Any]:
    said = rule.model_dump(mode="json", exclude_defaults=True)
    return {
        name: sorted(value, key=str) if isinstance(value, list) else value for name, value in said.items()
    }


def _fact_fields(fact: Fact) -> Fields:
    match fact.kind:
        case FactKind.NUMBER:
            return _number_fields(fact)
        case FactKind.DATE:
            return {
                "min": forms.DateField(label="この日から", required=False, widget=_DAY),
                "max": forms.DateField(label="この日まで", required=False, widget=_DAY),
            }
        case FactKind.YES_NO:
            choices = ((YES, "はい"), (NO, "いいえ"))
            return {"yes": forms.ChoiceField(label=fact.label, choices=choices, widget=forms.RadioSelect)}
    return _listed(VALUES[fact])


def _number_fields(fact: Fact) -> Fields:
    most, unit = (_MOST_AGE, "何歳") if fact in (Fact.AGE, Fact.AGE_AT_HIRING) else (9999, "いくつ")
    made: Fields = {
        "min": forms.IntegerField(label=f"{unit}から", min_value=0, max_value=most, required=False),
        "max": forms.IntegerField(label=f"{unit}まで", min_value=0, max_value=most, required=False),
    }
    if fact in _ROUGH:
        told = "境目に近い方には「合わない」と言わず、窓口に確かめるように伝えます。"
        made["approximate"] = forms.BooleanField(
            label="概ね（おおよその目安）", required=False, help_text=told
        )
    return made


def _listed(choices: Mapping[str, str]) -> Fields:
    return {
        "mode": forms.ChoiceField(
            label="当てはめ方", choices=_MODES, initial=_ANY, widget=forms.RadioSelect
        ),
        "codes": forms.MultipleChoiceField(
            label="どれか", choices=list(choices.items()), widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "一つ以上選んでください。",
                "invalid_choice": "「%(value)s」は、台帳にない言葉です。選び直してください。",
            },
        ),
    }  # fmt: skip


def _situation_labels(catalogue: Catalogue, chosen: Collection[str]) -> dict[str, str]:
    """The words of the plan to choose from. One that says the same as another under the same name stands there once."""
    labels = {situation.id: situation.label for situation in catalogue.vocabulary.situations}
    for situation in catalogue.vocabulary.situations:
        other = situation.rule.situation
        if (
            other is not None
            and labels.get(other) == situation.label
            and not {situation.id, other} <= set(chosen)
        ):
            del labels[other if situation.id in chosen else situation.id]
    return labels


def _places_fields(catalogue: Catalogue) -> Fields:
    known = {place.kind for place in catalogue.places.values()}
    kinds = [(kind, f"すべての{name}") for kind, name in _KINDS.items() if kind in known]
    names = PlacesField(label="市区町村", required=False, help_text="一行に一つずつ書きます。")
    names.catalogue = catalogue
    return {
        "anywhere": forms.BooleanField(label=f"{catalogue.area_name}のどこでも", required=False),
        "kinds": forms.MultipleChoiceField(
            label="市・町・村のすべて", choices=kinds, required=False, widget=forms.CheckboxSelectMultiple
        ),
        "names": names,
        "others": forms.ChoiceField(
            label="ほかの所の方", choices=list(_OTHERS.items()), required=False, widget=forms.RadioSelect
        ),
    }


def _fact_rule(fact: Fact, values: Mapping[str, Any]) -> Rule:
    if "yes" in values:
        return Rule(fact=fact, any_of=[values["yes"]])
    if "codes" in values:
        _means_something(values["codes"], VALUES[fact])
        key = "any_of" if values["mode"] == _ANY else "none_of"
        return Rule.model_validate({"fact": fact, key: values["codes"]})
    low, high = values.get("min"), values.get("max")
    if low is None and high is None:
        raise forms.ValidationError("「から」か「まで」のどちらかを書いてください。")
    if low is not None and high is not None and _is_less(high, low):
        raise forms.ValidationError("「まで」が「から」より前です。これでは、だれも当てはまりません。")
    return Rule(fact=fact, min=low, max=high, approximate=values.get("approximate", False))


def _is_less(one: "int | date", other: "int | date") -> bool:
    return one < other  # type: ignore[operator]


def _means_something(codes: Iterable[str], known: Mapping[str, str]) -> None:
    """Who ticks everything asks for nothing, or for what nobody can be."""
    if set(known) <= set(codes):
        raise forms.ValidationError(
            "すべてを選ぶと、条件になりません。条件がないときは「この条件をなくす」を選んでください。"
        )


def _places_rule(values: Mapping[str, Any]) -> Rule:
    codes = ["area"] if values["anywhere"] else []
    codes += [*(f"kind:{kind}" for kind in values["kinds"]), *values["names"]]
    if not codes:
        raise forms.ValidationError("どこに住む方かを、一つ以上選ぶか書いてください。")
    unsettled = {"": [], "elsewhere": ["elsewhere"], "all": ["area", "elsewhere"]}[values["others"]]
    if "area" in codes and unsettled:
        unsettled = ["elsewhere"]
    return Rule(places=codes, unsettled_places=unsettled)


def _others(rule: Rule) -> str | None:
    """What the row says of people from other places; ``None`` where it cannot say it."""
    codes = set(rule.unsettled_places)
    if "elsewhere" in (rule.places or []):
        return None
    if not codes:
        return ""
    if codes == {"elsewhere"}:
        return "elsewhere"
    return "all" if codes == {"area", "elsewhere"} else None


def _situation_rule(values: Mapping[str, Any]) -> Rule:
    codes = values["codes"]
    parts = [Rule(situation=code) for code in codes]
    rule = parts[0] if len(parts) == 1 else Rule(any=parts)
    return rule if values["mode"] == _ANY else Rule(**{"not": rule})


def _situations(rule: Rule) -> tuple[str, list[str]] | None:
    """How a rule on situations alone is said; ``None`` for any other."""
    inner, mode = (rule.not_, _NONE) if rule.not_ is not None else (rule, _ANY)
    parts = inner.any if inner.any is not None else [inner]
    codes = [part.situation for part in parts]
    return (mode, [code for code in codes if code]) if all(codes) else None


def _yes(rule: Rule) -> str:
    """The one answer that a rule on yes and no asks for."""
    wanted = rule.any_of or [code for code in (YES, NO) if code not in (rule.none_of or [])]
    return wanted[0] if wanted else YES
