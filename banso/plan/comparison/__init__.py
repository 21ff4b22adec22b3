"""What changed between two plans, as a council member would say it. Pure, no Django.

Things are matched by id. A change of who, what, how many or until when is a change of substance; a change of
words alone, or of order alone, is told apart. What no question asks for is told as well, by the names of the
keys, so that nothing changes in silence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from banso.plan.comparison.nouns import NOUNS, PLAN, PLAN_KEYS, Aspect, ChangeClass, Noun
from banso.plan.format import PlanDocument, PlanModel
from banso.plan.format.labels import KEYS

__all__ = ["ChangeClass", "Difference", "compare"]


@dataclass(frozen=True)
class Difference:
    """One change: its class, what it is about, the sentence, and both values in words where there are two."""

    kind: ChangeClass
    noun: str
    id: str
    name: str
    sentence: str
    before: str = ""
    after: str = ""

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "kind": self.kind.value}


def compare(before: PlanDocument, after: PlanDocument) -> list[Difference]:
    """Every change from ``before`` to ``after``, in the order of the plan: substance, wording and order mixed."""
    told = list(_of_thing("plan", "計画", "", after.title, PLAN, PLAN_KEYS, (before, before), (after, after)))
    for noun in NOUNS:
        told.extend(_of_noun(noun, before, after))
    return told


def _of_noun(noun: Noun, before: PlanDocument, after: PlanDocument) -> Iterator[Difference]:
    old = {noun.id(thing): thing for thing in noun.of(before)}
    new = {noun.id(thing): thing for thing in noun.of(after)}
    for key, thing in old.items():
        if key not in new:
            sentence = f"{noun.word}「{noun.name(thing)}」がなくなりました。"
            yield Difference(ChangeClass.SUBSTANCE, noun.key, key, noun.name(thing), sentence)
    for key, thing in new.items():
        if key in old:
            word, pair = noun.word, ((before, old[key]), (after, thing))
            yield from _of_thing(
                noun.key, word, key, noun.name(thing), noun.aspects, noun.told_elsewhere, *pair
            )
        else:
            sentence = f"{noun.word}「{noun.name(thing)}」が加わりました。"
            yield Difference(ChangeClass.SUBSTANCE, noun.key, key, noun.name(thing), sentence)
    if [key for key in old if key in new] != [key for key in new if key in old]:
        sentence = f"{noun.word}の並ぶ順が変わりました。"
        yield Difference(ChangeClass.ORDER, noun.key, "", noun.word, sentence)


def _of_thing(
    noun: str,
    word: str,
    key: str,
    name: str,
    aspects: Iterable[Aspect],
    told_elsewhere: frozenset[str],
    before: tuple[PlanDocument, Any],
    after: tuple[PlanDocument, Any],
) -> Iterator[Difference]:
    """The changes of one thing that is in both plans."""
    told = set(told_elsewhere)
    what = f"{word}「{name}」" if key else word
    for aspect in aspects:
        old, new = aspect.say(*before), aspect.say(*after)
        if old != new:
            told |= aspect.keys
            sentence = _moved(f"{what}の{aspect.name}", old, new)
            yield Difference(aspect.kind, noun, key, name, sentence, old, new)
    # A note within, or a key that nobody asks for.
    if rest := [k for k in _changed_keys(before[1], after[1]) if k not in told]:
        sentence = f"{what}の記述（{'、'.join(KEYS[k] for k in rest)}）が変わりました。"
        yield Difference(ChangeClass.WORDING, noun, key, name, sentence)


def _changed_keys(old: PlanModel, new: PlanModel) -> list[str]:
    return [name for name in type(new).model_fields if getattr(old, name) != getattr(new, name)]


def _moved(what: str, old: str, new: str) -> str:
    if not old:
        return f"{what}が「{new}」と定められました。"
    if not new:
        return f"{what}「{old}」がなくなりました。"
    return f"{what}が「{old}」から「{new}」に変わりました。"
