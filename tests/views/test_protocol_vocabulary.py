"""What the protocol and the files of the notebook say, by the Web Annotation Vocabulary: every term, in its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.annotations import moderation, notebook, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from archive.models.annotation import Voice
from archive.views import annotation_lists
from tests.annotations import vocabulary
from tests.views.protocol import AT, WORDS, Program, documents, note, path, program, said

pytestmark = pytest.mark.django_db

PREFER = 'return=representation;include="http://www.w3.org/ns/{}"'
FORMS = ("ldp#PreferMinimalContainer", "oa#PreferContainedIRIs", "oa#PreferContainedDescriptions")


@pytest.fixture
def ada() -> User:
    documents()
    return User.objects.create_user("ada", email="ada@example.org")


@pytest.fixture
def notes(ada: User) -> list[Annotation]:
    """A note of each kind that readers and curators write."""
    curator = User.objects.create_user("curator", is_staff=True)
    on = Document.objects.get(identifier="d1")
    two = Document.objects.get(identifier="d2")
    start = on.text.index(WORDS)
    words = selectors.made(on.text, start, start + len(WORDS))
    footnote = two.notes.get().text
    shown = moderation.allow(note(ada, visibility="public"), curator)
    return [
        note(ada),
        shown,
        note(ada, visibility="link"),
        notebook.create(ada, on, Content("On all of it.", ("boats", "crews"), "blue")),
        notebook.create(ada, on, Content("", (), "green"), words),
        notebook.create(ada, on, Content("", ("boats",)), words),
        notebook.create(ada, on, Content("On its page."), page="pg_1"),
        notebook.create(ada, two, Content("Was it?"), selectors.made(footnote, 4, 10), footnote="d2fn1"),
        notebook.reply(shown, curator, Content("Indeed.")),
        moderation.say(curator, on, Content("It had."), words, voice=Voice.EDITORIAL),
        moderation.say(curator, on, Content("No crew had come."), words, voice=Voice.CORRECTION),
    ]


def is_valid(found: Any) -> None:
    assert vocabulary.faults(found) == []
    assert vocabulary.is_lossless(found)


def test_a_note_of_every_kind_is_valid(ada: User, notes: list[Annotation]) -> None:
    curator = program(User.objects.get(username="curator"))
    for row in notes:
        asks = curator if row.owner != ada else program(ada)
        found = asks.get(row.get_absolute_url()).json()
        is_valid(found)
    motivations = {program(ada).get(row.get_absolute_url()).json()["motivation"] for row in notes if row.owner == ada}
    assert motivations == {"commenting", "highlighting", "tagging"}


def test_the_container_and_its_pages_are_valid(
    ada: User, notes: list[Annotation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(annotation_lists, "PER_PAGE", 4)
    for who in (program(ada), Program()):
        is_valid(who.get().json())
        for form in FORMS:
            found = who.get(prefer=PREFER.format(form)).json()
            is_valid(found)
            is_valid(who.get(path(found["last"])).json())


def test_an_empty_container_is_valid(ada: User) -> None:
    is_valid(program(ada).get().json())


def test_an_annotation_of_a_client_s_stays_valid_when_it_is_sent_and_replaced(ada: User) -> None:
    asks = program(ada)
    first = asks.post(said(id="https://other.example/1", rights="https://other.example/r", motivation="questioning"))
    is_valid(first.json())
    body = [said()["body"], {"type": "TextualBody", "purpose": "tagging", "value": "boats"}]
    is_valid(asks.put(path(first["Location"]), first.json() | {"body": body}, if_match=first["ETag"]).json())


def test_the_notebook_s_file_is_valid_with_notes_and_without(
    client: Client, ada: User, notes: list[Annotation]
) -> None:
    client.force_login(ada)
    address = f"{AT}notebook.jsonld"
    found = json.loads(b"".join(client.get(address)))
    assert len(found["items"]) == 8
    assert vocabulary.faults(found) == []
    for item in found["items"]:
        is_valid(item)
    none = json.loads(b"".join(client.get(f"{address}?q=whales")))
    assert (none["type"], none["total"]) == ("AnnotationCollection", 0)
    is_valid(none)


def test_the_notes_of_an_account_that_is_taken_along_are_valid(
    client: Client, ada: User, notes: list[Annotation]
) -> None:
    client.force_login(ada)
    taken = json.loads(b"".join(client.get("/accounts/everything.json")))["annotations"]
    assert len(taken) == 8
    for each in taken:
        is_valid(each)
