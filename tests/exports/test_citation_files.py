"""Files of citations, written some records at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.citations.book import Book
from archive.citations.item import Item
from archive.exports import citation_files
from archive.exports.citation_files import AT_ONCE, FORMS


def items(number: int) -> Iterator[Item]:
    """Letters of an invented volume."""
    book = Book("specimen", "Specimen Papers, Volume I", year=1951)
    for n in range(number):
        address = f"https://archive.example.org/volumes/specimen/d{n}/"
        yield Item(f"specimen/d{n}", "despatch", f"Paper {n} of the harbor, {'é' * 40}", book, address)


@pytest.mark.parametrize("name", FORMS)
def test_a_long_file_is_the_same_in_pieces_as_whole(name: str) -> None:
    form = FORMS[name]
    assert b"".join(citation_files.pieces(form, items(500))) == citation_files.whole(form, items(500))


@pytest.mark.parametrize("name", FORMS)
def test_the_first_piece_is_sent_before_the_last_record_is_known(name: str) -> None:
    asked = []

    def told() -> Iterator[Item]:
        for number, one in enumerate(items(100_000)):
            asked.append(number)
            yield one

    first = next(citation_files.pieces(FORMS[name], told()))
    assert len(first) < 4 * AT_ONCE
    assert len(asked) < 2_000


@pytest.mark.parametrize("name", FORMS)
def test_of_nothing_there_is_a_file_without_records(name: str) -> None:
    said = citation_files.whole(FORMS[name], []).decode()
    assert "specimen" not in said
    assert b"".join(citation_files.pieces(FORMS[name], [])).decode() == said
