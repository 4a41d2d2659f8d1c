"""What a citation says is read from its words alone, each thing with the words that it was read from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations import numerals
from archive.citations.resolver import understanding
from archive.citations.resolver.cited import Cited, Pointer, Span, When
from archive.citations.resolver.locators import spans_of
from archive.citations.resolver.splitting import split

FR = "Foreign Relations of the United States"


def read(text: str) -> Cited:
    """The only citation of a text."""
    (cited,) = understanding.understand(text)
    return cited


@pytest.mark.parametrize(
    ("text", "years", "volume", "pages"),
    [
        ("FRUS 1937 III 21-22", (1937, 1937), "3", "21–22"),
        ("FRUS, 1937, vol. III, pp. 21–22", (1937, 1937), "3", "21–22"),
        ("Foreign Relations, 1934, vol. V, p. 57", (1934, 1934), "5", "57"),
        ("Foreign Relations, 1924, vol. i, p. 662", (1924, 1924), "1", "662"),
        ("1937 For. Rel. (Vol. III) 21 (1954)", (1937, 1937), "3", "21"),
        ("[1934] 5 FOREIGN REL. U.S. 57", (1934, 1934), "5", "57"),
        ("3 FRUS 1937, at 21", (1937, 1937), "3", "21"),
        ("FRUS 1937, 3:21", (1937, 1937), "3", "21"),
        ("FRUS 1937 III xxii–xxv", (1937, 1937), "3", "xxii–xxv"),
        ("FRUS 1937 III [xxii]", (1937, 1937), "3", "xxii"),
        ("FRUS 1937 III 844-46", (1937, 1937), "3", "844–846"),
        ("FRUS 1937 III 844-6", (1937, 1937), "3", "844–846"),
        ("FRUS 1937 III 46-44", (1937, 1937), "3", "46"),
        ("FRUS 1937 III", (1937, 1937), "3", ""),
        ("FRUS 1861, 57", (1861, 1861), "", "57"),
        ("FRUS, 1952–54, vol. II, 798", (1952, 1954), "2", "798"),
        ("FRUS 1969-1976 E-5, 12", (1969, 1976), "E5", "12"),
        ("Foreign Relations, 1937, vol. III, pp. 21–22, 25, and 30", (1937, 1937), "3", "21–22, 25, 30"),
        ("FRUS, 1937, vol. III, p. 57, October 3, 1937", (1937, 1937), "3", "57"),
        ("Foreign Relations, 1937 (Washington, D.C.: GPO, 1954), III, 21", (1937, 1937), "3", "21"),
        ("Foreign Relations, 1937, vol. III (1954), 21", (1937, 1937), "3", "21"),
        ("FRUS 1937 III p. 1954", (1937, 1937), "3", "1954"),
        ("Minutes of a Meeting at 10:30 a.m. and 3 p. m., FRUS, 1937, vol. III, 21–22", (1937, 1937), "3", "21–22"),
        ("“Extract from Vane’s ‘Voyage,’ vol. 1, page 312. ‘As …,” undated, FRUS, 1937, 3:21", (1937, 1937), "3", "21"),
        ("As told on p. 5 of the Post, FRUS 1937 III 21", (1937, 1937), "3", "21"),
        ("Lights burn at 12 places, FRUS 1937 III 21", (1937, 1937), "3", "21"),
    ],
)
def test_years_volume_and_pages_are_read(text: str, years: tuple[int, int], volume: str, pages: str) -> None:
    cited = read(text)
    assert (cited.years, cited.volume, ", ".join(map(str, cited.pages))) == (years, volume, pages)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Foreign Relations, 1918, supp. 1, vol. i, p. 808", {"supplement": "1", "volume": "1"}),
        ("Foreign Relations, 1914, Supplement, p. 10", {"supplement": "0"}),
        ("FRUS, 1902, Appendix I, 5", {"appendix": "1"}),
        ("FRUS, 1901, Appendix (Affairs in China), 5", {"appendix": "0", "name": "Affairs in China"}),
        ("FRUS, 1906, pt. 2, p. 1495", {"part": "2"}),
        ("FRUS, 1952–54, vol. I, pt. 1, 5", {"volume": "1", "part": "1"}),
        ("FRUS, 1952–54, I/1, 5", {"volume": "1", "part": "1"}),
        ("1918, Russia, vol. III", {"volume": "3", "name": "Russia"}),
        ("FRUS, 1919, The Paris Peace Conference, XI, 5", {"volume": "11", "name": "Paris Peace Conference"}),
        ("PPC XI:30", {"volume": "11", "name": "Paris Peace Conference"}),
        ("FRUS, 1969–76, XIX, Part 1, Korea, 1969–1972, Document 75", {"part": "1", "name": "Korea", "document": "75"}),
        ("FRUS, 1969–76, XIX, doc. 75, note 3", {"document": "75", "note": "3"}),
        ("FRUS 1937 III 57n3", {"note": "3"}),
        ("FRUS 1937 III, 57 n. 3", {"note": "3"}),
    ],
)
def test_what_tells_a_volume_from_others_is_read(text: str, said: dict[str, str]) -> None:
    cited = read(text)
    assert {name: getattr(cited, name) for name in said} == said


@pytest.mark.parametrize(
    ("text", "sender", "recipient", "number", "date"),
    [
        ("Norris to Secretary of State, No. 15, October 3, 1933", "Norris", "Secretary of State", "15", "1933-10-03"),
        ("See Norris to Hull, 3 Oct. 1933, FRUS 1934 V 57", "Norris", "Hull", "", "1933-10-03"),
        ("FRUS 1934 V 57 (Norris to Hull, October 3, 1933)", "Norris", "Hull", "", "1933-10-03"),
        ("Norris to Hull (1933-10-03), FRUS 1934 V 57", "Norris", "Hull", "", "1933-10-03"),
        ("telegram No. 42, Norris to Hull, October 3, 1933", "Norris", "Hull", "42", "1933-10-03"),
        ("A. Norris, telegram to Mr. Hull, May 1, 1933, FRUS 1934 V 1", "A. Norris", "Mr. Hull", "", "1933-05-01"),
        ("Norris. Despatch no. 15 to Hull, 3 Oct. 1933. FRUS 1934 V 57", "Norris", "Hull", "15", "1933-10-03"),
        ("“The Chargé in Chile (Norris) to the Secretary of State,” October 3, 1933, FRUS, 1934, V, 57",
         "The Chargé in Chile (Norris)", "the Secretary of State", "", "1933-10-03"),
        ("Mr. Adams to Mr. Seward, No. 7, June 8, 1861", "Mr. Adams", "Mr. Seward", "7", "1861-06-08"),
        ("FRUS 1934 V 57, accessed October 3, 2026", "", "", "", ""),
        ("Papers Relating to Foreign Affairs, December 2, 1872, Part II, 57", "", "", "", ""),
    ],
)  # fmt: skip
def test_the_letter_is_read(text: str, sender: str, recipient: str, number: str, date: str) -> None:
    cited = read(text)
    when = cited.date.edtf if cited.date else ""
    assert (cited.sender, cited.recipient, cited.number, when) == (sender, recipient, number, date)


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ("761.93/1583", "761.93/1583"),
        ("File No. 861.77/153", "861.77/153"),
        ("761.93/1583: Telegram", "761.93/1583"),
        ("Norris to Hull, August 7, 1934, 611.3731/817 supp., FRUS, 1934, vol. V, 160", "611.3731/817 supp."),
        ("811.20 (D) Regulations/331", "811.20 (D) Regulations/331"),
        ("800.51W89 Great Britain/12", "800.51W89 Great Britain/12"),
        ("Norris to Hull, 838.51/2828½, National Archives", "838.51/2828½"),
        ("812.6363/2803 1/2", "812.6363/2803 1/2"),
        ("Paris Peace Conf. 184/84", "Paris Peace Conf. 184/84"),
        ("893.00/5–1349, Central Files", "893.00/5–1349"),
        ("862.00/3-1245: Telegram", "862.00/3-1245"),
        ("761.93", "761.93"),
        ("decimal file 761.93", "761.93"),
        ("FRUS 1934 V 57, 825.512/49", "825.512/49"),
        ("It cost 761.93 in all.", ""),
        ("on 10/3/1933", ""),
    ],
)
def test_file_numbers_are_read(text: str, file: str) -> None:
    assert read(text).file == file


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("https://history.state.gov/historicaldocuments/frus1934v05/d41", Pointer("frus1934v05", "d41")),
        ("https://history.state.gov/historicaldocuments/frus1934v05/pg_57", Pointer("frus1934v05", "pg_57")),
        ("https://history.state.gov/historicaldocuments/frus1934v05/d41#fn3", Pointer("frus1934v05", "d41", "", "fn3")),
        ("/volumes/frus1934v05/d41/pg_57/#d41fn3", Pointer("frus1934v05", "d41", "pg_57", "d41fn3")),
        ("http://host:8000/volumes/frus1934v05/d41.csl.json", Pointer("frus1934v05", "d41")),
        ("frus1926v01#pg_548", Pointer("frus1926v01", "pg_548")),
        ("frus1926v01", Pointer("frus1926v01")),
        ("specimen/d2", Pointer("specimen", "d2")),
        ("/files/761.93/1583/", Pointer(file="761.93/1583")),
        ("<https://x.example/volumes/a/b/>.", Pointer("a", "b")),
    ],
)
def test_addresses_are_read(text: str, pointer: Pointer) -> None:
    assert read(text).address == pointer


def test_each_thing_is_told_with_the_words_that_it_was_read_from() -> None:
    cited = read("Norris to Hull, No. 15, Oct. 3, 1933, FRUS, 1934, vol. v, pp. 57-58.")
    assert cited.words == {
        "sender": "Norris",
        "recipient": "Hull",
        "number": "No. 15",
        "date": "Oct. 3, 1933",
        "series": "FRUS",
        "years": "1934",
        "volume": "vol. v",
        "pages": "pp. 57-58",
    }
    assert cited.understood == {
        "sender": "Norris",
        "recipient": "Hull",
        "number": "15",
        "date": "1933-10-03",
        "series": FR,
        "years": "1934",
        "volume": "V",
        "pages": "57–58",
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Ibid., 57.", "“Ibid.” stands for a citation before it"),
        ("Op. cit., p. 5", "“Op. cit.” stands for a citation before it"),
        ("ante, p. 31", "“ante” points within the volume"),
        ("", "Nothing in it reads as a citation"),
        ("x" * 10_001, "10,001 characters long; only the first 10,000 were read"),
        ("and so on " * 300, "only the first 2,000 were read"),
    ],
)
def test_what_cannot_be_understood_is_said(text: str, problem: str) -> None:
    assert any(problem in said for cited in understanding.understand(text) for said in cited.problems)


def test_one_number_may_be_the_volume_s_or_the_page_s() -> None:
    cited = read("FRUS 1937, 3")
    assert cited.pages == (Span("3", "3"),)
    assert cited.otherwise is not None
    assert (cited.otherwise.volume, cited.otherwise.pages) == ("3", ())


def test_a_title_that_is_known_is_read_as_a_whole() -> None:
    title = "Papers on Ports, 1934, Volume V"
    (cited,) = understanding.understand("See Papers on Ports, 1934, Volume V (Boston: Press, 1951), 57.", [title])
    assert (cited.title, cited.years, cited.volume, cited.pages) == (title, None, "", (Span("57", "57"),))


@pytest.mark.parametrize(
    "body",
    [
        "Senate Committee on Foreign Relations",
        "Minister of Foreign Relations",
        "Secretary of State for Foreign Relations",
    ],
)
def test_a_body_is_not_taken_for_the_series(body: str) -> None:
    assert read(f"Hearings before the {body}, 1919, vol. I, p. 5").series == ""


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("FRUS 1934 V 57", 1),
        ("FRUS 1934 V 57; FRUS 1936 III 20", 2),
        ("FRUS 1934, V, 57; 1936, III, 20; and 1938, II, 3", 3),
        ("FRUS 1934 V 57. See also FRUS 1936 III 20.", 2),
        ("FRUS 1934 V 57\nFRUS 1936 III 20\n\nFRUS 1938 II 3", 3),
        ("FRUS 1934 V 57 and FRUS 1936 III 20", 2),
        ("FRUS, 1934,\nvol. V, p. 57", 1),
        (f"Norris. Letter to Hull, May 1, 1933. In {FR}, 1934, 5:57. GPO, 1952. https://x.example/volumes/a/b/.", 1),
        (f"In {FR}, 1934, vol. 5, {FR} Diplomatic Papers (GPO, 1952), https://x.example/volumes/a/b/.", 1),
        ("frus1934v05/d1\nfrus1934v05/d2", 2),
        ("761.93/1583; 761.93/1584", 2),
        ("FRUS 1934 V 57; ibid., 58", 2),
        ("FRUS, 1934, V, 57; IV, 20", 2),
        ("FRUS 1934, vol. V, p. 57, and vol. IV, p. 20", 2),
        ("FRUS, 1958–60, Volume X, Part 2, Finland; Greece, doc. 5", 1),
        ("FRUS, 1934, V, 57; Smith, Diplomacy, p. 20", 2),
    ],
)  # fmt: skip
def test_a_text_is_cut_where_another_citation_begins(text: str, count: int) -> None:
    assert len(split(text)) == count


def test_prose_around_a_citation_is_left_off() -> None:
    prose = "Norris went to Rome. " * 60
    (piece,) = split(f"{prose}See FRUS 1934 V 57. {prose}")
    assert "FRUS 1934 V 57" in piece
    assert len(piece) < 900


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("21–22, 25", (Span("21", "22"), Span("25", "25"))),
        ("21, 20", (Span("21", "21"),)),
        ("iii–v", (Span("iii", "v"),)),
        ("v–iii", (Span("v", "v"),)),
        ("12a", (Span("12a", "12a"),)),
    ],
)
def test_lists_of_pages_rise(text: str, spans: tuple[Span, ...]) -> None:
    assert spans_of(text) == spans


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("V", "5"),
        ("v", "5"),
        ("05", "5"),
        ("XIX", "19"),
        ("IIII", "4"),
        ("E–5", "E5"),
        ("E 05", "E5"),
        ("IC", ""),
        ("", ""),
    ],
)
def test_numbers_of_volumes_are_compared_in_figures(text: str, number: str) -> None:
    assert numerals.plain(text) == number


@given(st.integers(min_value=1, max_value=3999))
def test_roman_numerals_come_back(number: int) -> None:
    assert numerals.arabic(numerals.roman(number)) == number


FRAGMENTS = st.sampled_from((
    "FRUS", "Foreign Relations", "For. Rel.", "PPC", "1934", "1952–54", "[1934]", "V", "v", "vol. V", "5",
    "5:57", "p. 57", "pp. 57–58", "57", "[iii]", "(Washington: GPO, 1952)", "(", ")", "[", "]", "“", "”", ",",
    ";", ".", "\n", "\n\n", "and", "to", "Norris", "Secretary of State", "No. 15", "October 3, 1933",
    "825.512/49", "/", "#", "https://", "history.state.gov/historicaldocuments/frus1934v05/d41", "/volumes/",
    "frus1934v05", "d41", "ibid.", "ante, p. 5", "supp. 1", "app. I", "pt. 2", "doc. 41", "n. 3", "Russia",
    "\0", "\x01", "\u200f", "ſ", "İ", "½", "%", "%2F", "&", "<i>", "*",
))  # fmt: skip
SCRAPS = st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), max_size=40).map(" ".join)


@given(st.one_of(st.text(max_size=400), SCRAPS))
def test_any_text_is_understood_somehow(text: str) -> None:
    cited = understanding.understand(text)
    assert cited
    assert all(each.says_something or each.problems for each in cited)


@pytest.mark.parametrize("before", ["FRUS 1934 V 57 ", "Norris to Hull, ", ""])
@pytest.mark.parametrize(
    "scrap", ["(", " . ", ",", "; ", "[", "1", "V", "a ", "/", "# ", "-", "–", "1934 ", "(1952) ", "to ", "ibid. "]
)
def test_ten_thousand_of_one_scrap_are_read_too(scrap: str, before: str) -> None:
    assert understanding.understand(before + scrap * 10_000)


def test_a_day_that_there_is_not_is_no_date() -> None:
    assert read("Norris to Hull, 1933-02-30").date is None
    assert read("Norris to Hull, 1933-02-28").date == When("1933-02-28", "1933-02-28", "1933-02-28")
