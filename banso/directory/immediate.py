"""The lines of help for somebody who looks for words like 死にたい: a person who answers, before any desk. Pure."""

from collections.abc import Sequence
from typing import Any, TypeVar

from banso.directory.codes import Confidence
from banso.lib.likeness import fold
from banso.lib.searching import topics

# Any row or entry with name, when, is_emergency and confidence.
Line = TypeVar("Line", bound=Any)
MOST = 5


def lines_for(words: str, lines: Sequence[Line]) -> list[Line]:
    """Those that fit what ``words`` say, the best first; none where they say nothing of the kind. Only what the
    directory has: a subject for which it has no line of its own gets those for any trouble.
    """
    about = topics(words)
    if not about:
        return []
    wanted = list(dict.fromkeys(word for topic in about for word in topic.lines))
    emergency, best = [line for line in lines if line.is_emergency], _best(lines, wanted)
    return [*emergency, *best] if any(topic.at_once for topic in about) else [*best, *emergency]


def lines_for_anybody(lines: Sequence[Line]) -> list[Line]:
    """Those to name where nothing else was found."""
    return [*_best(lines, []), *(line for line in lines if line.is_emergency)]


def _best(lines: Sequence[Line], wanted: Sequence[str]) -> list[Line]:
    """Those that say that they are for what is wanted come first, those of old sources last."""

    def place(line: Line) -> tuple[bool, int]:
        said = fold(f"{line.name} {line.when}")
        fits = (number for number, word in enumerate(wanted) if word in said)
        return line.confidence == Confidence.OLD, next(fits, len(wanted))

    return sorted((line for line in lines if not line.is_emergency), key=place)[:MOST]
