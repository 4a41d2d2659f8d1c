"""The image of a printed page beside its text: asked for by an address, and loaded from the volume's host alone."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import html

from archive.models import Volume
from archive.store import imaging, withdrawal
from tests.specimens import document, take, volume

pytestmark = pytest.mark.django_db

V = "/volumes/frus1937v01/"
PLAIN = "https://images.example.org/{volume}/{image}.jpg"
BODY = '<pb n="1" xml:id="pg_1" facs="0047"/>' + document(
    1, '<head>One</head><p>A. <pb n="2" xml:id="pg_2" facs="0048"/>B. <pb n="3" xml:id="pg_3"/>C.</p>'
)
SHOWN = (f"{V}d1/", f"{V}d1/pg_2/", f"{V}pg_1/")


@pytest.fixture(autouse=True)
def taken(db: None) -> Volume:
    row = take(volume(BODY))
    imaging.put(row.identifier, PLAIN)
    return row


def page(client: Client, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def policy(client: Client, address: str, **headers: str) -> dict[str, str]:
    answer = client.get(address, headers=headers)
    said = answer["Content-Security-Policy"]
    return dict(directive.strip().split(" ", 1) for directive in said.split(";"))


@pytest.mark.parametrize("address", SHOWN)
def test_a_page_with_an_image_has_a_link_to_its_facsimile_and_back(client: Client, address: str) -> None:
    assert not page(client, address).xpath("//img")
    [switch] = page(client, f"{address}?q=A").xpath("//p[@class='label views']/a")
    shown = page(client, address + switch.get("href"))
    [image] = shown.xpath("//section[@class='facsimile']//img")
    assert image.get("src").startswith("https://images.example.org/frus1937v01/004")
    assert image.get("alt").startswith("The printed page, p. ")
    [back] = shown.xpath("//p[@class='label views']/a/@href")
    assert "facsimile" not in back


def test_turning_the_page_keeps_the_facsimile_and_the_search(client: Client) -> None:
    shown = page(client, f"{V}d1/?q=A&view=facsimile")
    [following] = shown.xpath("//a[@data-turn='next']/@href")
    assert following == f"{V}d1/pg_2/?q=A&view=facsimile"
    printed = page(client, f"{V}pg_1/?view=facsimile")
    assert printed.xpath("//a[@data-turn='next']/@href") == [f"{V}pg_2/?view=facsimile"]


def test_a_page_without_an_image_says_so_where_one_is_asked_for_and_nothing_else(client: Client) -> None:
    assert "There is no image of this page." in page(client, f"{V}d1/pg_3/?view=facsimile").text_content()
    assert not page(client, f"{V}d1/pg_3/").xpath("//p[@class='label views']")


def test_the_image_of_a_page_with_something_withdrawn_on_it_is_not_shown(client: Client) -> None:
    take(
        volume(
            BODY
            + document(2, "<head>Two</head><p>D.</p>")
            + document(3, '<head>E</head><p><pb n="4" xml:id="pg_4" facs="0051"/>F.</p>')
        )
    )
    withdrawal.withdraw("frus1937v01/d1", "By error.")
    assert "There is no image of this page." in page(client, f"{V}pg_2/?view=facsimile").text_content()
    assert page(client, f"{V}pg_4/?view=facsimile").xpath("//section[@class='facsimile']//img")


def test_a_volume_without_images_knows_of_none(client: Client) -> None:
    imaging.remove("frus1937v01")
    shown = page(client, f"{V}d1/?view=facsimile")
    assert not shown.xpath("//section[@class='facsimile'] | //p[@class='label views']")
    assert policy(client, f"{V}d1/?view=facsimile")["img-src"] == "'self'"


@pytest.mark.parametrize("address", SHOWN)
def test_the_browser_may_ask_the_volume_s_host_for_images_and_only_there(client: Client, address: str) -> None:
    assert policy(client, address)["img-src"] == "'self'"
    told = policy(client, f"{address}?view=facsimile")
    assert told["img-src"] == told["connect-src"] == "'self' https://images.example.org"
    assert {told[kind] for kind in ("script-src", "style-src", "font-src", "form-action")} == {"'self'"}


def test_it_may_also_when_it_is_told_that_its_copy_is_still_good(client: Client) -> None:
    address = f"{V}d1/?view=facsimile"
    tag = client.get(address)["ETag"]
    answer = client.get(address, headers={"if-none-match": tag})
    assert answer.status_code == 304
    assert "https://images.example.org" in answer["Content-Security-Policy"]


def test_images_of_the_site_itself_need_no_leave(client: Client) -> None:
    imaging.put("frus1937v01", "/static/{image}.svg")
    assert policy(client, f"{V}d1/?view=facsimile")["img-src"] == "'self'"


def test_viewers_are_told_of_the_manifest(client: Client) -> None:
    for address, manifest in (
        (f"{V}d1/", "/iiif/frus1937v01/d1/manifest.json"),
        (f"{V}pg_1/", "/iiif/frus1937v01/manifest.json"),
    ):
        assert manifest in page(client, address).xpath("//link[@rel='alternate']/@href")
