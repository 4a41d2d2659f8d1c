"""From a result into the document, from hit to hit by keys across pages and on to the next result, and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.usefixtures("specimen")


def test_hits_and_results_are_walked_by_keys(page: Page) -> None:
    page.goto("/search/?q=wharf&sort=date")
    page.locator(".results a").first.click()
    bar = page.get_by_role("navigation", name="Hits")
    expect(bar).to_contain_text("for wharf")
    seen = []
    for _ in range(30):
        if "Result 2 of" in page.get_by_role("navigation", name="Result", exact=True).inner_text():
            break
        seen.append(bar.get_by_role("status").inner_text())
        page.keyboard.press("n")
        page.wait_for_load_state()
    assert any(re.match(r"Hit \d+ of \d+", said) for said in seen)
    expect(page.get_by_role("navigation", name="Result", exact=True)).to_contain_text("Result 2 of")
    page.get_by_role("link", name="Back to the results").click()
    expect(page).to_have_url(re.compile(r"/search/\?q=wharf&sort=date#result-2$"))


def test_the_hit_looked_at_is_in_sight_and_not_behind_the_bar(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 500})
    page.goto("/search/?q=wharf")
    page.locator(".snippet a, .at").last.click()
    hit = page.locator("mark[aria-current]").first
    expect(hit).to_be_in_viewport()
    top = hit.bounding_box()
    bar = page.locator(".hits").bounding_box()
    assert top is not None
    assert bar is not None
    assert top["y"] >= bar["y"] + bar["height"]


def test_without_scripts_hits_are_walked_by_links(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/volumes/specimen/d1/?q=station")
    page.get_by_role("link", name="Next hit →").click()
    expect(page.get_by_role("status")).to_contain_text("Hit 1 of")
    page.get_by_role("link", name="Hide marks").click()
    expect(page.locator("article mark")).to_have_count(0)
    context.close()
