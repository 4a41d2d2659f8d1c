"""How a volume is divided: sections and documents, the ids they go by, the pages that are in force."""

from __future__ import annotations

import pytest

from archive.ingest import tei
from archive.records.findings import SourceError
from archive.records.volume import Page

from .miniature import NAMESPACES, div, document, own, pages, section, source, volume


def pb(label: str, name: str | None = None, facs: str = "") -> str:
    given = f'xml:id="{name if name is not None else "pg_" + label}"' if name != "" else ""
    return f'<pb n="{label}" {given} {facs and f"facs={chr(34)}{facs}{chr(34)}"}/>'


def refused(data: bytes) -> SourceError:
    with pytest.raises(SourceError) as caught:
        tei.read(data, "mini.xml")
    assert caught.value.file == "mini.xml"
    return caught.value


# --- Sections and documents ---------------------------------------------------------------------------------------


def test_sections_form_a_tree_of_any_depth_and_hold_documents_anywhere() -> None:
    read = volume(
        div(
            "<head>A</head>" + div("<head>B</head>" + div("<p>1</p>"), "ch1", "chapter") + div("<p>2</p>", "d2"),
            "comp1",
            "x",
        )
        + div("<p>3</p>", "d3")
    )
    assert [(s.id, s.kind, s.parent, s.title, s.order) for s in read.sections] == [
        ("comp1", "x", "", "A", 0),
        ("ch1", "chapter", "comp1", "B", 1),
    ]
    assert [(d.id, d.sections, d.order) for d in read.documents] == [
        ("d1", ("comp1", "ch1"), 2),
        ("d2", ("comp1",), 3),
        ("d3", (), 4),
    ]


def test_front_body_and_back_are_a_property_and_no_sections() -> None:
    read = volume(
        div("<p>b</p>", "ch1", "chapter"), div("<p>a</p>", "preface", "section"), div("<p>c</p>", "index", "section")
    )
    assert [(s.id, s.placement, s.parent) for s in read.sections] == [
        ("preface", "front", ""),
        ("ch1", "body", ""),
        ("index", "back", ""),
    ]


def test_documents_in_the_back_matter_are_documents_as_in_frus1873p2v3() -> None:
    inner = div(div(div("<head>Letter</head><p>A</p>"), "subch1", "subchapter"), "ch9", "chapter")
    read = volume("", back=div(inner, "appendix", "section"))
    (found,) = read.documents
    assert found.sections == ("appendix", "ch9", "subch1")
    assert {s.placement for s in read.sections} == {"back"}


def test_divisions_without_an_id_inside_an_enclosure_are_its_content_as_in_frus1861() -> None:
    parts = '<div type="document"><head/><p>B</p></div><div type="document"><p>C</p></div>'
    read = volume(div(f"<p>A</p><frus:attachment><head>E</head>{parts}</frus:attachment>"))
    assert [(d.id, d.text) for d in read.documents] == [("d1", "A\nE\nB\nC")]
    assert read.sections == ()


def test_such_an_enclosure_may_stand_in_a_section_of_the_front() -> None:
    content = '<head>Message</head><p>A</p><frus:attachment><div type="document"><p>B</p></div></frus:attachment>'
    read = volume(div("<p>1</p>"), div(content, "message", "section"))
    assert own(read, "message").text == "Message\nA\nB"
    assert [d.id for d in read.documents] == ["d1"]
    assert [e.id for e in own(read, "message").enclosures] == ["messageat1"]


def test_a_division_inside_a_document_is_part_of_it_whatever_its_id() -> None:
    found = document("<p>A</p>" + div("<head>Part</head><p>B</p>", "part1", "section"))
    assert found.text == "A\nPart\nB"


@pytest.mark.parametrize("kind", ["letter", "telegram", "despatch", "memorandum"])
def test_other_editions_name_their_documents_by_what_they_are(kind: str) -> None:
    read = volume(div("<p>A</p>", "x1", kind))
    assert [d.id for d in read.documents] == ["x1"]


def test_a_title_page_is_a_section_with_a_name_of_its_own() -> None:
    front = '<titlePage type="main"><docTitle><titlePart>Papers</titlePart></docTitle></titlePage>'
    read = volume(div("<p>1</p>"), front)
    found = section(read, "title-page")
    assert (found.kind, found.title, found.placement, found.has_text) == ("title-page", "Title page", "front", True)
    assert own(read, "title-page").text == "Papers"


def test_two_title_pages_have_two_addresses() -> None:
    read = volume("", "<titlePage><docTitle>A</docTitle></titlePage><titlePage><docTitle>B</docTitle></titlePage>")
    assert [s.id for s in read.sections] == ["title-page", "title-page-2"]


def test_divisions_without_an_id_are_named_by_kind_and_number() -> None:
    read = volume('<div type="chapter" n="4"><p>A</p></div><div type="chapter"><p>B</p></div><div><p>C</p></div><div/>')
    assert [s.id for s in read.sections] == ["chapter-4", "chapter-1", "div-1", "div-1-2"]


def test_a_name_that_is_made_up_does_not_take_one_that_is_given_further_on() -> None:
    read = volume('<div type="chapter" n="1"><p>A</p></div>' + div("<p>B</p>", "chapter-1", "chapter"))
    assert [s.id for s in read.sections] == ["chapter-1-2", "chapter-1"]


def test_text_beside_the_divisions_of_the_body_is_kept_as_a_section() -> None:
    read = volume(f"<p>Contents</p>{div('<p>A</p>')}<p>End</p>")
    assert own(read, "body").text == "Contents\nEnd"
    assert [d.sections for d in read.documents] == [()]


def test_a_volume_without_divisions_is_one_section() -> None:
    assert own(volume("<p>A</p>"), "body").text == "A"


def test_texts_in_a_group_are_read_one_after_the_other() -> None:
    data = f"<TEI {NAMESPACES}><text><group><text><body>{div('<p>A</p>')}</body></text></group></text></TEI>"
    assert [d.text for d in tei.read(data.encode(), "group.xml").documents] == ["A"]


# --- Ids -----------------------------------------------------------------------------------------------------------


def test_ids_are_written_as_addresses_write_them() -> None:
    read = volume(pb("1", "pg.1") + div("<p>A</p>", "d.1") + div("<head>É</head>" + pb("2"), "chÉ", "chapter"))
    assert ([d.id for d in read.documents], [s.id for s in read.sections]) == (["d-1"], ["ch-"])
    assert [page.id for page in read.pages] == ["pg-1", "pg_2"]


def test_upper_and_lower_case_tell_ids_apart() -> None:
    read = volume(div("<p>A</p>", "index", "section") + div("<p>B</p>", "Index", "section"))
    assert [s.id for s in read.sections] == ["index", "Index"]


@pytest.mark.parametrize("name", ["full", "cite", "related", "report", "note"])
@pytest.mark.parametrize("kind", ["document", "chapter"])
def test_reserved_words_are_no_addresses(name: str, kind: str) -> None:
    error = refused(source("\n" + div("<p>A</p>", name, kind)))
    assert (error.line, error.what) == (2, f"the address {name!r} is reserved")


def test_a_page_cannot_have_a_reserved_word_either() -> None:
    assert refused(source(pb("1", "full"))).what == "the address 'full' is reserved"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (div("<p>A</p>", "d.1"), div("<p>B</p>", "d-1")),
        (div("<p>A</p>", "a-1", "chapter"), div("<p>B</p>", "a.1")),
        (div("<p>A</p>", "a-1", "chapter"), pb("1", "a.1")),
        (pb("1", "a.1"), pb("2", "a·1")),
    ],
    ids=["two documents", "section and document", "section and page", "two pages"],
)
def test_two_ids_that_read_alike_in_an_address_are_refused_and_both_lines_are_named(first: str, second: str) -> None:
    error = refused(source(f"\n{first}\n\n{second}"))
    assert {error.line, int(error.what.rpartition(" ")[2])} == {2, 4}


def test_an_id_given_twice_is_refused_and_both_lines_are_named() -> None:
    # An XML parser that validates ids refuses this itself; either way the line is told.
    error = refused(source(f"\n{div('<p>A</p>')}\n{div('<p>B</p>')}"))
    assert error.line == 3
    assert "d1" in error.what


def test_two_footnotes_whose_ids_read_alike_are_both_kept() -> None:
    found = document('<p>A<note n="1" xml:id="n.1">x</note>B<note n="2" xml:id="n-1">y</note></p>')
    assert [(note.id, note.text) for note in found.notes] == [("n-1", "x"), ("n-1-2", "y")]


def test_a_source_without_a_text_is_refused() -> None:
    error = refused(f"<TEI {NAMESPACES}>\n<teiHeader/></TEI>".encode())
    assert error.what == "there is no text element in this TEI document"


def test_elements_nested_without_end_are_refused_with_their_line() -> None:
    error = refused(source(div("\n" + "<hi>" * 200 + "A" + "</hi>" * 200)))
    assert (error.line, error.what) == (2, "elements are nested more than 150 deep")


def test_elements_nested_deeper_than_any_volume_of_the_series_are_read() -> None:
    assert document("<hi>" * 140 + "A" + "</hi>" * 140).text == "A"


# --- Pages -------------------------------------------------------------------------------------------------------


def test_pages_come_in_the_order_of_their_markers_with_label_and_scan() -> None:
    marks = pb("VII", facs="0011") + pb("1", facs="0017") + pb("[797]", "pg_797", "#0018")
    assert volume(marks + div("<p>A</p>")).pages == (
        Page("pg_VII", "VII", "0011"),
        Page("pg_1", "1", "0017"),
        Page("pg_797", "[797]", "0018"),
    )


@pytest.mark.parametrize("empty", ["", " ", "[]", "[ ]", "()"])
def test_a_label_that_says_nothing_is_none(empty: str) -> None:
    assert volume(pb(empty, "pg-seq-0352") + div("<p>A</p>")).pages == (Page("pg-seq-0352", None),)


def test_a_label_that_is_no_number_is_kept_as_printed() -> None:
    assert volume(pb("[Map\n 1]", "pg-seq-0051") + div("<p>A</p>")).pages[0].label == "[Map 1]"


def test_a_marker_without_an_id_is_named_by_its_label_or_its_place() -> None:
    read = volume(pb("7", "") + pb("[7]", "") + pb("", "") + pb("7", "") + div("<p>A</p>"))
    assert [page.id for page in read.pages] == ["pg_7", "pg_-7-", "pg-seq-0003", "pg_7-2"]


def test_a_marker_without_an_id_does_not_take_one_that_is_given_further_on() -> None:
    read = volume(pb("7", "") + pb("8", "pg_7") + div("<p>A</p>"))
    assert [page.id for page in read.pages] == ["pg_7-2", "pg_7"]


def test_a_document_begins_on_the_page_that_is_in_force() -> None:
    read = volume(pb("57") + div("<p>A</p>") + div(f"<p>B {pb('58')}C</p>", "d2") + div("<p>D</p>", "d3"))
    assert [list(pages(d)) for d in read.documents] == [["pg_57"], ["pg_57", "pg_58"], ["pg_58"]]


@pytest.mark.parametrize(
    "closing",
    [
        "<p>A</p>{}",
        "<p>A</p><closer><signed>B</signed>{}</closer>",
        "<p>A</p><frus:attachment><p>B</p>{}</frus:attachment>",
        "<list><item>A {}</item></list>",
    ],
)
def test_a_page_break_behind_a_document_s_last_word_belongs_to_the_next_document(closing: str) -> None:
    read = volume(pb("1") + div(closing.format(pb("2"))) + div("<p>C</p>", "d2"))
    assert [list(pages(d)) for d in read.documents] == [["pg_1"], ["pg_2"]]


def test_a_page_break_between_documents_belongs_to_the_next() -> None:
    read = volume(pb("1") + div("<p>A</p>") + pb("2") + div("<p>B</p>", "d2"))
    assert [list(pages(d)) for d in read.documents] == [["pg_1"], ["pg_2"]]


def test_text_before_the_first_marker_stands_on_a_page_before_it() -> None:
    read = volume(div(f"<p>A {pb('22')}B</p>"))
    assert pages(read.documents[0]) == {"pg_before_22": "A ", "pg_22": "B"}
    assert read.pages == (Page("pg_before_22", None, supplied=True), Page("pg_22", "22"))


def test_text_where_no_marker_follows_stands_on_a_page_unknown() -> None:
    read = volume(div("<p>A</p>"))
    assert pages(read.documents[0]) == {"pg_unknown": "A"}
    assert read.pages == (Page("pg_unknown", None, supplied=True),)


def test_no_page_is_supplied_where_all_text_follows_a_marker() -> None:
    assert [page.id for page in volume(pb("1") + div("<p>A</p>")).pages] == ["pg_1"]
    assert [page.id for page in volume(div("<head/>" + pb("1") + "<p>A</p>")).pages] == ["pg_1"]


def test_a_supplied_page_never_takes_the_address_of_another() -> None:
    read = volume(div(f"<p>A {pb('2')}B {pb('x', 'pg_before_2')}C</p>"))
    assert list(pages(read.documents[0])) == ["pg_before_2-2", "pg_2", "pg_before_2"]


def test_the_volume_s_pages_have_those_on_which_nothing_stands() -> None:
    assert [page.id for page in volume(pb("1") + pb("2") + div("<p>A</p>") + pb("3")).pages] == ["pg_1", "pg_2", "pg_3"]
