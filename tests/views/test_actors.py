"""Actors: the list by kind, a page for each with its correspondents, its other form, and what has moved."""

from __future__ import annotations

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.models import Entity, FormerSlug, Revision, Variant, Volume
from archive.search import index
from tests import specimens
from tests.reading.letters import Letter, entity, take
from tests.views.shown import visit, words
from tests.views.test_places import everywhere, section, tabs

PAPERS = (
    Letter("Norweb", "Hull", "Santiago", "1861-03-02"),
    Letter("Norweb", "Hull", "Santiago", "1861-01-02"),
    Letter("Hull", "Norweb", "Washington", "1862-01-02"),
    Letter("Davies", "Hull", "Moscow", "1863-01-02"),
)


@pytest.fixture
def papers(db: None) -> Volume:
    return take(*PAPERS)


# The page of an actor


@pytest.mark.usefixtures("papers")
def test_an_actor_has_a_page_with_tabs_for_each_role(client: Client) -> None:
    shown = visit(client, "/actors/norweb/")
    assert shown.title == "Norweb · Chancery"
    assert tabs(shown) == ["All documents 3", "Sent 2", "Received 1", "Signed 0", "Mentioned in 0"]
    assert "person · 1861–1862" in shown.text
    received = visit(client, "/actors/norweb/received/")
    assert received.main.xpath(".//ol[contains(@class, 'documents')]/li/a/@href") == ["/volumes/frus1861/d3/"]
    assert section(received, "Correspondents") == ""


@pytest.mark.usefixtures("papers")
def test_correspondents_are_told_with_a_way_to_their_letters(client: Client) -> None:
    shown = visit(client, "/actors/hull/")
    said = section(shown, "Correspondents")
    assert "Wrote to Norweb 1 documents to Norweb" in said
    assert "Was written to by Norweb 2 documents from Norweb Davies 1 documents from Davies" in said
    assert "/search/?actor_recipient=hull&actor_sender=norweb" in shown.links
    assert "/actors/hull/network/" in shown.links


@pytest.mark.usefixtures("papers")
def test_years_lead_to_the_documents_of_the_year(client: Client) -> None:
    shown = visit(client, "/actors/hull/received/")
    assert section(shown, "Years").startswith("Years 1861: 2 1863: 1 1861–1863, most in 1861")
    assert "/search/?actor_recipient=hull&after=1861&before=1861" in shown.links


@pytest.mark.usefixtures("papers")
def test_other_names_and_offices_are_told(client: Client) -> None:
    Variant.objects.create(entity=entity("Norweb"), name="R. Henry Norweb", office="Minister", basis="authority")
    Revision.objects.create(number=99, token="told")
    shown = visit(client, "/actors/norweb/")
    assert section(shown, "Also called") == "Also called R. Henry Norweb"
    assert section(shown, "Offices, as printed") == "Offices, as printed Minister"


@pytest.mark.usefixtures("papers")
def test_other_places_and_names_in_the_documents_are_told(client: Client) -> None:
    shown = visit(client, "/actors/norweb/")
    assert section(shown, "Places in these documents").startswith("Places in these documents Santiago 2")
    assert section(shown, "Names in these documents").startswith("Names in these documents Hull 3")
    assert "/search/?actor=norweb&place=santiago" in shown.links


def test_an_office_has_a_page_as_persons_have(client: Client, db: None) -> None:
    specimens.take(
        specimens.volume(
            specimens.document(1, "<head>The <gloss type='from'>Secretary of State</gloss> to Mr. Hull</head><p>A.</p>")
        )
    )
    assert "office" in visit(client, "/actors/secretary-of-state/").text


@pytest.mark.usefixtures("seed")
def test_every_actor_of_the_specimen_has_pages_without_fault(client: Client, specimen: Volume) -> None:
    index.follow()
    slugs = Entity.objects.exclude(kind="place").values_list("slug", flat=True)
    assert len(slugs) > 30
    for slug in slugs:
        shown = visit(client, f"/actors/{slug}/")
        assert shown.main.xpath("string(.//h1)")
    for tab in ("sent", "received", "signed", "mentioned", "network"):
        visit(client, f"/actors/{slugs[0]}/{tab}/")


# What has moved, and what is not there


@pytest.mark.usefixtures("papers")
def test_a_former_address_leads_to_the_one_now(client: Client) -> None:
    FormerSlug.objects.create(slug="norwebb", entity=entity("Norweb"))
    for behind in ("/", "/sent/", "/network/", ".json", "/network.gexf"):
        answer = client.get(f"/actors/norwebb{behind}")
        assert (answer.status_code, answer["Location"]) == (301, f"/actors/norweb{behind}")


@pytest.mark.usefixtures("papers")
def test_a_place_s_slug_among_actors_leads_to_the_place(client: Client) -> None:
    assert client.get("/actors/santiago/sent/")["Location"] == "/places/santiago/"


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("behind", ["/", "/sent/", "/network/", "/network.csv"])
def test_where_there_is_nobody_names_like_it_are_told(client: Client, behind: str) -> None:
    shown = visit(client, f"/actors/norwbe{behind}", 404)
    assert "no person, office or body at norwbe" in shown.text
    assert "/actors/norweb/" in shown.links


@pytest.mark.usefixtures("papers")
def test_a_tab_of_places_is_none_of_actors(client: Client) -> None:
    assert client.get("/actors/norweb/written/").status_code == 404


# JSON


@pytest.mark.usefixtures("papers")
def test_the_same_as_json(client: Client) -> None:
    told = client.get("/actors/norweb.json").json()
    assert told["counts"] == {"any": 3, "sender": 2, "recipient": 1, "signatory": 0, "mentioned": 0}
    assert [(other["slug"], other["count"]) for other in told["wrote_to"]] == [("hull", 2)]
    assert told["heard_from"] == [
        {
            "slug": "hull",
            "name": "Hull",
            "url": "/actors/hull/",
            "count": 1,
            "search": "/search/?actor_recipient=norweb&actor_sender=hull",
        }
    ]
    assert told["coordinates"] is None
    assert told["search"] == "/search/?actor=norweb"
    assert [document["id"] for document in told["documents"]] == ["frus1861/d2", "frus1861/d1", "frus1861/d3"]


def test_json_is_paged_as_the_page_is(client: Client, db: None) -> None:
    take(*(Letter("Norweb", "Hull") for _ in range(25)))
    told = client.get("/actors/norweb.json?page=2").json()
    assert (told["page"], told["pages"], len(told["documents"])) == (2, 2, 5)


# The list


def test_kinds_are_lists_of_their_own(client: Client, db: None) -> None:
    take(*PAPERS)
    specimens.take(
        specimens.volume(
            specimens.document(1, "<head>The <gloss type='from'>Secretary of State</gloss> to Mr. Hull</head><p>A.</p>")
        )
    )
    assert "Secretary of State" in visit(client, "/actors/").text
    offices = visit(client, "/actors/?kind=office")
    rows = [words(row.text_content()) for row in offices.main.xpath(".//ul[@class='register']/li")]
    assert rows == ["Secretary of State 1 document"]
    assert offices.main.xpath(".//nav[@class='ordered']//a[@aria-current]/text()") == ["Offices", "name"]
    assert "/actors/?kind=office&letter=S" in offices.links


def test_two_of_one_surname_are_told_with_their_volumes(client: Client, db: None) -> None:
    take(Letter("Seward", "Dayton"), name="frus1861")
    take(Letter("Seward", "Dayton"), name="frus1863")
    rows = [words(row.text_content()) for row in visit(client, "/actors/?q=seward").main.xpath(".//ul/li[a][span]")]
    assert "Seward 1 document in Volume frus1861" in rows
    assert "Seward 1 document in Volume frus1863" in rows


@pytest.mark.django_db
def test_an_empty_archive_names_nobody(client: Client) -> None:
    assert "No document here names anybody yet" in visit(client, "/actors/").text


def test_ways_in_are_on_every_page_and_at_the_entrance(client: Client, specimen: Volume) -> None:
    shown = visit(client, "/")
    assert everywhere(shown, "//nav[@aria-label='Site']/a/@href") == [
        "/volumes/",
        "/places/",
        "/actors/",
        "/dates/",
        "/cite/",
        "/accounts/login/?next=/",
    ]
    assert {"/places/", "/places/map/", "/actors/"} <= {*shown.main.xpath(".//ul[@class='ways']//a/@href")}


def test_whoever_is_known_by_a_surname_is_told_by_the_volume_it_is_known_in(client: Client, db: None) -> None:
    take(Letter("Norweb", "Hull"), name="frus1861")
    take(Letter("Norweb", "Hull"), name="frus1863")
    shown = visit(client, "/actors/norweb-2/")
    assert "So called in Volume frus1863." in shown.text
    assert "/volumes/frus1863/" in shown.links
    rows = [
        words(row.text_content())
        for row in visit(client, "/actors/?q=norweb").main.xpath(".//ul[@class='register']/li")
    ]
    assert rows == ["Norweb 1 document in Volume frus1861", "Norweb 1 document in Volume frus1863"]


@pytest.mark.usefixtures("papers")
def test_the_places_of_an_actor_s_documents_are_a_map(client: Client) -> None:
    assert "/places/map/?actor=norweb" in visit(client, "/actors/norweb/").links
    assert "Where documents were written" in visit(client, "/places/map/?actor=norweb").text


@pytest.mark.usefixtures("papers")
def test_a_search_narrowed_by_places_and_actors_leads_to_their_pages(client: Client) -> None:
    asked = "actor_sender=norweb&place=santiago&place_role=written&actor=norweb&actor_recipient=nobody"
    shown = visit(client, f"/search/?{asked}")
    assert "More about Santiago, Norweb Words" in shown.text
    assert {"/actors/norweb/", "/places/santiago/"} <= {*shown.links}


# What they cost

COUNTS = {
    "/actors/": 3,
    "/actors/?q=norw": 4,
    "/actors/hull/": 7,
    "/actors/hull/received/": 6,
    "/actors/hull.json": 7,
    "/actors/hull/network/": 4,
    "/search/network/": 3,
    "/search/network/?q=sir": 3,
}


@pytest.mark.django_db
@pytest.mark.parametrize("letters", [3, 60])
@pytest.mark.parametrize("address", COUNTS)
def test_each_page_asks_as_much_of_the_database_for_many_documents_as_for_few(
    client: Client,
    address: str,
    letters: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    take(*(Letter(f"Norweb{'abcdefghij'[n % 10]}", "Hull", "Santiago") for n in range(letters)))
    assert client.get(address).status_code == 200  # finds out what is listed
    caches["pages"].clear()
    with django_assert_num_queries(COUNTS[address]):
        assert client.get(address).status_code == 200
