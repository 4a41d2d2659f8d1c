"""Notes from other files: placed by address and words, twice never, and a report that names what could not be."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from archive.annotations import importing, jsonld, notebook, selectors
from archive.annotations.foreign import Unreadable
from archive.annotations.importing import CHANGED, LEFT, LOST, PLACED, REFUSED, THERE
from archive.annotations.notebook import Content
from archive.exports import annotation_json
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
def test_what_is_on_nothing_that_the_archive_has_is_named_and_does_not_keep_the_rest_out(reader: User) -> None:
    elsewhere = row("b", "No crew", "https://example.org/paper")
    report = importing.take_in(reader, json.dumps([row("a", "No crew"), elsewhere, row("c", "The boats are")]).encode())
    assert [(one.number, one.state) for one in report.outcomes] == [(1, PLACED), (2, REFUSED), (3, PLACED)]
    assert "https://example.org/paper" in report.outcomes[1].why


@pytest.mark.usefixtures("documents")
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (7, "Record 2: annotation is not a JSON object"),
        (row("c", tags="x"), "Record 2 (c): tags is not a list of words"),
        (row("c", references="x"), "Record 2 (c): references is not a list of words"),
        (row("c", text="\0"), "Record 2 (c): text "),
        (row("c", text="x" * 100_001), "Record 2 (c): A note has at most 100,000 characters"),
        (row("c", created="yesterday"), "Record 2 (c): created is no date and time"),
        ({"id": "c", "type": "Annotation", "target": {"source": 7}}, "Record 2 (c): target.source is not an IRI"),
        (
            {"type": "Annotation", "target": "urn:x", "said": "x" * 10**6},
            "Record 2: annotation has more than 1,000,000",
        ),
    ],
)
def test_of_a_file_with_a_record_that_cannot_be_read_nothing_is_taken_in(
    reader: User, fault: object, said: str
) -> None:
    with pytest.raises(Unreadable, match="1 of its 2 records") as caught:
        importing.take_in(reader, json.dumps([row("a", "No crew"), fault]).encode())
    (told,) = caught.value.faults
    assert told.startswith(said)
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (b'{\n"rows": [,]}', "Line 2, column 10: "),
        (b'[\n\n"\xff"]', "Line 3: these are no characters"),
        (b"[" * 100_000, "It has too many brackets"),
        (b"[" + b"1" * 5000 + b"]", "There is a number"),
    ],
)
def test_of_a_file_that_is_no_json_the_line_is_named(reader: User, file: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        importing.take_in(reader, file)
    assert [fault.startswith(said) for fault in caught.value.faults] == [True]


@pytest.mark.usefixtures("documents")
def test_answers_come_under_what_they_answer_wherever_that_stands_in_the_file(reader: User) -> None:
    rows = [
        row("c", references=["a", "b"]),
        row("b", references=["a"]),
        row("a", "No crew has come"),
        row("d", references=["gone"]),
        row("e", references=["gone", "a", "lost"]),
        row("f", references=["g"]),
        row("g", references=["f"]),
    ]
    for expected in (PLACED, THERE):
        assert {state for state, _ in taken(reader, *rows)} == {expected}
    found = {one.text: one for one in Annotation.objects.select_related("reply_to")}
    above = {text: one.reply_to.text if one.reply_to else "" for text, one in found.items()}
    assert above == {
        **{"Note a.": "", "Note b.": "Note a.", "Note c.": "Note b.", "Note d.": "", "Note e.": "Note a."},
        **{"Note g.": "", "Note f.": "Note g."},
    }
    assert found["Note c."].quote == "No crew has come"
    assert found["Note d."].standing == "whole"
    assert {one.visibility for one in found.values()} == {"private"}


@pytest.mark.usefixtures("documents")
def test_an_answer_to_what_was_deleted_is_named_and_not_taken_in(reader: User) -> None:
    taken(reader, row("a", "No crew"))
    notebook.delete(Annotation.objects.get(), reader)
    assert taken(reader, row("b", references=["a"])) == [(REFUSED, importing.UNANSWERED)]


@pytest.mark.usefixtures("documents")
def test_notes_are_as_old_as_the_file_says_but_no_older_than_the_web_and_not_of_tomorrow(reader: User) -> None:
    before = timezone.now()
    taken(
        reader,
        row("a", "No crew", created="2019-05-01T10:00:00+02:00", updated="2020-06-02T10:00:00Z"),
        row("b", "The boats", created="2019-05-01T10:00:00", updated=None),
        row("c", created="0001-01-01T00:00:00+10:00", updated="2999-01-01T00:00:00Z"),
        row("d", created="2020-06-02T10:00:00Z", updated="2019-05-01T08:00:00Z"),
    )
    old, late = datetime(2019, 5, 1, 8, tzinfo=UTC), datetime(2020, 6, 2, 10, tzinfo=UTC)
    first, second, third, fourth = Annotation.objects.order_by("pk")
    assert (first.created, first.modified) == (old, late)
    assert second.created == second.modified == datetime(2019, 5, 1, 10, tzinfo=UTC)
    assert before <= third.created == third.modified
    assert (fourth.created, fourth.modified) == (old, late)


def test_what_has_no_id_is_known_by_its_words_however_their_spaces_are_written(
    reader: User, documents: list[Document]
) -> None:
    rows = [
        {**row("a", "boats lie\n  idle"), "id": ""},
        {**row("b", "lie idle. No crew had come. The boats are old."), "id": ""},
    ]
    assert [state for state, _ in taken(reader, *rows)] == [PLACED, CHANGED]
    assert [state for state, _ in taken(reader, *rows)] == [THERE, THERE]
    assert Annotation.objects.filter(document=documents[0]).count() == 2


@pytest.mark.parametrize("file", [b"", b"[]", b"{}", b"{", b"\xff\xfe", b"[" * 5000, b'{"rows": 3}', b"null"])
def test_a_file_that_is_none_is_refused(reader: User, file: bytes) -> None:
    with pytest.raises(Unreadable):
        importing.take_in(reader, file)


def test_a_file_may_not_be_too_large(reader: User) -> None:
    with pytest.raises(Unreadable, match="30,000"):
        importing.take_in(reader, json.dumps([{}] * 30_001).encode())
    with pytest.raises(Unreadable, match="MB"):
        importing.take_in(reader, b" " * (25 * 1024 * 1024 + 1))


@pytest.mark.usefixtures("documents")
def test_what_is_too_much_for_once_comes_with_the_same_file_again(
    reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "AT_ONCE", 2)
    elsewhere = row("x", uri="https://example.org/")
    rows = [
        row("d", references=["c"]),
        *(elsewhere, row("c", references=["a"]), row("a", "No crew"), row("b", "The boats are")),
        {**row("e", "boats lie"), "id": ""},
    ]
    assert [state for state, _ in taken(reader, *rows)] == [LEFT, REFUSED, PLACED, PLACED, LEFT, LEFT]
    assert [state for state, _ in taken(reader, *rows)] == [PLACED, REFUSED, THERE, THERE, PLACED, LEFT]
    assert [state for state, _ in taken(reader, *rows)] == [THERE, REFUSED, THERE, THERE, THERE, PLACED]
    answers = Annotation.objects.exclude(reply_to=None).order_by("pk").values_list("text", "reply_to__text")
    assert list(answers) == [("Note c.", "Note a."), ("Note d.", "Note c.")]


COLUMNS = (
    *("document", "footnote", "page", "start", "end", "quote", "prefix", "suffix", "text", "format", "tags"),
    *("colour", "standing", "created", "modified", "reply_to__text", "visibility"),
)


def kept(owner: User) -> list[tuple[Any, ...]]:
    """All that a reader's notes say."""
    return list(Annotation.objects.of(owner).order_by("text").values_list(*COLUMNS))


def exported(reader: User) -> bytes:
    entries = exports.entries(exports.all_of(Annotation.objects.of(reader).order_by("-pk")), "frus")
    return b"".join(pieces(FORMS["jsonld"], entries))


def written(reader: User, documents: list[Document]) -> None:
    """Notes of each kind: on words, in a footnote, on a document, on a page, answers; one was changed since."""
    start = documents[0].text.index("The boats are")
    selector = selectors.made(documents[0].text, start, start + 13)
    first = notebook.create(reader, documents[0], Content("Old *boats*.", ("a", "b"), "blue"), selector)
    note = selectors.made("The second letter was not found.", 4, 17)
    notebook.create(reader, documents[1], Content("Where?"), note, footnote="d2fn1")
    notebook.create(reader, documents[1], Content("All of it."))
    notebook.create(reader, documents[0], Content("The page."), page="pg_1")
    notebook.reply(notebook.reply(first, reader, Content("An answer.")), reader, Content("Answered again."))
    for number, one in enumerate(Annotation.objects.of(reader), 1):
        moment = datetime(2024, 1, number, 12, 30, tzinfo=UTC)
        Annotation.objects.filter(pk=one.pk).update(created=moment, modified=moment)
    notebook.edit(first, reader, Content("Old *boats* indeed.", ("b", "c"), "blue"))
    Annotation.objects.filter(pk=first.pk).update(modified=datetime(2025, 2, 3, 4, 5, 6, tzinfo=UTC))


def test_ones_own_export_is_there_already_and_is_the_same_to_another_reader(
    reader: User, documents: list[Document]
) -> None:
    written(reader, documents)
    file = exported(reader)
    assert [one.state for one in importing.take_in(reader, file).outcomes] == [THERE] * 6
    other = User.objects.create_user("other")
    for expected in (PLACED, THERE):
        assert [one.state for one in importing.take_in(other, file).outcomes] == [expected] * 6
    assert kept(other) == kept(reader)


def test_who_deletes_the_account_and_comes_back_has_all_notes_again(reader: User, documents: list[Document]) -> None:
    written(reader, documents)
    before, file = kept(reader), exported(reader)
    reader.delete()
    assert not Annotation.objects.exists()
    again = User.objects.create_user("reader")
    assert [one.state for one in importing.take_in(again, file).outcomes] == [PLACED] * 6
    assert kept(again) == before
    second = exported(again)
    again.delete()
    third = User.objects.create_user("reader")
    importing.take_in(third, second)
    assert kept(third) == before


def test_an_answer_to_anothers_note_stands_under_it_again(reader: User, documents: list[Document]) -> None:
    other = User.objects.create_user("other")
    theirs = notebook.share(notebook.create(other, documents[1], Content("Theirs.")), other)
    secret = notebook.create(other, documents[1], Content("Secret."))
    notebook.reply(theirs, reader, Content("Ours."))
    file = exported(reader)
    Annotation.objects.of(reader).delete()
    importing.take_in(reader, file)
    assert Annotation.objects.of(reader).get().reply_to == theirs
    guessed = file.replace(str(theirs.address).encode(), str(secret.address).encode()).replace(b"via", b"was")
    stranger = User.objects.create_user("stranger")
    (one,) = importing.take_in(stranger, guessed).outcomes
    assert (one.state, one.why) == (REFUSED, importing.UNANSWERED)


@pytest.mark.parametrize("motivation", [{}, {"motivation": "replying"}, {"motivation": "questioning"}])
def test_what_a_program_wrote_on_a_note_stands_under_it_again(
    reader: User, documents: list[Document], motivation: dict[str, str]
) -> None:
    first = notebook.create(reader, documents[0], Content("First."))
    iri = annotation_json.iri(first)
    sent = {"@context": jsonld.CONTEXT, "type": "Annotation", "target": iri, **motivation}
    notebook.reply(first, reader, Content("On it.", extra=sent))
    file = exported(reader)
    Annotation.objects.of(reader).delete()
    importing.take_in(reader, file)
    found = Annotation.objects.of(reader).values_list("text", "reply_to__text")
    assert sorted(found, key=str) == [("First.", None), ("On it.", "First.")]
