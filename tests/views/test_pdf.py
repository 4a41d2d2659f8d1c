"""Documents as PDF, where an archive makes them; where it makes none, it says how else one comes by it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.test import Client

from archive.exports import pdf
from archive.models import Document, Volume
from archive.store import withdrawal
from tests import tools
from tests.specimens import document, page, take, volume

V = "/volumes/frus1937v01"
NOTED = (
    '<head>One</head><p>Words<note n="7" xml:id="d1fn1"><p>First.</p><p>Second.</p></note> and '
    f'<ref target="#d1">more</ref>. {page("2")}Overleaf<note n="8" xml:id="d1fn2">So.</note>.</p>'
)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive in which WeasyPrint is not installed."""
    monkeypatch.setattr(pdf, "engine", lambda: None)


@pytest.fixture
def setting() -> None:
    """An archive in which it is."""
    if not pdf.is_offered():
        pytest.skip("WeasyPrint is an extra, which the proof has: pip install -r requirements-pdf.txt")


def printed(client: Client, address: str, folder: Path) -> str:
    """The words of a PDF, runs of white space as one space."""
    reader = tools.require("pdftotext", package="poppler-utils")
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    (folder / "page.pdf").write_bytes(answer.content)
    said = subprocess.run([reader, folder / "page.pdf", "-"], capture_output=True, text=True, check=True)
    return " ".join(said.stdout.split())


@pytest.mark.usefixtures("without", "specimen")
def test_an_archive_that_makes_no_pdf_leads_to_the_browser_s_own_printing(client: Client) -> None:
    answer = client.get("/volumes/specimen/d1.pdf")
    assert answer.status_code == 404
    assert "This archive makes no PDF files" in answer.content.decode()
    assert 'href="/volumes/specimen/d1/full/"' in answer.content.decode()


@pytest.mark.usefixtures("without", "specimen")
def test_an_archive_that_makes_no_pdf_offers_none(client: Client) -> None:
    for address in ("d1/", "d1/full/", "preface/"):
        assert ".pdf" not in client.get(f"/volumes/specimen/{address}").content.decode(), address


@pytest.mark.django_db
def test_what_is_not_held_or_withdrawn_has_no_pdf_either(client: Client, without: None) -> None:
    take(volume(page("1") + document(1, NOTED)))
    assert client.get(f"{V}/d9.pdf").status_code == 404
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    assert client.get(f"{V}/d1.pdf").status_code == 410


@pytest.mark.usefixtures("setting", "specimen")
def test_an_archive_that_makes_pdf_offers_it_with_each_text(client: Client) -> None:
    for name in ("d1", "preface"):
        said = client.get(f"/volumes/specimen/{name}/").content.decode()
        assert f'href="/volumes/specimen/{name}.pdf" rel="nofollow">PDF</a>' in said


@pytest.mark.django_db
@pytest.mark.usefixtures("setting")
def test_a_pdf_has_the_text_with_its_notes_page_numbers_and_citation(client: Client, tmp_path: Path) -> None:
    take(volume(page("1") + document(1, NOTED)))
    said = printed(client, f"{V}/d1.pdf", tmp_path)
    for words in ("Overleaf", "7 First. Second.", "8 So.", "p. 1", "p. 2", "/volumes/frus1937v01/d1/."):
        assert words in said
    assert said.index("Overleaf") < said.index("/volumes/frus1937v01/d1/.")


@pytest.mark.usefixtures("setting")
def test_a_pdf_is_tagged_and_says_what_it_is(client: Client, specimen: Volume, tmp_path: Path) -> None:
    reader = tools.require("pdfinfo", package="poppler-utils")
    printed(client, "/volumes/specimen/d1.pdf", tmp_path)
    said = subprocess.run([reader, tmp_path / "page.pdf"], capture_output=True, text=True, check=True).stdout
    assert "The Ambassador in Chile (Whitcombe) to the Secretary of State\n" in said
    assert " yes\n" in said.partition("Tagged:")[2]


@pytest.mark.usefixtures("setting")
def test_the_same_edition_gives_the_same_pdf(client: Client, seed: Document) -> None:
    address = "/volumes/transcripts/761-93-1583.pdf?{}"
    assert client.get(address.format(1)).content == client.get(address.format(2)).content
