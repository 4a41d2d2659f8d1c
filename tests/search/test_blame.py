"""Where nothing is found, what is to blame is named, and each way out leads to what it promises."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from archive.search import blame, results
from archive.search.filters import SearchFilter
from tests.search.searching import search, take
from tests.specimens import dated, volume
from tests.specimens import take as take_in


def blamed(q: str = "", **parameters: object) -> list[tuple[str, int]]:
    """What is said to be in the way of a search that finds nothing; every address finds as much as is said."""
    asked = search(q, **parameters)
    assert results.counts([asked.query()]) == [0]
    found = blame.of(asked)
    for one in found:
        form = SearchFilter(QueryDict(str(one.parameters)))
        assert form.form.is_valid()
        assert results.counts([form.search.query()]) == [one.count]
    return [(one.said, one.count) for one in found]


@pytest.fixture
def papers(db: None) -> None:
    """Coal thrice, once with flour; two of them in one volume, and two dated telegrams in another."""
    take("frus1901v01", "Coal was landed.", "Coal and flour were landed.")
    take("frus1902v01", "Coal was refused.")
    take_in(volume(dated(1, "1937-02-14", "February 14, 1937") + dated(2, "1938", "1938", place="Oslo"), "frus1937v01"))


pytestmark = pytest.mark.usefixtures("papers")


def test_a_word_that_no_document_has_is_to_blame() -> None:
    assert blamed("coal barometer") == [("barometer", 3)]


def test_where_two_words_never_meet_either_may_go_and_the_most_comes_first() -> None:
    assert blamed("coal refused flour") == [("refused", 1), ("flour", 1)]
    assert blamed("landed refused") == [("refused", 2), ("landed", 1)]


def test_what_was_excluded_may_be_to_blame() -> None:
    assert blamed("flour -landed") == [("flour", 3), ("-landed", 1)]


def test_a_filter_is_told_as_readers_are_told_it() -> None:
    assert blamed("flour", volume="frus1902v01") == [("in Volume frus1902v01", 1), ("flour", 1)]


def test_alternatives_are_to_blame_together() -> None:
    assert blamed("flour", volume=["frus1902v01", "frus1937v01"])[-1] == (
        "in Volume frus1902v01 or in Volume frus1937v01",
        1,
    )


def test_each_of_several_places_is_judged_by_itself() -> None:
    assert blamed(place=["moscow", "oslo"]) == [("place Moscow", 1), ("place Oslo", 1)]


def test_a_role_goes_with_its_last_place() -> None:
    found = blame.of(search("coal", place="oslo", place_role="written"))
    assert [str(one.parameters) for one in found] == ["q=coal", "place=oslo&place_role=written"]


def test_dates_that_had_no_effect_beside_undated_do_not_come_back_with_it() -> None:
    asked = search("says", undated="true", after="1937", before="1938")
    assert ("undated", 2, "q=says") in [(one.said, one.count, str(one.parameters)) for one in blame.of(asked)]


def test_where_no_single_condition_helps_words_that_nothing_has_go_together() -> None:
    assert blamed("coal barometer thermometer") == [("barometer thermometer", 3)]


def test_where_words_and_filters_never_meet_one_kind_goes_altogether() -> None:
    assert blamed("coal flour", place="moscow", volume="frus1902v01") == [("any filter", 1)]
    assert blamed("coal refused flour", after="1937") == [("any word", 2)]


def test_where_all_is_wrong_what_is_left_of_the_words_is_offered() -> None:
    assert blamed("coal barometer", place="nowhere", actor="nobody") == [("any filter and barometer", 3)]


def test_where_nothing_would_help_nothing_is_offered() -> None:
    assert blamed("barometer") == []
    assert blamed("barometer thermometer") == []


def test_a_search_for_an_alternative_has_one_part() -> None:
    assert blamed("barometer OR thermometer", after="1937") == [("barometer OR thermometer", 2)]


def test_what_cannot_be_written_within_the_length_of_a_query_is_not_offered() -> None:
    assert blamed("barometer" + '"was landed"' * 80) == []


def test_the_way_out_is_ordered_as_the_search_was_and_begins_on_its_first_page() -> None:
    (one,) = blame.of(search("coal barometer", sort="date", page=3))
    assert str(one.parameters) == "sort=date&q=coal"


def test_of_very_many_conditions_some_are_tried() -> None:
    assert blamed(" ".join(["coal", *(f"word{n}" for n in range(40))])) == []
