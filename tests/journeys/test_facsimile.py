"""A reader looks at the printed page itself, beside its text."""

from __future__ import annotations

import json
import re

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Locator, Page, Route, expect
from pytest_django import DjangoDbBlocker

from archive.models import Volume
from archive.store import imaging
from tests.journeys.test_accessibility import judge_everywhere, outline
from tests.specimens import document, take, volume

ADDRESS = "/volumes/specimen/d1/?view=facsimile"
OWN = "/static/specimen/{image}.svg"
BOX = "document.querySelector('.leaflet-image-layer').getBoundingClientRect()"
INFO = {
    "@context": "http://iiif.io/api/image/3/context.json",
    **{"type": "ImageService3", "protocol": "http://iiif.io/api/image", "profile": "level1"},
    **{"width": 1000, "height": 1500, "tiles": [{"width": 256, "scaleFactors": [1, 2, 4]}]},
}


@pytest.fixture(scope="module", autouse=True)
def imaged(specimen: Volume, django_db_blocker: DjangoDbBlocker) -> Volume:
    """The specimen volume with the four images that it has, and one whose images are a service's."""
    with django_db_blocker.unblock():
        imaging.put("specimen", OWN, ("0017", "0018", "0019", "0020"), (1000, 1500))
        take(volume('<pb n="1" xml:id="pg_1" facs="0017"/>' + document(1, "<head>One</head><p>A.</p>")))
        imaging.put("frus1937v01", "https://images.example.org/{image}/info.json")
    return specimen


def frame(page: Page, address: str = ADDRESS) -> Locator:
    """The image as it can be moved, when it is there."""
    page.goto(address)
    found = page.get_by_role("application")
    expect(found).to_be_visible()
    return found


def measured(page: Page) -> dict[str, float]:
    """Where the image stands, and how wide it is."""
    box: dict[str, float] = page.evaluate(f"{BOX}.toJSON()")
    return box


def test_from_the_text_to_the_facsimile_on_to_the_next_page_and_back(page: Page) -> None:
    page.goto("/volumes/specimen/d1/")
    page.get_by_role("link", name="Facsimile of this page").click()
    expect(page.get_by_role("application", name="The printed page, p. 1")).to_be_visible()
    page.get_by_role("link", name="Next page →").click()
    expect(page.get_by_role("application", name="The printed page, p. 2")).to_be_visible()
    page.get_by_role("link", name="The text alone").click()
    expect(page).to_have_url(re.compile(r"/d1/pg_2/\??$"))
    expect(page.get_by_role("application")).to_have_count(0)


@pytest.mark.parametrize(
    "address", [ADDRESS, "/volumes/specimen/pg_3/?view=facsimile", "/volumes/specimen/pg_5/?view=facsimile"]
)
def test_it_has_no_fault_that_can_be_found_by_rule_on_any_screen(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    outline(page)
    judge_everywhere(page)


def test_the_keys_bring_it_nearer_and_move_it_and_turn_no_page(page: Page) -> None:
    here = frame(page)
    before = measured(page)
    here.focus()
    page.keyboard.press("+")
    page.wait_for_function(f"() => {BOX}.width > {before['width'] * 1.3}")
    nearer = measured(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => {BOX}.left < {nearer['left'] - 10}")
    expect(page).to_have_url(re.compile(re.escape(ADDRESS)))
    page.keyboard.press("0")
    page.wait_for_function(f"() => Math.abs({BOX}.width - {before['width']}) < 2")


def test_the_buttons_have_names_and_bring_it_nearer_and_farther(page: Page) -> None:
    frame(page)
    before = measured(page)
    expect(page.get_by_role("button", name="Farther")).to_be_disabled()
    page.get_by_role("button", name="Nearer").click()
    page.wait_for_function(f"() => {BOX}.width > {before['width'] * 1.3}")
    page.get_by_role("button", name="Farther").click()
    page.wait_for_function(f"() => Math.abs({BOX}.width - {before['width']}) < 2")


def test_the_wheel_scrolls_the_page_until_one_turns_to_the_image(page: Page) -> None:
    here = frame(page)
    before = measured(page)
    here.hover()
    page.mouse.wheel(0, 200)
    page.wait_for_function("() => scrollY > 0")
    page.evaluate("scrollTo(0, 0)")
    assert measured(page)["width"] == pytest.approx(before["width"], abs=1)
    here.focus()
    page.mouse.wheel(0, -200)
    page.wait_for_function(f"() => {BOX}.width > {before['width'] * 1.1}")


def test_an_image_that_cannot_be_had_is_said_to_be_missing(page: Page, console_errors: list[str]) -> None:
    page.route("**/0017*.svg", lambda route: route.fulfill(status=404))
    page.goto(ADDRESS)
    expect(page.get_by_role("status").filter(has_text="The image could not be loaded.")).to_be_visible()
    expect(page.get_by_role("application")).to_have_count(0)
    console_errors.clear()
    page.unroute_all()


def test_without_scripts_the_image_stands_before_the_text(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(ADDRESS)
    image = page.get_by_role("img", name="The printed page, p. 1")
    assert image.evaluate("image => image.naturalWidth") == 1000
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()


def test_a_service_gives_the_tiles_that_are_in_sight(page_of_its_own: Page) -> None:
    page, asked = page_of_its_own, list[str]()

    def answer(route: Route) -> None:
        asked.append(route.request.url.partition("/0017/")[2])
        if asked[-1] == "info.json":
            route.fulfill(body=json.dumps(INFO), headers={"Access-Control-Allow-Origin": "*"})
        else:
            route.fulfill(path=settings.BASE / "static" / "specimen" / "0017.svg", content_type="image/svg+xml")

    page.route("https://images.example.org/**", answer)
    here = frame(page, "/volumes/frus1937v01/d1/?view=facsimile")
    expect(here.locator(".leaflet-tile-loaded").first).to_be_visible()
    tiles = [said for said in asked if said[0].isdigit()]
    assert len(tiles) > 1
    assert all(re.fullmatch(r"\d+,\d+,\d+,\d+/\d+,/0/default\.jpg", said) for said in tiles), tiles
    for said in tiles:
        x, y, across, down = map(int, said.partition("/")[0].split(","))
        assert x + across <= 1000
        assert y + down <= 1500
