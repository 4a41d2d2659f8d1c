"""The page of what belongs with a document, and the link to it on each document."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.models import Volume
from archive.store import withdrawal
from tests.specimens import document, take, volume
from tests.views.shown import visit, words

D3 = "/volumes/specimen/d3/"


def lists(client: Client, address: str) -> dict[str, list[str]]:
    """The headings of the lists, each with the addresses it leads to."""
    shown = visit(client, address)
    return {
        words(section.find("h2").text_content()): section.xpath(".//li/a/@href")
        for section in shown.main.xpath(".//*[@data-related-lists]/section")
    }


def test_a_document_s_relations_stand_in_three_lists(client: Client, specimen: Volume) -> None:
    found = lists(client, f"{D3}related/")
    assert list(found) == ["Most like it", "File 825.345", "The same correspondents in October 1936"]
    assert found["The same correspondents in October 1936"] == ["/volumes/specimen/d1/", "/volumes/specimen/d4/"]
    assert all(D3 not in addresses for addresses in found.values())


def test_every_document_links_to_what_belongs_with_it_and_a_section_does_not(client: Client, specimen: Volume) -> None:
    for row in specimen.documents.all():
        links = visit(client, f"/volumes/specimen/{row.identifier}/").links
        assert (f"/volumes/specimen/{row.identifier}/related/" in links) is not row.is_section


def test_the_page_names_the_document_and_leads_back_to_it(client: Client, specimen: Volume) -> None:
    shown = visit(client, f"{D3}related/")
    assert D3 in shown.links
    assert "825.345/43" in words(shown.main.text_content())


@pytest.mark.django_db
def test_a_document_that_is_alone_says_so(client: Client) -> None:
    take(volume(document(1, "<head>One</head><p>A.</p>")))
    shown = visit(client, "/volumes/frus1937v01/d1/related/")
    assert "Nothing that belongs with it was found." in shown.main.text_content()


def test_what_is_not_there_has_moved_or_was_withdrawn_is_answered_as_everywhere(
    client: Client, specimen: Volume
) -> None:
    assert client.get("/volumes/specimen/d999/related/").status_code == 404
    assert client.get("/volumes/specimen/pg_2/related/").status_code == 404
    withdrawal.withdraw("specimen/d3", "Under review.")
    answer = client.get(f"{D3}related/")
    assert answer.status_code == 410
    assert "Under review." in answer.content.decode()
    withdrawal.withdraw("specimen", "All of it.")
    assert client.get("/volumes/specimen/d1/related/").status_code == 410


@pytest.mark.django_db
def test_a_document_that_got_another_id_has_its_relations_there(client: Client) -> None:
    said = "<head>One</head><p>The lamps of the lighthouse want oil, and the keeper wants his pay.</p>"
    take(volume(document(1, said, "d1")))
    take(volume(document(2, said, "d2")))
    answer = client.get("/volumes/frus1937v01/d1/related/")
    assert (answer.status_code, answer["Location"]) == (301, "/volumes/frus1937v01/d2/related/")


def test_the_page_is_kept_until_the_archive_changes(client: Client, specimen: Volume) -> None:
    tag = client.get(f"{D3}related/")["ETag"]
    assert client.get(f"{D3}related/", headers={"If-None-Match": tag}).status_code == 304
    assert client.post(f"{D3}related/").status_code == 405


def test_the_page_asks_few_questions(
    client: Client, specimen: Volume, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/search/")
    with django_assert_max_num_queries(11):
        client.get(f"{D3}related/")
