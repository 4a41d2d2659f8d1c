"""A reader's notes as they are read and taken along: each with its document, its printed pages, its finished footnote.

What all forms of the notebook have in common; `notebook_files` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import islice
from operator import or_

from django.conf import settings
from django.db.models import Q, QuerySet, prefetch_related_objects

from archive.citations import item, styles
from archive.citations.engine import Formatted
from archive.citations.item import Item, Part
from archive.models import Annotation, Document, Note, Page
from archive.reading import addresses, quoting
from archive.reading.quoting import Span

AT_A_TIME = 200  # notes whose documents are looked up together
LEAN = ("document__text", "document__tei")


@dataclass(frozen=True)
class Entry:
    """A note; ``footnote`` is the footnote of its document that it stands in, ``style`` how its document is cited."""

    annotation: Annotation
    style: str
    footnote: Note | None = None

    @property
    def document(self) -> Document:
        """The document that it is on."""
        return self.annotation.document

    @property
    def is_shown(self) -> bool:
        """Whether readers may see the document; of one that was withdrawn no more is told than that."""
        return not (self.document.is_withdrawn or self.document.volume.is_withdrawn)

    @property
    def reason(self) -> str:
        """Why the document is no longer shown."""
        return self.document.volume.withdrawn_reason or self.document.withdrawn_reason

    @property
    def title(self) -> str:
        """How the document is called."""
        return self.document.heading if self.is_shown else f"A document that is no longer shown ({self.name})"

    @property
    def name(self) -> str:
        """The document's id in the archive."""
        return self.document.id_in_archive

    @cached_property
    def pages(self) -> list[Page]:
        """The printed pages of its words, or the one it is on; none where it is on the whole document, or lost."""
        if self.footnote is not None and self.footnote.page is not None:
            return [self.footnote.page]
        start, end = self._span
        named = self.annotation.page
        return [
            Page(identifier=name, label=label, supplied=label is None)
            for name, label, first, last in self.document.frame.get("pages", [])
            if (name == named if start is None else first < end and last > start)
        ]

    @property
    def where(self) -> str:
        """Its printed pages in words: "p. 57", "pp. 57–58", "p. 57, footnote 3"; "" for the whole document."""
        ends = list(dict.fromkeys(page.name for page in (*self.pages[:1], *self.pages[-1:])))
        plain = len(ends) > 1 and all(end.startswith("p. ") for end in ends)
        said = f"p{'–'.join(ends).replace('–p. ', '–')}" if plain else "–".join(ends)
        note = f"footnote {self.footnote.mark or '*'}" if self.footnote is not None else ""
        return ", ".join(filter(None, [said, note]))

    @property
    def date(self) -> str:
        """The document's date as printed, else as the edition encodes it."""
        said = self.document.date
        return str(said.get("text") or said.get("edtf") or "") if self.is_shown else ""

    @cached_property
    def item(self) -> Item | None:
        """What its footnote says: the document, for exactly its pages; None for one that is no longer shown."""
        return item.of(self.document, self.pages, self._part) if self.is_shown else None

    @cached_property
    def citation(self) -> Formatted | None:
        """The finished footnote."""
        return styles.cite(self.item, self.style) if self.item else None

    @property
    def citation_id(self) -> str:
        """What the finished footnote is called in a page."""
        return f"cited-{self.annotation.address}"

    @property
    def path(self) -> str:
        """Where it is read: the page with its words marked, else the page, else the document; "" for none."""
        if not self.is_shown:
            return ""
        volume, slot = self.document.volume.identifier, self.document.identifier
        if len(self.pages) > 1:
            whole = addresses.full(volume, slot)
        elif self.pages:
            whole = addresses.page(volume, slot, self.pages[0].identifier)
        else:
            whole = addresses.slot(volume, slot)
        start, end = self.annotation.start, self.annotation.end
        if start is None or end is None:
            return whole
        return f"{whole}?passage={Span(start, end, self.annotation.footnote)}#{quoting.PLACE}"

    @property
    def address(self) -> str:
        """The same as a whole address."""
        return f"{settings.SITE_URL}{self.path}" if self.path else ""

    @property
    def own_address(self) -> str:
        """The whole address of the note itself."""
        return f"{settings.SITE_URL}{self.annotation.get_absolute_url()}"

    @property
    def _span(self) -> tuple[int | None, int]:
        """What of the document's text decides on its pages; of a note in a footnote the place of the mark."""
        if self.annotation.footnote:
            at = self.footnote.at if self.footnote is not None and self.annotation.start is not None else None
            return at, (at or 0) + 1
        return self.annotation.start, self.annotation.end or 0

    @property
    def _part(self) -> Part:
        if self.footnote is not None:
            return Part.of_note(self.footnote) if self.footnote.mark else Part(note="*")
        start, end = self._span
        if start is None:
            return Part()
        around = [one for one in self.document.enclosures.all() if one.start <= start and one.end >= end]
        innermost = max(around, key=lambda one: (one.start, -one.end), default=None)
        return Part.of_enclosure(innermost) if innermost else Part()


def entries(annotations: Iterable[Annotation], style: str) -> Iterator[Entry]:
    """The notes with what is told of their places, with a fixed number of queries for each 200 of them."""
    ahead = iter(annotations)
    while some := list(islice(ahead, AT_A_TIME)):
        prefetch_related_objects(some, "document__parties", "document__enclosures")
        footnotes = _footnotes(some)
        for each in some:
            yield Entry(each, style, footnotes.get((each.document_id, each.footnote)))


def all_of(notes: QuerySet[Annotation]) -> Iterator[Annotation]:
    """Any number of notes in their order, some at a time."""
    keys = list(notes.values_list("pk", flat=True))
    for begin in range(0, len(keys), AT_A_TIME):
        some = keys[begin : begin + AT_A_TIME]
        rows = lean(Annotation.objects.all()).in_bulk(some)
        yield from (rows[key] for key in some if key in rows)


def lean(notes: QuerySet[Annotation]) -> QuerySet[Annotation]:
    """With their documents and volumes, without the long columns of those."""
    return notes.select_related("document__volume", "owner", "reply_to").defer(*LEAN)


def _footnotes(annotations: Sequence[Annotation]) -> dict[tuple[int, str], Note]:
    """The footnotes that notes stand in, by document and id."""
    places = {(each.document_id, each.footnote) for each in annotations if each.footnote}
    if not places:
        return {}
    wanted = reduce(or_, (Q(document=document, identifier=name) for document, name in places))
    rows = Note.objects.filter(wanted).select_related("page").defer("html")
    return {(row.document_id, row.identifier): row for row in rows}
