"""Names and numbers of a plan as people read them."""

from decimal import Decimal

from banso.lib import numbers
from banso.plan.format import PlanDocument
from banso.returns.workbook.layout import COVERED


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


def amount_text(amount: int | None, decimals: int, precision: int | None = None) -> str:
    """A scaled amount as people read it; "" where there is no number.

    ``precision`` is how many decimals were asked, where that is fewer than the amount is scaled by.
    """
    if amount is None:
        return ""
    if not decimals:
        return numbers.grouped(amount)
    value = Decimal(amount).scaleb(-decimals)
    if precision is None or precision == decimals:
        return numbers.grouped(value)
    return numbers.grouped(value.quantize(Decimal(1).scaleb(-precision)))


def covered_text(amount: int | None) -> str:
    """設置済, 未設置 or 調査中."""
    return next(word for word, stands_for in COVERED.items() if stands_for == amount)


def municipality_name(document: PlanDocument, code: str) -> str:
    return next((m.name for m in document.area.municipalities if m.code == code), code)


def organisation_name(document: PlanDocument, organisation: str) -> str:
    try:
        return document.organisation(organisation).name
    except KeyError:
        return organisation


def measure_name(document: PlanDocument, measure: str) -> str:
    try:
        known = document.measure(measure)
    except KeyError:
        return measure
    return f"{known.letter} {known.title}"


def decimals_of(document: PlanDocument, indicator: str) -> int:
    try:
        return document.indicator(indicator).decimals
    except KeyError:
        return 0
