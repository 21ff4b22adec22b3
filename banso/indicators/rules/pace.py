"""How far the window has gone, and where the present pace leads."""

from datetime import date
from decimal import Decimal

from banso.plan.format import Window


def elapsed(window: Window, on: date) -> Decimal | None:
    """The share of the window's days gone by at the end of ``on``, 0 to 1; None when an end is not fixed."""
    if window.start is None or window.end is None:
        return None
    days = (window.end - window.start).days + 1
    gone = (on - window.start).days + 1
    return Decimal(min(max(gone, 0), days)) / days


def pace(achievement: Decimal | None, gone: Decimal | None) -> Decimal | None:
    """Achievement for the time gone by: 1 means exactly on the way to the target."""
    return achievement / gone if achievement is not None and gone else None


def forecast(value: Decimal | None, gone: Decimal | None) -> Decimal | None:
    """The value at the end of the window if it goes on as it has so far."""
    return value / gone if value is not None and gone else None
