"""The outline of the land: what is kept of a source of coasts, and what the project's own file shows."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from archive.entities import outline
from archive.entities.outline import Point, Ring

# An island of two arcs, the second told backwards; a lake in it; a skerry; land that goes on beyond 180 degrees.
ARCS: list[list[list[int]]] = [
    [[0, 0], [50, 1], [50, -1], [0, 100]],
    [[0, 0], [0, 100], [100, 0]],
    [[40, 40], [20, 0], [0, 20], [-20, 0], [0, -20]],
    [[500, 0], [1, 0], [0, 1], [-1, 0], [0, -1]],
    [[1750, 0], [0, 100], [-3500, 0], [0, -100], [3500, 0]],
]


def topology(scale: float = 0.1) -> dict[str, Any]:
    """A TopoJSON file of tenths of a degree."""
    polygons = [[[0, ~1], [2]], [[3]], [[4]]]
    return {
        "type": "Topology",
        "transform": {"scale": [scale, scale], "translate": [0, 0]},
        "objects": {"land": {"type": "GeometryCollection", "geometries": [{"type": "MultiPolygon", "arcs": polygons}]}},
        "arcs": ARCS,
    }


def is_within(point: Point, rings: list[Ring]) -> bool:
    """Whether a point is on land, by the number of coasts between it and the far west."""
    x, y = point
    crossings = 0
    for ring in rings:
        for (a, b), (c, d) in pairwise([*ring, ring[0]]):
            if (b > y) != (d > y) and a + (y - b) / (d - b) * (c - a) < x:
                crossings += 1
    return crossings % 2 == 1


def test_arcs_are_joined_and_small_bends_and_islands_left_out() -> None:
    island, lake, *rest = outline.reduced(topology(0.01))
    assert {(round(x, 3), round(y, 3)) for x, y in island} == {(0, 0), (1, 0), (1, 1), (0, 1)}
    assert outline.area(island) == pytest.approx(1.0)
    assert outline.area(lake) == pytest.approx(0.04)
    assert len(rest) == 1  # not the skerry


def test_a_bend_that_can_be_seen_is_kept() -> None:
    island, *_ = outline.reduced(topology())
    assert (5.0, 0.1) in {(round(x, 3), round(y, 3)) for x, y in island}


def test_land_goes_on_beyond_the_line_where_the_source_begins_again() -> None:
    far = outline.reduced(topology())[-1]
    assert {round(x) for x, _ in far} == {175, 185}


def test_what_goes_around_a_pole_is_left_out() -> None:
    around = topology() | {"arcs": [*ARCS[:4], [[-1800, -800], [1200, 0], [1200, 0], [1200, 0]]]}
    assert len(outline.reduced(around)) == len(outline.reduced(topology())) - 1


def test_what_is_written_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outline, "FILE", tmp_path / "land.json")
    rings: list[Ring] = [[(0.0, 0.0), (179.99, -56.1), (-12.34, 1.0)], [(1.0, 1.0), (2.0, 1.0), (2.0, 2.0)]]
    outline.write(rings)
    assert outline.read() == rings


def test_the_command_refuses_what_has_no_land(tmp_path: Path) -> None:
    file = tmp_path / "sea.json"
    file.write_text('{"type": "Topology", "objects": {}, "arcs": []}')
    with pytest.raises(CommandError, match="no TopoJSON with an object `land`"):
        call_command("outline", str(file))


@pytest.mark.parametrize("town", [(-0.1, 51.5), (37.6, 55.75), (-70.65, -33.45), (116.4, 39.9), (-77.04, 38.9)])
def test_towns_are_on_land(town: Point) -> None:
    assert is_within(town, outline.read())


@pytest.mark.parametrize("sea", [(-30.0, 30.0), (51.0, 42.0), (15.0, 40.0), (-160.0, 0.0), (135.0, 40.0)])
def test_the_seas_are_not_and_neither_is_the_caspian(sea: Point) -> None:
    assert not is_within(sea, outline.read())


def test_the_file_says_where_it_comes_from() -> None:
    said = outline.FILE.read_text()[:400]
    assert "Natural Earth" in said
    assert "public domain" in said
    assert "hundredths of a degree" in said
