"""The page of a municipality: everything that serves its residents, and what nobody has confirmed."""

from dataclasses import dataclass

from banso.directory.catalogue import Place, WindowCard
from banso.directory.codes import EntryStatus
from banso.directory.finder import Finder
from banso.directory.places import Distance, distance, serves, whole

# What a resident of any municipality of Japan should be able to find, whatever the plan: the title, the kind of window.
# Sources: 生活困窮者自立支援法, 地域保健法, 職業安定法.
EXPECTED = (
    ("市区町村の相談窓口", "市町村の窓口"),
    ("お金や生活に困ったときの窓口（自立相談支援機関）", "生活困窮の相談"),
    ("こころとからだの相談（保健所）", "保健所"),
    ("仕事を探すとき（ハローワーク）", "ハローワーク"),
)
_NEAREST = 3


@dataclass(frozen=True)
class Section:
    """The windows of one kind. With none of its own, ``near`` names the nearest whose catchment nobody has settled."""

    title: str
    windows: tuple[WindowCard, ...]
    near: tuple[tuple[WindowCard, Distance], ...] = ()


@dataclass(frozen=True)
class PlacePage:
    """A municipality or a ward. ``others`` serve it or stand in it, ``wide`` serve the whole area."""

    place: Place
    city: Place | None
    wards: tuple[Place, ...]
    sections: tuple[Section, ...]
    others: tuple[WindowCard, ...]
    wide: tuple[WindowCard, ...]


def place_page(finder: Finder, code: str) -> PlacePage:
    """The page of the place ``code``. Raises ``KeyError``."""
    catalogue = finder.catalogue
    place = catalogue.places[code]
    area = whole(catalogue)
    here = {code, catalogue.home_of(code)} | {p.code for p in catalogue.places.values() if p.part_of == code}
    windows = [w for w in catalogue.windows.values() if w.status is not EntryStatus.DEFUNCT]
    wide = [w for w in windows if w.catchment_known and area <= w.catchment]
    own = [w for w in windows if w not in wide and _is_own(finder, w, code, here)]
    sections = tuple(_section(finder, place, title, kind, own, windows) for title, kind in EXPECTED)
    shown = {window.key for section in sections for window in section.windows}
    return PlacePage(
        place=place,
        city=catalogue.places[place.part_of] if place.part_of else None,
        wards=tuple(p for p in catalogue.places.values() if p.part_of == code),
        sections=sections,
        others=tuple(w for w in own if w.key not in shown),
        wide=tuple(wide),
    )


def _is_own(finder: Finder, window: WindowCard, code: str, here: set[str]) -> bool:
    """Whether it serves the residents; where nobody knows whom it serves, whether it stands there for all to see."""
    answer = serves(finder.catalogue, window, code)
    return window.municipality in here and not window.address_hidden if answer is None else answer


def _section(
    finder: Finder, place: Place, title: str, kind: str, own: list[WindowCard], windows: list[WindowCard]
) -> Section:
    mine = tuple(window for window in own if window.kind == kind)
    if mine:
        return Section(title, mine)
    unsettled = (w for w in windows if w.kind == kind and not w.catchment_known)
    far = [(window, km) for window in unsettled if (km := distance(finder.catalogue, place, window))]
    return Section(title, (), tuple(sorted(far, key=lambda pair: pair[1].km)[:_NEAREST]))
