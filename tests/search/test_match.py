"""What the index finds for any query is what a scan finds: phrases, nearness, brackets, fields, footnotes."""

from __future__ import annotations

import random
from functools import cache

import pytest
import tantivy
from hypothesis import given, settings
from hypothesis import strategies as st
from tantivy import Index

from archive.search import entry, match, schema
from archive.search.query import All, Any, Field, Node, Not, Phrase, Prefix, Word, parse
from tests.search import scan
from tests.search.held import Held, Stretch
from tests.tools import examples

TEXTS = 400
# Few words, so that they meet; stems, prefixes and accents among them.
WORDS = ("fish", "fishes", "fishing", "Fishermen", "treaty", "treaties", "chargé", "charge", "the", "x-y", "1937", "a")
NUMBERS = ("761.93/1583", "761.93", "761.9311/2", "825 A.1", "*.[", "")


@cache
def archive() -> tuple[list[Held], Index]:
    """Texts with footnotes, some alike, and an index in memory that holds them."""
    chance = random.Random(1937)

    def some(most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(0, most)))

    held = [
        document(key, [some(14), *(some(5) for _ in range(key % 3))], some(3), NUMBERS[key % 6]) for key in range(TEXTS)
    ]
    index = schema.prepare(Index(schema.SCHEMA))
    writer = index.writer(15_000_000, 1)
    for one in held:
        writer.add_document(written(one))
    writer.commit()
    index.reload()
    return held, index


def document(key: int, texts: list[str], heading: str, number: str) -> Held:
    names = ["The Consul at Aden (Burke)", "Burke"] if key % 2 else []
    said = {"text": texts, "heading": [heading], "from": names, "to": [heading, "Clark"], "place": ["Aden"]}
    fields = {name: [Stretch(text) for text in texts if text] for name, texts in said.items()}
    return Held(key, "", "", 0, fields, {}, frozenset(), "", "", number, "")


def written(held: Held) -> tantivy.Document:
    made = tantivy.Document()
    made.add_integer(schema.KEY, held.key)
    for name, fields in {
        "text": (schema.TEXT, schema.WORDS),
        "heading": (schema.HEADING, schema.HEADING_WORDS),
    }.items():
        for field in fields:
            add(made, field, held.fields[name])
    for field in (schema.FROM, schema.TO, schema.PLACE):
        add(made, field, held.fields[field])
    if held.file_number:
        made.add_text(schema.FILE, held.file_number.lower())
    return made


def add(made: tantivy.Document, field: str, stretches: list[Stretch]) -> None:
    for stretch in stretches:
        made.add_text(field, stretch.text)
        made.add_pre_tokenized_text(field, entry.GAP)


def found(node: Node) -> list[int]:
    searcher = archive()[1].searcher()
    hits = searcher.search(match.query(node), limit=TEXTS).hits
    return sorted(int(key or 0) for key in searcher.fast_field_values(schema.KEY, [address for _, address in hits]))


def expected(node: Node) -> list[int]:
    return [held.key for held in archive()[0] if scan.says(node, held)]


phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
leaves = st.one_of(
    st.builds(Word, st.sampled_from(WORDS)),
    st.builds(Prefix, st.sampled_from(("fi", "fish", "tre", "char", "x-y", "the", "19"))),
    st.builds(Phrase, phrases, st.sampled_from((0, 0, 1, 2, 3, 7))),
    st.builds(Field, st.just("file"), st.builds(Word, st.sampled_from(("761.93", "761.93/", "825", "*", "x")))),
)


def combined(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Not, nodes),
        st.builds(All, several),
        st.builds(Any, several),
        st.builds(Field, st.sampled_from(("heading", "from", "to", "place", "file")), nodes),
    )


@settings(max_examples=examples(500))
@given(st.recursive(leaves, combined, max_leaves=8))
def test_any_query_finds_what_a_scan_does(node: Node) -> None:
    assert found(node) == expected(node)


@pytest.mark.parametrize("slop", range(1, 8))
@pytest.mark.parametrize("words", ["fish treaty", "treaty fish", "fish fish", "a the fish", "charge chargé"])
def test_words_are_near_up_to_the_number_said(words: str, slop: int) -> None:
    assert found(Phrase(words, slop)) == expected(Phrase(words, slop))


@pytest.mark.parametrize(
    ("query", "text", "is_found"),
    [
        ("fishes", "a fish", True),
        ('"fishes"', "a fish", False),
        ("charge", "Chargé", True),
        ('"one two"', "one, two", True),
        ('"one two"', "two one", False),
        ('"one two"~1', "two and one", True),
        ('"one two"~1', "one and the two", False),
        ('"one one"~3', "one", False),
        ('"one one"~3', "one of the one", True),
        ("fish*", "FISHERIES", True),
        ("fish*", "a fish", True),
        ("fish*", "a catfish", False),
        ("f.sh*", "fish", False),
        ("Soviet-Chi*", "the Soviet-Chinese line", True),
        ("Soviet-Chi*", "Chinese Soviet", False),
        ("-treaty", "a fish", True),
        ("fish -treaty", "a fish treaty", False),
        ("treaty OR -fish", "a bird", True),
    ],
)
def test_a_text_is_found_or_not(query: str, text: str, is_found: bool) -> None:
    index = schema.prepare(Index(schema.SCHEMA))
    writer = index.writer(15_000_000, 1)
    writer.add_document(written(document(0, [text], "", "")))
    writer.commit()
    index.reload()
    node = parse(query)
    assert node is not None
    assert (
        bool(index.searcher().search(match.query(node)).hits)
        == is_found
        == scan.says(node, document(0, [text], "", ""))
    )


def test_words_of_the_heading_count_more() -> None:
    index = schema.prepare(Index(schema.SCHEMA))
    writer = index.writer(15_000_000, 1)
    for key, heading in enumerate(["Of birds", "Of fish", "Of birds"]):
        writer.add_document(written(document(key, ["all about fish"], heading, "")))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    (_, first), *_ = searcher.search(match.query(Word("fish"))).hits
    assert searcher.fast_field_values(schema.KEY, [first]) == [1]
