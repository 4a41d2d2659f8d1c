"""The characters of a text: which of the source count, how white space folds, and where pages divide them."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records.volume import Page
from archive.rendering.edition import render
from archive.rendering.text import Characters, trimmed

from .judging import element, markers, pages, prove, rendered

SPACES = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()]
IN_XML = [space for space in SPACES if space not in "\x0b\x0c\x1c\x1d\x1e\x1f"]


def text(content: str) -> str:
    return rendered(content).text


@pytest.mark.parametrize("space", IN_XML, ids=[f"U+{ord(space):04X}" for space in IN_XML])
def test_whatever_python_takes_for_white_space_counts_as_one_space(space: str) -> None:
    assert text(f"<p>Sir:{space}{space}I&#x{ord(space):X}; have</p>") == "Sir: I have"


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u180e", "\u202c"])
def test_what_looks_like_no_space_but_is_none_is_kept(character: str) -> None:
    assert text(f"<p>co{character}operate</p>") == f"co{character}operate"


def test_nothing_is_composed_folded_or_straightened() -> None:
    printed = "e\u0301 ﬁ ’ “ ” — … ½ Ⅷ ｆｕｌｌ 𒀭 مَن"
    assert text(f"<p>{printed}</p>") == printed


def test_an_offset_counts_code_points_and_not_what_a_browser_or_a_file_counts() -> None:
    rendering = rendered('<p>𒀭𒀭<note n="1" xml:id="n1">A god, or a star.</note> é</p>')
    assert rendering.notes[0].at == 2
    assert len(rendering.text) == 4


def test_blocks_are_parted_by_a_line_feed_and_by_nothing_else() -> None:
    assert text("<head>A</head><p>B</p>\n\n  <p>C</p><p> D </p>") == "A\nB\nC\nD"


@pytest.mark.parametrize(
    "block",
    [
        *("p", "head", "dateline", "opener", "closer", "signed", "salute", "postscript", "byline", "address"),
        *("note", "item", "quote rend='blockquote'", "figure", "div", "lg", "l", "trailer", "argument", "epigraph"),
    ],
)
def test_a_block_is_parted_from_what_stands_before_and_behind_it(block: str) -> None:
    name = block.split()[0]
    assert text(f"before<{block}>inside</{name}>behind") == "before\ninside\nbehind"


@pytest.mark.parametrize(
    "name", ["hi", "persName", "gloss", "ref", "seg", "date", "placeName", "title", "foreign", "del", "add", "unclear"]
)
def test_what_runs_along_in_a_line_takes_no_space_of_its_own(name: str) -> None:
    assert text(f"<p>28<{name}>th</{name}>, and</p>") == "28th, and"


def test_empty_blocks_leave_no_empty_lines() -> None:
    assert text("<p>A</p><p/><p> </p><list><item/></list><head/><p>B</p>") == "A\nB"


def test_a_text_begins_and_ends_with_a_character_that_is_no_white_space() -> None:
    assert text(" \n<p> \u00a0A </p> <p/> \u2028") == "A"


def test_a_document_without_a_character_has_an_empty_text_and_stands_on_no_page() -> None:
    rendering = rendered('<head/><p> </p><pb n="2" xml:id="pg_2"/>')
    assert rendering.text == ""
    assert rendering.passages == ()


def test_a_line_break_is_white_space() -> None:
    assert text("<p>London,<lb/>May 3</p>") == "London, May 3"
    assert text("<p>London, <lb/> May 3</p>") == "London, May 3"
    assert text("<dateline>Paris<lb/></dateline><p>Sir</p>") == "Paris\nSir"


def test_a_page_break_with_no_space_on_either_side_is_a_space_all_the_same() -> None:
    rendering = rendered('<p>arrived at<pb n="2" xml:id="pg_2"/>Langley</p>')
    assert rendering.text == "arrived at Langley"


def test_the_space_at_a_page_break_belongs_to_the_page_before() -> None:
    rendering = rendered('<p>arrived at <pb n="2" xml:id="pg_2"/> Langley</p>')
    assert pages(rendering) == {"pg_1": "arrived at ", "pg_2": "Langley"}


def test_the_line_feed_between_blocks_at_a_page_break_belongs_to_the_page_before() -> None:
    rendering = rendered('<p>A</p><pb n="2" xml:id="pg_2"/><p>B</p>')
    assert pages(rendering) == {"pg_1": "A\n", "pg_2": "B"}


def test_a_page_on_which_nothing_stands_is_not_one_of_the_document() -> None:
    rendering = rendered('<p>A<pb n="2" xml:id="pg_2"/> <pb n="3" xml:id="pg_3"/>B</p><pb n="4" xml:id="pg_4"/>')
    assert pages(rendering) == {"pg_1": "A ", "pg_3": "B"}


def test_a_page_break_before_the_first_character_opens_the_first_page() -> None:
    assert pages(rendered('<pb n="2" xml:id="pg_2"/><p>A</p>')) == {"pg_2": "A"}


def test_footnotes_are_no_part_of_the_text_and_notes_in_line_are() -> None:
    content = """<note rend="inline" type="source">825.345/41</note><p>A<note n="1" xml:id="n1">not here</note>B</p>
        <note rend="inline" xml:id="x">[Extract]</note><note rend="center">By the President:</note>"""
    assert text(content) == "825.345/41\nAB\n[Extract]\nBy the President:"


def test_a_footnote_s_tail_follows_what_its_mark_follows() -> None:
    assert text('<p>A<note xml:id="n1">x</note>, B <note xml:id="n2">y</note> C</p>') == "A, B C"


def test_comments_and_instructions_are_not_printed_but_what_follows_them_is() -> None:
    assert text("<p>A<!-- x -->B<?oxygen y?>C<![CDATA[ & <D>]]></p>") == "ABC & <D>"


def test_cells_are_parted_by_a_space_and_rows_by_a_line_feed() -> None:
    table = "<table><row><cell>A</cell><cell>B</cell></row>\n<row><cell> C </cell>\n<cell>D</cell></row></table>"
    assert text(f"x{table}y") == "x\nA B\nC D\ny"


def test_a_cell_is_parted_from_stray_words_beside_it() -> None:
    assert text("<table><row>A<cell>B</cell>C<cell>D</cell></row></table>") == "A B C D"


def test_empty_cells_leave_one_space_between_those_that_say_something() -> None:
    assert text("<table><row><cell>A</cell><cell/><cell/><cell>B</cell><cell/></row></table>") == "A B"


def test_a_label_and_its_item_share_a_line() -> None:
    assert text("<list><label>1.</label><item>A</item><label>2.</label><item>B</item></list>") == "1. A\n2. B"


def test_an_empty_label_does_not_draw_an_item_to_the_line_before() -> None:
    content = '<list><item>A</item><label/><item>B</item><label><note xml:id="n1">x</note></label><item>C</item></list>'
    assert text(content) == "A\nB\nC"


def test_marginal_page_references_and_words_struck_out_or_unclear_are_printed_text() -> None:
    content = (
        '<p>minutes;<seg type="margin">[199]</seg> <del>nine</del> <add>ten</add> <unclear>Brandvold</unclear></p>'
    )
    assert text(content) == "minutes;[199] nine ten Brandvold"


def test_a_gap_a_figure_and_an_omission_add_no_characters() -> None:
    content = '<p>A <gap quantity="4" unit="words"/> B</p><figure><graphic url="f"/></figure><p>* * *</p>'
    assert text(content) == "A B\n* * *"


def test_an_element_nobody_knows_keeps_its_text() -> None:
    assert text("<p>A <certainfinish>(Proof)</certainfinish></p><quux><p>B</p></quux>") == "A (Proof)\nB"


@pytest.mark.parametrize("name", ["pb", "lb", "gap"])
def test_what_should_be_empty_and_is_not_keeps_its_text(name: str) -> None:
    assert text(f'<p>A <{name} n="2">B</{name}> C</p>') == "A B C"


def test_headings_stand_where_the_source_has_them() -> None:
    assert text("<list><item>A</item><head>B</head><item>C</item></list>") == "A\nB\nC"
    assert text("<table><row><cell>A</cell></row><head>B</head><row><cell>C</cell></row></table>") == "A\nB\nC"
    assert text("<table>A<head>B</head></table>") == "A\nB"


def test_a_text_that_lies_inside_another_is_left_out_of_it_and_still_turns_its_pages() -> None:
    root = element('<head>Chapter</head><div xml:id="d2"><p>A</p><pb n="2" xml:id="pg_2"/></div><p>After</p>')
    inner = root[1]
    rendering = render(root, "ch1", markers(root), Page("pg_1", "1"), {inner})
    prove(rendering)
    assert pages(rendering) == {"pg_1": "Chapter\n", "pg_2": "After"}
    assert rendering.resumed == (None, inner)


def test_a_text_that_lies_inside_another_parts_what_stands_on_either_side() -> None:
    root = element('A<div xml:id="d2">B</div>C')
    assert render(root, "ch1", {}, apart={root[0]}).text == "A\nC"


def test_a_span_tells_where_an_element_s_characters_stand_without_the_space_around_them() -> None:
    root = element('<p>A <hi> B\n</hi> C<note xml:id="n1">see <ref> D </ref></note></p><p/>')
    spans = render(root, "d1", {}).spans
    found = {each.tag.split("}")[1]: tuple(span) for each, span in spans.items()}
    assert found["hi"] == (2, 3, "")
    assert found["ref"] == (4, 5, "n1")
    assert [tuple(spans[each]) for each in root.iter("{*}p")] == [(0, 5, ""), (5, 5, "")]


def test_words_set_without_a_space_stay_one_word_wherever_they_stand() -> None:
    for around in ("p", "list", "table", "quote", "closer"):
        assert text(f"<{around}><hi>A</hi><hi>B</hi></{around}>") == "AB"


def test_two_hundred_elements_inside_each_other_are_read() -> None:
    assert text("<hi>" * 200 + "deep" + "</hi>" * 200) == "deep"


# --- Characters, piece by piece --------------------------------------------------------------------------------------


def taken(*pieces: str) -> str:
    characters = Characters()
    for piece in pieces:
        characters.take(piece)
    assert characters.length == len(characters.text())
    return characters.text()


@given(st.lists(st.text(st.sampled_from([*SPACES, "a", "é", "𒀭"]))))
def test_how_a_source_is_cut_into_pieces_makes_no_difference(pieces: list[str]) -> None:
    assert taken(*pieces) == " ".join("".join(pieces).split())


def test_each_piece_says_what_it_added() -> None:
    characters = Characters()
    assert characters.take(" ") is None
    assert characters.take(" a ") == ("", "a")
    assert characters.take("b") == (" ", "b")
    characters.block()
    characters.space()
    assert characters.take(" c") == ("\n", "c")


def test_the_border_of_a_block_outdoes_a_space_before_or_behind_it() -> None:
    characters = Characters()
    characters.take("a ")
    characters.block()
    characters.take(" b")
    assert characters.text() == "a\nb"


def test_what_rejoins_stands_on_the_same_line() -> None:
    characters = Characters()
    characters.take("1.")
    characters.block()
    characters.rejoin()
    characters.take("A")
    characters.rejoin()
    characters.take("B")
    assert characters.text() == "1. AB"


@pytest.mark.parametrize(
    ("start", "end", "narrowed"), [(0, 5, (1, 4)), (1, 4, (1, 4)), (0, 1, (1, 1)), (2, 3, (3, 3)), (5, 5, (5, 5))]
)
def test_a_span_is_narrowed_to_what_is_no_separator(start: int, end: int, narrowed: tuple[int, int]) -> None:
    assert trimmed(" a b\n", start, end) == narrowed
