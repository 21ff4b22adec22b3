"""Open now, and open next."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from banso.lib import holidays
from banso.lib.clock import JAPAN
from banso.lib.hours.rules import DAY, Hours, OnHolidays, Opening

# How far next_open looks: over a year, so that a fifth Saturday or a yearly closing does not end it.
_HORIZON_DAYS = 400


def is_open(hours: Hours, moment: datetime) -> bool | None:
    """Whether it is open at ``moment``; ``None`` is: not known. A moment without a zone is Japan's wall clock."""
    here = _local(moment)
    answer: bool | None = False
    for back in (0, 1):
        day = here.date() - timedelta(days=back)
        minute = here.hour * 60 + here.minute + back * DAY
        for opening, certain in _openings_on(hours, day):
            if opening.opens <= minute < opening.closes:
                if certain:
                    return True
                answer = None
    today = here.date()
    if _is_closed(hours, today):
        return answer
    return answer if any(o.is_valid_on(today) for o in hours.openings) else None


def next_open(hours: Hours, moment: datetime) -> datetime | None:
    """The first moment from ``moment`` on that is surely open, in Japan's time: ``moment`` itself when open.

    ``None`` where no such moment lies within 400 days. Days that are not known are passed over.
    """
    here = _local(moment)
    if is_open(hours, here):
        return here
    for ahead in range(_HORIZON_DAYS):
        day = here.date() + timedelta(days=ahead)
        starts = [_at(day, opening.opens) for opening, certain in _openings_on(hours, day) if certain]
        later = [start for start in starts if start > here]
        if later:
            return min(later)
    return None


def _openings_on(hours: Hours, day: date) -> Iterator[tuple[Opening, bool]]:
    """The openings that begin on ``day``, each with whether that is certain."""
    if _is_closed(hours, day):
        return
    ranked = [(rank, opening) for opening in hours.openings if (rank := opening.rank_on(day)) is not None]
    highest = max((rank for rank, _ in ranked), default=0)
    for rank, opening in ranked:
        if rank == highest:
            yield opening, _is_certain(hours, opening, day)


def _is_certain(hours: Hours, opening: Opening, day: date) -> bool:
    """Whether the hours speak of a day like this. A holiday or a year-end that nobody mentions is not known."""
    if opening.holidays is OnHolidays.ALWAYS:
        return True
    if holidays.is_holiday(day) and opening.holidays is OnHolidays.UNSAID:
        return any(closing.moves_from(day) for closing in hours.closings)
    return not holidays.is_year_end(day) or any(c.speaks_of_year_end for c in hours.closings)


def _is_closed(hours: Hours, day: date) -> bool:
    return any(closing.closes(day) for closing in hours.closings)


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=JAPAN) if moment.tzinfo is None else moment.astimezone(JAPAN)


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), JAPAN) + timedelta(minutes=minute)
