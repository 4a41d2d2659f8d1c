"""The published volumes, read whole: every character, every page and every count against the XML itself.

What is expected is found by the few lines below, which know nothing of the reader.
"""

from __future__ import annotations

import os
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pytest
from django.conf import settings
from lxml import etree

from archive.ingest import tei
from archive.ingest.sources import content
from archive.records.document import Document
from archive.records.volume import Volume
from archive.rendering.edition import Rendering
from tests.rendering.judging import prove
from tests.tools import some

T = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
ATTACHMENT = "{http://history.state.gov/frus/ns/1.0}attachment"
FOLDER = Path(os.environ.get("CORPUS") or settings.BASE.parent / "shared" / "corpus")
VOLUMES = some(sorted(FOLDER.glob("*.xml")), 3) or [FOLDER]

# documents, page marks, footnotes with an id, enclosures, documents on more than one page
COUNTS = {
    "frus1861": (349, 441, 0, 80, 180),
    "frus1864p4": (556, 487, 27, 25, 256),
    "frus1872p2v5": (149, 293, 60, 61, 63),
    "frus1894Nicaragua": (138, 209, 26, 140, 77),
    "frus1918Russiav03": (478, 374, 293, 14, 203),
    "frus1919Parisv11": (409, 770, 277, 21, 262),
    "frus1934v05": (639, 736, 728, 35, 339),
    "frus1936v03": (586, 603, 677, 21, 289),
}

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600)]
each_volume = pytest.mark.parametrize("path", VOLUMES, ids=lambda path: path.stem)

Pages = dict[str, str]  # the characters that are no white space, by the id of the page in force


@pytest.fixture(autouse=True)
def _present(corpus: Path) -> None:
    """Skip, and say so, where there are no published volumes."""


@lru_cache(maxsize=1)
def taken_in(path: Path) -> tuple[Volume, etree._Element]:
    data = content(path)
    return tei.read(data, path.name), etree.fromstring(data)


def is_footnote(element: etree._Element) -> bool:
    return element.tag == T + "note" and element.get(XML_ID) is not None and element.get("rend") != "inline"


class Expected:
    """Walks a volume and gives each character to the text and the page it belongs to."""

    def __init__(self, root: etree._Element) -> None:
        self.page = "before any marker"
        self.texts: dict[etree._Element, Pages] = defaultdict(lambda: defaultdict(str))
        self.notes: dict[str, str] = {}
        self.walk(root.find(T + "text"), None, False)

    def walk(self, element: etree._Element, text: etree._Element | None, in_document: bool) -> None:
        """``text`` is the division whose characters these are, None inside a footnote."""
        if not isinstance(element.tag, str):
            return
        if element.tag == T + "pb":
            self.page = element.get(XML_ID)
        if is_footnote(element):
            self.notes[element.get(XML_ID)] = "".join(own_characters(element))
            for mark in element.iter(T + "pb"):
                self.page = mark.get(XML_ID)
            return
        if not in_document and begins_text(element):
            text, in_document = element, element.get("type") == "document"
        self.take(text, element.text)
        for child in element:
            self.walk(child, text, in_document)
            self.take(text, child.tail)

    def take(self, text: etree._Element | None, characters: str | None) -> None:
        if squeezed := "".join((characters or "").split()):
            self.texts[text][self.page] += squeezed


def begins_text(element: etree._Element) -> bool:
    """A division outside the documents, the title page; or what holds divisions and has text beside them."""
    if element.tag in (T + "titlePage", T + "front", T + "body", T + "back"):
        return True
    holder = element.getparent().tag
    return element.tag == T + "div" and holder in (T + "div", T + "front", T + "body", T + "back")


def own_characters(note: etree._Element) -> list[str]:
    """The characters of a footnote without those of the notes upon it, white space left out."""
    found = list((note.text or "").split())
    for child in note:
        if isinstance(child.tag, str) and not is_footnote(child):
            found += own_characters(child)
        found += (child.tail or "").split()
    return found


def texts(volume: Volume) -> list[Document]:
    own = [section.text for section in volume.sections if section.text]
    return sorted([*volume.documents, *own], key=lambda text: text.order)


def by_page(text: Document, volume: Volume) -> Pages:
    supplied = {page.id for page in volume.pages if page.supplied}
    slices = {p.page: "".join(text.text[p.start : p.end].split()) for p in text.passages}
    return {"before any marker" if page in supplied else page: words for page, words in slices.items()}


@each_volume
def test_every_character_of_a_volume_stands_in_its_text_and_on_its_page(path: Path) -> None:
    volume, root = taken_in(path)
    expected = Expected(root)
    in_order = [element for element in root.iter() if element in expected.texts]
    assert None not in expected.texts
    found = texts(volume)
    for element, text in zip(in_order, found, strict=True):
        assert text.id == element.get(XML_ID, text.id)
        assert by_page(text, volume) == expected.texts[element], text.id
    notes = {note.id: "".join(note.text.split()) for text in found for note in text.notes}
    assert notes == expected.notes


@each_volume
def test_a_volume_has_as_many_documents_pages_footnotes_and_enclosures_as_its_source(path: Path) -> None:
    volume, root = taken_in(path)
    documents = [each for each in root.iter(T + "div") if each.get("type") == "document" and each.get(XML_ID)]
    on_several = {each.get(XML_ID) for each, pages in Expected(root).texts.items() if len(pages) > 1}
    counted = (
        len(documents),
        len(list(root.iter(T + "pb"))),
        len([note for note in root.iter(T + "note") if is_footnote(note)]),
        len(list(root.iter(ATTACHMENT))),
        len(on_several & {each.get(XML_ID) for each in documents}),
    )
    found = (
        len(volume.documents),
        len([page for page in volume.pages if not page.supplied]),
        sum(len(text.notes) for text in texts(volume)),
        sum(len(text.enclosures) for text in texts(volume)),
        sum(len(document.passages) > 1 for document in volume.documents),
    )
    assert found == counted == COUNTS.get(volume.id, counted)
    assert [document.id for document in volume.documents] == [each.get(XML_ID) for each in documents]


@each_volume
def test_no_page_of_a_volume_needs_a_browser_s_mending(path: Path) -> None:
    volume, _ = taken_in(path)
    for text in texts(volume):
        prove(Rendering(text.text, text.passages, text.notes, (), {}, {}, ()))


@each_volume
def test_every_offset_of_a_volume_stands_on_the_words_it_quotes(path: Path) -> None:
    volume, _ = taken_in(path)
    for text in texts(volume):
        notes = {"": text.text, **{note.id: note.text for note in text.notes}}
        for mention in text.mentions:
            assert notes[mention.note][mention.start : mention.end] == mention.text != "", (text.id, mention)
        for reference in text.references:
            words = notes[reference.note][reference.start : reference.end]
            assert words == words.strip() != "", (text.id, reference)
        for date in (text.date, text.received):
            assert date.start is None or text.text[date.start : date.end] == date.text, text.id
        for enclosure in text.enclosures:
            inside = text.text[enclosure.start : enclosure.end]
            assert enclosure.label in inside, (text.id, enclosure)
            assert enclosure.heading in inside, (text.id, enclosure)


@each_volume
def test_a_document_read_again_from_the_tei_it_keeps_says_the_same(path: Path) -> None:
    volume, _ = taken_in(path)
    wrapper = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{}"><text><body>{}</body></text></TEI>'
    documents = some(volume.documents, 4)
    kept = "".join(document.tei for document in documents)
    again = tei.read(wrapper.format(volume.id, kept).encode(), path.name)
    for before, after in zip(documents, again.documents, strict=True):
        for field in ("text", "heading", "kind", "date", "received", "place", "sender", "recipient", "signatories"):
            assert getattr(before, field) == getattr(after, field), (before.id, field)
        assert [(note.id, note.text, note.at) for note in before.notes] == [
            (note.id, note.text, note.at) for note in after.notes
        ]


@each_volume
def test_places_of_all_passages_follow_the_printed_pages(path: Path) -> None:
    volume, _ = taken_in(path)
    pages = {page.id: place for place, page in enumerate(volume.pages)}
    passages = sorted((p for text in texts(volume) for p in text.passages), key=lambda passage: passage.order)
    assert [passage.order for passage in passages] == list(range(len(passages)))
    on = [pages[passage.page] for passage in passages]
    assert on == sorted(on)
