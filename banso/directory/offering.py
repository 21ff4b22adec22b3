"""Where a service can be had now: a collective name (保健所) hands it down to its windows, and all of them together up to
the name; a closed window hands it on to its heir.

Every reader of the directory gets its services from here, so that page, result, export and interface name the same windows.
Pure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from banso.directory.catalogue import Catalogue, ServiceCard, WindowCard
from banso.directory.codes import EntryStatus, Part

# So many windows of one family, one for each municipality, say nothing in a list: the municipality chooses among them.
LOOK_ALIKE = 20


def offered(services: Iterable[ServiceCard], windows: Mapping[str, WindowCard]) -> dict[str, ServiceCard]:
    """The services, each at all windows that give it now; those of its windows that have closed beside them."""
    members: dict[str, list[str]] = {}
    for window in windows.values():
        if window.one_of:
            members.setdefault(window.one_of, []).append(window.key)
    return {service.key: _offered(service, windows, members) for service in services}


def _offered(
    service: ServiceCard, windows: Mapping[str, WindowCard], members: Mapping[str, list[str]]
) -> ServiceCard:
    named = {key: part for key, part in service.at.items() if key in windows}
    for key, part in [*named.items()]:
        for member in members.get(key, ()):
            named.setdefault(member, part)
    at: dict[str, Part] = {}
    closed = []
    for key, part in named.items():
        heir = successor(windows[key], windows)
        if heir is not windows[key]:
            closed.append(key)
        # A collective name of which every window has closed names no place to go to.
        own = members.get(key, ())
        if heir is not None and (not own or any(successor(windows[each], windows) for each in own)):
            at.setdefault(heir.key, part)
    _hand_up(at, windows, members)
    return replace(service, at=at, closed=tuple(closed))


def _hand_up(
    at: dict[str, Part], windows: Mapping[str, WindowCard], members: Mapping[str, list[str]]
) -> None:
    """What every window of a collective name gives can be had under the name."""
    for key, own in members.items():
        there = [each for each in own if windows[each].status is not EntryStatus.DEFUNCT]
        named = windows.get(key)
        if named and named.status is not EntryStatus.DEFUNCT and there and all(each in at for each in there):
            parts = {at[each] for each in there}
            at.setdefault(key, parts.pop() if len(parts) == 1 else Part.BOTH)


def successor(window: WindowCard, windows: Mapping[str, WindowCard]) -> WindowCard | None:
    """The window itself while it is there; else the one that goes on for it, if any does."""
    at: WindowCard | None = window
    seen: set[str] = set()
    while at is not None and at.status is EntryStatus.DEFUNCT and at.key not in seen:
        seen.add(at.key)
        at = windows.get(at.successor or "")
    return None if at is None or at.status is EntryStatus.DEFUNCT else at


@dataclass(frozen=True)
class Told:
    """A line of a list of windows. ``stands_for`` counts the windows of a large family that are told in this one line."""

    window: WindowCard
    stands_for: int = 0


def told(catalogue: Catalogue, keys: Iterable[str]) -> tuple[Told, ...]:
    """The windows that are there, each once: a large family by its collective name, a small one by its windows alone."""
    named = [catalogue.windows[key] for key in dict.fromkeys(keys) if key in catalogue.windows]
    there = [window for window in named if window.status is not EntryStatus.DEFUNCT]
    sizes = {window.key: len(catalogue.families.get(window.key, ())) for window in there}
    large = {key for key, size in sizes.items() if size > LOOK_ALIKE}
    return tuple(
        Told(window, sizes[window.key])
        for window in there
        if window.one_of not in large and (window.key in large or not sizes[window.key])
    )
