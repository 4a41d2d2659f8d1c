"""Reading pages: a document by printed page, a document whole, and a printed page across documents."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import itemgetter, or_
from typing import Any, NoReturn

from django.db.models import IntegerField, Q, Value

from archive.models import Document, Mention, Note, Page, Passage, Reference
from archive.rendering.marks import Mark, lay

from . import addresses
from .addresses import Moved

LONG_COLUMNS = ("document__text", "document__tei")
TRUSTED_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
HEADING = re.compile(r"<(/?)h([1-5])\b")
SITE = "://history.state.gov/historicaldocuments/"
Shades = Mapping[str, Sequence[Mark]]  # over the text (""), and over footnotes by their ids
UNSHADED: Shades = {}
Names = Mapping[str, Mapping[str, str]]  # of those a document is from, to, signed by and written at: words and address
REFERENCES, NOTES, NAMES = "reference", "note", "name"
PAGE_MARK = re.compile(r'<span class="page-mark" id="([A-Za-z0-9_-]+)".*?</span>')


@dataclass(frozen=True, slots=True)
class FootNote:
    """A footnote as shown: its id, its mark, its finished HTML."""

    id: str
    mark: str
    html: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What one page, or a whole view, shows of a document: finished HTML, and the footnotes whose marks are in it.

    ``start`` is the code point of the text at which it begins.
    """

    document: Document
    html: str
    notes: list[FootNote]
    names: Names = field(default_factory=dict)
    start: int = 0

    @property
    def has_heading(self) -> bool:
        """Whether the document's own heading stands in it."""
        return "<h1 " in self.html

    @property
    def lower(self) -> str:
        """Its HTML with every heading one level down, to stand under the heading of a printed page."""
        return lowered(self.html)


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """One printed page of a document: ``number`` of ``total`` (from 1), and the addresses before and behind it."""

    piece: Piece
    page: Page
    number: int
    total: int
    previous: str = ""
    next: str = ""

    @property
    def document(self) -> Document:
        return self.piece.document


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A printed page with what it carries of every text, in source order, and its neighbours."""

    page: Page
    pieces: list[Piece]
    previous: Page | None
    next: Page | None


class _Apparatus:
    """The cross-references, names and footnotes of some documents, by one query; ``shown`` are the code points from and
    to of each of which the text is shown, by primary keys."""

    def __init__(self, shown: Mapping[int, tuple[int, int]], shades: Shades) -> None:
        self.shades = shades
        self.references: dict[tuple[int, str], list[Mark]] = defaultdict(list)
        self.mentions: dict[tuple[int, str], list[Mark]] = defaultdict(list)
        self.names: dict[int, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        self.notes: dict[int, list[tuple[int, FootNote]]] = defaultdict(list)
        for table, document, _, note, start, end, said, content, page, kind, role in _rows(shown):
            if table == NOTES:
                self.notes[document].append((page, FootNote(note, said, content)))
            elif table == REFERENCES:
                self.references[document, note].append(_reference(start, end, said, content))
            else:
                address = addresses.entity(kind, said)
                self.mentions[document, note].append(Mark(start, end, "a", {"href": address, "class": "name"}))
                self.names[document][role][content] = address

    def marks(self, document: Document, start: int, end: int) -> list[Mark]:
        """What is laid over the text of a document from code point ``start`` to ``end``."""
        links = [*self.references[document.pk, ""], *_dates(document)]
        marks = [*links, *_free(self.mentions[document.pk, ""], links), *self.shades.get("", ())]
        return [mark for mark in marks if mark.end > start and mark.start < end]

    def footnotes(self, document: int, page: int | None = None) -> list[FootNote]:
        """The footnotes of a document, or those whose marks stand on the page with that primary key."""
        return [
            replace(note, html=lay(note.html, self._over(document, note.id)))
            for on, note in self.notes[document]
            if page is None or on == page
        ]

    def _over(self, document: int, note: str) -> list[Mark]:
        links = self.references[document, note]
        return [*links, *_free(self.mentions[document, note], links), *self.shades.get(note, ())]


def _rows(shown: Mapping[int, tuple[int, int]]) -> list[tuple[Any, ...]]:
    """Of each table the same columns, in the order of the documents."""
    references = Reference.objects.filter(document__in=shown).order_by()
    notes = Note.objects.filter(document__in=shown).order_by()
    elsewhere = ~Q(note="") | ~Q(role="mentioned")  # in footnotes, and whom the side column names
    spans = (Q(document=key, start__lt=end, end__gt=start) for key, (start, end) in shown.items())
    mentions = Mention.objects.filter(reduce(or_, spans, elsewhere), document__in=shown).order_by()
    none, blank = Value(None, IntegerField()), Value("")
    rows = references.values_list(
        *(Value(REFERENCES), "document", "order", "note", "start", "end", "leads_to", "target", none, blank, blank)
    ).union(
        notes.values_list(
            *(Value(NOTES), "document", "order", "identifier", "at", "at", "mark", "html", "page", blank, blank)
        ),
        mentions.values_list(
            *(Value(NAMES), "document", "order", "note", "start", "end", "entity__slug", "text"),
            *(none, "entity__kind", "role"),
        ),
        all=True,
    )
    return sorted(rows, key=itemgetter(1, 2))


def reading(volume: str, document: str, page: str | None = None, shades: Shades = UNSHADED) -> ReadingPage:
    """A printed page of a document, the first if ``page`` is None, with ``shades`` laid over it.

    Raises Missing, Withdrawn or Moved; a page that is the volume's but not the document's is Moved to the printed page.
    """
    found = Passage.objects.select_related("document__volume", "page").defer(*LONG_COLUMNS)
    found = found.filter(document__volume__identifier=volume, document__identifier=document)
    passage = (found.filter(page__identifier=page) if page else found.order_by("start")).first()
    if passage is None:
        _raise_for_page(volume, document, page)
    addresses.raise_if_withdrawn(passage.document)
    ids = [name for name, *_ in passage.document.frame["pages"]]
    at = ids.index(passage.page.identifier)
    return ReadingPage(
        _pieces([passage], shades)[0],
        passage.page,
        at + 1,
        len(ids),
        addresses.page(volume, document, ids[at - 1]) if at else "",
        addresses.page(volume, document, ids[at + 1]) if at + 1 < len(ids) else "",
    )


def full(volume: str, document: str, shades: Shades = UNSHADED) -> Piece:
    """A whole document with its page marks, and with ``shades`` laid over it. Raises Missing, Withdrawn or Moved."""
    found = addresses.find_document(volume, document)
    passages = Passage.objects.filter(document=found).order_by("start")
    apparatus = _Apparatus({found.pk: (0, found.length)}, shades)
    html = linked_pages(lay(joined(passages), apparatus.marks(found, 0, found.length)), volume, document)
    return Piece(found, _under_title(found, html), apparatus.footnotes(found.pk), apparatus.names[found.pk])


def printed(page: Page) -> PrintedPage:
    """What a printed page carries of every document and section."""
    passages = Passage.objects.on_page(page).shown().select_related("document__volume", "page").defer(*LONG_COLUMNS)
    return PrintedPage(page, _pieces(list(passages)), *_beside(page))


def _beside(page: Page) -> tuple[Page | None, Page | None]:
    """The pages of the volume before and behind a page."""
    if page.order is None:
        return None, None
    before = Page.objects.filter(volume=page.volume, order__lt=page.order).order_by("-order").first()
    behind = Page.objects.filter(volume=page.volume, order__gt=page.order).order_by("order").first()
    return before, behind


def joined(passages: Iterable[Passage]) -> str:
    """The HTML of a whole document from that of its pages, without what only mends the page breaks."""
    rows = list(passages)
    if not rows:
        return ""
    inner = (row.html[row.opened : len(row.html) - row.closed] for row in rows)
    return rows[0].html[: rows[0].opened] + "".join(inner)


def linked_pages(html: str, volume: str, document: str) -> str:
    """Page marks made links to the reading page of that printed page."""
    return PAGE_MARK.sub(
        lambda mark: (
            f'<a class="page-link" data-supplied href="{addresses.page(volume, document, mark[1])}">{mark[0]}</a>'
        ),
        html,
    )


def lowered(html: str) -> str:
    """The HTML with every heading one level down."""
    return HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", html)


def _under_title(document: Document, html: str) -> str:
    """What is printed as a heading ("[Untitled]") stands under the title that the archive supplies."""
    return lowered(html) if document.heading_supplied else html


def _pieces(passages: list[Passage], shades: Shades = UNSHADED) -> list[Piece]:
    apparatus = _Apparatus({passage.document_id: (passage.start, passage.end) for passage in passages}, shades)
    return [_piece(passage, apparatus) for passage in passages]


def _piece(passage: Passage, apparatus: _Apparatus) -> Piece:
    document = passage.document
    html = lay(passage.html, apparatus.marks(document, passage.start, passage.end), passage.start)
    footnotes = apparatus.footnotes(document.pk, passage.page_id)
    return Piece(document, _under_title(document, html), footnotes, apparatus.names[document.pk], passage.start)


def _free(names: Iterable[Mark], links: Iterable[Mark]) -> list[Mark]:
    """The names that no cross-reference or date overlaps: those go first."""
    taken = sorted((link.start, link.end) for link in links)
    starts = [start for start, _ in taken]
    return [
        name for name in names if not (before := bisect_left(starts, name.end)) or taken[before - 1][1] <= name.start
    ]


def _reference(start: int, end: int, leads_to: str, target: str) -> Mark:
    """A held reference is a link; another stays text that says why it is none."""
    if leads_to:
        return Mark(start, end, "a", {"href": addresses.led(leads_to), "class": "reference"})
    return Mark(start, end, "span", {"class": "not-held", "title": _why_not(target)})


def _why_not(target: str) -> str:
    """Why a reference is no link, from its target as encoded."""
    volume, _, place = target.rpartition(SITE)[2].replace("/", "#", 1).partition("#")
    if "://" in target and SITE not in target:
        return "The edition points outside itself"
    if not volume:
        return "What it points to is not in this archive"
    return f"What it points to in {volume} is not in this archive" if place else f"{volume} is not in this archive"


def _dates(document: Document) -> list[Mark]:
    """The document's date as HTML ``time``, if print and markup do not disagree and it is a plain one."""
    date = document.date
    if date.get("start") is None or date.get("agrees") is False or not TRUSTED_DATE.fullmatch(date.get("edtf", "")):
        return []
    return [Mark(date["start"], date["end"], "time", {"datetime": date["edtf"]})]


def _raise_for_page(volume: str, document: str, page: str | None) -> NoReturn:
    """Nothing of the document is on that page: to the printed page if the volume has it."""
    addresses.find_document(volume, document)
    if page and addresses.find_page(volume, page):
        raise Moved(addresses.slot(volume, page))
    raise addresses.Missing(page or document, addresses.find_volume(volume))
