"""What a reader cites: a volume, a text, one printed page of it, or a passage of it that they quote."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from archive.citations import item
from archive.citations.item import Item
from archive.models import Document, Page, Passage, Volume

from . import addresses, quoting
from .addresses import Missing
from .quoting import Quotation, Unquotable


@dataclass(frozen=True, slots=True)
class Cited:
    """A volume, or, with a ``document``, that text: the whole of it, one ``page``, or a ``quotation``."""

    volume: Volume
    item: Item
    document: Document | None = None
    page: Page | None = None
    quotation: Quotation | None = None

    @property
    def slot(self) -> str:
        """The address of the volume or the text, without its last slash: other forms of it end in a suffix."""
        whole = addresses.volume(self.volume.identifier)
        return (addresses.slot(self.volume.identifier, self.document.identifier) if self.document else whole)[:-1]

    @property
    def path(self) -> str:
        """The same of the page, where one is cited."""
        return f"{self.slot}/{self.page.identifier}" if self.page else self.slot

    @property
    def query(self) -> str:
        """What goes behind the address of a file of it."""
        return f"?passage={self.quotation.span}" if self.quotation else ""

    @property
    def chosen(self) -> dict[str, str]:
        """What the address of its citation names: nothing for the whole."""
        if self.quotation:
            return {"passage": str(self.quotation.span)}
        return {"page": self.page.identifier} if self.page else {}

    @property
    def address(self) -> str:
        """The address of its citation."""
        return f"{self.slot}/cite/" + (f"?{urlencode(self.chosen)}" if self.chosen else "")

    @property
    def shown(self) -> str:
        """The address at which it is read; a passage is marked there, over several pages in the whole text."""
        if not self.quotation:
            return f"{self.path}/"
        pages = self.quotation.pages
        page = pages[0].identifier if len(pages) == 1 else "full"
        return f"{self.slot}/{page}/?passage={self.quotation.span}#{quoting.PLACE}"


def volume(identifier: str) -> Cited:
    """The volume at an address. Raises Missing or Withdrawn."""
    return of_volume(addresses.find_volume(identifier))


def document(volume: str, identifier: str, page: str = "", passage: str = "") -> Cited:
    """A text, a page of it, or a passage of it. Raises Missing, Moved, Withdrawn or Unquotable."""
    found = addresses.find_document(volume, identifier)
    if passage:
        return _quoted(found, passage)
    return of(found, _page(found, page) if page else None)


def of_volume(volume: Volume) -> Cited:
    """A volume as a whole."""
    return Cited(volume, item.of_volume(volume))


def of(document: Document, page: Page | None = None) -> Cited:
    """A text, or one printed page of it."""
    return Cited(document.volume, item.of(document, [page] if page else ()), document, page)


def printed(page: Page) -> list[Cited]:
    """What a printed page carries, each text for that page."""
    passages = Passage.objects.on_page(page).shown().select_related("document__volume")
    passages = passages.defer("html", "document__text", "document__tei").prefetch_related("document__parties")
    return [of(passage.document, page) for passage in passages]


def _page(document: Document, identifier: str) -> Page:
    for name, label, *_ in document.frame["pages"]:
        if name == identifier:
            return Page(identifier=name, label=label, supplied=label is None)
    raise Missing(identifier, document.volume)


def _quoted(document: Document, passage: str) -> Cited:
    span = quoting.read(passage)
    if span is None:
        raise Unquotable("A passage is written 812-1020: the code points of the text at which it begins and ends.")
    quotation = quoting.of(document, span)
    found = item.of(document, quotation.pages, quotation.part)
    return Cited(document.volume, found, document, quotation=quotation)
