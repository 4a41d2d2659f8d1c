"""Which notes stand beside a page, what is laid over its text, and what a note may say."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser, User

from archive.annotations import notebook, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from archive.reading import noted, pages
from archive.rendering import markdown
from tests.specimens import document, page, take, volume


@pytest.fixture
def letter(db: None) -> Document:
    take(volume(page("1") + document(1, f"<head>A</head><p>One and two, {page('2')}three.</p>")))
    return Document.objects.get(identifier="d1")


@pytest.fixture
def davies(db: None) -> User:
    return User.objects.create_user("davies")


def put(owner: User, letter: Document, words: str) -> Annotation:
    at = letter.text.index(words)
    return notebook.create(owner, letter, Content("?"), selectors.made(letter.text, at, at + len(words)))


@pytest.mark.parametrize(("words", "shown"), [("One", "1"), ("three", "2"), ("two, three", "12")])
def test_a_note_stands_beside_every_page_that_has_some_of_its_words(
    davies: User, letter: Document, words: str, shown: str
) -> None:
    put(davies, letter, words)
    notes = noted.of("frus1937v01", "d1", davies)
    pieces = {number: pages.reading("frus1937v01", "d1", f"pg_{number}").piece for number in "12"}
    beside = {number: notes.on(piece, f"pg_{number}") for number, piece in pieces.items()}
    assert "".join(number for number, found in beside.items() if found.notes) == shown
    assert all(len(found.notes) + found.elsewhere == 1 for found in beside.values())


def test_a_note_is_read_on_its_page_and_one_over_several_in_the_whole(davies: User, letter: Document) -> None:
    assert noted.where(put(davies, letter, "three")).startswith("/volumes/frus1937v01/d1/pg_2/#note-")
    assert noted.where(put(davies, letter, "two, three")).startswith("/volumes/frus1937v01/d1/full/#note-")


def test_the_state_of_what_nobody_noted_is_nothing(davies: User, letter: Document) -> None:
    put(davies, letter, "One")
    assert noted.of("frus1937v01", "d1", AnonymousUser()).state == ""
    assert noted.of("frus1937v01", "d1", davies).state


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("*a* **b** ~~c~~", "<p><em>a</em> <strong>b</strong> <s>c</s></p>"),
        ("a\nb", "<p>a<br>\nb</p>"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>"),
        ("[a](JaVaScRiPt:b)", "<p>[a](JaVaScRiPt:b)</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ],
)
def test_markdown_is_shown_as_it_is_meant_and_nothing_else_is(written: str, said: str) -> None:
    assert markdown.rendered(written) == said
