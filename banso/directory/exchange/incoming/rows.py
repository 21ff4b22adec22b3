"""A row as a draft of a window: what it says, what was repaired in it, what could not be read."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from banso.directory.catalogue import Place
from banso.directory.exchange.incoming import values
from banso.directory.exchange.incoming.files import LOST, Row
from banso.directory.exchange.incoming.opening import understood
from banso.directory.exchange.incoming.relations import Links, related
from banso.directory.exchange.incoming.said import told_by_row
from banso.directory.exchange.incoming.values import Read
from banso.directory.places import find_place
from banso.lib import clock, hours, municipalities
from banso.lib.likeness import fold
from banso.lib.municipalities import distance_km
from banso.lib.text import one_line

# A window farther from the office of its municipality than this has another place's coordinates.
_FARTHEST_KM = 40


@dataclass(frozen=True)
class Areas:
    """The places of the plan's area, and the organisations that a file may name."""

    code: str
    name: str
    places: Mapping[str, Place]
    bodies: Mapping[str, str] = field(default_factory=dict)

    @property
    def area(self) -> str:
        return self.code

    @property
    def area_name(self) -> str:
        return self.name

    @cached_property
    def by_length(self) -> list[tuple[str, Place]]:
        """Names as an address may begin with them, the longest first."""
        named = [(place.name, place) for place in self.places.values()]
        return sorted(named, key=lambda pair: -len(pair[0]))

    def home(self, code: str) -> str:
        place = self.places.get(code)
        return (place.part_of or code) if place else code


@dataclass
class Draft:
    """``values`` by the names of a window's fields: only what the row says. ``reason`` refuses the row."""

    number: int
    name: str = ""
    given_id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    reason: str = ""

    def take(self, name: str, read: Read) -> None:
        """Keep a value that could be read, and tell what was done to it."""
        if read.repair:
            self.repairs.append(read.repair)
        if read.problem:
            self.problems.append(f"{read.problem}この項目は入れません。")
        elif read.value not in (None, ""):
            self.values[name] = read.value


# What a spreadsheet shows where it could not reckon; never a name or a value.
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


def draft(row: Row, columns: Mapping[str, str], areas: Areas, links: Links | None = None) -> Draft:
    """What a row says. Refused: rows whose columns do not stand where they should, without a name, or of nowhere."""
    made = Draft(row.number)

    def of(fact: str) -> str:
        text = row.get(columns[fact]).strip() if fact in columns else ""
        return "" if text.upper() in _ERRORS else text

    for column in columns.values():
        if row.get(column).strip().upper() in _ERRORS:
            made.problems.append(
                f"「{column}」がエラー値（{row.get(column).strip()}）です。この項目は入れません。"
            )
    _structure(row, made)
    made.name = values.text(of("name"), 160).value or ""
    made.given_id = unicodedata.normalize("NFKC", of("id")).strip()
    if not made.reason and not made.name:
        made.reason = "名称がないか、長すぎます（160文字まで）。"
    if not made.reason:
        made.values["name"] = made.name
        _place(made, of, areas)
    if not made.reason:
        _facts(made, of, areas)
        _hours(made, of)
        told, problems = told_by_row(of, clock.today())
        made.values |= told
        made.problems += problems
        told, problems = related((links or {}).get(made.given_id, {}), of("range"), areas)
        made.values |= told
        made.problems += problems
    return made


def _structure(row: Row, made: Draft) -> None:
    """A value too few or too many may have moved all that follow it."""
    for problem in row.problems:
        if "NUL" in problem:
            made.repairs.append(problem)
        elif LOST in problem:
            made.problems.append(f"{problem}この項目は入れません。Excelで開いて保存し直してください。")
        else:
            made.reason = made.reason or f"行の形がくずれています：{problem}"


_TEXTS: Mapping[str, tuple[str, int]] = {
    "kind": ("kind", 60),
    "building": ("building", 120),
    "description": ("description", 5_000),
    "note": ("note", 5_000),
}
_READERS: Mapping[str, Callable[[str], Read]] = {
    "postal_code": values.postal_code,
    "url": values.url,
    "email": values.email,
    "status": values.status,
}


def _facts(made: Draft, of: Callable[[str], str], areas: Areas) -> None:
    for fact, (name, most) in _TEXTS.items():
        made.take(name, values.text(of(fact), most))
    made.take("kana", values.kana(of("kana"), 200))
    made.take("alias", values.text(of("alias"), 160))
    for fact, reader in _READERS.items():
        if of(fact):
            made.take(fact, reader(of(fact)))
    if of("phone"):
        made.take("phone", values.phone_numbers(of("phone")))
        extension = unicodedata.normalize("NFKC", of("extension"))
        if extension and re.fullmatch(r"[0-9]{1,10}", extension):
            for first in made.values.get("phone", ())[:1]:
                first["extension"] = extension
        elif extension:
            made.problems.append(f"内線番号「{extension[:20]}」を読めません。この項目は入れません。")
    if of("latitude") or of("longitude"):
        _coordinates(made, values.coordinates(of("latitude"), of("longitude")), areas)
    if of("operator"):
        body = areas.bodies.get(fold(of("operator")))
        if body:
            made.values["operator"] = body
        else:
            made.problems.append(f"団体「{of('operator')[:40]}」は台帳にありません。この項目は入れません。")
    elif (body := areas.bodies.get(fold(of("body")))) and _is_home(made, of("body"), areas):
        # A city's list of windows in that city: proposed as who runs them, where nobody is known to.
        made.values["body"] = body


def _is_home(made: Draft, name: str, areas: Areas) -> bool:
    place = areas.places.get(areas.home(made.values.get("municipality", "")))
    return place is not None and fold(place.name) == fold(name)


def _coordinates(made: Draft, read: Read, areas: Areas) -> None:
    place = areas.places.get(made.values.get("municipality", ""))
    if read.value and place and place.latitude is not None and place.longitude is not None:
        away = distance_km(read.value, (place.latitude, place.longitude))
        if away > _FARTHEST_KM:
            read = Read(
                problem=f"緯度・経度が{place.name}の役所から{away:.0f}km離れています（{_FARTHEST_KM}kmまで）。"
            )
    made.take("point", read)
    if "point" in made.values:
        made.values["latitude"], made.values["longitude"] = made.values.pop("point")


def _hours(made: Draft, of: Callable[[str], str]) -> None:
    """The words for the hours, and hours to compute with where all of it is understood."""
    said = one_line(of("hours"))
    columns = (of("weekdays"), of("opens"), of("closes"))
    if not (said or any(columns)):
        return
    words, read = understood(columns, said)
    made.take("hours_text", values.text(words, 300))
    # Words of ours come back beside columns that were made from them.
    made.values["hours_said"] = said
    if isinstance(read, hours.Problem):
        made.problems.append(
            f"受付時間を計算に使える形では読めません（{read.message}）。言葉のまま入れます。"
        )
    elif read != hours.Hours():
        made.values["hours"] = hours.to_dict(read)


def _place(made: Draft, of: Callable[[str], str], areas: Areas) -> None:
    """The municipality and the address. Two columns that name two places refuse the row: neither can be preferred."""
    if of("prefecture") and fold(of("prefecture")) != fold(areas.name):
        made.reason = f"都道府県「{of('prefecture')[:20]}」は、計画の地域（{areas.name}）ではありません。"
        return
    by_code = _by_code(made, of("code"), areas)
    by_name, rest = _by_name(made, of("city"), areas)
    whole_place, whole_rest = _split(of("whole"), areas)
    if made.reason:
        return
    found = [place for place in (by_name, whole_place, by_code) if place]
    if len({areas.home(place.code) for place in found}) > 1:
        named = "、".join(dict.fromkeys(place.name for place in found))
        made.reason = f"コード・市区町村・住所の示す所が違います（{named}）。"
        return
    if found:
        # A ward says more than its city.
        place = next((p for p in found if p.part_of), found[0])
        made.values["municipality"] = place.code
        rest = one_line(of("town") + of("block")) or rest or whole_rest
        if rest:
            made.take("address", values.text(place.name + _without(rest, place, areas), 200))
    elif of("whole"):
        made.problems.append("住所から市区町村が分からないため、住所は入れません。")


def _by_code(made: Draft, raw: str, areas: Areas) -> Place | None:
    """A code that a spreadsheet shortened, or without its check digit, is completed and told."""
    if not raw:
        return None
    if re.sub(r"\D", "", unicodedata.normalize("NFKC", raw)).lstrip("0") in _codes_of(areas):
        return None
    own = find_place(areas, raw).place
    if own:
        code = own.code
        if unicodedata.normalize("NFKC", raw).strip() != raw.strip():
            made.repairs.append("全国地方公共団体コード：全角の数字を半角にしました。")
        if re.sub(r"\D", "", unicodedata.normalize("NFKC", raw)) != code:
            made.repairs.append(f"全国地方公共団体コード：「{raw[:12]}」を「{code}」に補いました。")
        return areas.places[code]
    match = municipalities.find(raw)
    if match.place:
        made.reason = f"全国地方公共団体コード「{raw[:12]}」（{match.place.name}）は、計画の地域の外です。"
    else:
        made.reason = (
            f"全国地方公共団体コード「{raw[:12]}」は正しくありません。{_hint(match.suggestions, areas)}"
        )
    return None


def _codes_of(areas: Areas) -> set[str]:
    """The prefecture's own code, in the lengths that are met: it says nothing of the municipality."""
    return {areas.code, areas.code[:5], areas.code[:2]}


def _by_name(made: Draft, raw: str, areas: Areas) -> tuple[Place | None, str]:
    """The place of the column of municipalities, and an address that somebody wrote into the same cell."""
    if not raw:
        return None, ""
    found = find_place(areas, raw)
    if found.place:
        if not _is_its_name(raw, found.place, areas):
            made.repairs.append(f"所在地_市区町村：「{raw[:30]}」を「{found.place.name}」と読みました。")
        return found.place, ""
    place, rest = _split(raw, areas)
    if place and rest:
        made.repairs.append(
            f"所在地_市区町村：番地まで入っていたので、「{place.name}」と「{rest}」に分けました。"
        )
        return place, rest
    if found.ambiguous:
        names = "、".join(candidate.name for candidate in found.suggestions[:5])
        made.reason = f"市区町村「{raw[:30]}」がどれか決められません（{names}）。"
    else:
        made.reason = f"市区町村「{raw[:30]}」が{areas.name}にありません。{_hint(found.suggestions, areas)}"
    return None, ""


def _is_its_name(raw: str, place: Place, areas: Areas) -> bool:
    """Whether the cell says the name as it is, with or without the prefecture, or a ward without its city."""
    city = areas.places[place.part_of].name if place.part_of else ""
    names = (place.name, place.name.removeprefix(city), areas.name + place.name)
    return fold(raw) in {fold(name) for name in names}


def _hint(maybe: Iterable[municipalities.Place | Place], areas: Areas) -> str:
    """What may be meant; only places of the plan's area."""
    names = "、".join([place.name for place in maybe if place.code in areas.places][:3])
    return f"もしかして：{names}。" if names else ""


def _split(raw: str, areas: Areas) -> tuple[Place | None, str]:
    """An address from its beginning: the municipality, and what follows it."""
    plain = one_line(unicodedata.normalize("NFKC", raw)).removeprefix(areas.name)
    plain = re.sub(r"^[^市区町村]{1,4}郡", "", plain)
    for name, place in areas.by_length:
        if plain.startswith(name):
            return place, re.sub(r"^\([^()]{1,5}郡\)", "", plain.removeprefix(name)).strip()
    return None, ""


def _without(rest: str, place: Place, areas: Areas) -> str:
    """The address without the names that stand before it already."""
    found, shorter = _split(rest, areas)
    return shorter if found and areas.home(found.code) == areas.home(place.code) else rest
