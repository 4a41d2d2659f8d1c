"""Who wrote to whom as a picture: those who mostly wrote on the left, those who were mostly written to on the right,
and between them whoever had to do with many. The same pairs always give the same picture."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import copysign, hypot, sqrt

WIDTH = 960.0
ROW = 26.0  # from one name to the next
EDGE = 16.0  # above the first and below the last
MARGIN = 275.0  # on either side, for names
BULGE = 70.0  # that the middle of a side stands out from its ends
ROUNDS = 4  # of putting each beside those it writes to
LARGEST, LEAST = 11.0, 3.0  # radii
BROAD, FINE = 9.0, 0.8  # breadth of what many and what few letters are drawn as
BEND = 0.14  # of its length that a line stands off from the straight
MANY = 4  # correspondents that somebody must have to stand in the middle
HUBS = 8  # who stand there at most

ROWS = (1, 1, 2)  # that each of a column takes: on the left, on the right, between

Pair = tuple[int, int, int]  # sender, recipient, how many documents
Near = dict[int, Counter[int]]


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody who writes or is written to: where the circle stands, and to which side of it the name ("start",
    "middle", "end", as SVG's text-anchor)."""

    key: int
    x: float
    y: float
    radius: float
    anchor: str
    sent: int
    received: int

    @property
    def text_x(self) -> float:
        """Where the name begins, ends, or has its middle."""
        off = self.radius + 6
        return round({"start": self.x + off, "end": self.x - off}.get(self.anchor, self.x), 1)

    @property
    def text_y(self) -> float:
        """The line that the name is written on."""
        return round(self.y - self.radius - 7 if self.anchor == "middle" else self.y + 4, 1)


@dataclass(frozen=True, slots=True)
class Edge:
    """What one wrote to another: a path to be filled, broad where it begins and fine where it ends."""

    sender: int
    recipient: int
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Nodes and edges in a picture of ``width`` by ``height``; what somebody wrote to themselves is not in it."""

    nodes: list[Node]
    edges: list[Edge]
    height: float
    width: float = WIDTH


def picture(pairs: Iterable[Pair]) -> Picture:
    """The picture of some pairs."""
    drawn = [pair for pair in pairs if pair[0] != pair[1]]
    sent, received = _totals(drawn)
    near = _near(drawn)
    hubs = _hubs(near)
    columns = _ordered([*_sides(near.keys() - set(hubs), sent, received), hubs], near)
    height = ROW * max([len(column) * rows for column, rows in zip(columns, ROWS, strict=True)] + [4]) + 2 * EDGE
    most = max((sent[key] + received[key] for key in near), default=1)
    nodes = []
    for column, place in zip(columns, (_on_left, _on_right, _between), strict=True):
        for row, key in enumerate(column):
            x, y, anchor = place(row, len(column), height)
            radius = max(LARGEST * sqrt((sent[key] + received[key]) / most), LEAST)
            nodes.append(Node(key, round(x, 1), round(y, 1), round(radius, 1), anchor, sent[key], received[key]))
    return Picture(nodes, _edges(drawn, {node.key: node for node in nodes}), height)


def _totals(pairs: Iterable[Pair]) -> tuple[Counter[int], Counter[int]]:
    """How many documents each sent and received."""
    sent: Counter[int] = Counter()
    received: Counter[int] = Counter()
    for sender, recipient, count in pairs:
        sent[sender] += count
        received[recipient] += count
    return sent, received


def _near(pairs: Iterable[Pair]) -> Near:
    """How much each has to do with each of its correspondents."""
    near: Near = defaultdict(Counter)
    for sender, recipient, count in pairs:
        near[sender][recipient] += count
        near[recipient][sender] += count
    return near


def _hubs(near: Near) -> list[int]:
    """Who has many correspondents, those with most first."""
    many = [key for key, others in near.items() if len(others) >= MANY]
    return sorted(many, key=lambda key: (-len(near[key]), -near[key].total(), key))[:HUBS]


def _sides(keys: Iterable[int], sent: Counter[int], received: Counter[int]) -> list[list[int]]:
    """Those who mostly wrote and those who were mostly written to, as many on either side; the most frequent first."""

    def total(key: int) -> int:
        return sent[key] + received[key]

    leaning = sorted(keys, key=lambda key: ((received[key] - sent[key]) / total(key), -total(key), key))
    half = (len(leaning) + 1) // 2
    return [sorted(side, key=lambda key: (-total(key), key)) for side in (leaning[:half], leaning[half:])]


def _ordered(columns: list[list[int]], near: Near) -> list[list[int]]:
    """The columns, each put beside those in the others that it has most to do with, so that fewer lines cross."""
    for _ in range(ROUNDS):
        for number, column in enumerate(columns):
            others = [other for at, other in enumerate(columns) if at != number]
            heights = {key: (row + 0.5) / len(other) for other in others for row, key in enumerate(other)}
            columns[number] = sorted(column, key=_middles(column, heights, near).__getitem__)
    return columns


def _middles(column: Sequence[int], heights: Mapping[int, float], near: Near) -> dict[int, float]:
    """The height in the middle of the correspondents of each; its own where it has none in the other columns."""
    middles = {}
    for row, key in enumerate(column):
        met = {one: count for one, count in near[key].items() if one in heights}
        own = (row + 0.5) / len(column)
        middles[key] = sum(heights[one] * count for one, count in met.items()) / sum(met.values()) if met else own
    return middles


def _on_left(row: int, rows: int, height: float) -> tuple[float, float, str]:
    """On an arc, the name outside."""
    y = height / 2 + (row - (rows - 1) / 2) * ROW
    share = (y - height / 2) / (height / 2)
    return MARGIN + BULGE * (1 - sqrt(max(1 - share * share, 0.0))), y, "end"


def _on_right(row: int, rows: int, height: float) -> tuple[float, float, str]:
    x, y, _ = _on_left(row, rows, height)
    return WIDTH - x, y, "start"


def _between(row: int, rows: int, height: float) -> tuple[float, float, str]:
    """In the middle, as far from each other as there is room, the name above."""
    return WIDTH / 2, EDGE + (height - 2 * EDGE) * (row + 0.5) / rows, "middle"


def _edges(pairs: Sequence[Pair], nodes: dict[int, Node]) -> list[Edge]:
    most = max((count for *_, count in pairs), default=1)
    return [
        Edge(sender, recipient, count, _path(nodes[sender], nodes[recipient], BROAD * sqrt(count / most)))
        for sender, recipient, count in pairs
    ]


def _path(begin: Node, end: Node, broad: float) -> str:
    """A bent line that grows finer; it bends to its own left, so that two who write to each other have two lines."""
    across, down = end.x - begin.x, end.y - begin.y
    length = hypot(across, down) or 1.0
    aside, along = (down / length, -across / length), BEND * length
    middle = (begin.x + end.x) / 2 + aside[0] * along, (begin.y + end.y) / 2 + aside[1] * along
    if begin.anchor == end.anchor:  # of one column: through the room beside it
        room = WIDTH / 2 if begin.anchor != "middle" else WIDTH / 2 + copysign(length / 2, -down)
        middle = middle[0] + (room - middle[0]) * min(length / 300, 0.8), middle[1]
    half, fine = max(broad / 2, FINE / 2), FINE / 2

    def off(point: tuple[float, float], by: float) -> str:
        return f"{point[0] + aside[0] * by:.1f} {point[1] + aside[1] * by:.1f}"

    first, last, bend = (begin.x, begin.y), (end.x, end.y), (half + fine) / 2
    there = f"M{off(first, half)}Q{off(middle, bend)} {off(last, fine)}"
    return f"{there}L{off(last, -fine)}Q{off(middle, -bend)} {off(first, -half)}z"
