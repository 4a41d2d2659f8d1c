"""Notes on the texts of a printed page: each stands over and beside its own, for those alone who may see it."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.annotations import notebook, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from tests.specimens import document, page, take, volume
from tests.views.test_notes import beside, marked, tree

V = "/volumes/frus1937v01/"
PRINTED = f"{V}pg_2/"
NOTE = '<note n="1" xml:id="d2fn1">The lamp was trimmed.</note>'
BODY = (
    page("1")
    + document(1, f"<head>One</head><p>The wharf is sound, {page('2')}and the crane not.</p>")
    + document(2, f"<head>Two</head><p>The crane is mended.{NOTE}</p>")
    + page("3")
    + document(3, "<head>Three</head><p>No crane.</p>")
)


@pytest.fixture(autouse=True)
def taken(db: None) -> None:
    take(volume(BODY))


@pytest.fixture
def davies(db: None) -> User:
    return User.objects.create_user("davies")


@pytest.fixture
def reader(davies: User) -> Client:
    client = Client()
    client.force_login(davies)
    return client


def put(owner: User, name: str, words: str, text: str = "Which?", visibility: str = "private") -> Annotation:
    on = Document.objects.get(identifier=name)
    at = on.text.index(words)
    said = selectors.made(on.text, at, at + len(words))
    return notebook.create(owner, on, Content(text), said, visibility=visibility)


def test_each_text_has_its_own_notes(reader: Client, davies: User) -> None:
    put(davies, "d1", "crane", "Of iron")
    put(davies, "d2", "crane is", "Of wood")
    put(davies, "d3", "crane", "Of another page")
    assert marked(reader, PRINTED) == ["crane", "crane is"]
    shown = tree(reader, PRINTED)
    for name, words in (("d1", "crane"), ("d2", "crane is")):
        (mark,) = shown.xpath(f"//*[@data-document='{name}']//mark[contains(@class, 'noted')]")
        assert mark.text == words
    said = beside(reader, PRINTED)
    assert said.index("Document 1") < said.index("Of iron") < said.index("Document 2") < said.index("Of wood")
    assert "Of another page" not in said


def test_a_note_over_a_page_break_stands_on_both_printed_pages(reader: Client, davies: User) -> None:
    put(davies, "d1", "sound, and the crane")
    assert marked(reader, f"{V}pg_1/") == ["sound, "]
    assert marked(reader, PRINTED) == ["and the crane"]


def test_a_note_on_another_page_of_a_text_is_counted(reader: Client, davies: User) -> None:
    put(davies, "d1", "wharf")
    assert "Which?" not in beside(reader, PRINTED)
    assert "1 more in the rest of it" in beside(reader, PRINTED)


def test_a_footnote_on_a_printed_page_is_highlighted(reader: Client, davies: User) -> None:
    reader.post(f"{V}d2/note/", {"words": "lamp was", "text": "Lit?"})
    assert [mark.text for mark in tree(reader, PRINTED).xpath("//li[@id='d2fn1']//mark")] == ["lamp was"]


def test_a_note_on_a_whole_page_stands_with_the_text_it_was_written_on(reader: Client) -> None:
    (way,) = [link for link in tree(reader, PRINTED).xpath("//a[@data-note-form]/@href") if "/d2/" in link]
    reader.post(way, {"page": way.rpartition("=")[2], "text": "All of it."})
    assert "All of it." in beside(reader, PRINTED)
    assert "All of it." not in beside(reader, f"{V}d1/pg_2/")


def test_nobody_else_sees_private_notes_on_a_printed_page_or_is_told_of_them(davies: User) -> None:
    before = Client().get(PRINTED)
    put(davies, "d2", "crane", visibility="link")
    after = Client().get(PRINTED)
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    other = Client()
    other.force_login(User.objects.create_user("kennan"))
    assert marked(other, PRINTED) == []


def test_a_public_note_on_one_of_its_texts_makes_a_printed_page_another(davies: User, settings: LazySettings) -> None:
    settings.PUBLIC_NOTES = "open"
    tag = Client().get(PRINTED)["ETag"]
    note = put(davies, "d2", "crane", visibility="public")
    assert Client().get(PRINTED)["ETag"] != tag
    assert marked(Client(), PRINTED) == ["crane"]
    notebook.withdraw(note, davies)
    assert Client().get(PRINTED)["ETag"] == tag


def test_a_reader_s_copy_of_a_printed_page_is_good_until_their_notes_change(reader: Client, davies: User) -> None:
    note = put(davies, "d2", "crane")
    reader.get(PRINTED)
    tag = reader.get(PRINTED)["ETag"]
    assert reader.get(PRINTED, headers={"if-none-match": tag}).status_code == 304
    notebook.edit(note, davies, Content("Other"))
    assert reader.get(PRINTED, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("notes", [1, 40])
def test_many_notes_cost_a_printed_page_no_more_questions_than_one(
    reader: Client, davies: User, notes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for at in range(notes):
        put(davies, f"d{at % 2 + 1}", "crane")
    with django_assert_num_queries(13):
        reader.get(PRINTED)
