"""The texts of an .xlsx, and the pieces of one text that look unlike the rest: crossed out, raised, unseen.

Source: ECMA-376, part 1, 18.4 (si, r, rPr, rPh).
"""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from banso.returns.workbook.book import Mixed, Oddity
from banso.returns.workbook.formats import Look, Style, look_of

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")


class Run(NamedTuple):
    text: str
    look: Look | None


class Text(NamedTuple):
    """``runs`` only where some of them have a look of their own."""

    text: str
    runs: tuple[Run, ...] = ()


def text_of(item: Element) -> Text:
    """The text of a string without its reading aid (furigana)."""
    runs = []
    for child in item:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            runs.append(Run(child.text or "", None))
        elif name == "r":
            runs.append(_run(child))
    whole = "".join(run.text for run in runs)
    if "_x" in whole:
        whole = _ESCAPED.sub(_unescaped, whole)
    return Text(whole, tuple(runs) if any(run.look for run in runs) else ())


def _run(element: Element) -> Run:
    text, look = "", None
    for part in element:
        kind = part.tag.rpartition("}")[2]
        if kind == "t":
            text = part.text or ""
        elif kind == "rPr":
            look = look_of(part)
    return Run(text, look)


def _unescaped(found: re.Match[str]) -> str:
    """A line break or a tab that a program wrote as _x000D_; anything that no database takes stays as written."""
    character = chr(int(found[1], 16))
    return character if character.isprintable() or character in "\n\r\t" else found[0]


def mixed(text: Text, style: Style) -> Mixed | None:
    """What a text shows of which some pieces do not count like the rest; ``None`` for any other text."""
    odd = [_oddity(run, style) for run in text.runs]
    worst = next((oddity for oddity in Oddity if oddity in odd), None)
    if worst is None:
        return None
    pairs = list(zip(text.runs, odd, strict=True))
    looks = "".join(_seen(run, oddity) for run, oddity in pairs)
    rest = "".join(run.text for run, oddity in pairs if oddity is None)
    return Mixed(worst, looks.strip(), rest.strip())


def _oddity(run: Run, style: Style) -> Oddity | None:
    if run.look is None or not run.text.strip():
        return None
    if run.look.struck:
        return Oddity.STRUCK
    if run.look.is_unseen_on(style.ground):
        return Oddity.UNSEEN
    return Oddity.RAISED if run.look.raised else None


def _seen(run: Run, odd: Oddity | None) -> str:
    if odd is Oddity.UNSEEN:
        return ""
    if odd is Oddity.STRUCK:
        return f"〔取り消し線：{run.text}〕"
    if odd is Oddity.RAISED:
        assert run.look is not None
        return run.text.translate(_RAISED if run.look.raised > 0 else _LOWERED)
    return run.text
