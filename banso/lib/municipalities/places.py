"""The places themselves, from the files beside this one."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, order=True)
class Place:
    """A municipality, or a ward of a designated city (``part_of`` is the city's code).

    ``code`` is the 全国地方公共団体コード with its check digit; a ward's ``name`` begins with its city: 横浜市西区.
    """

    code: str
    name: str
    kana: str
    prefecture: str
    latitude: float
    longitude: float
    part_of: str = ""

    @property
    def is_ward(self) -> bool:
        return bool(self.part_of)

    @property
    def short(self) -> str:
        """A ward without its city: 浦和区."""
        city = by_code(self.part_of)
        return self.name.removeprefix(city.name) if city else self.name

    @property
    def short_kana(self) -> str:
        city = by_code(self.part_of)
        return self.kana.removeprefix(city.kana) if city else self.kana

    @property
    def full_name(self) -> str:
        """神奈川県横浜市西区"""
        return self.prefecture + self.name


@dataclass(frozen=True)
class Prefecture:
    """A prefecture: its code with check digit, name and kana."""

    code: str
    name: str
    kana: str

    @property
    def short(self) -> str:
        """神奈川; 北海道 stays whole."""
        return self.name if self.name == "北海道" else self.name[:-1]

    @property
    def short_kana(self) -> str:
        endings = {"都": "と", "府": "ふ", "県": "けん"}
        return self.kana.removesuffix(endings.get(self.name[-1], ""))


def _rows(name: str) -> Iterator[list[str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    yield from list(csv.reader(text.splitlines()))[1:]


@cache
def all_places() -> tuple[Place, ...]:
    """Every place, by code."""
    return tuple(
        Place(code, name, kana, prefecture, float(latitude), float(longitude), part_of)
        for code, name, kana, prefecture, latitude, longitude, part_of in _rows("municipalities.csv")
    )


@cache
def prefectures() -> tuple[Prefecture, ...]:
    return tuple(Prefecture(*row) for row in _rows("prefectures.csv"))


@dataclass(frozen=True)
class Former:
    """A municipality that is no more, and the place it belongs to now."""

    name: str
    kana: str
    prefecture: str
    now: Place


@cache
def former() -> tuple[Former, ...]:
    """Written from general knowledge: they serve suggestions only."""
    return tuple(Former(name, kana, where, _codes()[code]) for name, kana, where, code in _rows("former.csv"))


def by_code(code: str) -> Place | None:
    """The place of a six-digit code."""
    return _codes().get(code)


@cache
def _codes() -> dict[str, Place]:
    return {place.code: place for place in all_places()}
