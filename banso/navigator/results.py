"""What the navigator answers. Pure: no Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banso.directory.catalogue import ServiceCard, WindowCard
from banso.directory.format import Fact, Question
from banso.directory.nearness import Distance
from banso.lib.codes import Code

# What was answered. A fact that is not here is unknown; a number of months or years is an ``int``, a wish list a
# ``frozenset`` of codes, a place a six-digit code or "elsewhere", yes and no are "yes" and "no".
Facts = Mapping[Fact, str | int | date | Decimal | frozenset[str]]


class Verdict(Code):
    """Whether a service fits. Nobody is told "no" for an answer that was not given."""

    FITS = ("fits", "合う", "わかっている条件がすべて合う")
    CHECK = ("check", "まだ言えない", "あと一つ、または窓口への確認で決まる")
    NO = ("no", "合わない", "満たさない条件がある。次に合う所を示す")


@dataclass(frozen=True)
class Unmet:
    """A condition that does not hold: its words, the facts that would have to change, and what would change it."""

    says: str
    facts: tuple[Fact, ...]
    change: str = ""
    source: str = ""


@dataclass(frozen=True)
class NearWindow:
    """A window of a result. ``far`` is how far it is from the centre of the person's municipality, where that is known;
    ``is_open`` is ``None`` where hours are 未確認.
    """

    window: WindowCard
    far: Distance | None
    is_open: bool | None
    next_open: str = ""


@dataclass(frozen=True)
class Result:
    """One service judged. ``missing`` are the facts that would decide it, ``ask`` what only the window can say."""

    service: ServiceCard
    verdict: Verdict
    reason: str
    unmet: tuple[Unmet, ...] = ()
    missing: tuple[Fact, ...] = ()
    ask: tuple[str, ...] = ()
    next_best: ServiceCard | None = None
    windows: tuple[NearWindow, ...] = ()
    wanted: bool = False
    """Whether it answers a wish that was named."""


@dataclass(frozen=True)
class Guidance:
    """The whole answer. ``results`` in the order of the page: what fits (wanted first, nearest first), what needs one
    more fact, what does not fit; ``groups`` the same by verdict. They may be long: read what you show. ``question`` is
    the next one worth asking, ``None`` when none can change anything.
    """

    facts: Facts
    on: date
    results: Sequence[Result]
    question: Question | None
    groups: Mapping[Verdict, Sequence[Result]]
