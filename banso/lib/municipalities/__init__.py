"""All municipalities of Japan and the wards of its designated cities: codes, names, centres, and finding one by text.

The data are written by ``scripts/municipalities_csv.py`` (japancode 0.1.0, MIT; localgovjp, CC0) and stand before
the new wards of Hamamatsu (2024). Centres are those of the offices, in degrees (JGD2000 and WGS84 agree here).
"""

from banso.lib.municipalities.distance import distance_km
from banso.lib.municipalities.finding import Match, find, was_within
from banso.lib.municipalities.places import Place, all_places, by_code, prefectures

__all__ = ["Match", "Place", "all_places", "by_code", "distance_km", "find", "prefectures", "was_within"]
