"""What stands on a leaflet: the windows of a municipality, or what the navigator finds for a situation. Pure: no Django."""

from banso.navigator.pages.leaflets.nouns import Item, Leaflet
from banso.navigator.pages.leaflets.place import of_place
from banso.navigator.pages.leaflets.situation import of_situation

__all__ = ["Item", "Leaflet", "of_place", "of_situation"]
