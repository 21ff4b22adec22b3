"""Leaflets as PDF: a sheet of A4, or ten cards on one."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from banso.design import qr
from banso.navigator.pages.leaflets import Leaflet
from banso.navigator.printing.press import Sheet

TEMPLATE = Path(__file__).with_name("leaflet.typ")
MOST_NUMBERS = 2


class Shape(StrEnum):
    """How a leaflet is printed."""

    A4 = "a4"
    CARD = "card"


def sheet(
    leaflet: Leaflet,
    shape: Shape,
    *,
    helplines: Sequence[tuple[str, str, str]],
    address: str,
    publisher: str,
    is_sample: bool,
    printed_at: datetime,
) -> Sheet:
    """The leaflet, ready to be printed. ``helplines`` are name, number and hours with their mark; ``address`` is that of the navigator."""
    data = {
        **asdict(leaflet),
        "numbers": [list(number) for number in leaflet.numbers[:MOST_NUMBERS]],
        "shape": shape.value,
        "helplines": [list(line) for line in helplines],
        "qr": qr.svg(address) if address else "",
        "address": address,
        "publisher": publisher,
        "sample": is_sample,
        "printed": f"{printed_at.year}年{printed_at.month}月{printed_at.day}日",
    }
    return Sheet(TEMPLATE, data, printed_at)
