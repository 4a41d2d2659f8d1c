"""Readers' notes on a text as its pages show them: highlights laid over the words, and the notes beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from django.conf import settings
from django.db.models import F, Q

from archive.models import Annotation, Document, Passage
from archive.models.annotation import Approval, Reader, Standing, Visibility
from archive.rendering import markdown
from archive.rendering.marks import SHADE, Mark, lay

from . import addresses, quoting
from .pages import Piece, PrintedPage, Shades
from .quoting import Span, Unquotable

NOT_SHOWN = ("places", "other_selectors", "extra", "prefix", "suffix")


@dataclass(frozen=True)
class Noted:
    """A note as someone sees it, with the answers to it that they see."""

    row: Annotation
    is_own: bool
    may_change: bool
    answers: list[Noted] = field(default_factory=list)

    @cached_property
    def html(self) -> str:
        """What it says, harmless whoever wrote it."""
        return markdown.rendered(self.row.text, self.row.format)

    @property
    def author(self) -> str:
        """Who speaks."""
        if self.row.is_of_archive:
            return f"{self.row.get_voice_display().capitalize()} of the archive, {self.row.signature}"
        return "You" if self.is_own else str(self.row.owner)

    @property
    def words(self) -> str:
        """The words it stands on, or stood on."""
        return self.row.quote if self.row.standing != Standing.LOST else self.row.old_quote or self.row.quote

    @property
    def said(self) -> str:
        """To whom its owner shows it, and what became of that; "" to others."""
        row = self.row
        if not self.is_own:
            return ""
        if row.approval == Approval.HIDDEN:
            return "a curator took it out of others’ sight"
        if row.visibility == Visibility.PUBLIC:
            return "public" if row.is_public else "public once a curator allows it"
        return "private" if row.visibility == Visibility.PRIVATE else "shared by its link"

    @property
    def is_in_text(self) -> bool:
        return self.row.start is not None

    @property
    def may_be_answered(self) -> bool:
        """Replies are to what others see."""
        return self.row.visibility != Visibility.PRIVATE

    @property
    def mark(self) -> Mark:
        """What is laid over its words."""
        name = "noted editorial" if self.row.is_of_archive else "noted"
        attributes = {"class": name, "data-colour": self.row.colour, "data-note": str(self.row.address)}
        return Mark(
            self.row.start or 0, self.row.end or 0, "mark", attributes | {"id": f"in-text-{self.row.address}"}, SHADE
        )


@dataclass(frozen=True)
class Notes:
    """The notes on a document that someone sees, in the order of its text."""

    roots: list[Noted] = field(default_factory=list)

    @property
    def state(self) -> str:
        """What is different as soon as any of them is, "" for none."""
        each = [f"{n.row.address} {n.row.version} {n.author}" for root in self.roots for n in (root, *root.answers)]
        return sha256("\n".join(each).encode()).hexdigest()[:20] if each else ""

    def over(self, shades: Shades) -> Shades:
        """What is laid over the text and its footnotes, with the highlights."""
        laid = {where: list(marks) for where, marks in shades.items()}
        for note in self.roots:
            if note.is_in_text:
                laid.setdefault(note.row.footnote, []).append(note.mark)
        return laid

    def on(self, piece: Piece, page: str) -> Beside:
        """Those that belong beside a printed page of a document."""
        start, end = next(span for name, _, *span in piece.document.frame["pages"] if name == page)
        footnotes = {note.id for note in piece.notes}
        all_of_it = self.of(piece.document).roots
        shown = [note for note in all_of_it if _is_on(note.row, page, start, end, footnotes)]
        return Beside(piece.document, shown, len(all_of_it) - len(shown), page)

    def of(self, document: Document) -> Notes:
        """Those on one of the documents that a printed page has something of."""
        return Notes([note for note in self.roots if note.row.document_id == document.pk])

    def laid(self, page: PrintedPage) -> PrintedPage:
        """A printed page with the highlights over what it carries of each document."""
        return replace(page, pieces=[self.of(piece.document)._over(piece) for piece in page.pieces])

    def _over(self, piece: Piece) -> Piece:
        shades = self.over({})
        footnotes = [replace(note, html=lay(note.html, shades.get(note.id, ()))) for note in piece.notes]
        return replace(piece, html=lay(piece.html, shades.get("", ()), piece.start), notes=footnotes)

    def whole(self, piece: Piece) -> Beside:
        """All of them, beside the whole document."""
        return Beside(piece.document, self.roots)


@dataclass(frozen=True)
class Beside:
    """The notes that stand beside a view of a document; how many others it has on ``elsewhere`` pages."""

    document: Document
    notes: list[Noted]
    elsewhere: int = 0
    page: str = ""

    @property
    def may_be_public(self) -> bool:
        """Whether readers can make notes public at all."""
        return bool(settings.PUBLIC_NOTES != "off")


NONE = Notes()


def of(volume: str, document: str, user: Reader) -> Notes:
    """The notes that someone sees on a document; one query. Private ones of others have no part in it."""
    return _on(Q(document__volume__identifier=volume, document__identifier=document), user)


def at(volume: str, slot: str, user: Reader) -> Notes:
    """The same of what a slot of a volume holds: a document, a section, or all that is printed on a page."""
    one = Document.objects.filter(volume__identifier=volume, identifier=slot).order_by()
    printed = Passage.objects.filter(page__volume__identifier=volume, page__identifier=slot).order_by()
    return _on(Q(document__in=one.values("pk").union(printed.values("document"))), user)


def _on(documents: Q, user: Reader) -> Notes:
    """Found by two questions in one, each with an index of its own: what is public, and what is theirs."""
    seen = Annotation.objects.visible_to(user).filter(documents).order_by()
    found = seen.filter(visibility=Visibility.PUBLIC, approval=Approval.ALLOWED)
    if user.is_authenticated:
        either = found.values("pk").union(seen.filter(owner=user.pk).values("pk"))
        found = Annotation.objects.filter(pk__in=either)
    in_order = found.select_related("owner").defer(*NOT_SHOWN).order_by(F("start").asc(nulls_first=True), "end", "pk")
    rows = list(in_order)
    return Notes(list(_threads(rows, user))) if rows else NONE


def shown(row: Annotation, user: Reader) -> Noted:
    """One note as someone sees it, without answers."""
    is_own = row.owner_id is not None and row.owner_id == user.pk
    return Noted(row, is_own, row.may_be_changed_by(user))


def where(row: Annotation) -> str:
    """The address of the page on which a note is read."""
    document = row.document
    slot = addresses.slot(document.volume.identifier, document.identifier)
    behind = f"#note-{row.address}"
    if row.start is None or row.end is None:
        return f"{slot}{row.page}/{behind}" if row.page else f"{slot}{behind}"
    try:
        pages = quoting.of(document, Span(row.start, row.end, row.footnote)).pages
    except (Unquotable, IndexError):
        return f"{slot}{behind}"
    return f"{slot}{pages[0].identifier if len(pages) == 1 else 'full'}/{behind}"


def _threads(rows: Sequence[Annotation], user: Reader) -> Iterator[Noted]:
    """The notes with all that answers them, the oldest answer first."""
    known = {row.pk: shown(row, user) for row in rows}
    for row in sorted(rows, key=lambda row: row.pk):
        root = row
        while root.reply_to_id is not None and root.reply_to_id in known:
            root = known[root.reply_to_id].row
        if root is not row and root.reply_to_id is None:
            known[root.pk].answers.append(known[row.pk])
    yield from (known[row.pk] for row in rows if row.reply_to_id is None)


def _is_on(row: Annotation, page: str, start: int, end: int, footnotes: set[str]) -> bool:
    if row.start is None or row.end is None:
        return row.page in ("", page)
    if row.footnote:
        return row.footnote in footnotes
    return row.start < end and row.end > start
