"""A note that is made while its text is being corrected stands on the words that were meant, whoever comes first."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from archive.annotations import notebook, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from tests import specimens

WAIT = 30  # seconds for the other, who needs a moment
OVERLAP = 0.5  # seconds in which the other runs into the lock


def source(before: str = "") -> str:
    return specimens.volume(specimens.page("1") + specimens.document(1, f"<p>{before}The boats lie idle.</p>"))


def beside(act: Callable[[], object]) -> Thread:
    """Does something on another connection."""

    def acting() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=acting)
    thread.start()
    return thread


def marked(reader: User, document: Document) -> Annotation:
    start = document.text.index("boats")
    return notebook.create(reader, document, Content(), selectors.made(document.text, start, start + 5))


@pytest.fixture
def document(transactional_db: None) -> Document:
    specimens.take(source())
    return Document.objects.get(identifier="d1")


def test_a_note_waits_for_a_correction_that_is_under_way(document: Document) -> None:
    reader = User.objects.create_user("reader")
    with transaction.atomic():
        specimens.take(source("Sir: "))
        note = beside(lambda: marked(reader, document))
        note.join(OVERLAP)
        assert note.is_alive()
    note.join(WAIT)
    made, now = Annotation.objects.get(), Document.objects.get(identifier="d1")
    assert now.text[made.start : made.end] == made.quote == "boats"


def test_a_correction_waits_for_a_note_that_is_being_made(document: Document) -> None:
    reader = User.objects.create_user("reader")
    made, is_over = Event(), Event()

    def slowly() -> None:
        with transaction.atomic():
            marked(reader, document)
            made.set()
            is_over.wait(WAIT)

    note = beside(slowly)
    assert made.wait(WAIT)
    correction = beside(lambda: specimens.take(source("Sir: ")))
    correction.join(OVERLAP)
    assert correction.is_alive()
    is_over.set()
    for thread in (note, correction):
        thread.join(WAIT)
    kept, now = Annotation.objects.get(), Document.objects.get(identifier="d1")
    assert (kept.standing, now.text[kept.start : kept.end]) == ("moved", "boats")


def test_of_two_who_edit_at_once_the_second_is_told(document: Document) -> None:
    reader = User.objects.create_user("reader")
    note = marked(reader, document)
    told: list[str] = []

    def second() -> None:
        try:
            notebook.edit(note, reader, Content("Second."), 1)
        except notebook.Conflict as conflict:
            told.append(conflict.present.text)

    with transaction.atomic():
        notebook.edit(note, reader, Content("First."), 1)
        other = beside(second)
        other.join(OVERLAP)
    other.join(WAIT)
    assert told == ["First."]
