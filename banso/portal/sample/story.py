"""Who sends what and when, with the troubles of real life. Pure: a list of scenes for any plan.

The troubles are dealt to the bodies whose last return that is due ends latest: the one with the fewest numbers is
late, one is asked back, one still waits; the one with the most slips once, does not know a number yet, and
corrects one after the paper was printed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum

import jpholiday

from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.portal.sample.answers import Twist
from banso.portal.sample.figures import Figures
from banso.returns.queries import Expected
from banso.returns.workbook import layout_of

PAPER_DAYS_BEFORE = 23
CORRECTION_DAYS_BEFORE = 15
QUESTION_SLIP = "前の月と桁が違うようです。集計表を確かめてください。"
QUESTION_OPEN = "件数の数え方（延べか、実の人数か）を教えてください。"


class Verb(Enum):
    """What happens in a scene."""

    SEND = "send"
    APPROVE = "approve"
    ASK_BACK = "ask_back"
    PRINT = "print"


@dataclass(frozen=True, order=True)
class Scene:
    """At a moment, somebody does something with the return of a body for a period."""

    at: datetime
    place: int
    verb: Verb = Verb.PRINT
    organisation: str = ""
    period: Period | None = None
    twist: Twist = Twist.PLAIN
    question: str = ""


Key = tuple[str, Period]


@dataclass(frozen=True)
class Parts:
    """Which return plays which part; a small plan has no body for some of them.

    ``corrected`` is corrected after the paper of ``paper_day``. ``bodies`` are those with a user of their own.
    """

    late: Key | None
    asked_back: Key | None
    waiting: Key | None
    slipped: Key | None
    unknown: Key | None
    corrected: Key | None
    bodies: tuple[str, ...]
    paper_day: date


def cast(plan: LoadedPlan, due: list[Expected], today: date) -> Parts:
    """Deal the parts for the returns that are ``due``."""
    paper_day = workday(today - timedelta(days=PAPER_DAYS_BEFORE))
    last = {row.organisation: row.period for row in sorted(due, key=lambda row: row.period.end)}
    latest = [key for key, period in last.items() if period.end == max(p.end for p in last.values())]
    asked = {key: len(layout_of(plan, key, last[key]).numbers) for key in latest}
    most = max(latest, key=lambda key: asked[key], default=None)
    own = [(row.organisation, row.period) for row in due if row.organisation == most]
    printed = [
        key
        for key, row in zip(own, (r for r in due if r.organisation == most), strict=True)
        if row.due < paper_day
    ]
    others = [key for key in latest if key != most]
    late = min(others, key=lambda key: (not asked[key], asked[key]), default=None)
    # Bodies that report no numbers come first here: what waits for them holds no indicator back.
    rest = sorted((key for key in others if key != late), key=lambda key: asked[key])
    players = [(key, last[key]) for key in rest[:2]]
    second = max(rest, key=lambda key: asked[key], default=None)
    named = dict.fromkeys(key for key in (most, second, late, *rest[:2]) if key is not None)
    return Parts(
        late=(late, last[late]) if late else None,
        asked_back=players[0] if players else None,
        waiting=players[1] if len(players) > 1 else None,
        slipped=own[0] if len(own) > 1 else None,
        unknown=own[-1] if own else None,
        corrected=printed[-1] if printed else None,
        bodies=tuple(named),
        paper_day=paper_day,
    )


def scenes(plan: LoadedPlan, figures: Figures, due: list[Expected], today: date) -> list[Scene]:
    """Everything that happens until ``today``, in the order of time."""
    parts = cast(plan, due, today)
    found = [Scene(at(parts.paper_day, 14, 0), -1)]
    for place, row in enumerate(due):
        found += _of_return(parts, figures, row, place)
    if parts.corrected is None:
        return sorted(found, key=lambda scene: (scene.at, scene.place))
    who, period = parts.corrected
    day = workday(today - timedelta(days=CORRECTION_DAYS_BEFORE))
    found += [
        Scene(at(day, 10, 0), -1, Verb.SEND, who, period, Twist.CORRECTED),
        Scene(at(workday(day + timedelta(days=1)), 11, 0), -1, Verb.APPROVE, who, period),
    ]
    return sorted(found, key=lambda scene: (scene.at, scene.place))


def _of_return(parts: Parts, figures: Figures, row: Expected, place: int) -> list[Scene]:
    """What happens to one return, apart from a later correction."""
    who, period = key = (row.organisation, row.period)
    if key == parts.late:
        return []
    minute = figures.draw(0, 59, "minute", who, period.key)
    hour = figures.draw(9, 16, "hour", who, period.key)
    early = figures.draw(0, 4, "early", who, period.key)
    sent = workday(max(row.due - timedelta(days=early), period.last_day + timedelta(days=1)))
    twist = {parts.slipped: Twist.SLIP, parts.unknown: Twist.NOT_YET_KNOWN}.get(key, Twist.PLAIN)
    first = Scene(at(sent, hour, minute), place, Verb.SEND, who, period, twist)
    following = workday(sent + timedelta(days=1))
    if key == parts.waiting:
        return [first]
    if key == parts.asked_back:
        return [
            first,
            Scene(at(following, 10, minute), place, Verb.ASK_BACK, who, period, question=QUESTION_OPEN),
        ]
    if key != parts.slipped:
        return [first, Scene(at(following, 10, minute), place, Verb.APPROVE, who, period)]
    return [
        first,
        Scene(at(following, 10, minute), place, Verb.ASK_BACK, who, period, question=QUESTION_SLIP),
        Scene(at(following, 15, minute), place, Verb.SEND, who, period),
        Scene(at(workday(following + timedelta(days=1)), 9, minute), place, Verb.APPROVE, who, period),
    ]


def workday(day: date) -> date:
    """``day``, or the next day on which an office is open."""
    while day.weekday() >= 5 or jpholiday.is_holiday(day):
        day += timedelta(days=1)
    return day


def at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), clock.JAPAN)
