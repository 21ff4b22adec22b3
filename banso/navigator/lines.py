"""The lines of ``banso navigate``: one JSON object in, one out. Pure: no Django."""

import json
from collections.abc import Mapping
from typing import Any

from banso.directory.catalogue import Catalogue
from banso.directory.format import VALUES, Fact, FactKind
from banso.navigator.answers import MOST_AGE, Unreadable, place
from banso.navigator.results import Facts, Guidance, Result

# The facts of a line, in the order of the help text.
FIELDS = (
    Fact.ASKER, Fact.AGE, Fact.MUNICIPALITY, Fact.GENDER, Fact.WORK, Fact.WANTS_TO_WORK, Fact.JOB_SEEKING,
    Fact.MONTHS_WITHOUT_WORK, Fact.WITHDRAWN, Fact.IN_FINANCIAL_HARDSHIP, Fact.IN_SCHOOL, Fact.EDUCATION,
    Fact.GRADUATED_YEAR, Fact.WISHES,
)  # fmt: skip
_BY_NAME = {fact.value: fact for fact in FIELDS}
_LIMITS = {Fact.AGE: (0, MOST_AGE), Fact.MONTHS_WITHOUT_WORK: (0, 1200), Fact.GRADUATED_YEAR: (1900, 2200)}
# "I don't know" is an answer: the fact stays unknown.
_YES_NO: Mapping[Any, str | None] = {"yes": "yes", "no": "no", "unsure": None}


class BadLine(ValueError):
    """A line that cannot be taken; the sentence says which field and what may stand there."""


def read_line(text: str, catalogue: Catalogue) -> tuple[Any, Facts]:
    """The id and the facts of a line. Raises :class:`BadLine`."""
    try:
        value = json.loads(text)
    except ValueError as problem:
        raise BadLine(
            f"JSONとして読めません（{problem}）。1行に1つのオブジェクトを書いてください。"
        ) from None
    if not isinstance(value, dict):
        raise BadLine("1行に1つのJSONオブジェクト（{ … }）を書いてください。")
    unknown = [name for name in value if name not in _BY_NAME and name != "id"]
    if unknown:
        raise BadLine(
            f"「{'」「'.join(unknown)}」という項目はありません。使える項目: id、{'、'.join(_BY_NAME)}。"
        )
    facts: dict[Fact, Any] = {}
    for name, given in value.items():
        if name == "id" or given is None:
            continue
        read = _value(_BY_NAME[name], given, catalogue)
        if read is not None:
            facts[_BY_NAME[name]] = read
    return value.get("id"), facts


def _value(fact: Fact, given: Any, catalogue: Catalogue) -> Any:
    match fact.kind:
        case FactKind.NUMBER:
            return _number(fact, given)
        case FactKind.PLACE:
            return _place(given, catalogue)
        case FactKind.YES_NO:
            return _yes_no(fact, given)
        case FactKind.SET:
            return _set(fact, given)
    if not isinstance(given, str) or given not in VALUES[fact]:
        raise _not_one_of(fact, given, VALUES[fact])
    return given


def _number(fact: Fact, given: Any) -> int:
    low, high = _LIMITS[fact]
    if isinstance(given, bool) or not isinstance(given, int) or not low <= given <= high:
        raise BadLine(f"{fact.value}: {given!r} は使えません。{low}から{high}までの整数を書いてください。")
    return given


def _place(given: Any, catalogue: Catalogue) -> str:
    if not isinstance(given, str) or not given.strip():
        raise BadLine(f"municipality: {given!r} は使えません。市区町村の名か団体コードを書いてください。")
    try:
        return place(given, catalogue)
    except Unreadable as problem:
        raise BadLine(f"municipality: {problem}") from None


def _yes_no(fact: Fact, given: Any) -> str | None:
    if isinstance(given, bool):
        return "yes" if given else "no"
    if not isinstance(given, str) or given not in _YES_NO:
        raise _not_one_of(fact, given, _YES_NO)
    return _YES_NO[given]


def _set(fact: Fact, given: Any) -> frozenset[str]:
    if not isinstance(given, list):
        raise BadLine(f"{fact.value}: 並び（[ ] で囲んだもの）を書いてください。")
    for each in given:
        if not isinstance(each, str) or each not in VALUES[fact]:
            raise _not_one_of(fact, each, VALUES[fact])
    return frozenset(given)


def _not_one_of(fact: Fact, given: Any, known: Mapping[Any, Any]) -> BadLine:
    return BadLine(f"{fact.value}: {given!r} は使えません。使える値: {'、'.join(known)}。")


def written(key: Any, guidance: Guidance) -> dict[str, Any]:
    """The answer to a line."""
    return {"id": key, "results": [_result(result) for result in guidance.results]}


def _result(result: Result) -> dict[str, Any]:
    """``unmet`` and ``missing`` name fields of the input; ``next_best`` is the name of another service."""
    service = result.service
    unmet = dict.fromkeys(fact.value for each in result.unmet for fact in each.facts)
    return {
        "name": service.name,
        "aliases": list(service.aliases),
        "measure": service.measures[0] if service.measures else None,
        "verdict": result.verdict.value,
        "reason": result.reason,
        "unmet": list(unmet),
        "missing": [fact.value for fact in result.missing],
        "next_best": result.next_best.name if result.next_best else None,
        "windows": [near.window.name for near in result.windows],
    }
