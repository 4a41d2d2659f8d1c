"""Where the words of an import stand, when no older text is known: at one place, or nowhere."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.annotations import finding, selectors
from archive.annotations.anchoring import State, find
from archive.annotations.changes import digest
from archive.annotations.selectors import Position, Quote, Selector

from .letters import FORMULA, HARBOR, nth

TEXT = st.text("ab .\n", min_size=1, max_size=60)


def place(words: str, number: int = 1) -> tuple[int, int]:
    """Where some words stand for the ``number``-th time."""
    start = nth(HARBOR, words, number)
    return start, start + len(words)


def test_words_that_stand_there_once_are_found_by_themselves() -> None:
    found = find(Selector(Quote("three letters")), HARBOR)
    assert (found.state, (found.start, found.end), found.quote) == (
        State.EXACT,
        place("three letters"),
        "three letters",
    )
    assert (found.old_hash, found.new_hash) == ("", digest(HARBOR))


def test_words_at_their_position_are_exact_and_elsewhere_they_have_moved() -> None:
    start, end = place("three letters")
    assert find(selectors.made(HARBOR, start, end), HARBOR).state is State.EXACT
    assert find(selectors.made(HARBOR, start, end), "P. S.\n" + HARBOR).state is State.MOVED


@pytest.mark.parametrize("number", [1, 2, 3])
def test_of_the_same_words_those_are_meant_that_stand_between_the_same(number: int) -> None:
    start, end = place(FORMULA, number)
    quote = Quote(FORMULA, HARBOR[start - 12 : start], HARBOR[end : end + 9])
    assert finding.places(Selector(quote), HARBOR) == [(start, end)]


def test_of_equal_places_the_one_at_the_position_is_meant() -> None:
    text = "* * *\n" * 40
    assert finding.places(Selector(Quote("* * *"), Position(60, 65)), text) == [(60, 65)]


def test_of_equal_places_without_a_position_none_is_chosen() -> None:
    found = find(Selector(Quote("Sir: The ")), HARBOR)
    assert found.state is State.LOST
    assert found.places == (place("Sir: The", 1), place("Sir: The", 2))


def test_a_short_word_between_other_words_is_another() -> None:
    assert find(Selector(Quote("oil", "the price of the ", " rose again last year"), Position(3, 6)), HARBOR).state is (
        State.LOST
    )


def test_a_long_sentence_is_known_wherever_it_stands() -> None:
    words = "In the first the consul says that the lamps were paid for."
    assert finding.places(Selector(Quote(words, "Quite another text. ", " And so on.")), HARBOR) == [place(words)]


def test_white_space_may_differ() -> None:
    quote = Quote("  Henry\n\n   Vale\t[Enclosure 1] ", "servant,\n   ", "\n The Keeper")
    found = find(Selector(quote), HARBOR)
    assert (found.state, found.quote) == (State.CHANGED, "Henry Vale\n[Enclosure 1]") or found.quote == (
        "Henry Vale\n[Enclosure 1]"
    )


def test_words_that_a_machine_misread_are_known_by_their_neighbors() -> None:
    found = find(Selector(Quote("the northem lighthousc", "that the lease of ", " will expire")), HARBOR)
    assert (found.state, found.quote, found.edits) == (State.CHANGED, "the northern lighthouse", 3)


def test_words_that_a_machine_misread_are_not_known_without_neighbors() -> None:
    assert find(Selector(Quote("northem")), HARBOR).state is State.LOST


def test_a_position_alone_selects_what_stands_there() -> None:
    found = find(Selector(position=Position(7, 15)), HARBOR)
    assert (found.state, found.quote, found.old_quote) == (State.EXACT, HARBOR[7:15], HARBOR[7:15])


@pytest.mark.parametrize(
    "selector",
    [
        Selector(),
        Selector(position=Position(3, len(HARBOR) + 1)),
        Selector(Quote("a steamer of four hundred tons", "of ", " from")),
        Selector(others=({"type": "XPathSelector", "value": "/p"},)),
    ],
)
def test_what_is_not_there_is_lost(selector: Selector) -> None:
    assert find(selector, HARBOR).state is State.LOST
    assert find(selector, "").state is State.LOST


def test_what_a_browser_counts_in_halves_of_pairs_is_found_by_its_words() -> None:
    text = "😀😀😀 The oil has come. 😀 The boat has not."
    given = {"type": "TextPositionSelector", "start": 7, "end": 24}  # UTF-16, as Hypothesis counts
    quote = {"type": "TextQuoteSelector", "exact": "The oil has come.", "prefix": "😀 ", "suffix": " 😀"}
    selector = selectors.read(json.loads(json.dumps([given, quote])))
    assert finding.places(selector, text) == [(4, 21)]


@given(TEXT, st.data())
def test_whatever_is_selected_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start] in " \n" or text[end - 1] in " \n" or "  " in text.replace("\n", " "):
        return
    assert finding.places(selectors.made(text, start, end), text) == [(start, end)]


@given(TEXT, TEXT, TEXT, TEXT)
def test_what_is_found_is_in_the_text(exact: str, prefix: str, suffix: str, text: str) -> None:
    for start, end in finding.places(Selector(Quote(exact, prefix, suffix)), text):
        assert 0 <= start < end <= len(text)


def test_in_three_hundred_thousand_equal_letters_nothing_is_guessed() -> None:
    found = find(Selector(Quote("a" * 2_000, "b", "c")), "a" * 300_000)
    assert (found.state, len(found.places)) == (State.LOST, 2)
    assert find(Selector(Quote("b" * 2_000)), "a" * 300_000).state is State.LOST
