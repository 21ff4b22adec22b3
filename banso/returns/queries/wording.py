"""Names and numbers of a plan as people read them."""

from decimal import Decimal

from banso.lib import numbers
from banso.plan.format import PlanDocument


def names_of(document: PlanDocument, indicator: str, unit: str) -> str:
    """The indicator and the reporting unit by name; an id that the plan no longer knows stays as it is."""
    words = []
    if indicator:
        try:
            words.append(document.indicator(indicator).label)
        except KeyError:
            words.append(indicator)
    if unit:
        try:
            words.append(document.unit(unit).name)
        except KeyError:
            words.append(unit)
    return " ".join(words)


def amount_text(amount: int | None, decimals: int) -> str:
    """A scaled amount as people read it; "" where there is no number."""
    if amount is None:
        return ""
    return numbers.grouped(Decimal(amount).scaleb(-decimals) if decimals else amount)


def decimals_of(document: PlanDocument, indicator: str) -> int:
    try:
        return document.indicator(indicator).decimals
    except KeyError:
        return 0
