"""What each TEI element looks like: paragraphs, closings, highlighting, quotations, and what was left out."""

from __future__ import annotations

import pytest

from archive.rendering import elements, shapes
from archive.rendering.edition import render
from archive.rendering.elements import is_omission

from .judging import T, element, page, rendered, whole


def shown(content: str) -> str:
    return page(rendered(content), "pg_1")


@pytest.mark.parametrize(
    ("rend", "html"),
    [
        ("italic", "<i>A</i>"),
        ("smallcaps", '<span class="sc">A</span>'),
        ("strong", "<b>A</b>"),
        ("bold", "<b>A</b>"),
        ("superscript", "<sup>A</sup>"),
        ("sub", "<sub>A</sub>"),
        ("subscript", "<sub>A</sub>"),
        ("underline", '<span class="u">A</span>'),
        ("strikethrough", "<s>A</s>"),
        ("italic smallcaps", "<i>A</i>"),
        ("allcaps", "<span>A</span>"),
        ("", "<span>A</span>"),
    ],
)
def test_highlighting_is_shown_as_printed(rend: str, html: str) -> None:
    assert shown(f'<p><hi rend="{rend}">A</hi></p>') == f"<p>{html}</p>"


def test_small_capitals_are_a_matter_of_look_and_the_letters_stay_as_they_are() -> None:
    rendering = rendered('<p><hi rend="smallcaps">Mr. McAdoo, i</hi></p>')
    assert rendering.text == "Mr. McAdoo, i"
    assert '<span class="sc">Mr. McAdoo, i</span>' in whole(rendering)


@pytest.mark.parametrize(
    ("attributes", "css"),
    [
        ('rend="center"', ' class="center"'),
        ('rend="right"', ' class="right"'),
        ('rend="flushleft"', ' class="flush"'),
        ('rendition="#right"', ' class="right"'),
        ('rend="center" rendition="#center #x"', ' class="center"'),
        ('rend="sectiontitleital"', ""),
        ("", ""),
    ],
)
def test_a_paragraph_stands_where_it_is_set(attributes: str, css: str) -> None:
    assert shown(f"<p {attributes}>A</p>") == f"<p{css}>A</p>"


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("<dateline>A</dateline>", '<p class="dateline">A</p>'),
        ("<opener><dateline>A</dateline></opener>", '<div class="opener"><p class="dateline">A</p></div>'),
        ("<p><salute>A</salute></p>", '<p class="salute">A</p>'),
        (
            "<closer>By order of: <signed>A</signed></closer>",
            '<div class="closer">By order of:<p class="signed">A</p></div>',
        ),
        (
            '<closer><hi rend="smallcaps">A</hi>,<lb/><signed>B</signed></closer>',
            '<div class="closer"><span class="sc">A</span>,<br><p class="signed">B</p></div>',
        ),
        ("<postscript><p>Hon. A</p></postscript>", '<div class="after"><p>Hon. A</p></div>'),
        ('<note rend="inline">825/1</note>', '<p class="note-line">825/1</p>'),
        ('<note rend="center">[Seal]</note>', '<p class="note-line center">[Seal]</p>'),
        ("<lg><l>A</l><l>B</l></lg>", '<div class="verse"><p class="line">A</p><p class="line">B</p></div>'),
        ("<head>A</head>", '<h1 class="heading">A</h1>'),
        ('<head type="shortened-for-running-head">A</head>', '<p class="running-head">A</p>'),
    ],
)
def test_each_kind_of_line_has_its_class(content: str, html: str) -> None:
    assert shown(content) == html


def test_the_short_heading_for_the_running_head_is_not_the_heading() -> None:
    content = '<head type="shortened-for-running-head">Coal</head><head>Coal at Punta Arenas</head>'
    assert shown(content) == '<p class="running-head">Coal</p><h1 class="heading">Coal at Punta Arenas</h1>'


@pytest.mark.parametrize("around", ["dateline", "signed", "closer", "head", "salute", "byline", "address", "titlePart"])
def test_lines_are_broken_as_printed_where_that_is_how_they_are_read(around: str) -> None:
    assert "A<br>" in shown(f"<{around}>A<lb/>B</{around}>").replace("A <br>", "A<br>")


def test_a_line_is_broken_inside_whatever_runs_along_in_it() -> None:
    content = "<dateline><placeName>Legation,<lb/><hi>London</hi></placeName>, <date>May 3</date></dateline>"
    assert shown(content) == '<p class="dateline">Legation,<br> <span>London</span>, May 3</p>'


@pytest.mark.parametrize("around", ["p", "item", "cell", "quote"])
def test_elsewhere_the_lines_of_the_printed_page_are_not_kept(around: str) -> None:
    assert "<br>" not in shown(f"<{around}>A<lb/>B</{around}>")


def test_a_line_break_before_the_first_word_of_a_line_breaks_nothing() -> None:
    assert shown("<dateline><lb/>A</dateline>") == '<p class="dateline">A</p>'


def test_breaks_come_to_an_end_with_the_line_that_asks_for_them() -> None:
    assert "<br>" not in shown("<closer><signed>A</signed></closer><p>B<lb/>C</p>")


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("<p>A <quote>B</quote> C</p>", '<p>A <span class="quote">B</span> C</p>'),
        (
            '<p>A <quote rend="blockquote">B</quote> C</p>',
            '<p>A</p><blockquote>B</blockquote><p class="continued">C</p>',
        ),
        ("<p>A <quote><p>B</p></quote> C</p>", '<p>A</p><blockquote><p>B</p></blockquote><p class="continued">C</p>'),
        ("<quote>A</quote>", "<blockquote>A</blockquote>"),
        (
            '<quote rend="blockquote"><p>A <quote>B</quote></p></quote>',
            '<blockquote><p>A <span class="quote">B</span></p></blockquote>',
        ),
        ("<p><q>A</q></p>", '<p><span class="quote">A</span></p>'),
    ],
)
def test_a_quotation_runs_along_or_stands_by_itself(content: str, html: str) -> None:
    assert shown(content) == html


@pytest.mark.parametrize(
    ("content", "html"),
    [
        ("<del>nine</del>", "<del>nine</del>"),
        ('<del rend="strikethrough">nine</del>', "<del>nine</del>"),
        ("<add>ten</add>", "<ins>ten</ins>"),
        ("<unclear>B</unclear>", '<span class="unclear" title="Unclear in the source">B</span>'),
        ("<sic>thier</sic>", '<span class="sic">thier</span>'),
        ('<foreign xml:lang="ar">مَن</foreign>', '<i class="foreign" lang="ar">مَن</i>'),
        ('<seg type="margin">[199]</seg>', '<span class="margin-ref" title="Page of the original">[199]</span>'),
        ("<seg>A</seg>", "A"),
        ('<gap quantity="4" unit="words"/>', '<span class="gap" data-supplied> [4 words missing]</span>'),
    ],
)
def test_what_was_struck_out_added_unclear_or_lost_is_told(content: str, html: str) -> None:
    assert shown(f"<p>x {content} y</p>") == f"<p>x {html} y</p>".replace('x <span class="gap', 'x<span class="gap')


@pytest.mark.parametrize("name", ["persName", "placeName", "gloss", "date", "ref", "orgName", "term", "rs", "measure"])
def test_names_and_dates_leave_no_trace_in_the_page_for_they_are_laid_over_it(name: str) -> None:
    assert shown(f'<p>A <{name} target="#x" when="1936">B</{name}></p>') == "<p>A B</p>"
    assert shown(f'<p>A <{name} xml:id="x1">B</{name}></p>') == '<p>A <span id="x1">B</span></p>'


def test_classification_of_the_series_own_names_is_text() -> None:
    assert shown("<p>a <frus:classification>secret</frus:classification> note</p>") == "<p>a secret note</p>"


def test_a_figure_says_that_it_is_not_shown() -> None:
    content = "<figure><graphic url='f'/><figDesc>A tablet.</figDesc></figure><p>B</p>"
    assert shown(content) == (
        '<figure><span class="not-shown" data-supplied>Figure (not reproduced)</span>A tablet.</figure><p>B</p>'
    )


# --- Omissions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "printed", ["* * * * * * *", ". . . . . . .", "…", "...", "**", "* . * .", " . \u00a0 . . ", "• • •", "……"]
)
def test_a_row_of_dots_or_asterisks_is_an_omission_to_those_who_do_not_see_it(printed: str) -> None:
    folded = " ".join(printed.split())
    assert shown(f"<p>{printed}</p>") == (
        f'<p class="omission"><span aria-hidden="true">{folded}</span>'
        '<span class="unseen" data-supplied>[Text omitted]</span></p>'
    )
    assert rendered(f"<p>{printed}</p>").text == folded


@pytest.mark.parametrize("printed", ["*", ".", "..", "", " ", "* * * A", "A . . .", "1. . .", "—", ". . . and"])
def test_other_paragraphs_are_no_omission(printed: str) -> None:
    assert not is_omission(element(f"<p>{printed}</p>")[0])


def test_an_omission_in_italics_is_one_too() -> None:
    assert "[Text omitted]" in shown('<p>A</p><p rend="center"><hi rend="italic">* * *</hi></p>')


def test_a_footnote_to_an_omission_can_be_reached() -> None:
    html = shown('<p>* * *<note n="1" xml:id="n1">Three pages.</note></p>')
    hidden = html.partition('aria-hidden="true">')[2].partition("</span>")[0]
    assert "<a " not in hidden
    assert "[Text omitted]" in html


# --- Names without a rule ------------------------------------------------------------------------------------------


def test_an_element_without_a_rule_is_counted_once_with_the_line_where_it_was_met_first() -> None:
    root = element("\n<p><quux>A</quux></p>\n<p><quux>B</quux><c>C</c></p><frus:zorn/>")
    assert render(root, "d1", {}).unknown == {"quux": 2, "c": 3, "frus:zorn": 3}


@pytest.mark.parametrize("name", sorted(shapes.UNMARKED))
def test_a_name_of_the_guidelines_that_has_no_look_is_known(name: str) -> None:
    assert render(element(f"<p><{name}>A</{name}></p>"), "d1", {}).unknown == {}


def test_no_element_has_two_rules() -> None:
    assert not set(shapes.SHAPES) & shapes.KNOWN
    assert not set(elements.HANDLERS) & shapes.KNOWN - {T + "lb", T + "seg"}


@pytest.mark.parametrize("name", [*shapes.LINES, *shapes.GROUPS, *shapes.INLINE])
def test_every_element_with_a_look_keeps_its_words(name: str) -> None:
    rendering = rendered(f"<{name}>A &amp; B</{name}>")
    assert rendering.text == "A & B"
    assert rendering.unknown == {}
