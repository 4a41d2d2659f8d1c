"""The world as a picture: the land, projected, of the whole or of a part, and where anything on earth stands in it.

Longitudes and latitudes are degrees east and north; in a picture x counts to the right and y down, in its own units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import pairwise
from math import asin, cos, degrees, log, radians, sin, sqrt, tan
from typing import NamedTuple

from . import outline
from .outline import Point, Ring

WIDTH, TALLEST = 960.0, 600.0
SMALL, FLAT = 270.0, 0.66  # the width of a map of one place, and its height as a share of that
FINE = 0.7  # units that a bend of the coast is wide at least
TENTH = 10  # the coasts are drawn in tenths of a unit, as whole numbers
KEPT = 64  # small maps that a process keeps the coasts of
SPANS = (14.0, 30.0, 65.0)  # degrees on either side of one place, until there is enough land to know it by
ENOUGH = 60  # points of coasts
FARTHEST = 84.0  # degrees north and south that a map in Mercator's projection reaches

# B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth map projection", 2018: equal areas, and few numbers.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2

Box = tuple[float, float, float, float]  # west, south, east, north; or left, upper, right, lower


class Area(NamedTuple):
    """A part of the world: how it is called in addresses and in words, and its edges; ``east`` may be beyond 180."""

    name: str
    said: str
    west: float
    east: float
    south: float
    north: float

    @property
    def middle(self) -> float:
        """The longitude in its middle."""
        return (self.west + self.east) / 2


WORLD = Area("world", "The world", -170, 190, -56, 78)
AREAS = (
    WORLD,
    Area("europe", "Europe", -12, 46, 34.5, 64),
    Area("mediterranean", "Mediterranean and Near East", -12, 62, 22, 47),
    Area("africa", "Africa", -20, 55, -36, 38),
    Area("asia", "Asia", 60, 150, -11, 58),
    Area("far-east", "Far East", 98, 147, 20, 55),
    Area("pacific", "Pacific", 110, 250, -46, 60),
    Area("north-america", "North America", -130, -60, 15, 55),
    Area("caribbean", "Central America and the Caribbean", -106, -58, 6, 31),
    Area("south-america", "South America", -84, -33, -56, 14),
)


class Projection(NamedTuple):
    """How a sphere becomes a picture in which parallels are straight: how long a radian of longitude is at a latitude,
    and how far the latitude is above the equator."""

    stretch: Callable[[float], float]
    up: Callable[[float], float]


def _equal_earth_stretch(latitude: float) -> float:
    at = asin(_M * sin(radians(latitude)))
    return cos(at) / (_M * (_A1 + 3 * _A2 * at**2 + at**6 * (7 * _A3 + 9 * _A4 * at**2)))


def _equal_earth_up(latitude: float) -> float:
    at = asin(_M * sin(radians(latitude)))
    return at * (_A1 + _A2 * at**2 + at**6 * (_A3 + _A4 * at**2))


def _mercator_up(latitude: float) -> float:
    """Nearer to the poles, which this projection does not reach, everything stands at ``FARTHEST``."""
    return log(tan(radians(45 + min(max(latitude, -FARTHEST), FARTHEST) / 2)))


# The whole world with areas as they are; a part of it with shapes as they are.
EQUAL_EARTH = Projection(_equal_earth_stretch, _equal_earth_up)
MERCATOR = Projection(lambda latitude: 1.0, _mercator_up)


class View:
    """A picture of an area and, where it is narrower or lower than the frame, of what is on either side of it."""

    def __init__(self, area: Area, width: float = WIDTH, tallest: float = TALLEST) -> None:
        self.area = area
        self.width = width
        self._projected = EQUAL_EARTH if area == WORLD else MERCATOR
        widths = [self._projected.stretch(at) for at in (area.south, 0.0, area.north) if area.south <= at <= area.north]
        self._top = self._projected.up(area.north)
        tall = self._top - self._projected.up(area.south)
        self._scale = min(width / (radians(area.east - area.west) * max(widths)), tallest / tall)
        self.height = round(tall * self._scale, 1)
        self.reach = min(degrees(width / 2 / self._scale / min(widths)) + 1, 180.0)  # degrees on either side

    def point(self, longitude: float, latitude: float) -> Point:
        """Where a point of the earth stands, perhaps outside the picture."""
        aside = (longitude - self.area.middle + 180) % 360 - 180
        return self._at(aside, latitude)

    def holds(self, point: Point) -> bool:
        """Whether a point of the picture's plane is in the picture."""
        return 0 <= point[0] <= self.width and 0 <= point[1] <= self.height

    def coasts(self) -> list[Ring]:
        """The coasts as rings in the picture, cut a little outside it."""
        edges = (-self.reach, self.area.south - 1, self.reach, self.area.north + 1)
        shown: list[Ring] = []
        for coast in _coasts():
            for turn in (-360, 0, 360):
                by = turn - self.area.middle
                if coast.is_within(by, edges):
                    aside = [(east + by, north) for east, north in coast.ring]
                    shown.append([self._at(*point) for point in _cut(aside, edges)])
        return shown

    def _at(self, aside: float, latitude: float) -> Point:
        x = self.width / 2 + radians(aside) * self._projected.stretch(latitude) * self._scale
        return x, (self._top - self._projected.up(latitude)) * self._scale


@cache
def land(area: Area) -> str:
    """The land of an area, as the path of an SVG picture in tenths of a unit; to be filled by the rule "evenodd"."""
    return _path(View(area).coasts())


@lru_cache(KEPT)
def around(longitude: float, latitude: float) -> tuple[View, str]:
    """A small map around one place: its view, and its land as a path."""
    for span in SPANS:
        view = View(_around(longitude, latitude, span), SMALL, SMALL * FLAT)
        rings = view.coasts()
        if sum(view.holds(point) for ring in rings for point in ring) >= ENOUGH:
            break
    return view, _path(rings)


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes have more than an edge in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _around(longitude: float, latitude: float, span: float) -> Area:
    """An area with a place in its middle, but for places so far north or south that the map ends before."""
    middle = min(max(latitude, span * FLAT - FARTHEST), FARTHEST - span * FLAT)
    aside = min(span / cos(radians(middle)), 170)
    return Area("", "", longitude - aside, longitude + aside, middle - span * FLAT, middle + span * FLAT)


class _Coast(NamedTuple):
    ring: Ring
    edges: Box

    def is_within(self, by: float, edges: Box) -> bool:
        """Whether some of it may be within edges, when it is moved eastward."""
        west, south, east, north = self.edges
        return touch((west + by, south, east + by, north), edges)


@cache
def _coasts() -> list[_Coast]:
    return [_Coast(ring, _edges(ring)) for ring in outline.read()]


def _edges(ring: Ring) -> Box:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


def _cut(ring: Ring, edges: Box) -> Ring:
    """What of a ring is within edges, closed along them (I. Sutherland and G. Hodgman, 1974)."""
    for axis, edge, sign in ((0, edges[0], 1), (1, edges[1], 1), (0, edges[2], -1), (1, edges[3], -1)):
        kept: Ring = []
        for begin, end in pairwise([*ring[-1:], *ring]):
            is_in, was_in = sign * (end[axis] - edge) >= 0, sign * (begin[axis] - edge) >= 0
            if is_in != was_in:
                share = (edge - begin[axis]) / (end[axis] - begin[axis])
                kept.append((begin[0] + share * (end[0] - begin[0]), begin[1] + share * (end[1] - begin[1])))
            if is_in:
                kept.append(end)
        ring = kept
    return ring


def _path(rings: Iterable[Ring]) -> str:
    """Rings as the path of an SVG picture, in whole tenths, each point told from the one before."""
    drawn = []
    for ring in rings:
        points = _coarse(ring)
        if len(points) > 2:
            steps = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points))
            drawn.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z")
    return "".join(drawn).replace(" -", "-")


def _coarse(ring: Ring) -> list[tuple[int, int]]:
    """The points of a ring, in tenths, without those nearer than FINE to the one before."""
    kept: list[tuple[int, int]] = []
    for x, y in ring:
        point = round(TENTH * x), round(TENTH * y)
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= TENTH * FINE:
            kept.append(point)
    return kept
