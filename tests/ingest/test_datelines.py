"""Datelines: when and where. The shapes are those of the published volumes, most places and days are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import datelines
from archive.ingest.datelines import Dateline
from archive.records.dates import DateStatement


def _placed(text: str, place: str, encoded: str = "") -> Dateline:
    start = text.index(place)
    return datelines.read(text, encoded, [(start, start + len(place))])


@pytest.mark.parametrize(
    ("text", "printed", "edtf", "hour"),
    [
        ("Santiago, October 3, 1933.", "October 3, 1933", "1933-10-03", ""),
        ("Rome, March 25, 1934—11 a.m.", "March 25, 1934—11 a.m.", "1934-03-25", "11:00"),
        ("Rome, March 25, 1918, 11.20 p.m.", "March 25, 1918, 11.20 p.m.", "1918-03-25", "23:20"),
        ("Rome, March 25, 1934—3:05 p. m.", "March 25, 1934—3:05 p. m.", "1934-03-25", "15:05"),
        ("Rome, March 25, 1934—noon.", "March 25, 1934—noon", "1934-03-25", "12:00"),
        ("Rome, March 25, 1918, 12 noon.", "March 25, 1918, 12 noon", "1918-03-25", "12:00"),
        ("Rome, March 25, 1918, midnight.", "March 25, 1918, midnight", "1918-03-25", "00:00"),
        ("Rome, March 25, 1934—12:30 a.m.", "March 25, 1934—12:30 a.m.", "1934-03-25", "00:30"),
        ("Rome, March 25, 1934 [—5 p.m.]", "March 25, 1934 [—5 p.m.]", "1934-03-25", "17:00"),
        ("Rome, March 25, 1919, at 11 o’clock a.m.", "March 25, 1919, at 11 o’clock a.m.", "1919-03-25", "11:00"),
        ("Rome, May 4, 1956, 10:45–11:30 a.m.", "May 4, 1956, 10:45–11:30 a.m.", "1956-05-04", "10:45"),
        ("Rome, March 2, 1965, 1420Z.", "March 2, 1965, 1420Z", "1965-03-02", "14:20"),
        ("8.15 p.m., May 3, 1894.", "8.15 p.m., May 3, 1894", "1894-05-03", "20:15"),
        ("Rome, 14 January, 1919.", "14 January, 1919", "1919-01-14", ""),
        ("Rome, 11 November 1918.", "11 November 1918", "1918-11-11", ""),
        ("Rome, Monday, November 26, 1894.", "November 26, 1894", "1894-11-26", ""),
    ],
)
def test_a_printed_date_is_taken_with_its_time(text: str, printed: str, edtf: str, hour: str) -> None:
    read = datelines.read(text).date
    assert (read.text, read.edtf, read.time, read.basis) == (printed, edtf, hour, "dateline")
    assert text[read.start : read.end] == printed
    assert read.earliest == read.latest == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("the 3d of March, 1864", "1864-03-03"),
        ("3d March, 1864", "1864-03-03"),
        ("March 3d, 1864", "1864-03-03"),
        ("On the afternoon of the 12th day of July, 1894.", "1894-07-12"),
        ("Paris, le 1er mars 1864", "1864-03-01"),
        ("Paris, 14 août 1864", "1864-08-14"),
        ("Madrid, 3 de marzo de 1864", "1864-03-03"),
        ("Berlin, den 3. März 1864", "1864-03-03"),
        ("Rome, Jan. 3, 1872.", "1872-01-03"),
        ("Rome, Sept. 8, 1871.", "1871-09-08"),
        ("ROME, MARCH 3, 1864.", "1864-03-03"),
    ],
)
def test_ordinal_inverted_and_foreign_dates_are_read(text: str, edtf: str) -> None:
    assert datelines.read(text).date.edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Rome, March25, 1864.", "1864-03-25"),
        ("Rome, November24 1863.", "1863-11-24"),
        ("Rome, December. 4, 1863.", "1863-12-04"),
        ("Rome, July 13,.1864.", "1864-07-13"),
        ("Rome, July 28. 1864.", "1864-07-28"),
        ("Rome, July 30 1864.", "1864-07-30"),
        ("Paris, February, 2, 1864", "1864-02-02"),
        ("Rome, July l5, 1870.", "1870-07-15"),
        ("Sussex.August 12, 1919.", "1919-08-12"),
    ],
)
def test_what_scanning_did_to_a_date_is_no_hindrance(text: str, edtf: str) -> None:
    assert datelines.read(text).date.edtf == edtf


@pytest.mark.parametrize(
    ("text", "edtf", "earliest", "latest"),
    [
        ("Paris, February 1937.", "1937-02", "1937-02-01", "1937-02-28"),
        ("Paris, February, 1936.", "1936-02", "1936-02-01", "1936-02-29"),
        ("Paris, June —, 1861.", "1861-06", "1861-06-01", "1861-06-30"),
        ("Paris, July , 1934.", "1934-07", "1934-07-01", "1934-07-31"),
        ("[Undated—circa December 15, 1917.]", "1917-12-15~", "1917-12-15", "1917-12-15"),
        ("Paris, about May 4, 1917.", "1917-05-04~", "1917-05-04", "1917-05-04"),
        ("[July 4?], 1919", "1919-07-04?", "1919-07-04", "1919-07-04"),
        ("Paris, March 3–5, 1919", "1919-03-03/1919-03-05", "1919-03-03", "1919-03-05"),
        ("Paris, June 30–July 2, 1919", "1919-06-30/1919-07-02", "1919-06-30", "1919-07-02"),
        ("Paris, December 30, 1896—January 2, 1897", "1896-12-30/1897-01-02", "1896-12-30", "1897-01-02"),
        ("Paris, June–July 1919", "1919-06/1919-07", "1919-06-01", "1919-07-31"),
    ],
)
def test_a_date_is_as_exact_as_its_print(text: str, edtf: str, earliest: str, latest: str) -> None:
    read = datelines.read(text).date
    assert (read.edtf, read.earliest, read.latest) == (edtf, earliest, latest)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("17/29 July 1914", "1914-07-29"),
        ("July 17/29, 1914", "1914-07-29"),
        ("17/30 July 1914", "1914-07-30"),
        ("July 17/30, 1914", "1914-07-30"),
        ("19 June/2 July, 1914", "1914-07-02"),
        ("December 20, 1917/January 2, 1918", "1918-01-02"),
        ("Petrograd, May 2/15, 1917.", "1917-05-15"),
        ("Petrograd, January 21/February 3, 1918", "1918-02-03"),
        ("December 28/January 10, 1918", "1918-01-10"),
        ("St. Petersburg, December 31, 1860, (January 12, 1861.)", "1861-01-12"),
        ("St. Petersburg, May 11, (23,) 1861.", "1861-05-23"),
        ("St. Petersburg, May 22, (June 3,) 1861.", "1861-06-03"),
        ("St. Petersburg, April 8–20, 1861.", "1861-04-20"),
    ],
)
def test_of_a_double_date_the_gregorian_one_counts(text: str, edtf: str) -> None:
    read = datelines.read(text).date
    assert read.edtf == read.earliest == read.latest == edtf


def test_a_stroke_between_neighbouring_days_is_a_night_and_no_other_calendar() -> None:
    assert datelines.read("Paris, July 3/4, 1919").date.edtf == "1919-07-03/1919-07-04"


@pytest.mark.parametrize(
    ("text", "printed", "edtf"),
    [
        ("New York, [January] 22, [1934]—6:30 p.m.", "[January] 22, [1934]—6:30 p.m.", "1934-01-22"),
        ("Rome, Monday [December 8, 1919], 8:15 a.m.", "[December 8, 1919], 8:15 a.m.", "1919-12-08"),
        ("[Rome, March 30, 1919.]", "March 30, 1919", "1919-03-30"),
        ("[Rome,] March 30, 1919.", "March 30, 1919", "1919-03-30"),
        ("[March 30, 1919.]", "March 30, 1919", "1919-03-30"),
        ("Rome, June 4, 193[4].", "June 4, 193[4]", "1934-06-04"),
        ("Trieste, October 3, (1863.)", "October 3, (1863.)", "1863-10-03"),
    ],
)
def test_what_the_editors_supplied_in_brackets_counts(text: str, printed: str, edtf: str) -> None:
    read = datelines.read(text).date
    assert (read.text, read.edtf) == (printed, edtf)


@pytest.mark.parametrize(
    ("text", "encoded", "edtf"),
    [
        ("Rome, November 6 [8], 1919—1 p.m.", "1919-11-06T13:00:00", "1919-11-08"),
        ("Rome, 17 June, 1918 [1919].", "1918-06-17", "1919-06-17"),
        ("Rome, June [July] 3, 1919.", "1919-06-03", "1919-07-03"),
    ],
)
def test_a_bracket_behind_its_like_corrects_it(text: str, encoded: str, edtf: str) -> None:
    read = datelines.read(text, encoded).date
    assert (read.edtf, read.agrees) == (edtf, False)


@pytest.mark.parametrize(
    ("text", "encoded", "agrees"),
    [
        ("Rome, July 18, 1870.", "1870-07-18", True),
        ("Rome, July 18, 1870—3 p.m.", "1870-07-18T15:00:00", True),
        ("Rome, May 4, 1956—6 p.m.", "1956-05-04T18:00:00+01:00", True),
        ("Rome, May 4, 1956—6 p.m.", "1956-05-04T18:00:00Z", True),
        ("Rome, July 18, 1870. (Received August 3)", "1870-08-18", False),
        ("Rome, November 11, 1870.", "0201-11-11", False),
        ("Rome, August 13, 1846.", "1946-08-13", False),
        ("Paris, June —, 1861.", "1861-06", True),
        ("Paris, May 1919.", "1919-05-01", False),
        ("Paris, November 14.", "--11-14", True),
        ("Paris, November 14.", "--11-15", False),
        ("Rome, November 14, 1870.", "--11-14", True),
        ("Rome, May 4, 1956.", "1956-05-01/1956-05-10", True),
        ("Rome, May 14, 1956.", "1956-05-01/1956-05-10", False),
        ("Rome, May 14, 1956.", "1956-05-01/", True),
        ("Rome, July 18, 1870.", "", None),
        ("Rome, July 18, 1870.", "some time", None),
        ("undated", "1870-07-18", None),
    ],
)
def test_print_and_markup_agree_or_are_kept_apart(text: str, encoded: str, agrees: bool | None) -> None:
    read = datelines.read(text, encoded).date
    assert (read.agrees, read.encoded) == (agrees, encoded)


def test_print_is_believed_where_the_markup_has_the_month_of_the_receipt() -> None:
    read = datelines.read("Rome, July 18, 1870. (Received August 3)", "1870-08-18").date
    assert (read.text, read.edtf, read.basis) == ("July 18, 1870", "1870-07-18", "dateline")


def test_a_date_only_encoded_says_so() -> None:
    read = _placed("Washington, undated.", "Washington", "1956-05-01/1956-05-10").date
    assert (read.text, read.edtf, read.basis) == ("undated", "1956-05-01/1956-05-10", "encoded")
    assert (read.earliest, read.latest) == ("1956-05-01", "1956-05-10")
    assert datelines.read("", "1919-02-03").date == DateStatement(
        "", "1919-02-03", "1919-02-03", "1919-02-03", "1919-02-03", None, "encoded"
    )


def test_an_interval_open_at_one_end_is_bounded_by_the_other() -> None:
    read = datelines.read("", "1956-05-01/").date
    assert (read.edtf, read.earliest, read.latest) == ("1956-05-01/..", "1956-05-01", "1956-05-01")
    assert datelines.read("", "/1956-05-10").date.edtf == "../1956-05-10"


@pytest.mark.parametrize("encoded", ["", "0201-11-11", "--11-14", "garbage", "/", "1864-13-40", "1/2/3", "T", "-"])
def test_without_print_or_a_year_that_can_be_meant_there_is_no_date(encoded: str) -> None:
    assert datelines.read("Rome.", encoded).date == DateStatement(encoded=encoded)


def test_a_day_without_a_year_takes_it_from_the_markup_and_says_so() -> None:
    read = datelines.read("Bluefields, February 22.", "1894-02-22").date
    assert (read.text, read.edtf, read.agrees, read.basis) == ("February 22", "1894-02-22", True, "encoded")
    read = datelines.read("Liverpool, October 12—3 p. m.", "0201-10-12").date
    assert (read.text, read.edtf, read.agrees, read.basis) == ("October 12—3 p. m.", "", False, "dateline")


def test_a_day_that_never_was_is_no_date() -> None:
    read = datelines.read("Rome, February 30, 1864", "1864-02-20").date
    assert (read.text, read.edtf, read.agrees, read.basis) == ("February 30, 1864", "1864-02-20", False, "encoded")
    assert datelines.read("Rome, June 31, 1861").date.edtf == ""


def test_a_date_of_another_calendar_is_kept_as_printed_and_disagrees_with_nothing() -> None:
    text = "Pekin, Tungchi, 9th year, 6th moon, 12th day."
    read = _placed(text, "Pekin", "1870-07-10").date
    assert (read.text, read.edtf) == ("Tungchi, 9th year, 6th moon, 12th day", "1870-07-10")
    assert (read.agrees, read.basis) == (None, "encoded")
    assert text[read.start : read.end] == read.text


def test_beside_a_date_of_another_calendar_the_gregorian_one_is_read() -> None:
    read = _placed("Pekin, Tungchi, 9th year, 6th moon, 12th day (July 10, 1870).", "Pekin", "1870-06-12").date
    assert (read.edtf, read.agrees) == ("1870-07-10", False)


@pytest.mark.parametrize(
    ("text", "printed", "edtf", "hour"),
    [
        ("Rome, March 25, 1934. [Received March 26—11:20 a.m.]", "March 26—11:20 a.m.", "1934-03-26", "11:20"),
        ("Rome, August 21, 1871. (Received September 8.)", "September 8", "1871-09-08", ""),
        ("Rome, August 21, 1871. (Received, September 8.)", "September 8", "1871-09-08", ""),
        ("Rome, December 12, 1871. (Received Jan. 3.)", "Jan. 3", "1872-01-03", ""),
        ("Rome, December 12, 1871. (Received January 3, 1872.)", "January 3, 1872", "1872-01-03", ""),
        ("Rome, March 25, 1934—3 p.m. [Received 8:50 p.m.]", "8:50 p.m.", "1934-03-25", "20:50"),
        ("Rome, May 5, 1936—3 a.m. [Received May 4—8:49 p.m.]", "May 4—8:49 p.m.", "1936-05-04", "20:49"),
        ("Rome, January 1, 1934—1 a.m. [Received December 31—8 p.m.]", "December 31—8 p.m.", "1933-12-31", "20:00"),
        ("Rome, undated. [Received November 29, 1918.]", "November 29, 1918", "1918-11-29", ""),
        ("Rome, undated. [Received November 29.]", "November 29", "", ""),
        ("Rome, July 22, 1934. [Received July 2.]", "July 2", "", ""),
        ("Rome, April 1, 1919. [Received April 5 (?)—7:30 p.m.]", "April 5 (?)—7:30 p.m.", "1919-04-05?", "19:30"),
        (
            "Rome, March 7, 1918. [Received March 7, 2.15 p.m.; March 8, 1 a.m.]",
            "March 7, 2.15 p.m.",
            "1918-03-07",
            "14:15",
        ),
        ("Rome, May 3, 1894. (Received 9 p.m., May 3, 1894.)", "9 p.m., May 3, 1894", "1894-05-03", "21:00"),
        ("[Received by telegraph July 2, 4 p. m.] Rome, July 2, 1918.", "July 2, 4 p. m.", "1918-07-02", "16:00"),
        ("Petrograd, December 20, 1917/January 2, 1918. [Received January 3.]", "January 3", "1918-01-03", ""),
        ("Rome, May 3, 1894. Received May 20.", "May 20", "1894-05-20", ""),
        ("Rome, May 3, 1894. [Rec’d May 20.]", "May 20", "1894-05-20", ""),
    ],
)
def test_a_receipt_takes_its_year_from_the_sending(text: str, printed: str, edtf: str, hour: str) -> None:
    received = datelines.read(text).received
    assert (received.text, received.edtf, received.time) == (printed, edtf, hour)
    assert text[received.start : received.end] == printed


@pytest.mark.parametrize("sent", ["January 31, 1864", "February 29, 1864", "June 30, 1864", "December 31, 1864"])
def test_no_receipt_is_dated_more_than_a_day_before_the_sending(sent: str) -> None:
    for month in ("January 1", "February 29", "July 15", "December 31"):
        read = datelines.read(f"Rome, {sent}. (Received {month}.)")
        if read.received.edtf:
            days = date.fromisoformat(read.received.edtf) - date.fromisoformat(read.date.edtf)
            assert -1 <= days.days <= datelines.SLOWEST_MAIL


@pytest.mark.parametrize("text", ["Rome, March 25, 1934.", "Rome."])
def test_without_a_receipt_there_is_none(text: str) -> None:
    assert datelines.read(text).received == DateStatement()


@pytest.mark.parametrize(
    ("tagged", "place", "office"),
    [
        ("London", "London", ""),
        ("London,", "London", ""),
        ("Department of State, Washington", "Washington", "Department of State"),
        ("Legation of the United States, London,", "London", "Legation of the United States"),
        ("Legation of. the United States, London", "London", "Legation of. the United States"),
        ("United States Legation. Berne", "Berne", "United States Legation"),
        ("Department of State Washington", "Washington", "Department of State"),
        ("United States Consulate General, Havana", "Havana", "United States Consulate General"),
        ("Legation of the U. S. of America at Vienna", "Vienna", "Legation of the U. S. of America"),
        ("Consulate of the United States, At Tangier, Morocco", "Tangier, Morocco", "Consulate of the United States"),
        (
            "Legation of the United States, Nicaragua, Costa Rica, and Salvador, Managua",
            "Managua",
            "Legation of the United States, Nicaragua, Costa Rica, and Salvador",
        ),
        (
            "Ministry of Foreign Relations, Republic of Vale, National Palace, Managua",
            "Managua",
            "Ministry of Foreign Relations, Republic of Vale, National Palace",
        ),
        ("U. S. S. Vale, Off Bluefields, Nicaragua", "Off Bluefields, Nicaragua", "U. S. S. Vale"),
        ("U. S. S. Vale (First Rate), Kingston", "Kingston", "U. S. S. Vale (First Rate)"),
        ("U. S. S. “George Washington,” at Sea", "U. S. S. “George Washington” at Sea", ""),
        ("S. S. “Vale,”", "S. S. “Vale”", ""),
        ("77 Wall Street, New Haven", "New Haven", "77 Wall Street"),
        ("Hotel Vale, Managua, Nicaragua", "Managua, Nicaragua", "Hotel Vale"),
        ("San Ildefonso, Royal Palace", "San Ildefonso", "Royal Palace"),
        ("Foreign Office", "Foreign Office", "Foreign Office"),
        ("Washington, D. C.", "Washington, D. C.", ""),
        ("New Orleans, La.", "New Orleans, La.", ""),
        ("St. Petersburg", "St. Petersburg", ""),
        ("Off Vale, Florida.", "Off Vale, Florida", ""),
        ("Ship Island, Mississippi", "Ship Island, Mississippi", ""),
        ("“The Hague", "The Hague", ""),
    ],
)
def test_a_place_stands_without_the_office_before_it(tagged: str, place: str, office: str) -> None:
    text = f"{tagged} July 9, 1861."
    read = datelines.read(text, "", [(0, len(tagged))])
    assert (read.place, read.office) == (place, office)
    assert text[read.place_start : read.place_end].replace(",”", "”") == place


@pytest.mark.parametrize(
    ("text", "tagged", "place", "office"),
    [
        ("Legation of the United States, London, May 4, 1861.", "London,", "London", "Legation of the United States"),
        ("“United States Legation, “The Hague, May 4, 1861.", "The Hague,", "The Hague", "United States Legation"),
        ("[Washington,] March 2, 1934.", "Washington", "Washington", ""),
        ("On Board U. S. S. “Vale,” March 12, 1919.", "U. S. S. “Vale", "U. S. S. “Vale”", ""),
        ("[Henderson Harbor, N. Y.?] March 12, 1919.", "Henderson Harbor, N. Y", "Henderson Harbor, N. Y.", ""),
        ("Washington, D. C., March 12, 1919.", "Washington, D. C", "Washington, D. C.", ""),
    ],
)
def test_an_office_outside_the_tagged_place_is_found_too(text: str, tagged: str, place: str, office: str) -> None:
    read = _placed(text, tagged)
    assert (read.place, read.office) == (place, office)


@pytest.mark.parametrize(
    ("text", "place", "office"),
    [
        ("Santiago, October 3, 1933.", "Santiago", ""),
        ("Tokyo via Vladivostok, October 3, 1933.", "Tokyo via Vladivostok", ""),
        ("Green Gate, Vale, Sussex. August 8, 1919.", "Green Gate, Vale, Sussex", ""),
        ("Legation of the United States, Madrid, May 4, 1864.", "Madrid", "Legation of the United States"),
        (
            "Consulate General of the United States at Havana, May 4, 1861.",
            "Havana",
            "Consulate General of the United States",
        ),
        ("Legation of the United States, May 4, 1861.", "", "Legation of the United States"),
        ("House of Lords, Tuesday, April 9.", "", "House of Lords"),
        ("[New York,] March 16, 1934. [Received March 17.]", "New York", ""),
        ("Washington, undated. [Received April 21, 1917.]", "Washington", ""),
        ("Addis Ababa [undated]. [Received April 30, 1936—2 p.m.]", "Addis Ababa", ""),
        ("Rome.", "Rome", ""),
        ("October 3, 1933.", "", ""),
        ("Tuesday, October 3, 1933.", "", ""),
        ("On the afternoon of the 12th day of July, 1894.", "", ""),
        ("[Undated—circa December 15, 1917.]", "", ""),
        ("Undated. [Received November 29, 1918.]", "", ""),
        ("", "", ""),
    ],
)
def test_an_untagged_place_is_what_stands_before_the_date(text: str, place: str, office: str) -> None:
    read = datelines.read(text)
    assert (read.place, read.office) == (place, office)
    assert (read.place_start is None) == (place == "")


def test_the_circa_of_a_date_is_no_place_even_if_it_is_tagged_as_one() -> None:
    read = _placed("[Undated—Circa July 1, 1919.]", "Circa", "1919-07-01")
    assert (read.place, read.place_start, read.date.edtf) == ("", None, "1919-07-01~")


@pytest.mark.parametrize(
    ("heading", "printed", "edtf", "hour"),
    [
        ("Minutes of the Daily Meetings, Monday, February 3, 1919", "February 3, 1919", "1919-02-03", ""),
        (
            "Minutes of the Daily Meetings, Monday, February 3, 1919, at 10:30 a.m.",
            "February 3, 1919, at 10:30 a.m.",
            "1919-02-03",
            "10:30",
        ),
        ("Minutes, Tuesday, 12th August, 1919, at 2 p.m.", "12th August, 1919, at 2 p.m.", "1919-08-12", "14:00"),
        ("Treaty of Relations, Signed at Vale, May 29, 1934", "May 29, 1934", "1934-05-29", ""),
        ("Minutes of Meetings of July 3, 1919, and July 4, 1919", "July 4, 1919", "1919-07-04", ""),
    ],
)
def test_minutes_are_dated_by_their_heading(heading: str, printed: str, edtf: str, hour: str) -> None:
    read = datelines.in_heading(heading)
    assert (read.text, read.edtf, read.time, read.basis) == (printed, edtf, hour, "heading")
    assert heading[read.start : read.end] == printed


@pytest.mark.parametrize(
    "heading",
    [
        "Mr. Arden to Mr. Lisle.—Received May 27, 1864",
        "Draft, Modifying the Agreement of August 7, 1933",
        "Minutes of a Meeting, Friday, April 7",
        "Minutes of Meetings in May 1919",
        "Cotton exported from Egypt, 1856–60.",
        "",
    ],
)
def test_a_heading_without_its_own_full_date_gives_none(heading: str) -> None:
    assert datelines.in_heading(heading) == DateStatement()


@pytest.mark.parametrize("places", [[(0, 0)], [(-5, 900)], [(7, 3)], [(900, 901)], [(0, 4), (0, 4)]])
def test_a_tag_outside_the_dateline_does_no_harm(places: list[tuple[int, int]]) -> None:
    assert datelines.read("Rome, May 4, 1861.", "1861-05-04", places).date.agrees is True


WORDS = [
    "May ", "March", "3", "13", "31", "1864", ", 1919", "193[4]", "[1919]", "[8]", "(", ")", "[", "]", "/", "–", "—",
    "?", ", ", ". ", "3 p.m.", "noon", "circa ", "undated", "Received ", "of ", "the ", "Rome", "Legation of ", "at ",
    "U. S. S. ", "“", "”", ",”", "D. C.", "Monday", "0", "99", "l", "\u0130", "\u00b2", "\0", " ",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(WORDS), max_size=14).map("".join) | st.text(max_size=60),
    st.sampled_from(["", "1919-05-03", "--05-03", "1919-05", "0201-11-11", "1919-05-01/1919-05-09", "/", "T", "²"]),
    st.lists(st.tuples(st.integers(-2, 80), st.integers(-2, 80)), max_size=2),
)
def test_whatever_a_dateline_says_it_is_read_and_all_stands_where_it_is_said_to(
    text: str, encoded: str, places: list[tuple[int, int]]
) -> None:
    read = datelines.read(text, encoded, places)
    for said in (read.date, read.received, datelines.in_heading(text)):
        if said.start is not None:
            assert text[said.start : said.end] == said.text != ""
        assert (said.edtf == "") == (said.earliest == "") == (said.latest == "")
        if said.edtf:
            assert date.fromisoformat(said.earliest) <= date.fromisoformat(said.latest)
    assert read.date.encoded == encoded
    if read.place:
        assert text[read.place_start : read.place_end].replace(",”", "”") == read.place


@pytest.mark.parametrize(
    "unit", ["May ", "May 3, ", "1", "[", "(", "Received ", "“", ", ", "a.m. ", "[8]", "1/2 ", "12:", "\0", "l", "x’"]
)
def test_a_hostile_dateline_is_cut_and_read_to_its_end(unit: str) -> None:
    """A pattern that goes back and forth would not come to the end of this before the test is stopped."""
    long, cut = unit * (1_000_000 // len(unit)), (unit * 2000)[:2000]
    assert datelines.read(long, "", [(0, len(cut))]) == datelines.read(cut, "", [(0, len(cut))])
    assert datelines.in_heading(long) == datelines.in_heading(cut)
