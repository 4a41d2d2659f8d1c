"""A reader's errands, from the entrance to the page and back, by pointer, by keys and without scripts."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.specimens import document, take, volume
from tests.specimens import page as marker

pytestmark = pytest.mark.usefixtures("specimen")

D1 = "/volumes/specimen/d1/"
NOTE_CARD = ".note-card:popover-open"
REFUSE_STORAGE = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});"""


def at(page: Page, address: str) -> None:
    expect(page).to_have_url(re.compile(re.escape(address) + r"(#.*)?$"))


def press(page: Page, key: str, address: str) -> None:
    """Press a key that leads to ``address``."""
    page.keyboard.press(key)
    at(page, address)
    page.wait_for_load_state()


def test_from_the_entrance_to_a_printed_page_and_back(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Specimen Papers").click()
    contents = page.get_by_role("navigation", name="Contents")
    contents.get_by_role("link", name="Chile: Proposed Abandonment").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chile: Proposed Abandonment")
    page.get_by_role("link", name="The Ambassador in Chile (Whitcombe) to the Secretary of State").first.click()
    at(page, D1)
    expect(page.get_by_role("heading", level=1)).to_contain_text("The Ambassador in Chile (Whitcombe)")
    page.get_by_role("link", name="Next page →").click()
    at(page, f"{D1}pg_2/")
    expect(page.locator("[data-text]")).to_contain_text("sixty-three tons between the coal")
    page.get_by_role("link", name="All that stands on p. 2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page 2")
    page.get_by_role("link", name="Document 1, this page", exact=True).click()
    at(page, f"{D1}pg_2/")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="1936–1938, Volume I").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Specimen Papers"))


def test_a_printed_page_shows_the_end_of_one_document_and_the_beginning_of_the_next(page: Page) -> None:
    page.goto("/volumes/specimen/pg_3/")
    headings = page.get_by_role("heading", level=2)
    expect(headings.nth(0)).to_contain_text("The Ambassador in Chile (Whitcombe) to the Secretary of State continued")
    expect(headings.nth(1)).to_contain_text("The Acting Secretary of State (Merriweather)")
    expect(page.locator(".page-mark")).to_have_count(0)


def test_the_page_before_the_first_marker_says_so(page: Page) -> None:
    page.goto("/volumes/transcripts/pg_before_22/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Before page 22")


def test_an_entry_of_the_index_leads_to_its_page(page: Page) -> None:
    page.goto("/volumes/specimen/index/")
    page.get_by_role("listitem").filter(has_text="Barometer").get_by_role("link", name="22").click()
    at(page, "/volumes/specimen/pg_22/")
    expect(page.get_by_role("main")).to_contain_text("barometer")


def test_the_whole_document_carries_its_page_marks_as_links(page: Page) -> None:
    page.goto(D1)
    page.get_by_role("link", name="The whole document", exact=True).click()
    at(page, f"{D1}full/")
    assert page.locator(".page-mark").all_inner_texts() == ["1", "2", "3"]
    page.get_by_role("link", name="Page 2", exact=True).click()
    at(page, f"{D1}pg_2/")


@pytest.fixture(scope="module")
def crowded(specimen: object) -> str:
    """The address of a document with nine page marks close to each other."""
    body = f"A {marker('2')}word {marker('3')}on {marker('4')}each. {marker('5')}"
    quoted = f"<quote rend='blockquote'>Q {marker('6')}quoted {marker('7')}words</quote>"
    listed = f"<list><item>I<list><item>J {marker('8')}below {marker('9')}all</item></list></item></list>"
    take(volume(marker("1") + document(1, f"<head>One</head><p>{body} End.</p>{quoted}{listed}")))
    return "/volumes/frus1937v01/d1/full/"


def test_page_marks_that_come_close_stand_one_below_the_other_in_the_margin(page: Page, crowded: str) -> None:
    page.goto(crowded)
    boxes = [mark.bounding_box() for mark in page.locator(".page-mark").all()]
    places = [box for box in boxes if box]
    assert len(places) == 9
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(places))
    text = page.locator("[data-text]").bounding_box()
    assert text
    assert len({round(place["x"]) for place in places}) == 1
    assert all(place["x"] + place["width"] < text["x"] for place in places)


@pytest.fixture(scope="module")
def long(specimen: object) -> str:
    """The address of a volume of twenty-one chapters, each with two documents."""
    sections = "".join(
        f'<div type="chapter" xml:id="ch{n}"><head>Chapter {n}</head>{documents}</div>'
        for n, documents in enumerate((f"{a}{b}" for a, b in _many()), 1)
    )
    take(volume(marker("1") + sections, "frus1938v01"))
    return "/volumes/frus1938v01/"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_address_of_a_chapter_in_the_contents_opens_its_documents(page: Page, long: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(long)
    expect(page.get_by_role("link", name="Paper 30", exact=True)).to_be_hidden()
    page.goto(f"{long}#ch15")
    expect(page.get_by_role("link", name="Paper 30", exact=True)).to_be_in_viewport()
    expect(page.get_by_role("link", name="Paper 1", exact=True)).to_be_hidden()


def _many() -> list[tuple[str, str]]:
    papers = [document(n, f"<head>Paper {n}</head><p>It says little.</p>") for n in range(1, 43)]
    return list(zip(papers[::2], papers[1::2], strict=True))


# Keys


def test_left_and_right_turn_pages_and_go_on_to_the_next_document(page: Page) -> None:
    page.goto(f"{D1}pg_2/")
    press(page, "ArrowRight", f"{D1}pg_3/")
    press(page, "ArrowRight", "/volumes/specimen/d2/")
    press(page, "ArrowLeft", D1)
    press(page, "]", "/volumes/specimen/d2/")
    press(page, "[", D1)


def test_left_and_right_turn_printed_pages(page: Page) -> None:
    page.goto("/volumes/specimen/pg_3/")
    press(page, "ArrowLeft", "/volumes/specimen/pg_2/")
    press(page, "ArrowRight", "/volumes/specimen/pg_3/")


@pytest.mark.parametrize("key", ["Shift+ArrowRight", "Control+ArrowRight", "Alt+]", "Meta+ArrowRight"])
def test_keys_with_another_held_down_are_the_browser_s(page: Page, key: str) -> None:
    page.goto(D1)
    page.keyboard.press(key)
    page.wait_for_timeout(150)
    at(page, D1)


def test_arrows_stay_with_a_table_that_scrolls(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto("/volumes/specimen/d22/")
    table = page.get_by_role("region", name="Table 1")
    table.focus()
    page.keyboard.press("ArrowRight")
    expect(table).not_to_have_js_property("scrollLeft", 0)
    at(page, "/volumes/specimen/d22/")


def test_keys_are_listed_and_can_be_switched_off_for_good(page: Page) -> None:
    page.goto(D1)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    keys.get_by_label("Keys are on").uncheck()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.reload()
    page.keyboard.press("?")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(150)
    at(page, D1)
    expect(keys).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    keys.get_by_label("Keys are on").check()
    keys.get_by_role("button", name="Close").click()
    press(page, "ArrowRight", f"{D1}pg_2/")


def test_keys_work_where_the_browser_keeps_nothing(page_of_its_own: Page) -> None:
    page = page_of_its_own
    page.add_init_script(REFUSE_STORAGE)
    page.goto(D1)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    keys.get_by_label("Keys are on").uncheck()
    keys.get_by_label("Keys are on").check()
    keys.get_by_role("button", name="Close").click()
    press(page, "ArrowRight", f"{D1}pg_2/")


def test_no_key_is_taken_from_a_field(page: Page) -> None:
    page.goto(D1)
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    field = page.locator("main input")
    field.press_sequentially("[?]")
    field.press("ArrowLeft")
    expect(field).to_have_value("[?]")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    at(page, D1)


# Footnotes


def test_a_note_shows_under_the_pointer_and_stays_for_half_a_second(page_of_its_own: Page) -> None:
    page = page_of_its_own
    page.clock.install(time=0)
    page.goto(D1)
    page.clock.pause_at(60_000)
    card = page.locator(NOTE_CARD)
    point_at(page, page.get_by_role("link", name="Footnote 3"))
    expect(card).to_have_text("The collier was the last to do so, and did so by mistake.")
    page.mouse.move(5, 5)
    page.clock.run_for(400)
    expect(card).to_be_visible()
    point_at(page, card)
    page.clock.run_for(2000)
    expect(card).to_be_visible()
    page.mouse.move(5, 5)
    page.clock.run_for(600)
    expect(card).to_be_hidden()


def point_at(page: Page, thing: Locator) -> None:
    """Move the pointer onto something without waiting for a clock that stands still."""
    box = thing.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_note_shows_on_focus_and_escape_closes_it_where_one_is(page: Page) -> None:
    page.goto(D1)
    mark = page.get_by_role("link", name="Footnote 2")
    for _ in range(30):
        page.keyboard.press("Tab")
        if mark.evaluate("mark => mark === document.activeElement"):
            break
    card = page.locator(NOTE_CARD)
    expect(card).to_contain_text("Copies were sent by the Ambassador")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("main").get_by_role("link", name="Santiago")).to_be_focused()


def test_a_note_s_card_stays_inside_a_narrow_window(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 500})
    page.goto("/volumes/specimen/d24/full/")
    for mark in page.locator(".passage .note-ref").all():
        mark.hover()
        box = page.locator(NOTE_CARD).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["y"] >= 0


def test_a_mark_leads_to_its_note_and_the_note_back(page: Page) -> None:
    page.goto(D1)
    page.get_by_role("link", name="Footnote 3").press("Enter")
    at(page, f"{D1}#d1fn2")
    expect(page.locator("#d1fn2")).to_be_in_viewport()
    expect(page.locator(NOTE_CARD)).to_be_hidden()
    page.get_by_role("link", name="Back to the text at note 3").click()
    at(page, f"{D1}#d1fn2-ref")
    expect(page.get_by_role("link", name="Footnote 3")).to_be_in_viewport()


def test_a_tap_on_a_mark_goes_to_the_note(browser: Browser, site: str) -> None:
    phone = browser.new_context(base_url=site, has_touch=True, is_mobile=True, viewport={"width": 360, "height": 640})
    page = phone.new_page()
    page.goto(D1)
    page.get_by_role("link", name="Footnote 3").tap()
    at(page, f"{D1}#d1fn2")
    expect(page.locator(NOTE_CARD)).to_be_hidden()
    phone.close()


# Without scripts


def test_everything_can_be_read_and_turned_without_scripts(browser: Browser, site: str) -> None:
    plain = browser.new_context(base_url=site, java_script_enabled=False)
    page = plain.new_page()
    page.goto("/volumes/specimen/")
    page.get_by_role("link", name="Chile: Proposed Abandonment").click()
    page.get_by_role("link", name="The Ambassador in Chile (Whitcombe)").first.click()
    page.get_by_role("link", name="Next page →").click()
    at(page, f"{D1}pg_2/")
    page.get_by_role("link", name="Footnote 5").click()
    at(page, f"{D1}pg_2/#d1fn4")
    page.get_by_role("link", name="Back to the text at note 5").click()
    page.get_by_role("link", name="The whole document", exact=True).click()
    at(page, f"{D1}full/")
    expect(page.get_by_role("button", name="Keys")).to_be_hidden()
    plain.close()
