"""Names in untagged text: whole words, the longest of them, with their capitals, and never what is another's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.entities.gazetteer import Gazetteer, Name

MOSCOW, UNION, STATE, ARMY, DAVIES, LYONS = range(1, 7)
NAMES = [
    Name("Moscow", "place", MOSCOW),
    Name("Moskva", "place", MOSCOW),
    Name("Soviet Union", "place", UNION),
    Name("U.S.S.R.", "place", UNION),
    Name("Secretary of State", "office", STATE),
    Name("the Secretary of State", "office", STATE),
    Name("Kwantung Army", "body", ARMY),
    Name("Joseph E. Davies", "person", DAVIES),
    Name("Davies", "person", DAVIES),
    Name("Lyons", "place", LYONS),
]
GAZETTEER = Gazetteer(NAMES, ["George Washington", "Lyons Corner"])


def found(text: str, gazetteer: Gazetteer = GAZETTEER, taken: list[tuple[int, int]] | None = None) -> list[str]:
    """The words found, in their order."""
    return [text[match.start : match.end] for match in gazetteer.find(text, taken or [])]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("between Moscow and the Soviet Union.", ["Moscow", "Soviet Union"]),
        ("Moscow’s policy", ["Moscow"]),
        ("(Moscow)", ["Moscow"]),
        ("Moscow-Tokyo", ["Moscow"]),
        ("in the U.S.S.R. today", ["U.S.S.R."]),
        ("the Muscovites of Moscowville", []),
        ("antiMoscow", []),
        ("moscow", []),
        ("MOSCOW AND THE SOVIET UNION", ["MOSCOW", "SOVIET UNION"]),
        ("soviet union", []),
        ("Soviet\nUnion", []),
        ("Kwantung army", []),
    ],
)
def test_a_name_is_found_as_whole_words_with_its_capitals_or_all_in_capitals(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_of_two_names_at_one_place_the_longer_is_meant() -> None:
    gazetteer = Gazetteer([Name("China", "place", 1), Name("North China", "place", 2), Name("China Sea", "place", 3)])
    assert found("North China Sea", gazetteer) == ["North China"]
    assert found("the China Sea and China", gazetteer) == ["China Sea", "China"]


def test_a_longer_name_that_is_no_whole_word_does_not_hide_a_shorter_one() -> None:
    gazetteer = Gazetteer([Name("San Juan", "place", 1), Name("San Juan del", "place", 2)])
    assert found("San Juan delta", gazetteer) == ["San Juan"]


def test_a_surname_alone_is_not_looked_for_but_a_full_name_is() -> None:
    assert found("Davies, as Joseph E. Davies signs") == ["Joseph E. Davies"]


def test_the_article_of_a_name_that_does_without_stays_outside() -> None:
    assert found("to the Secretary of State") == ["Secretary of State"]
    assert found("at The Hague", Gazetteer([Name("The Hague", "place", 1)])) == ["The Hague"]


def test_nothing_is_found_in_words_that_are_another_s_name() -> None:
    stopped = Gazetteer([Name("Washington", "place", 1)], ["George Washington", "WASHINGTON POST"])
    text = "George Washington, the WASHINGTON POST and GEORGE WASHINGTON at Washington"
    assert [match.start for match in stopped.find(text)] == [text.rindex("Washington")]


@pytest.mark.parametrize(
    "text",
    [
        "Lord Lyons", "Mr. Lyons", "J. Lyons", "Admiral Lyons", "the Earl of Lyons",
        "the steamer Lyons", "sloop-of-war Lyons",
    ],
)  # fmt: skip
def test_a_place_behind_a_title_an_initial_or_a_ship_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["King of Lyons", "from Lyons", "at\nLyons", "Lyons", "the consul at Lyons"])
def test_a_place_elsewhere_is_one(text: str) -> None:
    assert found(text) == ["Lyons"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Assistant Secretary of State", []),
        ("Cuban Secretary of State", []),
        ("Secretary of State for the Colonies", []),
        ("Secretary of State of Cuba", []),
        ("Secretary of State of the United States", ["Secretary of State"]),
        ("The Secretary of State", ["Secretary of State"]),
        ("Hon. William H. Seward, Secretary of State", ["Secretary of State"]),
        ("the Secretary of State for information", ["Secretary of State"]),
    ],
)
def test_an_office_with_more_to_its_name_is_another(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_what_is_known_already_is_not_found_again() -> None:
    text = "Moscow, Moscow, Soviet Union"
    assert found(text, taken=[(0, 6)]) == ["Moscow", "Soviet Union"]
    assert found(text, taken=[(0, 6), (15, 16)]) == ["Moscow", "Soviet Union"]
    assert found(text, taken=[(20, 25), (5, 9)]) == []
    assert found(text, taken=[(0, 28), (1, 2)]) == []


def test_a_name_that_is_several_things_is_told_with_all_of_them() -> None:
    gazetteer = Gazetteer(
        [Name("Alexandria", "place", 2), Name("Alexandria", "place", 1), Name("Alexandria", "body", 3)]
    )
    assert [match.meant for match in gazetteer.find("Alexandria")] == [(("body", 3), ("place", 1), ("place", 2))]
    assert [match.meant for match in gazetteer.find("Lord Alexandria")] == [(("body", 3),)]


def test_either_apostrophe_is_the_same() -> None:
    gazetteer = Gazetteer([Name("Xi’an", "place", 1), Name("St. John's", "place", 2)])
    assert found("Xi'an, Xi’an, St. John’s, ST. JOHN'S", gazetteer) == ["Xi'an", "Xi’an", "St. John’s", "ST. JOHN'S"]


def test_offsets_count_code_points() -> None:
    text = "𒀭 é Moscow"
    assert [(match.start, match.end) for match in GAZETTEER.find(text)] == [(4, 10)]


def test_without_names_nothing_is_found() -> None:
    assert Gazetteer([]).find("Moscow") == []
    assert Gazetteer([Name("Davies", "person", 1)]).find("Davies") == []


@given(
    st.lists(
        st.sampled_from(["Moscow", "the", "Soviet", "Union", "Moskva", "Army", "Kwantung", "x", "."]), max_size=12
    ),
    st.sampled_from([" ", "", "\n", ", "]),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=4),
)
def test_what_is_found_stands_there_apart_from_all_else(
    words: list[str], joint: str, taken: list[tuple[int, int]]
) -> None:
    text = joint.join(words)
    spans = [(start, start + length) for start, length in taken]
    reached = 0
    for match in GAZETTEER.find(text, spans):
        assert match.start >= reached
        reached = match.end
        assert text[match.start : match.end] in {name.text for name in NAMES}
        assert not text[max(match.start - 1, 0) : match.start].isalnum()
        assert not text[match.end : match.end + 1].isalnum()
        assert not any(start < match.end and match.start < end for start, end in spans)
