"""The map: filtered as the search is, told as a table too, with nothing from outside the site."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.models import Entity, Volume
from tests.reading.letters import Letter, take
from tests.views.shown import Shown, visit, words
from tests.views.test_places import everywhere

POINTS = {"Santiago": (-33.46, -70.65), "Moscow": (55.75, 37.62)}
PAPERS = (
    Letter("Norweb", "Hull", "Santiago", "1861-01-02", "Coal."),
    Letter("Norweb", "Hull", "Santiago", "1862-01-02"),
    Letter("Davies", "Hull", "Moscow", "1861-03-02"),
    Letter("Tibbets", "Hull", "Off Pensacola", "1861-03-02"),
    Letter("Adams", "Hull"),
)


@pytest.fixture(autouse=True)
def papers(db: None) -> Volume:
    volume = take(*PAPERS)
    for name, (latitude, longitude) in POINTS.items():
        Entity.objects.filter(name=name).update(latitude=latitude, longitude=longitude)
    return volume


def circles(shown: Shown) -> list[tuple[str, str]]:
    """Where each circle of the map leads, and what it is called."""
    return [(link.get("href"), link.get("aria-label")) for link in everywhere(shown, "//svg[@class='map']/a")]


def rows(shown: Shown) -> list[str]:
    return [words(row.text_content()) for row in shown.main.xpath(".//table[@class='counts']/tbody/tr")]


def test_places_are_circles_that_lead_to_their_pages(client: Client) -> None:
    shown = visit(client, "/places/map/")
    assert circles(shown) == [
        ("/places/santiago/", "Santiago, 2 documents"),
        ("/places/moscow/", "Moscow, 1 document"),
    ]
    assert everywhere(shown, "//svg[@class='map']//text/text()") == ["Santiago", "Moscow"]


def test_a_table_says_the_same(client: Client) -> None:
    shown = visit(client, "/places/map/")
    assert rows(shown) == ["Santiago 2 documents of Santiago", "Moscow 1 documents of Moscow"]
    assert "/search/?place_written=santiago" in shown.links


def test_what_is_not_on_the_map_is_told(client: Client) -> None:
    shown = visit(client, "/places/map/")
    assert (
        "1 document names only places of which this archive does not know where they are: Off Pensacola" in shown.text
    )
    assert "1 document does not say where it was written" in shown.text
    assert "All 5 documents of this archive" in shown.text


def test_the_map_is_filtered_as_the_search_is(client: Client) -> None:
    shown = visit(client, "/places/map/?q=coal&after=1861&before=1861&kind=letter&page=3&sort=volume")
    assert circles(shown) == [("/places/santiago/", "Santiago, 1 document")]
    assert "1 document found: coal in any form" in shown.text
    back = "/search/?q=coal&after=1861&before=1861&kind=letter"
    assert back in shown.links
    assert f"{back}&place_written=santiago" in shown.links
    assert everywhere(shown, "//meta[@name='robots']/@content") == ["noindex, follow"]


def test_a_form_narrows_the_map_and_keeps_its_filters(client: Client) -> None:
    shown = visit(client, "/places/map/?kind=letter&q=coal&by=mentioned&area=europe")
    fields = {f.get("name"): f.get("value") for f in shown.main.xpath(".//form[@aria-label='Narrow the map']//input")}
    assert fields == {"kind": "letter", "by": "mentioned", "area": "europe", "q": "coal", "after": "", "before": ""}


def test_parts_of_the_world_and_roles_are_a_link_away(client: Client) -> None:
    shown = visit(client, "/places/map/?kind=letter")
    assert {"/places/map/?kind=letter&area=europe", "/places/map/?kind=letter&by=mentioned"} <= {*shown.links}
    europe = visit(client, "/places/map/?kind=letter&area=europe")
    assert circles(europe) == [("/places/moscow/", "Moscow, 1 document")]
    assert "1 more place outside this part of the world" in europe.text
    assert "/places/map/?kind=letter" in europe.links
    assert europe.main.xpath(".//nav[@class='ordered']//a[@aria-current]/text()") == ["written from", "Europe"]


def test_an_unknown_part_of_the_world_is_the_whole(client: Client) -> None:
    assert len(circles(visit(client, "/places/map/?area=atlantis&by=dreamt"))) == 2


def test_where_nothing_is_on_the_map_that_is_said(client: Client) -> None:
    shown = visit(client, "/places/map/?by=mentioned")
    assert "None of these documents mentions a place" in shown.text
    assert circles(shown) == []
    assert "0 documents found" in visit(client, "/places/map/?q=zzyx").text


def test_a_search_that_cannot_be_read_is_refused_as_on_its_own_page(client: Client) -> None:
    shown = visit(client, "/places/map/?q=%28coal", 400)
    assert "This search cannot be read" in shown.text


def test_nothing_is_asked_from_outside_and_the_source_of_the_coasts_is_said(client: Client) -> None:
    shown = visit(client, "/places/map/")
    assert "Natural Earth (public domain); no borders are drawn" in shown.text
    (land,) = everywhere(shown, "//svg[@class='map']/path[@class='land']")
    assert len(land.get("d")) > 10_000
    assert everywhere(shown, "//image | //img | //iframe") == []


def test_the_search_page_leads_to_the_map_and_the_network_of_its_result(client: Client) -> None:
    links = visit(client, "/search/?q=coal&kind=letter").links
    assert {"/places/map/?q=coal&kind=letter", "/search/network/?q=coal&kind=letter"} <= {*links}
    assert "/places/map/?q=zzyx" not in visit(client, "/search/?q=zzyx").links
