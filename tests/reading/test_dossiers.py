"""Documents by date and by State file number."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from archive.models import Document
from archive.reading import dossiers
from archive.store import withdrawal
from tests.specimens import dated, document, take, volume

pytestmark = pytest.mark.django_db

PAPERS = (
    dated(1, "1937-02-14", "February 14, 1937", "761.93/1583"),
    dated(2, "1936-12-31", "December 31, 1936", "761.93/1580"),
    dated(3, "1937-02-14", "February 14, 1937", "761.93/1583½"),
    document(4, '<note rend="inline" type="source">761.93/1590</note><head>Undated</head><p>No date.</p>'),
    document(
        5,
        '<note rend="inline" type="source">761.9311/2</note><head>Of a conference</head>'
        '<dateline><date from="1936-11-30" to="1937-01-02">November 30, 1936–January 2, 1937</date>'
        "</dateline><p>Long.</p>",
    ),
    dated(6, "1937-02", "February, 1937", "800.51W89 Great Britain/12"),
    dated(7, "1938", "1938"),
)


def ids(rows: Iterable[Document]) -> list[str]:
    return [row.identifier for row in rows]


@pytest.fixture(autouse=True)
def _taken() -> None:
    take(volume("".join(PAPERS), front='<div type="section" xml:id="preface"><head>1937</head><p>Of 1937.</p></div>'))


def test_a_document_of_several_months_is_among_those_of_each() -> None:
    assert ids(dossiers.of_month(1936, 11)) == ["d5"]
    assert ids(dossiers.of_month(1936, 12)) == ["d5", "d2"]
    assert ids(dossiers.of_month(1937, 1)) == ["d5"]


def test_a_document_of_two_years_is_among_those_of_both() -> None:
    assert ids(dossiers.of_year(1936)) == ["d5", "d2"]
    assert "d5" in ids(dossiers.of_year(1937))


def test_a_document_whose_day_is_unknown_stands_before_those_of_its_month() -> None:
    assert ids(dossiers.of_month(1937, 2)) == ["d6", "d1", "d3"]


def test_a_document_of_which_only_the_year_is_known_may_be_of_any_month_of_it() -> None:
    assert all(ids(dossiers.of_month(1938, month)) == ["d7"] for month in range(1, 13))


def test_years_are_counted_by_the_earliest_date() -> None:
    counted = {row["year"]: row["count"] for row in dossiers.years()}
    assert counted == {1936: 2, 1937: 3, 1938: 1}


def test_months_are_counted_by_the_earliest_date() -> None:
    assert {row["month"]: row["count"] for row in dossiers.months(1936)} == {11: 1, 12: 1}
    assert list(dossiers.months(1935)) == []


def test_undated_documents_are_listed_apart() -> None:
    assert ids(dossiers.undated()) == ["d4"]


def test_a_section_s_text_is_no_undated_document() -> None:
    assert not [row for row in dossiers.undated() if row.identifier == "preface"]


def test_the_last_day_of_the_calendar_is_a_day_like_others() -> None:
    assert ids(dossiers.of_month(9999, 12)) == []
    assert ids(dossiers.of_month(1936, 2)) == []


def test_a_dossier_is_in_date_order_with_the_undated_last() -> None:
    assert ids(dossiers.of_file("761.93")) == ["d2", "d1", "d3", "d4"]


def test_a_class_is_not_the_longer_class_that_begins_with_it() -> None:
    assert ids(dossiers.of_file("761.9311")) == ["d5"]
    assert ids(dossiers.of_file("761.9")) == []


def test_an_exact_number_is_not_the_half_number_beside_it() -> None:
    assert ids(dossiers.of_file("761.93/1583")) == ["d1"]
    assert ids(dossiers.of_file("761.93/1583½")) == ["d3"]
    assert ids(dossiers.of_file("761.93/158")) == []


def test_a_number_with_spaces_is_a_number() -> None:
    assert ids(dossiers.of_file("800.51W89 Great Britain/12")) == ["d6"]
    assert ids(dossiers.of_file("800.51W89 Great Britain")) == ["d6"]


@pytest.mark.parametrize("number", ["", "%", "761_93", "761.93%", "_", "761.93/%"])
def test_no_character_stands_for_others(number: str) -> None:
    assert ids(dossiers.of_file(number)) == []


@pytest.mark.parametrize(
    ("number", "its_class"),
    [("761.93/1583", "761.93"), ("711.1928/2331/7", "711.1928"), ("Inquiry files", ""), ("A b/1", "A b")],
)
def test_a_number_belongs_to_the_class_before_its_first_slash(number: str, its_class: str) -> None:
    assert dossiers.file_class(number) == its_class


def test_what_is_withdrawn_is_in_no_list() -> None:
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    assert ids(dossiers.of_file("761.93/1583")) == []
    assert "d1" not in ids(dossiers.of_year(1937))
    withdrawal.withdraw("frus1937v01", "Under review")
    assert ids(dossiers.of_file("761.93")) == ids(dossiers.undated()) == list(dossiers.years()) == []


def test_dossiers_reach_across_volumes_in_date_order() -> None:
    take(volume(dated(1, "1937-01-15", "January 15, 1937", "761.93/1581"), "frus1937v02"))
    found = [(row.volume.identifier, row.identifier) for row in dossiers.of_file("761.93")]
    assert found[:3] == [("frus1937v01", "d2"), ("frus1937v02", "d1"), ("frus1937v01", "d1")]


def test_of_one_day_what_has_an_hour_comes_by_the_hour() -> None:
    papers = [
        dated(1, "1937-03-01T18:00:00", "March 1, 1937—6 p.m", "711.94/3"),
        dated(2, "1937-03-01T09:30:00", "March 1, 1937—9:30 a.m", "711.94/4"),
    ]
    take(volume("".join(papers), "frus1937v03"))
    assert ids(dossiers.of_file("711.94")) == ["d2", "d1"]
