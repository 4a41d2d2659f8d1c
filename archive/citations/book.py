"""The printed volume that a citation names: its title and number, its imprint, and whether it is cited by page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.models import Volume

from . import numerals
from .plain import line

NUMBERED_SINCE = 1955  # from the subseries that begins here on, documents are cited by their number
RETROSPECTIVE_SINCE = 1990  # volumes on earlier years that were printed since then number their documents too
DEPARTMENT = "U.S. Department of State"
SERIES = "Foreign Relations of the United States"
NUMBER = re.compile(r",? Volume ([IVXLC]+)\b(?!-|, Part\b)")  # "Volume XIX, Part 1" cannot be told in one number
BARE = re.compile(r"^([IVXLC]+)$")
PRINTER = re.compile(r"^(?:United States|U\. ?S\.) (?=Government Printing Office)")
REGULAR = re.compile(r"frus\d{4}(?:-\d\d(?:\d\d)?)?(?:p\d+)?(?:v\d+)?(?:p\d+)?")  # named by year and volume alone


@dataclass(frozen=True, slots=True)
class Book:
    """A volume: ``title`` is the complete one, ``number`` as the series prints it (``V``; ``Part II, Volume V``)."""

    id: str
    title: str
    series: str = ""
    subseries: str = ""
    number: str = ""
    editors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    year: int | None = None
    language: str = ""

    @property
    def cites_by_page(self) -> bool:
        """Whether printed pages are cited: so before the 1955–57 subseries; after it document numbers are."""
        first = re.match(r"\d{4}", self.subseries)
        is_retrospective = self.id.startswith("frus") and (self.year or 0) >= RETROSPECTIVE_SINCE
        return not is_retrospective and not (first and int(first.group()) >= NUMBERED_SINCE)

    @property
    def arabic(self) -> str:
        """The number in arabic figures, where the title gives it as one roman number."""
        found = NUMBER.search(self.title)
        return str(numerals.arabic(found.group(1))) if found else ""

    @property
    def title_without_number(self) -> str:
        """The title, for citations that give the number apart from it."""
        return NUMBER.sub("", self.title, count=1).strip(" ,")

    @property
    def short(self) -> str:
        """How the series calls it for short: "1934, vol. V"; "1872, Part II, vol. V"; "1918, Russia, vol. III".

        Years and number are enough for most volumes, the others keep their title; of another series the whole title.
        """
        if REGULAR.fullmatch(self.id) and self.subseries:
            own = ", ".join(
                [self.subseries, *(BARE.sub(r"Volume \1", part) for part in self.number.split(", ") if part)]
            )
        else:
            _, series, rest = self.title.partition(SERIES)
            own = re.sub(r"^,? Diplomatic Papers\b", "", rest).lstrip(" ,") if series else ""
        return (own or self.title).replace("Volume ", "vol. ")

    @property
    def short_without_number(self) -> str:
        """The same for citations that give the number apart from it."""
        return re.sub(r", vol\. [IVXLC]+\b", "", self.short, count=1) if self.arabic else self.short

    @property
    def is_printed(self) -> bool:
        """Whether it is a book: a collection of transcripts has neither publisher nor year."""
        return bool(self.publisher or self.year)

    @property
    def body(self) -> str:
        """Who answers for it: the Department of State, of another series the publisher."""
        return DEPARTMENT if self.is_of_the_series else self.publisher

    @property
    def is_of_the_series(self) -> bool:
        """Whether it belongs to *Foreign Relations of the United States*."""
        return self.id.startswith("frus") or SERIES in self.title


def of(volume: Volume) -> Book:
    """What a volume's header says."""
    return Book(
        id=volume.identifier,
        title=line(volume.title).rstrip(".,"),
        series=line(volume.series),
        subseries=line(volume.subseries),
        number=line(volume.number or ""),
        editors=tuple(filter(None, map(line, volume.editors))),
        publisher=PRINTER.sub("", line(volume.publisher)),
        place=line(volume.place),
        year=volume.year,
        language=line(volume.language),
    )
