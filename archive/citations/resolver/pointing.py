"""Addresses in a citation: this archive's own under whatever host, history.state.gov's, and bare ids."""

from __future__ import annotations

import re
from re import Match
from urllib.parse import parse_qs, unquote

from .cited import Pointer
from .paper import ADDRESS, Paper

_HOST = r"(?:https?://)?(?P<host>(?:[a-z0-9-]{1,63}\.){0,8}[a-z0-9-]{1,63}(?::\d{1,5})?)"
WITHIN = re.compile(
    rf"(?:{_HOST})?(?:(?<!\w)/|(?<=\w)/|\b)(?P<room>volumes|historicaldocuments|files)/(?P<rest>[^\s<>\"]{{1,500}})",
    re.IGNORECASE,
)
IDENTIFIER = re.compile(
    r"(?<![\w/.-])(?P<volume>frus\d{4}(?:-\d\d(?:\d\d)?)?(?:(?P<more>[A-Za-z][\w-]{0,60})|(?=[/#])))"
    r"(?:[/#](?P<slot>[A-Za-z][\w-]{0,100}))?(?:/(?P<page>[A-Za-z][\w-]{0,100}))?/?(?:#(?P<fragment>[\w-]{1,100}))?",
    re.IGNORECASE,
)
PATH = re.compile(
    r"/?(?P<volume>[A-Za-z][\w-]{0,200})/(?P<slot>[A-Za-z][\w-]{0,200})(?:/(?P<page>[A-Za-z][\w-]{0,200}))?/?"
    r"(?:#(?P<fragment>[\w-]{1,100}))?"
)
ELSEWHERE = re.compile(
    r"https?://(?P<host>[^\s/<>\"]{1,250})[^\s<>\"]{0,1000}|\bdoi:\s?10\.[^\s<>\"]{1,250}", re.IGNORECASE
)
SUFFIX = re.compile(r"(?:\.csl)?\.(?:json|xml|txt|epub|ris|bib|html?|pdf)$", re.IGNORECASE)
SUFFIXED = re.compile(r"pg_\w+")
CLOSING = ".,;:!?\"'>"
ROOMS = {"full", "cite", "related", "report", "note"}  # behind a document: not a page of it


def read(paper: Paper) -> None:
    """Find the address in a citation; others behind the first, and those of other sites, are struck out."""
    for match in paper.each(WITHIN):
        rest = _trimmed(match["rest"])
        end = match.start("rest") + len(rest)
        if (pointer := _pointer(match["room"].lower(), rest)) is None:
            paper.strike(match.start(), end, ADDRESS)
        else:
            paper.take("address", pointer, match.start(), end, ADDRESS)
    for match in paper.each(ELSEWHERE):
        paper.words.setdefault("elsewhere", match["host"] or "doi.org")
        paper.strike(*match.span(), ADDRESS)
    for match in paper.each(IDENTIFIER):
        paper.take("address", _of_parts(match), *match.span(), ADDRESS)
    if "address" not in paper.found and (whole := PATH.fullmatch(paper.left.strip())):
        paper.take("address", _of_parts(whole), 0, len(paper.left), ADDRESS)


def _trimmed(rest: str) -> str:
    """Without the sentence's punctuation behind it, and without a bracket that it did not open."""
    while rest and (rest[-1] in CLOSING or (rest[-1] in ")]" and rest.count(")") + rest.count("]") > _opened(rest))):
        rest = rest[:-1]
    return rest


def _opened(rest: str) -> int:
    return rest.count("(") + rest.count("[")


def _of_parts(match: Match[str]) -> Pointer:
    return _slotted(match["volume"], match["slot"] or "", match["page"] or "", match["fragment"] or "")


def _pointer(room: str, rest: str) -> Pointer | None:
    """What an address behind ``/volumes/``, ``/historicaldocuments/`` or ``/files/`` leads to."""
    path, _, fragment = rest.partition("#")
    path, _, query = path.partition("?")
    if room == "files":
        number = unquote(path).strip("/ ")
        return Pointer(file=number) if number else None
    parts = [SUFFIX.sub("", unquote(part)) for part in path.split("/") if part]
    if not parts:
        return None
    volume, slot, page = (*parts, "", "")[:3]
    asked = parse_qs(query).get("page", [""])[0]
    return _slotted(volume, slot, asked if page.lower() in ROOMS else page, unquote(fragment))


def _slotted(volume: str, slot: str, page: str, fragment: str) -> Pointer:
    page = "" if page.lower() in ROOMS else page
    if not page and slot and SUFFIXED.fullmatch(fragment):
        page, fragment = fragment, ""
    if not slot and fragment:
        slot, fragment = fragment, ""
    return Pointer(volume, slot, page, fragment)
