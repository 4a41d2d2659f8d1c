"""A document of a volume, or a section's own text: characters, pages, notes, enclosures and who, where, when."""

from __future__ import annotations

from dataclasses import dataclass

from .dates import UNDATED, DateStatement
from .people import Mention, Party

KINDS = (
    "despatch",
    "telegram",
    "note",
    "letter",
    "memorandum",
    "minutes",
    "treaty",
    "report",
    "editorial-note",
    "section",
    "other",
)


@dataclass(frozen=True, slots=True)
class Passage:
    """What one printed page carries of a document: code points ``start`` to ``end`` of its text, and finished HTML.

    ``page`` is the page marker's id. The text content of ``html``, elements marked ``data-supplied`` left out, is
    exactly that slice of the text. Its first ``opened`` and last ``closed`` characters only reopen and close what the
    page break interrupts, so that ``html[opened:len(html) - closed]`` of neighbouring pages join to the whole.
    ``order`` places it among all passages of its source.
    """

    page: str
    start: int
    end: int
    html: str
    opened: int = 0
    closed: int = 0
    order: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote (TEI ``note`` with an id, not inline).

    ``mark`` as printed, ``text`` by the rules of a document's text, ``page`` the page its mark stands on (None when
    the document has no text), ``at`` the code point in the document's text that the mark follows.
    """

    id: str
    mark: str
    text: str
    html: str
    page: str | None
    at: int


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Something enclosed (TEI ``frus:attachment``), code points ``start`` to ``end``; ``parent`` encloses it or ""."""

    id: str
    label: str
    heading: str
    start: int
    end: int
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference (TEI ``ref``) at code points ``start`` to ``end``, of the text or of footnote ``note``.

    ``target`` is as encoded: ``#pg_12``, ``#d4fn1``, ``frus1926v01#pg_548``, ``frus1919Parisv01``, ``https://…``.
    """

    target: str
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document, or with ``kind`` "section" a section's own text. Offsets are code points into ``text``.

    ``id`` is the identifier within the volume, ``number`` the edition's number ("" where there is none),
    ``sections`` the identifiers of the sections around it, outermost first, ``order`` its place in source order,
    ``tei`` its own TEI as one serialised element.
    """

    id: str
    kind: str
    heading: str
    text: str
    tei: str
    order: int
    number: str = ""
    heading_supplied: bool = False
    status: tuple[str, ...] = ()
    file_number: str = ""
    despatch_number: str = ""
    date: DateStatement = UNDATED
    received: DateStatement = UNDATED
    place: str = ""
    sender: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    signatories: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    notes: tuple[Note, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    mentions: tuple[Mention, ...] = ()
    references: tuple[Reference, ...] = ()
