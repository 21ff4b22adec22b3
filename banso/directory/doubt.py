"""Whether what is shown can stand as it is, or is 要確認. Every public form asks here. Pure.

A field with a source of its own is judged by that, any other by the source of the entry.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from banso.directory.codes import Confidence
from banso.directory.rules.assurance import months_before

MARK = "要確認"
# What names the plan as the source of an entry.
PLAN = "計画"
# After so many years a fact that its owner once stated is asked after; the vocabulary of a plan may say otherwise.
TRUSTED_YEARS = 3
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def doubtful(entry: Any, *fields: str, on: date) -> bool:
    """Whether any of ``fields`` of ``entry`` (without fields: the entry as a whole) is 要確認 on the day ``on``.

    ``entry`` is a card or a row with ``confidence`` and ``source_date``; where it has them, ``field_sources``, the
    day on which its owner vouched for it and ``trusted_years`` count too.
    """
    oldest = _before(on, getattr(entry, "trusted_years", TRUSTED_YEARS))
    own: Mapping[str, Mapping[str, str]] = getattr(entry, "field_sources", None) or {}
    vouched: date | None = getattr(entry, "assured_on", None)
    return any(
        _is_doubtful(own.get(name), entry, vouched, oldest)
        or (name == "hours" and not vouched and _is_undated(own.get(name), entry))
        for name in fields or ("",)
    )


# Asked of very many windows on one day, whose sources have few dates.
@lru_cache(maxsize=100)
def _before(day: date, years: int) -> date:
    return months_before(day, 12 * years)


def _is_doubtful(own: Mapping[str, str] | None, entry: Any, vouched: date | None, oldest: date) -> bool:
    told = own.get("source_date") if own else entry.source_date
    confidence = (own.get("confidence") or Confidence.OFFICIAL) if own else entry.confidence
    since = first_day(told or "")
    if vouched and not (since and since > vouched):
        return vouched < oldest
    return confidence != Confidence.OFFICIAL or (since is not None and since < oldest)


def _is_undated(own: Mapping[str, str] | None, entry: Any) -> bool:
    """Hours change soonest of all, and somebody sets out by them: those of which nobody knows from when they are do not
    tell that a door is open. The plan has its own date.
    """
    source = own["source"] if own else getattr(entry, "source", "")
    told = own.get("source_date") if own else entry.source_date
    return source not in ("", PLAN) and first_day(told or "") is None


@lru_cache(maxsize=5_000)
def first_day(text: str) -> date | None:
    """The first day that a date of a source may mean, which may be a year or a month alone; ``None`` for any other text."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def marked(text: str, is_doubtful: bool) -> str:
    """``text`` as paper shows it: 048-000-0000（要確認）. What is not known needs no mark."""
    return f"{text}（{MARK}）" if text and is_doubtful else text
