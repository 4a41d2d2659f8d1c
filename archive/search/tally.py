"""How many documents of a result have each value of a field, where a facet is asked for a few: exact, many at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tantivy import Query, Searcher

from . import match
from .facets import ROOM
from .schema import SCHEMA

LIMIT = 60_000  # values that the index counts at once; it refuses more than 65,000
CANDIDATES, HANDED_IN = 600, 3_000  # values that may be among the first, and that a part of the index hands in
Counted = list[tuple[int, int]]  # values, each with how many documents have it


def frequent(searcher: Searcher, query: Query, most: Mapping[str, int]) -> dict[str, Counted]:
    """Of some fields, the ``most`` frequent values, the most frequent first."""
    asked = {field: {"terms": {"field": field, "size": size, "segment_size": ROOM}} for field, size in most.items()}
    found = searcher.aggregate(query, asked)
    return {field: [(int(b["key"]), int(b["doc_count"])) for b in found[field]["buckets"]] for field in most}


def foremost(searcher: Searcher, query: Query, most: Mapping[str, int]) -> dict[str, Counted]:
    """The same for few values of fields that have very many, as exact, and quicker.

    Each part of the index hands in some of its values only, and says how many documents it may have kept back of any
    other; those that may be among the first are then counted one by one.
    """
    asked = {field: {"terms": {"field": field, "size": CANDIDATES, "segment_size": HANDED_IN}} for field in most}
    found = searcher.aggregate(query, asked)
    return {field: _settled(searcher, query, field, found[field], size) for field, size in most.items()}


def _settled(searcher: Searcher, query: Query, field: str, found: dict[str, Any], most: int) -> Counted:
    """The first of what the parts of the index handed in, with what they kept back."""
    rows = [(int(b["key"]), int(b["doc_count"])) for b in found["buckets"]]
    doubt = int(found.get("doc_count_error_upper_bound") or 0)
    if not doubt:
        return rows[:most]
    least, last = rows[most - 1][1], rows[-1][1]
    if least - last <= doubt:  # there may be more, as frequent, that are not among these
        return frequent(searcher, query, {field: most})[field]
    some = [value for value, count in rows if count + doubt >= least]
    counted = [(value, _count(searcher, query, field, value)) for value in some]
    return sorted(counted, key=lambda row: (-row[1], row[0]))[:most]


def _count(searcher: Searcher, query: Query, field: str, value: int) -> int:
    both = match.every([query, Query.term_query(SCHEMA, field, value)])
    return int(searcher.search(both, limit=1).count)  # type: ignore[attr-defined]


def every(searcher: Searcher, query: Query, field: str) -> dict[int, int]:
    """Every value of a field of primary keys, however many there are."""
    asked = {
        "values": {"terms": {"field": field, "size": LIMIT, "segment_size": ROOM}},
        "first": {"min": {"field": field}},
        "last": {"max": {"field": field}},
    }
    found = searcher.aggregate(query, asked)
    if not found["values"].get("sum_other_doc_count"):
        return _counts(found["values"]["buckets"])
    first, last = int(found["first"]["value"]), int(found["last"]["value"])
    return {
        value: count
        for low in range(first, last + 1, LIMIT)
        for value, count in _between(searcher, query, field, low, min(low + LIMIT - 1, last)).items()
    }


def _between(searcher: Searcher, query: Query, field: str, low: int, high: int) -> dict[int, int]:
    """The values from ``low`` to ``high``: as bars of a histogram that are one wide, since those can be bounded."""
    bars = {"field": field, "interval": 1, "min_doc_count": 1, "hard_bounds": {"min": low, "max": high}}
    return _counts(searcher.aggregate(query, {"values": {"histogram": bars}})["values"]["buckets"])


def _counts(buckets: list[dict[str, float]]) -> dict[int, int]:
    return {int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
