"""Readers' notes: made on the words that were meant, told from one another when two people write, never thrown away."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, User

from archive.annotations import moderation, notebook, reports, selectors, tokens
from archive.annotations.notebook import Conflict, Content, Gone, NotYours, Refused, WordsNotFound, WordsRepeated
from archive.models import Annotation, Document, ErrorReport, Flag, Token
from tests import specimens

pytestmark = pytest.mark.django_db

SAID = Content("Compare his letter of May.", ("fishing",))
TEXT = "<head>The Minister to the Consul</head><p>The boats lie idle. No crew has come. The boats are old.</p>"
FOOTNOTE = '<p>He wrote twice.<note n="1" xml:id="d2fn1">The second letter was not found.</note></p>'


@pytest.fixture
def document() -> Document:
    """The first of two documents."""
    body = specimens.page("1") + specimens.document(1, TEXT) + specimens.document(2, FOOTNOTE)
    specimens.take(specimens.volume(body))
    return Document.objects.get(identifier="d1")


@pytest.fixture
def reader() -> User:
    return User.objects.create_user("reader")


@pytest.fixture
def other() -> User:
    return User.objects.create_user("other")


@pytest.fixture
def curator() -> User:
    return User.objects.create_user("curator", first_name="Clara", last_name="Curator", is_staff=True)


def on(document: Document, words: str) -> selectors.Selector:
    """What selects words where they stand first."""
    start = document.text.index(words)
    return selectors.made(document.text, start, start + len(words))


def note(owner: User, document: Document, words: str = "No crew has come.", **how: str) -> Annotation:
    return notebook.create(owner, document, SAID, on(document, words), **how)


# Where it stands


def test_a_note_stands_on_its_words_and_is_private(document: Document, reader: User) -> None:
    made = note(reader, document)
    made.refresh_from_db()
    assert document.text[made.start : made.end] == made.quote == "No crew has come."
    assert (made.text, made.tags, made.visibility, made.standing) == (SAID.text, ["fishing"], "private", "exact")
    assert document.text[: made.start].endswith(made.prefix) and len(made.prefix) == 32
