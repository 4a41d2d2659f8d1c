"""Where a text comes apart: lines, sentences, words."""

from __future__ import annotations

import pytest

from archive.annotations import seams
from archive.annotations.seams import BETWEEN, INSIDE, LINE, MARK, SENTENCE

TEXT = "Mr. Vale came.\nHe saw the lamps. They burnt; all of them."


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("Mr.", LINE),
        ("\nHe", LINE),
        ("He", LINE),
        ("They", SENTENCE),
        ("Vale", BETWEEN),
        ("the", BETWEEN),
        ("; all", MARK),
        ("ale", INSIDE),
    ],
)
def test_a_line_ends_more_plainly_than_a_sentence_and_that_more_than_a_word(before: str, kind: int) -> None:
    assert seams.seam(TEXT, TEXT.index(before)) == kind


def test_the_ends_of_a_text_are_ends_of_lines() -> None:
    assert seams.seam(TEXT, 0) == seams.seam(TEXT, len(TEXT)) == LINE


def test_a_word_goes_from_space_to_space() -> None:
    assert [TEXT[start:end] for start, end in seams.word_spans(TEXT)][:3] == ["Mr.", "Vale", "came."]


def test_what_was_taken_out_is_taken_for_a_whole_sentence() -> None:
    text = "The oil came. The boat did not. The keys are lost."
    start = text.index("oil came. The boat did not. The ")  # as well: "The boat did not. "
    end = text.index("keys")
    by = seams.slide(text, start - 4, end - 4, start - 4, len(text) - end + 4, is_last=False)
    assert text[start - 4 + by : end - 4 + by] in (
        "The boat did not. ",
        " The boat did not.",
        "The oil came. The boat did not. ",
    )


def test_of_equally_good_places_the_first_or_the_last_is_taken() -> None:
    text = "had had had"
    assert seams.slide(text, 4, 8, 4, 3, is_last=False) == -4
    assert seams.slide(text, 4, 8, 4, 3, is_last=True) == 3


def test_white_space_stays_only_at_an_end_where_the_words_had_some() -> None:
    assert seams.trimmed(" lamps ", 0, 7, "lamps") == (1, 6)
    assert seams.trimmed(" lamps ", 0, 7, " lamps") == (0, 6)
    assert seams.trimmed("   ", 0, 3, "lamps") == (3, 3)


@pytest.mark.parametrize(
    ("at", "counterpart"), [(0, 0), (1, 1), (3, 3), (4, 4), (5, 5), (7, 7), (9, 8), (10, 9), (11, 9)]
)
def test_what_is_as_many_words_spaces_and_marks_has_the_same_places(at: int, counterpart: int) -> None:
    assert seams.counterpart("27, 1936—30", "86, 181—9", at) == counterpart


def test_what_is_not_has_none() -> None:
    assert seams.counterpart("light- house", "lighthouse", 5) is None
    assert seams.counterpart("", "a", 0) is None
    assert seams.counterpart("", "", 0) == 0
