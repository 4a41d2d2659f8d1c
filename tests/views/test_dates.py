"""Documents by year and month."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from archive.models import Document
from archive.views import dates
from tests.specimens import dated, document, take, volume
from tests.views.shown import Shown, visit

SPAN = document(
    3,
    '<head>Of two years</head><dateline><date from="1936-12-30" to="1937-01-02">'
    "December 30, 1936–January 2, 1937</date></dateline><p>Long.</p>",
)
PAPERS = dated(1, "1937-02-14", "February 14, 1937") + dated(2, "1937-02-01", "February 1, 1937") + SPAN
UNDATED = document(4, "<head>Undated</head><p>No date.</p>")


def listed(shown: Shown) -> list[str]:
    """The documents a page lists, in order."""
    found = (re.fullmatch("/volumes/frus1937v01/(d[0-9]+)/", link) for link in shown.links)
    return [match[1] for match in found if match]


@pytest.mark.django_db
def test_every_year_that_has_documents_is_listed_with_their_number(client: Client) -> None:
    take(volume(PAPERS + UNDATED))
    shown = visit(client, "/dates/")
    assert {"/dates/1936/", "/dates/1937/", "/dates/undated/"} <= set(shown.links)
    rows = [[cell.text_content() for cell in row[:2]] for row in shown.main.xpath(".//tbody/tr")]
    assert rows == [["1936", "1"], ["1937", "2"]]


@pytest.mark.django_db
def test_a_year_lists_its_documents_in_date_order_and_its_months(client: Client) -> None:
    take(volume(PAPERS))
    shown = visit(client, "/dates/1937/")
    assert listed(shown) == ["d3", "d2", "d1"]
    assert "/dates/1937/2/" in shown.links


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("period", "found"),
    [("1936", ["d3"]), ("1936/12", ["d3"]), ("1937/1", ["d3"]), ("1937/2", ["d2", "d1"]), ("1937/02", ["d2", "d1"])],
)
def test_a_document_of_several_days_is_in_every_period_it_touches(
    client: Client, period: str, found: list[str]
) -> None:
    take(volume(PAPERS))
    assert listed(visit(client, f"/dates/{period}/")) == found


@pytest.mark.django_db
def test_a_period_without_documents_says_so_and_leads_on(client: Client) -> None:
    take(volume(PAPERS))
    for period in ("1850", "1937/3", "9999/12", "1"):
        shown = visit(client, f"/dates/{period}/")
        assert "No document" in shown.text
        assert "/dates/" in shown.links


@pytest.mark.django_db
@pytest.mark.parametrize(
    "period", ["0", "10000", "1937/0", "1937/13", "9" * 30, "9" * 5000, "1937/99999999999999999999"]
)
def test_what_is_no_period_is_not_found(client: Client, period: str) -> None:
    take(volume(PAPERS))
    visit(client, f"/dates/{period}/", 404)


def test_the_seed_is_among_the_undated(client: Client, seed: Document) -> None:
    shown = visit(client, "/dates/undated/")
    assert "/volumes/transcripts/761-93-1583/" in shown.links
    assert "undated" in shown.text


def test_an_archive_of_undated_papers_says_so(client: Client, seed: Document) -> None:
    shown = visit(client, "/dates/")
    assert "No document here has a date" in shown.text
    assert "1 undated document" in shown.text


@pytest.fixture
def _three_pages_of_one_month(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(dates, "PER_PAGE", 2)
    take(volume("".join(dated(n, f"1937-02-{n:02}", f"February {n}, 1937") for n in range(1, 6))))


@pytest.mark.usefixtures("_three_pages_of_one_month")
@pytest.mark.parametrize("address", ["/dates/1937/", "/dates/1937/2/"])
def test_a_long_list_is_paged_and_counts_on(client: Client, address: str) -> None:
    first, second, third = (visit(client, f"{address}{query}") for query in ("", "?page=2", "?page=3"))
    assert (listed(first), listed(second), listed(third)) == (["d1", "d2"], ["d3", "d4"], ["d5"])
    assert first.relations["next"] == "?page=2"
    assert (second.relations["prev"], second.relations["next"]) == ("?page=1", "?page=3")
    assert "next" not in third.relations
    assert second.main.xpath("string(.//ol[contains(@class, 'documents')]/@start)") == "3"


@pytest.mark.usefixtures("_three_pages_of_one_month")
@pytest.mark.parametrize(
    "page", ["", "0", "-1", "x", "1.5", "99", "1e400", "٣", "%00", "9" * 5000, "2&page=3", "<script>"]
)
def test_a_page_of_the_list_that_there_is_not_gives_one_that_there_is(client: Client, page: str) -> None:
    assert listed(visit(client, f"/dates/1937/2/?page={page}"))
