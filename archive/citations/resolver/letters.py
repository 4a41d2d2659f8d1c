"""What a citation says of the document itself: file number, despatch or telegram number, date, and the two parties."""

from __future__ import annotations

import re
from datetime import date
from itertools import islice
from re import Match

from archive.ingest import headings, printed_dates
from archive.ingest.printed_dates import Period

from .cited import When
from .paper import ADDRESS, LETTER, LOCATOR, NOISE, STRUCK, VOLUME, Paper

_SERIAL = (
    r"/ ?(?:\d{1,2}[–—-]\d{3,6}|[0-9]{1,6}|[–—-])[0-9A-Za-z]{0,4}(?:/\d{1,4}(?!\d))?(?: ?[½¼¾⅓⅔⅛⅜⅝⅞]| \d/\d)?"
    r"(?: suppl?\b\.?(?! ?\d))?"
)
_NAMED = r"(?:(?<=\w)| )(?:\([A-Z]\) ?)?[A-Z][A-Za-z]{0,15}\d{0,3}(?:[ .,&'-]{1,2}[A-Za-z][A-Za-z.']{0,20}){0,4}(?=/)"
# "761.93/1583", "893.00/5–1349" (of May 13, 1949),
# "800.51W89 Great Britain/12", "811.20 (D) Regulations/331", "File No. 861.77/153", "File 123 EN 3/435"
FILE = re.compile(
    r"(?<![\w./-])(?:(?P<said>(?:(?:decimal )?file|case)s?(?: (?:no|number)\b\.?)?:? ?|(?:D\.F\.|DF) ?"
    r"|(?P<paris>Paris Peace Conf\.,? ))(?=\d)|(?=\d{2,4}[A-Z]{0,3}\d{0,4}\.\d))"
    rf"(?P<number>\d{{2,4}}[A-Z]{{0,3}}\d{{0,4}}(?:\.[0-9][0-9A-Za-z]{{0,12}})?(?:{_NAMED})?(?P<serial>{_SERIAL})?)"
    r"(?![\w/])",
    re.IGNORECASE,
)
SENT = re.compile(r"^: ?(?:[a-z]+ )?(?:tele|cable|radio|air)gram\b(?: \([^()]{0,40}\))?", re.IGNORECASE)
KINDS = r"(?:despatch|dispatch|telegram|tel\.|cable(?:gram)?|airgram|instruction|note|letter|circular)"
NUMBER = re.compile(
    rf"(?<![A-Za-z])(?:(?P<kind>{KINDS},? (?:(?:no|nr)s?\b\.?|№|#)|(?:despatch|dispatch|telegram|tel\.|airgram) (?=\d))"
    r"|(?:no|nr)\b\.?|№) ?(?P<number>\d{1,5}[A-Za-z]?)(?![\w./])",
    re.IGNORECASE,
)
ISO = re.compile(r"(?<![\w./-])(?P<year>1[5-9]\d\d|20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-])")
# APA: "(1933, October 3)"
REVERSED = re.compile(r"(?<=\()(?P<year>1[5-9]\d\d|20\d\d), (?P<rest>[A-Z][a-z]{2,8}\.? \d{1,2})(?!\d)")
SEEN = re.compile(r"(?:last )?(?:accessed|retrieved|visited|viewed|seen|consulted)(?: on| at)?[:,]? ?", re.IGNORECASE)
_DOTS = "|".join(
    rf"(?<=\b{before})\." for before in ("[A-Z]", "M[rs]", "Dr", "MM", "Lt", "St", "Mrs", "Hon", "Col", "Gen")
)
_SIDE = rf"(?:[^,;:.\"{STRUCK}]|{_DOTS}|,(?= (?:Jr|Sr)\b)|(?<=[JS]r)\.)"
TO = re.compile(r" to (?!negotiate\b)", re.IGNORECASE)
SENDER = re.compile(rf"(?P<side>{_SIDE}{{2,160}})$", re.IGNORECASE)  # "The Chargé in Chile (Norweb)", "Norweb"
# "Norweb, telegram", "Norweb. Letter", "Norweb. (1952). [Despatch no. 15"
AUTHOR = re.compile(
    rf"(?P<side>{_SIDE}{{2,160}})[.,] (?:\(\d{{4}}[^()]{{0,20}}\)\. )?\[?(?:{KINDS}|memorandum|message|{LETTER}+)$",
    re.IGNORECASE,
)
RECIPIENT = re.compile(rf"(?P<side>{_SIDE}{{2,160}})", re.IGNORECASE)
LONGEST_SIDE = 220
MOST_SIDES = 30
LEADING = re.compile(
    r"^(?:\W|\d{1,4}[.)\]]?(?= )|(?:see|also|cf\.?|compare|e\.g\.|i\.e\.|but|and|in|as|quoted|cited|for|from|of|by"
    rf"|{KINDS}s?|memorandum|message|aide-mémoire|copy|draft|text|the text of)\b\.?(?: from\b)?)+",
    re.IGNORECASE,
)
TRAILING = re.compile(rf"(?:[\s(\[]+(?:{KINDS}|dated|undated|of|no|on|in|from|at)?)?[\s.(\[]*$", re.IGNORECASE)
ACTOR = re.compile(
    r"(?:(?:the|our|an?) )?(?:[A-ZÀ-Þ]|(?:de|von|van|d'|secretary|minister|ambassador|president|department)\b)"
)


def read_file(paper: Paper) -> None:
    """Find the State file number; one needs its point and serial, or to be called a file, or to stand alone."""
    for match in paper.each(FILE):
        if not (match["said"] or match["serial"] or _is_alone(paper, match)):
            continue
        end = match.end("number")
        sent = SENT.match(paper.left[end:])
        number = f"{match['paris'] or ''}{match['number']}"
        paper.take("file", " ".join(number.split()), match.start(), end + (sent.end() if sent else 0), LETTER)


def _is_alone(paper: Paper, match: Match[str]) -> bool:
    return paper.left.strip(" .,;()[]") == match["number"].strip()


def read(paper: Paper) -> None:
    """Find number, date and parties before the series, or in the whole where there is none."""
    _strike_visits(paper)
    end = paper.series_from if paper.series_at >= 0 else len(paper.left)
    for match in paper.each(NUMBER):
        if match.start() < end or match["kind"]:
            paper.take("number", match["number"].lstrip("0") or "0", *match.span(), LETTER)
    _date(paper, 0, end)
    _parties(paper, 0, end)


def read_behind(paper: Paper) -> None:
    """Find date and parties behind the place cited: "FRUS 1934 V 57 (Norweb to Hull, October 3, 1933)"."""
    start = max(paper.left.rfind(LOCATOR), paper.left.rfind(VOLUME))
    if 0 <= paper.series_at < start:
        _date(paper, start, len(paper.left))
        if "sender" not in paper.found:
            _parties(paper, start, len(paper.left))


def _strike_visits(paper: Paper) -> None:
    """Days on which an address was seen: behind the word for it, or behind the address."""
    dates = list(_every(paper.left))
    visits = [match.span() for match in SEEN.finditer(paper.left)]
    for start, end, _ in dates:
        before = paper.left[:start].rstrip(" ,.;([")
        seen = next((visit for visit in visits if 0 <= start - visit[1] <= 2), None)
        if seen or before.endswith(ADDRESS):
            paper.strike(seen[0] if seen else start, end, NOISE)


def _date(paper: Paper, start: int, end: int) -> None:
    for begin, stop, when in _every(paper.left):
        if start <= begin < end:
            paper.take("date", when, begin, stop, LETTER)


def _every(text: str) -> list[tuple[int, int, When]]:
    found = [(*match.span(), _when(_day(match))) for match in ISO.finditer(text)]
    for match in REVERSED.finditer(text):
        turned = printed_dates.first(f"{match['rest']}, {match['year']}")
        found += [(*match.span(), _when(turned.period))] if turned else []
    masked = text
    for start, end, _ in found:
        masked = masked[:start] + "|" * (end - start) + masked[end:]
    for printed in printed_dates.every(masked, printed_dates.FULL):
        if printed.day.day is not None:
            found.append((printed.start, printed.end, _when(printed.period)))
    return sorted((each for each in found if each[2].edtf), key=lambda each: each[0])


def _day(match: Match[str]) -> Period:
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return Period()
    return Period(day, day, day)


def _when(period: Period) -> When:
    return When(period.edtf, period.earliest, period.latest)


def _parties(paper: Paper, start: int, end: int) -> None:
    """Who writes to whom: the first two that may be actors with " to " between them."""
    for to in islice(TO.finditer(paper.left, start, end), MOST_SIDES):
        recipient = RECIPIENT.match(paper.left, to.end())
        if recipient is None or not _side(recipient["side"]):
            continue
        begin = max(start, to.start() - LONGEST_SIDE)
        for shape in (SENDER, AUTHOR):
            sender = shape.search(paper.left[begin : to.start()])
            if sender and _side(sender["side"]):
                _take_parties(paper, (begin + sender.start("side"), begin + sender.end("side")), recipient.span("side"))
                return


def _take_parties(paper: Paper, sender: tuple[int, int], recipient: tuple[int, int]) -> None:
    """Keep both sides, as a heading of the series would be read."""
    one, other = _side(paper.left[slice(*sender)]), _side(paper.left[slice(*recipient)])
    said = headings.read(f"{one} to {other}")
    paper.take("sender", said.sender[0].text if said.sender else one, *sender, LETTER)
    paper.take("recipient", said.recipient[0].text if said.recipient else other, *recipient, LETTER)


def _side(words: str) -> str:
    """A side of a letter without what leads up to it; "" for what is no actor."""
    bare = TRAILING.sub("", LEADING.sub("", words.strip()))
    bare = bare.strip(" '\"-–—()[]") if bare.count("(") != bare.count(")") else bare.strip(" '\"-–—[]")
    return bare if ACTOR.match(bare) and len(bare) > 1 else ""
