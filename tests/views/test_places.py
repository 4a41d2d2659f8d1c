"""Places: the list, a page for each, its tabs, its other form, and what an address leads to that has none."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from archive.entities.world_map import AREAS
from archive.models import Entity, FormerSlug, Revision, Volume
from archive.search import index
from archive.store import withdrawal
from tests.reading.letters import Letter, take
from tests.views.shown import Shown, page, visit, words

PAPERS = (
    Letter("Norweb", "Hull", "Santiago", "1861-03-02"),
    Letter("Norweb", "Hull", "Santiago", "1861-01-02"),
    Letter("Tibbets", "Hull", "Santiago"),
    Letter("Davies", "Hull", "Moscow", "1863-01-02"),
)


@pytest.fixture
def papers(db: None) -> Volume:
    return take(*PAPERS)


def santiago() -> Entity:
    return Entity.objects.get(slug="santiago")


def everywhere(shown: Shown, path: str) -> list[Any]:
    return list(shown.main.getroottree().xpath(path))


def tabs(shown: Shown) -> list[str]:
    return [words(item.text_content()) for item in shown.main.xpath(".//nav[@class='tabs']//li")]


def section(shown: Shown, title: str) -> str:
    """The words of a part of the page."""
    found = everywhere(shown, f"//section[h2[normalize-space()='{title}']]")
    return words(found[0].text_content()) if found else ""


# The page of a place


@pytest.mark.usefixtures("papers")
def test_a_place_has_a_page_with_its_documents_by_date(client: Client) -> None:
    shown = visit(client, "/places/santiago/")
    assert shown.title == "Santiago · Chancery"
    headings = shown.main.xpath(".//ol[contains(@class, 'documents')]/li/a/@href")
    assert headings == [f"/volumes/frus1861/{name}/" for name in ("d2", "d1", "d3")]
    assert words(shown.main.xpath("string(.//h1)")) == "Santiago"
    assert "place · 1861" in shown.text


@pytest.mark.usefixtures("papers")
def test_its_tabs_are_addresses_of_their_own(client: Client) -> None:
    shown = visit(client, "/places/santiago/")
    assert tabs(shown) == ["All documents 3", "Written from 3", "Mentioned in 0"]
    assert "/places/santiago/written/" in shown.links
    assert "/places/santiago/mentioned/" not in shown.links
    written = visit(client, "/places/santiago/written/")
    assert written.title == "Santiago: written from · Chancery"
    assert written.main.xpath(".//nav[@class='tabs']//a[@aria-current]/@href") == ["/places/santiago/written/"]
    assert "No document of this archive" in visit(client, "/places/santiago/mentioned/").text


@pytest.mark.usefixtures("papers")
def test_who_wrote_from_there_to_whom_leads_to_their_letters(client: Client) -> None:
    shown = visit(client, "/places/santiago/")
    assert section(shown, "Who wrote from here to whom").startswith(
        "Who wrote from here to whom Norweb to Hull 2 documents from Norweb to Hull Tibbets to Hull 1"
    )
    address = "/search/?place_written=santiago&actor_sender=norweb&actor_recipient=hull"
    assert address in shown.links
    assert words(visit(client, address).main.xpath("string(.//h1)")).startswith("2 documents")


@pytest.mark.usefixtures("papers")
def test_its_documents_can_be_searched(client: Client) -> None:
    shown = visit(client, "/places/santiago/written/")
    form = shown.main.xpath(".//form[@role='search']")[0]
    assert form.get("action") == "/search/"
    assert form.xpath("input[@type='hidden']/@name") == ["place_written"]
    assert form.xpath("input[@type='hidden']/@value") == ["santiago"]


@pytest.mark.usefixtures("papers")
def test_a_place_whose_point_is_known_is_shown_where_it_is(client: Client) -> None:
    assert not visit(client, "/places/moscow/").main.xpath("//svg[@class='small-map']")
    Entity.objects.filter(slug="santiago").update(latitude=-33.457, longitude=-70.648)
    Revision.objects.create(number=99, token="moved")
    (picture,) = everywhere(visit(client, "/places/santiago/"), "//svg[@class='small-map']")
    assert picture.get("aria-label") == "The coasts around Santiago, which is at 33.46° south, 70.65° west"
    assert picture.xpath("circle")


@pytest.mark.usefixtures("papers")
def test_what_is_told_of_it_elsewhere_is_a_link(client: Client) -> None:
    Entity.objects.filter(slug="santiago").update(identifiers={"geonames": 3871336})
    tree = html.document_fromstring(client.get("/places/santiago/").content)
    (link,) = tree.xpath("//aside//a[@rel='external']")
    assert (link.text, link.get("href")) == ("GeoNames 3871336", "https://www.geonames.org/3871336/")


def test_a_long_list_is_turned_page_by_page(client: Client, db: None) -> None:
    take(*(Letter("Norweb", "Hull", "Santiago", f"1861-01-{day:02}") for day in range(1, 31)))
    first = visit(client, "/places/santiago/")
    assert first.relations["next"] == "?page=2"
    assert "page 1 of 2" in first.text
    second = visit(client, "/places/santiago/?page=2")
    assert len(second.main.xpath(".//ol[contains(@class, 'documents')]/li")) == 10
    assert second.main.xpath(".//ol[contains(@class, 'documents')]/@start") == ["21"]
    assert "/places/santiago/" in second.links
    assert "page 2 of 2" in visit(client, "/places/santiago/?page=99").text
    for said in ("last", "0", "-1"):
        assert "page 1 of 2" in visit(client, f"/places/santiago/?page={said}").text


def test_every_place_of_the_specimen_has_a_page_without_fault(client: Client, specimen: Volume) -> None:
    index.follow()
    slugs = Entity.objects.filter(kind="place").values_list("slug", flat=True)
    assert len(slugs) > 5
    for slug in slugs:
        for tab in ("", "written/", "mentioned/"):
            visit(client, f"/places/{slug}/{tab}")


# What has moved, and what is not there


@pytest.mark.usefixtures("papers")
def test_a_former_address_leads_to_the_one_now_with_tab_suffix_and_query(client: Client) -> None:
    FormerSlug.objects.create(slug="santiago-de-chile", entity=santiago())
    for before, now in (
        ("/places/santiago-de-chile/", "/places/santiago/"),
        ("/places/santiago-de-chile/written/?page=2", "/places/santiago/written/?page=2"),
        ("/places/santiago-de-chile.json", "/places/santiago.json"),
    ):
        answer = client.get(before)
        assert (answer.status_code, answer["Location"]) == (301, now)


@pytest.mark.usefixtures("papers")
def test_what_was_merged_leads_to_what_it_turned_out_to_be(client: Client) -> None:
    Entity.objects.create(kind="place", name="St. Jago", slug="st-jago", merged_into=santiago())
    answer = client.get("/places/st-jago/mentioned/")
    assert (answer.status_code, answer["Location"]) == (301, "/places/santiago/mentioned/")


@pytest.mark.usefixtures("papers")
def test_an_actor_s_slug_among_places_leads_to_the_actor(client: Client) -> None:
    assert client.get("/places/norweb/")["Location"] == "/actors/norweb/"
    assert client.get("/places/norweb/written/")["Location"] == "/actors/norweb/"
    assert client.get("/places/norweb.json")["Location"] == "/actors/norweb.json"


@pytest.mark.usefixtures("papers")
def test_where_there_is_none_names_like_it_are_told(client: Client) -> None:
    shown = visit(client, "/places/santiago-de/", 404)
    assert "no place at santiago-de" in shown.text
    assert "/places/santiago/" in visit(client, "/places/santigao/", 404).links
    assert "/places/" in shown.links
    assert visit(client, "/places/santiago/sent/", 404)


@pytest.mark.usefixtures("papers")
def test_a_machine_is_told_that_there_is_none(client: Client) -> None:
    answer = client.get("/places/nowhere.json")
    assert answer.status_code == 404
    assert answer.json() == {"error": "there is no nowhere"}


@pytest.mark.usefixtures("papers")
def test_a_place_of_withdrawn_documents_alone_keeps_its_page_and_lists_none(client: Client) -> None:
    withdrawal.withdraw("frus1861", "A mistake.")
    shown = visit(client, "/places/santiago/")
    assert tabs(shown)[0] == "All documents 0"
    assert "/volumes/frus1861/d1/" not in shown.links
    assert "Santiago" not in visit(client, "/places/").text


@pytest.mark.usefixtures("papers")
def test_a_tab_that_is_none_leads_back_to_the_place(client: Client) -> None:
    shown = visit(client, "/places/santiago/sent/", 404)
    assert "no place at santiago/sent" in shown.text
    assert "/places/santiago/" in shown.links


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(
    "query",
    ["page=-1", "page=0", "page=00", "page=1e1", "page=%00", "page=", "page=" + "9" * 9, "page=%D9%A2", "letter=%00"],
)
@pytest.mark.parametrize("path", ["/places/", "/places/santiago/", "/actors/norweb/sent/", "/places/santiago.json"])
def test_a_page_that_cannot_be_read_is_the_first(client: Client, path: str, query: str) -> None:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200
    assert b"Santiago" in answer.content


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("path", ["/places/", "/actors/"])
@pytest.mark.parametrize(
    "typed", ["x" * 10_000, "sant " * 2_000, "%", "_", "\\", "'", '"', "<b>", "\0", "a\0b", "\u202e"]
)
def test_whatever_is_typed_is_answered(client: Client, path: str, typed: str) -> None:
    answer = client.get(path, {"q": typed})
    assert answer.status_code == 200
    page(answer, path)


@pytest.mark.usefixtures("papers")
def test_a_name_with_marks_of_its_own_is_shown_as_it_is(client: Client) -> None:
    name = "<b>Port</b> & \"Saint\" 'Jago'"
    Entity.objects.filter(slug="santiago").update(name=name, latitude=-33.5, longitude=-70.6)
    Entity.objects.filter(slug="norweb").update(name=name)
    Revision.objects.create(number=99, token="named")
    for path in (
        *("/places/", "/places/?q=port", "/places/santiago/", "/places/map/", "/search/network/", "/places/santigao/"),
        *("/actors/norweb/", "/actors/norweb/network/", "/search/?place=santiago", "/search/?actor_sender=norweb"),
    ):
        shown = visit(client, path, 404 if path == "/places/santigao/" else 200)
        assert name in shown.whole or path == "/places/santigao/"
        assert not shown.main.xpath(".//b[text()='Port']")
    assert client.get("/places/santiago.json").json()["name"] == name


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("point", [(-90, 0), (90, 180), (0, 180), (0, -180), (-17, 179.99), (0, 0)])
def test_a_place_may_be_anywhere_on_earth(client: Client, point: tuple[float, float]) -> None:
    Entity.objects.filter(slug="santiago").update(latitude=point[0], longitude=point[1])
    Revision.objects.create(number=99, token="moved")
    assert everywhere(visit(client, "/places/santiago/"), "//svg[@class='small-map']/circle")
    for area in AREAS:
        visit(client, f"/places/map/?area={area.name}")


def test_a_place_that_no_document_names_has_a_page(client: Client, papers: Volume) -> None:
    Entity.objects.create(kind="place", name="Atlantis", slug="atlantis")
    Revision.objects.create(number=99, token="drowned")
    shown = visit(client, "/places/atlantis/")
    assert tabs(shown) == ["All documents 0", "Written from 0", "Mentioned in 0"]
    assert "No document of this archive that can be read now names it" in shown.text
    assert client.get("/places/atlantis.json").json()["documents"] == []


# JSON


@pytest.mark.usefixtures("papers")
def test_the_same_as_json(client: Client) -> None:
    Entity.objects.filter(slug="santiago").update(
        latitude=-33.5,
        longitude=-70.6,
        coordinate_source="GeoNames 3871336",
        identifiers={"wikidata": "Q2887", "geonames": 3871336},
        description="In Chile",
    )
    told = client.get("/places/santiago.json").json()
    documents = told.pop("documents")
    assert told == {
        "slug": "santiago",
        "kind": "place",
        "name": "Santiago",
        "office": None,
        "description": "In Chile",
        "url": "/places/santiago/",
        "variants": [],
        "offices": [],
        "identifiers": {"wikidata": "Q2887", "geonames": "3871336"},
        "elsewhere": [
            {"catalogue": "Wikidata", "url": "https://www.wikidata.org/wiki/Q2887"},
            {"catalogue": "GeoNames", "url": "https://www.geonames.org/3871336/"},
        ],
        "coordinates": {"latitude": -33.5, "longitude": -70.6, "source": "GeoNames 3871336"},
        "counts": {"any": 3, "written": 3, "mentioned": 0},
        "years": [{"year": 1861, "count": 2}],
        "letters": [
            {
                "sender": {"slug": "norweb", "name": "Norweb", "url": "/actors/norweb/"},
                "recipient": {"slug": "hull", "name": "Hull", "url": "/actors/hull/"},
                "count": 2,
                "search": "/search/?place_written=santiago&actor_sender=norweb&actor_recipient=hull",
            },
            {
                "sender": {"slug": "tibbets", "name": "Tibbets", "url": "/actors/tibbets/"},
                "recipient": {"slug": "hull", "name": "Hull", "url": "/actors/hull/"},
                "count": 1,
                "search": "/search/?place_written=santiago&actor_sender=tibbets&actor_recipient=hull",
            },
        ],
        "beside": told["beside"],
        "search": "/search/?place=santiago",
        "count": 3,
        "count_is_exact": True,
        "page": 1,
        "pages": 1,
    }
    assert [other["slug"] for other in told["beside"]["actors"]] == ["hull", "norweb", "tibbets"]
    assert [document["id"] for document in documents] == ["frus1861/d2", "frus1861/d1", "frus1861/d3"]
    assert documents[0]["date"]["edtf"] == "1861-01-02"
    assert documents[0]["url"] == "/volumes/frus1861/d2/"


# The list


@pytest.mark.usefixtures("papers")
def test_places_are_listed_with_how_many_documents_name_them(client: Client) -> None:
    shown = visit(client, "/places/")
    rows = [words(row.text_content()) for row in shown.main.xpath(".//ul[@class='register']/li")]
    assert rows == ["Moscow 1 document", "Santiago 3 documents"]
    assert "2 places" in shown.text
    assert "/places/map/" in shown.links


@pytest.mark.usefixtures("papers")
def test_the_list_is_narrowed_by_letter_by_name_and_put_in_another_order(client: Client) -> None:
    assert "Moscow" not in visit(client, "/places/?letter=S").main.xpath("string(.//ul[@class='register'])")
    assert "Santiago" in visit(client, "/places/?q=sant").text
    frequent = visit(client, "/places/?sort=documents")
    assert words(frequent.main.xpath("string(.//ul[@class='register']/li[1]/a)")) == "Santiago"
    assert "/places/?sort=documents&letter=S" in frequent.links


@pytest.mark.usefixtures("papers")
def test_a_slip_of_the_pen_finds_names_like_it(client: Client) -> None:
    shown = visit(client, "/places/?q=Mosocw")
    assert "No name begins with Mosocw. Those like it:" in shown.text
    assert "/places/moscow/" in shown.links
    assert "No place that a document has is like this" in visit(client, "/places/?q=Xyzzyx").text


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("query", ["letter=%C3%89", "sort=up", "kind=person", "page=-1", "page=x", "q=%00"])
def test_what_cannot_be_read_of_an_address_is_passed_over(client: Client, query: str) -> None:
    assert "Santiago" in visit(client, f"/places/?{query}").text


def test_letters_that_are_none_find_nothing(client: Client, db: None) -> None:
    take(*PAPERS)
    assert "No place that a document has is like this" in visit(client, "/places/?q=%ED%A0%80").text


def test_a_hundred_stand_on_a_page(client: Client, db: None) -> None:
    take(*(Letter("Norweb", "Hull", f"Port {chr(65 + n // 26)}{chr(97 + n % 26)}") for n in range(130)))
    first = visit(client, "/places/?sort=documents")
    assert len(first.main.xpath(".//ul[@class='register']/li")) == 100
    assert "1–100 of 130" in first.text
    assert "1–100 of 130" in visit(client, "/places/?page=0").text
    assert "/places/?sort=documents&page=2" in first.links
    assert len(visit(client, "/places/?page=2").main.xpath(".//ul[@class='register']/li")) == 30


@pytest.mark.django_db
def test_an_empty_archive_names_no_place(client: Client) -> None:
    assert "No document here names a place yet" in visit(client, "/places/").text


# What they cost

COUNTS = {
    "/places/": 3,
    "/places/?q=sant": 4,
    "/places/?q=Mosocw": 8,
    "/places/santiago/": 7,
    "/places/santiago/written/": 6,
    "/places/santiago.json": 7,
    "/places/map/": 4,
    "/places/map/?q=sir&by=mentioned": 3,
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
    take(*(Letter(f"Norweb{'abcdefghij'[n % 10]}", "Hull", "Santiago" if n else "Moscow") for n in range(letters)))
    assert client.get(address).status_code == 200  # finds out what is listed
    caches["pages"].clear()
    with django_assert_num_queries(COUNTS[address]):
        assert client.get(address).status_code == 200
