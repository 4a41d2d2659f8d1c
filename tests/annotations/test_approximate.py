"""How far words are from others at every place of a text, against the plain definition."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from archive.annotations.approximate import Match, distances, nearest

WORDS = st.text("abc", max_size=12)
TEXTS = st.text("abcd", max_size=20)


@given(WORDS, TEXTS)
def test_the_distance_to_each_beginning_of_a_text_is_that_of_levenshtein(words: str, text: str) -> None:
    assert distances(words, text) == [Levenshtein.distance(words, text[:end]) for end in range(len(text) + 1)]


@given(WORDS, TEXTS)
def test_the_distance_to_the_best_that_ends_at_a_place_is_the_least_of_all(words: str, text: str) -> None:
    least = [
        min(Levenshtein.distance(words, text[start:end]) for start in range(end + 1)) for end in range(len(text) + 1)
    ]
    assert distances(words, text, anywhere=True) == least


@given(WORDS.filter(bool), TEXTS)
def test_what_is_nearest_is_as_near_as_it_says_and_nothing_is_nearer(words: str, text: str) -> None:
    found = nearest(words, text, len(words))
    for match in found:
        assert Levenshtein.distance(words, text[match.start : match.end]) == match.edits
    best = min(distances(words, text, anywhere=True))
    assert [match.edits for match in found[:1]] == ([best] if best < len(words) else [])


def test_a_word_that_a_machine_misread_is_found_where_it_is() -> None:
    assert [(found.start, found.edits) for found in nearest("modern", "the old and the modem lamps", 2)] == [(16, 2)]


def test_no_more_edits_are_allowed_than_are_asked_for() -> None:
    assert nearest("modern", "the old and the modem lamps", 1) == []


def test_the_next_best_place_is_told_too() -> None:
    assert nearest("lamps", "the lamps, the lamp and the boat", 1) == [Match(4, 9, 0), Match(15, 19, 1)]


def test_beyond_the_basic_plane_a_character_is_one() -> None:
    assert nearest("𒀭𒂗𒆤", "on the seal 𒀭𒊩𒆤 stands", 1) == [Match(12, 15, 1)]


def test_in_three_hundred_thousand_letters_a_two_thousand_are_found_at_once_and_their_like_too() -> None:
    found = nearest("a" * 2_000, "a" * 300_000, 256)
    assert [match.edits for match in found] == [0, 0]


def test_what_would_take_too_long_is_not_looked_for() -> None:
    assert nearest("a" * 100_000, "a" * 100_001, 256) == []
