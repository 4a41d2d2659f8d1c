"""On paper: the text, its notes, its page numbers, where it comes from, and nothing of the site around it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import tools

pytestmark = pytest.mark.usefixtures("specimen")


def on_paper(page: Page, address: str, folder: Path) -> str:
    """The words of a page printed to PDF, runs of white space as one space."""
    reader = tools.require("pdftotext", package="poppler-utils")
    page.goto(address)
    page.pdf(path=folder / "page.pdf")
    said = subprocess.run([reader, folder / "page.pdf", "-"], capture_output=True, text=True, check=True)
    return " ".join(said.stdout.split())


def test_paper_has_the_text_with_its_notes_and_page_numbers(page: Page, tmp_path: Path) -> None:
    printed = on_paper(page, "/volumes/specimen/d1/full/", tmp_path)
    assert "The Ambassador in Chile (Whitcombe) to the Secretary of State" in printed
    assert "The Minister for Foreign Affairs, 4 to whom I mentioned the matter" in printed
    assert "The collier was the last to do so, and did so by mistake." in printed
    assert "difference of three hundred and [Page 2] sixty-three tons" in printed
    assert "[Page 3] Wharf, wooden, one" in printed


def test_paper_says_how_it_is_cited_and_shows_nothing_of_the_site(page: Page, tmp_path: Path) -> None:
    printed = on_paper(page, "/volumes/specimen/d1/full/", tmp_path)
    assert "Harbors, Lights, and Antiquities (The Chancery Project, 2026), 1:1–3, http://" in printed
    assert printed.endswith("/volumes/specimen/d1/.")
    assert "/volumes/specimen/d1/pg_2/." in on_paper(page, "/volumes/specimen/d1/pg_2/", tmp_path)
    site = ("Chancery is a reading room", "Volumes", "Dates", "Next document", "Take it with you", "Keys", "↩")
    for word in (*site, "Cite this", "RIS", "Copy"):
        assert word not in printed


def test_a_reading_page_without_much_on_it_takes_one_sheet(page: Page, tmp_path: Path) -> None:
    counter = tools.require("pdfinfo", package="poppler-utils")
    on_paper(page, "/volumes/specimen/d10/", tmp_path)
    said = subprocess.run([counter, tmp_path / "page.pdf"], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in said


def test_a_table_wider_than_a_window_is_printed_whole(page: Page, tmp_path: Path) -> None:
    said = on_paper(page, "/volumes/specimen/d22/full/", tmp_path)
    assert "Remission" in said or "good weather" in said
