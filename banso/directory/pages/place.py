"""The page of a municipality: everything that serves its residents, and what nobody has confirmed."""

from dataclasses import dataclass

from banso.directory.catalogue import Place, WindowCard
from banso.directory.finder import Finder
from banso.directory.nearness import Distance, Standpoint
from banso.directory.pages.near import NearBy, nearest
from banso.directory.pages.residence import for_firms, for_people, is_settled
from banso.directory.places import is_own, whole

# What a resident of any municipality of Japan should be able to find, whatever the plan: the title, the kind of window,
# and how many are named where nobody has settled which of them is the resident's. Of the public employment offices
# people choose among all. Sources: 生活困窮者自立支援法, 地域保健法, 職業安定法.
EXPECTED = (
    ("市区町村の相談窓口", "市町村の窓口", 3),
    ("お金や生活に困ったときの窓口（自立相談支援機関）", "生活困窮の相談", 3),
    ("こころとからだの相談（保健所）", "保健所", 3),
    ("仕事を探すとき（ハローワーク）", "ハローワーク", 100),
)


@dataclass(frozen=True)
class Section:
    """The windows of one kind. As long as none is settled to be the place's own, ``near`` names those whose catchment
    nobody knows."""

    title: str
    windows: tuple[WindowCard, ...]
    near: tuple[tuple[WindowCard, Distance | None], ...] = ()


@dataclass(frozen=True)
class PlacePage:
    """A municipality or a ward; all windows in the order of nearness. ``others`` serve it or stand in it. ``wide`` serve
    people of the whole area, though of ``unsettled`` no source says whether they serve those of this place; ``near`` are
    tied to no region; of the ``placeless`` among these nobody can say where they are; ``firms`` are for employers."""

    place: Place
    city: Place | None
    wards: tuple[Place, ...]
    sections: tuple[Section, ...]
    others: tuple[WindowCard, ...]
    wide: tuple[WindowCard, ...]
    unsettled: tuple[WindowCard, ...]
    firms: tuple[WindowCard, ...]
    near: tuple[NearBy, ...]
    placeless: tuple[NearBy, ...]


def place_page(finder: Finder, code: str) -> PlacePage:
    """The page of the place ``code``. Raises ``KeyError``."""
    catalogue = finder.catalogue
    place = catalogue.places[code]
    area = whole(catalogue)
    seen = Standpoint(catalogue, place)
    windows = sorted(finder.by_kana, key=seen.rank)
    wide = [w for w in windows if w.catchment_known and area <= w.catchment]
    own = [w for w in windows if is_own(catalogue, w, code)]
    sections = tuple(_section(seen, *expected, own, windows) for expected in EXPECTED)
    shown = {window.key for section in sections for window in section.windows}
    named = {window.key for section in sections for window, _far in section.near}
    told = named | {window.key for window in (*own, *wide)}
    untied = nearest(catalogue, place, windows, told)
    return PlacePage(
        place=place,
        city=catalogue.places[place.part_of] if place.part_of else None,
        wards=tuple(p for p in catalogue.places.values() if p.part_of == code),
        sections=sections,
        others=tuple(w for w in own if w.key not in shown),
        near=tuple(each for each in untied if seen.has_place(each.window)),
        placeless=tuple(each for each in untied if not seen.has_place(each.window)),
        **_by_audience(finder, place, wide),
    )


def _by_audience(finder: Finder, place: Place, wide: list[WindowCard]) -> dict[str, tuple[WindowCard, ...]]:
    """The windows of the whole area: for people (surely, or not settled for this place) and for firms."""
    found: dict[str, list[WindowCard]] = {"wide": [], "unsettled": [], "firms": []}
    programmes = finder.catalogue.vocabulary.programme_kinds
    # Where people talk to people comes before courses.
    for window in sorted(wide, key=lambda window: window.kind in programmes):
        services = finder.services_at.get(window.key, ())
        people = for_people(services)
        if people or not services:
            settled = is_settled(finder.catalogue, people, place)
            found["wide" if settled else "unsettled"].append(window)
        if for_firms(services):
            found["firms"].append(window)
    return {name: tuple(windows) for name, windows in found.items()}


def _section(
    seen: Standpoint,
    title: str,
    kind: str,
    most: int,
    own: list[WindowCard],
    windows: list[WindowCard],
) -> Section:
    mine = tuple(window for window in own if window.kind == kind)
    if any(window.catchment_known for window in mine):
        return Section(title, mine)
    families = {window.one_of for window in windows}
    open_to_all = [w for w in windows if w.kind == kind and not w.catchment_known and w.key not in families]
    others = [(window, seen.distance(window)) for window in open_to_all if window not in mine]
    return Section(title, mine, tuple(others[:most]))
