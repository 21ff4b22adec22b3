"""What stands on a leaflet."""

from dataclasses import dataclass

UNKNOWN = "未確認"
# So much stands on one sheet of A4 with all that is known of it; what follows is one line each.
MOST_ITEMS = 10


@dataclass(frozen=True)
class Item:
    """One window or service of a leaflet. ``phone`` stands alone on cards and boxes; its mark stands beside it, and
    ``phone_of`` names the house whose number it is. ``confirm``: something of it is 要確認."""

    key: str
    name: str
    kana: str
    text: str
    lines: tuple[tuple[str, str], ...]
    phone: str
    phone_to_check: bool
    phone_of: str
    confirm: bool


@dataclass(frozen=True)
class Leaflet:
    """``also`` are lines (name, words) for what has no room of its own. ``office`` is who is there for everybody, and
    ``say`` the first words to say there; both empty where no office is meant."""

    title: str
    lead: str
    items: tuple[Item, ...]
    also: tuple[tuple[str, str], ...] = ()
    office: str = ""
    say: str = ""

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """(name, number), each number once: those that can be called without anybody having to confirm them first. A
        card has no room to explain a doubt, and a wrong number on ten thousand of them cannot be called back."""
        sure = (item for item in self.items if item.phone and not item.phone_to_check)
        by_number: dict[str, str] = {}
        for item in sure:
            by_number.setdefault(item.phone, item.name)
        return tuple((name, number) for number, name in by_number.items())
