"""What a citation says: the result of reading one, before anything is looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from .. import numerals


class Span(NamedTuple):
    """Printed pages by their labels, without brackets: first and last, the same where one is cited."""

    first: str
    last: str

    def __str__(self) -> str:
        return self.first if self.first == self.last else f"{self.first}–{self.last}"


class Pointer(NamedTuple):
    """An address of this archive or of history.state.gov.

    ``volume``, ``slot`` (a document, section or page), ``page`` (of the document) and ``fragment`` are ids as the
    address has them; ``file`` is the number of a dossier; ``elsewhere`` a host that is neither's. "" for what it lacks.
    """

    volume: str = ""
    slot: str = ""
    page: str = ""
    fragment: str = ""
    file: str = ""
    elsewhere: str = ""


class When(NamedTuple):
    """A date: EDTF, and ISO days between which it lies."""

    edtf: str
    earliest: str
    latest: str


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation as understood; "" (None, ()) stands for what it does not say.

    ``text`` is the citation, white space folded, ``lead`` what of it stands before the volume. ``series`` is how the
    series is named, ``title`` a volume's whole title where the text has one that is known. ``years`` are the first and
    last that the volume covers. ``volume`` is in figures ("5", "E5"); ``supplement`` and ``appendix`` are "0" where
    they bear no number; ``name`` holds the words of the volume's title that are given. ``document`` is the edition's
    number, ``note`` a footnote's mark. ``words`` are, by field, those that it was read from; ``problems`` sentences on
    what could not be understood; ``further`` is whether it names more documents than the one.
    ``otherwise`` is the same citation read in the other way that its form allows
    ("1937, 3": volume or page).
    """

    text: str
    lead: str = ""
    series: str = ""
    title: str = ""
    years: tuple[int, int] | None = None
    volume: str = ""
    part: str = ""
    supplement: str = ""
    appendix: str = ""
    name: str = ""
    pages: tuple[Span, ...] = ()
    document: str = ""
    further: bool = False
    note: str = ""
    file: str = ""
    number: str = ""
    date: When | None = None
    sender: str = ""
    recipient: str = ""
    address: Pointer | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    otherwise: Cited | None = None

    @property
    def names_a_volume(self) -> bool:
        """Whether it says in words which volume it means, however vaguely."""
        return bool(self.title or self.years or self.volume or self.name or (self.series and self.part))

    @property
    def names_a_letter(self) -> bool:
        """Whether it says whose, which or of when a document is."""
        return bool(self.sender or self.recipient or self.date or self.number or self.file)

    @property
    def says_something(self) -> bool:
        """Whether anything in it can be looked up."""
        return bool(self.address or self.names_a_volume or self.names_a_letter)

    @property
    def understood(self) -> dict[str, str]:
        """What it says, for readers and programs: by name, in the order of a citation."""
        return dict(self._said())

    def _said(self) -> Iterator[tuple[str, str]]:
        said = {
            "sender": self.sender,
            "recipient": self.recipient,
            "number": self.number,
            "date": self.date.edtf if self.date else "",
            "file number": self.file,
            "title": self.title,
            "series": self.series,
            "years": span(self.years),
            "supplement": self.supplement.replace("0", "unnumbered") if self.supplement == "0" else self.supplement,
            "appendix": self.appendix.replace("0", "unnumbered") if self.appendix == "0" else self.appendix,
            "part": self.part,
            "volume": numerals.shown(self.volume),
            "volume title": self.name,
            "pages": ", ".join(map(str, self.pages)),
            "document": self.document,
            "footnote": self.note,
            "address": self.words.get("address", ""),
        }
        yield from ((name, value) for name, value in said.items() if value)


def span(years: tuple[int, int] | None) -> str:
    """``1937``, ``1952–1954``; "" for none."""
    if years is None:
        return ""
    return str(years[0]) if years[0] == years[1] else f"{years[0]}–{years[1]}"
