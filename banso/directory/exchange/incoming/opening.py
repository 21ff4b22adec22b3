"""Opening hours of a row: its columns of days and times, and its remark, as words that leave nothing out. Pure."""

from functools import lru_cache

from banso.lib import hours


@lru_cache(maxsize=10_000)
def understood(columns: tuple[str, str, str], said: str) -> tuple[str, hours.Hours | hours.Problem]:
    """The words to show and the hours to compute with, of weekdays, start, end and the remark. Where the columns are
    understood, the words begin with what they say, and the remark follows; a remark that says all of it stands alone.
    """
    own = hours.parse(said)
    if not any(columns):
        return said, own
    base = hours.from_columns(*columns)
    if isinstance(base, hours.Problem):
        days, opens, closes = columns
        told = f"{days} {opens}～{closes}".strip(" ～")
        return _joined(told, said), base
    if isinstance(own, hours.Hours) and _says_all(own, base):
        return said, own
    return _joined(hours.describe(base), said), hours.from_columns(*columns, said)


def _says_all(own: hours.Hours, base: hours.Hours) -> bool:
    """Whether every opening of ``base`` is among those of ``own``."""
    return all(
        opening.weekdays
        <= {
            day
            for other in own.openings
            if not other.nth and (other.opens, other.closes) == (opening.opens, opening.closes)
            for day in other.weekdays
        }
        for opening in base.openings
    )


def _joined(told: str, said: str) -> str:
    return "。".join(part for part in (told, said) if part)
