"""Distances on the earth."""

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

# Mean radius of the earth in km. Source: IUGG.
_RADIUS = 6371.0088


class Located(Protocol):
    """Anything with a latitude and a longitude in degrees."""

    @property
    def latitude(self) -> float: ...

    @property
    def longitude(self) -> float: ...


Point = Located | tuple[float, float]


def distance_km(a: Point, b: Point) -> float:
    """The great circle in km between two places or (latitude, longitude) in degrees. Error below 0.6 % (a sphere)."""
    (lat_a, lng_a), (lat_b, lng_b) = (tuple(map(radians, _degrees(point))) for point in (a, b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lng_b - lng_a) / 2) ** 2
    return 2 * _RADIUS * asin(min(1.0, sqrt(half)))


def _degrees(point: Point) -> tuple[float, float]:
    return point if isinstance(point, tuple) else (point.latitude, point.longitude)
