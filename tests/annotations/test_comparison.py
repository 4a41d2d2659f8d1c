"""What is the same in two stretches, and what is one of them put right."""

from __future__ import annotations

import pytest

from archive.annotations import comparison
from archive.annotations.comparison import Block


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        ("modern", "modem", True),
        ("lamps", "boats", False),
        ("to", "of", False),
        ("the", "thc", True),
        ("Attorney-General to", "Attorney-to", True),
        ("to", "Attorney-General to", False),
        ("The lamps of the northern harbor", "Tbe lamqs of tbe nortbern harhor", True),
        ("The lamps of the northern harbor", "No price was paid for any of it", False),
    ],
)
def test_one_is_the_other_put_right_if_enough_is_the_same(old: str, new: str, is_same: bool) -> None:
    assert comparison.is_correction(old, new) is comparison.is_correction(new, old) is is_same


@pytest.mark.parametrize(
    ("old", "new", "is_other"),
    [
        ("lamps", "boats", False),  # a word for a word
        ("the old lamps", "a new boat", False),
        ("", "lamps", False),
        ("lamps", " ", False),
        ("the modern lamps", "the modem larnps of it", False),
        ("the keeper of the lamps", "no price was paid", True),
    ],
)
def test_other_words_replace_some_if_they_are_neither_as_few_nor_alike(old: str, new: str, is_other: bool) -> None:
    assert comparison.is_replacement(old, new) is is_other


def test_texts_begin_and_end_with_the_same_whole_words() -> None:
    assert comparison.same_ends("the cat is seen", "the car is seen") == [Block(0, 0, 4), Block(7, 7, 8)]
    assert comparison.same_ends("the lamps", "the lamps") == [Block(0, 0, 9), Block(9, 9, 0)]


def test_a_line_said_twice_says_nothing_of_its_place() -> None:
    assert list(comparison.same_lines("Oil\nKeys\nOil", "Keys\nOil\nOil")) == [Block(4, 0, 4)]


def test_of_lines_in_another_order_those_are_kept_that_are_longest_together() -> None:
    old, new = "Arden\nVale\nThe lamps of the northern harbor", "The lamps of the northern harbor\nArden\nVale"
    assert list(comparison.same_lines(old, new)) == [Block(11, 0, 32)]


def test_words_with_other_space_between_them_are_the_same_words() -> None:
    assert list(comparison.same_words("a the lamps b", "c the\nlamps d")) == [Block(2, 2, 3), Block(6, 6, 5)]


def test_a_short_stretch_is_looked_for_in_one_place_of_a_long_one() -> None:
    old, new = "lampz", "he said that the lamps were lit by the pilot and by the keeper"
    found = list(comparison.same_characters(old, new))
    assert found == [Block(0, new.index("lamps"), 4)]
