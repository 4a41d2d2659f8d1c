"""A chapter, preface or index: its own text by printed page, and its documents."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.models import Volume
from archive.store import withdrawal
from tests.specimens import document, page, take, volume
from tests.views.shown import visit, words

BODY = (
    page("1")
    + '<div type="compilation" xml:id="comp1"><head>Chile</head>'
    + '<div type="chapter" xml:id="ch1"><head>Flour</head>'
    + document(1, "<head>One</head><p>A.</p>")
    + '<div type="subchapter" xml:id="sub1"><head>Relief</head>'
    + document(2, "<head>Two</head><p>B.</p>")
    + "</div></div>"
    + '<div type="chapter" xml:id="ch2">'
    + document(3, "<head>Three</head><p>C.</p>")
    + "</div></div>"
)


def test_a_preface_is_read_by_printed_page(client: Client, specimen: Volume) -> None:
    first = visit(client, "/volumes/specimen/preface/")
    assert "This volume is a specimen" in first.text
    assert "Certain mistakes have been left standing" not in first.text
    assert first.relations["next"] == "/volumes/specimen/preface/pg_IV/"
    second = visit(client, "/volumes/specimen/preface/pg_IV/")
    assert "Certain mistakes have been left standing" in second.text
    assert second.relations["prev"] == "/volumes/specimen/preface/pg_III/"


def test_a_preface_can_be_read_whole(client: Client, specimen: Volume) -> None:
    shown = visit(client, "/volumes/specimen/preface/full/")
    assert "This volume is a specimen" in shown.text
    assert "The Editors" in shown.text


def test_an_index_leads_to_the_pages_it_names_and_says_of_others_that_they_are_not_there(
    client: Client, specimen: Volume
) -> None:
    shown = visit(client, "/volumes/specimen/index/")
    assert "/volumes/specimen/pg_37/" in shown.links
    lost = shown.main.xpath(".//span[@class='not-held']")
    assert {words(each.text_content()) for each in lost} == {"Coal", "Flour"}
    assert {each.get("title") for each in lost} == {"What it points to is not in this archive"}


@pytest.mark.django_db
def test_a_chapter_lists_its_documents_and_what_is_below_it(client: Client) -> None:
    take(volume(BODY))
    shown = visit(client, "/volumes/frus1937v01/ch1/")
    listed = [link for link in shown.links if link.startswith("/volumes/frus1937v01/")]
    assert {"/volumes/frus1937v01/d1/", "/volumes/frus1937v01/d2/", "/volumes/frus1937v01/sub1/"} <= set(listed)
    assert "/volumes/frus1937v01/d3/" not in listed
    assert "/volumes/frus1937v01/comp1/" in listed


@pytest.mark.django_db
def test_a_chapter_without_a_heading_has_a_page(client: Client) -> None:
    take(volume(BODY))
    assert "/volumes/frus1937v01/d3/" in visit(client, "/volumes/frus1937v01/ch2/").links


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["comp1", "ch1", "sub1", "ch2"])
def test_a_section_has_one_heading_of_the_first_order(client: Client, name: str) -> None:
    take(volume(BODY))
    assert visit(client, f"/volumes/frus1937v01/{name}/").headings.count("h1") == 1


@pytest.mark.django_db
def test_a_chapter_does_not_list_what_is_withdrawn(client: Client) -> None:
    take(volume(BODY))
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    assert "/volumes/frus1937v01/d1/" not in visit(client, "/volumes/frus1937v01/ch1/").links


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ch2/full/", "ch2/pg_1/", "ch2.json", "ch2.txt"])
def test_a_section_without_text_of_its_own_has_no_pages_and_no_other_forms(client: Client, name: str) -> None:
    take(volume(BODY))
    assert client.get(f"/volumes/frus1937v01/{name}").status_code == 404


@pytest.mark.django_db
def test_documents_in_the_back_of_a_volume_have_their_section(client: Client) -> None:
    back = (
        '<div type="section" xml:id="appendix"><head>Appendix</head>'
        + document(9, "<head>Nine</head><p>Z.</p>")
        + "</div>"
    )
    take(volume(BODY, back=back))
    assert "/volumes/frus1937v01/d9/" in visit(client, "/volumes/frus1937v01/appendix/").links
    assert "/volumes/frus1937v01/appendix/" in visit(client, "/volumes/frus1937v01/d9/").links
