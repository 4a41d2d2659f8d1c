"""Files for other programs: read by those programs, with the values that went in."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.citations import bibtex, formats, table
from archive.citations.book import Book
from archive.citations.item import Item
from archive.citations.plain import line
from archive.records.people import Party
from tests.citations import judging
from tests.citations.papers import PAPERS, SITE, letter, paper

ALL = list(PAPERS.values())
DISTINCT = list({item.id: item for item in ALL}.values())
HOSTILE = [
    "<script>alert('x')</script>",
    "Spar & Mast",
    r"C:\fog\new",
    "a { b",
    "c } d }",
    "{already braced}",
    "50% of $9 #1 _under_ ~tilde^",
    "She said \"fog\" and 'rain'",
    "“quoted”, then, “more”",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "＝1",
    "TY  - JOUR",
    "ER  - ",
    "@book{x, title = {y}}",
    "%% comment",
    "وزير البحرية",
    "ß ﬁ é 張 🜚",
    "and",
    "Venn and Pashley, Jr., and others",
    "* * * . . .",
    "'; DROP TABLE",
    "a,b;c\"d'e",
]


def hostile(words: str) -> Item:
    """A letter of which everything that is printed says the same."""
    words = line(words)
    book = Book("frus1934v09", words, words, "1934", words, (words,), words, words, 1952)
    side = (Party(words, words, words),)
    said: dict[str, Any] = {"title": words, "place": words, "file_number": words, "number": words, "pages": (words,)}
    return letter(1, book=book, sender=side, recipient=side, **said)


@pytest.mark.parametrize("name", PAPERS)
def test_ris_is_read_with_the_values_that_went_in(name: str) -> None:
    assert judging.ris_records([PAPERS[name]]) == [judging.ris_said(PAPERS[name])]


def test_many_records_are_read_as_many() -> None:
    assert judging.ris_records(ALL) == [judging.ris_said(item) for item in ALL]
    assert list(judging.bibtex_entries(DISTINCT)) == [item.id.replace("/", ".") for item in DISTINCT]
    assert judging.csl_items(ALL) == [item.csl() for item in ALL]
    assert [row["id"] for row in judging.rows(ALL)] == [item.id for item in ALL]


def test_a_letter_in_ris_has_its_recipient_its_own_date_and_its_pages() -> None:
    item = replace(PAPERS["a despatch"])
    assert "".join(formats.ris([item])).split("\r\n") == [
        "TY  - PCOMM",
        "ID  - frus1934v09/d3",
        "TI  - The Chargé in Brazil (Lane) to the Secretary of State",
        "AU  - The Chargé in Brazil (Lane)",
        "A2  - the Secretary of State",
        "M3  - despatch no. 1551",
        "AN  - 832.84/14",
        "T2  - Foreign Relations of the United States Diplomatic Papers, 1934, Ports",
        "SP  - 58",
        "EP  - 59",
        "VL  - 9",
        "DA  - 1934/02/08/",
        "PY  - 1934",
        "CY  - Rio de Janeiro",
        "N1  - Printed in Foreign Relations of the United States Diplomatic Papers, 1934, Ports, Volume IX "
        "(Washington: Government Printing Office, 1952), 58–59",
        f"UR  - {SITE}/volumes/frus1934v09/d3/",
        "ER  - ",
        "",
        "",
    ]


def test_what_is_no_letter_is_a_part_of_its_book_in_ris() -> None:
    said = judging.ris_said(PAPERS["a memorandum"])
    assert said["type_of_reference"] == "CHAP"
    assert (said["year"], said["place_published"], said["publisher"]) == (
        "1952",
        "Washington",
        "Government Printing Office",
    )
    assert said["notes"] == ["Washington, February 6, 1934"]


def test_a_volume_is_a_book_with_its_editors() -> None:
    said = judging.ris_said(PAPERS["a volume with editors"])
    assert (said["type_of_reference"], said["volume"]) == ("BOOK", "29")
    assert said["tertiary_authors"] == ["Quayle, Ada B.", "van Horn, Carl"]


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("a telegram", "1934/02/08/"),
        ("a month", "1934/06//"),
        ("a year", "1934///"),
        ("about a day", "1934/07/01/circa July 1, 1934"),
        ("days of one month", "1934/05/03/May 3–5, 1934"),
    ],
)
def test_a_date_in_ris(name: str, date: str) -> None:
    assert judging.ris_said(PAPERS[name])["date"] == date


def test_an_undated_letter_has_no_date_in_any_file() -> None:
    item = PAPERS["undated"]
    assert not {"date", "year"} & set(judging.ris_said(item))
    assert "event-date" not in item.csl()
    assert "origdate" not in judging.bibtex_entries([item])[bibtex.key(item)].fields


@pytest.mark.parametrize("name", PAPERS)
def test_bibtex_is_read_with_the_values_that_went_in(name: str) -> None:
    item = PAPERS[name]
    entry = judging.bibtex_entries([item])[bibtex.key(item)]
    read = {field: judging.bibtex_text(value) for field, value in entry.fields.items()}
    title = item.book.title_without_number if item.is_volume else item.title
    recipients = entry.fields.get("namea", "").split(" and ") if item.recipient else []
    authors = [judging.bibtex_text(str(person)) for person in entry.persons.get("author", [])]
    assert (read["title"], read["url"]) == (title, item.address)
    assert read.get("pages", "") == ("" if item.is_volume else "--".join(item.pages))
    assert authors == (item.sender_names or ([] if entry.type == "collection" else [item.book.body]))
    assert list(map(judging.bibtex_text, recipients)) == item.recipient_names
    assert len(entry.persons.get("editor", [])) == len(item.book.editors)
    assert read.get("origdate", "") == (item.date.edtf if item.date.parts else "")


@pytest.mark.parametrize(
    ("name", "kind"), [("a telegram", "inbook"), ("a volume", "book"), ("a volume with editors", "collection")]
)
def test_a_kind_of_entry(name: str, kind: str) -> None:
    assert judging.bibtex_entries([PAPERS[name]])[bibtex.key(PAPERS[name])].type == kind


def test_an_entry_for_biblatex() -> None:
    said = "".join(formats.bibtex([PAPERS["by number, several editors"]]))
    assert said.startswith("@inbook{frus1969-76v17.d75,\n  entrysubtype = {memorandum},\n")
    assert "  namea = {{the Secretary of State}},\n  nameatype = {recipient},\n" in said
    assert "  editor = {Quayle, Ada B. and van Horn, Carl and Mott, Jr., J. P.},\n" in said
    assert "  note = {Document 75},\n" in said


def test_biber_has_nothing_against_our_entries(tmp_path: Path) -> None:
    hostiles = [replace(hostile(words), id=f"hostile/d{at}", pages=("9",)) for at, words in enumerate(HOSTILE)]
    dated = [item for item in DISTINCT if item.book.year]
    assert judging.biber_complaints([*dated, *hostiles], tmp_path) == []


def test_biber_misses_nothing_but_the_year_in_what_was_never_printed(tmp_path: Path) -> None:
    complaints = judging.biber_complaints([PAPERS["a transcript"]], tmp_path)
    assert len(complaints) == 1
    assert "one of 'date, year' must be defined" in complaints[0]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_as_they_are(words: str) -> None:
    item, words = hostile(words), line(words)
    assert judging.ris_records([item]) == [judging.ris_said(item)]
    (entry,) = judging.bibtex_entries([item]).values()
    assert judging.bibtex_text(entry.fields["title"]) == words
    assert [judging.bibtex_text(str(person)) for person in entry.persons["author"]] == [words]
    assert judging.csl_items([item]) == [item.csl()]
    (row,) = judging.rows([item])
    assert row["title"].removeprefix("'") == words.removeprefix("'")
    assert not re.match(r"[=+\-@＝＋－＠\t\r]", row["title"])


def test_no_cell_of_the_table_is_a_formula() -> None:
    for row in judging.rows(map(hostile, HOSTILE)):
        assert not any(value.startswith(table.FORMULA) for value in row.values())


def test_braces_are_balanced_whatever_is_printed() -> None:
    said = "".join(formats.bibtex(map(hostile, HOSTILE)))
    bare = said.replace(r"\{", "").replace(r"\}", "")
    assert bare.count("{") == bare.count("}") == said.count("{")


def test_a_table_says_what_the_item_says() -> None:
    (row,) = judging.rows([PAPERS["a despatch"]])
    assert row == {
        "id": "frus1934v09/d3",
        "title": "The Chargé in Brazil (Lane) to the Secretary of State",
        "sender": "The Chargé in Brazil (Lane)",
        "recipient": "the Secretary of State",
        "form": "despatch no. 1551",
        "date": "1934-02-08",
        "place": "Rio de Janeiro",
        "file_number": "832.84/14",
        "volume": "Foreign Relations of the United States Diplomatic Papers, 1934, Ports, Volume IX",
        "number": "IX",
        "editors": "",
        "publisher": "Government Printing Office",
        "published_in": "Washington",
        "year": "1952",
        "first_page": "58",
        "last_page": "59",
        "document": "3",
        "address": f"{SITE}/volumes/frus1934v09/d3/",
        "citation": "The Chargé in Brazil (Lane) to the Secretary of State, No. 1551, February 8, 1934, 832.84/14, "
        "FRUS, 1934, vol. IX, 58–59",
    }


def test_csl_has_what_chicago_asks_of_a_letter() -> None:
    assert PAPERS["about a day"].csl() == {
        "id": "frus1934v09/d29",
        "type": "personal_communication",
        "title": "The Chargé in Brazil (Lane) to the Secretary of State",
        "author": [{"literal": "The Chargé in Brazil (Lane)"}],
        "recipient": [{"literal": "the Secretary of State"}],
        "genre": "telegram",
        "event-place": "Rio de Janeiro",
        "event-date": {"date-parts": [[1934, 7, 1]], "circa": True},
        "container-title": "Foreign Relations of the United States Diplomatic Papers, 1934, Ports",
        "volume": "9",
        "page": "10",
        "publisher": "Government Printing Office",
        "publisher-place": "Washington",
        "issued": {"date-parts": [[1952]]},
        "URL": f"{SITE}/volumes/frus1934v09/d29/",
    }


@pytest.mark.parametrize("form", [formats.ris, formats.bibtex, formats.csl_json, formats.table])
def test_a_file_is_written_as_it_is_read(form: object) -> None:
    read = []

    def endless() -> Iterator[Item]:
        for number in itertools.count(1):
            read.append(number)
            yield paper(number, "other", title=f"Paper {number}")

    assert callable(form)
    pieces = "".join(itertools.islice(form(endless()), 3))
    assert "Paper 2" in pieces
    assert len(read) <= 3


def test_no_items_are_a_file_too() -> None:
    assert "".join(formats.ris([])) == ""
    assert json.loads("".join(formats.csl_json([]))) == []
    assert judging.rows([]) == []
