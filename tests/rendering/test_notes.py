"""Footnotes: a mark where the note stands, the note itself on a text of its own."""

from __future__ import annotations

import pytest

from archive.records.volume import Page
from archive.rendering.edition import render

from .judging import element, page, rendered, tight, whole

PB = '<pb n="2" xml:id="pg_2"/>'


def note(content: str = "Not printed.", name: str = "d1fn1", mark: str = "1") -> str:
    return f'<note n="{mark}" xml:id="{name}">{content}</note>'


def test_a_mark_leads_to_its_note() -> None:
    rendering = rendered(f"<p>A{note()}.</p>")
    attributes = (
        'class="note-ref" id="d1fn1-ref" href="#d1fn1" role="doc-noteref" aria-label="Footnote 1" data-supplied'
    )
    mark = f"<a {attributes}>1</a>"
    assert page(rendering, "pg_1") == f"<p>A{mark}.</p>"
    (found,) = rendering.notes
    assert (found.id, found.mark, found.text, found.html) == ("d1fn1", "1", "Not printed.", "Not printed.")
    assert (found.page, found.at) == ("pg_1", 1)


@pytest.mark.parametrize("mark", ["*", "†", "a", "14", "58a", " 7 "])
def test_the_mark_is_shown_as_printed(mark: str) -> None:
    rendering = rendered(f"<p>A{note(mark=mark)}</p>")
    assert rendering.notes[0].mark == mark.strip()
    assert f">{mark.strip()}</a>" in whole(rendering)


def test_a_note_without_a_mark_can_be_reached_all_the_same() -> None:
    rendering = rendered(f"<p>A{note(mark='')}</p>")
    assert rendering.notes[0].mark == ""
    assert ">[note]</a>" in whole(rendering)


def test_a_mark_printed_twice_leads_to_two_notes() -> None:
    rendering = rendered(f"<p>A{note('x', 'n1', '*')} B{note('y', 'n2', '*')}</p>")
    assert [(found.id, found.mark, found.text, found.at) for found in rendering.notes] == [
        ("n1", "*", "x", 1),
        ("n2", "*", "y", 3),
    ]
    assert 'href="#n1"' in whole(rendering)
    assert 'href="#n2"' in whole(rendering)


def test_a_note_upon_a_note_stands_beside_it_and_is_no_part_of_it() -> None:
    rendering = rendered(f"<p>A{note('See ' + note('inner', 'n2', 'a') + ' below.', 'n1')}B</p>")
    assert [(found.id, found.text, found.at, found.page) for found in rendering.notes] == [
        ("n1", "See below.", 1, "pg_1"),
        ("n2", "inner", 1, "pg_1"),
    ]
    assert 'href="#n2"' in rendering.notes[0].html
    assert 'href="#n2"' not in whole(rendering)
    assert rendering.text == "AB"


@pytest.mark.parametrize(
    "around",
    [
        "<head>A{}</head>",
        "<dateline>A{}</dateline>",
        "<closer><signed>A{}</signed></closer>",
        "<table><row><cell>A{}</cell></row></table>",
        "<list><item>A{}</item></list>",
        "<list><label>A{}</label><item>B</item></list>",
        "<p><hi rend='smallcaps'>A{}</hi></p>",
        "<note rend='inline'>A{}</note>",
        "<quote>A{}</quote>",
        "<frus:attachment><head>A{}</head></frus:attachment>",
        "<p>A</p>{}",
    ],
)
def test_a_note_stands_wherever_the_series_sets_one(around: str) -> None:
    rendering = rendered(around.format(note()))
    assert [(found.at, found.page) for found in rendering.notes] == [(1, "pg_1")]
    assert whole(rendering).count("doc-noteref") == 1


def test_a_mark_in_an_empty_cell_or_paragraph_is_kept() -> None:
    rendering = rendered(
        f"<p>A</p><table><row><cell>{note()}</cell><cell>B</cell></row></table><p>{note('y', 'n2')}</p>"
    )
    assert [found.at for found in rendering.notes] == [1, 3]
    assert whole(rendering).count("doc-noteref") == 2


def test_a_mark_before_the_first_character_stands_on_the_first_page() -> None:
    rendering = rendered(f"{note()}<p>A</p>")
    assert [(found.at, found.page) for found in rendering.notes] == [(0, "pg_1")]
    assert "doc-noteref" in rendering.passages[0].html


def test_a_note_belongs_to_the_page_of_the_character_its_mark_follows() -> None:
    rendering = rendered(f"<p>A {PB}B{note()}</p>")
    assert [(found.at, found.page) for found in rendering.notes] == [(3, "pg_2")]
    rendering = rendered(f"<p>A{note()} {PB}B</p>")
    assert [(found.at, found.page) for found in rendering.notes] == [(1, "pg_1")]
    assert "doc-noteref" in rendering.passages[0].html
    assert "doc-noteref" not in rendering.passages[1].html


def test_a_mark_at_the_head_of_a_page_stands_on_that_page() -> None:
    rendering = rendered(f"<p>A</p>{PB}<frus:attachment>{note()}<head>B</head></frus:attachment>")
    assert [(found.at, found.page) for found in rendering.notes] == [(1, "pg_2")]
    assert page(rendering, "pg_1") == "<p>A</p>"
    assert '<h2 class="heading"><a class="note-ref"' in page(rendering, "pg_2")


def test_a_mark_behind_the_last_page_break_stands_behind_the_last_word() -> None:
    rendering = rendered(f"<p>A{PB}{note()}</p>")
    assert [(found.at, found.page) for found in rendering.notes] == [(1, "pg_1")]
    assert "doc-noteref" in rendering.passages[0].html


def test_a_gap_at_the_head_of_a_page_stands_on_that_page() -> None:
    rendering = rendered(f'<p>A {PB}<gap unit="words"/> B</p>')
    assert "[words missing]" in rendering.passages[1].html
    assert "[words missing]" not in rendering.passages[0].html


def test_notes_of_a_document_without_a_word_stand_on_no_page() -> None:
    rendering = render(element(note()), "d1", {}, Page("pg_1", "1"))
    assert [(found.page, found.at, found.text) for found in rendering.notes] == [(None, 0, "Not printed.")]


def test_a_page_that_turns_inside_a_note_turns_the_text_behind_it() -> None:
    rendering = rendered(f"<p>A{note('x ' + PB + 'y')} B</p>")
    assert rendering.notes[0].text == "x y"
    assert [passage.page for passage in rendering.passages] == ["pg_1", "pg_2"]


def test_a_note_has_paragraphs_tables_and_lists_of_its_own() -> None:
    content = "<p>A</p><list><item>B</item></list><table><row><cell>C</cell><cell/></row></table>"
    rendering = rendered(f"<p>x{note(content)}</p>")
    assert rendering.notes[0].text == "A\nB\nC"
    assert tight(rendering.notes[0].html).startswith('<p>A</p><ul role="list"><li>B</li></ul><div class="scroll"')


def test_a_line_break_in_a_note_to_a_heading_is_only_a_space() -> None:
    rendering = rendered(f"<head>A<lb/>B{note('<p>C<lb/>D</p>')}</head>")
    assert rendering.notes[0].html == "<p>C D</p>"
    assert '<h1 class="heading">A<br> B' in whole(rendering)


def test_words_behind_a_note_are_shown_as_those_before_it() -> None:
    assert page(rendered(f'<p><hi rend="italic">A{note()}B</hi></p>'), "pg_1").count("<i>") == 1


@pytest.mark.parametrize(
    ("attributes", "is_footnote"),
    [
        ('xml:id="n1"', True),
        ('xml:id="n1" type="source"', True),
        ('xml:id="n1" rend="inline"', False),
        ('rend="inline" type="source"', False),
        ('rend="center"', False),
        ("", False),
    ],
)
def test_a_footnote_is_a_note_with_an_id_that_is_not_in_line(attributes: str, is_footnote: bool) -> None:
    rendering = rendered(f"<p>A<note {attributes}>B</note></p>")
    assert (len(rendering.notes), rendering.text) == ((1, "A") if is_footnote else (0, "A\nB"))


def test_notes_come_in_the_order_of_their_marks() -> None:
    rendering = rendered(f"<head>A{note('x', 'n3')}</head><p>B{note('y', 'n1')}</p>{note('z', 'n2')}")
    assert [found.id for found in rendering.notes] == ["n3", "n1", "n2"]
