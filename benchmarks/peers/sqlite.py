"""SQLite with FTS5: one file, one table of words, facets by joining what was found with a table of values."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from archive.search.query import All, Any, Field, Node, Not, Phrase, Prefix, Word
from archive.search.searches import PER_PAGE, RELEVANCE, Search

from . import tables
from .peer import Asking
from .tables import ORDERS, VALUES, WORDS, Condition

CHECKED = 10_000  # steps of SQLite's machine between two looks at the clock
COLUMNS = {"heading": "heading", "from": "sender", "to": "recipient", "place": "place"}
TABLES = f"""
CREATE VIRTUAL TABLE words USING fts5({", ".join(WORDS)}, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE documents (key INTEGER PRIMARY KEY, {", ".join(VALUES)});
CREATE TABLE facets (key INTEGER, name TEXT, value TEXT, PRIMARY KEY (key, name, value)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX of_facets ON facets (name, value, key);
CREATE INDEX of_file ON documents (file); CREATE INDEX of_date ON documents (date_up);
CREATE INDEX of_date_down ON documents (date_down); CREATE INDEX of_library ON documents (library);
INSERT INTO words (words) VALUES ('optimize'); ANALYZE;
"""


class Sqlite:
    """Everything in SQL."""

    name = "sqlite"
    does = (
        "SQLite FTS5: exact count, top 20 by bm25 (or the order asked for) with snippet(), and exact facets by joining "
        "what was found with a table of values; phrases by stems"
    )

    def __init__(self, folder: Path, most: int, patience: float) -> None:
        self.file = folder / "words.sqlite"
        self.most = most
        self.patience = patience
        self.until = 0.0
        self.connection: sqlite3.Connection | None = None

    def is_built(self) -> bool:
        return self.file.exists()

    def build(self) -> None:
        draft = self.file.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        with sqlite3.connect(draft) as connection:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
            for row in tables.rows():
                _insert(connection, row)
            connection.executescript(INDEXES)
        connection.close()
        draft.replace(self.file)

    def size(self) -> int:
        return self.file.stat().st_size

    def asking(self, search: Search) -> Asking:
        tree, files = tables.split(search.tree)
        words = _match(tree) if tree else ""
        blind = [name for name in ("volume", "kind") if name in dict(search.parameters)]
        filters = {name: tables.conditions(search, files, without=name) for name in ["", *blind]}
        return lambda: self._ask(search, words, filters)

    def change(self, key: int, old: str, new: str) -> None:
        with self._opened() as connection:
            connection.execute("UPDATE words SET text = ? WHERE rowid = ?", (new, key))

    def _opened(self) -> sqlite3.Connection:
        if self.connection is None:
            self.connection = sqlite3.connect(self.file)
            self.connection.execute("PRAGMA mmap_size = 8000000000")
            self.connection.execute("PRAGMA temp_store = MEMORY")
            self.connection.set_progress_handler(lambda: time.monotonic() > self.until, CHECKED)
        self.until = time.monotonic() + self.patience
        return self.connection

    def _ask(self, search: Search, words: str, filters: dict[str, list[Condition]]) -> int | None:
        connection = self._opened()
        try:
            counts = []
            for name, some in filters.items():
                counts.append(self._find(connection, words, some))
                self._count(connection, name)
            self._first(connection, search, words, filters[""])
        except sqlite3.OperationalError as error:
            if "interrupt" in str(error):
                return None
            raise
        return counts[0]

    def _find(self, connection: sqlite3.Connection, words: str, filters: list[Condition]) -> int:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS found (key INTEGER PRIMARY KEY)")
        connection.execute("DELETE FROM found")
        source, values = _from(words, filters)
        return connection.execute(f"INSERT INTO found SELECT {_key(words)} FROM {source}", values).rowcount

    def _count(self, connection: sqlite3.Connection, blind: str) -> None:
        only = "AND facets.name = ?" if blind else ""
        query = f"""
            WITH counted AS (
                SELECT name, value, count(*) n FROM found CROSS JOIN facets USING (key) WHERE true {only} GROUP BY 1, 2
            ), placed AS (SELECT *, row_number() OVER (PARTITION BY name ORDER BY n DESC) place FROM counted)
            SELECT name, value, n FROM placed WHERE place <= ?
        """
        connection.execute(query, (*([blind] if blind else []), self.most)).fetchall()

    def _first(self, connection: sqlite3.Connection, search: Search, words: str, filters: list[Condition]) -> None:
        source, values = _from(words, filters, needs_documents=search.order != RELEVANCE)
        order = "rank" if search.order == RELEVANCE and words else ORDERS.get(search.order, "rowid")
        shown = "snippet(words, 0, '<mark>', '</mark>', '…', 40)" if words else "null"
        query = f"SELECT {_key(words)}, {shown} FROM {source} ORDER BY {order} LIMIT ? OFFSET ?"
        connection.execute(query, (*values, PER_PAGE, search.start)).fetchall()


def _insert(connection: sqlite3.Connection, row: tables.Row) -> None:
    marks = ", ".join("?" * len(WORDS))
    connection.execute(f"INSERT INTO words (rowid, {', '.join(WORDS)}) VALUES (?, {marks})", (row.key, *row.words))
    marks = ", ".join("?" * len(VALUES))
    connection.execute(f"INSERT INTO documents VALUES (?, {marks})", (row.key, *row.values))
    connection.executemany("INSERT OR IGNORE INTO facets VALUES (?, ?, ?)", ((row.key, *one) for one in row.facets))


def _from(words: str, filters: Iterable[Condition], needs_documents: bool = False) -> tuple[str, list[object]]:
    """The FROM and WHERE of a query."""
    some = list(filters)
    source = "words" if words else "documents"
    if words and (some or needs_documents):
        source = "words JOIN documents ON documents.key = words.rowid"
    conditions = [*(["words MATCH ?"] if words else []), *(one.sql for one in some)]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return source + where, [*([words] if words else []), *(value for one in some for value in one.values)]


def _key(words: str) -> str:
    return "words.rowid" if words else "documents.key"


def _match(node: Node, column: str = "text") -> str:
    """A tree as FTS5 reads it."""
    match node:
        case Word(text) | Phrase(text, 0):
            return f"{column}: {_quoted(text)}"
        case Prefix(text):
            return f"{column}: {_quoted(text)} *"
        case Phrase(text, slop):
            return f"{column}: NEAR({' '.join(map(_quoted, text.split()))}, {slop})"
        case Field(name, inner):
            return _match(inner, COLUMNS[name])
        case Any(parts):
            return f"({' OR '.join(_match(part, column) for part in parts)})"
        case All(parts):
            wanted = " AND ".join(_match(part, column) for part in parts if not isinstance(part, Not))
            unwanted = "".join(f" NOT {_match(part.inner, column)}" for part in parts if isinstance(part, Not))
            return f"({wanted}){unwanted}"
    raise NotImplementedError(node)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
