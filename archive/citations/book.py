"""The printed volume that a citation names: its title, number, imprint, and whether it is cited by page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.models import Volume

from .plain import line

NUMBERED_SINCE = 1955  # the first year of the subseries from which on the series is cited by document number
RETROSPECTIVE_SINCE = 1990  # volumes on earlier years that were printed since then number their documents too
IN_TITLE = re.compile(r",? Volume ([IVXLC]+)\b(?!-)")
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
PRINTER = re.compile(r"^(?:United States|U\. ?S\.) (?=Government Printing Office)")


@dataclass(frozen=True, slots=True)
class Book:
    """A volume. ``title`` is the complete one, ``number`` as the series prints it (``V``; ``Part II, Volume V``)."""

    id: str
    title: str
    series: str = ""
    subseries: str = ""
    number: str = ""
    editors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    year: int | None = None

    @property
    def cites_by_page(self) -> bool:
        """Whether printed pages are cited: so before the 1955–57 subseries; after it document numbers are."""
        first = re.match(r"\d{4}", self.subseries)
        is_retrospective = self.id.startswith("frus") and (self.year or 0) >= RETROSPECTIVE_SINCE
        return not (first and int(first.group()) >= NUMBERED_SINCE) and not is_retrospective

    @property
    def arabic(self) -> str:
        """The volume's number in arabic figures, where it has one that the title gives too."""
        found = IN_TITLE.search(self.title)
        return str(arabic(found.group(1))) if found else ""

    @property
    def title_without_number(self) -> str:
        """The title for a citation that gives the volume's number apart from it."""
        return IN_TITLE.sub("", self.title, count=1).strip(" ,")


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
    )


def arabic(roman: str) -> int:
    """``XIX`` as 19."""
    values = [ROMAN[letter] for letter in roman]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
