"""On paper: the text, its notes, its page numbers, where it comes from, and nothing of the site around it."""

from __future__ import annotations

import re
import subprocess
from html import unescape
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


def set_in(folder: Path, sheet: int = 1) -> list[tuple[float, float, str]]:
    """The words of a sheet of what was printed, each with where it begins and ends from the left, in points."""
    reader = tools.require("pdftotext", package="poppler-utils")
    chosen = ["-bbox", "-f", str(sheet), "-l", str(sheet)]
    said = subprocess.run([reader, *chosen, folder / "page.pdf", "-"], capture_output=True, text=True, check=True)
    words = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"[^>]*>(.*?)</word>', said.stdout)
    return [(float(left), float(right), unescape(word)) for left, right, word in words]


def sheets(folder: Path) -> int:
    """How many sheets what was printed takes: the machine's fonts have a say in it."""
    counter = tools.require("pdfinfo", package="poppler-utils")
    said = subprocess.run([counter, folder / "page.pdf"], capture_output=True, text=True, check=True).stdout
    return int(re.findall(r"^Pages: +(\d+)$", said, re.MULTILINE)[0])


def test_paper_has_the_text_with_its_notes_and_page_numbers(page: Page, tmp_path: Path) -> None:
    printed = on_paper(page, "/volumes/specimen/d1/full/", tmp_path)
    assert "The Ambassador in Chile (Whitcombe) to the Secretary of State" in printed
    assert "The collier was the last to do so, and did so by mistake." in printed
    assert "[p. 3] Wharf, wooden, one" in printed


def test_the_numbers_of_printed_pages_stand_in_the_margin_beside_the_text(page: Page, tmp_path: Path) -> None:
    on_paper(page, "/volumes/specimen/d1/full/", tmp_path)
    words = set_in(tmp_path)
    edge = min(left for left, _, word in words if word == "The")
    assert [word for left, _, word in words if left < edge - 1] == ["p.", "1", "p.", "2"]
    assert all(right < edge for left, right, _ in words if left < edge - 1)
    text = " ".join(word for left, _, word in words if left >= edge - 1)
    assert "difference of three hundred and sixty-three tons" in text
    assert "The Minister for Foreign Affairs, 4 to whom I mentioned the matter" in text


def test_further_sheets_are_numbered_at_their_foot(page: Page, tmp_path: Path) -> None:
    on_paper(page, "/volumes/specimen/d1/full/", tmp_path)
    last = sheets(tmp_path)
    assert last >= 2
    for sheet in range(2, last + 1):
        assert [word for *_, word in set_in(tmp_path, sheet)][-3:] == [str(sheet), "/", str(last)]
    assert "/" not in [word for *_, word in set_in(tmp_path, 1)]


def test_a_heading_is_not_left_alone_at_the_foot_of_a_sheet(page: Page, tmp_path: Path) -> None:
    on_paper(page, "/volumes/specimen/d1/full/", tmp_path)
    first, second = (" ".join(word for *_, word in set_in(tmp_path, sheet)) for sheet in (1, 2))
    for words in ("[Enclosure—Extract]", "The Consul at Punta Arenas"):
        assert words not in first
        assert words in second


def test_paper_says_how_it_is_cited_and_shows_nothing_of_the_site(page: Page, tmp_path: Path) -> None:
    printed = on_paper(page, "/volumes/specimen/d1/full/", tmp_path)
    assert "Harbors, Lights, and Antiquities (The Chancery Project, 2026), 1:1–3, http://" in printed
    assert re.search(rf"/volumes/specimen/d1/\. {(last := sheets(tmp_path))} ?/ ?{last}$", printed)
    assert "/volumes/specimen/d1/pg_2/." in on_paper(page, "/volumes/specimen/d1/pg_2/", tmp_path)
    site = ("Chancery is a reading room", "Volumes", "Dates", "Next document", "Take it with you", "Keys", "↩")
    for word in (*site, "Cite this", "RIS", "Copy"):
        assert word not in printed


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/volumes/specimen/", "Harbors, Lights, and Antiquities"),
        ("/files/825.345/41/", "2 documents of this file"),
        ("/places/punta-arenas/", "Punta Arenas"),
        ("/search/?q=coal", "documents for coal"),
    ],
)
def test_lists_on_paper_say_where_they_come_from_and_show_nothing_of_the_site(
    page: Page, tmp_path: Path, address: str, words: str
) -> None:
    printed = on_paper(page, address, tmp_path)
    assert words in printed
    assert re.search(rf"http://[^ ]+{re.escape(address)}", printed)
    for word in ("Chancery is a reading room", "Next document", "Narrow", "Copy", "RIS", "Search in"):
        assert word not in printed


def test_a_reading_page_without_much_on_it_takes_one_sheet(page: Page, tmp_path: Path) -> None:
    on_paper(page, "/volumes/specimen/d10/", tmp_path)
    assert sheets(tmp_path) == 1


def test_a_table_wider_than_a_window_is_printed_whole(page: Page, tmp_path: Path) -> None:
    said = on_paper(page, "/volumes/specimen/d22/full/", tmp_path)
    assert "Remission" in said or "good weather" in said
