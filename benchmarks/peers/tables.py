"""Documents as the tables of a plain database hold them, and a search's filters as conditions on those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from archive.models import Document, Entity
from archive.search import entry, facets, schema
from archive.search.fields import days
from archive.search.query import All, Field, Node
from archive.search.searches import DATE, DATE_BACK, VOLUME, Search

# Columns of the table of documents: words, then values.
WORDS = ("text", "heading", "sender", "recipient", "place")
VALUES = ("volume", "kind", "file", "number", "library", "earliest", "latest", "date_up", "date_down")
ORDERS = {DATE: "date_up", DATE_BACK: "date_down DESC", VOLUME: "library"}


class Row(NamedTuple):
    """A document: its primary key, words and values, and every facet that it has with the value."""

    key: int
    words: list[str]
    values: list[Any]
    facets: list[tuple[str, str]]


class Condition(NamedTuple):
    """A condition on the table ``documents``, with ``?`` for each of its values."""

    sql: str
    values: tuple[object, ...] = ()


def rows() -> Iterator[Row]:
    """Every document."""
    keys = Document.objects.order_by("pk").values_list("pk", flat=True).iterator()
    for document in entry.of(keys):
        held = document.to_dict()
        said = [held.get(name, []) for name in (schema.TEXT, schema.HEADING, schema.FROM, schema.TO, schema.PLACE)]
        words = ["\n".join(one for one in some if isinstance(one, str)) for some in said]
        values = [next(iter(held.get(name, [])), None) for name in VALUES]
        found = [(name, str(value)) for name, field in facets.FIELDS.items() for value in held.get(field, [])]
        yield Row(held[schema.KEY][0], words, values, found)


def split(tree: Node | None) -> tuple[Node | None, list[str]]:
    """The words of a query without its file numbers, which are looked up in their column, and those numbers."""
    parts = tree.parts if isinstance(tree, All) else (tree,) if tree else ()
    files = [part.inner.text for part in parts if isinstance(part, Field) and part.name == "file"]  # type: ignore[union-attr]
    rest = tuple(part for part in parts if not (isinstance(part, Field) and part.name == "file"))
    return (All(rest) if len(rest) > 1 else rest[0] if rest else None), files


def conditions(search: Search, files: Iterable[str], without: str = "") -> list[Condition]:
    """The filters of a search, as far as the benchmark has them; ``without`` those of one name."""
    found = [_begins(file) for file in files]
    for name, value in search.parameters:
        if name not in ("q", "sort", "page", without):
            found.append(_condition(name, value))
    return found


def _condition(name: str, value: str) -> Condition:
    match name:
        case "after":
            return Condition("documents.latest >= ?", (entry.day(days(value)[0]),))
        case "before":
            return Condition("documents.earliest <= ?", (entry.day(days(value)[1]),))
        case "file":
            return _begins(value)
        case "volume" | "kind":
            return Condition(f"documents.{name} = ?", (value,))
    entity = Entity.objects.filter(slug=value).values_list("pk", flat=True).first()
    held = str(entity) if entity else value
    return Condition("documents.key IN (SELECT key FROM facets WHERE name = ? AND value = ?)", (name, held))


def _begins(file: str) -> Condition:
    """What sorts between a text and the same with the last of letters behind it begins so."""
    return Condition("documents.file >= ? AND documents.file < ?", (file.lower(), file.lower() + "\uffff"))
