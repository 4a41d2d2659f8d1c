"""A slip of the pen is put right by the archive's own words and names, and what is offered is found."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from archive.search import index, results, spelling
from archive.search.filters import SearchFilter
from tests.search.searching import search, take
from tests.specimens import document, volume
from tests.specimens import take as take_in


def suggested(q: str, **parameters: object) -> list[str]:
    """What is suggested for a query; each finds something, at the address that is told."""
    found = spelling.suggestions(search(q, **parameters))
    for one in found:
        asked = SearchFilter(QueryDict(str(one.parameters)))
        assert asked.form.is_valid()
        assert asked.search.words == one.words
        assert results.counts([asked.search.query()]) > [0]
    return [one.words for one in found]


@pytest.fixture
def papers(db: None) -> None:
    """Some words more frequent than others, and correspondents with names of their own."""
    take(
        "frus1901v01", "The barometer fell.", "A barometer and a barograph.", "Coal and flour.", "Floor of the harbor."
    )
    heading = "The Chargé in Chile (Norweb) to the Secretary of State"
    said = f"<head>{heading}</head><p>The old agreement stands, and the Tokyo agreements.</p>"
    take_in(volume(document(1, said), "frus1937v01"))


pytestmark = pytest.mark.usefixtures("papers")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("baromter", "barometer"),  # a letter too few
        ("barommeter", "barometer"),  # one too many
        ("barometre", "barometer"),  # two turned round
        ("barimetor", "barometer"),  # two wrong
        ("abrometer", "barometer"),  # the first two turned round
        ("sbarometer", "barometer"),  # one too many before all
        ("coak", "coal"),
        ("Norweeb", "Norweb"),
        ("NORWEEB", "NORWEB"),
        ("Xecretary", "Secretary"),  # a name may begin wrongly
        ("“old agreemetn”", '"old agreement"'),
        ("from:Norwebb", "from:Norweb"),
        ("baromter -flour", "barometer -flour"),
        ("(baromter OR zzzzz)", "barometer OR zzzzz"),
        ("Tokio-agreemnts", "Tokyo-agreements"),
    ],
)
def test_a_word_that_the_archive_lacks_is_put_right(typed: str, meant: str) -> None:
    assert suggested(typed)[:1] == [meant]


def test_of_words_equally_near_the_frequent_one_comes_first() -> None:
    take("frus1902v01", "flour", "flour")
    assert suggested("floir")[:2] == ["flour", "floor"]


def test_several_words_are_put_right_together() -> None:
    assert suggested("old agreemnt Chle")[0] == "old agreement Chile"


@pytest.mark.parametrize("typed", ["barometer", "barometers", "flour -zzzzz", "zz", "1583", "zzzzz*", "qwrtzxcvb", ""])
def test_nothing_is_suggested_for_words_that_are_there_in_any_form_or_that_are_like_none(typed: str) -> None:
    assert suggested(typed) == []


def test_a_phrase_wants_the_word_as_it_stands() -> None:
    assert suggested('"barometers"') == ['"barometer"']


def test_what_would_find_nothing_under_the_filters_is_not_suggested() -> None:
    assert suggested("baromter", volume="frus1901v01") == ["barometer"]
    assert suggested("baromter", volume="frus1937v01") == []


def test_a_word_is_sought_where_the_query_wants_it() -> None:
    assert suggested("heading:Norwebb") == ["heading:Norweb"]
    assert suggested("heading:baromter") == []


def test_the_rest_of_the_search_stays_as_it_is() -> None:
    (one,) = spelling.suggestions(search("baromter", volume="frus1901v01", sort="date", page=2))
    assert str(one.parameters) == "volume=frus1901v01&sort=date&q=barometer"


def test_or_written_by_mistake_in_a_word_s_place_stays_a_word() -> None:
    take("frus1902v01", "or")
    assert all("OR" not in words.split() for words in suggested("ORR coal"))


def test_very_many_wrong_words_are_looked_at_as_few(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    index.follow()
    with django_assert_max_num_queries(20):
        assert suggested("baromter" + " zzzzz" * 90) == []
