"""Citing as readers do it: from the block beside a text, and from words selected in it, to the page they stand on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from archive.search import index
from tests.journeys.test_accessibility import WIDE, judge, judge_everywhere
from tests.specimens import document, take, volume
from tests.specimens import page as marker
from tests.tools import some

pytestmark = pytest.mark.usefixtures("specimen")

D1 = "/volumes/specimen/d1/"
V = "/volumes/frus1937v01/"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
NOTE = '<note n="3" xml:id="d1fn1">The <hi rend="italic">lamp</hi> was trimmed at six.</note>'
TABLE = (
    f"<table><row><cell>Coal</cell><cell>forty {marker('3')}tons</cell></row><row><cell>Flour 𝔉</cell></row></table>"
)
ENCLOSED = (
    '<frus:attachment xml:id="d1at1"><note rend="inline">[Enclosure]</note>'
    f"<head>The Harbor Master to the Consul</head><p>The buoy is {marker('4')}lost.</p></frus:attachment>"
)
LETTER = (
    "<head>The Consul to the Governor</head><p>𝔄 wharf, they say, is sound, "
    f"{marker('2')}and the crane{NOTE} is <hi rend='italic'>not</hi> so.</p>{TABLE}<p>So much for it.</p>{ENCLOSED}"
)
# Selects from where some words stand first to where others stand last in what a selector finds.
SELECT = """([selector, first, last]) => {
    const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const whole = nodes.map(node => node.data).join("");
    const place = (at) => {
        for (const node of nodes) {
            if (at <= node.data.length) return [node, at];
            at -= node.data.length;
        }
    };
    getSelection().setBaseAndExtent(
        ...place(whole.indexOf(first)), ...place(whole.lastIndexOf(last) + last.length));
}"""
COPIED = """async () => {
    const [item] = await navigator.clipboard.read();
    const read = async type => (await item.getType(type)).text();
    return {text: await read("text/plain"), html: await read("text/html")};
}"""


@pytest.fixture(scope="module")
def _letter(specimen: object) -> None:
    """A letter on four pages, with a footnote, a table and an enclosure, and its reply, taken in."""
    take(volume(marker("1") + document(1, LETTER) + document(2, "<head>Reply</head><p>The crane is mended.</p>")))
    index.follow()


@pytest.fixture
def letter(_letter: None, page: Page) -> Page:
    """A tab beside the letter; it may use the clipboard."""
    page.context.grant_permissions(CLIPBOARD)
    return page


@pytest.fixture
def letter_on_its_own(_letter: None, page_of_its_own: Page) -> Page:
    """The same in a tab of its own, for scripts that run first."""
    page_of_its_own.context.grant_permissions(CLIPBOARD)
    return page_of_its_own


def copied(page: Page) -> dict[str, str]:
    """What the clipboard holds, as text and as HTML."""
    said: dict[str, str] = page.evaluate(COPIED)
    return said


def tools(page: Page) -> Locator:
    return page.get_by_role("toolbar", name="What is selected")


def select(page: Page, first: str, last: str, selector: str = "[data-text]") -> None:
    page.evaluate(SELECT, [selector, first, last])


def cited(page: Page) -> str:
    """What "Cite" copies for the selection."""
    tools(page).get_by_role("button", name="Cite").click()
    expect(page.locator(".copied")).to_contain_text("Copied with its citation")
    return copied(page)["text"]


# From a selection


@pytest.mark.parametrize(
    ("first", "last", "words", "pages"),
    [
        ("The Consul to", "Governor", "The Consul to the Governor", "1"),  # at the very beginning
        ("wharf", "say", "wharf, they say", "1"),
        ("sound", "crane", "sound, and the crane", "1–2"),  # over a page break
        ("crane", "not", "crane is not", "2"),  # over a footnote's mark
        ("Coal", "tons", "Coal forty tons", "2–3"),  # in a table, over a page break
        ("Flour", "𝔉", "Flour 𝔉", "3"),  # behind characters beyond the basic plane
        ("The buoy is", "lost.", "The buoy is lost.", "3–4"),  # in an enclosure, over a page break
        ("lost", "lost.", "lost.", "4"),  # at the very end
    ],
)
def test_words_of_a_whole_document_are_cited_for_their_pages(
    letter: Page, first: str, last: str, words: str, pages: str
) -> None:
    letter.goto(f"{V}d1/full/")
    select(letter, first, last)
    text = cited(letter)
    assert text.startswith(f"“{words}”¹\n\n¹ The ")
    assert ("The Harbor Master to the Consul, enclosed in" in text) == (words in ("The buoy is lost.", "lost."))
    assert re.search(rf"[ :]{pages}\b", text.partition("¹ ")[2])
    assert pages in letter.locator(".copied").inner_text()


@pytest.mark.parametrize(
    ("address", "first", "last", "words", "pages"),
    [
        ("d1/", "they", "sound", "they say, is sound", "1"),
        ("d1/pg_2/", "and the", "crane", "and the crane", "2"),
        ("d1/pg_3/", "tons", "tons", "tons", "3"),
        ("d1/pg_4/", "lost", "lost.", "lost.", "4"),
        ("pg_2/", "and the", "crane", "and the crane", "2"),  # the printed page
        ("pg_4/", "lost", "lost.", "lost.", "4"),
    ],
)
def test_words_of_one_page_are_cited_for_it(
    letter: Page, address: str, first: str, last: str, words: str, pages: str
) -> None:
    letter.goto(V + address)
    select(letter, first, last)
    text = cited(letter)
    assert text.startswith(f"“{words}”¹")
    assert re.search(rf"[ :]{pages}\b", text.partition("¹ ")[2])


def test_on_a_printed_page_words_belong_to_the_text_they_stand_in(letter: Page) -> None:
    letter.goto(f"{V}pg_4/")
    select(letter, "crane", "mended.", "article:last-of-type [data-text]")
    assert "“crane is mended.”¹\n\n¹ Reply" in cited(letter)


def test_words_of_a_footnote_are_cited_with_the_note(letter: Page) -> None:
    letter.goto(f"{V}d1/full/")
    select(letter, "lamp", "six.", ".notes")
    text = cited(letter)
    assert text.startswith("“lamp was trimmed at six.”¹")
    assert re.search(r":2n3|2, n\. ?3|2n3", text)


def test_a_citation_keeps_its_italics(letter: Page) -> None:
    letter.goto(D1)
    select(letter, "coaling station", "coaling station on the strand")
    cited(letter)
    assert "<p>“coaling station on the strand”<sup>1</sup></p>" in copied(letter)["html"]
    assert "<i>Specimen Papers Relating to Foreign Relations" in copied(letter)["html"]


def test_words_drawn_over_with_the_pointer_are_cited(letter: Page) -> None:
    letter.goto(f"{V}d1/")
    letter.get_by_text("wharf, they").dblclick(position={"x": 60, "y": 12})
    expect(tools(letter)).to_be_visible()
    assert cited(letter).startswith("“")


def test_a_passage_is_linked_to_and_marked_where_the_link_leads(letter: Page) -> None:
    letter.goto(f"{V}d1/pg_2/")
    select(letter, "and the", "crane")
    tools(letter).get_by_role("button", name="Link").click()
    expect(letter.locator(".copied")).to_contain_text("Copied the address of this passage, p. 2")
    address = copied(letter)["text"]
    assert re.search(r"/d1/pg_2/\?passage=\d+-\d+#passage$", address)
    letter.goto(address[address.index("/volumes/") :])
    expect(letter.locator("mark.quoted")).to_have_text("and the crane")
    expect(letter.locator("mark.quoted")).to_be_in_viewport()


def test_a_passage_over_two_pages_is_linked_to_in_the_whole_document(letter: Page) -> None:
    letter.goto(f"{V}d1/full/")
    select(letter, "sound", "crane")
    tools(letter).get_by_role("button", name="Link").click()
    expect(letter.locator(".copied")).to_contain_text("pp. 1–2")
    address = copied(letter)["text"]
    letter.goto(address[address.index("/volumes/") :])
    expect(letter).to_have_url(re.compile("/d1/full/"))
    assert "".join(letter.locator("mark.quoted").all_inner_texts()).replace("\n", "") == "sound, and the crane"


def test_selected_words_are_searched_for_as_they_stand(letter: Page) -> None:
    letter.goto(f"{V}d1/pg_2/")
    select(letter, "rane", "no")  # half words are made whole
    tools(letter).get_by_role("button", name="Search").click()
    expect(letter.get_by_role("heading", level=1)).to_contain_text('1 document for "crane is not"')


def test_words_of_several_texts_are_not_quoted_together(letter: Page) -> None:
    letter.goto(f"{V}d1/full/")
    letter.keyboard.press("ControlOrMeta+a")
    letter.wait_for_timeout(500)
    expect(tools(letter)).to_be_hidden()
    select(letter, "wharf", "say")
    expect(tools(letter)).to_be_visible()


def test_what_the_archive_says_around_a_text_is_not_quoted(letter: Page) -> None:
    letter.goto(f"{V}d1/pg_2/")
    select(letter, "The Consul", "Governor", "article .running")
    letter.wait_for_timeout(500)
    expect(tools(letter)).to_be_hidden()


def test_the_tools_are_worked_by_keys_and_let_go_again(letter: Page) -> None:
    letter.goto(f"{V}d1/")
    select(letter, "they", "say")
    expect(tools(letter)).to_be_visible()
    letter.keyboard.press("c")
    expect(tools(letter).get_by_role("button", name="Cite")).to_be_focused()
    letter.keyboard.press("ArrowRight")
    expect(tools(letter).get_by_role("button", name="Link")).to_be_focused()
    letter.keyboard.press("ArrowLeft")
    letter.keyboard.press("ArrowLeft")
    expect(tools(letter).get_by_role("button", name="Search")).to_be_focused()
    expect(letter).to_have_url(re.compile("/d1/$"))  # arrows turn no page here
    letter.keyboard.press("Tab")
    assert not letter.evaluate("document.activeElement.closest('[role=toolbar]')")
    letter.keyboard.press("c")
    letter.keyboard.press("Escape")
    expect(tools(letter)).to_be_hidden()
    assert letter.evaluate("getSelection().toString()") == "they say"


def test_words_are_selected_and_cited_without_a_pointer(letter: Page) -> None:
    letter.goto(f"{V}d1/")
    select(letter, "they", "they")
    for _ in range(4):
        letter.keyboard.press("Shift+ArrowRight")
    expect(tools(letter)).to_be_visible()
    letter.keyboard.press("c")
    letter.keyboard.press("Enter")
    expect(letter.locator(".copied")).to_contain_text("Copied with its citation, p. 1: The Consul")
    assert copied(letter)["text"].startswith("“they say”¹")


@pytest.mark.parametrize(("width", "touch"), [(1280, False), (320, False), (320, True)])
def test_the_tools_do_not_hide_what_is_selected(browser: Browser, site: str, width: int, touch: bool) -> None:
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": 640}, has_touch=touch, is_mobile=touch
    )
    page = context.new_page()
    page.goto(f"{D1}full/")
    for paragraph in some(page.locator("[data-text] p").all(), 3):
        paragraph.evaluate("p => { p.scrollIntoView(); getSelection().selectAllChildren(p) }")
        expect(tools(page)).to_be_visible()
        box, words = tools(page).bounding_box(), paragraph.bounding_box()
        assert box
        assert words
        is_clear = box["y"] + box["height"] <= words["y"] or box["y"] >= words["y"] + words["height"]
        assert is_clear or words["height"] > 640 - box["height"]
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.evaluate("getSelection().removeAllRanges()")
        expect(tools(page)).to_be_hidden()
    context.close()


def test_where_copying_is_not_allowed_the_citation_is_shown_to_be_copied_by_hand(
    letter_on_its_own: Page,
) -> None:
    letter = letter_on_its_own
    letter.add_init_script("navigator.clipboard.write = () => Promise.reject(new DOMException('', 'NotAllowedError'))")
    letter.goto(f"{V}d1/")
    select(letter, "they", "say")
    tools(letter).get_by_role("button", name="Cite").click()
    expect(letter).to_have_url(re.compile(r"/d1/cite/\?passage=\d+-\d+$"))
    expect(letter.locator("#quotation")).to_contain_text("“they say”1")


def test_without_a_clipboard_the_older_way_copies_both_forms(letter_on_its_own: Page) -> None:
    letter = letter_on_its_own
    letter.add_init_script("Object.defineProperty(navigator.clipboard, 'write', { value: undefined })")
    letter.goto(f"{V}d1/")
    select(letter, "they", "say")
    assert cited(letter).startswith("“they say”¹")
    assert "<p>“they say”<sup>1</sup></p>" in copied(letter)["html"]


# From the block


def test_a_citation_is_copied_with_its_italics_and_what_was_copied_is_said(letter: Page) -> None:
    letter.goto(D1)
    letter.keyboard.press("c")
    button = letter.get_by_role("button", name="Copy this citation")
    expect(button).to_be_focused()
    letter.keyboard.press("Enter")
    status = letter.locator(".copied")
    expect(status).to_contain_text("Copied: The Ambassador in Chile (Whitcombe) to the Secretary of State")
    assert status.get_attribute("role") == "status"
    both = copied(letter)
    assert both["text"] == letter.locator("#citation").inner_text()
    assert "<i>Specimen Papers" in both["html"]


def test_a_style_is_shown_at_once_and_remembered_on_every_page(letter: Page) -> None:
    letter.goto(D1)
    letter.get_by_label("Style").select_option("mla")
    expect(letter.locator("#citation")).to_contain_text("3 Oct. 1936")
    expect(letter).to_have_url(re.compile("/d1/$"))
    letter.goto("/volumes/specimen/d2/")
    expect(letter.get_by_label("Style")).to_have_value("mla")
    letter.goto(f"{V}d1/")
    select(letter, "they", "say")
    assert "¹" not in cited(letter)  # an entry of a list is no note


def test_without_scripts_a_style_is_chosen_and_remembered(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{D1}pg_2/")
    assert page.get_by_role("button", name="Copy").count() == 0
    page.get_by_label("Style").select_option("mla")
    page.get_by_role("button", name="Use this style").click()
    expect(page).to_have_url(re.compile(r"/d1/cite/\?page=pg_2&style=mla$"))
    expect(page.locator("#citation")).to_contain_text("3 Oct. 1936")
    page.get_by_role("link", name="The Ambassador in Chile (Whitcombe) to the Secretary of State").click()
    expect(page.locator("#citation")).to_contain_text("3 Oct. 1936")
    context.close()


def test_without_scripts_the_address_of_a_passage_marks_it(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{D1}?passage=11-25#passage")
    expect(page.locator("mark.quoted").first).to_be_visible()
    context.close()


def test_the_tools_and_what_is_said_have_no_fault_that_can_be_found_by_rule(page: Page) -> None:
    page.goto(D1)
    select(page, "The", "State")
    expect(tools(page)).to_be_visible()
    page.get_by_role("button", name="Copy this citation").click()
    expect(page.locator(".copied")).not_to_be_empty()
    judge_everywhere(page)


def test_nothing_is_copied_or_cited_that_was_not_asked_for(letter: Page) -> None:
    asked: list[Any] = []
    letter.on("request", lambda request: asked.append(request.url) if "/cite/" in request.url else None)
    letter.goto(f"{V}d1/")
    select(letter, "they", "say")
    expect(tools(letter)).to_be_visible()
    assert asked == []


# From a citation to its passage


def test_a_pasted_citation_leads_to_its_passage_and_a_text_to_a_table(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Cite").click()
    page.get_by_label("A citation, as it is printed").fill("761.93/1583")
    page.get_by_role("button", name="Find the passage").click()
    expect(page).to_have_url(re.compile("/volumes/transcripts/761-93-1583/$"))
    page.goto("/cite/")
    page.get_by_text("A text with many citations").click()
    page.get_by_label("A bibliography").fill("1. File 761.93/1583.\n2. FRUS 1950 I 20.")
    page.get_by_role("button", name="Find them all").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 citations, 1 found")
    judge(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="RIS").click()
    assert coming.value.suggested_filename == "citations.ris"
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(WIDE) <= 0
