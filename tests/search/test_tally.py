"""Counting: what is asked for its few most frequent values says what counting everything says."""

from __future__ import annotations

import random
from collections import Counter

import pytest
import tantivy
from tantivy import Query, Searcher

from archive.search import schema, tally
from archive.search.schema import PAIR

PARTS = 4


def searcher(parts: list[list[int]]) -> Searcher:
    """An index in parts, each of documents with one pair."""
    index = schema.prepare(tantivy.Index(schema.SCHEMA))
    writer = index.writer(15_000_000, 1)
    for part in parts:
        for pair in part:
            entry = tantivy.Document()
            entry.add_integer(PAIR, pair)
            writer.add_document(entry)
        writer.commit()
    index.reload()
    return index.searcher()


def drawn(seed: int, steep: float) -> list[list[int]]:
    """Pairs in parts; the steeper, the more of them are the same."""
    dice = random.Random(seed)
    return [
        [schema.pair(int(40 * dice.random() ** steep), int(40 * dice.random() ** steep)) for _ in range(500)]
        for _ in range(PARTS)
    ]


@pytest.mark.parametrize("handed_in", [10, 40, 200, 3000])
@pytest.mark.parametrize("steep", [1.0, 3.0, 8.0])
@pytest.mark.parametrize("most", [1, 10])
def test_the_foremost_of_very_many_are_those_of_counting(
    monkeypatch: pytest.MonkeyPatch, handed_in: int, steep: float, most: int
) -> None:
    monkeypatch.setattr(tally, "HANDED_IN", handed_in)
    monkeypatch.setattr(tally, "CANDIDATES", 30)
    for seed in range(5):
        parts = drawn(seed, steep)
        counted = Counter(pair for part in parts for pair in part)
        found = tally.foremost(searcher(parts), Query.all_query(), {PAIR: most})[PAIR]
        assert [count for _, count in found] == sorted(counted.values(), reverse=True)[:most]
        assert all(counted[pair] == count for pair, count in found)


def test_what_no_part_hands_in_first_is_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "HANDED_IN", 2)
    monkeypatch.setattr(tally, "CANDIDATES", 8)
    # In each part two others are more frequent than 7; in all of them together none is.
    parts = [[10 * n] * 5 + [10 * n + 1] * 5 + [7] * 4 for n in range(1, 5)]
    (first,) = tally.foremost(searcher(parts), Query.all_query(), {PAIR: 1})[PAIR]
    assert first == (7, 16)


def test_a_pair_of_large_keys_is_told_exactly() -> None:
    largest = schema.pair(schema.KEYS - 1, schema.KEYS - 2)
    ((pair, count),) = tally.foremost(searcher([[largest, largest]]), Query.all_query(), {PAIR: 5})[PAIR]
    assert schema.parted(pair) == (schema.KEYS - 1, schema.KEYS - 2)
    assert count == 2


def test_nothing_has_no_foremost() -> None:
    assert tally.foremost(searcher([[1]]), Query.empty_query(), {PAIR: 5})[PAIR] == []
