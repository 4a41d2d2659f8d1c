"""Who wrote to whom, when and where, as TEI (correspDesc), and an index of letters in the Correspondence Metadata
Interchange Format, which correspSearch reads: for each letter one correspDesc, and no text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings
from lxml import etree

from archive.models import Document, Entity, Volume
from archive.reading import addresses, letters
from archive.reading.letters import Letter, Side

from . import tei_dates

TEI = "http://www.tei-c.org/ns/1.0"
CONTENT_TYPE = "application/tei+xml; charset=utf-8"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"  # the format's own condition, for such indexes alone
AT_A_TIME = 200  # documents
UNKNOWN = "Unknown"  # the format's word for a side that nothing names
OF_KIND = {"person": "persName", "place": "placeName"}  # an office, or a body, is told as an organization


def pieces(volumes: Iterable[Volume], address: str, title: str) -> Iterator[bytes]:
    """An index of the letters of some volumes, which are gone through one by one; never more than some letters of it
    are held. ``address`` is its own. A volume without letters is named and has none."""
    shown = list(volumes)
    begun, ended = _around(shown, address, title)
    yield begun
    for volume in shown:
        for some in letters.documents(volume, AT_A_TIME):
            yield b"".join(_written(some, volume))
    yield ended


def described(document: Document, volume: str, letter: Letter, is_lasting: bool = False) -> etree._Element:
    """A document's correspDesc: who sent it, when and where; who received it, and when.

    Names are those that the archive prefers, told by authorities; ``is_lasting`` has them as they are printed, told by
    their addresses here, so that it says the same until the document itself, or whom it names, is another.
    """
    root = etree.Element(_name("correspDesc"), nsmap={None: TEI})
    root.set("ref", settings.SITE_URL + addresses.slot(volume, document.identifier))
    sent = etree.SubElement(root, _name("correspAction"), type="sent")
    _parties(sent, letter.sender, is_lasting)
    _place(sent, document.place, letter.place, is_lasting)
    _date(sent, document.date)
    received = etree.SubElement(root, _name("correspAction"), type="received")
    _parties(received, letter.recipient, is_lasting)
    _date(received, document.received)
    return root


def _written(some: list[Document], volume: Volume) -> Iterator[bytes]:
    """The descriptions of some letters, each on a line of its own."""
    of = letters.of([document.pk for document in some])
    for document in some:
        root = described(document, volume.identifier, of[document.pk])
        if document.number:
            root.set("key", document.number)
        root.set("source", f"#{_source(volume)}")
        # The namespace is that of the file, which has said it.
        yield etree.tostring(root, encoding="utf-8").replace(f' xmlns="{TEI}"'.encode(), b"", 1) + b"\n"


def _parties(action: etree._Element, sides: list[Side], is_lasting: bool) -> None:
    for side in sides:
        for number, actor in enumerate(side.actors):
            printed = side.printed[number] if len(side.printed) == len(side.actors) else side.text
            _named(action, actor, printed if is_lasting else str(actor), is_lasting)
        if not side.actors:
            etree.SubElement(action, _name("persName" if side.name else "orgName")).text = side.name or side.text
    if not sides:
        etree.SubElement(action, _name("persName")).text = UNKNOWN


def _place(action: etree._Element, printed: str, known: Entity | None, is_lasting: bool) -> None:
    if known:
        _named(action, known, printed if is_lasting and printed else known.name, is_lasting)
    elif printed:
        etree.SubElement(action, _name("placeName")).text = printed


def _named(action: etree._Element, entity: Entity, text: str, is_lasting: bool) -> None:
    ref = (letters.here if is_lasting else letters.elsewhere)(entity, settings.SITE_URL)
    etree.SubElement(action, _name(OF_KIND.get(entity.kind, "orgName")), ref=ref).text = text


def _date(action: etree._Element, said: dict[str, str]) -> None:
    if known := tei_dates.attributes(said):
        etree.SubElement(action, _name("date"), **known).text = said.get("text") or None


def _around(volumes: list[Volume], address: str, title: str) -> tuple[bytes, bytes]:
    """What stands before the letters, and behind them."""
    root = etree.Element(_name("TEI"), nsmap={None: TEI})
    header = etree.SubElement(root, _name("teiHeader"))
    _file(header, volumes, address, title)
    profile = etree.SubElement(header, _name("profileDesc"))
    mark = etree.SubElement(profile, _name("correspDesc"))
    text = etree.SubElement(etree.SubElement(root, _name("text")), _name("body"))
    etree.SubElement(text, _name("p")).text = "This file has no text: it is an index of letters."
    mark.tail = "\n"
    begun, _, ended = etree.tostring(root, encoding="utf-8", xml_declaration=True).partition(b"<correspDesc/>")
    return begun + b"\n", ended


def _file(header: etree._Element, volumes: list[Volume], address: str, title: str) -> None:
    """What the file says of itself: its title and editor, its publisher and address, on what terms, the volumes."""
    file = etree.SubElement(header, _name("fileDesc"))
    titles = etree.SubElement(file, _name("titleStmt"))
    etree.SubElement(titles, _name("title")).text = title
    editor = etree.SubElement(titles, _name("editor"))
    editor.text = "Chancery"
    etree.SubElement(editor, _name("email")).text = settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
    published = etree.SubElement(file, _name("publicationStmt"))
    publisher = etree.SubElement(published, _name("publisher"))
    etree.SubElement(publisher, _name("ref"), target=f"{settings.SITE_URL}/").text = "Chancery"
    etree.SubElement(published, _name("idno"), type="url").text = address
    newest = max((volume.changed_at.date() for volume in volumes), default=date(1970, 1, 1))
    etree.SubElement(published, _name("date"), when=newest.isoformat())
    terms = etree.SubElement(etree.SubElement(published, _name("availability")), _name("licence"), target=LICENCE)
    terms.text = "The descriptions of letters in this file may be used under CC BY 4.0."
    sources = etree.SubElement(file, _name("sourceDesc"))
    for volume in volumes:
        source = etree.SubElement(sources, _name("bibl"), type="hybrid")
        source.set("{http://www.w3.org/XML/1998/namespace}id", _source(volume))
        source.text = f"{volume.title} "
        printed = settings.SITE_URL + addresses.volume(volume.identifier)
        etree.SubElement(source, _name("ref"), target=printed).text = printed
    if not volumes:
        etree.SubElement(sources, _name("p")).text = "There are no volumes yet."


def _source(volume: Volume) -> str:
    """What a volume is called within the file: its id is no name of XML where it begins with a digit."""
    return f"volume-{volume.identifier}"


def _name(name: str) -> str:
    return f"{{{TEI}}}{name}"
