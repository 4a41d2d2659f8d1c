"""Datelines and dated headings read: printed words in, statements of when and where out, for the readers of sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from re import Match, Pattern

from archive.records.dates import UNDATED, DateStatement

from . import placenames, printed_dates
from .printed_dates import YEARS, Day, Period, Printed

LONGEST = 2000
"""Code points of a dateline or heading that are read; the longest printed dateline has about 200."""

SLOWEST_MAIL = 300
"""Days a letter may have been under way. A receipt that seems to be later than that is a misprint."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """When and where, of one dateline. All offsets are code points in the text that was read.

    ``place`` is the place without the office printed before it, ``place_start`` and ``place_end``
    where it stands (None when there is none), ``office`` what was taken off ("Department of State").
    """

    date: DateStatement = UNDATED
    received: DateStatement = UNDATED
    place: str = ""
    place_start: int | None = None
    place_end: int | None = None
    office: str = ""


def read(text: str, encoded: str = "", places: Sequence[tuple[int, int]] = ()) -> Dateline:
    """Read one dateline: ``text`` by the contract's rules, ``encoded`` its ``date/@when`` or "".

    ``encoded`` may be an ISO interval "a/b", for ``from``/``to`` and ``notBefore``/``notAfter``;
    ``places`` are the spans tagged ``placeName``. Where print and markup differ, print is believed
    and ``agrees`` is False: 45 dates of frus1870 are encoded with the month of their receipt.
    """
    text = text[:LONGEST]
    clause = _RECEIVED.search(text)
    sent = text if clause is None else _without(text, clause)
    printed = printed_dates.first(sent)
    written = _statement(sent, printed, encoded, "dateline")
    spans = (placenames.trimmed(sent, *place) for place in places)
    tagged = next((span for span in spans if placenames.is_place(sent, span)), None)
    if written.basis == "encoded" and printed is None and tagged is not None:
        written = _unread(sent, tagged[1], written)
    (start, end), office = placenames.written(sent, tagged, printed.start if printed else None)
    received = UNDATED if clause is None else _received(clause, written)
    if start == end:
        return Dateline(written, received, office=office)
    return Dateline(written, received, sent[start:end].replace(",”", "”"), start, end, office)


def in_heading(text: str) -> DateStatement:
    """The full date a heading prints ("…, Monday, February 3, 1919, at 10:30 a.m."), offsets in it.

    It dates 315 of the 881 documents whose dateline does not, nearly all of them Paris minutes. The
    last date counts; that of a receipt or of another paper ("the Agreement of …") does not.
    """
    text = text[:LONGEST]
    clause = _RECEIVED.search(text)
    text = text if clause is None else text[: clause.start()]
    full = [
        printed
        for printed in printed_dates.every(text, printed_dates.FULL)
        if len(printed.edtf) >= 10 and not _OTHER_PAPER.search(text[: printed.start])
    ]
    return _statement(text, full[-1], "", "heading") if full else UNDATED


# --- What print and markup say together -------------------------------------------------------------------------------

_RECEIVED: Pattern[str] = re.compile(
    r"[\[(]?\s?\b(?:Received|Rec[’']d|Recd)\b(?:\(\?\)|[^\])]){0,200}[\])]?", re.IGNORECASE
)
_OTHER_PAPER: Pattern[str] = re.compile(
    r"\b(?:Agreement|Treaty|Convention|Protocol|Law|Act|Decree) (?:of|dated) $", re.IGNORECASE
)
_ENCODED: Pattern[str] = re.compile(
    r"(?P<y>\d{4}|-)(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?(?:T[\d:.]{2,20})?(?:Z|[+-]\d\d:?\d\d)?"
)


def _statement(text: str, printed: Printed | None, encoded: str, basis: str, offset: int = 0) -> DateStatement:
    """``printed``, or what only the markup gives; ``offset`` is where ``text`` begins."""
    markup = _markup(encoded)
    said = Period() if markup is None else _bounds(*markup)
    if printed is None:
        basis = "encoded" if said.edtf else "none"
        return DateStatement("", *said, encoded=encoded, basis=basis)
    return DateStatement(
        text[printed.start : printed.end],
        *(_qualified(printed) if printed.edtf else said),
        encoded=encoded,
        agrees=None if markup is None else _agrees(printed, *markup),
        basis=basis if printed.edtf or not said.edtf else "encoded",
        start=printed.start + offset,
        end=printed.end + offset,
        time=printed.time,
    )


def _qualified(printed: Printed) -> Period:
    ends = [end + printed.mark for end in printed.edtf.split("/")]
    return printed.period._replace(edtf="/".join(ends))


def _markup(encoded: str) -> tuple[Day, Day] | None:
    """Both ends of an encoded date, the same twice unless it is an interval; None when unreadable."""
    ends = encoded[:100].split("/")
    if not encoded or len(ends) > 2:
        return None
    days = []
    for end in ends:
        match = _ENCODED.fullmatch(end.strip())
        if match is None and (len(ends) == 1 or end.strip() not in ("", "..")):
            return None
        numbers = match.group("y", "m", "d") if match else ()
        days.append(Day(*(int(number) if number and number != "-" else None for number in numbers)))
    return days[0], days[-1]


def _bounds(first: Day, last: Day) -> Period:
    """What an encoded interval spans; where one end is open ("1956-05-01/"), the other bounds it both ways."""
    begun, ended = printed_dates.bounded(first), printed_dates.bounded(last)
    if first == last or begun.edtf > ended.edtf > "":
        return begun
    edtf = f"{begun.edtf or '..'}/{ended.edtf or '..'}" if begun.edtf or ended.edtf else ""
    return Period(edtf, begun.earliest or ended.earliest, ended.latest or begun.latest)


def _agrees(printed: Printed, first: Day, last: Day) -> bool:
    """Whether print and markup name the same date, or a printed one lies within an interval.

    Without a year on either side ("November 14." and ``--11-14``) month and day are compared. A
    day made of a printed month ("May 1919", 1919-05-01) is something the print does not say.
    """
    if printed.edtf and first != last:
        begun, ended = printed_dates.bounded(first).earliest, printed_dates.bounded(last).latest
        return begun <= printed.period.earliest and (not ended or printed.period.latest <= ended)
    if printed.edtf and first.year is not None:
        return printed_dates.bounded(first).edtf == printed.edtf
    if not printed.edtf and printed.day.year is not None:
        return False
    return first[1:] == printed.day[1:] and (first.year is None or first.year in YEARS)


def _without(text: str, clause: Match[str]) -> str:
    """``text`` with the clause struck out, every offset kept."""
    return text[: clause.start()] + "\0" * len(clause.group()) + text[clause.end() :]


def _received(clause: Match[str], sent: DateStatement) -> DateStatement:
    """The receipt: with its own year, or one found from the sending; a time alone is the same day's."""
    text, offset = clause.group(), clause.start()
    printed = printed_dates.first(text)
    if printed is None:
        hour = re.search(printed_dates.TIME, text, re.IGNORECASE)
        if hour is None:
            return UNDATED
        same = (sent.edtf, sent.earliest, sent.latest) if len(sent.edtf) == 10 else ("", "", "")
        start, end = hour.start() + offset, hour.end() + offset
        time = printed_dates.time_of_day(hour.group())
        return DateStatement(hour.group(), *same, basis="dateline", start=start, end=end, time=time)
    if printed.day.year is None:
        printed = replace(printed, period=_arrival(printed.day, sent.earliest))
    return _statement(text, printed, "", "dateline", offset)


def _arrival(day: Day, sent: str) -> Period:
    """The first such day that is not before the sending, or nothing when none is near enough.

    One day before it will do: "Addis Ababa, May 5, 1936—3 a.m. [Received May 4—8:49 p.m.]", since
    telegrams overtake the clock.
    """
    if not sent:
        return Period()
    floor = date.fromisoformat(sent) - timedelta(days=1)
    for year in (floor.year, floor.year + 1):
        period = printed_dates.bounded(day._replace(year=year))
        if len(period.edtf) == 10:
            days = (date.fromisoformat(period.edtf) - floor).days
            if 0 <= days <= SLOWEST_MAIL:
                return period
    return Period()


def _unread(text: str, start: int, written: DateStatement) -> DateStatement:
    """``written`` with the words after the place: a date of another calendar, or "undated"."""
    start, end = placenames.trimmed(text, start, len(text))
    if start == end:
        return written
    return replace(written, text=text[start:end], start=start, end=end)
