"""Headings read: who writes to whom, as printed, and what kind of paper it calls itself; for the readers of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import Pattern

from archive.records.people import Party

from . import genre as genres
from . import parties
from .parties import Name, Span, Tag

__all__ = ["Heading", "Name", "Tag", "read"]

LONGEST = 2000
"""Code points of a heading that is read; a longer one is a text that lost its paragraphs."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Both sides of a heading, each empty where it names none; ``genre`` is its leading genre word or ""."""

    sender: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    sender_names: tuple[Name, ...] = ()
    recipient_names: tuple[Name, ...] = ()
    genre: str = ""


def read(text: str, tags: Sequence[Tag] = ()) -> Heading:
    """Read one heading: ``text`` by the contract's rules, ``tags`` what its markup says.

    Correspondence has two sides, "Memorandum by …" a sender, a treaty or minutes neither. Tags help to choose between
    readings; one that contains " to " is not believed, since 110 hold the whole heading ("Mr. Dayton to Mr. Seward").
    """
    if len(text) > LONGEST:
        return Heading()
    words = _lowered(text)
    trusted = [tag for tag in tags if not _TO.search(words, tag.start, tag.end)]
    start, end = _core(words, trusted)
    genre, after = genres.leading(words, start, end)
    for sender, recipient in _readings(words, start, after, end, genre, trusted):
        senders = parties.read(text, words, sender, trusted)
        recipients = parties.read(text, words, recipient, trusted) if recipient else []
        if senders and (recipients or not recipient):
            return Heading(
                tuple(found.party for found in senders),
                tuple(found.party for found in recipients),
                tuple(name for found in senders for name in found.names),
                tuple(name for found in recipients for name in found.names),
                genre,
            )
    return Heading(genre=genre)


# --- The heading: its core and its two sides --------------------------------------------------------------------------

_DATE = r"(?:\d{1,2}(?:st|nd|rd|d|th)?,? (?:of )?[A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}\b(?:, \d{4})?)"
_LEADING: Pattern[str] = re.compile(
    r"[\s*†‡“\"\[\]—–.,:;-]+"
    r"|\d{1,4}[a-z]?[.\])]+"
    r"|No\.?\s?\d{1,4}[A-Za-z]?\b[.\]]*"
    r"|(?:Annex|Appendix|Exhibit|Schedule|(?:[Ss]ub-?)?[IEl]ncl[o0]sure)(?:\s(?:No\.\s?)?\w{1,4})?(?:\sin\sNo\.\s?\d+)?"
    r"[.:—\]-]+"
    r"|From\s"
)
_LETTERED: Pattern[str] = re.compile(r"[A-Z]\.\s+(?=[A-Z][a-z]+\b)")
_RECEIVED: Pattern[str] = re.compile(r"[\s.,;—–-]{0,4}[\[(]?\b[Rr]eceived\b")
_MARKS: Pattern[str] = re.compile(
    r"(?:\s|[*†]|\[\d{1,3}\]|(?<=[^\s\d])\d{1,3}\])*(?:(?<=[^\s\d])\d{1,3})?$|[\s*†\[\]]+$"
)
_TO: Pattern[str] = re.compile(r"(?<=\S)\s+to\s+(?![Nn]egotiate\b)")
# " to " belongs to the words before it if a second one follows: "the Mission to the United Nations to the Department".
_POSTED: Pattern[str] = re.compile(
    r"\b(?:Mission|Delegation|Commission|Representative|Commissioner|Delegate|Ambassador|Minister|Envoy|Secretary|Assistant"
    r"|Advis[eo]r|Aide|Counsel(?:l?or)?|Observer|Liaison|Attaché|Consul|Agent)s?$"
)
_NAMED: Pattern[str] = re.compile(r"\)(?:,[^,()]{1,80},)?$")
_ADDRESSED = {"memorandum", "aide-mémoire", "despatch", "telegram", "letter", "note", "airgram", "instruction"} | {
    "message", "circular", "report", "paper", "reply", "communication", "paraphrase",
}  # fmt: skip
_AUTHOR: Pattern[str] = re.compile(
    rf"\s*(?:No\.\s?\d+,?\s)?(?:(?:of|dated)\s{_DATE},?\s)?"
    r"(?:of\s(?:a\s)?(?:[Tt]elephone\s)?[Cc]onversations?,?\s)?\[?"
    r"(?:(?:[Pp]repared|[Ss]ubmitted|[Ss]ent|[Ww]ritten|[Dd]rafted|[Aa]ddressed|[Hh]anded)\s)?"
    r"(?:(?:[Ff]rom|[Bb]y)\s|of\s(?=(?:Messrs|Mr)\.))"
)
_POSSESSIVE: Pattern[str] = re.compile(r"(?P<who>[^,;()]{2,60})[’']s (?:[a-z]+ ){0,3}[a-z]+$")
_SIDE_END: Pattern[str] = re.compile(
    rf";|\s?—|\]|,?\s\[|,?\s(?:dated\s|on\s|of\s)?{_DATE}|,?\swith\s(?:accompaniments?|[ei]nclosures?)"
    r"|,?\s(?:[Rr]egarding|[Cc]oncerning|[Rr]especting|[Rr]elative to|[Ii]n [Rr]egard to|[Uu]pon"
    r"|[Oo]n the [Ss]ubject of|of (?:an? )?(?:\w+ )?[Cc]onversations?)\b"
    r"|[.\s]?\s?\((?:Extract|Telegram|Translation|Confidential|Private|Copy|Circular|Paraphrase|No\.)"
)


def _lowered(text: str) -> str:
    """A heading in capitals as it would be printed elsewhere, of the same length."""
    if not text.isupper():
        return text
    titled = re.sub(r"\b(?:To|Of|The|In|At|And|For)\b", lambda small: small.group().lower(), text.title())
    return titled if len(titled) == len(text) else text


def _core(words: str, tags: Sequence[Tag]) -> Span:
    """The heading without leading numbers and letters, without a receipt behind it and note marks at its end."""
    received = _RECEIVED.search(words)
    start, end = 0, received.start() if received else len(words)
    while opening := _LEADING.match(words, start, end):
        start = opening.end()
    lettered = _LETTERED.match(words, start, end)
    if lettered and (
        lettered.end() in {tag.start for tag in tags} or parties.person_at(words, lettered.end(), end, marked=True)
    ):
        start = lettered.end()
    marks = _MARKS.search(words, max(start, end - 30), end)
    return start, marks.start() if marks else end


def _readings(
    words: str, start: int, after: int, end: int, genre: str, tags: Sequence[Tag]
) -> Iterator[tuple[Span, Span | None]]:
    """Where sender and recipient may stand, the fullest reading first. What opens with a genre has them only if it is
    addressed ("Telegram From … to …"), or is someone's own ("Mr. Fay’s parting remarks to the president …")."""
    owner = _POSSESSIVE.match(words, start, after) if genre else None
    if genre and owner is None:
        author = _AUTHOR.match(words, after, end)
        if author is None or genre not in _ADDRESSED:
            return
        start = author.end()
    by = words[:start].lower().endswith("by ")
    split = _split(_masked(words), start, end, tags, posted=not by or bool(tags))
    if split:
        yield (start, owner.end("who") if owner else split[0]), _cut(words, split[1], end)
    if by or words[:start].lower().endswith(("from ", " of ")):
        yield _cut(words, start, split[0] if split else end), None


def _cut(words: str, start: int, end: int) -> Span:
    stop = _SIDE_END.search(words, start, end)
    return start, stop.start() if stop else end


def _masked(words: str) -> str:
    """The heading with what stands in parentheses or brackets struck out, every offset kept."""
    for _ in range(2):
        words = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", lambda m: "\1" + "\0" * (len(m.group()) - 2) + "\2", words)
    return words.replace("\2", ")")


def _split(masked: str, start: int, end: int, tags: Sequence[Tag], *, posted: bool) -> Span | None:
    """The " to " between the two sides: one after a name in parentheses ("The Chairman of the Advisory Commission of
    Railway Experts to Russia (Stevens) to …"), else the first that does not belong to a post, else, if one ``posted``
    there may write, the first of all."""
    places = [match.span() for match in _TO.finditer(masked, start, end)]
    places = [place for place in places if _fits(place, tags)] or places
    named = [p for p in places if _NAMED.search(masked[max(start, p[0] - 90) : p[0]])]
    free = [p for p in places if not _POSTED.search(masked[max(start, p[0] - 20) : p[0]])]
    return next(iter([*named, *free, *(places if posted else ())]), None)


def _fits(place: Span, tags: Sequence[Tag]) -> bool:
    return all(tag.end <= place[0] + 1 if tag.side == "from" else tag.start >= place[1] for tag in tags)
