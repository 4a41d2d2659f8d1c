"""A reader's way through places and actors: by keys, on a phone, without scripts, and for readers who see little."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from archive.models import Entity
from archive.search import index
from tests.journeys.test_accessibility import IN_THE_DARK, ON_A_PHONE, SMALL, WIDE, judge, outline
from tests.journeys.test_searching import tab_to

POINTS = {
    "santiago": (-33.46, -70.65),
    "valparaiso": (-33.04, -71.63),
    "moscow": (55.75, 37.62),
    "washington": (38.9, -77.04),
    "lisbon": (38.72, -9.14),
}
PAGES = {
    "places": "/places/",
    "a name typed": "/places/?q=sant&sort=documents",
    "nothing like it": "/actors/?q=zzyxzz",
    "actors": "/actors/",
    "a place": "/places/santiago/",
    "a tab": "/places/santiago/written/",
    "an actor": "/actors/secretary-of-state/",
    "the map": "/places/map/",
    "a part of the map": "/places/map/?area=south-america&q=the",
    "an empty map": "/places/map/?q=zzyx",
    "the network": "/search/network/",
    "an actor's network": "/actors/secretary-of-state/network/",
    "no such place": "/places/santigao/",
}
FOCUS = """() => {
    const here = document.activeElement;
    const shown = here.querySelector("circle") ?? here;
    const style = getComputedStyle(shown);
    return [getComputedStyle(here).outlineStyle, style.strokeWidth];
}"""
RENDERED = "svg => svg.getBoundingClientRect().width"


@pytest.fixture(scope="module", autouse=True)
def _found(specimen: object) -> None:
    """The specimen with some of its places where they are, indexed before the browser asks."""
    for slug, (latitude, longitude) in POINTS.items():
        Entity.objects.filter(slug=slug).update(latitude=latitude, longitude=longitude)
    index.follow()


@pytest.fixture
def open_page(page: Page, console_errors: list[str]) -> Iterator[Page]:
    """A tab that may also be shown what is not there: the browser reports its status, and nothing else."""
    yield page
    console_errors[:] = [said for said in console_errors if "status of 404" not in said]


@pytest.fixture
def plain_page(browser: Browser, site: str) -> Iterator[Page]:
    """A tab in which no script runs."""
    context = browser.new_context(base_url=site, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_has_a_fault_that_can_be_found_by_rule(open_page: Page, kind: str) -> None:
    open_page.emulate_media(color_scheme="light")
    open_page.goto(PAGES[kind])
    outline(open_page)
    judge(open_page)
    open_page.emulate_media(color_scheme="dark")
    judge(open_page, IN_THE_DARK)
    open_page.set_viewport_size({"width": 320, "height": 640})
    judge(open_page, ON_A_PHONE)
    assert open_page.evaluate(WIDE) <= 0


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", ["places", "a place", "an actor", "the map", "the network"])
def test_what_can_be_clicked_is_large_enough(page: Page, kind: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(PAGES[kind])
    targets = (
        ".tabs a, .letters a, .register a, .ordered a, .correspondents a, .beside a, .counts a, .turn a, "
        ".narrowing-form button, .onward a, .apparatus summary"
    )
    assert page.locator(targets).evaluate_all(SMALL) == []


def test_from_the_list_to_a_letter_by_keys_alone(page: Page) -> None:
    page.goto("/")
    tab_to(page, page.get_by_role("navigation", name="Site").get_by_role("link", name="Actors"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("searchbox", name="A name or office, or its beginning"))
    page.keyboard.type("secretary of")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Secretary of State", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Secretary of State")
    tab_to(page, page.get_by_role("navigation", name="Documents").get_by_role("link", name=re.compile("^Sent")))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/actors/secretary-of-state/sent/$"))
    first = page.locator(".documents a").first
    heading = first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading[:40])


def test_correspondents_lead_to_their_letters(page: Page) -> None:
    page.goto("/actors/secretary-of-state/")
    link = page.get_by_role("region", name="Correspondents").locator("a.count").first
    count = link.evaluate("link => link.firstChild.textContent.trim()")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{count} document")


def test_every_circle_of_the_map_can_be_reached_and_shows_that_it_is(page: Page) -> None:
    page.goto("/places/map/")
    circles = page.locator("svg.map a")
    assert circles.count() > 2
    tab_to(page, circles.first)
    reached = []
    for _ in range(circles.count()):
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        _, stroke = page.evaluate(FOCUS)
        assert stroke == "4px"
        page.keyboard.press("Tab")
    assert reached == [circle.get_attribute("aria-label") for circle in circles.all()]


def test_a_circle_leads_to_its_place(page: Page) -> None:
    page.goto("/places/map/")
    name = page.locator("svg.map a").first.get_attribute("aria-label") or ""
    page.locator("svg.map a").first.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name.split(",")[0])


def test_the_map_says_what_it_is_to_those_who_do_not_see_it(page: Page) -> None:
    page.goto("/places/map/")
    said = page.get_by_role("group", name="Where documents were written").aria_snapshot()
    assert re.search(r'link "Santiago, \d+ documents"', said)
    assert "path" not in said


def test_who_is_in_the_network_can_be_reached_by_keys(page: Page) -> None:
    page.goto("/actors/secretary-of-state/network/")
    links = page.locator(".network svg > a")
    tab_to(page, links.nth(1))
    _, stroke = page.evaluate(FOCUS)
    assert stroke == "4px"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/actors/[^/]+/$"))


def test_a_line_of_the_network_leads_to_the_letters(page: Page) -> None:
    page.goto("/search/network/")
    line = page.locator(".network svg g a").first
    said = line.locator("title").text_content() or ""
    page.goto(line.get_attribute("href") or "")
    expect(page.get_by_role("heading", level=1)).to_contain_text(said.rsplit(": ", 1)[1])


def test_on_a_phone_the_map_is_moved_and_the_network_is_a_table(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/places/map/")
    assert page.locator("svg.map").evaluate(RENDERED) > 600
    region = page.get_by_role("region", name="Map")
    region.focus()
    page.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)
    page.goto("/search/network/")
    expect(page.locator(".network svg")).to_be_hidden()
    expect(page.get_by_role("table").get_by_role("row").nth(1)).to_be_visible()


def test_everything_can_be_done_without_scripts(plain_page: Page) -> None:
    page = plain_page
    page.goto("/places/")
    page.get_by_role("searchbox", name="A place, or the beginning of its name").fill("santiago")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Santiago", exact=True).click()
    page.get_by_role("link", name="As a network").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who wrote to whom")
    page.get_by_role("link", name="As a list").click()
    page.get_by_role("link", name="on a map").click()
    page.get_by_label("Words").fill("coal")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"q=coal"))
    expect(page.locator("svg.map a")).not_to_have_count(0)


def test_on_paper_there_are_the_letters_and_the_picture(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("/places/santiago/")
    expect(page.locator(".tabs")).to_be_hidden()
    expect(page.locator(".documents li").first).to_be_visible()
    page.goto("/places/map/")
    expect(page.locator("svg.map")).to_be_visible()
    expect(page.locator(".narrowing-form")).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()
