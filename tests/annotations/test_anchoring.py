"""Where a note stands after a correction: where a reader of both texts would put it, or nowhere."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from archive.annotations import selectors
from archive.annotations.anchoring import Anchored, State, anchor
from archive.annotations.changes import Change, digest
from archive.annotations.selectors import Position, Quote, Selector

from .letters import FORMULA, HARBOR, nth

EXACT, MOVED, CHANGED, LOST = State.EXACT, State.MOVED, State.CHANGED, State.LOST


def after(new: str, words: str, number: int = 1, old: str = HARBOR) -> Anchored:
    """Where a note on some words stands after a correction; on those said for the ``number``-th time."""
    start = nth(old, words, number)
    found = anchor(selectors.made(old, start, start + len(words)), Change(old, new))
    assert (found.old_quote, found.old_hash, found.new_hash) == (words, digest(old), digest(new))
    if found.state is not LOST:
        assert new[found.start : found.end] == found.quote
    return found


def stands(found: Anchored, new: str, words: str, number: int = 1) -> bool:
    """Whether a note stands on some words of the new text, said there for the ``number``-th time."""
    start = nth(new, words, number)
    return (found.start, found.end) == (start, start + len(words))


# What did not change


def test_in_an_unchanged_text_every_note_is_exact() -> None:
    found = after(HARBOR, "the lamps were paid for")
    assert (found.state, found.score, found.edits) == (EXACT, 1.0, 0)


def test_a_note_before_the_correction_is_exact_and_one_behind_it_has_moved() -> None:
    new = HARBOR.replace("in December", "in the month of December")
    assert after(new, "northern lighthouse").state is EXACT
    moved = after(new, "The third is about a boat.")
    assert moved.state is MOVED
    assert stands(moved, new, "The third is about a boat.")


def test_a_note_whose_words_stand_at_the_same_place_by_chance_goes_where_they_went() -> None:
    old, new = "the cat, the dog, the owl, the end", "the dog, the owl, the end"
    found = after(new, "the dog", old=old)
    assert (found.state, found.start) == (MOVED, 0)
    assert after(new, "the", 2, old=old).start == 0


@pytest.mark.parametrize(("start", "end"), [(0, 1), (0, 6), (len(HARBOR) - 5, len(HARBOR)), (0, len(HARBOR))])
def test_a_note_at_the_very_start_or_end_stays_there(start: int, end: int) -> None:
    new = HARBOR.replace("seventy", "seventy-one")
    found = anchor(selectors.made(HARBOR, start, end), Change(HARBOR, new))
    longer = len(new) - len(HARBOR)
    assert (found.start, found.end) == (start + longer * (start > 9), end + longer * (end > 6))


def test_what_was_put_before_the_first_note_is_not_part_of_it() -> None:
    new = "[Telegram]\n" + HARBOR
    found = after(new, "No. 17")
    assert (found.state, found.start) == (MOVED, len("[Telegram]\n"))


def test_beyond_the_basic_plane_a_character_is_one() -> None:
    old = "Above it stand 𒀭𒂗𒆤 and 😀, and below it 𒀭𒊩𒌆 alone."
    new = old.replace("Above", "𒀭 Above").replace("alone", "al0ne")
    assert after(new, "😀", old=old).state is MOVED
    assert after(new, "𒀭𒊩𒌆", old=old).start == old.index("𒀭𒊩𒌆") + 2
    assert after(new, "𒀭𒊩𒌆 alone", old=old).quote == "𒀭𒊩𒌆 al0ne"


# What was put right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("modern", "modem"),
        ("clock", "dock"),
        ("1861", "l861"),
        ("the lease", "thc lease"),
        ("lighthouse", "light- house"),
    ],
)
def test_a_word_put_right_is_quoted_as_it_is_now(wrong: str, right: str) -> None:
    old = HARBOR.replace("northern", f"{wrong} northern", 1)
    found = after(old.replace(wrong, right, 1), wrong, old=old)
    assert (found.state, found.quote) == (CHANGED, right)


def test_what_was_put_into_the_middle_of_a_note_belongs_to_it() -> None:
    new = HARBOR.replace("three letters of", "three long letters of")
    found = after(new, "three letters")
    assert (found.state, found.quote, found.edits) == (CHANGED, "three long letters", 5)


def test_what_was_put_beside_a_note_does_not_belong_to_it() -> None:
    new = HARBOR.replace("three letters", "all three old letters")
    assert after(new, "letters").quote == "letters"
    assert after(new, "three").quote == "three"


def test_a_letter_put_into_the_first_or_the_last_word_belongs_to_it() -> None:
    new = HARBOR.replace("boat.", "boats.").replace("three", "threee")
    assert after(new, "a boat").quote == "a boats"
    assert after(new, "three letters").quote == "threee letters"


def test_a_paragraph_parted_within_a_note_changes_it_by_one_character() -> None:
    new = HARBOR.replace("in December. The keeper", "in December.\nThe keeper")
    found = after(new, "will expire in December. The keeper")
    assert (found.state, found.edits, found.quote) == (CHANGED, 1, "will expire in December.\nThe keeper")


def test_a_paragraph_parted_before_a_note_leaves_it_exact() -> None:
    assert after(HARBOR.replace("in December. The", "in December.\nThe"), "He showed me").state is EXACT


def test_another_word_in_the_place_of_a_short_one_is_not_that_word() -> None:
    new = HARBOR.replace("The oil has come.", "The oil was spilt.")
    assert after(new, "come").state is LOST
    assert after(new, "oil").state is EXACT


def test_yes_does_not_become_no() -> None:
    old = "He asked whether I knew.\nYes.\nHe asked whether I was sure.\nI was.\nHe left."
    assert after(old.replace("Yes.", "No."), "Yes.", old=old).state is LOST


def test_what_is_left_of_a_note_is_kept_if_it_is_more_than_half() -> None:
    sentence = "I told him that I had no instructions."
    found = after(HARBOR.replace(" " + sentence, ""), "asked me whether the Government would renew it. I told him")
    assert (found.state, found.quote) == (CHANGED, "asked me whether the Government would renew it.")
    found = after(HARBOR.replace(" " + sentence, ""), "would renew it. " + sentence)
    assert found.state is LOST


def test_more_than_256_edits_are_too_many_for_any_note() -> None:
    long = " ".join(f"Item {number} was counted twice." for number in range(60))
    old, new = f"Sir:\n{long}\nVale", f"Sir:\n{long.replace('twice', 'three times')}\nVale"
    assert after(new, long, old=old).state is LOST
    assert after(new, "Item 7 was counted twice.", old=old).quote == "Item 7 was counted three times."


TELEGRAM = (
    "The Consul at Port Arden to the Secretary of State\nPort Arden, May 14, 1861—5 p.m. [Received May 14—3:30 p.m.]\n"
    "340. The pilot of the northern shore called this afternoon and was told of the matter of the lamps.\n"
    "I suggest that the keeper be sent for, and that he be asked what became of the oil of the winter.\nVale"
)


@pytest.mark.parametrize(
    ("words", "now"),
    [
        ("Received May 14—", "Received May 40—"),
        ("Received May 1", "Received May 4"),
        ("3:30 p.m.", "1:63 p.m."),
        (":30 p.m.]", ":63 p.m.]"),
    ],
)
@pytest.mark.parametrize("is_next_removed", [False, True])
def test_a_note_that_ends_inside_corrected_numbers_ends_at_the_same_of_them(
    words: str, now: str, is_next_removed: bool
) -> None:
    new = TELEGRAM.replace("May 14—3:30", "May 40—1:63")
    if is_next_removed:
        start = new.index("340.")
        new = new[:start] + new[new.index("I suggest") :]
    found = after(new, words, old=TELEGRAM)
    assert (found.state, found.quote) == (CHANGED, now)


def test_a_note_that_begins_behind_a_corrected_letter_begins_there() -> None:
    old = "Of the lamps.\n(e) The residence addresses of all keepers, with the numbers of their boats.\nVale"
    new = old.replace("(e) The residence", "(c) The")
    assert after(new, " The residence addresses", old=old).quote.strip() == "The addresses"


def test_a_sentence_put_into_a_note_that_was_put_right_elsewhere_does_not_cut_it() -> None:
    words = "three letters of the late consul. In the first the consul says that the lamps were paid for."
    new = HARBOR.replace("late consul. In", "late consul. They are short. In").replace("were paid", "werc paid")
    moved = " In the second he says that they were not."
    new = new.replace(moved, "").replace("has come.", "has come." + moved)
    assert after(new, words).quote.startswith("three letters of the late consul. They are short. In the first")


# What was taken out


def test_a_note_on_a_sentence_that_was_taken_out_is_lost() -> None:
    found = after(HARBOR.replace(" The third is about a boat.", ""), "The third is about a boat.")
    assert (found.state, found.start, found.end, found.quote, found.score) == (LOST, None, None, "", 0.0)


def test_a_note_on_a_word_that_was_taken_out_does_not_go_to_the_next_like_it() -> None:
    new = HARBOR.replace("report that the lease of the northern", "report that the lease of northern")
    assert after(new, "the", nth_the("lease of the")).state is LOST


def nth_the(words: str) -> int:
    """The number of the "the" that some words hold."""
    return HARBOR[: HARBOR.index(words) + len(words)].count("the")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_formula_that_was_taken_out_is_not_found_at_the_end_of_another_letter(number: int) -> None:
    start = nth(HARBOR, FORMULA, number)
    new = HARBOR[:start].rstrip() + HARBOR[start + len(FORMULA) :]
    assert after(new, FORMULA, number).state is LOST
    others = {1, 2, 3} - {number}
    for old_number, new_number in zip(sorted(others), (1, 2), strict=True):
        assert stands(after(new, FORMULA, old_number), new, FORMULA, new_number)


def test_a_note_on_a_letter_that_was_taken_out_does_not_go_to_a_similar_one() -> None:
    new = HARBOR[: HARBOR.index("\n[Enclosure 2]")]
    assert after(new, "Sir: The boat has not.").state is LOST
    assert after(new, "Sir: The oil has come.").state is EXACT


def test_a_sentence_taken_out_is_not_a_similar_one_that_was_put_in_elsewhere() -> None:
    old = HARBOR.replace("The oil has come.", "I have your letter No. 22 of May 3 about the oil.")
    new = HARBOR.replace("The boat has not.", "I have your letter No. 43 of June 9 about the keys and the boat.")
    assert after(new, "I have your letter No. 22 of May 3", old=old).state is LOST
    assert after(new, "No. 22", old=old).state is LOST


# What is said several times


def test_of_five_places_with_the_same_words_each_note_keeps_its_own() -> None:
    lines = [
        f"{name} said that he agreed. The Chair thanked him." for name in ("Vale", "Arden", "Quill", "Moss", "Hay")
    ]
    old = "\n".join(lines)
    new = "\n".join([lines[0], "Reed said nothing.", *lines[1:3], lines[4]])
    for number, kept in ((1, 1), (2, 2), (3, 3), (5, 4)):
        assert stands(after(new, "said that he agreed.", number, old=old), new, "said that he agreed.", kept)
    assert after(new, "said that he agreed.", 4, old=old).state is LOST


def test_where_one_of_two_equal_lines_was_taken_out_nobody_can_say_which() -> None:
    old = "Oil\n* * *\n* * *\n* * *\nKeys and lamps of the northern harbor"
    new = "Oil\n* * *\n* * *\nKeys and lamps of the northern harbor"
    found = [after(new, "* * *", number, old=old) for number in (1, 2, 3)]
    assert [each.state for each in found] == [LOST] * 3
    assert found[1].places == ((4, 9), (10, 15))


def test_where_a_sentence_is_said_twice_on_end_now_the_note_stays_on_the_first() -> None:
    new = HARBOR.replace("The oil has come.", "The oil has come. The oil has come.")
    found = after(new, "The oil has come.")
    assert (found.state, found.start) == (EXACT, HARBOR.index("The oil has come."))


def test_a_word_said_twice_by_mistake_and_once_now_is_not_guessed_at() -> None:
    old = HARBOR.replace("that the lamps", "that that the lamps")
    number = old[: old.index("that that") + 9].count("that")
    assert [after(HARBOR, "that", each, old=old).state for each in (number - 1, number)] == [LOST, LOST]
    assert after(HARBOR, "the consul says that that the lamps", old=old).quote == "the consul says that the lamps"


# What was moved


def test_a_sentence_that_was_moved_takes_its_notes_along() -> None:
    sentence = " In the second he says that they were not."
    new = HARBOR.replace(sentence, "").replace("has come.", "has come." + sentence)
    for words in (sentence.strip(), "second", "he says that they"):
        found = after(new, words)
        assert found.state is MOVED
        assert stands(found, new, words)


def test_a_paragraph_that_was_moved_and_put_right_takes_its_notes_along() -> None:
    start, end = HARBOR.index("He showed"), HARBOR.index("I have the honor to be")
    paragraph = HARBOR[start:end]
    new = HARBOR[:start] + HARBOR[end:] + "\n" + paragraph.replace("consul says", "eonsul says").strip()
    found = after(new, "In the first the consul says that the lamps were paid for.")
    assert (found.state, found.quote) == (CHANGED, "In the first the eonsul says that the lamps were paid for.")
    assert after(new, "about a boat").state is MOVED


def test_a_signature_that_was_moved_is_known_by_its_line() -> None:
    new = HARBOR.replace("Henry Vale\n", "").replace("No. 17\n", "No. 17\nHenry Vale\n")
    assert stands(after(new, "Henry Vale"), new, "Henry Vale")


def test_of_a_note_that_was_torn_the_greater_part_is_kept_or_none() -> None:
    first, second = "The third is about a boat.", "In the second he says that they were not."
    new = HARBOR.replace(f"{second} {first}", second).replace("has come.", f"has come. {first}")
    found = after(new, f"{second} {first}")
    assert (found.state, found.quote) == (CHANGED, second)


def test_a_line_that_was_moved_takes_its_corrected_numbers_along() -> None:
    line = "Port Arden, May 14, 1861—5 p.m. [Received May 14—3:30 p.m.]\n"
    moved = line.replace("May 14—3:30", "May 40—1:63")
    new = TELEGRAM.replace(line, "").replace("I suggest", moved + "I suggest")
    found = after(new, "5 p.m. [Received May 14—3:30", old=TELEGRAM)
    assert (found.state, found.quote) == (CHANGED, "5 p.m. [Received May 40—1:63")


def test_the_same_formula_in_a_paragraph_that_was_written_anew_is_not_the_one_noted() -> None:
    old = (
        "He will receive the most cordial welcome of the harbor and of its keeper, as was said.\n"
        "I am, sir, respectfully, your obedient servant,\nWILLIAM H. REED.\nHenry Vale, Port Arden."
    )
    formula = "I am, sir, respectfully, your obedient servant,"
    other = (
        "I have the honor to be, Sir, your obedient servant. Two of the three barrels were found empty, and nobody "
        "could say since when. No answer has been received to the note left at the door."
    )
    new = old.replace(formula, other)
    for words in ("obedient servant,\nWILLIAM", "your obedient servant", formula):
        assert after(new, words, old=old).state is LOST
    found = after(new, "of its keeper, as was said.\nI am, sir, respect", old=old)
    assert found.quote in ("of its keeper, as was said.", "of its keeper, as was said.\n")


def test_a_formula_that_goes_and_another_that_comes_are_two() -> None:
    start = nth(HARBOR, FORMULA, 2)
    new = HARBOR[:start].rstrip() + HARBOR[start + len(FORMULA) :] + f"\n[Enclosure 3]\n{FORMULA}\nA. Moss"
    assert after(new, FORMULA, 2).state is LOST


# What became another text


def test_in_a_document_that_became_another_a_formula_is_not_the_same() -> None:
    new = (
        "No. 43\nMr. Moss to the Secretary of State\nQuill Island, June 9, 1862.\n"
        "Sir: Nothing is known here of the price of oil, and of the pilot nobody will speak since the summer.\n"
        "I have the honor to be, Sir, your obedient servant,\nAda Moss"
    )
    for words in (FORMULA, "Secretary of State", "Sir", "No. ", "the", "lighthouse", HARBOR):
        assert after(new, words).state is LOST


def test_in_an_empty_text_every_note_is_lost() -> None:
    assert after("", "lighthouse").state is LOST


# What a selector says


def test_a_note_is_found_by_its_words_where_its_position_is_of_another_text() -> None:
    new = HARBOR.replace("seventy", "seventy-one")
    start = HARBOR.index("northern")
    selector = Selector(Quote("northern", "of the ", " lighthouse"), Position(start + 40, start + 48))
    assert anchor(selector, Change(HARBOR, new)).start == start


def test_a_note_that_was_lost_and_whose_words_were_put_back_is_found_again() -> None:
    without = HARBOR.replace(" The third is about a boat.", "")
    start = HARBOR.index("The third")
    selector = selectors.made(HARBOR, start, start + 26)
    assert anchor(selector, Change(HARBOR, without)).state is LOST
    found = anchor(selector, Change(without, HARBOR))
    assert (found.state, found.start) == (EXACT, start)


def test_a_position_alone_is_followed() -> None:
    new = "A" + HARBOR
    found = anchor(Selector(position=Position(7, 15)), Change(HARBOR, new))
    assert (found.state, found.old_quote, found.quote) == (MOVED, HARBOR[7:15], HARBOR[7:15])


def test_what_selects_no_text_is_lost() -> None:
    found = anchor(Selector(others=({"type": "XPathSelector", "value": "/p"},)), Change(HARBOR, HARBOR))
    assert found.state is LOST


# Any text


WORDS = ["the", "had", "had", "lamps", "boat", "a", "Yes", "I have the honor to be", "𒀭", "😀"]
PIECES = st.sampled_from([*WORDS, " ", " ", " ", ". ", "\n", ""])
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map("".join).filter(bool)


@st.composite
def corrected(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and the same with some pieces taken out, put in or moved."""
    pieces = draw(st.lists(PIECES, min_size=2, max_size=40))
    new = list(pieces)
    for _ in range(draw(st.integers(0, 4))):
        at, to = (draw(st.integers(0, len(new))) for _ in range(2))
        how = draw(st.sampled_from(["out", "in", "move", "double"]))
        piece = draw(PIECES) if how == "in" or at == len(new) else new[at]
        if how in ("out", "move") and at < len(new):
            del new[at]
        if how != "out":
            new.insert(min(to, len(new)), piece)
    return "".join(pieces), "".join(new)


@given(TEXTS, st.data())
def test_in_any_text_that_did_not_change_a_note_is_exact(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = anchor(selectors.made(text, start, end), Change(text, text))
    assert (found.state, found.start, found.end, found.score) == (EXACT, start, end, 1.0)


@given(corrected() | st.tuples(TEXTS, TEXTS), st.data())
@example(("the lamps", ""), None)
def test_whatever_changed_a_note_quotes_what_stands_there_and_its_state_says_how(
    texts: tuple[str, str], data: st.DataObject | None
) -> None:
    old, new = texts
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1)) if data else 0
    end = data.draw(st.integers(start + 1, len(old))) if data else len(old)
    found = anchor(selectors.made(old, start, end), Change(old, new))
    assert found.old_quote == old[start:end]
    if found.state is LOST:
        assert (found.start, found.end, found.quote, found.score, found.edits) == (None, None, "", 0.0, 0)
        return
    assert found.start is not None
    assert found.end is not None
    assert found.quote == new[found.start : found.end] != ""
    assert found.edits == Levenshtein.distance(found.old_quote, found.quote) <= min(256, (end - start) // 2)
    assert 0 <= found.score <= 1
    is_same = found.quote == found.old_quote
    assert is_same is (found.state is not CHANGED)
    assert (found.state is EXACT) is (is_same and found.start == start)


# Hostile text: that these end is what they prove


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("a" * 300_000, "a" * 150_000, id="one letter, half as often"),
        pytest.param("ab" * 150_000, "ba" * 140_000 + "c", id="two letters, turned round"),
        pytest.param("a " * 150_000, "b" + "a " * 149_000, id="one word"),
        pytest.param("a\n" * 150_000, "b\na\n" * 75_000, id="one line"),
        pytest.param("abc " * 75_000, "cab " * 75_000, id="words turned round"),
    ],
)
def test_a_hostile_text_is_not_compared_for_ever(old: str, new: str) -> None:
    change = Change(old, new)
    for start, end in ((100_000, 102_000), (0, 2), (250_000, 250_010)):
        found = anchor(selectors.made(old, start, end), change)
        assert found.state is LOST or new[found.start : found.end] == found.quote
