"""An EPUB opened for a test: its files, parsed, and what a reading system finds in them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit
from zipfile import ZipFile

from lxml import etree

from archive.exports import epub
from archive.exports.books import Book

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
}
SUPPLIED = ("page-mark", "note-ref", "gap", "not-shown", "unseen", "notes", "citation", "supplied", "running")


@dataclass
class Read:
    """A book: its files by their names."""

    files: dict[str, bytes]

    def page(self, name: str) -> etree._Element:
        """One of its pages."""
        return etree.fromstring(self.files[f"EPUB/{name}"])

    @property
    def package(self) -> etree._Element:
        """The package document."""
        return self.page("package.opf")

    def said(self, path: str) -> list[str]:
        """The words of elements of the package document."""
        return [element.text or "" for element in self.package.iterfind(f".//{path}", NAMES)]

    def meta(self, name: str) -> list[str]:
        """The values of a property of the book."""
        return self.said(f"o:meta[@property='{name}']")

    @property
    def order(self) -> list[str]:
        """The files in reading order."""
        hrefs = {item.get("id"): item.get("href") for item in self.package.iterfind(".//o:item", NAMES)}
        return [str(hrefs[each.get("idref")]) for each in self.package.iterfind(".//o:itemref", NAMES)]

    def links(self, kind: str) -> list[tuple[str, str]]:
        """The places in the navigation of a kind (``toc``, ``page-list``, ``landmarks``): names and addresses."""
        found = self.page("nav.xhtml").xpath(f".//h:nav[@e:type='{kind}']//h:a", namespaces=NAMES)
        return [("".join(link.itertext()), str(link.get("href"))) for link in found]

    def ids(self) -> set[str]:
        """Every place in the book that a link can lead to."""
        places = set()
        for name in self.order:
            places |= {name, *(f"{name}#{each}" for each in self.page(name).xpath("//@id"))}
        return places

    def hrefs(self) -> list[tuple[str, str]]:
        """Every link of its pages: the page, and where it leads, seen from the book's folder where that is inside."""
        return [
            (name, str(href) if urlsplit(href).scheme else _from(name, str(href)))
            for name in self.order
            for href in self.page(name).xpath("//h:a/@href", namespaces=NAMES)
        ]

    def text(self, *names: str) -> str:
        """The characters of the source in some pages, white space left out."""
        said = ""
        for name in names:
            body = self.page(name).find("h:body", NAMES)
            for css in SUPPLIED:
                for element in body.xpath(f".//*[contains(concat(' ', @class, ' '), ' {css} ')]"):
                    element.text, element.attrib["class"] = "", "gone"
                    del element[:]
            said += "".join(body.itertext())
        return "".join(said.split())


def _from(page: str, href: str) -> str:
    path, _, anchor = href.partition("#")
    file = normpath(join(dirname(page), path)) if path else page
    return f"{file}#{anchor}" if anchor else file


def written(book: Book) -> bytes:
    """A book as the archive gives it."""
    file = BytesIO()
    epub.write(book, file)
    return file.getvalue()


def opened(content: bytes) -> Read:
    """A book as a reading system sees it."""
    with ZipFile(BytesIO(content)) as container:
        return Read({name: container.read(name) for name in container.namelist()})


def read(book: Book) -> Read:
    """The same of a book that is not written yet."""
    return opened(written(book))
