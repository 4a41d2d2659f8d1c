"""What a page's head, or a line of a list, says of its document for Zotero and search engines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings

from archive.records.people import Party

from . import csl, people, wording
from .book import Book
from .item import Item

Pair = tuple[str, str]
Json = dict[str, Any]

BOOK_FORMAT, OTHER_FORMAT = "info:ofi/fmt:kev:mtx:book", "info:ofi/fmt:kev:mtx:dc"
TYPES = ("letter", "bookSection", "book")  # Zotero's


def meta(item: Item) -> list[Pair]:
    """Names and contents of ``meta`` elements: Highwire Press's, Dublin Core's and Zotero's type; some names repeat.

    A letter has no ``citation_book_title``, which would make a section of a book of it whatever else is said.
    """
    return [(name, content) for name, content in (*_highwire(item), *_dublin_core(item)) if content]


def json_ld(item: Item) -> Json:
    """The item for schema.org: a message, or a chapter, in its volume; a volume of its series."""
    about = _volume(item.book) if item.is_volume else _paper(item)
    return {"@context": "https://schema.org", "@id": item.address, **csl.known({**about, "url": item.address})}


def coins(item: Item) -> str:
    """The ``title`` of an empty ``span class="Z3988"`` (COinS, OpenURL 1.0), not yet escaped for HTML.

    Of the formats for it only Dublin Core's has letters, by Zotero's custom; all else is a book or a part of one.
    """
    fields = _letter(item) if item.is_letter else _part(item)
    given = [("ctx_ver", "Z39.88-2004"), *fields, ("rft_id", item.address), ("rfr_id", f"info:sid/{_host()}:chancery")]
    return urlencode([(name, value) for name, value in given if value], quote_via=quote)


def _highwire(item: Item) -> Iterator[Pair]:
    book = item.book
    first, last = (item.pages[0], item.pages[-1]) if item.pages else ("", "")
    yield ("citation_title", book.title_without_number if item.is_volume else item.title)
    yield from (("citation_author", _author(party)) for party in item.sender)
    yield from (("citation_editor", people.turned(editor)) for editor in book.editors)
    yield from [("citation_publication_date", str(book.year or "")), ("citation_date", _date(item))]
    if not item.is_volume and not item.is_letter:
        yield ("citation_book_title", book.title_without_number)
    yield from [("citation_series_title", book.series), ("citation_volume", book.arabic)]
    yield from [("citation_firstpage", first), ("citation_lastpage", last), ("citation_publisher", book.publisher)]
    yield from [("citation_language", book.language), ("citation_public_url", item.address)]


def _dublin_core(item: Item) -> Iterator[Pair]:
    book = item.book
    yield from [("DC.title", item.title), ("DC.type", "Text")]
    yield from (("DC.creator", name) for name in item.sender_names)
    yield from (("DC.contributor", name) for name in item.recipient_names)
    yield from [("DC.date", item.date.iso or str(book.year or "")), ("DC.publisher", book.publisher)]
    yield from [("DC.language", book.language), ("DC.identifier", item.address)]
    if not item.is_volume:
        yield from [("DCTERMS.created", item.date.iso), ("DCTERMS.spatial", item.place)]
        yield from [("DCTERMS.isPartOf", book.title), ("DCTERMS.bibliographicCitation", wording.house_form(item))]
    yield from [("DCTERMS.issued", str(book.year or "")), ("z:itemType", _zotero_type(item))]


def _date(item: Item) -> str:
    """As Google Scholar wants it: ``1933/10/03``; the volume's year where the document has none."""
    parts = item.date.parts
    return "/".join(f"{part:02}" for part in parts[0]) if parts else str(item.book.year or "")


def _author(party: Party) -> str:
    """As Zotero takes names apart: "Norweb, Chargé in Chile"; as printed where it would take that for two people."""
    is_plain = bool(party.name) and " " not in party.name and "," not in party.office
    return ", ".join(filter(None, [party.name, party.office])) if is_plain else party.text


def _zotero_type(item: Item) -> str:
    return TYPES[2 if item.is_volume else 0 if item.is_letter else 1]


def _letter(item: Item) -> Iterator[Pair]:
    yield from [("rft_val_fmt", OTHER_FORMAT), ("rft.type", TYPES[0]), ("rft.title", item.title)]
    yield from (("rft.au", name) for name in item.sender_names)
    yield from [("rft.date", item.date.iso), ("rft.source", item.book.title), ("rft.description", item.form)]
    yield from [("rft.publisher", item.book.publisher), ("rft.identifier", item.address)]


def _part(item: Item) -> Iterator[Pair]:
    book = item.book
    yield from [("rft_val_fmt", BOOK_FORMAT), ("rft.genre", "book" if item.is_volume else "bookitem")]
    yield from [("rft.btitle", book.title), ("rft.atitle", "" if item.is_volume else item.title)]
    yield from (("rft.au", name) for name in item.sender_names)
    yield from [("rft.date", str(book.year or "")), ("rft.pub", book.publisher), ("rft.place", book.place)]
    first, last = (item.pages[0], item.pages[-1]) if item.pages else ("", "")
    yield from [("rft.spage", first), ("rft.epage", last), ("rft.series", book.series)]


def _paper(item: Item) -> Json:
    first, last = (item.pages[0], item.pages[-1]) if item.pages else ("", "")
    return {
        "@type": [*(["Message"] if item.is_letter else []), "Chapter", "ArchiveComponent"],
        "name": item.title,
        "genre": item.form,
        "author" if not item.is_letter else "sender": [_person(party) for party in item.sender],
        "recipient": [_person(party) for party in item.recipient],
        "dateCreated": item.date.iso,
        "dateSent": item.date.iso if item.is_letter and len(item.date.parts) == 1 else "",
        "locationCreated": {"@type": "Place", "name": item.place} if item.place else None,
        "itemLocation": item.file_number,
        "inLanguage": item.book.language,
        "pageStart": first,
        "pageEnd": last,
        "position": item.document,
        "isPartOf": {"@id": f"{settings.SITE_URL}/volumes/{item.book.id}/", **csl.known(_volume(item.book))},
    }


def _volume(book: Book) -> Json:
    return {
        "@type": ["PublicationVolume", "Book"],
        "name": book.title,
        "volumeNumber": book.number,
        "datePublished": str(book.year or ""),
        "temporalCoverage": book.subseries.replace("–", "/"),
        "editor": [{"@type": "Person", "name": editor} for editor in book.editors],
        "publisher": {"@type": "Organization", "name": book.publisher} if book.publisher else None,
        "inLanguage": book.language,
        "isPartOf": {"@type": "BookSeries", "name": book.series} if book.series else None,
    }


def _person(party: Party) -> Json:
    """A person with the office held; an office alone, or a body, is told as an organization."""
    if not party.name:
        return {"@type": "Organization", "name": party.office or party.text}
    return csl.known({"@type": "Person", "name": party.name, "jobTitle": party.office, "description": party.text})


def _host() -> str:
    return settings.SITE_URL.partition("://")[2]
