"""What is left of words that were put right: lines first, then words, and nothing that agrees by chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.annotations.blocks import Gap
from archive.annotations.likeness import is_correction, put_right

TEXTS = st.lists(st.sampled_from(["the lamps", "the lampz", "17", "a", " ", "\n", "𒀭"]), max_size=12).map("".join)


def left(old: str, new: str, gap: Gap | None = None) -> list[str]:
    """What of an old text stands in the new one, put right."""
    return [old[block.old : block.old_end] for block in put_right(old, new, gap or Gap(0, len(old), 0, len(new)))]


@pytest.mark.parametrize(
    ("old", "new"), [("lampz", "lamps"), ("1861", "l861"), ("14—3:30 p.m.]", "40—1:63 p.m.]"), ("ab", "ac")]
)
def test_one_is_the_other_put_right_if_about_a_half_is_the_same(old: str, new: str) -> None:
    assert is_correction(old, new)
    assert is_correction(new, old)


@pytest.mark.parametrize(("old", "new"), [("Yes.", "No."), ("17.", "43."), ("", "a"), ("the lamps", "no boat came")])
def test_what_has_less_in_common_is_something_else(old: str, new: str) -> None:
    assert not is_correction(old, new)


def test_the_first_and_the_last_line_are_the_same_put_right_whatever_is_between() -> None:
    old = "May 14—3:30 p.m.]\nThe pilot called this afternoon.\nHenry Vaie"
    new = "May 44—3:30 p.m.]\nHenry Vale"
    assert "".join(left(old, new)) == "May 4—3:30 p.m.]\nHenry Vae"


def test_a_line_may_end_with_the_part_that_is_compared() -> None:
    old, new = "[14—3:30 p.m.]\n340. The pilot called this afternoon.\nI", "[40—1:63 p.m.]\nI"
    assert left(old, new, Gap(1, old.index("\nI"), 1, new.index("\nI")))[-1] == " p.m.]"


def test_a_word_beside_others_that_came_is_the_same_if_it_is_enough_of_them() -> None:
    assert "".join(left("lampz", "twice that day the lamps")) == "lamp"
    assert "".join(left("They were", "The boat came on the day that followed. They wcre")) == "Theywre"
    assert left("lampz that burn", "twice that day and on the day that followed the lamps") == []


@given(TEXTS, TEXTS)
def test_what_is_left_is_the_same_in_both_and_in_the_same_order(old: str, new: str) -> None:
    found = put_right(old, new, Gap(0, len(old), 0, len(new)))
    at, place = 0, 0
    for block in found:
        assert old[block.old : block.old_end] == new[block.new : block.new_end]
        assert block.old >= at
        assert block.new >= place
        at, place = block.old_end, block.new_end
