"""The facets of a result: each value with how many documents have it, the most frequent first."""

from __future__ import annotations

import pytest

from archive.search import facets, index, results
from tests import specimens
from tests.search.searching import counts, search

pytestmark = pytest.mark.django_db


def paper(number: int, place: str, when: str = "1937-02-01", head: str = "Memorandum", status: str = "") -> str:
    note = f'<note rend="inline">[{status}]</note>' if status else ""
    line = f'<dateline><placeName>{place}</placeName>, <date when="{when}">then</date>.</dateline>'
    return specimens.document(number, f"<head>{head}</head>{note}{line}<p>Of herring.</p>")


@pytest.fixture(autouse=True)
def _volumes() -> None:
    first = [
        paper(1, "Moscow"),
        paper(2, "Moscow", when="1938-02-01"),
        paper(3, "Kazan", when="1941-02-01", status="Telegram—Extract"),
        paper(4, "Aden", head="The Consul at Aden (Adams) to the Secretary of State", status="Telegram"),
    ]
    specimens.take(specimens.volume("".join(first), name="frus1937v01"))
    specimens.take(specimens.volume(paper(1, "Moscow"), name="frus1938v01"))


def told(name: str) -> list[tuple[str, int]]:
    return [(value.name, value.count) for value in results.of(search()).facets[name]]


def test_the_most_frequent_value_stands_first_and_equals_by_name() -> None:
    assert told("place_written") == [("Moscow", 3), ("Aden", 1), ("Kazan", 1)]


def test_years_stand_in_their_order() -> None:
    assert told("year") == [("1937", 3), ("1938", 1), ("1941", 1)]
    assert told("decade") == [("1930", 4), ("1940", 1)]


def test_a_volume_is_called_by_its_title_and_a_person_with_the_office() -> None:
    assert told("volume") == [("Volume frus1937v01", 4), ("Volume frus1938v01", 1)]
    assert told("actor_sender") == [("Adams, Consul at Aden", 1)]


def test_a_status_is_counted_once_a_document() -> None:
    assert dict(told("status")) == {"telegram": 2, "extract": 1}


def test_volume_and_kind_do_not_see_their_own_filter() -> None:
    everything = counts("volume")
    assert counts("volume", volume="frus1938v01") == everything
    assert counts("volume", volume="frus1938v01", place="kazan") == {"frus1937v01": 1}
    assert counts("kind", kind="memorandum") == counts("kind")
    assert counts("kind", kind="memorandum", volume="frus1938v01") == {"memorandum": 1}
    assert counts("place", volume="frus1938v01") == {"moscow": 1}
    assert counts("volume", kind="memorandum") == {"frus1937v01": 2, "frus1938v01": 1}


def test_the_other_facets_see_their_own_filter() -> None:
    assert counts("place_written", place_written="kazan") == {"kazan": 1}
    assert counts("status", status="extract") == {"extract": 1, "telegram": 1}


def test_a_count_is_what_the_value_results_in_beside_what_is_chosen() -> None:
    for name in facets.ENTITIES:
        for value, count in counts(name, status="telegram").items():
            assert results.of(search(**{name: value, "status": "telegram"})).count == count


def test_of_many_values_the_most_frequent_are_told() -> None:
    result = results.of(search(), most=1)
    assert [value.name for value in result.facets["place_written"]] == ["Moscow"]
    assert len(result.facets["year"]) == 3
    assert result.undated == 0


def test_of_nothing_found_nothing_is_counted() -> None:
    result = results.of(search("zzyzx"))
    assert (result.count, result.undated) == (0, 0)
    assert not any(result.facets.values())


def test_an_archive_s_facets_are_those_of_its_state_now() -> None:
    assert counts("volume") == {"frus1937v01": 4, "frus1938v01": 1}
    specimens.take(specimens.volume(paper(1, "Moscow") + paper(2, "Omsk"), name="frus1938v01"))
    assert counts("volume") == {"frus1937v01": 4, "frus1938v01": 2}
    assert counts("place_written")["omsk"] == 1
    assert index.reader().is_current
