"""Notes from other files: placed by address and words, twice never, and a report that names what could not be."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User

from archive.annotations import importing, notebook, selectors
from archive.annotations.foreign import Unreadable
from archive.annotations.importing import CHANGED, LOST, PLACED, REFUSED, THERE
from archive.annotations.notebook import Content
from archive.exports import notebook as exports
from archive.exports.notebook_files import FORMS, pieces
from archive.models import Annotation, Document
from tests import specimens

pytestmark = pytest.mark.django_db

TEXT = "<head>The Minister to the Consul</head><p>The boats lie idle. No crew has come. The boats are old.</p>"
FOOTNOTE = '<p>He wrote twice.<note n="1" xml:id="d2fn1">The second letter was not found.</note></p>'
THERE_ADDRESS = "https://history.state.gov/historicaldocuments/frus1937v01/d1"


@pytest.fixture
def documents() -> list[Document]:
    body = specimens.page("1") + specimens.document(1, TEXT) + specimens.document(2, FOOTNOTE)
    specimens.take(specimens.volume(body))
    return list(Document.objects.order_by("order"))


@pytest.fixture
def reader() -> User:
    return User.objects.create_user("reader")


def row(id: str, words: str = "", uri: str = THERE_ADDRESS, **more: Any) -> dict[str, Any]:
    """An annotation as Hypothesis exports it."""
    quote = {"type": "TextQuoteSelector", "exact": words, "prefix": "", "suffix": ""}
    at = {"type": "TextPositionSelector", "start": 1, "end": 9}
    target = [{"source": uri, "selector": [{"type": "RangeSelector"}, at, quote]}] if words else [{"source": uri}]
    return {"id": id, "uri": uri, "text": f"Note {id}.", "tags": ["fishing"], "target": target, **more}


def taken(reader: User, *rows: Any) -> list[tuple[str, str]]:
    report = importing.take_in(reader, json.dumps({"total": len(rows), "rows": rows}).encode())
    return [(one.state, one.annotation.quote if one.annotation else one.why) for one in report.outcomes]


@pytest.mark.usefixtures("documents")
def test_notes_of_hypothesis_come_to_the_words_that_they_quote(reader: User) -> None:
    found = taken(
        reader,
        row("a", "No crew has come"),
        row("b", "boats lie\n   idle"),
        row("c", "The second letter", "https://history.state.gov/historicaldocuments/frus1937v01/d2"),
        row("d", "The boats lie idle. No crew had come. The boats are old."),
        row("e", "whales in the harbour at night"),
        row("f"),
    )
    assert [state for state, _ in found] == [PLACED, PLACED, PLACED, CHANGED, LOST, PLACED]
    assert [quote for _, quote in found[:3]] == ["No crew has come", "boats lie idle", "The second letter"]
    rows = Annotation.objects.order_by("pk")
    assert [one.footnote for one in rows] == ["", "", "d2fn1", "", "", ""]
    assert {one.visibility for one in rows} == {"private"}
    assert rows[0].tags == ["fishing"]
    assert rows[5].standing == "whole"


@pytest.mark.usefixtures("documents")
def test_what_was_taken_in_is_not_again_not_even_if_it_was_deleted_since(reader: User) -> None:
    rows = [row("a", "No crew"), row("b", "The boats are"), row("a", "No crew")]
    assert [state for state, _ in taken(reader, *rows)] == [PLACED, PLACED, THERE]
    notebook.delete(Annotation.objects.order_by("pk")[0], reader)
    assert [state for state, _ in taken(reader, *rows)] == [THERE] * 3
    other = User.objects.create_user("other")
    assert [state for state, _ in taken(other, *rows)] == [PLACED, PLACED, THERE]


@pytest.mark.usefixtures("documents")
def test_what_cannot_be_taken_in_is_named_and_does_not_keep_the_rest_out(reader: User) -> None:
    elsewhere = row("b", "No crew", "https://example.org/paper")
    report = importing.take_in(
        reader, json.dumps([7, row("a", "No crew"), elsewhere, row("c", tags="x"), row("d", text="\0")]).encode()
    )
    assert [(one.number, one.state) for one in report.outcomes] == [
        (1, REFUSED),
        (2, PLACED),
        (3, REFUSED),
        (4, REFUSED),
        (5, REFUSED),
    ]
    assert "https://example.org/paper" in report.outcomes[2].why
    assert report.outcomes[3].why.startswith("tags")
    assert report.outcomes[4].why.startswith("text")


@pytest.mark.parametrize("file", [b"", b"[]", b"{}", b"{", b"\xff\xfe", b"[" * 5000, b'{"rows": 3}', b"null"])
def test_a_file_that_is_none_is_refused(reader: User, file: bytes) -> None:
    with pytest.raises(Unreadable):
        importing.take_in(reader, file)


def test_a_file_may_not_be_too_large(reader: User) -> None:
    with pytest.raises(Unreadable, match="2,000"):
        importing.take_in(reader, json.dumps([{}] * 2001).encode())
    with pytest.raises(Unreadable, match="MB"):
        importing.take_in(reader, b" " * (10 * 1024 * 1024 + 1))


def test_ones_own_export_comes_back_as_it_was(reader: User, documents: list[Document]) -> None:
    start = documents[0].text.index("The boats are")
    selector = selectors.made(documents[0].text, start, start + 13)
    notebook.create(reader, documents[0], Content("Old *boats*.", ("a", "b"), "blue"), selector)
    note = selectors.made("The second letter was not found.", 4, 17)
    notebook.create(reader, documents[1], Content("Where?"), note, footnote="d2fn1")
    notebook.create(reader, documents[1], Content("All of it."))
    notebook.create(reader, documents[0], Content("The page."), page="pg_1")
    entries = exports.entries(exports.all_of(Annotation.objects.of(reader)), "frus")
    file = b"".join(pieces(FORMS["jsonld"], entries))
    again = importing.take_in(reader, file)
    assert [one.state for one in again.outcomes] == [THERE] * 4
    other = User.objects.create_user("other")
    for expected in (PLACED, THERE):
        assert [one.state for one in importing.take_in(other, file).outcomes] == [expected] * 4
    columns = ("document", "footnote", "page", "start", "end", "quote", "text", "tags", "colour", "standing")
    ours, theirs = (Annotation.objects.of(one).order_by("text").values_list(*columns) for one in (reader, other))
    assert list(ours) == list(theirs)
