"""The world as a picture: projections by their published numbers, and what stands where in which part of it."""

from __future__ import annotations

import re
from math import atanh, hypot, pi, radians, sin

import pytest

from archive.entities import world_map
from archive.entities.world_map import AREAS, EQUAL_EARTH, MERCATOR, WIDTH, WORLD, Area, View

PLACES = {
    "london": (-0.13, 51.5),
    "moscow": (37.62, 55.75),
    "peking": (116.4, 39.9),
    "tokyo": (139.7, 35.7),
    "honolulu": (-157.86, 21.31),
    "suva": (178.44, -18.14),
    "santiago": (-70.65, -33.46),
    "washington": (-77.04, 38.9),
}
STEP = re.compile(r"-?\d+")


def area(name: str) -> Area:
    return next(area for area in AREAS if area.name == name)


def held(name: str) -> set[str]:
    view = View(area(name))
    return {place for place, point in PLACES.items() if view.holds(view.point(*point))}


def points(path: str) -> list[tuple[float, float]]:
    """Every point of a path, in units."""
    found = []
    for ring in path.split("M")[1:]:
        start, steps = ring.rstrip("z").split("l")
        x, y = map(int, STEP.findall(start))
        found.append((x / 10, y / 10))
        numbers = [int(n) for n in STEP.findall(steps)]
        for by_x, by_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + by_x, y + by_y
            found.append((x / 10, y / 10))
    return found


def test_the_equal_earth_projection_has_its_published_extent() -> None:
    assert EQUAL_EARTH.stretch(0) * pi == pytest.approx(2.7066299836, abs=1e-9)
    assert EQUAL_EARTH.up(90) == pytest.approx(1.3173627591, abs=1e-9)
    assert EQUAL_EARTH.up(-30) == -EQUAL_EARTH.up(30)


@pytest.mark.parametrize("latitude", [0, 20, 45, 60, 75])
def test_areas_on_the_map_of_the_world_are_as_on_earth(latitude: float) -> None:
    tall = EQUAL_EARTH.up(latitude + 0.01) - EQUAL_EARTH.up(latitude - 0.01)
    on_earth = sin(radians(latitude + 0.01)) - sin(radians(latitude - 0.01))
    assert tall * EQUAL_EARTH.stretch(latitude) == pytest.approx(on_earth, rel=1e-4)


def test_parts_of_the_world_are_in_mercator_s_projection() -> None:
    for latitude in (-56, 10, 64):
        assert MERCATOR.up(latitude) == pytest.approx(atanh(sin(radians(latitude))))


def test_east_is_to_the_right_and_north_is_up() -> None:
    view = View(WORLD)
    at = {name: view.point(*point) for name, point in PLACES.items()}
    assert at["santiago"][0] < at["london"][0] < at["moscow"][0] < at["peking"][0] < at["suva"][0]
    assert at["moscow"][1] < at["london"][1] < at["washington"][1] < at["honolulu"][1] < at["santiago"][1]


def test_the_map_of_the_world_holds_every_place() -> None:
    assert held("world") == set(PLACES)


def test_parts_of_the_world_hold_what_belongs_there() -> None:
    assert held("europe") == {"london", "moscow"}
    assert held("far-east") == {"peking", "tokyo"}
    assert held("pacific") >= {"peking", "tokyo", "honolulu", "suva"}
    assert held("south-america") == {"santiago"}
    assert held("north-america") == {"washington"}


@pytest.mark.parametrize("each", AREAS, ids=lambda area: area.name)
def test_each_part_has_land_and_it_is_cut_near_the_frame(each: Area) -> None:
    view = View(each)
    drawn = points(world_map.land(each))
    assert 200 < view.height <= world_map.TALLEST
    assert sum(view.holds(point) for point in drawn) > 200
    assert all(-WIDTH / 2 < x < 1.5 * WIDTH and -WIDTH < y < 2 * WIDTH for x, y in drawn)


@pytest.mark.parametrize("each", AREAS, ids=lambda area: area.name)
def test_the_area_meant_is_in_the_frame(each: Area) -> None:
    view = View(each)
    for longitude in (each.west, each.middle, each.east):
        for latitude in (each.south, each.north):
            x, y = view.point(longitude + (1e-9 if longitude == each.west else -1e-9), latitude)
            assert -0.01 <= x <= view.width + 0.01
            assert -0.1 <= y <= view.height + 0.1


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_in_the_middle_of_its_own_map(place: str) -> None:
    view, land = world_map.around(*PLACES[place])
    x, y = view.point(*PLACES[place])
    assert x == pytest.approx(view.width / 2, abs=0.1)
    assert y == pytest.approx(view.height / 2, abs=0.2 * view.height)
    assert land


def test_near_a_pole_the_map_ends_and_the_place_is_still_on_it() -> None:
    view, land = world_map.around(15.6, 78.2)
    assert view.holds(view.point(15.6, 78.2))
    assert land


@pytest.mark.parametrize("latitude", [-90.0, 90.0])
def test_the_poles_are_on_the_edge_of_their_own_map_and_on_no_other(latitude: float) -> None:
    view, _ = world_map.around(0.0, latitude)
    x, y = view.point(0.0, latitude)
    assert (round(x), round(y)) == (round(view.width / 2), 0 if latitude > 0 else round(view.height))
    parts = [View(area) for area in world_map.AREAS]
    assert not any(part.holds(part.point(0.0, latitude)) for part in parts)


def test_places_on_either_side_of_the_180th_degree_stand_beside_each_other() -> None:
    pacific = View(next(area for area in world_map.AREAS if area.name == "pacific"))
    for view in (pacific, world_map.around(179.9, -17.0)[0], world_map.around(-179.9, -17.0)[0]):
        west, east = view.point(179.9, -17.0), view.point(-179.9, -17.0)
        assert 0 < east[0] - west[0] < 3
        assert view.holds(west)
        assert view.holds(east)


def test_in_the_middle_of_an_ocean_the_map_is_wider() -> None:
    near, _ = world_map.around(*PLACES["tokyo"])
    wide, land = world_map.around(-150.0, -30.0)
    assert wide.area.east - wide.area.west > 1.5 * (near.area.east - near.area.west)
    assert any(wide.holds(point) for point in points(land))


def test_coasts_are_drawn_no_finer_than_they_are_seen() -> None:
    drawn = world_map.land(WORLD)
    assert len(drawn) < 60_000
    for ring in drawn.split("M")[1:]:
        steps = [int(n) for n in STEP.findall(ring.split("l")[1])]
        assert all(hypot(x, y) >= 4 for x, y in zip(steps[::2], steps[1::2], strict=True))
