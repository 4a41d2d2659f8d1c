"""What the head of a page says for Zotero and search engines, and a list of each of its documents."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import Client
from lxml import html

from archive.models import Document, Entity, Volume
from tests.specimens import dated, document, page, take, volume
from tests.views.shown import visit

D1 = "/volumes/specimen/d1/"
SITE = "http://127.0.0.1:8000"


def head(client: Client, address: str) -> Any:
    """The head of a page, as a tree."""
    return html.document_fromstring(client.get(address).content).find("head")


def metas(client: Client, address: str) -> dict[str, list[str]]:
    """The contents of the ``meta`` elements of a page by their names."""
    found: dict[str, list[str]] = {}
    for element in head(client, address).findall("meta[@name]"):
        found.setdefault(element.get("name"), []).append(element.get("content"))
    return found


def test_a_page_names_its_author_date_and_printed_page(client: Client, specimen: Volume) -> None:
    said = metas(client, f"{D1}pg_2/")
    assert said["citation_firstpage"] == said["citation_lastpage"] == ["2"]
    assert said["citation_author"]
    assert said["citation_title"] == ["The Ambassador in Chile (Whitcombe) to the Secretary of State"]
    assert said["citation_public_url"] == [f"{SITE}{D1}pg_2/"]
    assert any(name.casefold().startswith("dc.") for name in said)
    assert metas(client, f"{D1}full/")["citation_lastpage"] == ["3"]


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        (D1, D1),
        (f"{D1}pg_1/", D1),
        (f"{D1}pg_2/", f"{D1}pg_2/"),
        (f"{D1}pg_2/?q=station&hit=5", f"{D1}pg_2/"),
        (f"{D1}pg_2/?passage=0-9", f"{D1}pg_2/"),
        (f"{D1}full/", f"{D1}full/"),
        ("/volumes/specimen/d10/full/", "/volumes/specimen/d10/"),  # all of it stands on one page
        ("/volumes/specimen/", "/volumes/specimen/"),
        ("/volumes/specimen/pg_3/", "/volumes/specimen/pg_3/"),
        ("/volumes/specimen/preface/", "/volumes/specimen/preface/"),
    ],
)
def test_one_address_is_the_one_by_which_a_page_goes(
    client: Client, specimen: Volume, address: str, canonical: str
) -> None:
    assert visit(client, address).canonical == SITE + canonical


@pytest.mark.parametrize("address", [D1, f"{D1}pg_2/", f"{D1}full/", "/volumes/specimen/", f"{D1}cite/?page=pg_2"])
def test_the_files_of_a_page_are_named_with_their_types_and_are_there(
    client: Client, specimen: Volume, address: str
) -> None:
    links = head(client, address).findall("link[@rel='alternate']")
    named = {link.get("type"): link.get("href") for link in links}
    for kind in (
        "application/x-research-info-systems",
        "application/x-bibtex",
        "application/vnd.citationstyles.csl+json",
    ):
        assert client.get(named[kind])["Content-Type"].startswith(kind)


def test_a_document_is_described_within_its_volume(client: Client, specimen: Volume) -> None:
    (said,) = visit(client, D1).data
    assert said["@context"] == "https://schema.org"
    assert said["url"].startswith(f"{SITE}{D1}")
    assert "PublicationVolume" in str(said)
    (itself,) = visit(client, "/volumes/specimen/").data
    assert "PublicationVolume" in itself["@type"]


def test_a_page_without_a_text_is_described_as_nothing(client: Client, specimen: Volume) -> None:
    for address in ("/", "/search/", "/dates/", f"{D1}cite/"):
        assert visit(client, address).data == []


def test_a_printed_page_is_described_with_the_texts_on_it(client: Client, specimen: Volume) -> None:
    (said,) = visit(client, "/volumes/specimen/pg_3/").data
    assert said["@type"] == "WebPage"
    assert said["url"] == f"{SITE}/volumes/specimen/pg_3/"
    assert said["isPartOf"]["@id"] == f"{SITE}/volumes/specimen/"
    assert f"{SITE}{D1}" in [part["@id"] for part in said["hasPart"]]


def test_a_section_is_described_in_its_volume_with_a_text_or_without(client: Client, specimen: Volume) -> None:
    source = specimen.sources.get()
    specimen.sections.create(
        source=source, identifier="bare", kind="chapter", title="Bare", placement="body", order=9999
    )
    for identifier in ("preface", "bare"):
        (said,) = visit(client, f"/volumes/specimen/{identifier}/").data
        assert "Chapter" in said["@type"]
        assert said["isPartOf"]["@id"] == f"{SITE}/volumes/specimen/"
    assert visit(client, "/volumes/specimen/bare/").canonical == f"{SITE}/volumes/specimen/bare/"


def test_a_place_is_described_with_its_point_and_where_else_it_is_told_of(client: Client, specimen: Volume) -> None:
    place = Entity.objects.filter(kind="place", mentions__document__identifier="d1").first()
    assert place is not None
    Entity.objects.filter(pk=place.pk).update(latitude=-33.5, longitude=-70.6, identifiers={"geonames": "3871336"})
    data = head(client, f"/places/{place.slug}/").findtext("script[@type='application/ld+json']")
    said = json.loads(data)
    assert (said["@type"], said["name"]) == ("Place", place.name)
    assert (said["geo"]["latitude"], said["geo"]["longitude"]) == (-33.5, -70.6)
    assert said["sameAs"] == ["https://www.geonames.org/3871336/"]
    assert said["@id"] == f"{SITE}/places/{place.slug}/"


def test_a_person_is_described_with_the_office_and_an_office_as_an_organization(
    client: Client, specimen: Volume
) -> None:
    person = Entity.objects.filter(kind="person", seats__isnull=False).exclude(office="").first()
    office = Entity.objects.filter(kind="office", seats__isnull=False).first()
    assert person is not None
    assert office is not None
    (said,) = visit(client, f"/actors/{person.slug}/").data
    assert said["@type"] == "Person"
    assert person.office in said["jobTitle"]
    shown = visit(client, f"/actors/{office.slug}/")
    assert shown.data[0]["@type"] == "Organization"
    assert shown.canonical == shown.data[0]["@id"] == f"{SITE}/actors/{office.slug}/"


def spans(client: Client, address: str) -> list[dict[str, list[str]]]:
    """The COinS of a page, taken apart."""
    found = visit(client, address).main.xpath("//span[@class='Z3988']/@title")
    return [parse_qs(title) for title in found]


def test_every_result_is_a_citation_for_zotero(client: Client, specimen: Volume) -> None:
    result = client.get("/search.json?sort=date").json()["results"]
    told = spans(client, "/search/?sort=date")
    assert len(told) == len(result) == 20
    for one, row in zip(told, result, strict=True):
        assert one["ctx_ver"] == ["Z39.88-2004"]
        assert one["rft_id"] == [SITE + row["url"]]


def test_every_document_of_a_dossier_is_a_citation_for_zotero(client: Client, db: None) -> None:
    take(volume(page("1") + "".join(dated(n, "1937-02-01", "February 1, 1937", "761.93/4") for n in (1, 2))))
    assert [one["rft_id"] for one in spans(client, "/files/761.93/4/")] == [
        [f"{SITE}/volumes/frus1937v01/d{n}/"] for n in (1, 2)
    ]


def test_a_list_without_citations_has_none(client: Client, specimen: Volume) -> None:
    assert spans(client, "/dates/1937/") == []


HOSTILE = "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &lt;!-- &amp;quot; \"' {{ 7 }} \u2028"


def test_a_hostile_heading_ends_no_element_of_the_head(client: Client, db: None) -> None:
    take(volume(page("1") + document(1, f"<head>{HOSTILE}</head><p>{HOSTILE}</p>")))
    heading = Document.objects.get(identifier="d1").heading
    shown = visit(client, "/volumes/frus1937v01/d1/")
    assert "</script><script>alert(1)</script>" in str(shown.data)
    assert "</script><script>alert(1)" in heading
    assert b"</script><script>alert(1)" not in client.get("/volumes/frus1937v01/d1/").content
    assert visit(client, "/search/?q=alert").main.xpath("//span[@class='Z3988']/@title")
