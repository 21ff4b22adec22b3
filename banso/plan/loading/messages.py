"""What does not fit the format, said in Japanese with what to do.

pydantic reports a type of error, the way to it and some context; this file is the table from the types to
sentences. A type that is not in the table gets a general sentence, so a new pydantic cannot break the lint.
"""

import difflib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel

from banso.plan.faults import Fault, Severity
from banso.plan.format import PlanDocument
from banso.plan.places import Path, Places, dotted

QUOTE = '値を引用符で囲んでください（例: "{}"）。'

# A pattern and what it asks for, in words.
_PATTERNS = {
    r"^[a-z0-9][a-z0-9.-]{0,79}$": "半角の英小文字・数字・ハイフン・点だけ（80字まで、先頭は英数字）で書いてください。",
    r"^[0-9]{6}$": '検査数字を含む6桁の数字を引用符で囲んで書いてください（例: "012025"）。',
    r"^(previous_year|baseline)$": "previous_year（前年度）か baseline（基準値）と書いてください。",
}

_Details = Mapping[str, Any]
# Given the error, the last key and the text as written: what is wrong, and what to do.
_Teller = Callable[[_Details, str, str], tuple[str, str]]


def translated(
    details: Sequence[_Details], places: Places, root: type[BaseModel] = PlanDocument
) -> list[Fault]:
    """pydantic's ``errors()`` as faults; ``root`` is the model that the values were read as."""
    return [_fault(detail, places, root) for detail in details]


def _fault(detail: _Details, places: Places, root: type[BaseModel]) -> Fault:
    path: Path = tuple(detail["loc"])
    file, line = places.at(path)
    key = str(path[-1]) if path else ""
    written = places.plain.get(path, "")
    message, remedy = _words(detail, path, key, written, root)
    return Fault(file, line, f"format.{_rule(detail['type'])}", Severity.ERROR, dotted(path), message, remedy)


def _words(detail: _Details, path: Path, key: str, written: str, root: type[BaseModel]) -> tuple[str, str]:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(path, key, root)
    if detail.get("input", ...) is None and kind != "missing":
        return f"「{key}」の値が空です。", "値を書くか、この行を消してください。"
    tell = _TELLERS.get(kind, _in_general)
    return tell(detail, key, written)


def _rule(kind: str) -> str:
    """The rule id of a type of error: a few families are one rule for the author."""
    for family in ("string", "int", "decimal", "date", "bool", "list", "float"):
        if kind.startswith(family + "_") and "pattern" not in kind and "short" not in kind:
            return "type"
    return {
        "missing": "missing",
        "extra_forbidden": "unknown-key",
        "enum": "choice",
        "literal_error": "choice",
        "value_error": "meaning",
        "string_pattern_mismatch": "pattern",
        "string_too_short": "empty",
        "too_short": "too-few",
        "model_type": "type",
        "model_attributes_type": "type",
        "dict_type": "type",
    }.get(kind, "range" if kind.startswith(("greater", "less")) else "value")


def _unknown_key(path: Path, key: str, root: type[BaseModel]) -> tuple[str, str]:
    known = sorted(_fields_at(path[:-1], root))
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
    if near:
        return f"「{key}」という項目はありません。", f"「{near[0]}」ではありませんか。"
    return (
        f"「{key}」という項目はありません。",
        f"使える項目: {'、'.join(known)}。" if known else "消してください。",
    )


def _fields_at(path: Path, root: type[BaseModel]) -> set[str]:
    """The keys that the format knows at a place of the document."""
    model: type[BaseModel] | None = root
    for step in path:
        if isinstance(step, int) or model is None:
            continue
        field = model.model_fields.get(step)
        model = _model_in(field.annotation) if field else None
    return set(model.model_fields) if model else set()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside ``X | None`` or ``list[X]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _missing(_detail: _Details, key: str, _written: str) -> tuple[str, str]:
    return f"「{key}」がありません。", f"「{key}:」の行を加えてください。"


def _not_text(detail: _Details, key: str, written: str) -> tuple[str, str]:
    value = detail.get("input")
    if isinstance(value, dict | list):
        return f"「{key}」には文字列を一つ書きます。", "「- 」や入れ子をやめて、一行の文字列にしてください。"
    became = {bool: "はい・いいえの値", int: "数", float: "数"}.get(type(value), "日付や小数")
    return f"「{key}」は文字列ですが、{written or value} は{became}と読まれます。", QUOTE.format(
        written or value
    )


def _not_number(_detail: _Details, key: str, written: str) -> tuple[str, str]:
    shown = f"「{written}」は" if written else ""
    return (
        f"「{key}」には数を書きます。{shown}数として読めません。",
        "桁区切りの「,」や単位を除き、半角の数字だけで書いてください。",
    )


def _not_whole(_detail: _Details, key: str, written: str) -> tuple[str, str]:
    return f"「{key}」には整数を書きます（{written}）。", "小数点以下を除いてください。"


def _not_date(_detail: _Details, key: str, _written: str) -> tuple[str, str]:
    return f"「{key}」が日付として読めません。", "年-月-日の形で書いてください（例: 2025-04-01）。"


def _not_boolean(_detail: _Details, key: str, _written: str) -> tuple[str, str]:
    return f"「{key}」には true か false を書きます。", "true か false に直してください。"


def _not_list(_detail: _Details, key: str, _written: str) -> tuple[str, str]:
    return (
        f"「{key}」は並び（リスト）です。",
        "一つだけのときも「- 」で始まる行にするか、[ ] で囲んでください。",
    )


def _not_mapping(_detail: _Details, key: str, _written: str) -> tuple[str, str]:
    return f"「{key}」には「項目: 値」の組を書きます。", "字下げした「項目: 値」の行を下に書いてください。"


def _choice(detail: _Details, key: str, written: str) -> tuple[str, str]:
    expected = str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").replace("'", "")
    options = [option.strip() for option in expected.split(", ") if option.strip()]
    value = detail.get("input")
    near = difflib.get_close_matches(str(value), options, n=1, cutoff=0.6)
    hint = f"「{near[0]}」ではありませんか。" if near else ""
    return (
        f"「{key}」の値「{str(written or value)[:60]}」は使えません。",
        f"{hint}使える値: {'、'.join(options)}。",
    )


def _pattern(detail: _Details, key: str, _written: str) -> tuple[str, str]:
    asked = _PATTERNS.get(str(detail.get("ctx", {}).get("pattern")), "決められた形で書いてください。")
    return f"「{key}」の値「{str(detail.get('input'))[:60]}」の形が正しくありません。", asked


def _empty(_detail: _Details, key: str, _written: str) -> tuple[str, str]:
    return f"「{key}」の値が空です。", "値を書くか、この行を消してください。"


def _too_few(detail: _Details, key: str, _written: str) -> tuple[str, str]:
    return (
        f"「{key}」には{detail.get('ctx', {}).get('min_length', 1)}つ以上要ります。",
        "足りないものを加えてください。",
    )


def _bound(word: str, name: str) -> _Teller:
    def tell(detail: _Details, key: str, written: str) -> tuple[str, str]:
        return (
            f"「{key}」の値{written}が範囲の外です。",
            f"{detail.get('ctx', {}).get(name)}{word}にしてください。",
        )

    return tell


def _meaning(detail: _Details, _key: str, _written: str) -> tuple[str, str]:
    """A rule of the format itself: its message is already Japanese and says what is needed."""
    said = str(detail.get("ctx", {}).get("error", detail["msg"]))
    return said, "書かれている条件に合うように直してください。"


def _too_long(_detail: _Details, key: str, _written: str) -> tuple[str, str]:
    return f"「{key}」の数の桁が多すぎます。", "整数と小数を合わせて15桁、小数は6桁までで書いてください。"


def _in_general(detail: _Details, key: str, _written: str) -> tuple[str, str]:
    return (
        f"「{key}」の値が形式に合いません（{detail['type']}）。",
        "banso plan schema で形式を確かめてください。",
    )


_TELLERS: dict[str, _Teller] = {
    "missing": _missing,
    "string_type": _not_text,
    "int_parsing": _not_number,
    "int_type": _not_number,
    "int_from_float": _not_whole,
    "decimal_parsing": _not_number,
    "decimal_type": _not_number,
    "float_parsing": _not_number,
    "float_type": _not_number,
    "finite_number": _not_number,
    "decimal_not_finite": _not_number,
    "date_type": _not_date,
    "date_parsing": _not_date,
    "date_from_datetime_parsing": _not_date,
    "date_from_datetime_inexact": _not_date,
    "bool_type": _not_boolean,
    "bool_parsing": _not_boolean,
    "list_type": _not_list,
    "model_type": _not_mapping,
    "model_attributes_type": _not_mapping,
    "dict_type": _not_mapping,
    "enum": _choice,
    "literal_error": _choice,
    "string_pattern_mismatch": _pattern,
    "string_too_short": _empty,
    "too_short": _too_few,
    "greater_than_equal": _bound("以上", "ge"),
    "greater_than": _bound("より大きい値", "gt"),
    "less_than_equal": _bound("以下", "le"),
    "less_than": _bound("未満", "lt"),
    "decimal_max_digits": _too_long,
    "decimal_max_places": _too_long,
    "decimal_whole_digits": _too_long,
    "int_parsing_size": _too_long,
    "value_error": _meaning,
}
