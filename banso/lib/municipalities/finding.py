"""Which municipality a text means. What is ambiguous is told as such, never guessed."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from banso.lib.codes import is_local_body
from banso.lib.likeness import edits, fold
from banso.lib.municipalities.places import Place, all_places, by_code, former, prefectures

_MOST_SUGGESTIONS = 5
_LONGEST_TYPED = 20
_COUNTY = re.compile(r"^[^郡]{1,5}郡(?=..)")
# Kanji and kana that look alike in print: 川ロ市 with a katakana ro.
_LOOKALIKES = str.maketrans("ロ囗カニエハタトミチ", "口口力二工八夕卜三千")


@dataclass(frozen=True)
class Match:
    """``place`` where the text means exactly one; several equally good ``candidates``; else what may be meant."""

    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    suggestions: tuple[Place, ...] = ()


@lru_cache(maxsize=20_000)
def find(text: str, within: str | None = None) -> Match:
    """The municipality or ward that ``text`` means: a code of six or five digits, or a name in any usual spelling.

    ``within`` is a prefecture (name, or code of two or six digits) or a designated city (its code). Raises ValueError
    where it is neither.
    """
    inside = _inside(within)
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"\d[\d -]*", plain):
        return _by_digits(re.sub(r"\D", "", plain), inside)
    key = fold(text)
    if not key:
        return Match()
    exact = [place for place in _exactly(key) if place.code.startswith(inside)]
    if len(exact) == 1:
        return Match(exact[0])
    if exact:
        return Match(candidates=tuple(exact))
    return Match(suggestions=_first(_alike(text, key, inside)))


def _inside(within: str | None) -> tuple[str, ...]:
    """What the codes of all places within begin with."""
    if not within:
        return ("",)
    for prefecture in prefectures():
        if within in (prefecture.name, prefecture.short, prefecture.code, prefecture.code[:2]):
            return (prefecture.code[:2],)
    wards = tuple(place.code for place in all_places() if place.part_of == within)
    if not wards:
        raise ValueError(f"neither a prefecture nor a designated city: {within}")
    return wards


def _by_digits(digits: str, inside: tuple[str, ...]) -> Match:
    """Six digits; five without the check digit; or five or four of them when a spreadsheet lost the leading zero."""
    readings = [digits, "0" + digits]
    meant = {place for code in readings if (place := by_code(code))}
    meant |= {place for code in readings if len(code) == 5 and (place := _by_five(code))}
    exact = sorted(place for place in meant if place.code.startswith(inside))
    if len(exact) == 1:
        return Match(exact[0])
    if exact:
        return Match(candidates=tuple(exact))
    wrong = len(digits) == 6 and not is_local_body(digits)
    near = [_by_five(digits[:5])] if wrong else sorted(meant)
    return Match(suggestions=_first(place for place in near if place))


def _by_five(five: str) -> Place | None:
    return _fives().get(five)


@cache
def _fives() -> dict[str, Place]:
    return {place.code[:5]: place for place in all_places()}


def _exactly(key: str) -> list[Place]:
    return _names().get(key) or _names().get(_COUNTY.sub("", _without_prefecture(key)[1]), [])


@cache
def _names() -> dict[str, list[Place]]:
    """Places by every key of their names: with and without prefecture and city, in kanji and kana."""
    kana = {prefecture.name: prefecture.kana for prefecture in prefectures()}
    found: dict[str, list[Place]] = defaultdict(list)
    for place in all_places():
        spellings = {place.name, place.full_name, place.short, place.kana, place.short_kana}
        spellings |= {place.prefecture + place.short, kana[place.prefecture] + place.kana}
        for key in {fold(spelling) for spelling in spellings}:
            found[key].append(place)
    return dict(found)


@cache
def _looks() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for place in all_places():
        for spelling in {place.name, place.short, place.full_name}:
            found[fold(spelling.translate(_LOOKALIKES))].append(place)
    return dict(found)


def _alike(text: str, key: str, inside: tuple[str, ...]) -> Iterator[Place]:
    """What may be meant, the likeliest first; places within come first, others only after."""
    found = list(dict.fromkeys(_guesses(text, key)))
    yield from (place for place in found if place.code.startswith(inside))
    yield from (place for place in found if not place.code.startswith(inside))


def _guesses(text: str, key: str) -> Iterator[Place]:
    yield from _exactly(key)
    endings = [key, *(key + ending for ending in "市区町村")]
    prefecture, rest = _without_prefecture(key)
    yield from (now for now in _once().get(rest or key, []) if prefecture in ("", now.prefecture))
    yield from _looks().get(fold(text.translate(_LOOKALIKES)), [])
    for ending in endings[1:]:
        yield from _names().get(ending, [])
    for each in prefectures():
        if each.short in text:
            yield from _names().get(fold(text.replace(each.short, each.short_kana)), [])
    yield from _beginning(key)
    if len(key) <= _LONGEST_TYPED:
        yield from _typed_wrongly(rest or key, prefecture)


@cache
def _once() -> dict[str, list[Place]]:
    """Today's places by every key of the names that they, or parts of them, once had."""
    found: dict[str, list[Place]] = defaultdict(list)
    for old in former():
        ending = 2 if old.name[-1] in "町村" else 1
        for spelling in {old.name, old.name[:-1], old.kana, old.kana[:-ending]}:
            found[fold(spelling)].append(old.now)
    return dict(found)


def was_within(text: str, area: str) -> bool:
    """Whether ``text`` is a name that a municipality of the prefecture ``area`` (a code) had once."""
    key = fold(text)
    prefecture, rest = _without_prefecture(key)
    here = (now for now in _once().get(rest or key, []) if now.code[:2] == area[:2])
    return any(prefecture in ("", now.prefecture) for now in here)


def _beginning(key: str) -> Iterator[Place]:
    """The place with which a longer text, an address, begins."""
    for length in range(min(len(key) - 1, _LONGEST_TYPED), 2, -1):
        found = _exactly(key[:length])
        if found:
            yield from found
            return


def _typed_wrongly(key: str, prefecture: str) -> list[Place]:
    limit = 1 if len(key) <= 4 else 2
    letters = set(key)
    found = []
    for spelling, past, place in _spellings():
        if prefecture and place.prefecture != prefecture or abs(len(spelling) - len(key)) > limit:
            continue
        # Two words so near have most of their letters in common; this spares most of the comparing.
        if len(letters.intersection(spelling)) < len(letters) - limit:
            continue
        distance = edits(key, spelling, limit)
        if distance <= limit:
            found.append((distance, past, place))
    nearest = min((distance for distance, _, _ in found), default=0)
    return [place for distance, _, place in sorted(found) if distance == nearest]


@cache
def _spellings() -> list[tuple[str, bool, Place]]:
    """Every spelling, whether it is one of the past, and the place of today."""
    today = [
        (fold(spelling), False, place)
        for place in all_places()
        for spelling in sorted({place.name, place.short, place.kana, place.short_kana})
    ]
    return today + [(fold(word), True, old.now) for old in former() for word in (old.name, old.kana)]


def _without_prefecture(key: str) -> tuple[str, str]:
    """The prefecture with whose name the key begins, and the rest."""
    for prefecture in prefectures():
        for spelling in (prefecture.name, prefecture.kana):
            if key.startswith(fold(spelling)) and len(key) > len(spelling):
                return prefecture.name, key.removeprefix(fold(spelling))
    return "", key


def _first(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(places))[:_MOST_SUGGESTIONS]
