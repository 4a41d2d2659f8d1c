"""Books under the addresses of what is in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.exports import books
from archive.models import Volume
from archive.store import withdrawal
from tests.exports.reading import Read, opened
from tests.specimens import document, page, take, volume

V = "/volumes/frus1937v01"
NOTED = '<head>Paper {0}</head><p>A<note n="1" xml:id="d{0}fn1">See <ref target="#pg_1">it</ref>.</note>.</p>'


def fetched(client: Client, address: str) -> Read:
    answer: Any = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/epub+zip")
    return opened(b"".join(cast(Iterable[bytes], answer.streaming_content)))


def papers(number: int) -> str:
    each = "".join(document(n, NOTED.format(n)) for n in range(1, number + 1))
    return f'{page("1")}<div type="chapter" xml:id="ch1"><head>Of it</head><p>Own words.</p>{each}</div>'


def test_a_volume_a_section_and_a_document_have_their_books(client: Client, specimen: Volume) -> None:
    assert "text/d1.xhtml" in fetched(client, "/volumes/specimen.epub").order
    assert "text/ch1.xhtml" in fetched(client, "/volumes/specimen/ch1.epub").order
    assert fetched(client, "/volumes/specimen/d1.epub").order == ["title.xhtml", "nav.xhtml", "text/d1.xhtml"]


def test_a_book_is_saved_under_the_name_of_what_it_holds(client: Client, specimen: Volume) -> None:
    for address, name in (("specimen.epub", "specimen"), ("specimen/d1.epub", "specimen-d1")):
        answer: Any = client.get(f"/volumes/{address}")
        assert answer["Content-Disposition"] == f'attachment; filename="{name}.epub"'
        assert int(answer["Content-Length"]) == len(b"".join(answer.streaming_content))


def test_pages_of_a_volume_a_section_and_a_document_offer_their_books(client: Client, specimen: Volume) -> None:
    for address in ("/volumes/specimen", "/volumes/specimen/ch1", "/volumes/specimen/d1", "/volumes/specimen/preface"):
        said = client.get(f"{address}/").content.decode()
        assert f'href="{address}.epub" rel="nofollow">EPUB</a>' in said, address
        assert 'type="application/epub+zip"' in said, address


@pytest.mark.django_db
def test_there_is_no_book_of_what_is_not_held(client: Client) -> None:
    take(volume(papers(1)))
    for address in (f"{V}/d9.epub", f"{V}/pg_1.epub", "/volumes/frus1937v09.epub", "/volumes/frus1937v09/d1.epub"):
        assert client.get(address).status_code == 404, address


@pytest.mark.django_db
def test_a_withdrawn_text_s_book_says_that_it_is_gone(client: Client) -> None:
    take(volume(papers(2)))
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    assert client.get(f"{V}/d1.epub").status_code == 410
    assert fetched(client, f"{V}/ch1.epub").order[-1] == "text/d2.xhtml"
    withdrawal.withdraw("frus1937v01/ch1", "Under review")
    assert client.get(f"{V}/ch1.epub").status_code == 410
    withdrawal.withdraw("frus1937v01", "Under review")
    for name in ("", "/ch1", "/d2"):
        assert client.get(f"{V}{name}.epub").status_code == 410, name


@pytest.mark.django_db
def test_a_volume_too_large_for_a_book_says_what_there_is_instead(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "MOST", 1)
    take(volume(papers(2)))
    answer = client.get(f"{V}.epub")
    assert answer.status_code == 404
    assert "There is no EPUB of the whole volume" in answer.content.decode()
    assert "text/d1.xhtml" in fetched(client, f"{V}/ch1.epub").order


@pytest.mark.django_db
def test_a_document_s_book_moves_with_it(client: Client) -> None:
    take(volume(papers(1)))
    take(volume(papers(1).replace('xml:id="d1"', 'xml:id="d7"')))
    answer = client.get(f"{V}/d1.epub")
    assert (answer.status_code, answer["Location"]) == (301, f"{V}/d7.epub")


@pytest.mark.django_db
def test_a_book_that_is_still_good_is_not_made_again(client: Client) -> None:
    take(volume(papers(1)))
    first: Any = client.get(f"{V}.epub")
    b"".join(first)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"{V}.epub", headers={"if-none-match": first["ETag"]})
    assert (answer.status_code, len(asked)) == (304, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("address", [".epub", "/ch1.epub", "/d1.epub"])
def test_a_book_takes_as_many_questions_for_few_documents_as_for_many(client: Client, address: str) -> None:
    counts = []
    for size in (2, 30):
        take(volume(papers(size)))
        with CaptureQueriesContext(connection) as asked:
            fetched(client, V + address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
