"""Datelines and dated headings read: printed words in, statements of when and where out, for the readers of sources."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from re import Match, Pattern
from typing import NamedTuple

from archive.records.dates import UNDATED, DateStatement

LONGEST = 2000
"""Code points of a dateline or heading that are read; the longest printed dateline has about 200."""

YEARS = range(1400, 2101)
"""Years that can be meant: frus1870 d159 is encoded as of the year 0201."""

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
    printed = _printed(sent)
    written = _statement(sent, printed, encoded, "dateline")
    tagged = next((s for s in (_trimmed(sent, *p) for p in places) if _is_place(sent, s)), None)
    if written.basis == "encoded" and printed is None and tagged is not None:
        written = _unread(sent, tagged[1], written)
    (start, end), office = _place(sent, tagged, printed)
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
        for printed in _dates(text, _FULL)
        if len(printed.edtf) >= 10 and not _OTHER_PAPER.search(text[: printed.start])
    ]
    return _statement(text, full[-1], "", "heading") if full else UNDATED


# --- Printed dates ------------------------------------------------------------------------------

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
_TIME = (
    rf"{_CLOCK}(?:\s?[–-]\s?{_CLOCK})?(?:\s?o[’']clock,?)?\s?[ap]\.?\s?m\b\.?"
    r"|(?:12\s(?:o[’']clock,?\s)?)?\b(?:noon|midnight)\b|(?<!\d)\d{4}z\b"
)

# What a dateline is made of, a letter for each: time, year, day, month, circa, stroke, filler,
# punctuation, bracket; x is any other word and ends a date. Scanning left "March25", "l5" for 15
# and "December. 4"; editors supply parts of a year ("193[4]").
_TOKEN: Pattern[str] = re.compile(
    rf"(?P<t>{_TIME})"
    r"|(?P<y>(?<!\d)(?:1\d{3}|20\d\d|1\d{0,2}\[\d{1,3}\])(?!\d))"
    r"|(?P<d>(?<!\w)(?:\d{1,2}|l\d|\dl)(?:st|nd|rd|d|th|er|º|°)?(?!\w)|(?<=[a-z])\d{1,2}(?!\w))"
    rf"|(?P<m>(?<![^\W\d])(?:{_MONTH})(?![^\W\d]))"
    r"|(?P<c>\b(?:circa|about|approximately|on or (?:about|before|after)|before|after)\b|\bca\.)"
    r"|(?P<s>[/–—-])|(?P<o>\b(?:day|of|de|del|den|at)\b)|(?P<p>[\s,.;:]+)"
    r"|(?P<b>[\[\]()?])|(?P<x>\w+|.)",
    re.IGNORECASE,
)
_FULL: Pattern[str] = re.compile(r"c?t?(?P<date>mdy?smdy|dmy?sdmy|mdsdy|dsdmy|msmy|mds?y|dms?y|ms?y)(?:s?t)?")
_YEARLESS: Pattern[str] = re.compile(r"c?t?(?P<date>mdsmd|dmsdm|mdsd|dsdm|md|dm)(?:s?t)?")
_CORRECTED: Pattern[str] = re.compile(r"([mdy])\[\1\]")
_RECEIVED: Pattern[str] = re.compile(
    r"[\[(]?\s?\b(?:Received|Rec[’']d|Recd)\b(?:\(\?\)|[^\])]){0,200}[\])]?", re.IGNORECASE
)
_OTHER_PAPER: Pattern[str] = re.compile(
    r"\b(?:Agreement|Treaty|Convention|Protocol|Law|Act|Decree) (?:of|dated) $", re.IGNORECASE
)


class _Token(NamedTuple):
    code: str
    text: str
    start: int
    end: int


class _Day(NamedTuple):
    """What is said of a day; None where it is silent."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


class _Period(NamedTuple):
    """A time that can be bounded: EDTF, first and last day; three times "" for none."""

    edtf: str = ""
    earliest: str = ""
    latest: str = ""


@dataclass(frozen=True, slots=True)
class _Printed:
    """A date found in print; ``period`` is empty when ``day`` lacks a year or there is no such day."""

    start: int
    end: int
    day: _Day
    period: _Period
    mark: str
    time: str

    @property
    def edtf(self) -> str:
        return self.period.edtf


def _printed(text: str) -> _Printed | None:
    """The first date of ``text`` that has a year, else the first that has none."""
    for shape in (_FULL, _YEARLESS):
        if found := next(_dates(text, shape), None):
            return found
    return None


def _dates(text: str, shape: Pattern[str]) -> Iterator[_Printed]:
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


def _dated(text: str, tokens: list[_Token], match: Match[str], doubtful: bool) -> _Printed:
    around = tokens[match.start() : match.end()]
    shape = tokens[match.start("date") : match.end("date")]
    start, end = _bracketed(text, around[0].start, around[-1].end)
    time = next((_time(token.text) for token in around if token.code == "t"), "")
    mark = "~" if around[0].code == "c" else "?" if doubtful else ""
    first, last = _ends(shape)
    if first == last:
        return _Printed(start, end, last, _period(last), mark, time)
    stroke = next(token.text for token in shape if token.code == "s")
    return _Printed(start, end, last, _joined(_period(first), _period(last), stroke), mark, time)


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


def _time(printed: str) -> str:
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


def _ends(shape: list[_Token]) -> tuple[_Day, _Day]:
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
        return (_Day(whole.get("y"), whole["m"], whole.get("d")),) * 2
    month, last = one.get("m", two.get("m", 0)), two.get("m", one.get("m", 0))
    year = one.get("y", two["y"] - (month > last) if "y" in two else None)
    return _Day(year, month, one.get("d")), _Day(two.get("y"), last, two.get("d"))


def _number(token: _Token) -> int:
    if token.code == "m":
        return _MONTHS[token.text.lower()]
    return int(re.sub(r"\D", "", re.sub(r"^l(?=\d)|(?<=\d)l", "1", token.text.lower())))


def _period(day: _Day) -> _Period:
    """The year, month or day; nothing when there is no such day, or no year that can be meant."""
    if day.year is None or day.year not in YEARS or day.month not in (None, *range(1, 13)):
        return _Period()
    if day.month is None:
        return _Period(f"{day.year}", f"{day.year}-01-01", f"{day.year}-12-31")
    month, days = f"{day.year}-{day.month:02}", monthrange(day.year, day.month)[1]
    if day.day is None:
        return _Period(month, f"{month}-01", f"{month}-{days}")
    return _Period(*[f"{month}-{day.day:02}"] * 3) if 1 <= day.day <= days else _Period()


def _joined(first: _Period, last: _Period, stroke: str) -> _Period:
    """The Gregorian day of a double date, else the interval, else the first where the two clash.

    The old style runs 11 days behind until 1800, 12 until 1900, then 13. Between strokes one may
    be misprinted by a day; a dash must be exact ("April 8–20, 1861", written in St. Petersburg).
    """
    if not first.edtf or not last.edtf:
        return _Period()
    if len(first.edtf) == len(last.edtf) == 10:
        days = (date.fromisoformat(last.edtf) - date.fromisoformat(first.edtf)).days
        behind = 11 if first.edtf < "1800-03" else 12 if first.edtf < "1900-03" else 13
        if days == behind or (stroke in "/(" and abs(abs(days) - behind) <= 1):
            return max(first, last)
    if first.edtf >= last.edtf:
        return first
    return _Period(f"{first.edtf}/{last.edtf}", first.earliest, last.latest)


# --- What print and markup say together ----------------------------------------------------------

_ENCODED: Pattern[str] = re.compile(
    r"(?P<y>\d{4}|-)(?:-(?P<m>\d\d)(?:-(?P<d>\d\d))?)?(?:T[\d:.]{2,20})?(?:Z|[+-]\d\d:?\d\d)?"
)


def _statement(text: str, printed: _Printed | None, encoded: str, basis: str, offset: int = 0) -> DateStatement:
    """``printed``, or what only the markup gives; ``offset`` is where ``text`` begins."""
    markup = _markup(encoded)
    said = _Period() if markup is None else _bounds(*markup)
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


def _qualified(printed: _Printed) -> _Period:
    ends = [end + printed.mark for end in printed.edtf.split("/")]
    return printed.period._replace(edtf="/".join(ends))


def _markup(encoded: str) -> tuple[_Day, _Day] | None:
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
        days.append(_Day(*(int(number) if number and number != "-" else None for number in numbers)))
    return days[0], days[-1]


def _bounds(first: _Day, last: _Day) -> _Period:
    """What an encoded interval spans; where one end is open ("1956-05-01/"), the other bounds it both ways."""
    begun, ended = _period(first), _period(last)
    if first == last or begun.edtf > ended.edtf > "":
        return begun
    edtf = f"{begun.edtf or '..'}/{ended.edtf or '..'}" if begun.edtf or ended.edtf else ""
    return _Period(edtf, begun.earliest or ended.earliest, ended.latest or begun.latest)


def _agrees(printed: _Printed, first: _Day, last: _Day) -> bool:
    """Whether print and markup name the same date, or a printed one lies within an interval.

    Without a year on either side ("November 14." and ``--11-14``) month and day are compared. A
    day made of a printed month ("May 1919", 1919-05-01) is something the print does not say.
    """
    if printed.edtf and first != last:
        begun, ended = _period(first).earliest, _period(last).latest
        return begun <= printed.period.earliest and (not ended or printed.period.latest <= ended)
    if printed.edtf and first.year is not None:
        return _period(first).edtf == printed.edtf
    if not printed.edtf and printed.day.year is not None:
        return False
    return first[1:] == printed.day[1:] and (first.year is None or first.year in YEARS)


def _without(text: str, clause: Match[str]) -> str:
    """``text`` with the clause struck out, every offset kept."""
    return text[: clause.start()] + "\0" * len(clause.group()) + text[clause.end() :]


def _received(clause: Match[str], sent: DateStatement) -> DateStatement:
    """The receipt: with its own year, or one found from the sending; a time alone is the same day's."""
    text, offset = clause.group(), clause.start()
    printed = _printed(text)
    if printed is None:
        hour = re.search(_TIME, text, re.IGNORECASE)
        if hour is None:
            return UNDATED
        same = (sent.edtf, sent.earliest, sent.latest) if len(sent.edtf) == 10 else ("", "", "")
        start, end = hour.start() + offset, hour.end() + offset
        time = _time(hour.group())
        return DateStatement(hour.group(), *same, basis="dateline", start=start, end=end, time=time)
    if printed.day.year is None:
        printed = replace(printed, period=_arrival(printed.day, sent.earliest))
    return _statement(text, printed, "", "dateline", offset)


def _arrival(day: _Day, sent: str) -> _Period:
    """The first such day that is not before the sending, or nothing when none is near enough.

    One day before it will do: "Addis Ababa, May 5, 1936—3 a.m. [Received May 4—8:49 p.m.]", since
    telegrams overtake the clock.
    """
    if not sent:
        return _Period()
    floor = date.fromisoformat(sent) - timedelta(days=1)
    for year in (floor.year, floor.year + 1):
        period = _period(day._replace(year=year))
        if len(period.edtf) == 10:
            days = (date.fromisoformat(period.edtf) - floor).days
            if 0 <= days <= SLOWEST_MAIL:
                return period
    return _Period()


def _unread(text: str, start: int, written: DateStatement) -> DateStatement:
    """``written`` with the words after the place: a date of another calendar, or "undated"."""
    start, end = _trimmed(text, start, len(text))
    if start == end:
        return written
    return replace(written, text=text[start:end], start=start, end=end)


# --- Places -------------------------------------------------------------------------------------

_OFFICE: Pattern[str] = re.compile(
    r"\b(?:Legations?|Embass(?:y|ies)|Consulates?|(?:Vice-)?Consulate|Consular|Departments?"
    r"|Ministry|Ministerial|Ministère|Ministerio|Office|Bureau|Board of|Agency|Commission|Commissariat"
    r"|Delegation|Secretariat|Headquarters|Government|Captaincy|Commandancy|Palace|Porte|Mansion"
    r"|White House|Court-?House|Custom-?House|Hotel|Chancellery|Yamen|Senate|House of|Admiralty"
    r"|Executive|Residency|Residence)\b"
    r"|^\d+ [\w .]*\b(?:Street|Square|Avenue|Road|Place|Terrace)$",
    re.IGNORECASE,
)
_SHIP: Pattern[str] = re.compile(
    r"\b(?:Steamer|Steamship|Ship(?! Island)|Sloop|Frigate|Flag-?ship|Gunboat|Yacht)\b"
    r"|\b(?:U\. ?S\.|H\. ?(?:B\. ?)?M\.|C\.) ?S\.|\bS\. ?S\.",
    re.IGNORECASE,
)
# An office printed with no comma before the city: the line break was all that parted them.
_RUN_ON: Pattern[str] = re.compile(
    r"(?:Department of State|(?:Legation|Embassy|Consulate(?: General)?) of the United States"
    r"(?: of America)?+|(?:United States|American|British) (?:Legation|Embassy|Consulate)"
    r"(?: General)?+|Foreign Office|(?:Navy|War|Treasury) Department)(?= [A-Z])"
)
_SEPARATOR: Pattern[str] = re.compile(r",|(?<=[a-z]{3})\.(?= )")
# "Legation of the United States, Nicaragua, Costa Rica, and Salvador, Managua" names its lands.
_LANDS: Pattern[str] = re.compile(r"\band\b|^(?:Republic|Kingdom|Empire) of\b")
_AT: Pattern[str] = re.compile(r" (?:at|in) (?:the )?(?=[A-Z][^,]*$)")
_NOWHERE: Pattern[str] = re.compile(
    r"(?:[\W\d_]|\b(?:circa|undated|extract|translation|copy|no|on|the|this|of|le|den|am|dated|and"
    r"|(?:after)?noon|morning|evening|night|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)*",
    re.IGNORECASE,
)
_TAIL: Pattern[str] = re.compile(
    r"(?:[\s,—–\[-]|\b(?:the|this|le|den|am|on|dated|undated[\].]*|night"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?!\w))+$",
    re.IGNORECASE,
)
_PAIRS = {")": "(", "]": "[", "”": "“"}
_ABBREVIATED: Pattern[str] = re.compile(
    r"(?:\b[A-Z]|\b(?:Ala|Ark|Cal|Colo|Conn|Del|Fla|Ga|Ill|Ind|Ia|Kan|Ky|La|Mass|Md|Me|Mich|Minn"
    r"|Miss|Mo|Mont|Neb|Nev|Ore|Pa|Penn|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Jr|St))\.$"
)


def _is_place(text: str, span: tuple[int, int]) -> bool:
    """Whether tagged words are one: frus1919Parisv11 d276 tags the "Circa" of "Circa July 1"."""
    return _NOWHERE.fullmatch(text, *span) is None


def _place(text: str, tagged: tuple[int, int] | None, printed: _Printed | None) -> tuple[tuple[int, int], str]:
    """Where the place stands (an empty span for none), and the office printed with it."""
    nowhere = (0, 0)
    if tagged is None:
        found = _untagged(text, len(text) if printed is None else printed.start)
        if not _is_place(text, found) or found[1] - found[0] > 120:
            return nowhere, ""
        place, office = _parted(text, *found)
        return (nowhere if place == found and _OFFICE.search(office) else place), office
    place, office = _parted(text, *tagged)
    before = _trimmed(text, 0, tagged[0])
    dated = printed is not None and printed.start < tagged[0]
    if not dated and _OFFICE.search(text[slice(*before)]):
        office = ", ".join(filter(None, (text[slice(*before)], office)))
    return place, office


def _untagged(text: str, end: int) -> tuple[int, int]:
    """The words before the date, or before the first figure or struck clause when none was read."""
    stop = re.search(r"[\d\0]", text[:end])
    if end == len(text) and stop:
        end = stop.start()
    tail = _TAIL.search(text[max(0, end - 60) : end])
    end = end - len(tail.group()) if tail else end
    struck = text.rfind("\0", 0, end) + 1
    return _trimmed(text, struck, end)


def _parted(text: str, start: int, end: int) -> tuple[tuple[int, int], str]:
    """Place and office of "Legation of the United States, London".

    An office alone is the place when nothing else is printed ("Foreign Office"); an office that
    names its city ("… at Vienna") gives it; a ship in harbour gives the harbour.
    """
    parts = _parts(text, start, end)
    offices = [n for n, (a, b) in enumerate(parts) if _is_office(text[a:b])]
    if not offices:
        return (start, end), ""
    last = offices[-1]
    last = max([last, *(n for n, (a, b) in enumerate(parts) if _LANDS.search(text[a:b]))])
    if last + 1 < len(parts) and not re.match("at sea|en route", text[parts[last + 1][0] :], re.I):
        return (_arrived(text, parts[last + 1][0]), parts[-1][1]), text[start : parts[last][1]]
    if offices[0] > 0:
        return (start, parts[offices[0] - 1][1]), text[parts[offices[0]][0] : end]
    if (at := _AT.search(text, start, end)) and not _SHIP.search(text, start, end):
        return (at.end(), end), text[start : at.start()]
    return (start, end), "" if _SHIP.search(text, start, end) else text[start:end]


def _is_office(words: str) -> bool:
    return bool(_OFFICE.search(words) or _SHIP.search(words))


def _arrived(text: str, start: int) -> int:
    """Past the "At" of "At Tangier, Morocco"."""
    return start + 3 if text[start : start + 3].lower() == "at " else start


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans between commas (and full stops that scanning made of them)."""
    cuts = [match.span() for match in _SEPARATOR.finditer(text, start, end)]
    if run_on := _RUN_ON.match(text, start, end):
        cuts = sorted([*cuts, (run_on.end(), run_on.end())])
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    spans = [_trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    spans = [(a, b) for a, b in spans if a < b and not text[a:b].isdigit()]
    return spans or [(start, end)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span up to a struck clause without the punctuation around it, but with the stop of "D. C." and its quotes."""
    start, end = max(0, start), min(len(text), end)
    if text.startswith(",”", end) and "“" in text[start:end]:
        end += 2
    while start < end and (text[start] in " \0,.;:[]()—–-*?\"”'’" or _stray(text, start, end)):
        start += 1
    if "\0" in text[start:end]:
        end = text.index("\0", start)
    while start < end and text[end - 1] in ' ,.;:[]()—–-*?"“”':
        if text[end - 1] in _PAIRS and _PAIRS[text[end - 1]] in text[start:end]:
            break
        if _ABBREVIATED.search(text, max(start, end - 6), end):
            break
        end -= 1
    if text.startswith(".", end) and re.search(r"[. ][A-Z]$", text[start:end]):
        end += 1
    return start, end


def _stray(text: str, start: int, end: int) -> bool:
    """A quotation mark that opens and never closes: “The Hague, copied from a quoted letter."""
    return text[start] == "“" and "”" not in text[start:end]
