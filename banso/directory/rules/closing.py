"""Whether a window is still there on a day, and when an organisation may go. Pure: the day decides, whether or not a
routine has run."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from banso.directory.codes import EntryStatus


class _Closing(Protocol):
    @property
    def status(self) -> EntryStatus: ...
    @property
    def closes_on(self) -> date | None: ...


def has_closed(closes_on: date | None, today: date) -> bool:
    """A window is shut from its closing day on."""
    return closes_on is not None and closes_on <= today


def is_open(window: _Closing, today: date) -> bool:
    """Whether somebody may still be waited for there."""
    return window.status is not EntryStatus.DEFUNCT and not has_closed(window.closes_on, today)


# Of what still holds an organisation so many are named.
_NAMED = 3


def why_an_organisation_stays(
    *, closed_on: date, today: date, in_the_plan: bool, windows: Sequence[str], services: Sequence[str]
) -> str:
    """Why an organisation cannot be closed, in a sentence; empty where it can. ``windows`` are those that neither have
    closed nor have a successor, ``services`` those that have not ended: nobody would answer for them.
    """
    if closed_on > today:
        return "先の日付では閉じられません。閉じる日になってから書いてください。"
    if in_the_plan:
        return "いまの計画に名のある機関は、計画がその名を挙げる間は閉じられません。"
    if windows:
        return (
            f"この機関には、閉じていない窓口があります（{_some(windows)}）。先に窓口を閉じて後を継ぐ窓口を決めるか、"
            "窓口の「運営する機関」をほかの機関に改めてください。"
        )
    if services:
        return f"この機関には、終わっていないサービスがあります（{_some(services)}）。先に、サービスを「終了」にしてください。"
    return ""


def _some(names: Sequence[str]) -> str:
    more = f" ほか{len(names) - _NAMED}件" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
