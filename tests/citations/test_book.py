"""Volumes as citations name them."""

import pytest

from archive.citations import book
from archive.citations.book import Book
from archive.models import Volume

FR = "Foreign Relations of the United States"


@pytest.mark.parametrize(
    ("identifier", "subseries", "year", "by_page"),
    [
        ("frus1863", "1863", 1864, True),
        ("frus1934v09", "1934", 1952, True),
        ("frus1952-54v19p2", "1952–1954", 1984, True),
        ("frus1951v09", "1951", 1983, True),
        ("frus1955-57v29", "1955–1957", 1989, False),
        ("frus1961-63v44", "1961–1963", 1996, False),
        ("frus1917-72Fog", "1917–1972", 2014, False),
        ("harbors", "1936–1938", 2026, True),
        ("transcripts", "", None, True),
    ],
)
def test_pages_are_cited_before_the_subseries_of_1955_and_numbers_since(
    identifier: str, subseries: str, year: int | None, by_page: bool
) -> None:
    assert Book(identifier, "", subseries=subseries, year=year).cites_by_page is by_page


@pytest.mark.parametrize(
    ("title", "number", "without"),
    [
        (f"{FR} Diplomatic Papers, 1934, Ports, Volume IX", "9", f"{FR} Diplomatic Papers, 1934, Ports"),
        (f"{FR}, 1969–1976, Volume XLI, Straits, 1969–1972", "41", f"{FR}, 1969–1976, Straits, 1969–1972"),
        (f"{FR}, December 1, 1873, Part II, Volume IV", "4", f"{FR}, December 1, 1873, Part II"),
        (f"{FR}, 1952–1954, Lights, Volume XIX, Part 2", "", f"{FR}, 1952–1954, Lights, Volume XIX, Part 2"),
        (f"{FR}, 1969–1976, Volume E–19, Fog", "", f"{FR}, 1969–1976, Volume E–19, Fog"),
        ("Papers Relating to Foreign Affairs, Part IV", "", "Papers Relating to Foreign Affairs, Part IV"),
    ],
)
def test_the_number_of_a_volume_is_arabic_and_taken_from_its_title(title: str, number: str, without: str) -> None:
    assert (Book("", title).arabic, Book("", title).title_without_number) == (number, without)


@pytest.mark.parametrize(
    ("printed", "short"),
    [
        (Book("frus1934v09", f"{FR}, 1934, Ports, Volume IX", "", "1934", "IX"), "1934, vol. IX"),
        (Book("frus1863p2", "Papers Relating to Foreign Affairs, Part II", "", "1863", "Part II"), "1863, Part II"),
        (Book("frus1873p2v4", f"{FR}, Part II, Volume IV", "", "1873", "Part II, Volume IV"), "1873, Part II, vol. IV"),
        (Book("frus1952-54v19p2", "", "", "1952–1954", "XIX, Part 2"), "1952–1954, vol. XIX, Part 2"),
        (Book("frus1863", "Message of the President", "", "1863"), "1863"),
        (Book("frus1919Reefs", f"{FR}, 1919, Reefs (Coral Sea)", "", "1919"), "1919, Reefs (Coral Sea)"),
        (
            Book("frus1918Fogv03", f"Papers Relating to the {FR}, 1918, Fog, Volume III", "", "1918", "III"),
            "1918, Fog, vol. III",
        ),
        (Book("harbors", "Harbor Papers, Volume II", "Harbor Papers", "1922", "II"), "Harbor Papers, vol. II"),
    ],
)
def test_a_volume_for_short(printed: Book, short: str) -> None:
    assert printed.short == short


def test_what_a_header_says() -> None:
    row = Volume(
        identifier="frus1934v09",
        title="Ports,\n Volume IX.",
        publisher="United States Government Printing Office",
        place="Washington",
        year=1952,
        number=None,
        editors=["Ada B. Quayle", ""],
    )
    said = book.of(row)
    assert (said.title, said.publisher, said.number) == ("Ports, Volume IX", "Government Printing Office", "")
    assert said.editors == ("Ada B. Quayle",)
