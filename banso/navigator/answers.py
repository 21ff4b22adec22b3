"""Answers to the questions of the vocabulary, as facts. Pure: no Django."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from banso.directory.catalogue import Catalogue
from banso.directory.format import Fact, FactKind, Question, QuestionKind
from banso.directory.places import find_place, is_elsewhere
from banso.lib import wareki
from banso.lib.numbers import kanji_number
from banso.lib.text import fold
from banso.navigator.results import Facts
from banso.navigator.rules.hiring import MOST_AGE
from banso.navigator.rules.judging import ELSEWHERE

SKIP = "skip"
NOTHING_SAID = "答えを入れるか、「わからない・答えない」を押してください。"
# How people say that they live in another prefecture, without saying where.
_ELSEWHERE_WORDS = ("県外", "他県", "ほかの県", "市外", "elsewhere")


class Unreadable(ValueError):
    """An answer that cannot be read. The sentence says what to write; ``candidates`` are names to choose from."""

    def __init__(self, sentence: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.candidates = tuple(candidates)


def facts_of(
    catalogue: Catalogue, answers: Mapping[str, Sequence[str]], questions: Iterable[Question] | None = None
) -> tuple[Facts, dict[str, Unreadable]]:
    """The facts that answers give to ``questions`` (those of the vocabulary), and by the question's id what could not
    be read. An answer to no question is left aside: the page of yesterday may ask what today's does not.
    """
    facts: dict[Fact, object] = {}
    problems: dict[str, Unreadable] = {}
    for question in catalogue.vocabulary.questions if questions is None else questions:
        given = [text for text in answers.get(question.id, ()) if text.strip()]
        if not given or SKIP in given:
            continue
        try:
            facts |= read(question, given, catalogue)
        except Unreadable as problem:
            problems[question.id] = problem
    return facts, problems  # type: ignore[return-value]


def read(question: Question, given: Sequence[str], catalogue: Catalogue) -> dict[Fact, object]:
    """The facts that an answer gives. Raises :class:`Unreadable`."""
    match question.kind:
        case QuestionKind.NUMBER:
            return {question.facts[0]: number(given[0], question.facts[0])}
        case QuestionKind.PLACE:
            return {question.facts[0]: place(given[0], catalogue)}
        case QuestionKind.DATE:
            return {question.facts[0]: day(given[0])}
    choices = {choice.id: choice for choice in question.choices}
    unknown = [each for each in given if each not in choices]
    if unknown:
        raise Unreadable("答えを選び直してください。")
    found: dict[Fact, object] = {}
    for choice in (choices[each] for each in given):
        for fact, value in choice.sets.items():
            if fact.kind is FactKind.SET:
                several = [value] if isinstance(value, str) else value
                before = found.get(fact, frozenset())
                found[fact] = frozenset([*(before if isinstance(before, frozenset) else ()), *several])
            else:
                found[fact] = value
    return found


def number(text: str, fact: Fact) -> int:
    """A whole number as people write it: full-width, in kanji, with 歳 or か月. Raises :class:`Unreadable`."""
    digits = fold(text)
    for unit in ("満", "歳", "才", "か月", "ヶ月", "ヵ月", "カ月", "年", "時間", "回", "%", "月"):
        digits = digits.replace(unit, "")
    digits = digits.strip()
    in_kanji = kanji_number(digits)
    digits = digits if in_kanji is None else str(in_kanji)
    if not digits.isascii() or not digits.isdigit() or len(digits) > 4:
        raise Unreadable(f"{fact.label}は、数字で書いてください（例: 45）。")
    value = int(digits)
    if fact in (Fact.AGE, Fact.AGE_AT_HIRING) and value > MOST_AGE:
        raise Unreadable(f"{fact.label}は、0から{MOST_AGE}までの数字で書いてください。")
    return value


def day(text: str) -> date:
    """A date written as 2025-10-01, 2025/10/1 or 令和7年10月1日. Raises :class:`Unreadable`."""
    found = wareki.parse_day(text)
    if found is None:
        raise Unreadable("日付は、2025-10-01 のように書いてください。")
    return found


def place(text: str, catalogue: Catalogue) -> str:
    """The code of a municipality or ward of the plan's area, or ``elsewhere``. Raises :class:`Unreadable` with names
    to choose from for one that is mistyped or that several have.
    """
    if fold(text) in _ELSEWHERE_WORDS:
        return ELSEWHERE
    found = find_place(catalogue, text)
    if found.place is not None:
        return found.place.code
    if not found.ambiguous and is_elsewhere(catalogue, text):
        return ELSEWHERE
    names = [place.name for place in found.suggestions]
    hint = (
        f"「{'」「'.join(names)}」のことですか。"
        if names
        else "市区町村の名を、漢字かひらがなで書いてください。"
    )
    raise Unreadable(f"「{text.strip()}」という市区町村は見つかりません。{hint}", names)
