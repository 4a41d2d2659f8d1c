"""Dates as printed, found and bounded: ordinals, brackets, corrections, two calendars; datelines asks for them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from re import Match, Pattern
from typing import NamedTuple

YEARS = range(1400, 2101)
"""Years that can be meant: frus1870 d159 is encoded as of the year 0201."""


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier enero januar jänner",
            "february feb febr février fevrier febrero februar",
            "march mar mars marzo märz",
            "april apr avril abril",
            "may mayo mai",
            "june jun juin junio juni",
            "july jul juillet julio juli",
            "august aug août aout agosto",
            "september sept sep septembre septiembre setiembre",
            "october oct octobre octubre oktober",
            "november nov novembre noviembre",
            "december dec décembre decembre diciembre dezember",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?"
TIME = (
    rf"{_CLOCK}(?:\s?[–-]\s?{_CLOCK})?(?:\s?o[’']clock,?)?\s?[ap]\.?\s?m\b\.?"
    r"|(?:12\s(?:o[’']clock,?\s)?)?\b(?:noon|midnight)\b|(?<!\d)\d{4}z\b"
)

# What a dateline is made of, a letter for each: time, year, day, month, circa, stroke, filler,
# punctuation, bracket; x is any other word and ends a date. Scanning left "March25", "l5" for 15
# and "December. 4"; editors supply parts of a year ("193[4]").
_TOKEN: Pattern[str] = re.compile(
    rf"(?P<t>{TIME})"
    r"|(?P<y>(?<!\d)(?:1\d{3}|20\d\d|1\d{0,2}\[\d{1,3}\])(?!\d))"
    r"|(?P<d>(?<!\w)(?:\d{1,2}|l\d|\dl)(?:st|nd|rd|d|th|er|º|°)?(?!\w)|(?<=[a-z])\d{1,2}(?!\w))"
    rf"|(?P<m>(?<![^\W\d])(?:{_MONTH})(?![^\W\d]))"
    r"|(?P<c>\b(?:circa|about|approximately|on or (?:about|before|after)|before|after)\b|\bca\.)"
    r"|(?P<s>[/–—-])|(?P<o>\b(?:day|of|de|del|den|at)\b)|(?P<p>[\s,.;:]+)"
    r"|(?P<b>[\[\]()?])|(?P<x>\w+|.)",
    re.IGNORECASE,
)
FULL: Pattern[str] = re.compile(r"c?t?(?P<date>mdy?smdy|dmy?sdmy|mdsdy|dsdmy|msmy|mds?y|dms?y|ms?y)(?:s?t)?")
_YEARLESS: Pattern[str] = re.compile(r"c?t?(?P<date>mdsmd|dmsdm|mdsd|dsdm|md|dm)(?:s?t)?")
_CORRECTED: Pattern[str] = re.compile(r"([mdy])\[\1\]")


class _Token(NamedTuple):
    code: str
    text: str
    start: int
    end: int


class Day(NamedTuple):
    """What is said of a day; None where it is silent."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


class Period(NamedTuple):
    """A time that can be bounded: EDTF, first and last day; three times "" for none."""

    edtf: str = ""
    earliest: str = ""
    latest: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """A date found in print; ``period`` is empty when ``day`` lacks a year or there is no such day."""

    start: int
    end: int
    day: Day
    period: Period
    mark: str
    time: str

    @property
    def edtf(self) -> str:
        return self.period.edtf


def first(text: str) -> Printed | None:
    """The first date of ``text`` that has a year, else the first that has none."""
    for shape in (FULL, _YEARLESS):
        if found := next(every(text, shape), None):
            return found
    return None


def every(text: str, shape: Pattern[str]) -> Iterator[Printed]:
    """All dates of ``text`` of one shape, in order."""
    for run in _runs(text):
        tokens, doubtful = _reduced(run)
        for match in shape.finditer("".join(token.code for token in tokens)):
            yield _dated(text, tokens, match, doubtful)


def _runs(text: str) -> Iterator[list[_Token]]:
    """The stretches of date-like tokens that name a month."""
    run: list[_Token] = []
    for match in _TOKEN.finditer(text + "|"):
        code = match.group() if match.lastgroup == "b" else match.lastgroup or "x"
        if code == "x":
            if any(token.code == "m" for token in run):
                yield run
            run = []
        elif code not in "po" and (run or code != "?"):
            run.append(_Token(code, match.group(), match.start(), match.end()))


def _reduced(run: list[_Token]) -> tuple[list[_Token], bool]:
    """The run without brackets, and whether a "?" doubts it. A bracket corrects its like: "6 [8]".

    Parentheses hold the other calendar's date ("December 31, 1860, (January 12, 1861.)") and read
    as a stroke, but not around a year alone ("October 3, (1863.)").
    """
    certain = [token for token in run if token.code != "?"]
    codes = "".join(token.code for token in certain)
    kept: list[_Token] = []
    place = 0
    while place < len(certain):
        token = certain[place]
        if _CORRECTED.match(codes, place):
            end = certain[place + 3].end
            kept.append(certain[place + 2]._replace(start=token.start, end=end))
            place += 3
        elif token.code == "(" and kept and codes[place + 1 : place + 2] in ("d", "m"):
            kept.append(token._replace(code="s"))
        elif token.code not in "[]()":
            kept.append(token)
        place += 1
    return kept, len(certain) < len(run)


def _dated(text: str, tokens: list[_Token], match: Match[str], doubtful: bool) -> Printed:
    around = tokens[match.start() : match.end()]
    shape = tokens[match.start("date") : match.end("date")]
    start, end = _bracketed(text, around[0].start, around[-1].end)
    time = next((time_of_day(token.text) for token in around if token.code == "t"), "")
    mark = "~" if around[0].code == "c" else "?" if doubtful else ""
    begun, ended = _ends(shape)
    if begun == ended:
        return Printed(start, end, ended, bounded(ended), mark, time)
    stroke = next(token.text for token in shape if token.code == "s")
    return Printed(start, end, ended, _joined(bounded(begun), bounded(ended), stroke), mark, time)


def _bracketed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with brackets it opens or closes: "[January] 22, [1934]" wants both outer ones."""
    for opening, closing in ("[]", "()"):
        inside = text[start:end]
        if inside.count(closing) > inside.count(opening):
            start = max(text.rfind(opening, max(0, start - 2), start), 0) or start
        elif inside.count(opening) > inside.count(closing):
            end = max(text.find(closing, end, end + 3) + 1, end)
    inside = text[start:end]
    if inside.startswith("[") and inside.endswith("]") and inside.count("[") == 1:
        return start + 1, end - 1
    return start, end


def time_of_day(printed: str) -> str:
    """``HH:MM`` of a printed time; midnight is the day's first minute, as the series encodes it."""
    printed = printed.lower()
    if "noon" in printed or "midnight" in printed:
        return "12:00" if "noon" in printed else "00:00"
    if printed.endswith("z"):
        hour, minute = int(printed[:2]), int(printed[2:4])
    else:
        numbers = re.findall(r"\d+", re.split("[–-]", printed)[0])
        hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
        if hour <= 12:
            hour = hour % 12 + (12 if "p" in printed else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def _ends(shape: list[_Token]) -> tuple[Day, Day]:
    """Both ends of a printed date, each filled in from the other; a single date gives itself twice."""
    sides: list[dict[str, int]] = [{}]
    for token in shape:
        if token.code == "s":
            sides.append({})
        else:
            sides[-1][token.code] = _number(token)
    one, two = sides[0], sides[-1]
    if len(sides) == 1 or not two.keys() & {"m", "d"}:
        whole = {**one, **two}
        return (Day(whole.get("y"), whole["m"], whole.get("d")),) * 2
    month, last = one.get("m", two.get("m", 0)), two.get("m", one.get("m", 0))
    year = one.get("y", two["y"] - (month > last) if "y" in two else None)
    return Day(year, month, one.get("d")), Day(two.get("y"), last, two.get("d"))


def _number(token: _Token) -> int:
    if token.code == "m":
        return _MONTHS[token.text.lower()]
    return int(re.sub(r"\D", "", re.sub(r"^l(?=\d)|(?<=\d)l", "1", token.text.lower())))


def bounded(day: Day) -> Period:
    """The year, month or day; nothing when there is no such day, or no year that can be meant."""
    if day.year is None or day.year not in YEARS or day.month not in (None, *range(1, 13)):
        return Period()
    if day.month is None:
        return Period(f"{day.year}", f"{day.year}-01-01", f"{day.year}-12-31")
    month, days = f"{day.year}-{day.month:02}", monthrange(day.year, day.month)[1]
    if day.day is None:
        return Period(month, f"{month}-01", f"{month}-{days}")
    return Period(*[f"{month}-{day.day:02}"] * 3) if 1 <= day.day <= days else Period()


def _joined(first: Period, last: Period, stroke: str) -> Period:
    """The Gregorian day of a double date, else the interval, else the first where the two clash.

    The old style runs 11 days behind until 1800, 12 until 1900, then 13. Between strokes one may
    be misprinted by a day; a dash must be exact ("April 8–20, 1861", written in St. Petersburg).
    """
    if not first.edtf or not last.edtf:
        return Period()
    if len(first.edtf) == len(last.edtf) == 10:
        days = (date.fromisoformat(last.edtf) - date.fromisoformat(first.edtf)).days
        behind = 11 if first.edtf < "1800-03" else 12 if first.edtf < "1900-03" else 13
        if days == behind or (stroke in "/(" and abs(abs(days) - behind) <= 1):
            return max(first, last)
    if first.edtf >= last.edtf:
        return first
    return Period(f"{first.edtf}/{last.edtf}", first.earliest, last.latest)
