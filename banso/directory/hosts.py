"""The house in which a window stands: how one reaches a window of which no source gives a number or an address. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from banso.directory.catalogue import Host, WindowCard

_DEEPEST = 4


def with_hosts(windows: Mapping[str, WindowCard]) -> dict[str, WindowCard]:
    """The windows; those without a telephone or an address of their own know the house that has it."""
    return {key: _hosted(window, windows) for key, window in windows.items()}


def _hosted(window: WindowCard, windows: Mapping[str, WindowCard]) -> WindowCard:
    """The house of a window whose address is kept back would tell the address."""
    if window.address_hidden or (window.phones and window.address):
        return window
    at = window
    for _step in range(_DEEPEST):
        outer = windows.get(at.located_in or at.part_of or "")
        if outer is None or outer.address_hidden:
            break
        if outer.phones or outer.address:
            return replace(
                window, host=Host(outer.key, outer.name, outer.phones, outer.address, outer.building)
            )
        at = outer
    return window
