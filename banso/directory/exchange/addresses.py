"""An address in the parts that exchange formats ask for. What is not known stays empty."""

import re
import unicodedata
from dataclasses import dataclass

from banso.directory.catalogue import Place, WindowCard
from banso.directory.exchange.public import PublicDirectory

# 高砂三丁目15番1号: up to 丁目 it is the area's name, then numbers.
_PARTS = re.compile(r"(.*?丁目|[^0-9]*)(.*)", re.DOTALL)


@dataclass(frozen=True)
class Address:
    """``town`` and ``block`` together are what stands after the municipality."""

    whole: str = ""
    prefecture: str = ""
    municipality: str = ""
    town: str = ""
    block: str = ""

    @property
    def rest(self) -> str:
        return self.town + self.block


def address_of(window: WindowCard, directory: PublicDirectory) -> Address:
    """The parts of a window's address; the municipality alone where that is all that is known."""
    place = directory.places.get(window.municipality or "")
    prefecture = directory.area_name
    if not window.address:
        return Address(prefecture=prefecture, municipality=place.name) if place else Address()
    rest = unicodedata.normalize("NFKC", window.address).strip().removeprefix(prefecture)
    for name in _names(place, directory):
        rest = rest.removeprefix(name)
    municipality = place.name if place else ""
    found = _PARTS.fullmatch(rest)
    town, block = (found[1], found[2]) if found else (rest, "")
    return Address(prefecture + municipality + rest, prefecture, municipality, town, block)


def _names(place: Place | None, directory: PublicDirectory) -> list[str]:
    """The names with which an address in this place may begin, in their order: the city, then the ward."""
    if place is None:
        return []
    city = directory.places.get(place.part_of or "")
    return [place.name, *([city.name, place.name.removeprefix(city.name)] if city else [])]
