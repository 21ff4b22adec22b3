"""Which part of a reading belongs to which word of a name: かなを振る only over words with kanji. Pure."""

import re
from functools import lru_cache

_KANJI = r"[\u4e00-\u9fff々〆ヶ]"
_PARTS = re.compile(
    rf"(?P<word>{_KANJI}+)|(?P<kana>[ぁ-ゖァ-ヺー]+)|(?P<other>[^ぁ-ゖァ-ヺー\u4e00-\u9fff々〆ヶ]+)"
)
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
# A word that is longer would not stand in one line of a telephone's screen.
_LONGEST_WORD, _LONGEST_READING = 9, 18


@lru_cache(maxsize=5_000)
def ruby(name: str, reading: str) -> tuple[tuple[str, str], ...]:
    """``name`` in parts, each with its reading or none: (("川口", "かわぐち"), ("しごと", ""), ("相談", "そうだん")).

    Where the reading cannot be shared out in one way alone, the whole name has none: a wrong reading is worse.
    """
    parts = [(found.lastgroup, found.group()) for found in _PARTS.finditer(name)]
    shared = _shared(parts, reading)
    if not shared or not any(kind == "word" for kind, _text in parts):
        return ((name, ""),)
    readings = iter(shared)
    told = [(text, next(readings) if kind == "word" else "") for kind, text in parts]
    return tuple((text, said if _fits(text, said) else "") for text, said in told)


def _shared(parts: list[tuple[str | None, str]], reading: str) -> tuple[str, ...]:
    """The readings of the words in their order; empty where there is no way, or more than one."""
    spoken = re.sub(r"\s", "", reading).translate(_HIRAGANA)
    first, last = (
        re.fullmatch("".join(_pattern(kind, text, some) for kind, text in parts), spoken)
        for some in (".+?", ".+")
    )
    return first.groups() if first and last and first.groups() == last.groups() else ()


def _pattern(kind: str | None, text: str, some: str) -> str:
    if kind == "word":
        return f"({some.replace('.', '[ぁ-ゖー]')})"
    if kind == "kana":
        return re.escape(text.translate(_HIRAGANA))
    # Brackets and dots may be written in the reading or left out; letters and numbers are read somehow.
    return "[^ぁ-ゖ]*" if not re.search(r"\w", text) else ".*?"


def _fits(text: str, said: str) -> bool:
    return len(text) <= _LONGEST_WORD and len(said) <= _LONGEST_READING
