"""What makes a text hard to read, each with its place and what to write instead."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from banso.lib.codes import Code
from banso.lib.plain.sentences import NAME, length, sentences
from banso.lib.plain.words import uses

MOST_LETTERS = 60
_MOST_KANJI = 7

_KANJI_RUN = re.compile(rf"[\u4e00-\u9fff々]{{{_MOST_KANJI + 1},}}")
_NOUN = rf"[\u4e00-\u9fff々ァ-ヺーA-Za-z0-9０-９{NAME}]+"
_CHAIN = re.compile(rf"(?:{_NOUN}の){{3,}}{_NOUN}")
_NOT = r"(?:ません|(?<![少危])ない(?!よう|場合|とき|で|と|人|方|か))"
_DOUBLE = (
    (re.compile(rf"な(?:い|く|かった)(?:わけ|こと|もの)?(?:では|は|も|でも)(?:{_NOT}|あり{_NOT})"), "「〜します」「〜できます」と言い切る"),
    (re.compile(rf"ない(?:とは|とも|とは言い|とも言い)?(?:限ら|言え|言い切れ){_NOT}"), "「〜ことがあります」と書く"),
    (re.compile(r"ざるを(?:得|え)(?:ない|ません)|ないわけには(?:いか|行か|参り)(?:ない|ません)"), "「〜します」と書く"),
    (re.compile(r"(?:なければ|なくては|ねば)(?:なら|いけ)(?:ない|ません)"), "「〜してください」「〜が必要です」と書く"),
    (re.compile(rf"(?:ないと|なければ|なくては|ない限り|ずには|ないでは)[^。、\n]{{0,15}}?{_NOT}"), "「〜すると、〜できます」と書く"),
    (re.compile(rf"以外(?:は|の[^。、\n]{{1,8}}は)[^。、\n]{{0,15}}?{_NOT}"), "「〜だけ」と書く"),
)  # fmt: skip


class Kind(Code):
    """What makes a public text hard to read."""

    LONG = "long", "長い文", "一つの文が60字より長い"
    OFFICIALESE = "officialese", "役所の言葉", "ふだん使う言葉に言い換えられる"
    DOUBLE_NEGATIVE = "double_negative", "二重の否定", "打ち消しを二つ重ねている"
    KANJI_RUN = "kanji_run", "続く漢字", "漢字が8字以上続いている"
    NOMINAL_CHAIN = "nominal_chain", "名詞の連なり", "「の」で名詞を四つ以上つないでいる"


@dataclass(frozen=True)
class Finding:
    """``where`` is (line, column) from 1; ``what`` the words of the text; ``suggestion`` Japanese."""

    kind: Kind
    where: tuple[int, int]
    what: str
    suggestion: str


def findings(text: str, names: Iterable[str] = ()) -> list[Finding]:
    """Everything in ``text`` that makes it hard to read, in its order. A line break ends a sentence.

    ``names`` are proper names (of windows, offices, laws): nothing inside them is found fault with.
    """
    held = _held(text, names)
    found = sorted(_all(held), key=lambda each: each[0])
    return [
        Finding(kind, _where(text, start), text[start:end], suggestion)
        for start, end, kind, suggestion in found
    ]


def _all(held: str) -> Iterator[tuple[int, int, Kind, str]]:
    """(start, end, kind, suggestion)"""
    for start, sentence in sentences(held):
        letters = length(sentence)
        if letters > MOST_LETTERS:
            yield start, start + len(sentence), Kind.LONG, f"{letters}字あります。二つの文に分けてください。"
    for start, word in uses(held):
        yield start, start + len(word.word), Kind.OFFICIALESE, f"「{word.plainer}」"
    for start, end, suggestion in _double_negatives(held):
        yield start, end, Kind.DOUBLE_NEGATIVE, suggestion
    for run in _KANJI_RUN.finditer(held):
        yield run.start(), run.end(), Kind.KANJI_RUN, "「の」や「を」を入れて分けるか、言い換えてください。"
    for chain in _CHAIN.finditer(held):
        yield chain.start(), chain.end(), Kind.NOMINAL_CHAIN, "動詞を使って、文に開いてください。"


def _double_negatives(held: str) -> Iterator[tuple[int, int, str]]:
    taken: list[tuple[int, int]] = []
    for pattern, suggestion in _DOUBLE:
        for found in pattern.finditer(held):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                taken.append(found.span())
                yield *found.span(), suggestion


def _held(text: str, names: Iterable[str]) -> str:
    """The text with every name held by marks of the same length, longer names first."""
    known = sorted({name for name in names if name}, key=len, reverse=True)
    if not known:
        return text
    return re.sub("|".join(map(re.escape, known)), lambda name: NAME * len(name[0]), text)


def _where(text: str, start: int) -> tuple[int, int]:
    return text.count("\n", 0, start) + 1, start - (text.rfind("\n", 0, start) + 1) + 1
