"""Places as printed: a dateline's place without the office before it; datelines asks for it."""

from __future__ import annotations

import re
from re import Pattern

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
# Behind a place in a dateline: "New York, Kislev, 5624, December 1, 1863."
_MONTHS_OF_OTHERS: Pattern[str] = re.compile(
    r"Tishri|(?:C|K)heshvan|Kislev|Tebeth|Tevet|She[bv]at|Adar|Nisan|Iyy?ar|Sivan|Tammuz|Elul"
    r"|Muharrem|Safer|Rebi|Ramazan|Ramadan|Shaban|Shawwal|Zil"
)
# Of a sworn statement: "Territory of Washington, County of Thurston, ss:" says which court may hear it.
_VENUE: Pattern[str] = re.compile(r"\bss\b[\s.:]*$")
_PAIRS = {")": "(", "]": "[", "”": "“"}
_ABBREVIATED: Pattern[str] = re.compile(
    r"(?:\b[A-Z]|\b(?:Ala|Ark|Cal|Colo|Conn|Del|Fla|Ga|Ill|Ind|Ia|Kan|Ky|La|Mass|Md|Me|Mich|Minn"
    r"|Miss|Mo|Mont|Neb|Nev|Ore|Pa|Penn|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Jr|St))\.$"
)


def is_place(text: str, span: tuple[int, int]) -> bool:
    """Whether tagged words are one: frus1919Parisv11 d276 tags the "Circa" of "Circa July 1"."""
    return _NOWHERE.fullmatch(text, *span) is None


def written(text: str, tagged: tuple[int, int] | None, date: int | None) -> tuple[tuple[int, int], str]:
    """Where the place stands (an empty span for none), and the office printed with it; the date is at ``date``."""
    nowhere = (0, 0)
    if tagged is None:
        found = _untagged(text, len(text) if date is None else date)
        if not is_place(text, found) or found[1] - found[0] > 120:
            return nowhere, ""
        place, office = _parted(text, *found)
        return (nowhere if place == found and _OFFICE.search(office) else place), office
    place, office = _parted(text, *tagged)
    before = trimmed(text, 0, tagged[0])
    dated = date is not None and date < tagged[0]
    if not dated and _OFFICE.search(text[slice(*before)]):
        office = ", ".join(filter(None, (text[slice(*before)], office)))
    return place, office


def inside(text: str) -> tuple[tuple[int, int], str]:
    """Where the place stands in words tagged as one outside datelines, and the office printed with it; an empty span
    where they are an office alone, or the venue of a sworn statement."""
    whole = trimmed(text, 0, len(text))
    if _VENUE.search(text) or not is_place(text, whole):
        return (0, 0), ""
    (start, end), office = _parted(text, *whole)
    if (start, end) == whole and office:
        return (0, 0), office
    return (start, end), office


def _untagged(text: str, end: int) -> tuple[int, int]:
    """The words before the date, or before the first figure or struck clause when none was read."""
    stop = re.search(r"[\d\0]", text[:end])
    if end == len(text) and stop:
        end = stop.start()
    tail = _TAIL.search(text[max(0, end - 60) : end])
    end = end - len(tail.group()) if tail else end
    struck = text.rfind("\0", 0, end) + 1
    return trimmed(text, struck, end)


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


def _is_date(words: str) -> bool:
    return words.isdigit() or _MONTHS_OF_OTHERS.fullmatch(words) is not None


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
    spans = [trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    spans = [(a, b) for a, b in spans if a < b and not _is_date(text[a:b])]
    return spans or [(start, end)]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
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
