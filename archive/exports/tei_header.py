"""A document's TEI header by itself, as harvesters take it: what it is, where it stands, who wrote to whom."""

from __future__ import annotations

from django.conf import settings
from lxml import etree

from archive.citations import item
from archive.citations.item import Item
from archive.models import Document
from archive.reading import letters

from . import correspondence, tei_dates
from .correspondence import TEI


def of(texts: list[Document], is_lasting: bool = False) -> dict[int, etree._Element]:
    """The headers of some documents or sections' texts by primary keys, by as many queries for many as for one.

    With ``is_lasting`` names are as printed (see ``correspondence.described``).
    """
    known = letters.of([text.pk for text in texts])
    items = zip(texts, item.many(texts), strict=True)
    return {text.pk: _header(text, one, known[text.pk], is_lasting) for text, one in items}


def _header(text: Document, one: Item, letter: letters.Letter, is_lasting: bool) -> etree._Element:
    root = etree.Element(f"{{{TEI}}}teiHeader", nsmap={None: TEI})
    file = _in(root, "fileDesc")
    titles = _in(file, "titleStmt")
    _in(titles, "title", one.title)
    for editor in one.book.editors:
        _in(titles, "editor", editor)
    published = _in(file, "publicationStmt")
    _in(published, "publisher", "Chancery").set("ref", f"{settings.SITE_URL}/")
    _in(published, "idno", one.address).set("type", "URI")
    _in(_in(published, "availability"), "p", text.volume.rights or "See the volume.")
    _source(_in(_in(file, "sourceDesc"), "bibl"), one)
    profile = _in(root, "profileDesc")
    if text.date.get("text") and (known := tei_dates.attributes(text.date)):
        etree.SubElement(_in(profile, "creation"), f"{{{TEI}}}date", **known).text = text.date["text"]
    if one.book.language:
        _in(_in(profile, "langUsage"), "language").set("ident", one.book.language)
    if letter:
        profile.append(correspondence.described(text, text.volume.identifier, letter, is_lasting))
    return root


def _source(bibl: etree._Element, one: Item) -> None:
    """Where it is printed."""
    book = one.book
    _in(bibl, "title", book.title).set("level", "m")
    if book.series:
        _in(bibl, "title", book.series).set("level", "s")
    for name, said in (("pubPlace", book.place), ("publisher", book.publisher)):
        if said:
            _in(bibl, name, said)
    if book.year:
        _in(bibl, "date", str(book.year)).set("when", str(book.year))
    if one.pages:
        _in(bibl, "biblScope", "–".join(one.pages)).set("unit", "page")
    if one.file_number:
        _in(bibl, "idno", one.file_number).set("type", "file")


def _in(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    """An element inside another."""
    made = etree.SubElement(parent, f"{{{TEI}}}{name}")
    made.text = text
    return made
