"""The conditions of a service in the words and the two ages that exchange formats know.

HSDS 3 has a text, a least and a greatest age, and whoever reads them sorts people out by them. So the ages are never
narrower than the conditions: 概ね gives none (the margin with which we ask is ours, not the source's), neither does a
condition that no source confirms, and where one of several conditions is enough the widest counts.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from banso.directory.format import Condition, Fact, Rule, Vocabulary

_Ages = tuple[int | None, int | None]
_ANY_AGE: _Ages = (None, None)
ROUGH = "年齢の限りは「概ね」なので、数の項目には示しません。"


def in_force(conditions: Iterable[Condition], on: date) -> list[Condition]:
    """The conditions that are asked on a day."""
    return [
        c
        for c in conditions
        if c.effective is None or ((c.effective.start or on) <= on <= (c.effective.end or on))
    ]


def in_words(conditions: Iterable[Condition], on: date) -> str:
    """次のすべてに当たる方：…／…。 Empty where nothing is asked."""
    said = [
        c.says.removesuffix("。") + ("" if c.confirmed else "（要確認）") for c in in_force(conditions, on)
    ]
    if len(said) < 2:
        return "".join(f"{sentence}。" for sentence in said)
    return f"次のすべてに当たること：{'／'.join(said)}。"


def ages(conditions: Iterable[Condition], vocabulary: Vocabulary, on: date) -> _Ages:
    """The least and the greatest age outside of which the answer is certainly no."""
    situations = _situations(vocabulary)
    held = [c.rule for c in in_force(conditions, on) if c.confirmed]
    return _both(_of(rule, situations) for rule in held)


def is_approximate(conditions: Iterable[Condition], vocabulary: Vocabulary, on: date) -> bool:
    """Whether any age that is asked on a day is 概ね."""
    situations = _situations(vocabulary)
    return any(_is_rough(c.rule, situations) for c in in_force(conditions, on))


def _is_rough(rule: Rule, situations: Mapping[str, Rule]) -> bool:
    if rule.fact is Fact.AGE:
        return rule.approximate
    inner = [situations.get(rule.situation or ""), rule.not_, *(rule.all or ()), *(rule.any or ())]
    return any(_is_rough(part, situations) for part in inner if part)


def _situations(vocabulary: Vocabulary) -> dict[str, Rule]:
    return {situation.id: situation.rule for situation in vocabulary.situations}


def _of(rule: Rule, situations: Mapping[str, Rule]) -> _Ages:
    if rule.fact is Fact.AGE:
        if rule.approximate:
            return _ANY_AGE
        low = rule.min if isinstance(rule.min, int) else None
        high = rule.max if isinstance(rule.max, int) else None
        return (low, high)
    if rule.situation:
        inner = situations.get(rule.situation)
        return _of(inner, situations) if inner else _ANY_AGE
    if rule.all:
        return _both(_of(part, situations) for part in rule.all)
    if rule.any:
        return _either([_of(part, situations) for part in rule.any])
    return _ANY_AGE


def _both(found: Iterable[_Ages]) -> _Ages:
    pairs = list(found)
    lows = [low for low, _ in pairs if low is not None]
    highs = [high for _, high in pairs if high is not None]
    return (max(lows, default=None), min(highs, default=None))


def _either(found: list[_Ages]) -> _Ages:
    lows = [low for low, _ in found if low is not None]
    highs = [high for _, high in found if high is not None]
    return (
        min(lows) if len(lows) == len(found) else None,
        max(highs) if len(highs) == len(found) else None,
    )
