"""A passage that a citation may mean: its address, and what it is in words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from .cited import Span
from .finding import Letter, PrintedPage
from .holding import Holding

PAGE, DOCUMENT, SECTION, VOLUME, DOSSIER = "page", "document", "section", "volume", "dossier"
UNQUOTED = "/~:@!$&'()*+,;="  # what a path may hold as it is (RFC 3986, 3.3)


@dataclass(frozen=True, slots=True)
class Match:
    """``url`` is the address within the archive; ``kind`` is ``page document section volume dossier``.

    ``volume`` and ``anchor`` are the ids that a cross-reference to it names, as far as it is to a thing of a volume.
    """

    url: str
    label: str
    kind: str
    certain: bool
    volume: str = ""
    anchor: str = ""

    @property
    def leads_to(self) -> str:
        """What follows ``/volumes/`` in its address."""
        return self.url.removeprefix("/volumes/")


def of_volume(held: Holding, certain: bool) -> Match:
    """A volume as a whole."""
    return Match(f"/volumes/{held.identifier}/", held.title, VOLUME, certain, held.identifier)


def of_page(held: Holding, page: PrintedPage, cited: Span | None, certain: bool) -> Match:
    """A printed page; of several that are cited together the first, and the label says so."""
    return Match(
        f"/volumes/{held.identifier}/{page.identifier}/",
        f"{held.title}, {_called(page.label, cited)}",
        PAGE,
        certain,
        held.identifier,
        page.identifier,
    )


def of_letter(
    held: Holding, letter: Letter, certain: bool, page: str = "", cited: Span | None = None, note: str = ""
) -> Match:
    """A document, or one printed page of it by the page's id, or with its id a footnote there."""
    rest = f"{page}/" if page else "full/" if note else ""
    said = [letter.heading, letter.printed_date, f"document {letter.number}" if letter.number else ""]
    said += [_called(cited.first, cited) if page and cited else "", f"note {note}" if note else ""]
    return Match(
        f"/volumes/{held.identifier}/{letter.identifier}/{rest}" + (f"#{note}" if note else ""),
        f"{', '.join(filter(None, said))} ({held.title})",
        SECTION if letter.is_section else DOCUMENT,
        certain,
        held.identifier,
        note or letter.identifier,
    )


def of_section(held: Holding, identifier: str, title: str, certain: bool) -> Match:
    """A chapter, preface or index."""
    address = f"/volumes/{held.identifier}/{identifier}/"
    return Match(address, f"{title} ({held.title})", SECTION, certain, held.identifier, identifier)


def of_dossier(number: str, certain: bool) -> Match:
    """The documents of a State file number, or of its class."""
    return Match(f"/files/{quote(number, safe=UNQUOTED)}/", f"The dossier {number}", DOSSIER, certain)


def _called(label: str, cited: Span | None) -> str:
    """ "p. 21", "pp. 21–22, at the first of them"."""
    if cited is None or cited.first == cited.last:
        return f"p. {label}"
    return f"pp. {cited}, from p. {label}"
