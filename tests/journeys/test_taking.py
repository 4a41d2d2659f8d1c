"""Taking citations away from a result: those that are ticked, or all of them with how far the download is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from archive.models import Document
from archive.views import found
from tests.journeys.test_accessibility import judge_everywhere

pytestmark = pytest.mark.usefixtures("specimen")


def read(download: Download) -> str:
    return Path(download.path()).read_text(encoding="utf-8")


def test_what_is_ticked_is_taken_and_nothing_else(page: Page) -> None:
    page.goto("/search/?sort=date")
    chosen = page.get_by_role("form", name="Chosen results")
    expect(chosen.get_by_role("button", name="RIS")).to_be_disabled()
    page.get_by_label("Choose result 2", exact=True).check()
    page.get_by_label("Choose result 5", exact=True).check()
    expect(chosen.get_by_role("status")).to_have_text("2 results")
    wanted = [page.get_by_label(f"Choose result {n}", exact=True).get_attribute("value") for n in (2, 5)]
    with page.expect_download() as coming:
        chosen.get_by_role("button", name="CSL-JSON").click()
    assert coming.value.suggested_filename == "selection.csl.json"
    assert [item["URL"].split("/volumes/")[1].strip("/") for item in json.loads(read(coming.value))] == wanted


def test_all_on_a_page_are_ticked_at_once(page: Page) -> None:
    page.goto("/search/")
    every = page.get_by_label("All on this page")
    every.check()
    expect(page.locator(".results .choose:checked")).to_have_count(20)
    expect(page.get_by_role("form", name="Chosen results").get_by_role("status")).to_have_text("20 results")
    page.get_by_label("Choose result 3", exact=True).uncheck()
    assert every.evaluate("box => [box.checked, box.indeterminate]") == [False, True]
    every.check()
    every.uncheck()
    expect(page.locator(".results .choose:checked")).to_have_count(0)


def test_without_scripts_what_is_ticked_is_taken(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/search/?sort=date")
    page.get_by_role("button", name="RIS").click()
    expect(page.get_by_role("main")).to_contain_text("none was chosen")
    page.go_back()
    page.get_by_label("Choose result 1", exact=True).check()
    with page.expect_download() as coming:
        page.get_by_role("button", name="RIS").click()
    assert read(coming.value).count("ER  -") == 1
    context.close()


@pytest.mark.parametrize("form", ["RIS", "BibTeX", "CSL-JSON", "table (CSV)"])
def test_a_whole_result_is_saved_when_all_of_it_has_come(page: Page, form: str) -> None:
    page.goto("/search/")
    with page.expect_download() as coming:
        page.locator(".facets").get_by_role("link", name=form).click()
    number = Document.objects.count()
    expect(page.get_by_text(f"{number} records were saved.")).to_be_visible()
    assert (
        coming.value.suggested_filename
        == {
            "RIS": "search.ris",
            "BibTeX": "search.bib",
            "CSL-JSON": "search.csl.json",
            "table (CSV)": "search.csv",
        }[form]
    )
    assert read(coming.value)
    expect(page.locator(".progress")).to_have_count(0)


def test_a_download_says_how_far_it_is_and_can_be_stopped(
    page_of_its_own: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of_its_own  # no other has left the download in the browser's cache
    documents = found._documents

    def endless(keys: list[int]) -> Iterator[Document]:
        for _ in range(1_000_000):
            yield from documents(keys)

    monkeypatch.setattr(found, "_documents", endless)
    page.goto("/search/")
    page.locator(".facets").get_by_role("link", name="RIS").click()
    expect(page.locator(".progress")).to_contain_text(re.compile(r"[1-9][\d,]* of \d+"))
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".copied")).to_contain_text(re.compile("was stopped after [1-9].*nothing was saved"))


def test_a_download_that_breaks_off_is_not_saved(
    page_of_its_own: Page, monkeypatch: pytest.MonkeyPatch, console_errors: list[str]
) -> None:
    page = page_of_its_own
    documents = found._documents

    def broken(keys: list[int]) -> Iterator[Document]:
        yield from documents(keys[:3])
        raise OSError("the database is gone")

    monkeypatch.setattr(found, "_documents", broken)
    saved: list[Download] = []
    page.on("download", lambda download: saved.append(download))
    page.goto("/search/")
    page.locator(".facets").get_by_role("link", name="BibTeX").click()
    expect(page.locator(".copied")).to_contain_text("broke off")
    assert saved == []
    console_errors.clear()


def test_choosing_has_no_fault_that_can_be_found_by_rule(page: Page) -> None:
    page.goto("/search/?q=wharf")
    page.get_by_label("All on this page").check()
    judge_everywhere(page)


def test_what_a_page_says_for_search_engines_offends_no_policy(page: Page) -> None:
    reported: list[str] = []
    page.on("console", lambda message: reported.append(message.text))
    page.goto("/volumes/specimen/d1/")
    said = page.locator("script[type='application/ld+json']").text_content()
    assert json.loads(said or "")["@context"] == "https://schema.org"
    page.wait_for_load_state("networkidle")
    assert [text for text in reported if "policy" in text.casefold()] == []
