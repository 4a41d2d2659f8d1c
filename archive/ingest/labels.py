"""What an inline note or a line standing alone says: file number, despatch number, status, enclosure label or page.

The TEI reader asks it about ``note[@rend='inline']``, the transcript reader about lines; both go by the text alone,
because all 11,585 inline notes of the series carry the same ``type="source"``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from re import Match, Pattern

SHORTEST = 4
LONGEST = 200
"""Code points a label may have; the longest enclosure labels of 1864 stay under it, and a longer text is prose."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says.

    ``kind`` is ``file-number``, ``despatch-number``, ``status``, ``enclosure``, ``collection``, ``page`` or ``other``;
    ``value`` the number alone for the numbers and the page, else the text as printed, white space collapsed;
    ``transmission`` what stands behind the colon of "711.90H/52: Telegram", else "".
    """

    kind: str
    value: str
    transmission: str = ""


# "[Page 22]", "[page xvii]"; five digits and no more, so that a run of digits is not a page.
PAGE: Pattern[str] = re.compile(r"\[Page ?(?P<label>[0-9]{1,5}[a-z]?|[ivxlcdm]{1,12}) ?\]", re.IGNORECASE)

# The mark of a footnote behind a label: "[Enclosure—Translation] 5", "*No. VI.[58]", "[Telegram]²".
_MARK: Pattern[str] = re.compile(r" ?(?:\[[0-9]{1,3}[a-z]?\]|[¹²³⁰⁴-⁹]{1,3}|(?<=\]) ?[0-9]{1,3}|\*)$")

# Scanning gives "lnclosure" and "Incloaure"; the words of later years are those of the FRUS style.
_ENCLOSURE: Pattern[str] = re.compile(
    r"(?P<sub>sub-? ?)?(?:[eil1|]nc[l1i]o[a-z]ures?|annex(?:e|es)?|appendix|exhibit|attachment)\b",
    re.IGNORECASE,
)

_BARE_ENCLOSURE: Pattern[str] = re.compile(r"[^ ]{1,14}(?: [0-9A-Z]{1,3})?(?: in No\.? ?[0-9]{1,5})?[.:]?")

_TRANSMISSION: Pattern[str] = re.compile(
    r":\s*(?P<sent>(?:[A-Z][a-z]+ )?(?:[Tt]ele|[Cc]able|[Aa]ir|[Rr]adio)grams?\b[^:/]{0,40}"
    r"|[Ii]nstruction|[Cc]ircular)$"
)

_FILE_PREFIX: Pattern[str] = re.compile(r"(?:File|Decimal file|Case) No[.,]? ?|(?=Paris Peace Con[a-z]\.?,? [0-9])")

# Decimal class, then a name ("Great Britain", "Polk, Frank L."), then the serials: "800.51W89 Great Britain/12",
# "123 EN 3/435", "711.1928/2331/7", "861.00/2353, 2354", "812.6363/2803 1/2", "861.61323/–", "611.3731/841a Supp."
_FILE: Pattern[str] = re.compile(
    r"(?P<paris>Paris Peace Con[a-z]\.?,? )?"
    r"(?P<main>[0-9]{2,6}[A-Za-z]{0,3}[0-9]{0,4}(?P<point>\.[0-9][0-9A-Za-z]{0,12})?)"
    r"(?P<name>(?:(?<=[0-9a-z])| )[A-Z(][^/:\[\]]{1,60})?"
    r"(?P<serial>/[^:\[\]]{1,40})?"
)

_SERIES: Pattern[str] = re.compile(r"(?:[A-Z][A-Za-z]* ){1,4}Series,? No\. ?[0-9][0-9-]*\.?")

# "Woodrow Wilson Papers", "Edward M. House Papers", "Inquiry files", "Leland Harrison's Collection"
_COLLECTION: Pattern[str] = re.compile(
    r"(?:[A-Z][\w.’'&-]*,? |(?:of|the|and|de|von) ){1,8}(?:Papers|[Ff]iles?|Collection|Manuscripts|MSS\.?|Archives)"
    r"(?:, [^:]{1,60})?"
)

# "No. 1551", "No. 14.]", "[No. 14.]", "*No. 4.", "No 304.]", "No. 108½.]", "Political No. 22", "No. 120/W/14",
# "No. —.]"
_NUMBER: Pattern[str] = re.compile(
    r"\*?\[?(?:[A-Z][\w’'-]{1,20}\.? ){0,3}N[Oo]\.? ?(?P<value>[0-9][0-9A-Za-z½¼¾/–-]{0,15}|[IVXLC]{1,8}|[—–-])[.,]?\]?"
)
_NOT_A_DESPATCH: Pattern[str] = re.compile(
    r"\b(?:File|Case|Series|Article|Section|Part|Vol|Table|Chapter|Resolution)\b"
)

_STATUS: Pattern[str] = re.compile(
    r"\b(?:telegrams?|cablegram|radiogram|airgram|telephone|extracts?|translat\w+|tranalation|paraphrase|confidential"
    r"|private|personal|secret|circular|printed|copy|duplicate|memorand\w+|aide.m[ée]moire|draft|notes?|unofficial"
    r"|informal|urgent|priority|summary|separate|report|substance|précis|resumé)\b",
    re.IGNORECASE,
)

# "[For this memorandum see page 12.]" and "[Inclosures not printed.]" are remarks of the edition.
_REMARK: Pattern[str] = re.compile(
    r"(?:For|See|Here|The|This|In|Not)\b|.*\b(?:not (?:printed|found)|omitted)\b", re.IGNORECASE
)


def read(text: str) -> Label:
    """Say what a label says; white space in ``text`` does not matter, and whatever is not certain is ``other``."""
    printed = " ".join(text.split())
    if not SHORTEST <= len(printed) <= LONGEST:
        return Label("other", printed)
    bare = _MARK.sub("", printed)
    for reader in (_page, _enclosure, _number, _file, _collection, _status):
        if label := reader(bare):
            return label
    return Label("other", printed)


def depth(text: str) -> int:
    """Return how deep an enclosure label nests: 1, or 2 for what is enclosed in an enclosure ("[Subinclosure]")."""
    found = _ENCLOSURE.match(text.strip().lstrip("[(").lstrip())
    return 2 if found and found["sub"] else 1


def _page(text: str) -> Label | None:
    found = PAGE.fullmatch(text)
    return Label("page", found["label"]) if found else None


def _enclosure(text: str) -> Label | None:
    """Read "[Inclosure 2 in No. 14.—Translation.]"; without brackets only what no sentence would begin with."""
    inner = _unbracketed(text)
    if inner is None:
        inner = text if _BARE_ENCLOSURE.fullmatch(text) else ""
    return Label("enclosure", text) if _ENCLOSURE.match(inner) and not _REMARK.match(inner) else None


def _number(text: str) -> Label | None:
    found = _NUMBER.fullmatch(text)
    if not found or _NOT_A_DESPATCH.search(text) or _ENCLOSURE.match(text):
        return None
    return Label("despatch-number", found["value"].strip("—–-"))


def _file(text: str) -> Label | None:
    body, sent = _sent(text)
    prefix = _FILE_PREFIX.match(body)
    value = body[prefix.end() :] if prefix else body
    if value.endswith(".") and value[-2:-1].isdigit():
        value = value[:-1]
    found = _FILE.fullmatch(value)
    if found and (prefix or _certainly_a_file(found)):
        return Label("file-number", value, sent)
    return None


def _certainly_a_file(found: Match[str]) -> bool:
    """Tell "123P54/283" from a date (12/5/1936), years (1936/37), a fraction, an amount or a numbered paragraph."""
    lettered = any(character.isalpha() for character in found["main"] + (found["name"] or ""))
    pointed = found["point"] is not None
    if found["serial"] is None:
        return pointed and len(found["name"] or "") > 4 and len(found["point"]) > 2
    return pointed or lettered


def _collection(text: str) -> Label | None:
    body, sent = _sent(text)
    if _SERIES.fullmatch(body) or _COLLECTION.fullmatch(body.rstrip(".")):
        return Label("collection", body, sent)
    return None


def _status(text: str) -> Label | None:
    inner = _unbracketed(text)
    if inner is None or len(text) > 100 or _REMARK.match(inner) or not _STATUS.search(inner):
        return None
    return Label("status", text)


def _sent(text: str) -> tuple[str, str]:
    """Part "711.90H/52: Telegram" into the number and the way it was sent."""
    found = _TRANSMISSION.search(text)
    return (text[: found.start()].rstrip(), found["sent"]) if found else (text, "")


def _unbracketed(text: str) -> str | None:
    """Return what stands in the brackets around the whole of a label, None where there are none."""
    inner = text.rstrip(".")
    if len(inner) > 2 and (inner[0], inner[-1]) in (("[", "]"), ("(", ")")):
        return inner[1:-1].strip()
    return None
