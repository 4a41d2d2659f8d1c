"""A printed page: what it carries of every document and section, in source order."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from archive.models import Document, Volume
from archive.store import withdrawal
from tests.specimens import document, page, take, volume
from tests.views.shown import visit, words

BODY = (
    page("1")
    + document(1, "<head>One</head><p>First words.</p>")
    + document(2, f'<head>Two</head><p>Second words,<note n="1" xml:id="d2fn1">So.</note> {page("2")}going on.</p>')
    + document(3, "<head>Three</head><p>Third words.</p>")
    + page("[3]", "pg_3")
)


@pytest.mark.django_db
def test_a_page_carries_its_share_of_each_document_in_order(client: Client) -> None:
    take(volume(BODY))
    shown = visit(client, "/volumes/frus1937v01/pg_2/")
    articles = shown.main.xpath(".//article")
    assert [words(article.xpath("string(.//*[@data-text])")) for article in articles] == [
        "going on.",
        "Three Third words.",
    ]
    assert "Second words" not in shown.text


@pytest.mark.django_db
def test_what_began_on_the_page_before_is_named_and_said_to_go_on(client: Client) -> None:
    take(volume(BODY))
    shown = visit(client, "/volumes/frus1937v01/pg_2/")
    assert [words(heading.text_content()) for heading in shown.main.xpath(".//h2")] == ["Two continued", "Three"]


@pytest.mark.django_db
def test_a_page_has_the_notes_of_its_own_marks(client: Client) -> None:
    take(volume(BODY))
    assert visit(client, "/volumes/frus1937v01/pg_1/").ids["d2fn1"] == 1
    assert visit(client, "/volumes/frus1937v01/pg_2/").ids["d2fn1"] == 0


@pytest.mark.django_db
def test_a_page_leads_to_each_document_on_it_and_to_the_pages_beside_it(client: Client) -> None:
    take(volume(BODY))
    shown = visit(client, "/volumes/frus1937v01/pg_2/")
    v = "/volumes/frus1937v01/"
    assert {f"{v}d2/pg_2/", f"{v}d2/full/", f"{v}d3/pg_2/"} <= set(shown.links)
    assert (shown.relations["prev"], shown.relations["next"]) == (f"{v}pg_1/", f"{v}pg_3/")


@pytest.mark.django_db
def test_a_blank_page_says_so_and_is_called_as_printed(client: Client) -> None:
    take(volume(BODY))
    shown = visit(client, "/volumes/frus1937v01/pg_3/")
    assert "Nothing is printed on this page" in shown.text
    assert "[3]" in shown.title


@pytest.mark.django_db
def test_what_is_withdrawn_is_left_out(client: Client) -> None:
    take(volume(BODY))
    withdrawal.withdraw("frus1937v01/d2", "Under review")
    for name in ("pg_1", "pg_2"):
        shown = visit(client, f"/volumes/frus1937v01/{name}/")
        assert "Second words" not in shown.text
        assert "going on" not in shown.text
    assert "Third words" in visit(client, "/volumes/frus1937v01/pg_2/").text


@pytest.mark.django_db
def test_a_page_that_carries_only_what_is_withdrawn_is_still_there(client: Client) -> None:
    take(volume(page("1") + document(1, "<head>One</head><p>First words.</p>")))
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    assert "First words" not in visit(client, "/volumes/frus1937v01/pg_1/").text


def test_the_seed_s_pages_are_readable_as_printed_pages(client: Client, seed: Document) -> None:
    before = visit(client, "/volumes/transcripts/pg_before_22/")
    assert re.fullmatch(r"Before p(\.|age) 22", words(before.main.xpath("string(.//h1)")))
    assert before.relations["next"] == "/volumes/transcripts/pg_22/"
    assert "has been a revival" in visit(client, "/volumes/transcripts/pg_22/").text


def test_every_page_of_the_specimen_is_readable(client: Client, specimen: Volume) -> None:
    for identifier in specimen.pages.values_list("identifier", flat=True):
        shown = visit(client, f"/volumes/specimen/{identifier}/")
        assert shown.headings[0] == "h1"
        assert shown.headings.count("h1") == 1


def test_a_section_and_a_document_share_a_page(client: Client, specimen: Volume) -> None:
    links = visit(client, "/volumes/specimen/pg_28/").links
    assert "/volumes/specimen/subch1/pg_28/" in links
    assert "/volumes/specimen/d18/pg_28/" in links
