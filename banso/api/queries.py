"""What a request is answered from: the public directory in memory, arranged for asking. Once for each revision of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from banso.api.rules import Asked, BadRequest
from banso.directory.codes import Noun
from banso.directory.exchange.hsds import Shapes, Taxonomies, uuid_of
from banso.directory.exchange.hsds.entities import by_entry
from banso.directory.exchange.public import PublicDirectory
from banso.directory.places import find_place
from banso.directory.queries import public_directory, public_edits
from banso.lib.building import uncollected
from banso.lib.municipalities import distance_km
from banso.lib.searching import Index, Synonyms, search_words
from banso.plan.queries import LoadedPlan

Object = dict[str, Any]
_MANY = 2_000


@dataclass(frozen=True)
class Item:
    """One entry as the interface finds it. ``entries`` are those whose changes belong to it when it is told whole."""

    id: str
    noun: Noun
    key: str
    terms: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    window: str | None = None
    service: str | None = None
    entries: tuple[tuple[Noun, str], ...] = ()


class Arranged:
    """The lists of the interface over one public directory."""

    def __init__(self, directory: PublicDirectory) -> None:
        self.directory = directory
        self.taxonomies = Taxonomies.of(directory)
        self.shapes = Shapes(directory, self.taxonomies)
        self._indexes: dict[str, Index[str]] = {}
        made = {
            "services": self._services(),
            "organizations": self._organizations(),
            "locations": self._locations(),
            "service_at_locations": self._at(),
        }
        # The items of each address, by id, in the order in which they are told.
        self.lists: Mapping[str, Mapping[str, Item]] = {
            path: {item.id: item for item in items} for path, items in made.items()
        }

    def searched(self, path: str, words: str) -> list[str]:
        """The ids that the words find, best first."""
        if path not in self._indexes:
            documents = ((item.id, self._words(item)) for item in self.lists[path].values())
            self._indexes[path] = Index.build(documents, Synonyms(search_words()))
        return [key for key, _score in self._indexes[path].find(words)]

    def _services(self) -> Iterable[Item]:
        for service in self.directory.services.values():
            bodies = {uuid_of("organization", service.organisation)} if service.organisation else set()
            places = [(Noun.WINDOW, key) for key in service.at]
            yield Item(
                uuid_of("service", service.key), Noun.SERVICE, service.key,
                terms=self._terms_of_service[service.key], bodies=frozenset(bodies), service=service.key,
                entries=((Noun.SERVICE, service.key), *places),
            )  # fmt: skip

    def _organizations(self) -> Iterable[Item]:
        terms: dict[str, set[str]] = {}
        for service in self.directory.services.values():
            terms.setdefault(service.organisation, set()).update(self._terms_of_service[service.key])
        for window in self.directory.windows.values():
            for key in window.operators:
                terms.setdefault(key, set()).update(self._terms_of_window(window.key))
        for body in self.directory.bodies.values():
            windows = [(Noun.WINDOW, window.key) for window in self.directory.run_by.get(body.key, ())]
            yield Item(
                uuid_of("organization", body.key), Noun.ORGANISATION, body.key,
                terms=frozenset(terms.get(body.key, ())),
                entries=((Noun.ORGANISATION, body.key), *windows),
            )  # fmt: skip

    def _locations(self) -> Iterable[Item]:
        for window in self.directory.windows.values():
            yield Item(
                uuid_of("location", window.key), Noun.WINDOW, window.key,
                terms=self._terms_of_window(window.key),
                bodies=frozenset(uuid_of("organization", body) for body in window.operators), window=window.key,
                entries=((Noun.WINDOW, window.key),),
            )  # fmt: skip

    def _at(self) -> Iterable[Item]:
        for service in self.directory.services.values():
            for key in service.at:
                window = self.directory.windows[key]
                bodies = {service.organisation, *window.operators} - {""}
                yield Item(
                    uuid_of("service_at_location", service.key, key), Noun.SERVICE, service.key,
                    terms=self._terms_of_service[service.key] | self._terms_of_window(key),
                    bodies=frozenset(uuid_of("organization", body) for body in bodies),
                    window=key, service=service.key, entries=((Noun.SERVICE, service.key), (Noun.WINDOW, key)),
                )  # fmt: skip

    def _words(self, item: Item) -> tuple[tuple[str, int], ...]:
        """What can be searched of an item: of the service, of the window, and of where that is."""
        directory = self.directory
        if item.noun is Noun.ORGANISATION:
            return _words(directory.bodies[item.key])
        service = _words(directory.services[item.service]) if item.service else ()
        if item.window is None:
            return service
        return (*service, *_words(directory.windows[item.window]), *self._place_words(item.window))

    @cached_property
    def _terms_of_service(self) -> Mapping[str, frozenset[str]]:
        found = {}
        for service in self.directory.services.values():
            askers = [asker.value for asker in service.askers]
            named = [("measure", service.measures), ("need", service.offers), ("asker", askers)]
            ids = {uuid_of("taxonomy_term", taxonomy, code) for taxonomy, codes in named for code in codes}
            found[service.key] = frozenset(ids & self.taxonomies.terms.keys())
        return found

    def _terms_of_window(self, key: str) -> frozenset[str]:
        channels = self.directory.windows[key].channels
        return frozenset(uuid_of("taxonomy_term", "channel", channel.value) for channel in channels)

    def _place_words(self, key: str) -> tuple[tuple[str, int], ...]:
        place = self.directory.places.get(self.directory.windows[key].municipality or "")
        return ((place.name, 2),) if place else ()


def _words(entry: Any) -> tuple[tuple[str, int], ...]:
    """What can be searched of an entry: names weigh more than the description."""
    names = [entry.name, entry.kana, *entry.aliases]
    return (*((name, 5) for name in names if name), (entry.description, 1))


_kept: dict[int, Arranged] = {}


@uncollected()
def arranged(plan: LoadedPlan) -> Arranged:
    """The public directory as it is now, arranged. Two queries at most while it does not change."""
    directory = public_directory(plan)
    found = _kept.get(0)
    if found is None or found.directory is not directory:
        found = _kept[0] = Arranged(directory)
    return found


def chosen(lists: Arranged, path: str, asked: Asked) -> Sequence[Item]:
    """The items for which everything asked holds, in order: as found by words, else as they stand."""
    items = lists.lists[path]
    found: Iterable[Item] = items.values()
    if asked.search:
        found = [items[key] for key in lists.searched(path, asked.search)]
    for condition in _conditions(lists, asked):
        found = filter(condition, found)
    return list(found)


def _conditions(lists: Arranged, asked: Asked) -> Iterable[Callable[[Item], bool]]:
    if asked.organization_id:
        yield lambda item: asked.organization_id in item.bodies
    if asked.taxonomy_term_id:
        wanted = set(asked.taxonomy_term_id)
        yield lambda item: wanted <= item.terms
    if asked.taxonomy_id:
        terms = {t["id"] for t in lists.taxonomies.terms.values() if t["taxonomy_id"] == asked.taxonomy_id}
        yield lambda item: bool(terms & item.terms)
    if asked.modified_after:
        yield lambda item: _is_newer(lists.directory, item, asked)
    if asked.postcode or asked.municipality:
        yield from _near(lists.directory, asked)


def _is_newer(directory: PublicDirectory, item: Item, asked: Asked) -> bool:
    """Whether the item, or what it is told with, changed since; unknown is not "no"."""
    assert asked.modified_after is not None
    moments = [directory.changed.get(entry) for entry in item.entries]
    return not any(moments) or any(at >= asked.modified_after for at in moments if at)


def _near(directory: PublicDirectory, asked: Asked) -> Iterable[Callable[[Item], bool]]:
    code, centre = _place_asked(directory, asked)
    home = directory.places[code].part_of or code

    def serves(item: Item) -> bool:
        window = directory.windows[item.window or ""]
        return not window.catchment_known or bool({code, home} & window.catchment)

    yield serves
    if asked.proximity:
        if centre is None:
            name = directory.places[code].name
            raise BadRequest("proximity", f"{name}の中心の位置が分からないため、「proximity」は使えません。")
        most = asked.proximity / 1000

        def is_near(item: Item) -> bool:
            window = directory.windows[item.window or ""]
            where = _point(window) or _point(directory.places.get(window.municipality or ""))
            return where is not None and distance_km(where, centre) <= most

        yield is_near


def _point(found: Any) -> tuple[float, float] | None:
    if found is None or found.latitude is None or found.longitude is None:
        return None
    return (found.latitude, found.longitude)


def _place_asked(directory: PublicDirectory, asked: Asked) -> tuple[str, tuple[float, float] | None]:
    """The municipality that is asked for, and where its centre is, if that is known. Raises :class:`BadRequest`."""
    if asked.municipality:
        match = find_place(directory, asked.municipality)
        if match.place is None:
            names = "、".join(place.name for place in match.suggestions[:5])
            hint = f"もしかして：{names}。" if names else "市区町村の名か6桁のコードを書いてください。"
            raise BadRequest(
                "municipality", f"「municipality」の市区町村が{directory.area_name}に見つかりません。{hint}"
            )
        return match.place.code, _point(match.place)
    for window in directory.windows.values():
        home = directory.places.get(window.municipality or "")
        if home and window.postal_code.replace("-", "") == asked.postcode:
            where = _point(window) or _point(home)
            if where:
                return home.code, where
    raise BadRequest(
        "postcode",
        "この郵便番号の場所は台帳から分かりません。municipality に市区町村の名か6桁のコードを書いてください。",
    )


def objects(lists: Arranged, path: str, items: Sequence[Item], *, full: bool) -> list[Object]:
    """The items as HSDS has them; whole ones with their changes, which are read for these alone: one query."""
    shapes = lists.shapes
    if full:
        entries = [entry for item in items for entry in item.entries]
        # So many keys in one query would cost more than reading all changes.
        edits = public_edits(lists.directory, entries if len(entries) < _MANY else None)
        shapes = Shapes(lists.directory, lists.taxonomies, by_entry(edits))
    return [_object(shapes, path, item, full=full) for item in items]


def _object(shapes: Shapes, path: str, item: Item, *, full: bool) -> Object:
    directory = shapes.directory
    match path:
        case "services":
            return shapes.service(directory.services[item.key], full=full)
        case "organizations":
            return shapes.organization(directory.bodies[item.key], full=full)
        case "locations":
            return shapes.location(directory.windows[item.key], full=full)
    assert item.window is not None
    return shapes.service_at_location(directory.services[item.key], item.window, full=full)


def minimal(lists: Arranged, items: Sequence[Item]) -> list[Object]:
    """Ids and when each changed last, for those who keep a copy."""
    found = []
    for item in items:
        at = lists.shapes.modified(item.noun, item.key)
        found.append({"id": item.id} | ({"last_modified": at, "modified_date": at} if at else {}))
    return found
