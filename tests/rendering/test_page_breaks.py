"""Page breaks: where a page's mark stands, what it is called, and what is closed and opened again around it."""

from __future__ import annotations

import pytest

from archive.records.volume import Page
from archive.rendering.edition import NOWHERE, render

from .judging import element, markers, page, pages, prove, rendered, whole

PB = '<pb n="2" xml:id="pg_2"/>'


@pytest.mark.parametrize(
    ("content", "first", "second"),
    [
        (f"<p>A {PB}B</p>", "<p>A</p>", '<p class="continued">B</p>'),
        (f"<p>A</p>{PB}<p>B</p>", "<p>A</p>", "<p>B</p>"),
        (f'<p>A <hi rend="underline">{PB}B</hi></p>', "<p>A</p>", '<p class="continued"><span class="u">B</span></p>'),
        (
            f"<quote rend='blockquote'>A {PB}B</quote>",
            "<blockquote>A</blockquote>",
            '<blockquote class="continued">B</blockquote>',
        ),
        (
            f"<closer><signed>A {PB}B</signed></closer>",
            '<div class="closer"><p class="signed">A</p></div>',
            '<div class="closer continued"><p class="signed continued">B</p></div>',
        ),
        (
            f"<postscript><p>A</p>{PB}<p>B</p></postscript>",
            '<div class="after"><p>A</p></div>',
            '<div class="after continued"><p>B</p></div>',
        ),
        (
            f'<titlePage><docImprint>A {PB}<hi rend="smallcaps">B</hi></docImprint></titlePage>',
            '<div class="title-page"><p class="imprint">A</p></div>',
            '<div class="title-page continued"><p class="imprint continued"><span class="sc">B</span></p></div>',
        ),
    ],
    ids=["in a paragraph", "between", "in underlining", "in a quotation", "in a signature", "after it", "imprint"],
)
def test_a_page_break_closes_what_is_open_and_the_next_page_opens_it_again(
    content: str, first: str, second: str
) -> None:
    rendering = rendered(content)
    assert (page(rendering, "pg_1"), page(rendering, "pg_2")) == (first, second)


def test_a_page_break_behind_the_last_word_opens_nothing() -> None:
    rendering = rendered(f"<closer><signed>A</signed></closer>{PB}")
    assert pages(rendering) == {"pg_1": "A"}
    assert "pg_2" not in whole(rendering) + rendering.passages[0].html


def test_page_breaks_one_behind_the_other_leave_only_the_last() -> None:
    rendering = rendered(f'<p>A {PB}<pb n="[Map 1]" xml:id="pg-seq-0051"/><pb n="4" xml:id="pg_4"/>B</p>')
    assert pages(rendering) == {"pg_1": "A ", "pg_4": "B"}
    assert "pg_2" not in rendering.passages[1].html


def test_a_page_break_in_what_should_hold_no_text_turns_the_page_all_the_same() -> None:
    for content in (f"<figure>{PB}</figure>", f"<quux>{PB}</quux>", f"<list>{PB}</list>", f"<table>{PB}</table>"):
        assert pages(rendered(f"<p>A</p>{content}<p>B</p>")) == {"pg_1": "A\n", "pg_2": "B"}


def test_a_page_mark_stands_inside_the_block_it_opens_and_before_its_first_word() -> None:
    assert rendered(f"<p>A</p>{PB}<p>B</p>").passages[1].html == (
        '<p><span class="page-mark" id="pg_2" role="doc-pagebreak" aria-label="Page 2" data-supplied>2</span>B</p>'
    )


def test_the_first_page_s_mark_stands_before_everything() -> None:
    assert rendered("<quote><p>A</p></quote>").passages[0].html.startswith('<span class="page-mark" id="pg_1"')


def test_a_page_mark_never_enters_the_name_of_a_heading() -> None:
    rendering = rendered(f"<p>A</p>{PB}<head>B</head>")
    assert rendering.passages[1].html.partition("</span>")[2] == '<h1 class="heading">B</h1>'


def test_a_heading_that_a_page_break_divides_ends_with_its_page_and_begins_again() -> None:
    rendering = rendered(f'<head>A <hi rend="italic">B {PB}C</hi></head>')
    assert page(rendering, "pg_1") == '<h1 class="heading">A <i>B</i></h1>'
    assert page(rendering, "pg_2") == '<h1 class="heading continued"><i class="continued">C</i></h1>'
    assert rendering.text == "A B C"
    assert "<h1" not in rendering.passages[1].html.partition("page-mark")[0]


def test_the_caption_of_a_table_may_open_a_page() -> None:
    rendering = rendered(f"<p>A</p>{PB}<table><head>B</head><row><cell>C</cell></row></table>")
    assert '<caption><span class="page-mark"' in rendering.passages[1].html


@pytest.mark.parametrize(
    ("content", "holder"),
    [
        (f"<p>A</p><list>{PB}<item>B</item></list>", "<li>"),
        (f"<list><item>A</item>{PB}<item>B</item></list>", "<li>"),
        (f"<list><item>A</item></list>{PB}<list>B</list>", "<li>"),
        (f"<table><row><cell>A</cell></row>{PB}<row><cell>B</cell></row></table>", "<td>"),
        (f"<table><row><cell>A</cell>{PB}<cell>B</cell></row></table>", '<td class="continued">'),
        (f"<table><row><cell>A</cell></row>{PB}B</table>", "<td>"),
        (f"<table><row><cell>A</cell></row><row>{PB}<cell><list><item>B</item></list></cell></row></table>", "<li>"),
    ],
)
def test_a_page_mark_never_stands_directly_in_a_list_or_a_table(content: str, holder: str) -> None:
    assert f'{holder}<span class="page-mark" id="pg_2"' in rendered(content).passages[1].html


def test_a_document_that_begins_before_any_marker_begins_nowhere() -> None:
    rendering = render(element(f"<p>A {PB}B</p>"), "d1", markers(element(PB)))
    assert [passage.page for passage in rendering.passages] == [NOWHERE.id]


def test_the_page_in_force_where_a_document_begins_is_its_first() -> None:
    assert pages(rendered("<p>A</p>", Page("pg_57", "57"))) == {"pg_57": "A"}


def test_the_label_is_shown_as_printed_and_the_id_is_the_address() -> None:
    root = element('<p>A <pb n="[525]" xml:id="pg-seq-0525"/>B</p>')
    rendering = render(root, "d1", markers(root), Page("pg_1", "1"))
    prove(rendering)
    assert (
        '<span class="page-mark" id="pg-seq-0525" role="doc-pagebreak" aria-label="Page [525]"'
        in rendering.passages[1].html
    )


def test_a_document_of_sixty_eight_pages_has_sixty_eight_passages() -> None:
    content = "".join(f'<p>Page {n} ends <pb n="{n + 1}" xml:id="pg_{n + 1}"/>here.</p>' for n in range(1, 68))
    rendering = rendered(content)
    assert [passage.page for passage in rendering.passages] == [f"pg_{n}" for n in range(1, 69)]
    assert [passage.order for passage in rendering.passages] == [0] * 68


def test_a_page_break_inside_deep_nesting_closes_and_reopens_all_of_it() -> None:
    around = ["quote", "list", "item", "quote", "table", "row", "cell", "p", "hi"]
    content = "".join(f"<{name}>" for name in around) + f"A {PB}B" + "".join(f"</{name}>" for name in around[::-1])
    rendering = rendered(content)
    reopened = len(around) + 2  # the rows of the table, and the region around it
    assert page(rendering, "pg_2").count("continued") == reopened
    assert pages(rendering) == {"pg_1": "A ", "pg_2": "B"}


def test_omitted_lines_on_either_side_of_a_page_break_each_say_so() -> None:
    rendering = rendered(f"<p>* * *</p>{PB}<p>. . . .</p>")
    assert [passage.html.count("[Text omitted]") for passage in rendering.passages] == [1, 1]


def test_a_line_break_that_opens_a_page_is_no_empty_line() -> None:
    rendering = rendered(f"<dateline>Paris,{PB}<lb/>May 3</dateline>")
    assert page(rendering, "pg_2") == '<p class="dateline continued">May 3</p>'
    assert pages(rendering) == {"pg_1": "Paris, ", "pg_2": "May 3"}
