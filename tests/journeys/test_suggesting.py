"""A reader is offered what the archive has while typing, by keys and by pointer, and related documents beside one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.journeys.test_accessibility import IN_THE_DARK, ON_A_PHONE, WIDE, judge, outline

HOME, LIBRARY, D3 = "/", "/volumes/", "/volumes/specimen/d3/"
SELECTED = "[role='option'][aria-selected='true']"


pytestmark = pytest.mark.usefixtures("specimen")


@pytest.fixture
def finger(browser: Browser, site: str) -> Iterator[Page]:
    """A tab on a phone that is touched."""
    context = browser.new_context(base_url=site, has_touch=True, viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def box(page: Page) -> Locator:
    return page.locator("input[data-suggest]").first


def offer(page: Page, typed: str, address: str = HOME) -> Locator:
    """Type into the search box of a page; gives the options that are then offered."""
    page.goto(address)
    box(page).press_sequentially(typed)
    expect(page.get_by_role("listbox")).to_be_visible()
    return page.get_by_role("option")


def active(page: Page) -> str:
    """The option that the field says is the active one; it is marked, and no other is."""
    name = box(page).get_attribute("aria-activedescendant")
    marked = page.locator(SELECTED)
    if name is None:
        expect(marked).to_have_count(0)
        return ""
    expect(marked).to_have_count(1)
    expect(marked).to_have_id(name)
    expect(marked).to_be_in_viewport()
    return marked.inner_text().splitlines()[0]


def test_a_field_without_suggestions_is_a_combobox_that_is_closed(page: Page) -> None:
    page.goto(HOME)
    field = page.get_by_role("combobox", name="Search the archive")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(page.get_by_role("listbox")).to_be_hidden()
    field.press_sequentially("s")
    page.wait_for_timeout(400)
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_suggestions_stand_in_groups_that_have_names_and_are_counted_aloud(page: Page) -> None:
    options = offer(page, "whitc")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    assert box(page).get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    for name in ("Persons, offices, bodies", "Documents"):
        expect(page.get_by_role("group", name=name, exact=True).get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(f"{options.count()} suggestions")
    assert active(page) == ""


def test_the_arrows_go_round_through_the_options_and_the_field(page: Page) -> None:
    options = offer(page, "whitc")
    last = options.count() - 1
    texts = [text.splitlines()[0] for text in options.all_inner_texts()]
    page.keyboard.press("ArrowDown")
    assert active(page) == texts[0]
    page.keyboard.press("ArrowUp")
    assert active(page) == ""
    page.keyboard.press("ArrowUp")
    assert active(page) == texts[last]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert active(page) == texts[0]
    assert box(page).input_value() == "whitc"


@pytest.mark.parametrize(("key", "at"), [("Home", 0), ("End", 5), ("ArrowLeft", 4)])
def test_keys_that_move_in_the_field_leave_the_options(page: Page, key: str, at: int) -> None:
    offer(page, "whitc")
    page.keyboard.press("ArrowDown")
    page.keyboard.press(key)
    assert active(page) == ""
    assert box(page).evaluate("field => field.selectionStart") == at
    expect(page.get_by_role("listbox")).to_be_visible()


def test_escape_closes_the_list_first_and_empties_the_field_then(page: Page) -> None:
    offer(page, "whitc")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert (active(page), box(page).input_value()) == ("", "whitc")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert box(page).input_value() == ""


def test_enter_goes_to_the_active_option(page: Page) -> None:
    offer(page, "santia")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?place=santiago$"))
    page.wait_for_load_state()


def test_enter_without_an_active_option_searches_for_the_words(page: Page) -> None:
    offer(page, "whitc", LIBRARY)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=whitc$"))
    page.wait_for_load_state()


def test_the_tabulator_leaves_without_choosing(page: Page) -> None:
    offer(page, "santia")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()
    assert page.url.endswith(HOME)


def test_an_answer_that_comes_after_the_field_was_left_is_not_shown(page: Page) -> None:
    asked: list[Route] = []
    page.route("**/suggestions.json*", lambda route: asked.append(route))
    page.goto(HOME)
    box(page).press_sequentially("santia")
    page.wait_for_timeout(400)
    (route,) = asked
    page.keyboard.press("Tab")
    route.continue_()
    page.wait_for_timeout(300)
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_only_the_last_of_quickly_typed_letters_is_asked_for(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions.json" in request.url else None)
    offer(page, "santiago")
    assert [url.rpartition("=")[2] for url in asked][-1] == "santiago"
    assert len(asked) < 8


def test_what_fails_to_be_answered_leaves_the_search_as_it_is(page: Page, console_errors: list[str]) -> None:
    page.route("**/suggestions.json*", lambda route: route.abort())
    page.goto(HOME)
    box(page).press_sequentially("santia")
    page.wait_for_timeout(400)
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=santia$"))
    page.wait_for_load_state()
    console_errors.clear()  # the browser reports what failed


def test_a_click_and_a_tap_go_to_what_they_touch(page: Page, finger: Page) -> None:
    offer(page, "fjelde arden").first.click()
    expect(page).to_have_url(re.compile(r"/volumes/specimen/d19/$"))
    page.wait_for_load_state()
    offer(finger, "santia", LIBRARY).first.tap()
    expect(finger).to_have_url(re.compile(r"/search/\?place=santiago$"))
    finger.wait_for_load_state()


def test_the_list_has_no_fault_that_can_be_found_by_rule_and_fits_a_phone(page: Page) -> None:
    for address in (HOME, LIBRARY):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.emulate_media(color_scheme="light")
        offer(page, "chil", address)
        page.keyboard.press("ArrowDown")
        judge(page)
        page.emulate_media(color_scheme="dark")
        judge(page, IN_THE_DARK)
        page.set_viewport_size({"width": 320, "height": 640})
        judge(page, ON_A_PHONE)
        assert page.evaluate(WIDE) <= 0
        edges = page.get_by_role("listbox").bounding_box()
        assert edges is not None
        assert (edges["x"] >= 0, edges["x"] + edges["width"] <= 320) == (True, True)


def test_the_active_option_shows_in_forced_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    offer(page, "chil")
    page.keyboard.press("ArrowDown")
    assert page.locator(SELECTED).evaluate("option => getComputedStyle(option).outlineStyle") == "solid"


def test_related_documents_come_to_stand_beside_the_document(page: Page) -> None:
    page.goto(D3)
    section = page.get_by_role("region", name="Related documents")
    section.scroll_into_view_if_needed()
    section.get_by_role("heading", name="Most like it").wait_for()
    expect(section.get_by_role("heading", name="File 825.345")).to_be_visible()
    outline(page)
    judge(page)
    section.get_by_role("link", name="All related documents").click()
    expect(page).to_have_url(re.compile(f"{D3}related/$"))
    outline(page)
    judge(page)


def test_without_related_documents_at_hand_the_link_to_them_stays(page: Page, console_errors: list[str]) -> None:
    page.route("**/related/", lambda route: route.fulfill(status=503))
    page.goto(D3)
    link = page.get_by_role("link", name="Like it, of its file, of its correspondents")
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    expect(link).to_be_visible()
    console_errors.clear()  # the browser reports the status
