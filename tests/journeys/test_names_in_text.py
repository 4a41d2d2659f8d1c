"""A reader meets a name in the text: what is said of it in passing, by pointer and by keys, and how to be rid of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import tools
from tests.journeys.test_accessibility import judge
from tests.journeys.test_reading import REFUSE_STORAGE, point_at

pytestmark = pytest.mark.usefixtures("specimen")

D1 = "/volumes/specimen/d1/"
CARD = ".name-card:popover-open"
SWITCH = "Mark names in the text"
LINE = "name => getComputedStyle(name).textDecorationLine"
AS_AROUND_IT = "name => getComputedStyle(name).color === getComputedStyle(name.parentElement).color"


def name(page: Page, words: str) -> Locator:
    """The first link on a name in the text."""
    return page.locator("[data-text] a.name", has_text=words).first


def tab_to(page: Page, thing: Locator) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if thing.evaluate("thing => thing === document.activeElement"):
            return
    pytest.fail("the tabulator does not come there")


def described(page: Page, thing: Locator) -> str:
    """What is read out of a link behind its name."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    words = thing.inner_text()
    found = [node for node in nodes if node["role"]["value"] == "link" and node["name"]["value"] == words]
    return next((str(node["description"]["value"]) for node in found if node.get("description", {}).get("value")), "")


def test_a_card_shows_under_the_pointer_and_the_pointer_can_move_into_it(page: Page) -> None:
    page.goto(D1)
    name(page, "Santiago").hover()
    card = page.locator(CARD)
    expect(card).to_contain_text("Documents: ")
    point_at(page, card)
    page.wait_for_timeout(700)
    expect(card).to_be_visible()
    assert card.get_by_role("link", name="Santiago", include_hidden=True).get_attribute("href") == "/places/santiago/"
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_a_pointer_that_passes_over_names_asks_for_nothing(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/card/") else None)
    page.goto(D1)
    name(page, "Santiago").hover()
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    assert asked == []


def test_a_card_is_asked_for_once(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/card/") else None)
    page.goto(D1)
    for _ in range(2):
        name(page, "Santiago").hover()
        expect(page.locator(CARD)).to_be_visible()
        page.keyboard.press("Escape")
        page.mouse.move(5, 5)
    assert len(asked) == 1


def test_a_card_shows_on_focus_is_read_out_and_escape_closes_it_where_one_is(page: Page) -> None:
    page.goto(D1)
    santiago = name(page, "Santiago")
    tab_to(page, santiago)
    card = page.locator(CARD)
    expect(card).to_contain_text("Santiago")
    assert "Documents: " in described(page, santiago)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(santiago).to_be_focused()
    assert described(page, santiago) == ""


def test_the_tabulator_goes_on_behind_the_name_as_if_there_were_no_card(page: Page) -> None:
    page.goto(D1)
    tab_to(page, name(page, "Santiago"))
    expect(page.locator(CARD)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Footnote 3")).to_be_focused()
    expect(page.locator(CARD)).to_be_hidden()


def test_a_card_stays_as_long_as_pointer_or_focus_is_there(page: Page) -> None:
    page.goto(D1)
    santiago, card = name(page, "Santiago"), page.locator(CARD)
    tab_to(page, santiago)
    expect(card).to_be_visible()
    santiago.hover()
    page.mouse.move(5, 5)
    page.wait_for_timeout(700)
    expect(card).to_be_visible()  # the focus is still there
    point_at(page, card)
    page.keyboard.press("Tab")
    page.wait_for_timeout(700)
    expect(card).to_be_visible()  # the pointer is
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_a_card_of_a_place_that_the_archive_no_longer_has_does_not_come(page: Page, console_errors: list[str]) -> None:
    page.goto(D1)
    page.route("**/card/", lambda route: route.fulfill(status=404))
    name(page, "Santiago").hover()
    page.wait_for_timeout(600)
    expect(page.locator(CARD)).to_be_hidden()
    console_errors.clear()  # the browser reports the status


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_with_a_card_open_has_no_fault_that_can_be_found_by_rule(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(D1)
    name(page, "Santiago").hover()
    expect(page.locator(CARD)).to_be_visible()
    judge(page)


def test_a_card_stays_inside_a_narrow_window(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 500})
    page.goto(f"{D1}full/")
    for words in ("Secretary of State", "Santiago", "Whitcombe"):
        name(page, words).hover()
        expect(page.locator(CARD)).to_contain_text("Documents: ")
        box = page.locator(CARD).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        page.keyboard.press("Escape")


def test_a_tap_on_a_name_shows_no_card(browser: Browser, site: str) -> None:
    phone = browser.new_context(base_url=site, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640})
    page = phone.new_page()
    page.goto(D1)
    page.evaluate("document.addEventListener('click', event => event.preventDefault())")
    name(page, "Santiago").tap()
    page.wait_for_timeout(600)
    expect(page.locator(CARD)).to_be_hidden()
    phone.close()


# The switch


def test_names_can_be_made_plain_words_for_good_and_links_again(page: Page) -> None:
    page.goto(D1)
    santiago = name(page, "Santiago")
    assert santiago.evaluate(LINE) == "underline"
    page.get_by_label(SWITCH).uncheck()
    assert santiago.evaluate(LINE) == "none"
    page.goto("/volumes/specimen/pg_2/")
    assert page.locator("main a.name").evaluate_all("names => names.filter(name => name.href).length") == 0
    expect(page.get_by_label(SWITCH)).not_to_be_checked()
    page.get_by_label(SWITCH).check()
    page.goto(D1)
    assert santiago.get_attribute("href") == "/places/santiago/"


def test_a_plain_name_is_not_reached_by_the_tabulator_and_has_no_card(page: Page) -> None:
    page.goto(D1)
    page.get_by_label(SWITCH).uncheck()
    page.get_by_role("link", name="Footnote 2").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Footnote 3")).to_be_focused()
    name(page, "Santiago").hover()
    page.wait_for_timeout(600)
    expect(page.locator(CARD)).to_be_hidden()


def test_the_switch_works_where_the_browser_keeps_nothing(page_of_its_own: Page) -> None:
    page = page_of_its_own
    page.add_init_script(REFUSE_STORAGE)
    page.goto(D1)
    page.get_by_label(SWITCH).uncheck()
    assert name(page, "Santiago").get_attribute("href") is None
    page.get_by_label(SWITCH).check()
    assert name(page, "Santiago").get_attribute("href") == "/places/santiago/"


def test_a_page_without_names_has_no_switch(page: Page) -> None:
    page.goto("/volumes/specimen/preface/")
    assert page.locator("main a.name").count() == 0
    expect(page.get_by_label(SWITCH)).to_be_hidden()


# Without scripts, on paper


def test_without_scripts_names_are_links_and_there_is_nothing_to_switch(browser: Browser, site: str) -> None:
    plain = browser.new_context(base_url=site, java_script_enabled=False)
    page = plain.new_page()
    page.goto(D1)
    expect(name(page, "Santiago")).to_have_attribute("href", "/places/santiago/")
    expect(page.get_by_label(SWITCH)).to_be_hidden()
    plain.close()


def test_paper_shows_names_as_printed(page: Page, tmp_path: Path) -> None:
    reader = tools.require("pdftotext", package="poppler-utils")
    page.goto(D1)
    page.emulate_media(media="print")
    assert name(page, "Santiago").evaluate(LINE) == "none"
    assert name(page, "Santiago").evaluate(AS_AROUND_IT)
    page.pdf(path=tmp_path / "page.pdf")
    said = subprocess.run([reader, tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert SWITCH not in said
