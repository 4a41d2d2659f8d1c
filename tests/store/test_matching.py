"""Which document of a corrected source is which: by its words first, then by its id."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.store.matching import identities, similarity

LETTER = "I have the honor to report that the lease will expire in December and that the heirs ask for an answer."
NOTE = "His Majesty’s Government regret that they are unable to accept the proposals which were made to them in May."
MINUTES = (
    "The Conference proceeded to article four and Miss Arden asked whether anyone had ever called upon the keeper."
)


def corrected(text: str) -> str:
    """The text with a word of it put right."""
    return text.replace(" that ", " thet ", 1) if " that " in text else text.replace(" the ", " teh ", 1)


def test_what_did_not_change_is_itself() -> None:
    assert identities({"d1": LETTER, "d2": NOTE}, {"d1": LETTER, "d2": NOTE}) == {"d1": "d1", "d2": "d2"}


def test_a_corrected_text_under_its_id_is_itself() -> None:
    assert identities({"d1": LETTER}, {"d1": corrected(LETTER)}) == {"d1": "d1"}


def test_a_text_rewritten_under_its_id_keeps_its_identity() -> None:
    assert identities({"d1": LETTER}, {"d1": NOTE}) == {"d1": "d1"}


def test_a_document_put_in_front_moves_the_others_and_is_new() -> None:
    before = {"d1": LETTER, "d2": NOTE}
    after = {"d1": MINUTES, "d2": LETTER, "d3": NOTE}
    assert identities(before, after) == {"d2": "d1", "d3": "d2"}


def test_a_document_put_in_front_moves_the_others_though_they_were_corrected_too() -> None:
    before = {"d1": LETTER, "d2": NOTE}
    after = {"d1": MINUTES, "d2": corrected(LETTER), "d3": corrected(NOTE)}
    assert identities(before, after) == {"d2": "d1", "d3": "d2"}


def test_two_documents_may_change_places() -> None:
    before = {"d1": LETTER, "d2": NOTE}
    assert identities(before, {"d1": NOTE, "d2": LETTER}) == {"d1": "d2", "d2": "d1"}
    assert identities(before, {"d1": corrected(NOTE), "d2": corrected(LETTER)}) == {"d1": "d2", "d2": "d1"}


def test_a_document_that_is_gone_is_nobody() -> None:
    assert identities({"d1": LETTER, "d2": NOTE}, {"d1": LETTER}) == {"d1": "d1"}


def test_a_document_taken_out_of_the_middle_moves_those_behind_it() -> None:
    before = {"d1": LETTER, "d2": NOTE, "d3": MINUTES}
    assert identities(before, {"d1": LETTER, "d2": MINUTES}) == {"d1": "d1", "d2": "d3"}


def test_equal_texts_are_told_apart_by_their_order() -> None:
    before = {"d1": "Not printed.", "d2": "Not printed.", "d3": "Not printed."}
    assert identities(before, dict(before)) == {"d1": "d1", "d2": "d2", "d3": "d3"}
    after = {"d1": MINUTES, "x2": "Not printed.", "x3": "Not printed."}
    assert identities(before, after) == {"x2": "d1", "x3": "d2"}


def test_texts_without_a_word_are_known_by_their_ids_alone() -> None:
    assert identities({"d1": "", "d2": ""}, {"d2": "", "d3": ""}) == {"d2": "d2"}


@pytest.mark.parametrize(
    ("changed", "same"),
    [(0, True), (1, True), (10, True), (11, False), (50, False)],
)
def test_nine_words_in_ten_make_a_text_the_same_under_another_id(changed: int, same: bool) -> None:
    words = [f"word{number}" for number in range(100)]
    text = " ".join(["other"] * changed + words[changed:])
    assert identities({"d1": " ".join(words)}, {"d9": text}) == ({"d9": "d1"} if same else {})


def test_a_word_more_or_less_anywhere_is_a_small_change() -> None:
    words = LETTER.split()
    assert similarity(LETTER, " ".join(words[:7] + words[8:])) > 0.9
    assert similarity(LETTER, " ".join([*words[:7], "very", *words[7:]])) > 0.9
    assert similarity(LETTER, NOTE) == 0.0
    assert similarity(LETTER, " ".join(reversed(words))) < 0.9


def test_white_space_is_no_difference_between_words() -> None:
    assert similarity("A b c d e f g h i j", "A\nb c  d e f g h i j") == 1.0


@given(
    st.dictionaries(st.sampled_from("abcde"), st.sampled_from([LETTER, NOTE, MINUTES, "", corrected(LETTER)])),
    st.data(),
)
def test_no_document_is_two_and_no_two_are_one(before: dict[str, str], data: st.DataObject) -> None:
    names, texts = st.sampled_from("abcdefg"), st.sampled_from([LETTER, NOTE, MINUTES, "", corrected(NOTE)])
    after = data.draw(st.dictionaries(names, texts))
    found = identities(before, after)
    assert set(found) <= set(after)
    assert set(found.values()) <= set(before)
    assert len(set(found.values())) == len(found)
    for name, text in after.items():
        if before.get(name) == text:
            assert found[name] == name
