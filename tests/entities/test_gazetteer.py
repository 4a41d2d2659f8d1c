"""Names in untagged text: whole words, the longest of them, with their capitals, and never what is another's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.entities.gazetteer import Gazetteer, Name, forms

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
        "Lord Lyons", "Mr. Lyons", "J. Lyons", "Admiral Lyons", "the Earl of Lyons", "Prince Lyons", "General Lyons",
        "Henry Lyons, of Boston", "\nKoo, Vi Kyuin Lyons", "the steamer Lyons", "sloop-of-war Lyons", "U. S. S. Lyons",
        "the steamers “Lyons” and", "on the Lyons, which sailed", "The Lyons has arrived", "the Lyons’s crew",
        "the Lyons Gazette", "The Lyons Evening Post", "Diario de Lyons", "the Times of Lyons", "Fort Lyons",
        "New Lyons", "Palazzo Lyons", "Trans-Lyons", "Lyons Street", "Lyons Maru",
    ],
)  # fmt: skip
def test_a_place_in_the_name_of_a_person_a_ship_a_newspaper_or_a_house_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "King of Lyons", "from Lyons", "at\nLyons", "Lyons", "the consul at Lyons", "Consul General Lyons", "“Lyons”",
        "San José Lyons", "the Lyons merchants", "the Lyons and Paris offices", "Lyons Post Office", "Paris-Lyons",
        "\nParis, Consul Lyons", "relations of Lyons", "the office in Lyons, which closed", "port of Lyons",
    ],
)  # fmt: skip
def test_a_place_elsewhere_is_one(text: str) -> None:
    assert found(text) == ["Lyons"]


def test_the_article_makes_no_ship_of_what_is_written_with_it() -> None:
    places = ["Lebanon", "the Lebanon", "Dominican Republic", "Soviet Union", "Canada"]
    gazetteer = Gazetteer([Name(place, "place", number) for number, place in enumerate(places)])
    text = "of the Lebanon, the Dominican Republic, the Soviet Union, and of the Canada, which sailed for Canada"
    assert found(text, gazetteer) == ["the Lebanon", "Dominican Republic", "Soviet Union", "Canada"]
    places[1:2] = []
    one = Gazetteer([Name("Lebanon", "place", 1), Name("the Lebanon", "place", 1)])
    assert found("of the Lebanon, in THE LEBANON", one) == ["Lebanon", "LEBANON"]


def test_what_is_no_place_hides_the_shorter_names_in_it() -> None:
    gazetteer = Gazetteer([Name("Schleswig-Holstein", "place", 1), Name("Holstein", "place", 2)])
    assert found("the Duke of Schleswig-Holstein, and Holstein", gazetteer) == ["Holstein"]


def test_an_embassy_or_department_of_another_nation_is_another() -> None:
    gazetteer = Gazetteer([Name("Embassy at Moscow", "body", 1), Name("Navy Department", "body", 2)])
    assert found("the German Embassy at Moscow, the French Navy Department, British Navy Department", gazetteer) == []
    text = "the Embassy at Moscow, The American Embassy at Moscow, the Navy Department"
    assert found(text, gazetteer) == ["Embassy at Moscow", "Embassy at Moscow", "Navy Department"]
    assert found("the Chinese Kuomintang", Gazetteer([Name("Kuomintang", "body", 1)])) == ["Kuomintang"]


def test_a_place_that_is_a_given_name_is_one_where_no_surname_follows() -> None:
    gazetteer = Gazetteer([Name("Milan", "place", 1), Name("Lyons", "place", 2)])
    text = "Milan Hodza came to Milan, the Milan Conference at Milan May 3, and Lyons Merchants"
    assert found(text, gazetteer) == ["Milan", "Milan", "Milan", "Lyons"]


def test_titles_make_no_person_of_a_state() -> None:
    gazetteer = Gazetteer([Name("United States", "place", 1), Name("U. S.", "place", 1)])
    assert found("Captain United States Navy", gazetteer) == ["United States"]
    assert found("Colonel U. S. Grant", gazetteer) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Assistant Secretary of State", []),
        ("Cuban Secretary of State", []),
        ("Secretary of State for the Colonies", []),
        ("Secretary of State of Cuba", []),
        ("Her Majesty’s Secretary of State", []),
        ("his Majesty's principal Secretary of State", []),
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


def test_an_accent_set_apart_belongs_to_its_word() -> None:
    gazetteer = Gazetteer([Name("Bogota", "place", 1)])
    assert found("Bogota and Bogota\u0301", gazetteer) == ["Bogota"]


def test_offsets_count_code_points() -> None:
    text = "𒀭 é Moscow"
    assert [(match.start, match.end) for match in GAZETTEER.find(text)] == [(4, 10)]


def test_without_names_nothing_is_found() -> None:
    assert Gazetteer([]).find("Moscow") == []
    assert Gazetteer([Name("Davies", "person", 1)]).find("Davies") == []


WORDS = st.text(st.sampled_from("aB’' .-é\u0301𒀭𝔐ß1"), min_size=1, max_size=5)


@given(
    st.lists(WORDS, max_size=6),
    st.lists(WORDS, max_size=2),
    st.lists(WORDS, max_size=12).map("".join),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5)), max_size=3),
)
def test_all_is_found_that_a_slow_look_at_every_place_finds(
    names: list[str], stops: list[str], text: str, taken: list[tuple[int, int]]
) -> None:
    """Whatever the names: one inside another, with apostrophes, beyond the basic plane; bodies, which nothing around
    them makes another's."""
    spans = [(start, start + length) for start, length in taken]
    gazetteer = Gazetteer([Name(name, "body", number) for number, name in enumerate(names)], stops)
    expected = slowly(text, {form for name in names if name.strip() for form in forms(name)}, stops, spans)
    assert [(match.start, match.end) for match in gazetteer.find(text, spans)] == expected


def slowly(text: str, names: set[str], stops: list[str], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where names stand by definition: at each place the longest that fits, be it a stopped word, then on behind it."""
    hidden = {form for stop in stops for form in forms(stop)}
    matches, at = [], 0
    while at < len(text):
        ends = [at + len(form) for form in names | hidden if text.startswith(form, at) and fits(text, at, form, taken)]
        if ends:
            if text[at : max(ends)] not in hidden:
                matches.append((at, max(ends)))
            at = max(ends)
        else:
            at += 1
    return matches


def fits(text: str, start: int, form: str, taken: list[tuple[int, int]]) -> bool:
    end = start + len(form)
    before, behind = text[:start][-1:], text[end : end + 1]
    is_word = not before.isalnum() and not behind.isalnum() and behind != "\u0301"
    return is_word and not any(first < end and start < last for first, last in taken)


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
