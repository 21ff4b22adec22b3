"""Where one can ask for a window of which nobody knows how to reach it: every municipality has its town hall. Pure."""

from collections.abc import Mapping

from banso.directory.catalogue import Place, WindowCard

# What everybody may say there, whatever the matter.
FIRST_WORDS = "仕事と暮らしのことを相談したいです。"
ANY = "住んでいる市役所や町村役場"
_HALLS = {"市": "役所", "区": "役所", "町": "役場", "村": "役場"}


def town_hall(place: Place | None) -> str:
    """The house as it is called, …市役所 or …町役場. Only its name follows from the municipality's: its telephone
    and its address do not.
    """
    ending = _HALLS.get(place.name[-1:]) if place else None
    return f"{place.name}{ending}" if place and ending else ANY


def hall_for(window: WindowCard, places: Mapping[str, Place]) -> str:
    """The house at which to ask for ``window``: that of the municipality where it stands, or of the only one that it
    serves. Empty where one can turn to the window itself.
    """
    serves = next(iter(window.catchment)) if window.catchment_known and len(window.catchment) == 1 else ""
    return "" if is_reachable(window) else town_hall(places.get(window.municipality or serves))


def words_for(name: str, whose: str = "") -> str:
    """What to say there to be led to the service or window called ``name``; ``whose`` begins the sentence."""
    return f"{whose}『{name}』をさがしています。電話番号か場所を教えてもらえますか。"


def is_reachable(window: WindowCard) -> bool:
    """Whether anything is known by which somebody can turn to it: a number, an address, also those of its house, a mail
    address, or a form."""
    called = bool(window.phones or (window.host and window.host.phones))
    return called or has_place(window) or bool(window.email) or window.takes_requests


def has_place(window: WindowCard) -> bool:
    """Whether it is known where to go: its own address, or that of its house."""
    inside = bool(window.host and window.host.address)
    return not window.address_hidden and (bool(window.address) or inside)
