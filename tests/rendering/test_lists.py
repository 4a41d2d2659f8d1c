"""Lists: labels as printed, entries that a page break divides, and lists where HTML does not allow one."""

from __future__ import annotations

import pytest
from lxml import html as lenient

from .judging import page, pages, rendered, whole

PB = '<pb n="2" xml:id="pg_2"/>'


def test_a_list_is_a_list_to_those_who_do_not_see_it_and_numbers_nothing() -> None:
    shown = whole(rendered("<list><item>A</item><item>B</item></list>"))
    assert shown.endswith('<ul role="list"><li>A</li><li>B</li></ul>')
    assert "<ol" not in shown


def test_a_label_is_printed_and_its_item_stands_behind_it() -> None:
    shown = whole(rendered('<list><label>(<hi rend="italic">a</hi>)</label>\n<item>oxen;</item></list>'))
    assert shown.endswith('<li class="labelled"><span class="label">(<i>a</i>)</span> oxen;</li></ul>')


def test_an_item_that_is_paragraphs_stands_behind_its_label_all_the_same() -> None:
    rendering = rendered("<list><label>I.</label><item><p>A</p><p>B</p></item></list>")
    assert rendering.text == "I.\nA\nB"
    assert '<li class="labelled"><span class="label">I.' in whole(rendering)


def test_a_label_without_an_item_and_an_item_without_a_label_stand_alone() -> None:
    rendering = rendered("<list><label>A</label><label>B</label><item>C</item><item>D</item><label>E</label></list>")
    entries = lenient.fragment_fromstring(whole(rendering), create_parent="div").xpath("//li")
    assert [" ".join(entry.text_content().split()) for entry in entries] == ["A", "B C", "D", "E"]
    assert rendering.text == "A\nB C\nD\nE"


@pytest.mark.parametrize("kind", ["index", "names", "participants", "terms", "toc"])
def test_a_kind_of_list_the_series_knows_is_a_class(kind: str) -> None:
    content = f'<list type="{kind}"><item>A</item></list>'
    assert f'<ul class="{kind}" role="list">' in whole(rendered(content))


@pytest.mark.parametrize("kind", ["simple", "subject", "to", "x y", ""])
def test_other_kinds_are_plain_lists(kind: str) -> None:
    assert '<ul role="list"><li>' in whole(rendered(f'<list type="{kind}"><item>A</item></list>'))


def test_headings_of_a_list_stand_before_it() -> None:
    shown = whole(rendered("<list>\n<head>SUBJECT</head><head>Coal</head><item>A</item></list>"))
    assert '<p class="list-head">SUBJECT</p><p class="list-head">Coal</p><ul role="list"><li>A</li></ul>' in shown


def test_a_page_break_before_a_list_s_heading_opens_the_page_with_the_heading() -> None:
    rendering = rendered(f"<p>A</p><list>{PB}<head>B</head><item>C</item></list>")
    assert pages(rendering) == {"pg_1": "A\n", "pg_2": "B\nC"}


def test_a_page_break_between_items_stands_in_the_item_that_follows() -> None:
    rendering = rendered(f"<list><item>A</item>{PB}<item>B</item></list>")
    assert rendering.passages[1].html.startswith('<ul role="list" class="continued"><li><span class="page-mark"')
    assert page(rendering, "pg_1") == '<ul role="list"><li>A</li></ul>'


def test_a_page_break_in_an_item_divides_it() -> None:
    rendering = rendered(f"<list type='index'><item>A {PB}B</item></list>")
    assert page(rendering, "pg_2") == '<ul class="index continued" role="list"><li class="continued">B</li></ul>'


def test_a_page_break_between_label_and_item_divides_their_entry() -> None:
    rendering = rendered(f"<list><label>1.</label>{PB}<item>A</item></list>")
    assert pages(rendering) == {"pg_1": "1. ", "pg_2": "A"}
    assert page(rendering, "pg_2") == '<ul role="list" class="continued"><li class="labelled continued">A</li></ul>'


def test_a_page_break_between_an_entry_and_the_next_label_opens_the_page_with_the_label() -> None:
    rendering = rendered(f"<list><label>1.</label><item>A</item>{PB}<label>2.</label><item>B</item></list>")
    assert pages(rendering) == {"pg_1": "1. A\n", "pg_2": "2. B"}
    assert '<li class="labelled"><span class="label">' in page(rendering, "pg_2")


def test_lists_inside_items_are_closed_and_reopened_together() -> None:
    rendering = rendered(f"<list><item>A<list><item>B</item>{PB}<item>C</item></list>D</item></list>")
    assert page(rendering, "pg_1") == '<ul role="list"><li>A<ul role="list"><li>B</li></ul></li></ul>'
    assert page(rendering, "pg_2") == (
        '<ul role="list" class="continued"><li class="continued">'
        '<ul role="list" class="continued"><li>C</li></ul>D</li></ul>'
    )


def test_a_list_in_a_paragraph_closes_it_and_opens_it_again() -> None:
    shown = page(rendered('<p rend="center">A:<list><item>B</item></list>C</p>'), "pg_1")
    assert shown == '<p class="center">A:</p><ul role="list"><li>B</li></ul><p class="center continued">C</p>'


def test_a_paragraph_that_is_only_a_list_leaves_no_empty_paragraph() -> None:
    assert page(rendered("<p> <list><item>A</item></list></p>"), "pg_1") == '<ul role="list"><li>A</li></ul>'


def test_a_list_directly_in_a_list_stands_in_an_entry() -> None:
    shown = page(rendered("<list><item>A</item><list><item>B</item></list></list>"), "pg_1")
    assert shown == '<ul role="list"><li>A</li><li><ul role="list"><li>B</li></ul></li></ul>'


def test_stray_words_before_and_behind_an_entry_are_entries_of_their_own() -> None:
    shown = page(rendered("<list>A<item>B</item>C</list>"), "pg_1")
    assert shown == '<ul role="list"><li>A</li><li>B</li><li>C</li></ul>'


def test_the_span_of_an_entry_is_that_of_its_words() -> None:
    rendering = rendered("<list><label>1.</label><item>A b</item></list>")
    found = {each.tag.split("}")[1]: rendering.text[span.start : span.end] for each, span in rendering.spans.items()}
    assert (found["label"], found["item"], found["list"]) == ("1.", "A b", "1. A b")


def test_a_footnote_between_items_stands_in_an_entry() -> None:
    rendering = rendered('<list><item>A</item><note n="1" xml:id="n1">x</note><item>B</item></list>')
    assert rendering.text == "A\nB"
    assert rendering.notes[0].at == 1
