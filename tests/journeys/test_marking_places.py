"""Notes wherever words can be selected: those words are stored, and the highlight stands on them and no others."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from archive.models import Annotation, Document
from archive.search import index
from tests.journeys.marking import beside, dialog, known, marked, write
from tests.journeys.test_citing import LETTER, V, tools
from tests.specimens import document, take, volume
from tests.specimens import page as marker

pytestmark = pytest.mark.django_db(transaction=True)

REPLY = '<head>The Reply</head><p>The crane is mended.<note n="1" xml:id="d2fn1">By the 𝔊 smith.</note></p>'
CHAPTER = (
    '<div type="chapter" xml:id="ch1"><head>Of the Port</head><p>It is a port of 𝔓 note,<note n="9" '
    f'xml:id="ch1fn1">A small one.</note> {marker("6")}and a poor one.</p>'
    f"{document(3, '<head>Three</head><p>Nothing else.</p>')}</div>"
)
BODY = marker("1") + document(1, LETTER) + document(2, REPLY) + CHAPTER
BODY_OF = "[data-text][data-document='{}']"
FOOTNOTE = "#{} .note"

# The code points over which the highlights of a note stand in the text or footnote they are in, as spans.
STANDS = """(note) => {
    const first = document.querySelector(`mark.noted[data-note="${note}"]`);
    const text = first.closest("[data-text], .notes .note");
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const spans = [];
    let at = Number(text.dataset.start ?? 0);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent.closest("[data-supplied]")) continue;
        const end = at + Array.from(walker.currentNode.data).length;
        if (parent.closest(`mark.noted[data-note="${note}"]`)) {
            if (spans.at(-1)?.[1] === at) spans.at(-1)[1] = end;
            else spans.push([at, end]);
        }
        at = end;
    }
    return spans;
}"""


@pytest.fixture
def taken(transactional_db: None) -> None:
    take(volume(BODY))
    index.follow()


@pytest.fixture
def reader(taken: None, page: Page, site: str) -> Page:
    """A tab of a reader who is logged in."""
    known(page, User.objects.create_user("davies"), site)
    return page


def letters(spans: list[tuple[int, int]], text: str) -> set[int]:
    """The places that spans cover, but for white space: what stands between the rows of a table cannot be marked."""
    return {at for start, end in spans for at in range(start, end) if text[at].strip()}


def stands(page: Page, note: Annotation) -> Any:
    return page.evaluate(STANDS, str(note.address))


@pytest.mark.parametrize(
    ("address", "first", "last", "where", "words"),
    [
        # on one page of a document
        ("d1/", "wharf", "say", BODY_OF.format("d1"), "wharf, they say"),
        ("d1/pg_2/", "crane", "not", BODY_OF.format("d1"), "crane is not"),  # over a footnote's mark
        ("d1/pg_2/", "lamp", "trimmed", FOOTNOTE.format("d1fn1"), "lamp was trimmed"),
        ("d1/pg_3/", "Flour", "𝔉", BODY_OF.format("d1"), "Flour 𝔉"),
        ("d1/pg_4/", "lost", "lost.", BODY_OF.format("d1"), "lost."),  # in an enclosure
        # in the whole document, over page breaks
        ("d1/full/", "𝔄 wharf", "crane", BODY_OF.format("d1"), "𝔄 wharf, they say, is sound, and the crane"),
        ("d1/full/", "Coal", "Flour", BODY_OF.format("d1"), "Coal forty tons\nFlour"),  # over rows of a table
        ("d1/full/", "The buoy", "lost.", BODY_OF.format("d1"), "The buoy is lost."),  # in an enclosure
        ("d1/full/", "So much", "Consul", BODY_OF.format("d1"), None),  # from the letter into its enclosure
        # on a printed page, with several texts
        ("pg_4/", "lost", "lost.", BODY_OF.format("d1"), "lost."),
        ("pg_4/", "crane", "mended", BODY_OF.format("d2"), "crane is mended"),
        ("pg_4/", "smith", "smith.", FOOTNOTE.format("d2fn1"), "smith."),
        ("pg_4/", "port", "note,", BODY_OF.format("ch1"), "port of 𝔓 note,"),
        # in a section
        ("ch1/", "port", "note,", BODY_OF.format("ch1"), "port of 𝔓 note,"),
        ("ch1/", "small", "one.", FOOTNOTE.format("ch1fn1"), "small one."),
        ("ch1/full/", "𝔓", "poor", BODY_OF.format("ch1"), "𝔓 note, and a poor"),  # over a page break
    ],
)
def test_the_words_that_were_selected_are_stored_and_highlighted_and_no_others(
    reader: Page, address: str, first: str, last: str, where: str, words: str | None
) -> None:
    reader.goto(V + address)
    write(reader, first, last, "Is it?", where)
    expect(beside(reader)).to_contain_text("Is it?")
    note = Annotation.objects.get()
    text = note.document.notes.get(identifier=note.footnote).text if note.footnote else note.document.text
    assert note.start is not None
    assert note.end is not None
    assert text[note.start : note.end] == note.quote
    assert note.quote.startswith(first)
    assert note.quote.endswith(last)
    assert words in (None, note.quote)
    at_once = stands(reader, note)
    reader.reload()
    for spans in (at_once, stands(reader, note)):
        assert letters(spans, text) == letters([(note.start, note.end)], text)
        assert all(note.start <= start < end <= note.end for start, end in spans)


def test_notes_on_several_texts_of_a_printed_page_are_each_laid_over_its_own(reader: Page) -> None:
    reader.goto(f"{V}pg_4/")
    for text, word in (("d1", "lost."), ("d2", "crane"), ("ch1", "port")):
        write(reader, word, word, f"On {text}", BODY_OF.format(text))
        expect(beside(reader)).to_contain_text(f"On {text}")
    for _ in range(2):
        for note in Annotation.objects.all():
            within = reader.locator(BODY_OF.format(note.document.identifier))
            expect(within.locator("mark.noted")).to_have_text(note.quote)
        reader.reload()
    assert {note.text for note in Annotation.objects.all()} == {
        f"On {note.document.identifier}" for note in Annotation.objects.all()
    }


def test_a_note_on_a_text_as_a_whole_is_written_on_the_printed_page(reader: Page) -> None:
    reader.goto(f"{V}pg_4/")
    beside(reader).get_by_role("link", name="Write a note on Document 2").click()
    dialog(reader).get_by_label("Note", exact=True).fill("All of it")
    dialog(reader).get_by_role("button", name="Save").click()
    expect(beside(reader)).to_contain_text("on the whole page")
    note = Annotation.objects.get()
    assert (note.document.identifier, note.page, note.standing) == ("d2", "pg_4", "whole")


def test_words_of_two_texts_at_once_cannot_be_noted(reader: Page) -> None:
    reader.goto(f"{V}pg_4/")
    reader.evaluate("getSelection().selectAllChildren(document.querySelector('main'))")
    reader.keyboard.press("a")
    expect(tools(reader)).to_be_hidden()
    expect(dialog(reader)).to_be_hidden()


def test_the_number_of_a_page_is_no_part_of_a_text_to_be_noted(reader: Page) -> None:
    reader.goto(f"{V}d1/full/")
    reader.evaluate("getSelection().selectAllChildren(document.querySelector('[data-text] .page-mark'))")
    reader.keyboard.press("a")
    expect(dialog(reader)).to_be_hidden()


def test_of_highlights_over_one_another_each_stands_on_its_own_words(reader: Page) -> None:
    reader.goto(f"{V}d1/full/")
    for first, last in (("wharf", "sound"), ("they", "and the crane"), ("say", "say"), ("𝔄", "wharf")):
        write(reader, first, last, f"{first} to {last}", BODY_OF.format("d1"))
        expect(beside(reader)).to_contain_text(f"{first} to {last}")
    text = Document.objects.get(identifier="d1").text
    for _ in range(2):
        for note in Annotation.objects.all():
            assert note.start is not None
            assert note.end is not None
            assert letters(stands(reader, note), text) == letters([(note.start, note.end)], text)
        assert reader.locator(BODY_OF.format("d1")).evaluate("text => text.querySelectorAll('mark mark').length")
        reader.reload()
    expect(marked(reader).first).to_be_visible()
