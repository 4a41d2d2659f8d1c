"""The entrance, the library, and one volume with its contents."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from lxml import html

from archive.models import Document, Volume
from archive.store import withdrawal
from tests.specimens import document, page, take, volume
from tests.views.shown import visit

HEADER = (
    '<title type="series">Papers Relating to the Foreign Relations of the United States</title>'
    '<title type="subseries">1937</title><title type="volumenumber">Volume III</title>'
    '<title type="volume">The Far East</title><editor role="primary">Matilda F. Axton</editor>'
)


def paper(number: int) -> str:
    return document(number, f"<head>Paper {number}</head><p>Words.</p>")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/volumes/"])
def test_an_empty_archive_says_how_to_fill_it(client: Client, address: str) -> None:
    assert "python manage.py ingest" in visit(client, address).text


@pytest.mark.parametrize("address", ["/", "/volumes/"])
def test_the_entrance_and_the_library_list_every_volume(
    client: Client, specimen: Volume, seed: Document, address: str
) -> None:
    shown = visit(client, address)
    assert {"/volumes/specimen/", "/volumes/transcripts/"} <= set(shown.links)
    assert specimen.title in shown.text


@pytest.mark.django_db
def test_volumes_stand_in_the_order_of_the_years_they_cover(client: Client) -> None:
    for name, years in (("b", "1937"), ("a", "1936"), ("c", "1861")):
        take(volume(paper(1), name, f'<title type="subseries">{years}</title>'))
    listed = [link for link in visit(client, "/volumes/").links if re.fullmatch("/volumes/./", link)]
    assert listed == ["/volumes/c/", "/volumes/a/", "/volumes/b/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/volumes/", "/dates/"])
def test_a_withdrawn_volume_is_in_no_list_until_it_is_back(client: Client, address: str) -> None:
    take(volume(document(1, "<head>One</head><dateline>February 14, 1937</dateline><p>A.</p>")))
    before = visit(client, address).links
    withdrawal.withdraw("frus1937v01", "Under review")
    assert set(before) - set(visit(client, address).links)
    withdrawal.restore("frus1937v01")
    assert visit(client, address).links == before


@pytest.mark.django_db
def test_a_volume_s_page_says_what_its_header_says(client: Client) -> None:
    take(volume(paper(1), "frus1937v03", HEADER))
    shown = visit(client, "/volumes/frus1937v03/")
    said = {row.findtext("dt"): row.findtext("dd") for row in shown.main.xpath(".//dl/div")}
    assert said["Series"] == "Papers Relating to the Foreign Relations of the United States"
    assert (said["Years"], said["Volume"], said["Editors"]) == ("1937", "III", "Matilda F. Axton")
    assert "1 document" in shown.text


@pytest.mark.django_db
def test_what_a_header_does_not_say_is_not_shown(client: Client) -> None:
    take(volume(paper(1), "bare"))
    shown = visit(client, "/volumes/bare/")
    assert "None" not in shown.text
    assert "Editors" not in shown.text


def test_a_volume_s_contents_lead_to_every_section_and_document(client: Client, specimen: Volume) -> None:
    links = set(visit(client, "/volumes/specimen/").links)
    for name in [*specimen.sections.values_list("identifier", flat=True), *(f"d{n}" for n in range(1, 26))]:
        assert f"/volumes/specimen/{name}/" in links


@pytest.mark.django_db
def test_a_withdrawn_document_is_not_in_the_contents(client: Client) -> None:
    take(volume(paper(1) + paper(2)))
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    links = visit(client, "/volumes/frus1937v01/").links
    assert "/volumes/frus1937v01/d2/" in links
    assert "/volumes/frus1937v01/d1/" not in links


@pytest.mark.django_db
def test_an_identifier_with_hyphens_and_underscores_is_an_address(client: Client) -> None:
    take(volume(page("1", "pg-seq-1_a") + document(1, "<head>One</head><p>A.</p>", "d-1_a"), "frus1952-54v01_p1"))
    for name in ("", "d-1_a/", "pg-seq-1_a/", "d-1_a/pg-seq-1_a/", "d-1_a/full/"):
        visit(client, f"/volumes/frus1952-54v01_p1/{name}")


@pytest.mark.django_db
def test_characters_that_no_address_has_become_hyphens(client: Client) -> None:
    take(volume(page("1", "pg.1é") + document(1, "<head>One</head><p>A.</p>", "d1.é"), "frus.1937"))
    visit(client, "/volumes/frus-1937/d1--/pg-1-/")


@pytest.mark.django_db
def test_a_volume_names_its_machine_readable_forms(client: Client) -> None:
    take(volume(paper(1)))
    shown = visit(client, "/volumes/frus1937v01/")
    forms = {f"/volumes/frus1937v01{suffix}" for suffix in (".json", ".txt", ".xml", ".epub")}
    assert forms <= set(shown.links)
    head = html.fromstring(client.get("/volumes/frus1937v01/").content)
    assert forms <= set(head.xpath("//link[@rel='alternate']/@href"))
