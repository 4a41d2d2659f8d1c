"""What a reader may choose next, as the parameters of another search. No index is asked."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from archive.search import choices, facets
from archive.search.choices import Choice
from archive.search.facets import Value
from archive.search.filters import SearchFilter
from archive.search.results import Result
from archive.search.searches import PER_PAGE, Search


def search(query: str) -> Search:
    """The search that an address asks for."""
    asked = SearchFilter(QueryDict(query))
    assert asked.form.is_valid()
    return asked.search


def result(query: str, count: int = 100, **values: list[Value]) -> Result:
    """A result with some values of facets."""
    return Result(search(query), count, 0, facets={name: values.get(name, []) for name in facets.FIELDS})


def numbers(found: list[Choice | None]) -> list[str]:
    return [page.said if page else "…" for page in found]


@pytest.mark.parametrize(
    ("page", "last", "listed"),
    [
        (1, 1, "1"),
        (1, 5, "1 2 … 5"),
        (3, 5, "1 2 3 4 5"),
        (4, 7, "1 2 3 4 5 6 7"),
        (6, 20, "1 … 5 6 7 … 20"),
        (20, 20, "1 … 19 20"),
        (99, 20, "1 … 20"),
    ],
)
def test_of_many_pages_the_first_the_last_and_the_nearest_are_listed(page: int, last: int, listed: str) -> None:
    found = choices.pages(result(f"page={page}", last * PER_PAGE))
    assert numbers(found) == listed.split()
    assert [one.said for one in found if one and one.is_chosen] == ([str(page)] if page <= last else [])


def test_the_first_page_has_the_address_of_the_search() -> None:
    assert str(choices.page(search("kind=note&page=3"), 1)) == "kind=note"
    assert str(choices.page(search("kind=note&page=3"), 2)) == "kind=note&page=2"


@pytest.mark.django_db
def test_a_choice_begins_a_new_result_at_its_first_page() -> None:
    found = choices.facets(result("kind=note&page=3&sort=date", kind=[Value("letter", "letter", 4)]))
    assert str(found[0].first[-1].parameters) == "kind=note&sort=date&kind=letter"


@pytest.mark.django_db
def test_what_is_chosen_stands_first_whatever_its_count() -> None:
    many = [Value(f"place-{n}", f"Place {n}", 100 - n) for n in range(20)]
    facet = choices.facets(result("place_written=place-15", place_written=many))[0]
    assert (facet.first[0].said, facet.first[0].is_chosen, str(facet.first[0].parameters)) == ("Place 15", True, "")
    assert len(facet.first) == choices.AT_ONCE
    assert len(facet.first) + len(facet.rest) == 20


def test_words_of_a_kind_or_status_are_written_apart_and_names_are_not() -> None:
    kinds, status = [Value("editorial-note", "editorial-note", 2)], [Value("not-printed", "not-printed", 1)]
    actors = [Value("ibn-saud", "Ibn-Saud", 1)]
    found = choices.facets(result("", kind=kinds, status=status, actor_sender=actors))
    assert [facet.first[0].said for facet in found] == ["Ibn-Saud", "editorial note", "not printed"]


def test_without_its_filters_a_search_keeps_words_and_order() -> None:
    assert str(choices.words_alone(search("q=coal&kind=note&after=1936&sort=-date&page=2"))) == "q=coal&sort=-date"


def test_years_take_the_place_of_other_dates() -> None:
    parameters = search("q=coal&after=1936-02&before=1937&undated=1&page=2").parameters
    assert str(choices.during(parameters, 1930, 1939)) == "q=coal&after=1930&before=1939"
    assert str(choices.during(parameters, 987, 987)) == "q=coal&after=0987&before=0987"


def test_the_undated_are_asked_for_without_dates() -> None:
    assert str(choices.undated(search("q=coal&after=1936&before=1937"))) == "q=coal&undated=1"


def test_one_of_two_dates_is_taken_back_alone() -> None:
    (only,) = choices.filters(search("before=1937&q=coal"))
    assert (only.said, str(only.parameters)) == ("until 1937", "q=coal")


def test_a_status_is_told_from_a_kind_of_the_same_name() -> None:
    said = [one.said for one in choices.filters(search("kind=telegram&status=telegram"))]
    assert said == ["telegram", "status: telegram"]


def test_the_usual_order_needs_no_parameter() -> None:
    orders = {one.said: str(one.parameters) for one in choices.orders(search("q=coal&sort=date"))}
    assert orders["relevance"] == "q=coal"
    assert orders["date"] == "q=coal&sort=date"
    assert [one.said for one in choices.orders(search("sort=relevance"))] == ["date", "latest first", "volume"]
