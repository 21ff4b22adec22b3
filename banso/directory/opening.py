"""Whether a window is open, in words. What is not known is said to be unknown. Pure."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from banso.directory.catalogue import WindowCard
from banso.directory.codes import EntryStatus
from banso.directory.doubt import doubtful
from banso.lib.clock import local
from banso.lib.hours import Hours, describe, from_dict, is_open, next_open

_WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True)
class OpenNow:
    """``is_open`` is ``None`` where nobody can tell. ``words`` are a sentence for the page."""

    is_open: bool | None
    words: str


def hours_of(window: WindowCard) -> Hours | None:
    """The hours that can be reckoned with, if there are any."""
    return _hours(_text(window)) if window.hours else None


def _text(window: WindowCard) -> str:
    return json.dumps(window.hours, sort_keys=True)


@lru_cache(maxsize=5_000)
def _hours(text: str) -> Hours:
    """Most windows keep the same few hours, and reading them takes longer than asking them."""
    return from_dict(json.loads(text))


def hours_words(window: WindowCard) -> str:
    """The opening hours as the page says them: in the source's own words, else put into words; else empty."""
    hours = hours_of(window)
    return window.hours_text or (describe(hours) if hours else "")


def hours_doubtful(window: WindowCard, moment: datetime) -> bool:
    """Whether there are hours on which nobody should rely: they are said with their mark, and not reckoned with."""
    known = window.hours or window.hours_text
    return bool(known) and doubtful(window, "hours", on=local(moment).date())


def open_now(window: WindowCard, moment: datetime) -> OpenNow:
    """Whether ``window`` is open at ``moment``, and when it opens next."""
    if window.status in (EntryStatus.DEFUNCT, EntryStatus.TEMPORARILY_CLOSED):
        return OpenNow(
            False, "この窓口は終了しました" if window.status is EntryStatus.DEFUNCT else "休止中です"
        )
    if hours_doubtful(window, moment):
        return OpenNow(None, "受付時間は要確認です")
    hours = hours_of(window)
    if hours is None:
        told = "いま開いているかは、時間の説明を見てください" if window.hours_text else "受付時間は未確認です"
        return OpenNow(None, told)
    state = _is_open(_text(window), moment)
    if state:
        return OpenNow(True, "いま開いています")
    following = next_open(hours, moment)
    after = f"次は{_when(following, moment)}から" if following else ""
    if state is None:
        return OpenNow(None, "、".join(filter(None, ["いま開いているかは未確認です", after])))
    return OpenNow(False, "、".join(filter(None, ["いまは閉まっています", after])))


@lru_cache(maxsize=5_000)
def _is_open(hours: str, moment: datetime) -> bool | None:
    """Asked at one moment of very many windows of the same hours."""
    return is_open(_hours(hours), moment)


def _when(start: datetime, moment: datetime) -> str:
    clock = f"{start.hour}時{start.minute:02}分" if start.minute else f"{start.hour}時"
    days = (start.date() - moment.astimezone(start.tzinfo).date()).days
    if days in (0, 1):
        return f"{'きょう' if days == 0 else 'あす'}{clock}"
    return f"{start.month}月{start.day}日（{_WEEKDAYS[start.weekday()]}）{clock}"
