"""Every kind of page for readers who see little, nothing, or a small window, and for those who use no pointer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.usefixtures("specimen")

PAGES = {
    "entrances": ("/", "/volumes/", "/volumes/specimen/", "/volumes/specimen/ch1/"),
    "sections": tuple(f"/volumes/specimen/{name}/" for name in ("preface", "persons", "papers", "toc", "index")),
    "documents": (
        "/volumes/specimen/d1/pg_2/",
        "/volumes/specimen/d12/full/",  # enclosures in an enclosure
        "/volumes/specimen/d13/full/",  # tables
        "/volumes/specimen/d20/full/",  # several scripts
        "/volumes/specimen/d23/",  # no heading
        "/volumes/transcripts/761-93-1583/",
    ),
    "printed pages": ("/volumes/specimen/pg_12/", "/volumes/specimen/pg_I/", "/volumes/transcripts/pg_before_22/"),
    "documents that were searched": (
        "/volumes/specimen/d1/?q=station&result=1",
        "/volumes/specimen/d1/?q=%28station",
        "/volumes/specimen/preface/?q=zebra",
    ),
    "citations": (
        "/volumes/specimen/cite/",
        "/volumes/specimen/d1/cite/?passage=20-200",
        "/volumes/specimen/pg_3/cite/",
        "/volumes/specimen/d1/cite/?style=none",
        "/cite/",
        "/cite/?q=FRUS+1950+I+20",
        "/cite/?q=825.345/41%3B+833.8461/23",
    ),
    "dates and files": (
        "/dates/",
        "/dates/1937/",
        "/dates/1937/4/",
        "/dates/1700/",
        "/dates/undated/",
        "/files/825.345/",
    ),
    "programs": ("/api/", "/api/json/"),
    "what is not there": ("/volumes/frus1937v09/", "/volumes/specimen/pg_740/", "/somewhere/"),
}
AXE = Axe()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
IN_THE_DARK = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
ON_A_PHONE = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "color-contrast"]}}
OUTLINE = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(heading => Number(heading.tagName[1]))"
LANDMARKS = "[...document.querySelectorAll('header, main, aside, footer')].map(part => part.localName)"
TABBABLE = "a[href], button:not([hidden]), summary, input:not([type='hidden']), select, [tabindex='0']"
SHOWN = f"""[...document.querySelectorAll(`{TABBABLE}`)]
    .filter(element => element.checkVisibility() && !element.closest("dialog"))"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """targets => targets.filter(target => {
    const box = target.getBoundingClientRect();
    return box.height < 24 || box.width < 12;
}).map(target => target.outerHTML)"""


def judge(page: Page, rules: dict[str, Any] = RULES) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    result = AxeResults(page.evaluate("rules => axe.run(rules)", rules))
    assert result.violations_count == 0, f"{page.url}\n{result.generate_report()}"


def judge_everywhere(page: Page) -> None:
    """Judge a page as it stands: on a desk, in the dark, and on a phone, where nothing is wider than the window."""
    judge(page)
    page.emulate_media(color_scheme="dark")
    judge(page, IN_THE_DARK)
    page.set_viewport_size({"width": 320, "height": 640})
    judge(page, ON_A_PHONE)
    assert page.evaluate(WIDE) <= 0


def outline(page: Page) -> None:
    """One first heading before all others, none below it skips a level; each landmark once, in reading order."""
    levels = page.evaluate(OUTLINE)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels
    landmarks = page.evaluate(LANDMARKS)
    assert landmarks in (["header", "main", "footer"], ["header", "main", "aside", "footer"])


@pytest.fixture
def open_page(page: Page, console_errors: list[str]) -> Iterator[Page]:
    """A tab that may also be shown problems: the browser reports their status, and nothing else."""
    yield page
    console_errors[:] = [said for said in console_errors if "status of 4" not in said]


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_has_an_outline_and_no_fault_that_can_be_found_by_rule(open_page: Page, kind: str) -> None:
    for address in PAGES[kind]:
        open_page.emulate_media(color_scheme="light")
        open_page.set_viewport_size({"width": 1280, "height": 800})
        open_page.goto(address)
        outline(open_page)
        judge(open_page)
        open_page.emulate_media(color_scheme="dark")
        judge(open_page, IN_THE_DARK)
        open_page.set_viewport_size({"width": 320, "height": 640})
        judge(open_page, ON_A_PHONE)
        assert open_page.evaluate(WIDE) <= 0, address


@pytest.mark.parametrize("address", ["/volumes/specimen/d1/pg_2/", "/volumes/specimen/d13/full/", "/volumes/specimen/"])
def test_the_tabulator_reaches_everything_in_the_order_of_the_page_and_shows_where_it_is(
    page: Page, address: str
) -> None:
    page.goto(address)
    for related in page.locator("[data-related]").all():  # what comes when one comes near it
        related.scroll_into_view_if_needed()
        page.locator("[data-related-lists]").wait_for(state="attached")
        page.evaluate("scrollTo(0, 0)")
    wanted = page.evaluate(f"(window.wanted = {SHOWN}).length")
    reached = []
    for _ in range(wanted):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const here = document.activeElement;
                const shown = here.querySelector(".page-mark") ?? here;
                return [window.wanted.indexOf(here), getComputedStyle(shown).outlineStyle !== "none"];
            }"""
        )
        reached.append(seen)
    assert reached == [[place, True] for place in range(wanted)]


def test_marks_and_tables_have_names_of_their_own(page: Page) -> None:
    page.goto("/volumes/specimen/d1/full/")
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = {(node["role"]["value"], node.get("name", {}).get("value")) for node in nodes if not node["ignored"]}
    assert {("doc-noteref", "Footnote 3"), ("doc-noteref", "Footnote *"), ("region", "Table 1")} <= names
    assert ("link", "Page 2") in names
    assert ("doc-backlink", "Back to the text at note 3") in names


def test_omitted_text_is_said_aloud_and_its_dots_are_not(page: Page) -> None:
    page.goto("/volumes/specimen/d12/full/")
    assert page.locator(".omission").aria_snapshot() == '- paragraph: "[Text omitted]"'


def test_what_can_be_clicked_outside_running_text_is_large_enough(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/volumes/specimen/", "/volumes/specimen/d1/pg_2/", "/volumes/specimen/pg_3/", "/dates/"):
        page.goto(address)
        targets = ".masthead a, .turn a, .neighbours a, .page-list a, .contents a, summary, .notes li > a, .years a"
        assert page.locator(targets).evaluate_all(SMALL) == []


def test_a_page_stays_readable_in_forced_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/volumes/specimen/d1/#d1fn2")
    assert page.locator("#d1fn2").evaluate("note => getComputedStyle(note).outlineStyle") == "solid"
