"""A volume as its source gives it: what the header says, the tree of sections, the documents and the page markers."""

from __future__ import annotations

from dataclasses import dataclass

from .document import Document
from .findings import Finding
from .people import Person


@dataclass(frozen=True, slots=True)
class Page:
    """A page marker (TEI ``pb``): ``id`` within the volume, printed ``label`` (None: empty or unknown), scan number.

    ``supplied`` is true of the page that stands for text before the first marker; it has no marker in the source.
    """

    id: str
    label: str | None = None
    image: str = ""
    supplied: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A division that holds others or stands outside the documents: compilation, chapter, preface, index.

    ``placement`` is ``front``, ``body`` or ``back``; ``parent`` the identifier of the section around it or "";
    ``text`` its own text, None where it has none; ``has_text`` whether that is more than its heading.
    """

    id: str
    kind: str
    title: str
    parent: str
    placement: str
    order: int
    text: Document | None = None
    has_text: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """What a TEI header says of a volume (``fileDesc``, ``profileDesc``, ``revisionDesc``); "" or None where silent.

    ``subseries`` is the years covered, ``number`` the volume's number without its leading "Volume", ``year`` the
    year of printing.
    """

    title: str
    series: str = ""
    subseries: str = ""
    number: str | None = None
    publisher: str = ""
    place: str = ""
    year: int | None = None
    editors: tuple[str, ...] = ()
    repository: str = ""
    rights: str = ""
    language: str = ""
    source: str = ""
    revisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """One source, read: a whole TEI volume, or a transcript's share of the volume ``id``.

    ``documents`` and ``sections`` are in source order, ``pages`` in the order of the markers.
    """

    id: str
    header: Header
    sections: tuple[Section, ...] = ()
    documents: tuple[Document, ...] = ()
    pages: tuple[Page, ...] = ()
    people: tuple[Person, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def texts(self) -> list[Document]:
        """The documents and the sections' own texts, in source order."""
        own = (section.text for section in self.sections if section.text)
        return sorted([*self.documents, *own], key=lambda text: text.order)

    @property
    def places(self) -> dict[str, int]:
        """The place of every section and document in source order, by id."""
        sections = {section.id: section.order for section in self.sections}
        return sections | {document.id: document.order for document in self.documents}
