"""What a pasted text says as citations, without looking anything up: resolve asks it, and finds what was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from . import letters, locators, pointing, series
from .cited import Cited, Span
from .paper import LOCATOR, SERIES, Paper, legible
from .splitting import split

LONGEST = 10_000
"""Code points of a text that are read as one citation or a few."""
LONGEST_TEXT = 100_000
"""Code points of a text in which all citations are looked for."""
LONGEST_CITATION = 2_000
"""Code points of one citation; a footnote with its quotation stays under it."""

SLASHES = re.compile(r"(?<!\d)(\d{4})/([IVXLC]{1,8})/(?=\d)")  # "FRUS 1934/V/57"
SHORTEST_TITLE = 4
"""Words of a volume's title that is recognised anywhere in a text."""

BACKWARD = re.compile(
    r"(?<![A-Za-z])(?:(?P<ibid>ibid(?:em)?\b\.?|loc\. ?cit\.|op\. ?cit\.|idem\b|id\.(?= at| ?\d))"
    r"|(?P<within>(?:ante|post|infra|supra)\b(?=,? (?:pp?\.|pages?|notes?|n\.|doc)|[.,]?$)))",
    re.IGNORECASE,
)
WORDS = re.compile(r"[^\W_]+")
IBID = "“{}” stands for a citation before it, which is not here: paste that one."
WITHIN = "“{}” points within the volume in which it is printed, and the text does not say which that is."
NOTHING = "Nothing in it reads as a citation: no volume, page, document, file number, letter or address."
TOO_LONG = "It is {:,} characters long; only the first {:,} were read."


def understand(text: str, titles: Sequence[str] = ()) -> list[Cited]:
    """Read a text as a citation, or as several where it has several; at least one is given for any text.

    ``titles`` are volumes' whole titles that are recognised as such. Raises nothing; what could not be understood, or
    was too long to be read, is told in ``problems``.
    """
    pieces = split(legible(text[:LONGEST])) or [""]
    cited = [one(piece, titles) for piece in pieces]
    if len(text) > LONGEST:
        cited[0] = replace(cited[0], problems=(*cited[0].problems, TOO_LONG.format(len(text), LONGEST)))
    return cited


def every(text: str, titles: Sequence[str] = ()) -> list[Cited]:
    """Read a long text for all citations in it; what is none of them is passed over, so there may be none."""
    pieces = [one(piece, titles) for piece in split(legible(text[:LONGEST_TEXT]))]
    cited = [each for each in pieces if _is_told_by_its_form(each)]
    cited = cited or pieces[:1]
    if cited and len(text) > LONGEST_TEXT:
        cited[-1] = replace(cited[-1], problems=(*cited[-1].problems, TOO_LONG.format(len(text), LONGEST_TEXT)))
    return cited


def _is_told_by_its_form(cited: Cited) -> bool:
    """Whether a piece of a long text is a citation: parties and dates alone are in prose too."""
    known = cited.address or cited.file or cited.title or cited.series or cited.years
    return bool(known or (cited.number and cited.date and cited.sender) or cited.problems[:1] not in ((), (NOTHING,)))


def one(text: str, titles: Sequence[str] = ()) -> Cited:
    """Read a legible text as one citation."""
    return _cited(paper(text, titles))


def paper(text: str, titles: Sequence[str] = ()) -> Paper:
    """A legible text with all struck out that is read of it as one citation."""
    paper = Paper(SLASHES.sub(r"\1 \2 ", text[:LONGEST_CITATION]))
    if len(text) > LONGEST_CITATION:
        paper.problems.append(TOO_LONG.format(len(text), LONGEST_CITATION))
    pointing.read(paper)
    _title(paper, titles)
    letters.read_file(paper)
    _backward(paper)
    series.find(paper)
    letters.read(paper)
    locators.read_keyed(paper)
    series.read(paper)
    locators.read_bare(paper)
    letters.read_behind(paper)
    if "title" not in paper.found:
        series.name(paper, _locator(paper))
    return paper


def _title(paper: Paper, titles: Sequence[str]) -> None:
    """A volume's whole title: the longest that the text has."""
    words = plain(paper.left)
    known = [title for title in titles if (said := _words(title)) in words and _is_telling(said, words)]
    for title in sorted(known, key=len, reverse=True):
        shape = re.compile(r"[\W_]+".join(map(re.escape, WORDS.findall(title))), re.IGNORECASE)
        if found := shape.search(paper.left):
            paper.take("title", title, *found.span(), SERIES)
            paper.series_from, paper.series_at = found.span()
            return


@lru_cache(maxsize=5000)
def _words(title: str) -> str:
    return plain(title)


def _is_telling(title: str, words: str) -> bool:
    """Whether a title is recognised where it stands: anywhere if it is long enough, else at the beginning."""
    return len(title.split()) >= SHORTEST_TITLE or words.startswith(title)


def plain(text: str) -> str:
    """The words of a text in small letters, a space around each, to find one in another."""
    return f" {' '.join(WORDS.findall(text.lower()))} "


def _backward(paper: Paper) -> None:
    for match in paper.each(BACKWARD):
        said = IBID if match["ibid"] else WITHIN
        paper.problems.append(said.format(match[0].strip()))
        paper.strike(*match.span())


def _locator(paper: Paper) -> int:
    """Where the place in the volume is named; the end of the text where it is not."""
    found = paper.left.find(LOCATOR, max(paper.series_at, 0))
    return found if found >= 0 else len(paper.left)


def _cited(paper: Paper) -> Cited:
    values = dict(paper.found)
    other = values.pop("otherwise", None)
    lead = paper.text[: paper.series_from] if paper.series_at >= 0 else paper.text
    cited = Cited(
        text=paper.text, lead=lead.strip(" ,.;:([\"'"), words=paper.words, problems=tuple(paper.problems), **values
    )
    if not cited.says_something and not cited.problems:
        cited = replace(cited, problems=(NOTHING,))
    return replace(cited, otherwise=_turned(cited, *other)) if other else cited


def _turned(cited: Cited, field: str, value: Any) -> Cited:
    """The same with its one bare number read as the other thing that it may be."""
    if field == "volume":
        return replace(cited, volume=value, pages=())
    spans: tuple[Span, ...] = value
    return replace(cited, volume="", pages=spans)
