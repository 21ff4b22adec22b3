"""The lines of ``banso navigate``: one JSON object in, one out. Pure: no Django."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from banso.directory.catalogue import Catalogue
from banso.directory.format import VALUES, Fact, FactKind
from banso.navigator.answers import Unreadable, place
from banso.navigator.results import Facts, Guidance, Result
from banso.navigator.rules.hiring import MOST_AGE

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
# How much of a wrong value a message repeats.
_MOST_SHOWN = 40


class BadLine(ValueError):
    """A line that cannot be taken; each sentence of ``faults`` says which field and what may stand there."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_line(line: bytes, catalogue: Catalogue) -> tuple[str | int | None, Facts] | None:
    """The id and the facts of a line, ``None`` for an empty one. Raises :class:`BadLine` with all its faults."""
    text = _decoded(line)
    if not text.strip():
        return None
    value = _object(text)
    faults = []
    unknown = [name for name in value if name not in _BY_NAME and name != "id"]
    if unknown:
        named = "」「".join(_short(name) for name in unknown)
        faults.append(f"「{named}」という項目はありません。使える項目: id、{'、'.join(_BY_NAME)}。")
    if not _is_id(value.get("id")):
        faults.append(f"id: {_shown(value['id'])} は使えません。文字か整数を書いてください。")
    facts: dict[Fact, Any] = {}
    for name, given in value.items():
        if name not in _BY_NAME or given is None:
            continue
        try:
            read = _value(_BY_NAME[name], given, catalogue)
        except BadLine as problem:
            faults += problem.faults
        else:
            if read is not None:
                facts[_BY_NAME[name]] = read
    if faults:
        raise BadLine(*faults)
    return value.get("id"), facts


def _decoded(line: bytes) -> str:
    """The line as text; some programs begin a file with a byte order mark."""
    try:
        return line.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        raise BadLine(
            f"文字コードがUTF-8ではありません（{problem.start + 1}バイト目）。UTF-8で保存し直してください。"
        ) from None


def _object(text: str) -> dict[str, Any]:
    wanted = "1行に1つのJSONオブジェクト（{ … }）を書いてください。"
    try:
        value = json.loads(text, object_pairs_hook=_each_once)
    except BadLine:
        raise
    except json.JSONDecodeError as problem:
        raise BadLine(f"JSONとして読めません（{problem.pos + 1}文字目）。{wanted}") from None
    except (ValueError, RecursionError):
        # A number of thousands of digits, or brackets in brackets without end.
        raise BadLine(f"JSONとして読めません。{wanted}") from None
    if not isinstance(value, dict):
        raise BadLine(wanted)
    return value


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a name stand twice and the last win; here the first would be lost without a word."""
    twice = [name for name, times in Counter(name for name, _value in pairs).items() if times > 1]
    if twice:
        raise BadLine(
            f"「{'」「'.join(map(_short, twice))}」が2回以上書かれています。1回だけ書いてください。"
        )
    return dict(pairs)


def _is_id(key: object) -> bool:
    """Whether it can stand in an answer as it came; half of a surrogate pair cannot be written as UTF-8."""
    if isinstance(key, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in key)
    return key is None or (isinstance(key, int) and not isinstance(key, bool))


def _shown(given: object) -> str:
    return _short(repr(given))


def _short(text: str) -> str:
    """A name or value from outside, fit for one line of a terminal."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in text[:_MOST_SHOWN])
    return plain if len(text) <= _MOST_SHOWN else f"{plain}…"


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
        raise BadLine(
            f"{fact.value}: {_shown(given)} は使えません。{low}から{high}までの整数を書いてください。"
        )
    return given


def _place(given: Any, catalogue: Catalogue) -> str:
    if not isinstance(given, str) or not given.strip() or len(given) > _MOST_SHOWN:
        raise BadLine(
            f"municipality: {_shown(given)} は使えません。市区町村の名か団体コードを書いてください。"
        )
    try:
        return place(given, catalogue)
    except Unreadable as problem:
        raise BadLine(f"municipality: {' '.join(str(problem).split())}") from None


def _yes_no(fact: Fact, given: Any) -> str | None:
    if isinstance(given, bool):
        return "yes" if given else "no"
    if not isinstance(given, str) or given not in _YES_NO:
        raise _not_one_of(fact, given, _YES_NO)
    return _YES_NO[given]


def _set(fact: Fact, given: Any) -> frozenset[str]:
    if not isinstance(given, list):
        raise BadLine(f"{fact.value}: 並び（[ ] で囲んだもの）を書いてください。")
    wrong = [each for each in given if not isinstance(each, str) or each not in VALUES[fact]]
    if wrong:
        raise _not_one_of(fact, wrong, VALUES[fact])
    return frozenset(given)


def _not_one_of(fact: Fact, given: Any, known: Mapping[Any, Any]) -> BadLine:
    return BadLine(f"{fact.value}: {_shown(given)} は使えません。使える値: {'、'.join(known)}。")


def written(key: str | int | None, guidance: Guidance) -> dict[str, Any]:
    """The answer to a line."""
    taken = {result.service.name for result in guidance.results}
    return {"id": key, "results": [_result(result, taken) for result in guidance.results]}


def _result(result: Result, taken: set[str]) -> dict[str, Any]:
    """``unmet`` and ``missing`` name fields of the input; ``next_best`` is the name of another service. What two services
    are both called (one for towns and one for cities, one for firms and one for persons) leads to the one that comes
    first for whoever asks: a name that is ``taken`` is not written again.
    """
    service = result.service
    unmet = dict.fromkeys(fact.value for each in result.unmet for fact in each.facts)
    aliases = [alias for alias in service.aliases if alias not in taken]
    taken.update(aliases)
    return {
        "name": service.name,
        "aliases": aliases,
        "measure": service.measures[0] if service.measures else None,
        "verdict": result.verdict.value,
        "reason": result.reason,
        "unmet": list(unmet),
        "missing": [fact.value for fact in result.missing],
        "next_best": result.next_best.name if result.next_best else None,
        "windows": [near.window.name for near in result.windows],
    }
