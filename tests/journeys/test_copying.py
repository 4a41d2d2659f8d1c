"""What a reader copies is what was printed; what the browser counts is what the archive counts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.usefixtures("specimen")

SELECT = """passage => {
    const range = document.createRange();
    range.selectNodeContents(passage);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""
# For each page of each document: what the browser shows without what the archive supplied, and what the JSON has there.
COMPARE = """async (volume) => {
    const differing = [];
    const json = async address => (await fetch(address)).json();
    const shown = async address => {
        const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
        const passage = page.querySelector("[data-text]");
        for (const supplied of passage.querySelectorAll("[data-supplied]")) supplied.remove();
        return passage.textContent;
    };
    const same = async (address, wanted) => {
        const found = await shown(address);
        if (found !== wanted) differing.push([address, found, wanted]);
    };
    let pages = 0;
    for (const id of (await json(`/volumes/${volume}.json`)).document_ids) {
        const document = await json(`/volumes/${volume}/${id}.json`);
        const characters = [...document.text];
        await same(`/volumes/${volume}/${id}/full/`, document.text);
        pages += document.pages.length;
        await Promise.all(document.pages.map(page =>
            same(`/volumes/${volume}/${id}/${page.id}/`, characters.slice(page.start, page.end).join(""))));
    }
    return [pages, differing];
}"""


def copied(page: Page, selector: str) -> str:
    """Select what stands in ``selector`` and copy it as a reader does, with the keyboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(selector).first.evaluate(SELECT)
    page.keyboard.press("ControlOrMeta+c")
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_label_and_no_note_mark_is_copied(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/volumes/specimen/d12/full/")
    text = copied(page, "[data-text]")
    assert text.startswith("833.8461/23")
    assert "stands upon its place without being fed; that when the stewards placed" in text
    assert "Page 16" not in text
    assert "[Enclosure 1—Translation]\nFindings" in text
    assert "I have sold the French car.\n" in text
    assert "Text omitted" not in text


def test_a_page_mark_inside_a_table_is_not_copied(page: Page) -> None:
    page.goto("/volumes/specimen/d1/full/")
    text = copied(page, "[data-text] table")
    assert "Baskets, coaling, wicker\t200" in text
    assert "\nWharf, wooden, one\t1" in text


def test_every_page_shows_just_the_characters_that_the_json_counts(page: Page) -> None:
    page.goto("/volumes/")
    pages, differing = page.evaluate(COMPARE, "specimen")
    assert differing == []
    assert pages > 50


def test_a_character_beyond_the_basic_plane_counts_once(page: Page) -> None:
    page.goto("/volumes/")
    document = page.request.get("/volumes/specimen/d20.json").json()
    assert any(ord(character) > 0xFFFF for character in document["text"])
    assert document["pages"][-1]["end"] == len(document["text"])
