"""A document, section or volume as an EPUB 3.3 publication that reading systems open without the archive.

The container is written with the standard library. The one kept library that writes EPUB (EbookLib) is under the AGPL,
and the others of its kind write neither page lists nor what is asked here: the same bytes for the same edition.
"""

from __future__ import annotations

from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from . import books, epub_package, epub_text
from .books import Book
from .epub_layout import Layout

TYPE = "application/epub+zip"
STYLE = Path(__file__).with_name("epub.css")
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)


def write(book: Book, file: IO[bytes]) -> None:
    """Write a book into a file, text by text; never more than some of it is held."""
    layout = Layout(book)
    with ZipFile(file, "w") as container:
        _put(container, book, "mimetype", TYPE.encode(), ZIP_STORED)
        _put(container, book, "META-INF/container.xml", CONTAINER.encode())
        _put(container, book, "EPUB/package.opf", epub_package.package(book, layout))
        _put(container, book, "EPUB/nav.xhtml", epub_package.navigation(book, layout))
        _put(container, book, "EPUB/title.xhtml", epub_package.title_page(book))
        _put(container, book, "EPUB/style.css", STYLE.read_bytes())
        language = epub_package.language(book.volume)
        for body in books.bodies(book):
            for cut in layout.of(body.document):
                _put(container, book, f"EPUB/text/{cut.file}", epub_text.sheet(cut, body, layout, language))


def _put(container: ZipFile, book: Book, name: str, content: bytes, how: int = ZIP_DEFLATED) -> None:
    """Add a file under the edition's own time, so that the same edition gives the same bytes."""
    entry = ZipInfo(name, book.edition.taken_at.timetuple()[:6])
    entry.create_system = 3  # as Unix writes it, wherever it is written
    entry.external_attr = 0o644 << 16
    entry.compress_type = how
    container.writestr(entry, content)
