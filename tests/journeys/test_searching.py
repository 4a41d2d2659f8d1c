"""A reader's search, from the entrance to a filtered result, into the page and back; by keys, on a phone, without
scripts, and for readers who see little."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.test_accessibility import IN_THE_DARK, ON_A_PHONE, SMALL, WIDE, judge, outline

ALL = "/search/?q=the"
RESULT = ".results > li"
STATES = {
    "results": "/search/?q=coal",
    "everything": "/search/",
    "many filters": "/search/?q=the&place_written=santiago&kind=note&kind=despatch&after=1936&before=1937",
    "nothing found": "/search/?q=coal+zzyx&kind=treaty",
    "a slip of the pen": "/search/?q=baromter",
    "what cannot be read": "/search/?q=%28coal+%22old&kind=sonnet&after=1937-13",
    "behind the last page": "/search/?page=9",
}


pytestmark = pytest.mark.usefixtures("specimen")


@pytest.fixture
def plain_page(browser: Browser, site: str) -> Iterator[Page]:
    """A tab in which no script runs."""
    context = browser.new_context(base_url=site, java_script_enabled=False)
    yield context.new_page()
    context.close()


def tab_to(page: Page, wanted: Locator) -> None:
    """Press the tabulator until something has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{wanted} cannot be reached by the tabulator")


def asks(page: Page, query: str) -> None:
    expect(page).to_have_url(re.compile(re.escape(f"/search/?{query}") + r"(#.*)?$"))
    page.wait_for_load_state()


def test_from_the_entrance_to_a_page_of_a_filtered_result_by_keys_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("coal")
    page.keyboard.press("Enter")
    asks(page, "q=coal")
    tab_to(page, page.get_by_role("link", name="Narrow the result"))
    page.keyboard.press("Enter")
    facet = page.get_by_role("region", name="Written from").get_by_role("link").first
    tab_to(page, facet)
    name = facet.inner_text()
    page.keyboard.press("Enter")
    chip = page.get_by_role("link", name=f"Remove the filter: written from {name}")
    expect(chip).to_be_visible()
    result = page.locator(RESULT).first.get_by_role("link").first
    heading = result.inner_text()
    tab_to(page, result)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    page.go_back()
    tab_to(page, chip)
    page.keyboard.press("Enter")
    asks(page, "q=coal")


def test_the_stroke_goes_to_the_box_and_takes_what_stands_in_it(page: Page) -> None:
    page.goto("/search/?q=coal")
    page.keyboard.press("/")
    box = page.get_by_label("Search the archive")
    expect(box).to_be_focused()
    page.keyboard.type("buoy/light")
    expect(box).to_have_value("buoy/light")


def test_the_stroke_is_a_letter_where_keys_are_switched_off(page: Page) -> None:
    page.goto("/volumes/")
    page.keyboard.press("?")
    page.get_by_label("Keys are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_label("Search the archive")).not_to_be_focused()


def test_going_back_keeps_the_place(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 600})
    page.goto(ALL)
    last = page.locator(RESULT).last.get_by_role("link").first
    last.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    assert before > 600
    last.click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("documents for")
    page.go_back()
    asks(page, "q=the")
    page.wait_for_function(f"Math.abs(scrollY - {before}) < 2")


def test_left_and_right_turn_the_pages_of_a_result(page: Page) -> None:
    page.goto(ALL)
    page.keyboard.press("ArrowRight")
    asks(page, "q=the&page=2")
    expect(page.locator(RESULT).first).to_have_id("result-21")
    page.keyboard.press("ArrowLeft")
    asks(page, "q=the")


def test_a_filter_applies_when_its_field_is_left_and_the_next_has_the_focus(page: Page) -> None:
    page.goto(ALL)
    expect(page.get_by_role("button", name="Apply")).to_have_count(0)
    page.get_by_label("From", exact=True).fill("1937")
    place = page.evaluate("scrollY")
    page.keyboard.press("Tab")
    asks(page, "q=the&after=1937")
    until = page.get_by_label("Until")
    expect(until).to_be_focused()
    assert page.evaluate("scrollY") == place
    until.fill("1937-03")
    page.keyboard.press("Enter")
    asks(page, "q=the&after=1937&before=1937-03")
    page.get_by_label("File number").fill("825")
    page.get_by_text("Searched for: the").click()
    expect(page).to_have_url(re.compile("file=825"))
    expect(page.get_by_role("link", name="Remove the filter: file 825")).to_be_visible()


def test_a_page_come_back_to_shows_what_it_was_asked_for(page: Page) -> None:
    page.goto(ALL)
    page.get_by_label("From", exact=True).fill("1937")
    page.keyboard.press("Enter")
    asks(page, "q=the&after=1937")
    page.go_back()
    asks(page, "q=the")
    expect(page.get_by_label("From", exact=True)).to_have_value("")


def test_a_bar_leads_to_the_documents_of_its_year(page: Page) -> None:
    page.goto(ALL)
    page.locator("svg.bars a").nth(1).click()
    asks(page, "q=the&after=1937&before=1937")
    expect(page.get_by_role("link", name="Remove the filter: 1937")).to_be_visible()


def test_new_words_are_looked_for_within_the_filters(page: Page) -> None:
    page.goto("/search/?q=coal&kind=telegram")
    page.keyboard.press("/")
    page.keyboard.type("buoy")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=buoy&kind=telegram"))


def test_one_volume_is_searched_from_its_page(page: Page) -> None:
    page.goto("/volumes/specimen/")
    page.get_by_role("search", name="Search in this volume").locator("[type=search]").fill("coal")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Remove the filter: 1936–1938, Volume I")).to_be_visible()


def test_everything_can_be_done_without_scripts(plain_page: Page) -> None:
    page = plain_page
    page.goto("/")
    page.get_by_label("Search the archive").fill("the")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("region", name="Kind").get_by_role("link", name="telegram").click()
    expect(page.get_by_role("link", name="Remove the filter: telegram")).to_be_visible()
    page.get_by_label("From", exact=True).fill("1936-11")
    page.get_by_role("form", name="Years").get_by_role("button", name="Apply").click()
    expect(page.get_by_role("link", name="Remove the filter: from 1936-11 on")).to_be_visible()
    page.get_by_text("As a table").click()
    page.get_by_role("cell").get_by_role("link").or_(page.get_by_role("rowheader").get_by_role("link")).first.click()
    expect(page.locator(RESULT)).not_to_have_count(0)
    page.get_by_role("link", name="Clear all").click()
    page.locator(RESULT).first.get_by_role("link").first.click()
    expect(page.locator("[data-text]")).to_be_visible()


def test_on_a_phone_results_come_first_and_filters_are_one_tap_away(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(ALL)
    expect(page.locator(RESULT).first.get_by_role("link").first).to_be_in_viewport()
    page.get_by_role("link", name="Narrow the result").click()
    expect(page.get_by_role("heading", name="Narrow the result")).to_be_in_viewport()


@pytest.fixture
def open_page(page: Page, console_errors: list[str]) -> Iterator[Page]:
    """A tab that may also be shown what cannot be read: the browser reports its status, and nothing else."""
    yield page
    console_errors[:] = [line for line in console_errors if "status of 400" not in line]


@pytest.mark.parametrize("state", STATES)
def test_no_state_of_the_page_has_a_fault_that_can_be_found_by_rule(open_page: Page, state: str) -> None:
    open_page.emulate_media(color_scheme="light")
    open_page.goto(STATES[state])
    outline(open_page)
    judge(open_page)
    open_page.emulate_media(color_scheme="dark")
    judge(open_page, IN_THE_DARK)
    open_page.set_viewport_size({"width": 320, "height": 640})
    judge(open_page, ON_A_PHONE)
    assert open_page.evaluate(WIDE) <= 0


@pytest.mark.parametrize("width", [320, 1280])
def test_what_can_be_clicked_is_large_enough(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(STATES["many filters"])
    targets = (
        ".chips a, .facets li a, .facets summary, .ordered a, .pages a, .results h2 a, .search-box button, .forms a"
    )
    assert page.locator(targets).evaluate_all(SMALL) == []


def test_on_paper_there_are_the_results_alone(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto(ALL)
    expect(page.locator(".facets")).to_be_hidden()
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(RESULT).first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
