"""Labels: what an inline note or a bracketed line says, in the shapes the series prints them."""

from __future__ import annotations

import pytest

from archive.ingest import labels
from archive.ingest.labels import Label


@pytest.mark.parametrize(
    ("printed", "value", "transmission"),
    [
        ("761.93/1583", "761.93/1583", ""),
        ("800.51W89 Great Britain/12", "800.51W89 Great Britain/12", ""),
        ("File No. 763.72112/3844", "763.72112/3844", ""),
        ("711.1928/2331/7: Telegram (part air)", "711.1928/2331/7", "Telegram (part air)"),
        ("711.90H/52: Telegram", "711.90H/52", "Telegram"),
        ("811.512/3: Circular telegram", "811.512/3", "Circular telegram"),
        ("Paris Peace Conf. 184.1 Polk, Frank L.: Telegram", "Paris Peace Conf. 184.1 Polk, Frank L.", "Telegram"),
        ("Paris Peace Conf. 184/79a", "Paris Peace Conf. 184/79a", ""),
        ("033.1100 Rogers, James Harvey/5: Telegram", "033.1100 Rogers, James Harvey/5", "Telegram"),
        ("812.6363/2803½", "812.6363/2803½", ""),
        ("812.6363/2803 1/2", "812.6363/2803 1/2", ""),
        ("861.00/2353, 2354", "861.00/2353, 2354", ""),
        ("File No. 861.61323/–", "861.61323/–", ""),
        ("123 EN 3/435", "123 EN 3/435", ""),
        ("123P54/283", "123P54/283", ""),
        ("811.11101 Waivers 81—", "811.11101 Waivers 81—", ""),
        ("File No. 7357/1.", "7357/1", ""),
        ("740.0011 Mutual Guarantee (Locarno)/507: Telegram", "740.0011 Mutual Guarantee (Locarno)/507", "Telegram"),
        ("761.93/\n  1583", "761.93/ 1583", ""),
    ],
)
def test_a_file_number_is_read_without_its_words_before_and_behind(printed: str, value: str, transmission: str) -> None:
    assert labels.read(printed) == Label("file-number", value, transmission)


@pytest.mark.parametrize("text", ["12/5/1936", "1936/37", "3/4", "825.50", "$1.50/2", "1936", "2.", "1936.50 The"])
def test_dates_years_fractions_and_amounts_are_no_file_numbers(text: str) -> None:
    assert labels.read(text).kind == "other"


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("No. 99.", "99"),
        ("[No. 14.]", "14"),
        ("No. 14.]", "14"),
        ("No 304.]", "304"),
        ("No. 1551", "1551"),
        ("Political No. 22", "22"),
        ("*No. 9.[11]", "9"),
        ("No. 108½.]", "108½"),
        ("No. 120/W/14", "120/W/14"),
        ("No. VI.", "VI"),
        ("No. —.]", ""),
    ],
)
def test_a_despatch_number_is_the_number_alone(printed: str, value: str) -> None:
    assert labels.read(printed) == Label("despatch-number", value)


@pytest.mark.parametrize(
    "printed",
    [
        "[Telegram]",
        "[Translation.]",
        "[Extract.]",
        "[Paraphrase]",
        "[Telegram—Paraphrase]",
        "[Telegram-Extract]",
        "(Translation.)",
        "[Strictly confidential.]",
        "[Aide-Mémoire—Extract]",
        "[Printed]",
    ],
)
def test_a_status_is_kept_as_printed(printed: str) -> None:
    assert labels.read(printed) == Label("status", printed)


@pytest.mark.parametrize(
    "printed",
    [
        "[Enclosure—Translation]",
        "[Enclosure-Extract]",
        "[Inclosure 2 in No. 14.—Translation.]",
        "[Subinclosure]",
        "[Subenclosure 1—Annex A]",
        "[lnclosure 1]",
        "[Incloaure 3 in No. 9.]",
        "[Annex A]",
        "[Appendix]",
        "[Exhibit 2]",
        "[Inclosures.]",
        "Enclosure 1",
    ],
)
def test_an_enclosure_is_known_by_its_first_word_however_spelt_or_scanned(printed: str) -> None:
    assert labels.read(printed) == Label("enclosure", printed)


def test_what_is_enclosed_in_an_enclosure_lies_one_deeper() -> None:
    assert labels.depth("[Enclosure 1]") == labels.depth("[Annex A]") == 1
    assert labels.depth("[Subinclosure]") == labels.depth("[Subenclosure 2—Translation]") == 2
    assert labels.depth("[Sub-enclosure]") == 2


@pytest.mark.parametrize(
    ("printed", "value", "transmission"),
    [
        ("Woodrow Wilson Papers", "Woodrow Wilson Papers", ""),
        ("Edward M. House Papers: Telegram", "Edward M. House Papers", "Telegram"),
        ("Inquiry files", "Inquiry files", ""),
        ("Treaty Series No. 776", "Treaty Series No. 776", ""),
        ("Executive Agreement Series No. 68", "Executive Agreement Series No. 68", ""),
    ],
)
def test_a_collection_or_a_numbered_series_stands_where_a_file_number_would(
    printed: str, value: str, transmission: str
) -> None:
    assert labels.read(printed) == Label("collection", value, transmission)


@pytest.mark.parametrize(("printed", "value"), [("[Page 22]", "22"), ("[Page xvii]", "xvii"), ("[PAGE XIV]", "XIV")])
def test_a_page_marker_gives_the_printed_label(printed: str, value: str) -> None:
    assert labels.read(printed) == Label("page", value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A.",
        "True copy:",
        "[l. s.]",
        "[For this memorandum see page 12.]",
        "[Inclosures not printed.]",
        "[Received March 5]",
        "[Page of the original missing]",
        "Circular to the Governments of America",
        "Annex to the budget of the ministry for the coming year",
        "Article No. 5",
    ],
)
def test_what_is_not_certain_is_other_and_loses_nothing(text: str) -> None:
    assert labels.read(text) == Label("other", text)


def test_a_footnote_s_mark_behind_a_label_does_not_hide_it() -> None:
    assert labels.read("[Enclosure—Translation] 5") == Label("enclosure", "[Enclosure—Translation]")
    assert labels.read("[Telegram]²").kind == "status"
    assert labels.read("No. 23.[27]") == Label("despatch-number", "23")


def test_a_text_longer_than_any_label_is_prose() -> None:
    assert labels.read("[Enclosure " + "1" * 300 + "]").kind == "other"


@pytest.mark.parametrize(
    "unit", ["[", "[Page ", "No. ", "File No. ", "861.00/2353, ", "A ", "Papers ", "Sub", " ", "1"]
)
def test_a_megabyte_of_anything_is_prose(unit: str) -> None:
    """A pattern that goes back and forth would not come to the end of the shorter ones before the test is stopped."""
    assert labels.read(unit * (1_000_000 // len(unit))).kind == "other"
    for length in (50, 199, 200):
        assert labels.read((unit * 200)[:length]).kind
