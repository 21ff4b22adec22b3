"""What a YAML value without quotation marks means: text, whole number, Decimal, date, yes or no, nothing.

Figures never become floats. What YAML 1.1 would quietly turn into another number (010, 1:30, 1_000, 1e3) is
ambiguous, and a fault.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

MAX_DIGITS = 30

_resolver: Any = yaml.resolver.Resolver()
_TAG = "tag:yaml.org,2002:"
_PLAIN_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_PLAIN_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_PLAIN_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEANS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@dataclass(frozen=True)
class Ambiguous:
    """A plain scalar that YAML would read as something its author hardly means."""

    why: str
    remedy: str
    stand_in: object


# Japanese has no blanks between words: where YAML folded a line, it put one that nobody wrote.
_FOLDED = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")


def unfolded(text: str, style: str | None, lines: int) -> str:
    """A scalar written over several ``lines`` without the blanks of folding; ``|`` keeps its lines as they are."""
    return text if style == "|" or lines < 2 else _FOLDED.sub("", text)


def meaning(text: str) -> object:
    """What a scalar without quotation marks means: text, int, Decimal, date, bool, None, or ambiguous."""
    tag = _resolver.resolve(yaml.ScalarNode, text, (True, False)).removeprefix(_TAG)
    if tag == "null":
        return None
    if tag == "bool":
        return _BOOLEANS[text.lower()]
    if tag in ("int", "float"):
        return _number(text)
    if tag == "timestamp":
        return _date(text)
    if tag == "merge":
        return Ambiguous("YAMLの合成の印で、使えません。", "同じ内容をその場所に書いてください。", text)
    return text


def _number(text: str) -> object:
    if len(text) > MAX_DIGITS:
        return Ambiguous("長すぎる数です。", "数でないなら引用符で囲んでください。", text)
    if _PLAIN_INT.fullmatch(text):
        return int(text)
    if _PLAIN_DECIMAL.fullmatch(text):
        return Decimal(text)
    if text.lstrip("+-").lower() in (".inf", ".nan"):
        return Ambiguous(
            "数として使えません。", "分からない値は書かずにおくか、note に書いてください。", None
        )
    return Ambiguous(
        "そのままでは別の数に読まれます（0で始まる数、「:」や「_」の入った数など）。",
        f'文字列なら引用符で囲んで "{text}" とし、数なら数字だけで書いてください。',
        text,
    )


def _date(text: str) -> object:
    """A date; a moment stays text, and the format says that a date is wanted."""
    if not _PLAIN_DATE.fullmatch(text):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return Ambiguous("暦にない日です。", "年-月-日（例: 2025-04-01）を確かめてください。", text)
