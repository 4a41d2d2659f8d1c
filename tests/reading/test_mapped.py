"""The map of a search: which places are on it, and that every document it leaves out is accounted for."""

from __future__ import annotations

import pytest

from archive.entities.world_map import AREAS
from archive.models import Entity
from archive.reading import mapped
from archive.reading.mapped import MENTIONED, Map
from tests.reading.letters import Letter, take
from tests.search.searching import found, search

pytestmark = pytest.mark.django_db

POINTS = {"Santiago": (-33.46, -70.65), "Moscow": (55.75, 37.62), "London": (51.5, -0.13)}
PAPERS = (
    Letter("Norweb", "Hull", "Santiago", "1861-01-02", "Coal."),
    Letter("Norweb", "Hull", "Santiago", "1862-01-02"),
    Letter("Davies", "Hull", "Moscow", "1861-03-02"),
    Letter("Tibbets", "Hull", "Off Pensacola", "1861-03-02"),
    Letter("Tibbets", "Hull", "Off Pensacola", "1863-03-02"),
    Letter("Tibbets", "Hull", "Ashdown Forest", "1863-03-02"),
    Letter("Adams", "Hull", "London", "1861-03-02"),
    Letter("Adams", "Hull"),
)


@pytest.fixture(autouse=True)
def _taken() -> None:
    take(*PAPERS)
    for name, (latitude, longitude) in POINTS.items():
        Entity.objects.filter(name=name).update(latitude=latitude, longitude=longitude)


def drawn(shown: Map) -> dict[str, int]:
    return {row.entity.name: row.count for row in shown.rows}


def area(name: str) -> mapped.Area:
    return next(area for area in AREAS if area.name == name)


def test_places_with_a_known_point_are_drawn_the_most_frequent_first() -> None:
    shown = mapped.of(search())
    assert drawn(shown) == {"Santiago": 2, "London": 1, "Moscow": 1}
    assert next(iter(drawn(shown))) == "Santiago"
    assert all(row.spot for row in shown.rows)


def test_every_document_found_is_accounted_for() -> None:
    shown = mapped.of(search())
    assert (shown.found, shown.named, shown.lost, shown.silent) == (8, 7, 3, 1)
    assert {row.entity.name: row.count for row in shown.unplaced} == {"Off Pensacola": 2, "Ashdown Forest": 1}


def test_the_map_is_of_what_the_search_finds() -> None:
    assert drawn(mapped.of(search("coal"))) == {"Santiago": 1}
    assert drawn(mapped.of(search(after="1861", before="1861"))) == {"Santiago": 1, "London": 1, "Moscow": 1}


def test_each_count_is_what_its_link_finds() -> None:
    shown = mapped.of(search(after="1861", before="1862"))
    for row in [*shown.rows, *shown.unplaced]:
        asked = dict(row.search)
        assert asked["place_written"] == row.entity.slug
        assert len(found(**asked)) == row.count


def test_a_part_of_the_world_has_its_places_and_says_how_many_it_leaves_out() -> None:
    shown = mapped.of(search(), area=area("europe"))
    assert drawn(shown) == {"London": 1, "Moscow": 1}
    assert shown.outside == 1
    assert shown.lost == 3


def test_places_mentioned_are_a_map_of_their_own() -> None:
    shown = mapped.of(search(), MENTIONED)
    assert drawn(shown) == {}
    assert shown.silent == 8


def test_places_beyond_those_drawn_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapped, "DRAWN", 2)
    monkeypatch.setattr(mapped, "TOLD", 1)
    shown = mapped.of(search())
    assert len(shown.rows) == 2
    assert shown.beyond == 1
    assert (len(shown.unplaced), shown.unplaced_more) == (1, 1)


def test_where_there_are_more_places_than_are_looked_at_nothing_is_said_of_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapped, "CONSIDERED", 3)
    shown = mapped.of(search())
    assert not shown.is_whole
    assert shown.lost is None
    assert (shown.found, shown.named, shown.silent) == (8, 7, 1)


def test_an_area_has_its_places_also_where_many_elsewhere_are_more_frequent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapped, "DRAWN", 1)
    shown = mapped.of(search(), area=area("europe"))
    assert drawn(shown) == {"London": 1}
    assert (shown.outside, shown.beyond) == (1, 1)


def test_places_with_as_many_documents_stand_by_name() -> None:
    assert list(drawn(mapped.of(search()))) == ["Santiago", "London", "Moscow"]
