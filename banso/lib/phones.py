"""Telephone numbers as people write them: wide digits, brackets, an extension, a note, several in one cell. Pure."""

import re
import unicodedata
from dataclasses import dataclass

_HYPHENS = frozenset("‐‑‒–—―ー−ｰ－")
# A number as it is kept: with hyphens, without, a short one, a dial of three digits.
_WHOLE = re.compile(r"0\d{1,4}-\d{1,4}-\d{3,4}|0\d{1,3}-\d{6,8}|0\d{9,10}|#\d{4}|1\d{2}")
# Digits in groups, which hyphens, dots, brackets or blanks part.
_FOUND = re.compile(r"#\d{4}(?!\d)|(?:\+81[- ]?)?\(?\d+\)?(?:[-. ]?\(?\d+\)?)*")
_EXTENSION = re.compile(r"[(,、 ]{0,3}(?:内線|ext\.?)[ :]{0,3}(\d{1,10}) ?\)?", re.IGNORECASE)
_MARK = r"(?:[、,;/・\n]|または|又は|及び|および)"
# Between two numbers: marks before what begins another number, perhaps with a word before it; or blanks alone.
_PARTING = re.compile(
    rf" ?{_MARK}(?: ?{_MARK})* ?(?=[^\s\d()#]{{0,12}}[: ]?[(+]?(?:\d[\d()\- ]{{2}}|#\d))|(?<=\d{{4}}) {{1,5}}(?=0\d{{1,4}}-\d)"
)
_LABEL = re.compile(r"(?:電話番号|電話|tel\.?|℡|☎)[ :]{0,3}(?=[(+#\d])", re.IGNORECASE)
_MORE_DIGITS = re.compile(r"\d[\d-]{5}")
_LONGEST = 300


@dataclass(frozen=True)
class Phone:
    """One number with its extension and what was said of it (代表, 予約専用)."""

    number: str
    extension: str = ""
    note: str = ""


def read(text: str) -> list[Phone]:
    """The numbers of a cell or a line, in their order. Raises ValueError, with the part that is no number."""
    said = text.strip()
    plain = "".join(map(_plain, said))
    if len(plain) > _LONGEST:
        raise ValueError(said[:_LONGEST])
    partings = [found.span() for found in _PARTING.finditer(plain)]
    starts, ends = [0, *(end for _, end in partings)], [*(start for start, _ in partings), len(plain)]
    return [_one(plain[a:b], said[a:b]) for a, b in zip(starts, ends, strict=True) if plain[a:b].strip()]


def number(text: str) -> str:
    """A number alone as it is kept, half-width with hyphens; empty where the text is none, or more than one."""
    try:
        found = read(text)
    except ValueError:
        return ""
    return found[0].number if len(found) == 1 and found[0] == Phone(found[0].number) else ""


def _plain(letter: str) -> str:
    """The letter in its narrow form, so that every place in the text stays where it is."""
    if letter in _HYPHENS:
        return "-"
    narrow = unicodedata.normalize("NFKC", letter)
    return narrow if len(narrow) == 1 and narrow.isascii() else letter


def _one(plain: str, said: str) -> Phone:
    """One number of ``plain``; the note is what is left, in the letters of ``said``."""
    left = plain
    taken = []
    for pattern in (_LABEL, _EXTENSION, _FOUND):
        found = pattern.search(left)
        taken.append(found)
        if found:
            left = left[: found.start()] + "\0" * len(found[0]) + left[found.end() :]
    _label, extension, digits = taken
    kept = _kept(digits[0]) if digits else ""
    if not kept or _MORE_DIGITS.search(left):
        # Digits that are left over may be half of another number.
        raise ValueError(said.strip())
    note = "".join(" " if mark == "\0" else letter for mark, letter in zip(left, said, strict=True))
    return Phone(kept, extension[1] if extension else "", _note(note))


def _kept(raw: str) -> str:
    """The digits of a number in their groups; those of Japan written for abroad as they are dialled here."""
    joined = re.sub(r"^\+81[- ]?(?:\(0\))?0?", "0", raw)
    joined = re.sub(r"[-. ()]+", "-", joined).strip("-")
    digits = joined.replace("-", "")
    if digits[:1] not in ("0", "1", "#") and len(digits) in (9, 10):
        # A spreadsheet took the number for a quantity, and its first zero away.
        joined = f"0{joined}"
    return joined if _WHOLE.fullmatch(joined) else ""


def _note(text: str) -> str:
    """The words without the marks that tied them to the number; brackets around all of them say nothing."""
    words = " ".join(text.split()).strip(" :：、,・")
    inner = re.fullmatch(r"[(（]([^()（）]*)[)）]", words)
    return inner[1].strip() if inner else words
