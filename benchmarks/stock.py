"""What is taken from an archive to make a larger one of: its paragraphs, footnotes and names, and what documents are
made up of. No more of it is held in memory than ``MOST`` pieces of a kind, however large the archive is."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

import psycopg

MOST = 40_000  # pieces of a kind
SHORTEST = 40  # code points of a line that is a paragraph
T = TypeVar("T")

TEXTS = "SELECT text FROM archive_document WHERE kind <> 'section' AND withdrawn_at IS NULL ORDER BY volume_id, id"
NOTES = "SELECT text FROM archive_note WHERE text <> '' ORDER BY document_id, id"
NAMES = """
SELECT e.kind, e.name, e.office FROM archive_entity e LEFT JOIN archive_mention m ON m.entity_id = e.id
WHERE char_length(e.name) < 100 GROUP BY e.id ORDER BY count(m.id) DESC, e.id
"""
SHAPES = """
SELECT d.kind, d.status, d.file_number, d.despatch_number <> '', d.earliest IS NOT NULL, d.date->>'time', d.heading,
    (SELECT count(*) FROM archive_note n WHERE n.document_id = d.id),
    (SELECT array_agg(array[m.kind, m.role] ORDER BY m."order") FROM archive_mention m WHERE m.document_id = d.id),
    (SELECT count(*) FROM regexp_split_to_table(d.text, '\n') line WHERE char_length(line) >= %s)
FROM archive_document d WHERE d.kind <> 'section' AND d.withdrawn_at IS NULL ORDER BY d.id
"""


class Shape(NamedTuple):
    """What a document is made up of; ``file`` is its State file number without the last part, ``mentions`` the kind
    and role of each of its names, ``paragraphs`` how many it has."""

    kind: str
    status: tuple[str, ...]
    file: str
    is_numbered: bool
    is_dated: bool
    time: str
    heading: str
    notes: int
    mentions: tuple[tuple[str, str], ...]
    paragraphs: int


class Name(NamedTuple):
    """A person, office, body or place."""

    kind: str
    name: str
    office: str


class Stock(NamedTuple):
    """What an archive was found to hold; paragraphs and footnotes as they follow on each other, names by kind, the
    most frequent first."""

    paragraphs: list[str]
    notes: list[str]
    shapes: list[Shape]
    names: dict[str, list[Name]]


def of(address: str, dice: random.Random) -> Stock:
    """What the archive in the database at ``address`` holds. Raises ValueError where it is empty."""
    with psycopg.connect(address) as connection:
        paragraphs = (line for (text,) in _rows(connection, TEXTS) for line in text.split("\n"))
        notes = (text for (text,) in _rows(connection, NOTES))
        shapes = (_shape(*row) for row in _rows(connection, SHAPES, [SHORTEST]))
        names: dict[str, list[Name]] = defaultdict(list)
        for row in _rows(connection, NAMES):
            if len(names[row[0]]) < MOST:
                names[row[0]].append(Name(*row))
        stock = Stock(
            _some((line for line in paragraphs if len(line) >= SHORTEST), dice),
            _some(notes, dice),
            _some(shapes, dice),
            dict(names),
        )
    if not (stock.paragraphs and stock.notes and len(stock.names) == 4):
        raise ValueError("The archive holds too little to be multiplied: ingest some volumes first.")
    return stock


def _rows(connection: psycopg.Connection[Any], query: str, values: Iterable[object] = ()) -> Iterator[Any]:
    """The rows of a query, some hundred at a time."""
    with connection.cursor("stock") as cursor:
        cursor.itersize = 200
        yield from cursor.execute(query, list(values))


def _shape(kind: str, status: list[str], file: str, *rest: Any) -> Shape:
    numbered, dated, time, heading, notes, mentions, paragraphs = rest
    pairs = tuple((kind, role) for kind, role in mentions or ())
    return Shape(
        kind, tuple(status), file.rpartition("/")[0], numbered, dated, time or "", heading, notes, pairs, paragraphs
    )


def _some(pieces: Iterable[T], dice: random.Random) -> list[T]:
    """At most ``MOST`` of some pieces, each as likely as another, in their order."""
    kept: list[tuple[int, T]] = []
    for number, piece in enumerate(pieces):
        if number < MOST:
            kept.append((number, piece))
        elif (place := dice.randrange(number + 1)) < MOST:
            kept[place] = number, piece
    return [piece for _, piece in sorted(kept, key=lambda one: one[0])]
