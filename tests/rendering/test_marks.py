"""Marks laid over a page: links, shades and dates stand where their offsets say, and the page stays what it was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.rendering.edition import render
from archive.rendering.marks import LINK, SHADE, Mark, lay
from tests.tools import examples

from .judging import as_shown, element, judged, markers

REF = '<a data-supplied href="#n">1</a>'


def link(start: int, end: int, href: str = "x") -> Mark:
    return Mark(start, end, attributes={"href": href})


def shade(start: int, end: int, tag: str = "mark") -> Mark:
    return Mark(start, end, tag, {}, SHADE)


def laid(html: str, *marks: Mark, start: int = 0) -> str:
    return lay(html, marks, start)


def test_a_page_without_marks_is_given_back_as_it_is() -> None:
    page = "<p>See <i>The &amp; sons</i></p>"
    assert lay(page, [], 7) is page


def test_a_link_stands_around_the_words_it_names() -> None:
    assert laid("<p>See page 12.</p>", link(4, 11)) == '<p>See <a href="x">page 12</a>.</p>'


def test_a_page_s_first_character_has_the_offset_it_has_in_the_document() -> None:
    assert laid("<p>See page 12.</p>", link(1004, 1011), start=1000) == '<p>See <a href="x">page 12</a>.</p>'


def test_a_link_goes_around_an_italic_phrase_that_lies_wholly_inside_it() -> None:
    assert laid("<p>a <i>b <b>c</b></i> d</p>", link(0, 7)) == '<p><a href="x">a <i>b <b>c</b></i> d</a></p>'


def test_a_link_that_is_the_whole_of_an_italic_phrase_stands_inside_it() -> None:
    assert laid("<p>a <i>bc</i> d</p>", link(2, 4)) == '<p>a <i><a href="x">bc</a></i> d</p>'


def test_a_link_that_begins_inside_an_italic_phrase_is_parted_at_its_end() -> None:
    expected = '<p>a <i>b<a href="x">c</a></i><a href="x"> d</a></p>'
    assert laid("<p>a <i>bc</i> d</p>", link(3, 6)) == expected


def test_a_link_that_ends_inside_an_italic_phrase_is_parted_at_its_beginning() -> None:
    expected = '<p><a href="x">a </a><i><a href="x">b</a>c</i> d</p>'
    assert laid("<p>a <i>bc</i> d</p>", link(0, 3)) == expected


def test_a_link_over_two_paragraphs_is_one_in_each() -> None:
    expected = '<p>a<a href="x">b\n</a></p><p><a href="x">c</a>d</p>'
    assert laid("<p>ab\n</p><p>cd</p>", link(1, 4)) == expected


def test_a_link_over_cells_is_one_in_each() -> None:
    table = "<table><tbody><tr><td>a </td><td>b </td></tr></tbody></table>"
    assert judged(laid(table, link(0, 4))).faults == []
    assert laid(table, link(0, 4)).count("<a ") == 2


def test_a_link_does_not_go_around_a_footnote_s_mark() -> None:
    expected = f'<p><a href="x">ab</a>{REF}<a href="x">cd</a></p>'
    assert laid(f"<p>ab{REF}cd</p>", link(0, 4)) == expected


def test_a_link_does_not_go_around_a_phrase_that_holds_a_footnote_s_mark() -> None:
    expected = f'<p><a href="x">a</a><i><a href="x">b</a>{REF}<a href="x">c</a></i><a href="x">d</a></p>'
    assert laid(f"<p>a<i>b{REF}c</i>d</p>", link(0, 4)) == expected


def test_what_the_archive_supplied_counts_for_nothing() -> None:
    page = '<span data-supplied class="page-mark">Page <b>22</b><br></span>'
    assert laid(f"<p>{page}ab</p>", link(1, 2)) == f'<p>{page}a<a href="x">b</a></p>'


def test_a_supplied_line_break_ends_nothing() -> None:
    assert laid("<p>a<br data-supplied>b</p>", link(1, 2)) == '<p>a<br data-supplied><a href="x">b</a></p>'


def test_a_line_break_may_stand_inside_a_link() -> None:
    assert laid("<p>a<br> b</p>", link(0, 3)) == '<p><a href="x">a<br> b</a></p>'


@pytest.mark.parametrize("words", ["data-supplied", "a data-supplied b", "data-supplied=", "1 < 2, > data-supplied"])
def test_words_in_an_attribute_do_not_make_an_element_supplied(words: str) -> None:
    section = f'<section aria-label="{escape(words)}"><p>ab</p></section>'
    assert laid(section, link(0, 1)) == section.replace("<p>ab", '<p><a href="x">a</a>b')


def test_of_two_links_that_overlap_the_first_stands() -> None:
    assert laid("<p>abcd</p>", link(0, 3, "x"), link(2, 4, "y")) == '<p><a href="x">abc</a>d</p>'


def test_of_two_links_that_begin_together_the_longer_stands() -> None:
    assert laid("<p>abcd</p>", link(0, 2, "x"), link(0, 3, "y")) == '<p><a href="y">abc</a>d</p>'


def test_links_that_touch_both_stand() -> None:
    expected = '<p><a href="x">ab</a><a href="y">cd</a></p>'
    assert laid("<p>abcd</p>", link(2, 4, "y"), link(0, 2, "x")) == expected


def test_a_hit_inside_a_link_is_shaded_inside_it() -> None:
    assert laid("<p>abcd</p>", link(0, 4), shade(1, 3)) == '<p><a href="x">a<mark>bc</mark>d</a></p>'


def test_a_hit_that_is_longer_than_a_link_goes_on_behind_it() -> None:
    expected = '<p><mark>a</mark><a href="x"><mark>b</mark></a><mark>c</mark></p>'
    assert laid("<p>abc</p>", link(1, 2), shade(0, 3)) == expected


def test_shades_that_overlap_are_both_there() -> None:
    expected = "<p><mark>a<ins>b</ins></mark><ins>c</ins>d</p>"
    assert laid("<p>abcd</p>", shade(0, 2), shade(1, 3, "ins")) == expected


def test_an_ampersand_is_one_character() -> None:
    assert laid("<p>a &amp; b &lt;c</p>", link(2, 3)) == '<p>a <a href="x">&amp;</a> b &lt;c</p>'


def test_words_that_look_like_an_entity_stay_words() -> None:
    assert laid("<p>&amp;lt;b</p>", link(0, 4)) == '<p><a href="x">&amp;lt;</a>b</p>'


def test_a_character_beyond_the_basic_plane_is_one_character() -> None:
    assert laid("<p>𒀭𐎠b</p>", link(1, 2)) == '<p>𒀭<a href="x">𐎠</a>b</p>'


def test_a_mark_over_nothing_is_not_set() -> None:
    assert laid("<p>ab</p>", link(1, 1), link(2, 1)) == "<p>ab</p>"


@pytest.mark.parametrize("mark", [link(0, 5), link(7, 9), link(90, 95)])
def test_a_mark_on_another_page_is_not_set(mark: Mark) -> None:
    assert laid("<p>ab</p>", mark, start=5) == "<p>ab</p>"


def test_a_mark_that_began_on_the_page_before_goes_on() -> None:
    assert laid("<p>abc</p>", link(0, 6), start=5) == '<p><a href="x">a</a>bc</p>'


def test_a_mark_s_attributes_are_escaped() -> None:
    mark = Mark(0, 1, "span", {"title": '"><script>', "hidden": ""})
    assert laid("<p>ab</p>", mark) == '<p><span title="&quot;&gt;&lt;script&gt;" hidden>a</span>b</p>'


def test_what_comes_after_a_mark_comes_once_at_its_very_end() -> None:
    after = "<sup data-supplied>3</sup>"
    mark = Mark(0, 5, "mark", {}, SHADE, after)
    expected = f"<p><mark>ab</mark></p><p><mark>c<i>de</i>{after}</mark></p>"
    assert laid("<p>ab</p><p>c<i>de</i></p>", mark) == expected


def test_what_comes_after_a_mark_does_not_come_where_it_goes_on_on_the_next_page() -> None:
    assert "sup" not in laid("<p>ab</p>", Mark(0, 9, "mark", {}, SHADE, "<sup data-supplied>3</sup>"))


# Any page, any marks

BLOCKS = ("p", "h1", "blockquote", "section", "div")
INLINE = ("i", "b", "span", "sub", "sup")
WORDS = st.sampled_from(["a", "b c", " ", "&", "<", ">", "𒀭", "é", "&amp;", "\n", '"', "x" * 9])
SUPPLIED = st.sampled_from(
    [
        REF,
        '<span data-supplied id="pg_2">2</span>',
        "<br>",
        "<br data-supplied>",
        "<span data-supplied>a<b>c</b></span>",
    ]
)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", st.sampled_from(INLINE), st.lists(inner, max_size=4)
    )


PHRASE = st.recursive(WORDS.map(lambda text: escape(text, quote=False)) | SUPPLIED, nested, max_leaves=12)
PARAGRAPH = st.builds(
    lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", st.sampled_from(BLOCKS), st.lists(PHRASE, max_size=5)
)
PAGES = st.lists(PARAGRAPH, min_size=1, max_size=4).map("".join)
OFFSETS = st.integers(0, 40)
RANGES = st.lists(st.tuples(OFFSETS, OFFSETS, st.sampled_from([LINK, SHADE])), max_size=6)
SIGN = "<wbr data-supplied>"


def marks_of(ranges: Iterable[tuple[int, int, int]]) -> list[Mark]:
    """A mark for each range, told apart by its number; links are ``a``, shades ``mark``."""
    return [
        Mark(start, end, "mark" if layer == SHADE else "a", {"data-number": str(number)}, layer, SIGN)
        for number, (start, end, layer) in enumerate(ranges)
    ]


class Reader(HTMLParser):
    """Reads what is shown of a page, and what of it stands inside each mark."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.marked: dict[int, str] = defaultdict(str)
        self.faults: list[str] = []
        self.signs: dict[int, int] = defaultdict(int)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "wbr":
            self.signs[self.numbers()[-1]] += 1
        if tag in ("br", "wbr"):
            return
        around = [name for name, _ in self.open]
        if tag == "a" and "a" in around:
            self.faults.append("a link in a link")
        if tag in BLOCKS and {"a", "mark", *INLINE} & set(around):
            self.faults.append(f"{tag} in {around}")
        self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop()[0] != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if not any("data-supplied" in attributes for _, attributes in self.open):
            self.text += data
            for number in self.numbers():
                self.marked[number] += data

    def numbers(self) -> list[int]:
        return [int(attributes["data-number"] or 0) for _, attributes in self.open if "data-number" in attributes]


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def standing(marks: Iterable[Mark]) -> set[int]:
    """The numbers of the marks that are to be set: all shades, and of links that overlap the one that begins first."""
    reached, kept = 0, set()
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.end > mark.start and (mark.layer == SHADE or mark.start >= reached):
            kept.add(int(mark.attributes["data-number"]))
            reached = mark.end if mark.layer == LINK else reached
    return kept


@given(PAGES, RANGES, st.integers(0, 5))
@settings(max_examples=examples(200))
def test_marks_change_nothing_of_a_page_but_themselves(
    page: str, ranges: list[tuple[int, int, int]], start: int
) -> None:
    given_ = [
        Mark(m.start, m.end, "time" if m.layer == LINK else "mark", m.attributes, m.layer) for m in marks_of(ranges)
    ]
    assert re.sub(r"</?(?:time|mark)\b[^>]*>", "", lay(page, given_, start)) == page


@given(PAGES, RANGES, st.integers(0, 5))
@settings(max_examples=examples(200))
def test_each_mark_stands_around_exactly_its_characters(
    page: str, ranges: list[tuple[int, int, int]], start: int
) -> None:
    marks = marks_of(ranges)
    plain = read(page)
    reader = read(lay(page, marks, start))
    assert reader.faults == []
    assert reader.open == []
    assert reader.text == plain.text
    kept = standing(marks)
    for number, mark in enumerate(marks):
        slice_ = plain.text[max(mark.start - start, 0) : max(mark.end - start, 0)] if number in kept else ""
        assert reader.marked[number] == slice_


@given(PAGES, RANGES)
@settings(max_examples=examples(200))
def test_what_comes_after_a_mark_comes_once_if_it_ends_here(page: str, ranges: list[tuple[int, int, int]]) -> None:
    marks = marks_of(ranges)
    reader = read(lay(page, marks))
    kept = standing(marks)
    length = len(reader.text)
    for number, mark in enumerate(marks):
        ends_here = number in kept and 0 < mark.end <= length
        assert reader.signs[number] == ends_here


@given(RANGES)
def test_no_two_links_of_a_page_overlap(ranges: list[tuple[int, int, int]]) -> None:
    marks = marks_of(ranges)
    links = [mark for number, mark in enumerate(marks) if number in standing(marks) and mark.layer == LINK]
    text = "x" * 50
    reader = read(lay(f"<p>{text}</p>", marks))
    assert all(one.end <= other.start or other.end <= one.start for one, other in combinations(links, 2))
    assert sum(len(reader.marked[int(m.attributes["data-number"])]) for m in links) <= len(text)


def test_marks_over_a_rendered_page_of_every_kind_of_element_leave_good_html() -> None:
    tree = element(
        "<head>The <hi rend='italic'>Chargé</hi></head><p>One<note n='1' xml:id='d1fn1'>So.</note> <hi>two <pb n='2'/>"
        "three</hi></p><list><label>1.</label><item>four<list><item>five</item></list></item></list>"
        "<table><row><cell>six</cell><cell/><cell>seven</cell></row></table><p>. . . .</p><gap unit='words'/>"
    )
    rendering = render(tree, "d1", markers(tree))
    for start in range(len(rendering.text)):
        marks = [Mark(start, start + 9, "em", {}, SHADE), link(start + 3, start + 20)]
        for passage in rendering.passages:
            page = lay(passage.html, marks, passage.start)
            assert judged(page).faults == [], page
            assert as_shown(page) == rendering.text[passage.start : passage.end]


def test_a_mark_that_is_broken_off_keeps_its_id_where_it_begins() -> None:
    mark = Mark(4, 11, "mark", {"id": "hit-4", "class": "hit"}, SHADE)
    shown = laid("<p>The old <i>lantern</i></p>", mark)
    assert shown.count('id="hit-4"') == 1
    assert shown.index('id="hit-4"') < shown.index("<i>")
    assert shown.count('class="hit"') == shown.count("<mark")
