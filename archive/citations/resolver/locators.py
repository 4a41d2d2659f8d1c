"""The place that a citation names inside its volume: printed pages, a document's number, a footnote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import Match

from .. import numerals
from .cited import Span
from .paper import IMPRINT, LETTER, LOCATOR, SERIES, STRUCK, VOLUME, Paper

_LABEL = (
    r"(?:\[(?:\d{1,6}[a-e]?|[IVXLCDMivxlcdm]{1,12})\]|\d{1,6}[a-e]?(?![a-mo-z])|[IVXLCDMivxlcdm]{1,12}(?![A-Za-z]))"
)
_SPAN = rf"{_LABEL}(?:(?: ?[-–—]{{1,2}} ?| to (?=\d)){_LABEL})?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_LIST = rf"{_SPAN}(?:(?:, ?(?:and |& ?)?| and | ?& ?)(?:pp?\. ?)?{_SPAN}(?! ?{_MONTH}))*"
_NOTE = r"(?:,? ?(?:nn?|fn|note|footnote)\.? ?(?P<note>\d{1,3}|\*)(?!\w)|n\b\.?)?"
PAGES = re.compile(
    r"(?<![A-Za-z])(?:(?:pp?\b\.?|pages?\b|pgs?\b\.?) ?|(?<=[\1-\7] )at (?=[\d\[])|(?<=[\1-\7], )at (?=[\d\[])|@ ?)"
    rf"(?P<pages>{_LIST})"
    rf"(?:(?:ff?|sqq?)\b\.?| (?:ff?|et seq|sqq?)\b\.?| passim)?{_NOTE}",
    re.IGNORECASE,
)
LISTED = re.compile(rf"(?<![A-Za-z]){_SPAN}")
HOUR = re.compile(r"\d{1,2}(?:[:.]\d\d)? ?[ap](?:\. ?m\b\.?|m\b)|\d{1,2}:\d\d ?(?=[ap])", re.IGNORECASE)
QUOTED = re.compile(r"\"[^\"]{0,400}\"")
ODD = re.compile(r"\[(?P<label>[A-Za-z][A-Za-z]{1,15} \w{1,8})\]")  # "[Map 1]"
DOCUMENT = re.compile(
    r"(?<![A-Za-z])(?:doc(?:ument)?s?\b\.?(?: ?(?:no|nr)s?\b\.?| ?#)? ?|(?-i:d)(?=\d)|# ?)"
    rf"(?P<number>\d{{1,4}}[a-e]?){_NOTE}(?!\w)",
    re.IGNORECASE,
)
FURTHER = re.compile(r",? (?:and |& ?)?\d{1,4}(?![\w/])(?!,? \d{4})")  # "docs. 112, 114", "documents 5 and 7"
NUMBERED = re.compile(r"(?<![A-Za-z])(?:no|nr)s?\b\.? ?(?P<number>\d{1,4}[a-z]?)(?![\w./])", re.IGNORECASE)
BARE = re.compile(rf"(?<![\w./])(?P<pages>{_SPAN})(?:ff?\b\.?| ff?\b\.?)?{_NOTE}(?![\w/]|\.\d)")
_DAY = rf"{_MONTH}[a-z]{{0,6}}\.? \d{{1,2}}"
# "…, December 2, 1872", "… Transmitted to Congress December 3, 1894": of a volume's title
MESSAGE = re.compile(
    rf"{_DAY}(?=,? ?[{VOLUME}])|(?:(?<=Congress )|(?<=Congress, )|(?<=President, )){_DAY}(?=, \d{{4}})"
)
BESIDE = re.compile(rf"[\s,:;.()\[\]/'\"{STRUCK}–—-]*")
MOST = 10  # pages of one citation that are looked for
HIGHEST_VOLUME = 60
FURTHEST = 250


@dataclass(frozen=True, slots=True)
class Token:
    """A number with nothing before it that says of what."""

    spans: tuple[Span, ...]
    start: int
    end: int
    bracketed: bool
    imprinted: bool

    @property
    def may_be_volume(self) -> bool:
        """Whether volumes are numbered so."""
        first = self.spans[0]
        number = numerals.plain(first.first)
        is_plain = first.first == first.last and not self.bracketed
        return is_plain and number.isdigit() and 0 < int(number) <= HIGHEST_VOLUME


def read_keyed(paper: Paper) -> None:
    """Find pages and documents that are called so, behind the series if it is named."""
    _strike_other_numbers(paper)
    _take_keyed(paper, max(paper.series_at, 0))
    for match in paper.each(ODD, max(paper.series_at, 0)):
        if "pages" not in paper.found:
            paper.take("pages", (Span(match["label"], match["label"]),), *match.span(), LOCATOR)


def _strike_other_numbers(paper: Paper) -> None:
    """Hours of the day, and what is quoted before the series: the title of a paper has numbers of its own."""
    paper.strike_all(HOUR)
    if paper.series_at >= 0:
        for match in QUOTED.finditer(paper.left[: paper.series_from]):
            paper.strike(*match.span())


def _take_keyed(paper: Paper, start: int) -> None:
    for match in paper.each(DOCUMENT, start):
        _take_note(paper, match)
        if re.search(r"s\b", match[0]) and FURTHER.match(paper.left, match.end()):
            paper.found["further"] = True
        paper.take("document", match["number"], *match.span(), LOCATOR)
    for match in paper.each(PAGES, start):
        spans = spans_of(match["pages"])
        if spans:
            _take_note(paper, match)
            paper.take("pages", spans, *match.span(), LOCATOR)


def read_bare(paper: Paper) -> None:
    """Find the numbers that their place alone explains."""
    paper.strike_all(MESSAGE)
    if paper.series_at >= 0 or "years" in paper.found or "volume" in paper.found:
        _numbered(paper)
        _place(paper, list(_tokens(paper)))
    if not {"pages", "document"} & set(paper.found):  # "page 57 of Foreign Relations, 1934, volume V"
        _take_keyed(paper, 0)


def _take_note(paper: Paper, match: Match[str]) -> None:
    if match["note"]:
        paper.found.setdefault("note", match["note"])
        paper.words.setdefault("note", match[0])


def _numbered(paper: Paper) -> None:
    """ "No. 41" behind the volume is a document's number, where no letter is described."""
    if {"document", "sender", "number"} & set(paper.found):
        return
    for match in paper.each(NUMBERED, max(paper.series_at, 0)):
        paper.take("document", match["number"], *match.span(), LOCATOR)


def _place(paper: Paper, tokens: Sequence[Token]) -> None:
    """Decide which bare number is the volume's and which the page's: "1937 III 21", "1937, 3:21–22", "1937, 21"."""
    if not tokens:
        return
    has_volume, has_place = "volume" in paper.found, bool({"pages", "document"} & set(paper.found))
    first, second = tokens[0], tokens[1] if len(tokens) > 1 else None
    if has_volume:
        if not has_place:
            _take_pages(paper, first)
    elif first.may_be_volume and (second or has_place):
        _take_volume(paper, first)
        if second and not has_place:
            _take_pages(paper, second)
    elif not has_place:
        _alone(paper, first)


def _alone(paper: Paper, token: Token) -> None:
    """One number: "1937 III" is a volume, "1861, 57" a page, and either may be the other."""
    label = token.spans[0].first
    as_volume = token.may_be_volume and label.isupper() and not token.imprinted
    if token.may_be_volume:
        other = "pages" if as_volume else "volume"
        paper.found["otherwise"] = (other, token.spans if other == "pages" else numerals.plain(label))
    (_take_volume if as_volume else _take_pages)(paper, token)


def _take_volume(paper: Paper, token: Token) -> None:
    paper.take("volume", numerals.plain(token.spans[0].first), token.start, token.end, VOLUME)


def _take_pages(paper: Paper, token: Token) -> None:
    paper.take("pages", token.spans, token.start, token.end, LOCATOR)


def _tokens(paper: Paper) -> Iterator[Token]:
    """Bare numbers, each beside something read or at the end: not those inside the words of a title."""
    start = max(paper.series_at, 0)
    spans: list[tuple[tuple[Span, ...], int, int]] = []
    for match in BARE.finditer(paper.left, start, start + 2 * FURTHEST):
        found = spans_of(match["pages"])
        if found and (_is_beside(paper, match, spans[-1][2] if spans else -1)):
            _take_note(paper, match)
            spans.append((found, match.start(), match.end("pages")))
    for at, (found, begin, end) in enumerate(_joined(paper, spans)):
        before = paper.left[:begin].rstrip(" ,:;.")
        yield Token(found, begin, end, paper.text[begin] == "[", before.endswith(IMPRINT) and not at)


def _is_beside(paper: Paper, match: Match[str], last: int) -> bool:
    left, right = paper.left[max(0, match.start() - 60) : match.start()], paper.left[match.end() : match.end() + 60]
    reached = BESIDE.fullmatch(paper.left[last : match.start()]) if last >= 0 else None
    struck = re.search(rf"[{SERIES}{VOLUME}{LOCATOR}{IMPRINT}{LETTER}][\s,:;.()\[\]'\"/–—-]*$", left)
    ends = re.match(rf"[\s,:;.()\[\]'\"–—-]*(?:$|[{VOLUME}{LOCATOR}{IMPRINT}]|[\dIVXLCivxlc]{{1,6}}(?![\w]))", right)
    return bool(reached or struck or ends or not paper.left[: match.start()].strip(" ,.("))


def _joined(
    paper: Paper, tokens: Sequence[tuple[tuple[Span, ...], int, int]]
) -> list[tuple[tuple[Span, ...], int, int]]:
    """Numbers behind the first two go on the list of pages: "V, 57, 63", as long as they rise."""
    joined = list(tokens[:2])
    for found, start, end in tokens[2:]:
        spans, begin, stop = joined[1]
        rises = _value(found[0].first) > _value(spans[-1].last) > 0
        if not rises or not re.fullmatch(r",? ?(?:and |& ?)?", paper.left[stop:start]) or len(spans) >= MOST:
            break
        joined[1] = ((*spans, *found), begin, end)
    return joined


def _value(label: str) -> int:
    return int(label) if label.isdigit() else 0


def spans_of(text: str) -> tuple[Span, ...]:
    """The pages of a list as printed: "21–22, 25", "844-46", "[iii]". Those that do not rise are left off."""
    spans: list[Span] = []
    for match in LISTED.finditer(text):
        ends = [end.strip("[] ") for end in re.findall(_LABEL, match[0])]
        if not all(end.isdigit() or end[:-1].isdigit() or numerals.is_roman(end) for end in ends):
            return tuple(spans)
        span = _spanned(ends[0], ends[-1])
        if spans and not _value(spans[-1].last) < _value(span.first):
            break
        spans.append(span)
    return tuple(spans[:MOST])


def _spanned(first: str, last: str) -> Span:
    """Both ends in full: "844-46" is 844–846; what does not rise is the first page alone."""
    if first.isdigit() and last.isdigit():
        if len(last) < len(first):
            last = first[: len(first) - len(last)] + last
        return Span(first, last if int(last) >= int(first) else first)
    if numerals.is_roman(first) and numerals.is_roman(last):
        return Span(first, last if numerals.arabic(last) >= numerals.arabic(first) else first)
    return Span(first, first)
