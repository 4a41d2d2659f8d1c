"""Places on a map: circles as large as their documents are many, names where there is room."""

from __future__ import annotations

from itertools import combinations

import pytest

from archive.entities import spots
from archive.entities.spots import LETTER, LINE, Placed, Spot
from archive.entities.world_map import AREAS, WORLD, View

WORLD_VIEW = View(WORLD)
EUROPE = View(AREAS[1])


def box(spot: Spot, name: str) -> tuple[float, float, float, float]:
    """The room that a name takes."""
    assert spot.label
    width = LETTER * len(name)
    left = {"start": 0.0, "middle": width / 2, "end": width}[spot.label.anchor]
    return spot.label.x - left, spot.label.y - LINE * 0.8, spot.label.x - left + width, spot.label.y + LINE * 0.2


def touch(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] - 1 and other[1] < one[3] - 1


def crowd(count: int) -> list[Placed]:
    """Towns all over Europe, many near each other."""
    return [Placed(f"Town {n}", -9 + n * 7 % 50, 36 + n * 11 % 26 + n % 3 * 0.3, n % 40 + 1) for n in range(count)]


def test_areas_are_as_documents() -> None:
    small, large = Placed("Small", 10, 50, 100), Placed("Large", 30, 50, 400)
    drawn = spots.of(WORLD_VIEW, [small, large])
    assert [spot.number for spot in drawn] == [1, 0]
    assert drawn[0].radius == pytest.approx(2 * drawn[1].radius, abs=0.1)


def test_a_place_of_one_document_among_thousands_is_seen() -> None:
    drawn = spots.of(WORLD_VIEW, [Placed("Large", 10, 50, 9000), Placed("Small", 30, 50, 1)])
    assert drawn[-1].radius == spots.LEAST


def test_small_circles_are_drawn_over_large_ones() -> None:
    drawn = spots.of(EUROPE, crowd(60))
    assert [spot.radius for spot in drawn] == sorted((spot.radius for spot in drawn), reverse=True)


def test_what_is_outside_is_not_drawn_and_does_not_count_for_the_scale() -> None:
    drawn = spots.of(EUROPE, [Placed("Washington", -77, 39, 5000), Placed("Paris", 2.35, 48.85, 10)])
    assert [(spot.number, spot.radius) for spot in drawn] == [(1, spots.LARGEST)]


def test_names_are_in_the_picture_and_do_not_touch() -> None:
    towns = crowd(120)
    named = [spot for spot in spots.of(EUROPE, towns) if spot.label]
    boxes = [box(spot, towns[spot.number].name) for spot in named]
    assert len(boxes) > 10
    assert [pair for pair in combinations(boxes, 2) if touch(*pair)] == []
    assert all(left >= 0 and right <= EUROPE.width for left, _, right, _ in boxes)
    assert all(upper >= 0 and lower <= EUROPE.height for _, upper, _, lower in boxes)


def test_the_largest_place_has_its_name_and_no_more_than_some_have() -> None:
    drawn = spots.of(EUROPE, crowd(300))
    assert drawn[0].label is not None
    assert all(spot.label is None for spot in drawn[spots.NAMED :])


def test_the_scale_shows_round_numbers_as_they_are_drawn() -> None:
    assert [number for number, _ in spots.scale(1174)] == [1000, 100, 10]
    assert [number for number, _ in spots.scale(7)] == [1]
    assert dict(spots.scale(400))[100] == pytest.approx(spots.LARGEST / 2)


def test_nothing_to_draw_is_no_fault() -> None:
    assert spots.of(EUROPE, []) == []
