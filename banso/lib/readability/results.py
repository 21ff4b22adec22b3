"""What a rule is, and what it found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banso.lib.codes import Code

if TYPE_CHECKING:
    from banso.lib.readability.subject import Subject

# A file with the same fault on every line is told with its first places and their number.
MOST_PLACES = 20


class Outcome(Code):
    """What the check of one rule of machine readability came to."""

    CONFORMS = ("conforms", "適合", "ルールのとおりである")
    FAILS = ("fails", "不適合", "直すところがある")
    NOT_APPLICABLE = ("not_applicable", "対象外", "このファイルには、ルールが問うものがない")
    UNCONFIRMED = ("unconfirmed", "未確認", "このファイルだけからは決められない。人が確かめる")


@dataclass(frozen=True)
class Finding:
    """The outcome of one rule: ``places`` say where (row, cell or line), ``note`` why, both in Japanese."""

    outcome: Outcome
    places: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule. ``fatal``: the Digital Agency's sample checker gives its level no point at all for a fault."""

    id: str
    fatal: bool
    title: str
    checks: str
    remedy: str
    check: Callable[["Subject"], Finding]

    @property
    def level(self) -> int:
        """1 to 3; the number after the L."""
        return int(self.id[1])


@dataclass(frozen=True)
class Result:
    """One rule with what it found."""

    rule: Rule
    finding: Finding

    def as_json(self) -> dict[str, Any]:
        shown = self.finding.places[:MOST_PLACES]
        return {
            "id": self.rule.id,
            "level": self.rule.level,
            "fatal": self.rule.fatal,
            "title": self.rule.title,
            "checks": self.rule.checks,
            "remedy": self.rule.remedy,
            "outcome": self.finding.outcome.value,
            "outcome_label": self.finding.outcome.label,
            "places": list(shown),
            "places_total": len(self.finding.places),
            "note": self.finding.note,
        }


@dataclass(frozen=True)
class Report:
    """Every rule with its result, in the order of the rules."""

    name: str
    results: tuple[Result, ...]

    @property
    def failing(self) -> tuple[Result, ...]:
        return tuple(r for r in self.results if r.finding.outcome is Outcome.FAILS)

    @property
    def passes(self) -> bool:
        """No rule fails. What only a person can decide does not fail."""
        return not self.failing

    def of(self, rule_id: str) -> Finding:
        """The finding of one rule. Raises KeyError."""
        return {r.rule.id: r.finding for r in self.results}[rule_id]

    def as_json(self) -> dict[str, Any]:
        counts = {o.value: sum(r.finding.outcome is o for r in self.results) for o in Outcome}
        return {
            "file": self.name,
            "passes": self.passes,
            "counts": counts,
            "rules": [r.as_json() for r in self.results],
        }


def conforms(note: str = "") -> Finding:
    return Finding(Outcome.CONFORMS, (), note)


def fails(places: Sequence[str], note: str = "") -> Finding:
    return Finding(Outcome.FAILS, tuple(places), note)


def not_applicable(note: str = "") -> Finding:
    return Finding(Outcome.NOT_APPLICABLE, (), note)


def unconfirmed(note: str, places: Sequence[str] = ()) -> Finding:
    return Finding(Outcome.UNCONFIRMED, tuple(places), note)


def unless(places: Sequence[str], note: str = "") -> Finding:
    """Fails with these places; conforms when there are none."""
    return fails(places, note) if places else conforms()
