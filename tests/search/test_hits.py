"""Marked are the words that matched, whole, in any form that was asked for, and no others."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.search import analysis, hits
from archive.search.hits import Hit
from archive.search.query import Node, Phrase, Prefix, Word, parse
from tests.search import scan
from tests.search.held import Stretch
from tests.tools import examples


def quoted(query: str, text: str) -> list[str]:
    """The words that are marked."""
    return [text[hit.start : hit.end] for hit in hits.find(text, hits.wanted(parse(query)))]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("fisheries", "The Fishery and the fisheries.", ["Fishery", "fisheries"]),
        ('"fisheries"', "The Fishery and the fisheries.", ["fisheries"]),
        ("treaties", "TREATY, treaty-port", ["TREATY", "treaty"]),
        ("charge", "the Chargé d’Affaires", ["Chargé"]),
        ("Chargé", "the charge", ["charge"]),
        ('"old agreement"', "the old\nagreement, an old agree­ment", ["old\nagreement"]),
        ("fish*", "fish, fishery, catfish", ["fish", "fishery"]),
        ("vice-consul", "a Vice Consul, a consul, a vice", ["Vice Consul"]),
        ("vice-con*", "vice-consuls and vice", ["vice-consuls"]),
        (
            '"coal port"~2',
            "coal in the port; port of coal; coal at the open port",
            ["coal", "port", "port", "coal", "coal"],
        ),
        ('"coal port"~1', "coal in the port", []),
        ("coal port", "port, coal", ["port", "coal"]),
        ("coal OR port", "port", ["port"]),
        ("coal -port", "coal in port", ["coal"]),
        ("heading:coal port", "coal in port", ["port"]),
        ("(coal (port OR -ship))", "coal, port, ship", ["coal", "port"]),
        ("coal", "", []),
        ("", "coal", []),
        ("file:coal", "coal", []),
        ('"a b" "b c"', "a b c", ["a b c"]),
        ("straße", "STRASSE, Straße", ["STRASSE", "Straße"]),
        ("4½", "4½ millions", ["4½"]),
    ],
)
def test_what_was_asked_for_is_marked(query: str, text: str, marked: list[str]) -> None:
    assert quoted(query, text) == marked


def test_a_hit_says_for_which_word_of_the_query_it_stands() -> None:
    wanted = hits.wanted(parse('coal "open port" -ship'))
    assert hits.find("An open port; coal.", wanted) == [Hit(3, 12, 1), Hit(14, 18, 0)]


def test_of_what_overlaps_the_whole_is_one_hit() -> None:
    wanted = hits.wanted(parse('"open port" ports'))
    assert hits.find("An open port.", wanted) == [Hit(3, 12, 0)]


def test_each_pair_that_is_near_is_marked_by_itself() -> None:
    """For the document is found, too, in which one pair stands in the text and the other in a footnote."""
    assert quoted('"coal port ship"~1', "coal in port") == ["coal", "port"]
    assert quoted('"coal port ship"~1', "ship, port") == ["ship", "port"]


letters = st.text(st.sampled_from("abAB éßİıſK²½Ⅷⓐ\u0301\u0903ﬁﬀ_-'.,\n\t0١日本ñÅØœЖµ¶­\u200b\U0001d400"), max_size=60)
texts = st.one_of(
    letters, st.text(max_size=40), st.lists(st.sampled_from(("fish", "Fishes", "a", "b-a")), max_size=30).map(" ".join)
)


@st.composite
def asked(draw: st.DrawFn) -> tuple[str, Node]:
    """A text, and a query with words from it."""
    text = draw(texts)
    said = draw(st.lists(st.sampled_from(text.split() or ["a"]), min_size=1, max_size=3).map(" ".join))
    nodes: tuple[Node, ...] = (Word(said), Prefix(said), *(Phrase(said, slop) for slop in (0, 1, 4)))
    return text, draw(st.sampled_from(nodes))


@settings(max_examples=examples(800))
@given(asked())
@example(("fish " + "x" * 120 + " fish", Phrase("fish fish")))
def test_in_any_text_what_a_scan_finds_is_marked(case: tuple[str, Node]) -> None:
    text, node = case
    marks = {at for hit in hits.find(text, hits.wanted(node)) for at in range(hit.start, hit.end)}
    row = analysis.tokens(analysis.EXACT, text)
    marked = {word.position for word in row if word.char_offset_from in marks}
    assert marked == scan.places(node, Stretch(text))


def test_of_letters_that_are_not_strange_words_are_made_as_the_index_makes_them() -> None:
    letters = [chr(point) for point in range(1, 0x3000) if not hits._STRANGE.search(chr(point))]
    text = " ".join(f"a{letter}b" for letter in letters)
    told = [(token.char_offset_from, token.char_offset_to) for token in analysis.tokens(analysis.EXACT, text)]
    assert len(letters) > 2000
    assert [found.span() for found in hits._WORD.finditer(text)] == told
