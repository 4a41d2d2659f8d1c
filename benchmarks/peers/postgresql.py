"""PostgreSQL's own full text: a generated tsvector under a GIN index, facets by joining with a table of values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any as Anything

import psycopg

from archive.search.query import All, Any, Field, Node, Not, Phrase, Prefix, Word
from archive.search.searches import PER_PAGE, RELEVANCE, Search

from . import tables
from .peer import Asking
from .tables import ORDERS, VALUES, WORDS, Condition

SCHEMA = "plain"
Connection = psycopg.Connection[Anything]
WEIGHTS = {"heading": "A", "from": "B", "to": "C"}
NUMBERS = ("earliest", "latest", "date_up", "date_down")
TABLES = f"""
DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}; SET search_path = {SCHEMA};
CREATE TABLE documents (key bigint PRIMARY KEY, {", ".join(f"{name} text" for name in WORDS)},
    {", ".join(f"{name} {'bigint' if name in NUMBERS else 'text'}" for name in VALUES)});
CREATE TABLE facets (key bigint, name text, value text);
"""
INDEXES = """
ALTER TABLE documents ADD words tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english', heading), 'A') || setweight(to_tsvector('english', sender), 'B')
    || setweight(to_tsvector('english', recipient), 'C') || to_tsvector('english', text)) STORED;
CREATE INDEX ON documents USING gin (words); CREATE INDEX ON documents (file COLLATE "C");
CREATE INDEX ON documents (date_up); CREATE INDEX ON documents (date_down); CREATE INDEX ON documents (library);
ALTER TABLE facets ADD PRIMARY KEY (key, name, value); CREATE INDEX ON facets (name, value, key);
"""


class Postgresql:
    """Everything in SQL, in a schema of its own beside the archive."""

    name = "postgresql"
    does = (
        "PostgreSQL full text (generated tsvector, GIN): exact count, top 20 by ts_rank (or the order asked for) with "
        "ts_headline, and exact facets, by joining what was found with a table of values; stop words are not indexed"
    )

    def __init__(self, address: str, most: int, patience: float) -> None:
        self.address = address
        self.most = most
        self.patience = patience
        self.connection: Connection | None = None

    def is_built(self) -> bool:
        query = "SELECT indexdef FROM pg_indexes WHERE schemaname = %s AND indexname = 'facets_name_value_key_idx'"
        return self._opened().execute(query, [SCHEMA]).fetchone() is not None

    def build(self) -> None:
        with psycopg.connect(self.address) as connection:
            connection.execute(TABLES)
            connection.execute("CREATE TEMP TABLE fresh (key bigint, name text, value text) ON COMMIT DROP")
            self._copy(connection)
            connection.execute("INSERT INTO facets SELECT DISTINCT * FROM fresh")
            connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
            connection.execute(INDEXES)
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(f"VACUUM ANALYZE {SCHEMA}.documents, {SCHEMA}.facets")

    def _copy(self, connection: Connection) -> None:
        some = []
        columns = ", ".join(("key", *WORDS, *VALUES))
        with connection.cursor() as cursor:
            for batch in _batches(tables.rows()):
                with cursor.copy(f"COPY documents ({columns}) FROM STDIN") as copy:
                    for row in batch:
                        copy.write_row((row.key, *row.words, *row.values))
                        some += [(row.key, *one) for one in row.facets]
                with cursor.copy("COPY fresh FROM STDIN") as copy:
                    for one in some:
                        copy.write_row(one)
                some.clear()

    def size(self) -> int:
        sizes = " + ".join(f"pg_total_relation_size('{SCHEMA}.{table}')" for table in ("documents", "facets"))
        row = self._opened().execute(f"SELECT {sizes}").fetchone()
        return int(row[0]) if row else 0

    def asking(self, search: Search) -> Asking:
        tree, files = tables.split(search.tree)
        values: list[str] = []
        words = _query(tree, values) if tree else ""
        asked = [Condition(f"documents.words @@ ({words})", tuple(values))] if words else []
        blind = [name for name in ("volume", "kind") if name in dict(search.parameters)]
        filters = {name: [*asked, *tables.conditions(search, files, without=name)] for name in ["", *blind]}
        return lambda: self._ask(search, words, values, filters)

    def change(self, key: int, old: str, new: str) -> None:
        self._opened().execute("UPDATE documents SET text = %s WHERE key = %s", [new, key])

    def _opened(self) -> Connection:
        if self.connection is None:
            self.connection = psycopg.connect(self.address, autocommit=True)
            self.connection.execute(f"SET search_path = {SCHEMA}, public")
            self.connection.execute("SET work_mem = '64MB'")
            self.connection.execute(f"SET statement_timeout = {int(self.patience * 1000)}")
        return self.connection

    def _ask(self, search: Search, words: str, said: list[str], filters: dict[str, list[Condition]]) -> int | None:
        connection = self._opened()
        try:
            counts = [self._count(connection, name, some) for name, some in filters.items()]
            self._first(connection, search, words, said, filters[""])
        except psycopg.errors.QueryCanceled:
            return None
        return counts[0]

    def _count(self, connection: Connection, blind: str, filters: list[Condition]) -> int:
        where, values = _where(filters)
        only = f"WHERE facets.name = '{blind}'" if blind else ""
        query = f"""
            WITH found AS MATERIALIZED (SELECT key FROM documents {where}),
            counted AS (SELECT name, value, count(*) n FROM found JOIN facets USING (key) {only} GROUP BY 1, 2),
            placed AS (SELECT *, row_number() OVER (PARTITION BY name ORDER BY n DESC) place FROM counted)
            SELECT '', '', (SELECT count(*) FROM found) UNION ALL SELECT name, value, n FROM placed WHERE place <= %s
        """
        return int(connection.execute(query, [*values, self.most]).fetchall()[0][2])

    def _first(
        self,
        connection: Connection,
        search: Search,
        words: str,
        said: list[str],
        some: list[Condition],
    ) -> None:
        where, values = _where(some)
        words = words.replace("?", "%s")
        is_ranked = search.order == RELEVANCE and words
        order = f"ts_rank(words, {words}) DESC" if is_ranked else ORDERS.get(search.order, "key")
        shown = f"ts_headline('english', text, {words})" if words else "null"
        query = f"""
            SELECT key, {shown} FROM (SELECT key, text FROM documents {where} ORDER BY {order} LIMIT %s OFFSET %s) first
        """
        ranked = said if is_ranked else []
        connection.execute(query, [*(said if words else []), *values, *ranked, PER_PAGE, search.start]).fetchall()


def _batches(rows: Iterator[tables.Row], size: int = 2000) -> Iterator[list[tables.Row]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    yield batch


def _where(filters: list[Condition]) -> tuple[str, list[object]]:
    where = " AND ".join(one.sql for one in filters).replace("documents.file", 'documents.file COLLATE "C"')
    values = [value for one in filters for value in one.values]
    return (f"WHERE {where}" if where else "").replace("?", "%s"), values


def _query(node: Node, values: list[str], weight: str = "") -> str:
    """A tree as a tsquery, with ``?`` for each of ``values``."""
    match node:
        case Word(text) | Phrase(text, 0):
            values.append(text)
            found = "phraseto_tsquery('english', ?)"
            return (
                f"(SELECT regexp_replace({found}::text, '(''[^'']*'')', '\\1:{weight}', 'g')::tsquery)"
                if weight
                else found
            )
        case Prefix(text):
            values.append(f"{text.lower()}:*")
            return "to_tsquery('simple', ?)"
        case Phrase(text, slop):
            first, second = text.split()
            values += [f"{a} <{n}> {b}" for n in range(1, slop + 2) for a, b in ((first, second), (second, first))]
            return " || ".join(["to_tsquery('english', ?)"] * (2 * slop + 2))
        case Field("place", inner):
            return _query(inner, values)
        case Field(name, inner):
            return _query(inner, values, WEIGHTS[name])
        case Any(parts):
            return f"({' || '.join(_query(part, values, weight) for part in parts)})"
        case All(parts):
            return f"({' && '.join(_query(part, values, weight) for part in parts)})"
        case Not(inner):
            return f"!!({_query(inner, values, weight)})"
    raise NotImplementedError(node)
