"""Two states of a text side by side: what is said to stand in both does, and what agrees by chance is not said."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.annotations.alignment import aligned, readings
from archive.annotations.blocks import Block

from .letters import HARBOR

WORDS = ["a", "b", "had", "the", " ", " ", "\n", ". ", "lamps", "𒀭"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map("".join)


def blocks(old: str, new: str, is_backward: bool = False) -> list[Block]:
    """What stands in both, by the first or the second way to read the change."""
    return readings(old, new, aligned(old, new))[is_backward]


def changed(old: str, new: str) -> list[tuple[str, str]]:
    """What was replaced, and by what."""
    pairs = pairwise(blocks(old, new))
    return [(old[one.old_end : other.old], new[one.new_end : other.new]) for one, other in pairs]


@given(TEXTS, TEXTS, st.booleans())
def test_what_stands_in_both_is_the_same_in_both_and_in_the_same_order(old: str, new: str, is_backward: bool) -> None:
    found = blocks(old, new, is_backward)
    assert (found[0].old, found[0].new) == (0, 0)
    assert (found[-1].old_end, found[-1].new_end) == (len(old), len(new))
    for block in found:
        assert old[block.old : block.old_end] == new[block.new : block.new_end]
    for one, other in pairwise(found):
        assert one.old_end <= other.old
        assert one.new_end <= other.new


@given(TEXTS)
def test_an_unchanged_text_stands_in_both_whole(text: str) -> None:
    assert blocks(text, text)[0] == Block(0, 0, len(text))


def test_a_misread_word_is_the_only_change() -> None:
    assert changed(HARBOR, HARBOR.replace("December", "Decernber")) == [("m", "rn")]


def test_a_paragraph_parted_is_a_space_replaced_by_a_line() -> None:
    assert changed("The oil came. The boat did not.", "The oil came.\nThe boat did not.") == [(" ", "\n")]


def test_what_has_nothing_in_common_but_small_words_has_nothing_in_common() -> None:
    old = "Start.\nThe lamps of the harbor were counted twice by the keeper of the door.\nEnd."
    new = "Start.\nNo price is paid for oil in the south, and of boats nobody spoke.\nEnd."
    assert changed(old, new) == [(old[7:-5], new[7:-5])]


def test_a_word_put_right_beside_words_that_were_added_is_the_same_word() -> None:
    old, new = "He said the lampz were lit.", "He said twice that day the lamps were lit."
    assert [pair for pair in changed(old, new) if pair[0] != pair[1]] == [("", " twice that day"), ("z", "s")]


@pytest.mark.parametrize(("is_backward", "at"), [(False, 2), (True, 7)])
def test_of_a_word_said_twice_either_may_be_the_one_removed(is_backward: bool, at: int) -> None:
    one, other = blocks("He had had it.", "He had it.", is_backward)
    assert (one.old_end, other.old) == (at, at + 4)


def test_a_sentence_removed_is_removed_whole() -> None:
    old = "I have seen the lamps. I have seen the boat. I have seen the keys."
    new = "I have seen the lamps. I have seen the keys."
    for is_backward in (False, True):
        one, other = blocks(old, new, is_backward)[:2]
        assert old[one.old_end : other.old].strip() == "I have seen the boat."


def test_of_lines_in_another_order_those_stay_that_are_longest_together() -> None:
    long, short = "The lamps of the northern harbor were counted twice that evening.", "Port Arden"
    assert blocks(f"{short}\n{long}", f"{long}\n{short}")[1].length >= len(long)


def test_a_sentence_of_which_more_is_replaced_than_stays_is_replaced_whole() -> None:
    old = "Paris.\nThe Secretary has seen the keys of the northern door.\nVale"
    new = "Paris.\nThe lamps were lit by nobody that I know, or so he says.\nVale"
    assert changed(old, new) == [(old[7:-5], new[7:-5])]
