"""Places on a map: circles whose areas are as their documents are many, and the names of the largest beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from .world_map import Box, View, touch

LARGEST, LEAST = 25.0, 2.4  # radii
LETTER, LINE, OFF = 6.4, 14.0, 3.0  # width and height of what is written, and how far it is off its circle
NAMED = 45  # places whose names are written at most


@dataclass(frozen=True, slots=True)
class Placed:
    """A place to be drawn: how it is called, where it is, how many documents it stands for."""

    name: str
    longitude: float
    latitude: float
    count: int


@dataclass(frozen=True, slots=True)
class Label:
    """A name written beside a circle; ``anchor`` is SVG's text-anchor."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it is drawn: the number it had among those given, its circle, and where its name is written."""

    number: int
    x: float
    y: float
    radius: float
    label: Label | None = None


def of(view: View, places: Sequence[Placed]) -> list[Spot]:
    """The places that stand in a view, the largest first, each circle as large as its documents are many."""
    points = [view.point(place.longitude, place.latitude) for place in places]
    held = [number for number, point in enumerate(points) if view.holds(point)]
    most = max((places[number].count for number in held), default=1)
    drawn = []
    for number in held:
        x, y = points[number]
        drawn.append(Spot(number, round(x, 1), round(y, 1), round(_radius(places[number].count, most), 1)))
    drawn.sort(key=lambda spot: (-places[spot.number].count, places[spot.number].name))
    return list(_labelled(view, drawn, [place.name for place in places]))


def scale(most: int) -> list[tuple[int, float]]:
    """Numbers of documents, the largest first, and the radii of their circles where ``most`` has the largest."""
    largest = 10 ** (len(str(most)) - 1)
    numbers = dict.fromkeys(number for number in (largest, largest // 10, largest // 100) if number)
    return [(number, round(_radius(number, most), 1)) for number in numbers]


def _radius(count: int, most: int) -> float:
    """Areas are as documents, but for a circle that could not be seen."""
    return max(LARGEST * sqrt(count / most), LEAST)


def _labelled(view: View, drawn: list[Spot], names: Sequence[str]) -> Iterator[Spot]:
    """The same with the names of the largest, as far as there is room for them."""
    taken = [_box(spot.x, spot.y, 1.4 * spot.radius, 1.4 * spot.radius) for spot in drawn[:NAMED]]
    for rank, spot in enumerate(drawn):
        width = LETTER * len(names[spot.number])
        for label, box in _beside(spot, width) if rank < NAMED else ():
            if _is_within(view, box) and not any(touch(box, other) for other in taken):
                taken.append(box)
                spot = replace(spot, label=label)
                break
        yield spot


def _beside(spot: Spot, width: float) -> Iterator[tuple[Label, Box]]:
    """Where the name of a place can be written: to the right, to the left, above, below."""
    x, y, off = spot.x, spot.y, spot.radius + OFF
    yield Label(round(x + off, 1), round(y + LINE * 0.3, 1), "start"), _box(x + off + width / 2, y, width, LINE)
    yield Label(round(x - off, 1), round(y + LINE * 0.3, 1), "end"), _box(x - off - width / 2, y, width, LINE)
    yield Label(x, round(y - off, 1), "middle"), _box(x, y - off - LINE * 0.4, width, LINE)
    yield Label(x, round(y + off + LINE * 0.7, 1), "middle"), _box(x, y + off + LINE * 0.4, width, LINE)


def _is_within(view: View, box: Box) -> bool:
    return 0 <= box[0] and 0 <= box[1] and box[2] <= view.width and box[3] <= view.height


def _box(x: float, y: float, width: float, height: float) -> Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2
