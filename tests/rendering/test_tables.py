"""Tables: every cell in its own column, on every printed page over which a table runs."""

from __future__ import annotations

from lxml import html as lenient

from archive.rendering.edition import Rendering

from .judging import page, pages, rendered, whole

PB = '<pb n="2" xml:id="pg_2"/>'


def table(*rows: str) -> str:
    """A table whose rows are written ``A|B|``; "~" is a page break."""
    return "<table>" + "".join(row(each) for each in rows).replace("~", PB) + "</table>"


def row(cells: str) -> str:
    return cells if cells == "~" else "<row>" + "".join(f"<cell>{cell}</cell>" for cell in cells.split("|")) + "</row>"


def grid(shown: str) -> list[list[str]]:
    """The columns that a reader sees, row by row; a cell over several columns stands in each of them."""
    rows = lenient.fragment_fromstring(shown, create_parent="div").xpath("//tr")
    return [
        [cell.text_content().strip() for cell in each.xpath("td") for _ in range(int(cell.get("colspan", 1)))]
        for each in rows
    ]


def on(rendering: Rendering, name: str) -> list[list[str]]:
    return grid(page(rendering, name))


def test_a_table_is_a_region_that_scrolls_and_can_be_reached_by_the_keyboard() -> None:
    shown = page(rendered(table("A") + table("B")), "pg_1")
    region = '<div class="scroll" role="region" tabindex="0" aria-label="Table 1">'
    assert shown.startswith(f"{region}<table><tbody><tr><td>A")
    assert 'aria-label="Table 2"' in shown


def test_a_table_with_rules_keeps_them() -> None:
    assert '<table class="bordered">' in whole(rendered('<table rend="bordered"><row><cell>A</cell></row></table>'))


def test_empty_cells_keep_the_others_in_their_columns() -> None:
    assert on(rendered(table("A|B|C", "||D", "E||")), "pg_1") == [["A", "B", "C"], ["", "", "D"], ["E", "", ""]]


def test_a_row_without_a_word_keeps_its_place() -> None:
    assert on(rendered(table("A|B", "|", "C|D")), "pg_1") == [["A", "B"], ["", ""], ["C", "D"]]


def test_a_table_that_opens_a_document_keeps_the_empty_cell_it_begins_with() -> None:
    assert on(rendered(table("|A", "B|C")), "pg_1") == [["", "A"], ["B", "C"]]


def test_cells_over_several_columns_and_rows_say_so() -> None:
    content = '<table><row><cell cols="2" rows="3">A</cell><cell cols="1">B</cell></row></table>'
    assert '<td colspan="2" rowspan="3">A</td><td>B</td>' in whole(rendered(content))


def test_a_span_that_is_no_sensible_number_is_passed_over() -> None:
    for cols in ("0", "-1", "x", "99999999", "2.5", ""):
        assert "<td>A</td>" in whole(rendered(f'<table><row><cell cols="{cols}">A</cell></row></table>'))


def test_figures_stand_to_the_right_and_braces_are_told_apart() -> None:
    for attribute in ("role", "rend"):
        content = f'<table><row><cell {attribute}="num">9</cell><cell {attribute}="brace">}}</cell></row></table>'
        assert '<td class="number">9</td><td class="brace">}</td>' in whole(rendered(content))


def test_a_page_break_between_rows_opens_the_next_page_s_first_row() -> None:
    rendering = rendered(table("A|B", "~", "C|D"))
    assert on(rendering, "pg_1") == [["A", "B"]]
    assert on(rendering, "pg_2") == [["C", "D"]]
    assert pages(rendering) == {"pg_1": "A B\n", "pg_2": "C D"}


def test_a_page_break_inside_a_table_opens_the_next_page_s_row() -> None:
    rendering = rendered(table("A|B", "C|D ~E|F"))
    assert on(rendering, "pg_1") == [["A", "B"], ["C", "D"]]
    assert on(rendering, "pg_2") == [["", "E", "F"]]


def test_a_page_break_at_the_head_of_a_cell_moves_that_cell_alone() -> None:
    rendering = rendered(table("A|~B|C"))
    assert on(rendering, "pg_1")[0][0] == "A"
    assert on(rendering, "pg_2") == [["", "B", "C"]]


def test_a_page_break_between_cells_leaves_the_row_s_columns_as_they_are() -> None:
    rendering = rendered(f"<table><row><cell>A</cell><cell>B</cell>{PB}<cell>C</cell></row></table>")
    assert on(rendering, "pg_1") == [["A", "B", ""]]
    assert on(rendering, "pg_2") == [["", "", "C"]]


def test_an_empty_cell_behind_a_page_break_between_cells_still_counts_as_a_column() -> None:
    rendering = rendered(f"<table><row><cell>A</cell>{PB}<cell/><cell>C</cell></row></table>")
    assert on(rendering, "pg_2") == [["", "", "C"]]
    assert grid(whole(rendering)) == [["A", "", "C"]]


def test_a_row_whose_first_cells_are_empty_may_open_a_page() -> None:
    rendering = rendered(table("A|B|C", "~", "||D", "E|F|G"))
    assert on(rendering, "pg_2") == [["", "", "D"], ["E", "F", "G"]]
    assert grid(whole(rendering)) == [["A", "B", "C"], ["", "", "D"], ["E", "F", "G"]]


def test_a_wide_cell_before_a_page_break_counts_for_all_its_columns() -> None:
    rendering = rendered(f'<table><row><cell cols="3">A</cell><cell>B {PB}C</cell></row></table>')
    assert on(rendering, "pg_2") == [["", "", "", "C"]]


def test_two_page_breaks_in_one_row_reopen_it_twice() -> None:
    content = f'<table><row><cell>A</cell><cell>B {PB}C</cell><cell>D <pb n="3" xml:id="pg_3"/>E</cell></row></table>'
    rendering = rendered(content)
    assert on(rendering, "pg_2") == [["", "C", "D"]]
    assert on(rendering, "pg_3") == [["", "", "E"]]
    assert [" ".join(cell.split()) for cell in grid(whole(rendering))[0]] == ["A", "B C", "D E"]


def test_what_pads_a_reopened_row_is_supplied_and_drops_out_when_pages_are_joined() -> None:
    rendering = rendered(table("A|B ~C"))
    assert '<td data-supplied class="continued" colspan="1"></td>' in page(rendering, "pg_2")
    assert "colspan" not in whole(rendering)


def test_the_page_mark_stands_in_the_first_cell_that_says_something() -> None:
    shown = rendered(table("A|B", "~", "|D")).passages[1].html
    assert '<td><span class="page-mark" id="pg_2"' in shown


def test_a_table_inside_a_cell_is_closed_and_reopened_with_the_one_around_it() -> None:
    inner = table("a|b", "c ~d|e")
    rendering = rendered(f"<table><row><cell>A</cell><cell>{inner}</cell><cell>Z</cell></row></table>")
    outer = lenient.fragment_fromstring(page(rendering, "pg_2"), create_parent="div").xpath("./div/table/tbody/tr")
    assert [[cell.text_content().strip() for cell in each.xpath("td")][::2] for each in outer] == [["", "Z"]]
    assert len(outer[0].xpath("td/div/table/tbody/tr")) == 1
    assert pages(rendering)["pg_2"] == "d e\nZ"


def test_a_table_in_a_paragraph_closes_it_and_opens_it_again() -> None:
    shown = page(rendered(f"<p>A {table('B')} C</p>"), "pg_1")
    assert shown.startswith("<p>A</p><div")
    assert shown.endswith('</div><p class="continued">C</p>')


def test_a_footnote_in_a_cell_has_its_mark_there() -> None:
    rendering = rendered(table('A<note n="*" xml:id="n1">Coin.</note>|B'))
    assert ">*</a></td><td>B</td>" in whole(rendering)
    assert [(note.at, note.text) for note in rendering.notes] == [(1, "Coin.")]


def test_a_stray_footnote_in_a_row_does_not_push_its_cells_aside() -> None:
    rendering = rendered('<table><row><cell>A</cell><note n="1" xml:id="n1">x</note><cell>B</cell></row></table>')
    assert "data-supplied colspan" not in whole(rendering)
    assert [cell for cell in grid(whole(rendering))[0] if cell in ("A", "B")] == ["A", "B"]


def test_the_first_heading_of_a_table_is_its_caption() -> None:
    content = "<table>\n<head>Fines</head><row><cell>A</cell></row></table>"
    assert "<table><caption>Fines</caption><tbody>" in whole(rendered(content))


def test_a_page_break_before_a_table_s_heading_opens_the_page_with_the_heading() -> None:
    rendering = rendered(f"<p>A</p><table>{PB}<head>Fines</head><row><cell>B</cell></row></table>")
    assert pages(rendering) == {"pg_1": "A\n", "pg_2": "Fines\nB"}


def test_a_list_and_a_quotation_stand_in_a_cell_as_elsewhere() -> None:
    cells = "<cell>A<list><item>B</item></list></cell><cell><quote>C</quote></cell>"
    content = f"<table><row>{cells}</row></table>"
    shown = whole(rendered(content))
    assert '<td>A<ul role="list"><li>B</li></ul></td><td><blockquote>C</blockquote></td>' in shown
