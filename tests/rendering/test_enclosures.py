"""Enclosures: what they are called, what their headings are ranked, and where they begin and end."""

from __future__ import annotations

import re

import pytest
from lxml import html as lenient

from .judging import page, pages, rendered, whole


def enclosure(content: str, attributes: str = "") -> str:
    return f"<frus:attachment {attributes}>{content}</frus:attachment>"


def levels(content: str) -> list[tuple[int, str]]:
    """The headings that a reader of headings meets, with their ranks."""
    shown = lenient.fragment_fromstring(whole(rendered(content)), create_parent="div")
    found = shown.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
    return [(int(heading.tag[1]), heading.text_content().strip()) for heading in found]


def test_an_enclosure_is_a_section_named_by_its_label_and_heading() -> None:
    content = enclosure('<note rend="inline">[Enclosure—<hi>Extract</hi>]</note><head>The <lb/>Deed</head><p>A</p>')
    assert page(rendered(content), "pg_1") == (
        '<section class="enclosure" id="d1at1" aria-label="[Enclosure—Extract] The Deed">'
        '<p class="note-line">[Enclosure—<span>Extract</span>]</p>'
        '<h2 class="heading">The<br> Deed</h2><p>A</p></section>'
    )


def test_the_lines_of_a_heading_are_parted_where_it_is_spoken() -> None:
    assert 'aria-label="Legation, London"' in whole(rendered(enclosure("<head>Legation,<lb/>London</head>")))


def test_an_enclosure_without_label_and_heading_has_a_name_all_the_same() -> None:
    assert '<section class="enclosure" id="d1at1" aria-label="Enclosure">' in whole(rendered(enclosure("<p>A</p>")))


def test_a_footnote_is_no_part_of_an_enclosure_s_name() -> None:
    content = enclosure(
        '<note n="1" xml:id="n1">File copy not signed.</note><head>Deed<note n="2" xml:id="n2">x</note></head>'
    )
    assert 'aria-label="Deed"' in whole(rendered(content))


def test_enclosures_are_numbered_in_the_order_of_the_source_those_inside_others_too() -> None:
    rendering = rendered(enclosure("<p>A</p>" + enclosure("<p>B</p>")) + enclosure("<p>C</p>"))
    assert [(found.id, found.parent) for found in rendering.enclosures] == [
        ("d1at1", ""),
        ("d1at2", "d1at1"),
        ("d1at3", ""),
    ]
    spans = [rendering.spans[found.element] for found in rendering.enclosures]
    assert [rendering.text[span.start : span.end] for span in spans] == ["A\nB", "B", "C"]


def test_an_enclosure_keeps_an_id_it_was_given() -> None:
    rendering = rendered(enclosure("<p>A</p>", 'xml:id="d1at.7"') + enclosure("<p>B</p>"))
    assert [found.id for found in rendering.enclosures] == ["d1at-7", "d1at2"]


@pytest.mark.parametrize("given", [1, 2])
def test_an_id_given_to_one_enclosure_is_not_minted_for_another(given: int) -> None:
    second = enclosure("<p>B</p>", f'xml:id="d1at{given}"')
    third = enclosure("<p>C</p>")
    names = [found.id for found in rendered(enclosure("<p>A</p>") + second + third).enclosures]
    assert len(set(names)) == 3
    assert names[0] == "d1at1"


def test_text_behind_an_enclosure_is_the_document_s_again() -> None:
    rendering = rendered("<head>Head</head><p>A</p>" + enclosure("<p>B</p>") + "<p>C</p>")
    assert rendering.text == "Head\nA\nB\nC"
    assert whole(rendering).endswith("</section><p>C</p>")


def test_headings_are_ranked_by_how_deep_they_stand() -> None:
    content = "<head>1</head>" + enclosure("<head>2</head>" + enclosure("<head>3</head>") + enclosure("<head>3</head>"))
    assert levels(content + enclosure("<head>2</head>")) == [(1, "1"), (2, "2"), (3, "3"), (3, "3"), (2, "2")]


def test_no_rank_is_skipped_where_something_between_has_no_heading() -> None:
    assert levels("<head>1</head>" + enclosure(enclosure("<head>2</head>"))) == [(1, "1"), (2, "2")]
    assert levels("<head>1</head>" + enclosure("<head/>" + enclosure("<head>2</head>"))) == [(1, "1"), (2, "2")]
    assert levels("<head>1</head>" + enclosure("<div><head>2</head></div>")) == [(1, "1"), (2, "2")]


def test_the_rank_after_an_enclosure_is_that_before_it() -> None:
    content = enclosure("<head>2</head><div><head>3</head></div>") + "<div><head>2</head></div>"
    assert levels("<head>1</head>" + content) == [(1, "1"), (2, "2"), (3, "3"), (2, "2")]


def test_no_rank_goes_below_six() -> None:
    content = "".join(f"<frus:attachment><head>{rank}</head>" for rank in range(2, 10)) + "</frus:attachment>" * 8
    ranks = [rank for rank, _ in levels("<head>1</head>" + content)]
    assert ranks == [1, 2, 3, 4, 5, 6, 6, 6, 6]


def test_parts_of_an_enclosure_that_have_no_id_are_its_content() -> None:
    parts = '<div type="document"><head/><p>B</p></div><div type="document"><head>Part</head><p>C</p></div>'
    rendering = rendered("<head>A</head>" + enclosure(f"<head>E</head>{parts}<p>D</p>"))
    assert rendering.text == "A\nE\nB\nPart\nC\nD"
    assert levels("<head>A</head>" + enclosure(f"<head>E</head>{parts}")) == [(1, "A"), (2, "E"), (3, "Part")]


def test_a_second_heading_is_a_line_below_the_first() -> None:
    content = enclosure("<head>Protocol</head><head>Second reading</head><p>A</p>")
    assert '<h2 class="heading">Protocol</h2><p class="subhead">Second reading</p><p>A</p>' in whole(rendered(content))


def test_an_enclosure_over_three_pages_is_opened_again_on_each_under_one_id() -> None:
    content = enclosure('<head>E</head><p>A <pb n="2" xml:id="pg_2"/>B</p><pb n="3" xml:id="pg_3"/><p>C</p>')
    rendering = rendered(content)
    assert pages(rendering) == {"pg_1": "E\nA ", "pg_2": "B\n", "pg_3": "C"}
    assert page(rendering, "pg_3") == '<section class="enclosure continued" aria-label="E"><p>C</p></section>'
    assert whole(rendering).count('id="d1at1"') == 1


def test_a_page_break_at_the_end_of_an_enclosure_does_not_open_it_on_the_next_page() -> None:
    rendering = rendered(enclosure('<p>A</p><pb n="2" xml:id="pg_2"/>') + "<p>B</p>")
    assert page(rendering, "pg_2") == "<p>B</p>"


def test_an_enclosure_without_a_word_is_kept_on_record_at_the_place_where_it_stands() -> None:
    rendering = rendered("<p>A</p>" + enclosure("") + "<p>B</p>")
    (found,) = rendering.enclosures
    assert rendering.spans[found.element][:2] == (1, 1)
    assert not re.search("<section", whole(rendering))
