"""Passages that are quoted: their words, their printed pages, the part of the document they stand in."""

from __future__ import annotations

import pytest

from archive.citations.styles import BY_SLUG, Formatted
from archive.models import Document
from archive.reading import quoting
from archive.reading.quoting import Quotation, Span, Unquotable
from archive.rendering.marks import lay
from tests import specimens
from tests.specimens import document, page, take, volume

NOTED = '<note n="3" xml:id="d1fn1">The lamp was trimmed at six.</note>'
ENCLOSED = (
    '<frus:attachment xml:id="d1at1"><note rend="inline">[Enclosure 1—Translation]</note>'
    "<head>The Harbor Master to the Consul</head><p>The buoy is lost.</p></frus:attachment>"
)


@pytest.fixture
def letter(db: None) -> Document:
    """A letter on three pages, with a footnote, a table and an enclosure."""
    body = f"The wharf is “sound,” they say, {page('2')}and the crane is not.{NOTED}</p><p>The end of it."
    table = f"<table><row><cell>Coal</cell><cell>40 {page('3')}tons</cell></row></table>"
    take(volume(page("1") + document(1, f"<head>The Consul to the Governor</head><p>{body}</p>{table}{ENCLOSED}")))
    return Document.objects.select_related("volume").get(identifier="d1")


def quoted(letter: Document, words: str, note: str = "") -> Quotation:
    """The quotation of these words of the letter."""
    text = letter.notes.get().text if note else letter.text
    at = text.index(words)
    return quoting.of(letter, Span(at, at + len(words), note))


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("The Consul to the Governor", "p. 1"),  # at the very beginning
        ("they say, ", "p. 1"),
        ("and the crane", "p. 2"),
        ("they say, and the crane", "pp. 1–2"),
        ("40 tons", "pp. 2–3"),  # a page break in a cell
        ("The buoy is lost.", "p. 3"),  # at the very end
    ],
)
def test_the_pages_are_those_of_the_words(letter: Document, words: str, where: str) -> None:
    assert quoted(letter, words).where == where


def test_white_space_at_a_page_break_adds_no_page(letter: Document) -> None:
    assert quoted(letter, "they say, ").words == "they say,"
    assert quoted(letter, " and the crane is not.").where == "p. 2"


def test_a_footnote_stands_on_the_page_of_its_mark_and_is_named(letter: Document) -> None:
    found = quoted(letter, "lamp was trimmed", "d1fn1")
    assert (found.where, found.part.note) == ("p. 2, footnote 3", "3")


def test_an_enclosure_is_named_where_all_of_the_words_stand_in_it(letter: Document) -> None:
    assert quoted(letter, "The buoy is lost.").part.enclosure
    assert not quoted(letter, "tons\n[Enclosure 1").part.enclosure


def test_the_innermost_enclosure_is_named(db: None) -> None:
    papers = Document.objects.get(volume=specimens.load(specimens.SPECIMEN), identifier="d12")
    inner = papers.enclosures.exclude(parent="").first()
    assert inner is not None
    found = quoting.of(papers, Span(inner.start, inner.end))
    assert found.part.enclosure in (inner.heading, inner.label.strip("[]").split("—")[0])


@pytest.mark.parametrize(
    ("span", "why"),
    [(Span(0, 0), "Nothing"), (Span(9_000, 9_001), "Nothing"), (Span(7, 3), "Nothing"), (Span(0, 4, "d1fn9"), "d1fn9")],
)
def test_where_there_are_no_words_there_is_no_quotation(letter: Document, span: Span, why: str) -> None:
    with pytest.raises(Unquotable, match=why):
        quoting.of(letter, span)


@pytest.mark.parametrize("text", ["", "5", "5-", "-5", "a-b", "1-2-3", "x.y.1-2", "1-9999999999", "１-２"])
def test_what_names_no_passage_is_no_span(text: str) -> None:
    found = quoting.read(text)
    assert found is None or text.isascii() is False


@pytest.mark.parametrize("span", [Span(3, 9), Span(0, 4, "d1fn1"), Span(1, 2, "d1-fn_1")])
def test_a_span_is_read_as_it_is_written(span: Span) -> None:
    assert quoting.read(str(span)) == span


def test_a_passage_is_marked_beside_the_hits_of_a_search() -> None:
    hits = {"": [Span(4, 7).mark]}
    shades = quoting.marked(hits, "4-11")
    assert len(shades[""]) == 2
    assert lay("<p>One two three</p>", shades[""]).count("<mark") == 2
    assert quoting.marked(hits, "nonsense") is hits
    assert quoting.marked({}, "d1fn1.0-4")["d1fn1"][0].end == 4


# What is pasted

NOTE, ENTRY = BY_SLUG["chicago-note"], BY_SLUG["mla"]
CITED = Formatted("In <Papers>, 1.", "In <i>&lt;Papers&gt;</i>, 1.")


def test_short_words_stand_in_quotation_marks_and_their_own_become_single_ones(letter: Document) -> None:
    pasted = quoting.written(quoted(letter, "is “sound,” they"), CITED, NOTE)
    assert pasted.text == "“is ‘sound,’ they”¹\n\n¹ In <Papers>, 1."
    assert pasted.html == ("<p>“is ‘sound,’ they”<sup>1</sup></p><p><sup>1</sup> In <i>&lt;Papers&gt;</i>, 1.</p>")


def test_words_of_several_lines_are_set_apart(letter: Document) -> None:
    pasted = quoting.written(quoted(letter, "crane is not.\nThe end"), CITED, NOTE)
    assert pasted.text == "crane is not.\nThe end¹\n\n¹ In <Papers>, 1."
    assert pasted.html.startswith("<blockquote><p>crane is not.</p><p>The end<sup>1</sup></p></blockquote>")


def test_with_an_entry_of_a_bibliography_there_is_no_note_sign(letter: Document) -> None:
    pasted = quoting.written(quoted(letter, "the crane"), CITED, ENTRY)
    assert pasted.text == "“the crane”\n\nIn <Papers>, 1."
    assert "<sup>" not in pasted.html


def test_words_of_the_text_are_escaped(db: None) -> None:
    take(volume(page("1") + document(1, "<head>One</head><p>A &lt;b&gt;bold&lt;/b&gt; &amp; bad act.</p>")))
    row = Document.objects.select_related("volume").get(identifier="d1")
    at = row.text.index("<b>")
    pasted = quoting.written(quoting.of(row, Span(at, len(row.text))), CITED, NOTE)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; bad act." in pasted.html


# What is searched


def test_half_a_word_is_searched_for_whole(letter: Document) -> None:
    assert quoted(letter, "rane is no").phrase == '"crane is not"'


def test_quotation_marks_do_not_end_the_phrase(letter: Document) -> None:
    assert quoted(letter, "is “sound,” they").phrase == '"is sound, they"'


def test_of_a_long_passage_the_first_words_are_searched_for(db: None) -> None:
    words = " ".join(f"word{n}" for n in range(300))
    take(volume(page("1") + document(1, f"<head>One</head><p>{words}</p><p>{'x' * 2000} end</p>")))
    row = Document.objects.select_related("volume").get(identifier="d1")
    whole = quoting.of(row, Span(0, len(row.text)))
    assert len(whole.phrase.split()) == quoting.MOST_SEARCHED
    assert whole.is_block
