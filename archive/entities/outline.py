"""The outline of the land, reduced from public-domain data to what a map in a page needs: longitudes and latitudes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]  # degrees east and north
Ring = list[Point]

FILE = Path(__file__).with_name("land.json")
SOURCE = (
    "Natural Earth 4.1, land, 1:50m (naturalearthdata.com; public domain), from the npm package world-atlas 2.0.2; "
    "reduced by `python manage.py outline`."
)
LEAST = 0.08  # degrees that a point must stand off its coast to be kept
SMALLEST = 0.03  # square degrees of an island or lake to be kept
UNIT = 100  # parts of a degree in which the file counts


def read() -> list[Ring]:
    """The coasts, each a ring of points of which the last is not the first again; an inner sea is a ring within one."""
    return [
        [(east / UNIT, north / UNIT) for east, north in zip(ring[::2], ring[1::2], strict=True)]
        for ring in json.loads(FILE.read_text())["rings"]
    ]


def write(rings: Iterable[Ring]) -> None:
    """Keep coasts for good, a ring a line."""
    rows = [[round(UNIT * part) for point in ring for part in point] for ring in rings]
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    unit = f"hundredths of a degree, longitude and latitude in turn (1/{UNIT})"
    FILE.write_text(f'{{"source": {json.dumps(SOURCE)},\n"unit": {json.dumps(unit)},\n"rings": [\n{lines}\n]}}\n')


def reduced(topology: dict[str, Any]) -> list[Ring]:
    """The coasts of a TopoJSON topology with an object ``land``, without small islands, small bends and
    Antarctica.

    Raises KeyError or TypeError for another file.
    """
    kept = [_simple(ring) for ring in map(_unbroken, _rings(topology)) if ring and area(ring) >= SMALLEST]
    return [ring for ring in kept if len(ring) > 2]


def area(ring: Ring) -> float:
    """The area within a ring, in square degrees."""
    closed = [*ring, ring[0]]
    return abs(sum(a * d - c * b for (a, b), (c, d) in pairwise(closed))) / 2


def _rings(topology: dict[str, Any]) -> Iterator[Ring]:
    """The rings of each polygon (TopoJSON, 2.1.4: arcs as differences, a reversed one as the complement)."""
    arcs = [list(_points(arc, **topology["transform"])) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for ring in chain.from_iterable(geometry["arcs"]):
            parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring]
            yield [point for part in parts for point in part[:-1]]


def _unbroken(ring: Ring) -> Ring:
    """A ring that goes on beyond 180 degrees where the source begins again at -180; none for one around a pole."""
    whole = ring[:1]
    for (before, _), (east, north) in pairwise([*ring, ring[0]]):
        turned = (east - before + 180) % 360 - 180
        whole.append((whole[-1][0] + turned, north))
    if abs(whole[-1][0] - whole[0][0]) > 180:
        return []
    middle = sum(east for east, _ in whole) / len(whole)
    return [(east - 360 * round(middle / 360), north) for east, north in whole[:-1]]


def _points(arc: Iterable[Sequence[int]], scale: Sequence[float], translate: Sequence[float]) -> Iterator[Point]:
    east = north = 0
    for by_east, by_north in arc:
        east, north = east + by_east, north + by_north
        yield east * scale[0] + translate[0], north * scale[1] + translate[1]


def _simple(ring: Ring) -> Ring:
    """A ring without the points that stand off it by less than LEAST (Douglas and Peucker, 1973)."""
    far = max(range(len(ring)), key=lambda at: _apart(ring[0], ring[at]))
    halves = (ring[: far + 1], [*ring[far:], ring[0]])
    return [point for half in halves for point in _thinned(half)[:-1]]


def _thinned(line: Ring) -> Ring:
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        off = [(_off(line[at], line[first], line[last]), at) for at in range(first + 1, last)]
        if off and max(off)[0] >= LEAST:
            at = max(off)[1]
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [line[at] for at in sorted(kept)]


def _off(point: Point, begin: Point, end: Point) -> float:
    """How far a point is from a stretch."""
    (x, y), (a, b) = (end[0] - begin[0], end[1] - begin[1]), (point[0] - begin[0], point[1] - begin[1])
    along = (a * x + b * y) / (x * x + y * y) if x or y else 0.0
    along = min(max(along, 0.0), 1.0)
    return _apart((a, b), (along * x, along * y))


def _apart(one: Point, other: Point) -> float:
    return ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5
