"""Documents as the index holds them: rows in, entries out, some hundred at a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, product
from typing import Any

import tantivy
from tantivy import PreTokenizedString, Token

from archive.models import Document, Mention, Note, Party, PartyActor

from . import schema
from .analysis import plain
from .query import WIDEST

AT_ONCE = 200  # documents looked up and held in memory together
GAP = PreTokenizedString("¶", [Token("¶", 2 * WIDEST, 0, 1)])  # no word: nobody finds it, nothing reaches across it
UNDATED = 2**62
ROOM = 2**20  # texts of a volume
STATUSES = {
    "telegram": re.compile(r"\b(tele|cable)gram", re.IGNORECASE),
    "extract": re.compile(r"\bextract", re.IGNORECASE),
    "translation": re.compile(r"\btranslation", re.IGNORECASE),
    "paraphrase": re.compile(r"\bparaphrase", re.IGNORECASE),
    "confidential": re.compile(r"\b(confidential|secret)\b", re.IGNORECASE),
}
NOT_PRINTED = "not-printed"
_NOT_PRINTED = re.compile(r"\b(not|neither) (\w+ )?(re)?printed\b", re.IGNORECASE)
_COLUMNS = (
    *("pk", "volume__identifier", "identifier", "section__path", "order", "kind", "heading", "status"),
    *("file_number", "despatch_number", "date__time", "earliest", "latest", "place", "signatories", "text"),
)


def of(keys: Iterable[int]) -> Iterator[tantivy.Document]:
    """The entries of the documents with these primary keys, as far as readers may see them."""
    wanted = iter(keys)
    while some := list(islice(wanted, AT_ONCE)):
        around = _Around(some)
        for row in Document.objects.shown().filter(pk__in=some).order_by("pk").values(*_COLUMNS):
            yield _entry(row, around)


def statuses(lines: Iterable[str], notes: Iterable[str]) -> list[str]:
    """What a document's bracketed lines say it is, and whether a footnote says that something is not printed."""
    said = [name for name, pattern in STATUSES.items() if any(map(pattern.search, lines))]
    return [*said, NOT_PRINTED] if any(map(_NOT_PRINTED.search, notes)) else said


class _Around:
    """What belongs to some documents: footnotes, parties, and the places and actors in them."""

    def __init__(self, keys: Sequence[int]) -> None:
        self.notes: dict[int, list[str]] = defaultdict(list)
        for key, text in _rows(Note, "document", keys).order_by("document", "order").values_list("document", "text"):
            self.notes[key].append(text)
        self.parties: dict[tuple[int, str], list[str]] = defaultdict(list)
        for key, role, *said in _rows(Party, "document", keys).values_list(
            "document", "role", "text", "name", "office"
        ):
            self.parties[key, role] += said
        self.entities: dict[int, set[tuple[str, int]]] = defaultdict(set)
        mentions = _rows(Mention, "document", keys).order_by().values_list("document", "kind", "role", "entity")
        for key, kind, role, entity in mentions.distinct():
            field = schema.place if kind == "place" else schema.actor
            self.entities[key] |= {(field(role), entity), (field(schema.ANY), entity)}
        seats = _rows(PartyActor, "party__document", keys).order_by()
        for key, role, entity in seats.values_list("party__document", "party__role", "entity"):
            self.entities[key] |= {(schema.actor(role), entity), (schema.actor(schema.ANY), entity)}

    def acting(self, key: int, role: str) -> list[int]:
        """The actors of a document in a role."""
        return [entity for field, entity in sorted(self.entities[key]) if field == schema.actor(role)]


def _rows(model: Any, document: str, keys: Sequence[int]) -> Any:
    return model._default_manager.filter(**{f"{document}__in": keys})


def _entry(row: dict[str, Any], around: _Around) -> tantivy.Document:
    entry = tantivy.Document()
    key = row["pk"]
    entry.add_integer(schema.KEY, key)
    _add_words(entry, row, around)
    _add_values(entry, row, around.notes[key])
    _add_dates(entry, row)
    for field, entity in sorted(around.entities[key]):
        entry.add_integer(field, entity)
    for sender, recipient in product(*(around.acting(key, role) for role in ("sender", "recipient"))):
        entry.add_integer(schema.PAIR, schema.pair(sender, recipient))
    return entry


def _add_words(entry: tantivy.Document, row: dict[str, Any], around: _Around) -> None:
    for field in (schema.TEXT, schema.WORDS):
        entry.add_text(field, row["text"])
        for note in around.notes[row["pk"]]:
            entry.add_pre_tokenized_text(field, GAP)
            entry.add_text(field, note)
    entry.add_text(schema.HEADING, row["heading"])
    entry.add_text(schema.HEADING_WORDS, row["heading"])
    names = {
        schema.FROM: [*around.parties[row["pk"], "sender"], *row["signatories"]],
        schema.TO: around.parties[row["pk"], "recipient"],
        schema.PLACE: [row["place"]],
    }
    for field, said in names.items():
        for name in said:
            entry.add_text(field, name)
            entry.add_pre_tokenized_text(field, GAP)


def _add_values(entry: tantivy.Document, row: dict[str, Any], notes: Iterable[str]) -> None:
    volume = row["volume__identifier"]
    entry.add_text(schema.VOLUME, volume)
    entry.add_text(schema.DOCUMENT, f"{volume}/{row['identifier']}")
    entry.add_text(schema.KIND, row["kind"])
    entry.add_text(schema.LIBRARY, f"{volume}/{row['order']:08}")
    for section in row["section__path"] or ():
        entry.add_text(schema.SECTION, f"{volume}/{section}")
    for field, value in ((schema.FILE, row["file_number"]), (schema.NUMBER, row["despatch_number"])):
        if value:
            entry.add_text(field, plain(value))
    for status in statuses(row["status"], notes):
        entry.add_text(schema.STATUS, status)


def _add_dates(entry: tantivy.Document, row: dict[str, Any]) -> None:
    earliest, latest = row["earliest"], row["latest"]
    if earliest is None or latest is None:
        entry.add_integer(schema.DATE_UP, UNDATED + row["order"])
        entry.add_integer(schema.DATE_DOWN, -1 - row["order"])
        return
    entry.add_integer(schema.EARLIEST, day(earliest))
    entry.add_integer(schema.LATEST, day(latest))
    entry.add_integer(schema.YEAR, earliest.year)
    entry.add_integer(schema.DECADE, earliest.year // 10 * 10)
    place = (day(earliest) * 24 * 60 + _minutes(row["date__time"])) * ROOM + row["order"] % ROOM
    entry.add_integer(schema.DATE_UP, place)
    entry.add_integer(schema.DATE_DOWN, place)


def day(when: date) -> int:
    """A day as a number: 19370214."""
    return when.year * 10000 + when.month * 100 + when.day


def _minutes(time: str | None) -> int:
    """The time of day in minutes, 0 where none is printed."""
    found = re.fullmatch(r"(\d\d):(\d\d)", time or "")
    return int(found[1]) * 60 + int(found[2]) if found else 0
