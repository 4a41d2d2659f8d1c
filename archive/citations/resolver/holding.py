"""A volume held, by what citations say of it: taken from its row, its title and its id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.models import Volume

from .. import numerals
from ..book import NUMBERED_SINCE, RETROSPECTIVE_SINCE
from . import series, understanding
from .cited import Cited, span
from .series import title_words

Years = tuple[int, int]

# "frus1952-54v01p1", "frus1918Supp01v02", "frus1919Parisv11", "frus1902app1", "frus1969-76ve05p1", "frus1942China"
IDENTIFIER = re.compile(r"frus(?P<first>\d{4})(?:-(?P<last>\d{4}|\d\d))?(?P<rest>.*)")
TOKEN = re.compile(
    r"v(?P<volume>[eE]?\d+)|p(?P<part>\d+)|m?Supp(?P<supplement>\d*)|app(?P<appendix>\d*)|Ed\d+|(?P<word>[A-Z][a-z]+?)(?=v\d|p\d|app\d|[^a-z]|$)"
)


@dataclass(frozen=True, slots=True)
class Holding:
    """A volume held, by what citations say of it; ``withdrawn`` is why readers may not see it, "" if they may.

    ``own`` are the words of its id: they tell it from the volumes of its years that bear numbers alone ("Russia",
    "Paris"), so that a citation must give some such word.
    """

    key: int
    identifier: str
    title: str
    withdrawn: str
    years: Years | None
    volume: str
    part: str
    supplement: str
    appendix: str
    words: frozenset[str]
    own: frozenset[str]
    in_series: bool
    by_document: bool

    @property
    def number(self) -> str:
        """What tells it from others of its years: "Supplement 2, Volume II, Part 1"."""
        said = [
            _called("Supplement", self.supplement),
            _called("Appendix", self.appendix),
            f"Volume {numerals.shown(self.volume)}" if self.volume else "",
            f"Part {numerals.shown(self.part) if not self.volume else self.part}" if self.part else "",
        ]
        return ", ".join(filter(None, said))


def _called(kind: str, number: str) -> str:
    return "" if not number else kind if number == "0" else f"{kind} {number}"


def holding(row: Volume) -> Holding:
    """What a volume can be cited by: from its title and number, and where they are silent from its id."""
    said = understanding.one(row.title)
    numbered = understanding.one(f"FRUS 1861, {_spelt(row.number or '')}")
    by_id, own = _of_identifier(row.identifier)
    years = _years(row.subseries) or (said.years if said.series else None) or _years(by_id.get("years", ""))
    in_series = row.identifier.startswith("frus") or bool(series.NAME.match(row.title))
    values: dict[str, str] = {
        name: getattr(numbered, name) or getattr(said, name) or by_id.get(name, "")
        for name in ("volume", "part", "supplement", "appendix")
    }
    return Holding(
        key=row.pk,
        identifier=row.identifier,
        title=" ".join(row.title.split()).rstrip(".,"),
        withdrawn=row.withdrawn_reason if row.withdrawn_at else "",
        years=years,
        **values,
        words=title_words(f"{row.title} {row.series} {row.subseries}") | own,
        own=own,
        in_series=in_series,
        by_document=_is_by_document(row, years),
    )


def _spelt(number: str) -> str:
    """A volume's number with the word before it that its column leaves off."""
    return number if re.match(r"(?:part|vol|supp|app)", number, re.IGNORECASE) else f"Volume {number}"


def _years(text: str) -> Years | None:
    found = series.YEARS.search(text)
    if found is None:
        return None
    first, last = found[1], found[2] or found[1]
    return int(first), int(first[: 4 - len(last)] + last)


def _of_identifier(identifier: str) -> tuple[dict[str, str], frozenset[str]]:
    shape = IDENTIFIER.fullmatch(identifier)
    if shape is None:
        return {}, frozenset()
    found = {"years": f"{shape['first']}-{shape['last'] or shape['first']}"}
    words: set[str] = set()
    for token in TOKEN.finditer(shape["rest"]):
        if token["word"]:
            words |= title_words(token["word"])
        elif token.lastgroup:
            number = token[token.lastgroup]
            found[token.lastgroup] = numerals.plain(number) if number else "0"
    return found, frozenset(words)


def _is_by_document(row: Volume, years: Years | None) -> bool:
    return row.identifier.startswith("frus") and (
        bool(years and years[0] >= NUMBERED_SINCE) or (row.year or 0) >= RETROSPECTIVE_SINCE
    )


def described(cited: Cited) -> str:
    """Which volume a citation asks for, in words: "volume of 1937 numbered IX"."""
    said = [
        f"of {span(cited.years)}" if cited.years else "",
        f"numbered {numerals.shown(cited.volume)}" if cited.volume else "",
        f"(Part {cited.part})" if cited.part else "",
        f"({_called('Supplement', cited.supplement)})" if cited.supplement else "",
        f"({_called('Appendix', cited.appendix)})" if cited.appendix else "",
        f"called “{cited.name}”" if cited.name else "",
    ]
    return " ".join(["volume", *filter(None, said)])


def listed(holdings: Sequence[Holding]) -> str:
    """Some volumes in a few words each: "Volume III; Nicaragua (Mosquito Territory)"."""
    return "; ".join(each.number or each.title for each in holdings[:6]) + ("; …" if len(holdings) > 6 else "")
