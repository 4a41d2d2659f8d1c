"""Reading HTML: nothing a source says can become markup, and every element closes on the page on which it opens."""

from __future__ import annotations

import re

import pytest
from lxml import html as lenient

from archive.records.volume import Page
from archive.rendering.edition import render
from archive.rendering.html import Frame, Pages, written
from archive.rendering.supplied import gap_label, page_mark
from archive.rendering.walk import identifier

from .judging import T, as_shown, element, markers, page, prove, rendered, whole

HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a & b &amp; c", "</span></p>", "]]>", "'\"`"]


def written_xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("around", ["p", "head", "hi", "item", "cell", "note", "quux", "signed", "unclear", "del"])
def test_what_looks_like_markup_in_a_source_is_shown_as_printed(hostile: str, around: str) -> None:
    rendering = rendered(f"<p>A</p><{around}>{written_xml(hostile)}</{around}>")
    assert " ".join(hostile.split()) in as_shown(whole(rendering))
    assert not lenient.fragment_fromstring(whole(rendering), create_parent="div").xpath("//script | //img")


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize(
    "content",
    [
        '<pb n="{}"/><p>A</p>',
        '<p>A<note n="{}" xml:id="n1">B</note></p>',
        '<p xml:lang="{}">A</p>',
        '<p rend="{}">A</p>',
        '<hi rend="{}">A</hi>',
        '<list type="{}"><item>A</item></list>',
        '<table rend="{}"><row><cell role="{}" cols="{}" rows="{}">A</cell></row></table>',
        '<p>A <gap quantity="{}" unit="{}"/> B</p>',
        "<frus:attachment><head>{}</head><p>A</p></frus:attachment>",
        '<head type="{}">A</head>',
        '<p>A <ref target="{}">B</ref></p>',
    ],
)
def test_no_attribute_of_a_source_breaks_out_of_the_one_it_becomes(content: str, hostile: str) -> None:
    root = element(content.replace("{}", written_xml(hostile)))
    marked = {mark: Page("pg_2", mark.get("n")) for mark in root.iter(T + "pb")}
    rendering = render(root, "d1", marked, Page("pg_1", "1"))
    prove(rendering)
    shown = "".join(passage.html for passage in rendering.passages) + "".join(note.html for note in rendering.notes)
    tree = lenient.fragment_fromstring(shown, create_parent="div")
    assert not tree.xpath("//script | //img | //*[@onerror or @src or @style or @onclick]")


def test_no_attribute_of_a_source_is_copied_but_its_id_and_language() -> None:
    content = (
        '<p xml:id="p1" xml:lang="fr" onclick="alert(1)" style="color:red" class="x" data-supplied="" href="y">A</p>'
    )
    assert page(rendered(content), "pg_1") == '<p id="p1" lang="fr">A</p>'


@pytest.mark.parametrize(
    ("given", "sanitised"),
    [("d1fn1", "d1fn1"), ("pg_ii", "pg_ii"), ("p_KHÄ.1", "p_KH--1"), ("١٢", "--"), ("x·y", "x-y"), ("A-b_9", "A-b_9")],
)
def test_ids_are_written_as_addresses_write_them(given: str, sanitised: str) -> None:
    assert identifier(given) == sanitised
    assert f'<p id="{sanitised}">' in whole(rendered(f'<p xml:id="{"_" + given}">A</p>')).replace('id="_', 'id="')


def test_an_id_is_given_once_though_its_element_is_closed_and_opened_again() -> None:
    rendering = rendered('<p xml:id="p1">A<list><item>B</item></list>C <pb n="2" xml:id="pg_2"/>D</p>')
    assert whole(rendering).count('id="p1"') == 1
    assert page(rendering, "pg_2") == '<p class="continued">D</p>'


def test_greek_and_arabic_keep_their_language() -> None:
    assert '<i class="foreign" lang="grc">ὁρῶ</i>' in whole(rendered('<p><foreign xml:lang="grc">ὁρῶ</foreign></p>'))


def test_the_second_part_of_what_is_interrupted_says_that_it_continues() -> None:
    rendering = rendered('<quote rend="blockquote"><p rend="center">A <pb n="2" xml:id="pg_2"/>B</p></quote>')
    assert page(rendering, "pg_1") == '<blockquote><p class="center">A</p></blockquote>'
    assert page(rendering, "pg_2") == '<blockquote class="continued"><p class="center continued">B</p></blockquote>'


def test_pages_join_without_a_trace_of_what_mended_them() -> None:
    rendering = rendered('<p rend="center">A <hi rend="italic">B <pb n="2" xml:id="pg_2"/>C</hi></p>')
    assert whole(rendering) == '<p class="center">A <i>B C</i></p>'


def test_a_footnote_keeps_its_markup_and_closes_it() -> None:
    rendering = rendered('<p>A<note n="1" xml:id="n1">See <hi rend="italic">ante</hi>, <p>p. 1</p></note></p>')
    assert rendering.notes[0].html == "See <i>ante</i>,\n<p>p. 1</p>"


def test_only_what_says_something_is_opened() -> None:
    assert page(rendered("<p/><quote><p/></quote><p>A<hi/><hi> </hi></p><closer/>"), "pg_1") == "<p>A</p>"


def test_separators_stand_between_the_elements_they_part() -> None:
    content = '<p>A</p><p><hi rend="underline">B</hi> C</p><list><item>D</item><item>E</item></list>'
    shown = '<p>A</p>\n<p><span class="u">B</span> C</p>\n<ul role="list"><li>D</li>\n<li>E</li></ul>'
    assert rendered(content).passages[0].html.endswith(shown)


# --- The marks the archive sets -------------------------------------------------------------------------------------


def test_a_page_mark_is_a_page_break_to_those_who_do_not_see_it() -> None:
    assert page_mark(Page("pg_22", "22")) == (
        '<span class="page-mark" id="pg_22" role="doc-pagebreak" aria-label="Page 22" data-supplied>22</span>'
    )


@pytest.mark.parametrize(
    ("given", "shown", "spoken"),
    [
        (Page("pg_II", "[II]"), "[II]", "Page [II]"),
        (Page("pg-seq-0051", None), "unnumbered", "Page without a number, unnumbered"),
        (Page("pg_before_22", None, supplied=True), "before 22", "Page without a number, before 22"),
        (Page("pg_unknown", None, supplied=True), "unnumbered", "Page without a number, unnumbered"),
    ],
)
def test_a_page_without_a_number_is_given_none(given: Page, shown: str, spoken: str) -> None:
    assert f'aria-label="{spoken}"' in page_mark(given)
    assert page_mark(given).endswith(f">{shown}</span>")


def test_every_page_of_a_document_begins_with_its_mark_or_with_what_it_continues() -> None:
    content = '<p>A <pb n="2" xml:id="pg_2"/>B</p><pb n="3" xml:id="pg_3"/><p>C</p>'
    rendering = render(root := element(content), "d1", markers(root), Page("pg_1", "1"))
    for passage in rendering.passages:
        assert re.sub(r"<p[^>]*>", "", passage.html).startswith('<span class="page-mark"')


@pytest.mark.parametrize(
    ("attributes", "words"),
    [
        ('quantity="4" unit="words"', "[4 words missing]"),
        ('quantity="1" unit="words"', "[1 word missing]"),
        ('quantity="2" unit="lines"', "[2 lines missing]"),
        ('unit="words"', "[words missing]"),
        ("", "[text missing]"),
    ],
)
def test_a_gap_says_how_much_is_missing(attributes: str, words: str) -> None:
    assert gap_label(element(f"<gap {attributes}/>")[0]) == words
    assert f'A<span class="gap" data-supplied> {words}</span> B' in whole(rendered(f"<p>A <gap {attributes}/> B</p>"))
    assert f'A<span class="gap" data-supplied>{words}</span>B' in whole(rendered(f"<p>A<gap {attributes}/>B</p>"))


# --- Pages, as they are written -------------------------------------------------------------------------------------


def test_an_attribute_without_a_value_is_a_bare_name_and_all_others_are_quoted() -> None:
    assert written({"hidden": "", "title": 'say "<&>"'}) == ' hidden title="say &quot;&lt;&amp;&gt;&quot;"'


def test_a_frame_asked_for_and_left_empty_is_never_opened() -> None:
    sheets = Pages()
    sheets.push(Frame("div"))
    sheets.push(Frame("p", phrasing=True))
    sheets.pop()
    sheets.push(Frame("p", phrasing=True))
    sheets.write("", "A")
    sheets.pop()
    sheets.pop()
    assert [cut.html for cut in sheets.finish()] == ["<div><p>A</p></div>"]


def test_a_cut_counts_what_only_mends_it() -> None:
    sheets = Pages()
    sheets.push(Frame("blockquote"))
    sheets.write("", "A")
    sheets.turn(" ")
    sheets.write("", "B")
    sheets.pop()
    first, second = sheets.finish()
    assert first.html == "<blockquote>A </blockquote>"
    assert second.html == '<blockquote class="continued">B</blockquote>'
    assert first.html[first.opened : len(first.html) - first.closed] == "<blockquote>A "
    assert second.html[second.opened : len(second.html) - second.closed] == "B</blockquote>"


def test_a_block_inside_a_line_closes_the_line_and_opens_it_again() -> None:
    rendering = rendered("<p>A <hi><list><item>B</item></list></hi> C</p>")
    assert page(rendering, "pg_1") == '<p>A</p><ul role="list"><li>B</li></ul><p class="continued">C</p>'


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("<item>A</item>", "<div>A</div>"),
        ("<row><cell cols='2' rows='3'>A</cell></row>", "<div><div>A</div></div>"),
        ("<cell>A</cell>", "<div>A</div>"),
        ("<list>A<item>B</item></list>", '<ul role="list"><li>A</li><li>B</li></ul>'),
        ("<list><p>A</p></list>", '<ul role="list"><li><p>A</p></li></ul>'),
    ],
)
def test_what_stands_astray_is_shown_where_it_stands(content: str, shown: str) -> None:
    assert page(rendered(content), "pg_1") == shown


@pytest.mark.parametrize("stray", ["A", "<hi>A</hi>", "<p>A</p>", "<list><item>A</item></list>", "<quote>A</quote>"])
@pytest.mark.parametrize(
    "place", ["<table>{}<row><cell>B</cell></row></table>", "<table><row>{}<cell>B</cell></row></table>"]
)
def test_no_browser_moves_stray_text_out_of_a_table(place: str, stray: str) -> None:
    rendering = rendered(place.format(stray))
    shown = lenient.fragment_fromstring(whole(rendering), create_parent="div")
    assert [cell.text_content().strip() for cell in shown.xpath("//tr/td")] == ["A", "B"]
