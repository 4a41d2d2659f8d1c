"""Citations with another suffix: of a volume, a document, a page, a passage, a selection, a whole result."""

from __future__ import annotations

import csv
import gc
import io
import json
from collections.abc import Iterator
from typing import Any
from weakref import WeakSet

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from archive.citations import item
from archive.exports import citation_files
from archive.models import Document, Volume
from archive.search import index
from archive.store import withdrawal
from archive.views import found
from tests.specimens import dated, document, page, take, volume

D1 = "/volumes/specimen/d1"


def body(answer: Any) -> str:
    assert answer.status_code == 200
    sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(sent.decode())


def csl(client: Client, address: str) -> list[dict[str, Any]]:
    """The items of a file of CSL-JSON."""
    answer = client.get(address)
    assert answer["Content-Type"] == "application/vnd.citationstyles.csl+json"
    whole: list[dict[str, Any]] = json.loads(body(answer))
    return whole


def ids(client: Client, address: str) -> list[str]:
    """The documents of a file, by volume and identifier."""
    return ["/".join(item["URL"].split("/volumes/")[1].split("/")[:2]) for item in csl(client, address)]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[WeakSet[Document]]:
    """The documents looked up from now on that are still in memory; what is there already is not gone through."""
    rows, from_db = WeakSet[Document](), Document.from_db

    def watched(*row: Any) -> Document:
        rows.add(document := from_db(*row))
        return document

    monkeypatch.setattr(Document, "from_db", watched)
    gc.freeze()
    yield rows
    gc.unfreeze()


def count(rows: WeakSet[Document]) -> int:
    """How many there are, without those that only refer to each other."""
    gc.collect()
    return len(rows)


TYPES = {
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "csv": "text/csv; charset=utf-8; header=present",
}


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/volumes/specimen", "specimen"),
        (D1, "specimen-d1"),
        (f"{D1}/pg_2", "specimen-d1-pg_2"),
        ("/volumes/specimen/preface", "specimen-preface"),
        ("/volumes/specimen/pg_3", "specimen-pg_3"),
        ("/search", "search"),
    ],
)
def test_each_form_says_what_it_is_and_what_its_file_is_to_be_called(
    client: Client, specimen: Volume, form: str, address: str, name: str
) -> None:
    answer = client.get(f"{address}.{form}")
    assert answer["Content-Type"] == TYPES[form]
    assert answer["Content-Disposition"] == f'attachment; filename="{name}.{form}"'
    assert answer["X-Robots-Tag"] == "noindex"
    assert body(answer)


def test_a_document_is_cited_whole_and_a_page_of_it_for_that_page(client: Client, specimen: Volume) -> None:
    (whole,) = csl(client, f"{D1}.csl.json")
    (second,) = csl(client, f"{D1}/pg_2.csl.json")
    assert (whole["page"], second["page"]) == ("1-3", "2")
    assert second["URL"].endswith(f"{D1}/pg_2/")


def test_a_passage_is_cited_for_the_pages_it_stands_on(client: Client, specimen: Volume) -> None:
    text = Document.objects.get(volume=specimen, identifier="d1").text
    at = text.index("three hundred and sixty-three")
    (item,) = csl(client, f"{D1}.csl.json?passage={at}-{at + 29}")
    assert item["page"] == "1-2"


def test_a_printed_page_gives_every_text_on_it(client: Client, specimen: Volume) -> None:
    found = csl(client, "/volumes/specimen/pg_3.csl.json")
    assert ids(client, "/volumes/specimen/pg_3.csl.json") == ["specimen/d1", "specimen/d2"]
    assert {item["page"] for item in found} == {"3"}


@pytest.mark.parametrize(
    "address",
    [
        "/volumes/none.ris",
        "/volumes/specimen/d99.ris",
        "/volumes/specimen/pg_740.bib",
        f"{D1}/pg_12.ris",  # a page of the volume, but not of the document
        f"{D1}/pg_740.ris",
        "/search.ris?id=specimen/d99",
        "/search.ris?id=specimen",
        "/search.ris?id=%00/d1",
    ],
)
def test_there_is_no_citation_of_what_is_not_there(client: Client, specimen: Volume, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("passage", ["5", "9-5", "5-5", "a-b", "999999-1000000", "d1fn99.0-5", "0--1"])
def test_a_passage_without_words_is_refused(client: Client, specimen: Volume, passage: str) -> None:
    answer = client.get(f"{D1}.ris?passage={passage}")
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


def test_what_is_withdrawn_is_not_cited(client: Client, specimen: Volume) -> None:
    withdrawal.withdraw("specimen/d1", "Under review")
    assert client.get(f"{D1}.ris").status_code == 410
    assert ids(client, "/volumes/specimen/pg_3.csl.json") == ["specimen/d2"]
    assert "specimen/d1" not in ids(client, "/search.csl.json")
    assert client.get("/search.ris?id=specimen/d1").status_code == 404
    withdrawal.withdraw("specimen", "Rights.")
    for address in ("/volumes/specimen.ris", "/volumes/specimen/pg_3.ris"):
        assert client.get(address).status_code == 410


@pytest.mark.parametrize("address", ["/volumes/specimen.ris", f"{D1}.bib", f"{D1}/pg_2.ris", "/search.ris?q=wharf"])
def test_a_file_is_validated_by_the_archive_s_state(client: Client, specimen: Volume, address: str) -> None:
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


# A whole result, and what is chosen of it


def test_a_result_has_every_document_in_its_order_and_says_how_many_will_come(client: Client, specimen: Volume) -> None:
    wanted = [row["id"] for row in client.get("/search.json?sort=-date").json()["results"]]
    answer = client.get("/search.csl.json?sort=-date")
    found = ids(client, "/search.csl.json?sort=-date")
    assert found[:20] == wanted
    assert answer["X-Total-Count"] == str(len(found))
    assert len(found) == client.get("/search.json").json()["count"]


@pytest.mark.parametrize("form", TYPES)
def test_what_is_chosen_comes_in_the_order_in_which_it_is_named_and_once(
    client: Client, specimen: Volume, form: str
) -> None:
    answer = client.get(f"/search.{form}?id=specimen/d3&id=specimen/d1&id=specimen/d3")
    assert answer["Content-Disposition"] == f'attachment; filename="selection.{form}"'
    assert answer["X-Total-Count"] == "2"
    said = body(answer)
    if form == "csl.json":
        assert ids(client, "/search.csl.json?id=specimen/d3&id=specimen/d1") == ["specimen/d3", "specimen/d1"]
    if form == "csv":
        assert [row["id"] for row in csv.DictReader(io.StringIO(said))] == ["specimen/d3", "specimen/d1"]


def test_more_than_a_thousand_are_not_chosen_at_once(client: Client, specimen: Volume) -> None:
    address = "/search.ris?" + "&".join(f"id=specimen/d{n}" for n in range(1_001))
    assert client.get(address).status_code == 400


def test_a_search_that_cannot_be_read_is_refused(client: Client, db: None) -> None:
    answer = client.get("/search.ris?q=(coal")
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["parameter"] == "q"


@pytest.mark.parametrize("papers", [2, 199])
def test_a_result_asks_as_much_for_few_documents_as_for_two_hundred(
    client: Client, db: None, papers: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    take(volume(page("1") + "".join(dated(n, "1937-02-01", "February 1, 1937") for n in range(1, papers + 1))))
    index.follow()
    with django_assert_num_queries(5):
        body(client.get("/search.ris"))


@pytest.mark.parametrize("form", TYPES)
def test_a_result_is_looked_up_while_it_is_sent_and_let_go_once_it_is(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, held: WeakSet[Document], form: str
) -> None:
    take(volume(page("1") + "".join(dated(n, "1937-02-01", "February 1, 1937") for n in range(1, 25))))
    index.follow()
    for module, name in ((found, "BATCH"), (item, "AT_A_TIME"), (citation_files, "AT_ONCE")):
        monkeypatch.setattr(module, name, 4 if module != citation_files else 1)
    held.clear()
    answer: Any = client.get(f"/search.{form}")
    with CaptureQueriesContext(connection) as asked:
        counts = [(len(asked), count(held)) for _ in answer.streaming_content]
    assert len(counts) >= 24
    assert {queries for queries, _ in counts} - {0} == {2, 4, 6, 8, 10, 12}  # documents and parties, of four each
    assert max(documents for _, documents in counts) <= 8


def test_what_an_index_behind_its_archive_finds_is_kept_by_nobody(
    client: Client, specimen: Volume, monkeypatch: pytest.MonkeyPatch
) -> None:
    body(client.get("/search.ris?q=wharf"))
    monkeypatch.setattr(index, "_hurry", lambda now: None)
    take(volume(page("1") + dated(1, "1937-02-01", "February 1, 1937")))
    answer = client.get("/search.ris?q=wharf")
    assert "no-store" in answer["Cache-Control"]
    assert "ETag" not in answer


@pytest.mark.parametrize("form", TYPES)
def test_a_result_that_breaks_off_does_not_end_like_a_whole_one(
    client: Client, specimen: Volume, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    answer = client.get(f"/search.{form}")
    monkeypatch.setattr(Document.objects, "shown", lambda: 1 / 0)
    sent = []
    with pytest.raises(ZeroDivisionError):
        sent.extend(answer.streaming_content)  # type: ignore[attr-defined]
    assert "THIS FILE IS NOT WHOLE" in b"".join(sent).decode()
    if form == "csl.json":
        with pytest.raises(json.JSONDecodeError):
            json.loads(b"".join(sent))


def test_nothing_chosen_is_not_everything(client: Client, specimen: Volume) -> None:
    answer = client.get("/search.ris?chosen=yes")
    assert answer.status_code == 400
    assert "none was chosen" in answer.content.decode()
    assert client.get("/search.ris?chosen=yes&id=specimen/d1").status_code == 200


def test_an_empty_archive_gives_empty_files(client: Client, db: None) -> None:
    assert csl(client, "/search.csl.json") == []
    assert client.get("/search.ris")["X-Total-Count"] == "0"


def test_files_and_citations_of_a_document_that_has_another_number_now_have_moved_with_it(
    client: Client, db: None
) -> None:
    words = "<head>Report</head><p>The crane is mended and the buoy is lost, the harbor master says to the consul.</p>"
    take(volume(page("1") + document(1, words)))
    take(volume(page("1") + document(2, words)))
    for behind in (".ris", ".csl.json?passage=0-6", "/cite/?style=mla", "/pg_1.bib"):
        answer = client.get(f"/volumes/frus1937v01/d1{behind}")
        assert (answer.status_code, answer["Location"]) == (301, f"/volumes/frus1937v01/d2{behind}")
