"""Reading pages: a document by printed page, a document whole, and a printed page across documents."""

from __future__ import annotations

import re

import pytest

from archive import models
from archive.reading import addresses, pages
from archive.reading.addresses import Missing, Moved, Withdrawn
from archive.store import withdrawal
from tests.rendering.judging import as_shown, judged
from tests.specimens import SEED, SPECIMEN, document, load, page, take, transcribe, volume

pytestmark = pytest.mark.django_db

NAME = "frus1937v01"
NOTED = (
    '<head>Two</head><p>Early<note n="1" xml:id="d2fn1">First.</note> words. {}Late words.'
    '<note n="*" xml:id="d2fn2">See <ref target="#d1">document 1</ref>.</note></p>'
)
BODY = (
    page("1")
    + document(1, "<head>One</head><p>A word.</p>")
    + document(2, NOTED.format(page("2")))
    + document(3, "<head>Three</head><p>C.</p>")
    + page("3")
)


def text_of(html: str) -> str:
    return as_shown(html)


def only(reference: str) -> str:
    """The HTML of the first document's page in a volume where it says: See ``reference``."""
    take(volume(page("1") + document(1, f"<head>One</head><p>See {reference}.</p>")))
    return pages.reading(NAME, "d1").piece.html


# A document by printed page


def test_a_document_opens_at_its_first_page() -> None:
    take(volume(BODY))
    found = pages.reading(NAME, "d2")
    assert (found.page.identifier, found.number, found.total) == ("pg_1", 1, 2)


def test_the_pages_of_a_document_lead_to_one_another() -> None:
    take(volume(BODY))
    first, second = pages.reading(NAME, "d2", "pg_1"), pages.reading(NAME, "d2", "pg_2")
    assert (first.previous, first.next) == ("", "/volumes/frus1937v01/d2/pg_2/")
    assert (second.previous, second.next) == ("/volumes/frus1937v01/d2/pg_1/", "")


def test_a_document_of_one_page_has_no_page_before_or_behind() -> None:
    take(volume(BODY))
    found = pages.reading(NAME, "d3")
    assert (found.page.identifier, found.number, found.total, found.previous, found.next) == ("pg_2", 1, 1, "", "")


def test_every_page_shows_its_slice_of_the_text() -> None:
    load(SPECIMEN)
    for passage in models.Passage.objects.select_related("document__volume", "page"):
        row = passage.document
        found = pages.reading("specimen", row.identifier, passage.page.identifier)
        assert text_of(found.piece.html) == row.text[passage.start : passage.end]
        assert judged(found.piece.html.replace("<time", "<span").replace("</time", "</span")).faults == []


def test_footnotes_stand_on_the_page_of_their_marks() -> None:
    take(volume(BODY))
    assert [note.id for note in pages.reading(NAME, "d2", "pg_1").piece.notes] == ["d2fn1"]
    assert [note.id for note in pages.reading(NAME, "d2", "pg_2").piece.notes] == ["d2fn2"]


def test_every_mark_of_the_specimen_has_its_note_on_the_same_page() -> None:
    load(SPECIMEN)
    for passage in models.Passage.objects.select_related("document", "page"):
        piece = pages.reading("specimen", passage.document.identifier, passage.page.identifier).piece
        shown = [piece.html, *(note.html for note in piece.notes)]
        marks = [name for html in shown for name in re.findall(r'role="doc-noteref"|href="#([^"]+)"', html) if name]
        assert sorted(marks) == sorted(note.id for note in piece.notes)


def test_a_note_that_closes_a_page_belongs_to_it_and_not_to_the_next() -> None:
    closing = f'<head>One</head><p>Words<note n="1" xml:id="d1fn1">So.</note>{page("2")} go on.</p>'
    take(volume(page("1") + document(1, closing)))
    assert [note.id for note in pages.reading(NAME, "d1", "pg_1").piece.notes] == ["d1fn1"]
    assert pages.reading(NAME, "d1", "pg_2").piece.notes == []


def test_the_seed_begins_before_page_22_and_not_on_page_21() -> None:
    load(SEED)
    first = pages.reading("transcripts", "761-93-1583")
    assert (first.page.identifier, first.page.label, first.page.supplied) == ("pg_before_22", None, True)
    assert first.page.name == "before p. 22"
    assert first.next == "/volumes/transcripts/761-93-1583/pg_22/"
    second = pages.reading("transcripts", "761-93-1583", "pg_22")
    assert text_of(second.piece.html).startswith("has been a revival of that extensive border friction")


def test_a_section_s_text_is_read_by_page_like_a_document() -> None:
    load(SPECIMEN)
    found = pages.reading("specimen", "preface", "pg_IV")
    assert (found.number, found.total, found.previous) == (2, 2, "/volumes/specimen/preface/pg_III/")
    assert found.document.is_section


# Whole


def test_the_pages_joined_are_the_whole_document() -> None:
    load(SPECIMEN)
    for row in models.Document.objects.exclude(text=""):
        piece = pages.full("specimen", row.identifier)
        assert text_of(piece.html) == row.text
        assert judged(piece.html.replace("<time", "<span").replace("</time", "</span")).faults == []
        assert [note.id for note in piece.notes] == list(row.notes.values_list("identifier", flat=True))


def test_a_paragraph_over_two_pages_is_one_paragraph_in_the_whole() -> None:
    take(volume(BODY))
    whole = pages.full(NAME, "d2").html
    assert whole.count("<p") == 1
    assert "continued" not in whole
    assert "continued" in pages.reading(NAME, "d2", "pg_2").piece.html


def test_page_marks_of_the_whole_lead_to_the_pages() -> None:
    take(volume(BODY))
    whole = pages.full(NAME, "d2").html
    assert re.findall(
        r'<a class="page-link" data-supplied href="([^"]+)"><span class="page-mark" id="([^"]+)"', whole
    ) == [
        ("/volumes/frus1937v01/d2/pg_1/", "pg_1"),
        ("/volumes/frus1937v01/d2/pg_2/", "pg_2"),
    ]


def test_nothing_joined_is_nothing() -> None:
    assert pages.joined([]) == ""


def test_a_document_without_any_text_has_a_whole_and_no_page() -> None:
    take(volume(page("1") + document(1, "<head/><figure><graphic url='x'/></figure>")))
    assert pages.full(NAME, "d1").html == ""
    with pytest.raises(Missing):
        pages.reading(NAME, "d1")


# A printed page


def printed(name: str, of: str = NAME) -> pages.PrintedPage:
    return pages.printed(models.Page.objects.select_related("volume").get(volume__identifier=of, identifier=name))


def test_a_printed_page_carries_each_document_s_share_in_source_order() -> None:
    take(volume(BODY))
    assert [piece.document.identifier for piece in printed("pg_1").pieces] == ["d1", "d2"]
    assert [piece.document.identifier for piece in printed("pg_2").pieces] == ["d2", "d3"]
    assert text_of(printed("pg_2").pieces[0].html) == "Late words."
    assert [note.id for piece in printed("pg_1").pieces for note in piece.notes] == ["d2fn1"]


def test_a_section_s_text_that_resumes_behind_a_document_stands_behind_it() -> None:
    chapter = f'<div type="chapter" xml:id="ch1"><head>Flour</head><p>Before.</p>{{}}{page("2")}<p>After.</p></div>'
    opening = page("1") + chapter.format(document(1, f"<head>One</head><p>A {page('1a')}b.</p>"))
    take(volume(opening + document(2, "<head>Two</head><p>C.</p>")))
    assert [piece.document.identifier for piece in printed("pg_1").pieces] == ["ch1", "d1"]
    assert [piece.document.identifier for piece in printed("pg_2").pieces] == ["ch1", "d2"]


def test_the_printed_pages_of_a_volume_together_carry_all_its_text_once() -> None:
    taken = load(SPECIMEN)
    pieces = [piece for row in models.Page.objects.filter(volume=taken) for piece in pages.printed(row).pieces]
    shown: dict[str, str] = {}
    for piece in pieces:
        shown[piece.document.identifier] = shown.get(piece.document.identifier, "") + text_of(piece.html)
    assert shown == dict(models.Document.objects.exclude(text="").values_list("identifier", "text"))


def test_printed_pages_lead_to_one_another_blank_ones_too() -> None:
    take(volume(BODY))
    sides = [
        (found.previous and found.previous.label, found.next and found.next.label)
        for found in map(printed, ("pg_1", "pg_2", "pg_3"))
    ]
    assert sides == [(None, "2"), ("1", "3"), ("2", None)]
    assert printed("pg_3").pieces == []


def test_a_printed_page_leaves_out_what_is_withdrawn() -> None:
    take(volume(BODY))
    withdrawal.withdraw(f"{NAME}/d2", "Under review")
    assert [piece.document.identifier for piece in printed("pg_1").pieces] == ["d1"]


def test_the_pages_of_several_transcripts_follow_one_another_without_a_gap() -> None:
    transcribe("761.93/1\n\nA to B\n\nSir: one [Page 22] two [Page 23] three.\n", "a")
    transcribe("761.93/2\n\nC to D\n\nSir: four [Page 40] five.\n", "b")
    transcribe("761.93/1\n\nA to B\n\nSir: one [Page 22] two and three.\n", "a")
    found = printed("pg_22", "transcripts").next
    assert found is not None
    assert found.identifier == "pg_before_40"
    assert printed("pg_before_40", "transcripts").previous == models.Page.objects.get(identifier="pg_22")


def test_transcripts_on_one_page_stand_there_in_the_order_of_their_arrival() -> None:
    transcribe("761.93/1\n\nA to B\n\nSir: one [Page 22] two.\n", "z")
    transcribe("[Page 22]\n\n761.93/2\n\nC to D\n\nSir: three.\n", "a")
    assert [piece.document.identifier for piece in printed("pg_22", "transcripts").pieces] == ["z", "a"]


def test_a_printed_page_s_headings_stand_under_its_own() -> None:
    load(SPECIMEN)
    levels = [
        int(level) for piece in printed("pg_2", "specimen").pieces for level in re.findall(r"<h(\d)", piece.lower)
    ]
    assert levels
    assert min(levels) >= 2
    text = printed("pg_2", "specimen").pieces[0]
    assert text_of(text.lower) == text_of(text.html)


def test_only_headings_are_lowered() -> None:
    piece = pages.Piece(models.Document(), '<h1 class="heading">a &lt;h1 b</h1><h6>c</h6><hr>', [])
    assert piece.lower == '<h2 class="heading">a &lt;h1 b</h2><h6>c</h6><hr>'


# What is not there


def test_a_page_of_the_volume_that_is_not_the_document_s_moves_to_the_printed_page() -> None:
    take(volume(BODY))
    with pytest.raises(Moved) as error:
        pages.reading(NAME, "d1", "pg_2")
    assert error.value.address == "/volumes/frus1937v01/pg_2/"


@pytest.mark.parametrize(("name", "wanted"), [("d1", "pg_99"), ("d1", "d2"), ("d1", "full")])
def test_a_page_that_is_not_the_volume_s_is_missing(name: str, wanted: str) -> None:
    taken = take(volume(BODY))
    with pytest.raises(Missing) as error:
        pages.reading(NAME, name, wanted)
    assert (error.value.wanted, error.value.volume) == (wanted, taken)


def test_a_withdrawn_document_s_pages_say_why() -> None:
    take(volume(BODY))
    withdrawal.withdraw(f"{NAME}/d2", "Under review")
    for read in (
        lambda: pages.reading(NAME, "d2"),
        lambda: pages.reading(NAME, "d2", "pg_2"),
        lambda: pages.reading(NAME, "d2", "pg_3"),
        lambda: pages.full(NAME, "d2"),
    ):
        with pytest.raises(Withdrawn, match="Under review"):
            read()


# References and dates


@pytest.mark.parametrize("target", ["#pg_1", "#d1", "frus1937v01#d1", NAME])
def test_a_held_reference_is_a_link(target: str) -> None:
    html = only(f'<ref target="{target}">the <hi rend="italic">first</hi> page</ref>')
    leads_to = models.Reference.objects.get().leads_to
    assert f'See <a href="{addresses.led(leads_to)}" class="reference">the <i>first</i> page</a>.' in html


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("#pg_999", "What it points to is not in this archive"),
        ("#in12", "What it points to is not in this archive"),
        ("frus1926v01", "frus1926v01 is not in this archive"),
        ("frus1926v01#pg_548", "What it points to in frus1926v01 is not in this archive"),
        (
            "https://history.state.gov/historicaldocuments/frus1926v01/d5",
            "What it points to in frus1926v01 is not in this archive",
        ),
        ("https://history.state.gov/historicaldocuments/frus1926v01", "frus1926v01 is not in this archive"),
        ("http://thought.it", "The edition points outside itself"),
    ],
)
def test_another_reference_is_text_that_says_why(target: str, reason: str) -> None:
    html = only(f'<ref target="{target}">there</ref>')
    assert f'See <span class="not-held" title="{reason}">there</span>.' in html
    assert "<a " not in html


def test_a_hostile_target_is_neither_link_nor_markup() -> None:
    html = only('<ref target="javascript:alert(1)">there</ref> <ref target="&quot;&gt;&lt;script&gt;">and there</ref>')
    assert "<a " not in html
    assert "<script" not in html
    assert "and there" in text_of(html)


def test_a_reference_becomes_a_link_when_the_other_volume_arrives_and_text_when_it_is_withdrawn() -> None:
    there = '<ref target="frus1926v01#pg_548">there</ref>'
    link = '<a href="/volumes/frus1926v01/pg_548/" class="reference">there</a>'
    assert 'class="not-held"' in only(there)
    take(volume(page("548") + document(1, "<head>Held</head><p>Here.</p>"), "frus1926v01"))
    assert link in pages.reading(NAME, "d1").piece.html
    withdrawal.withdraw("frus1926v01", "Under review")
    assert 'class="not-held"' in pages.reading(NAME, "d1").piece.html
    withdrawal.restore("frus1926v01")
    assert link in pages.reading(NAME, "d1").piece.html


def test_a_reference_to_a_note_leads_to_the_page_where_that_note_stands() -> None:
    take(volume(BODY + document(4, '<head>Four</head><p>See <ref target="#d2fn2">note</ref>.</p>')))
    assert (
        '<a href="/volumes/frus1937v01/d2/pg_2/#d2fn2" class="reference">note</a>'
        in pages.reading(NAME, "d4").piece.html
    )
    assert "d2fn2" in [note.id for note in pages.reading(NAME, "d2", "pg_2").piece.notes]


def test_a_note_s_reference_is_a_link_in_the_note_alone() -> None:
    take(volume(BODY))
    piece = pages.reading(NAME, "d2", "pg_2").piece
    assert piece.notes[0].html == 'See <a href="/volumes/frus1937v01/d1/" class="reference">document 1</a>.'
    assert 'class="reference"' not in piece.html


def test_a_reference_over_a_page_break_is_a_link_on_both_pages() -> None:
    over = f'<head>One</head><p>See <ref target="#d1">the first{page("2")} document</ref>.</p>'
    take(volume(page("1") + document(1, over)))
    for name, words in (("pg_1", "the first "), ("pg_2", "document")):
        assert f'class="reference">{words}</a>' in pages.reading(NAME, "d1", name).piece.html
    whole = pages.full(NAME, "d1").html
    assert whole.count('class="reference"') == 2
    assert judged(whole).faults == []


def dated(date: str) -> str:
    take(volume(document(1, f"<head>One</head><dateline>{date}</dateline><p>A.</p>")))
    return pages.reading(NAME, "d1").piece.html


@pytest.mark.parametrize(
    ("date", "marked"),
    [
        ('<date when="1937-02-14">February 14, 1937</date>', '<time datetime="1937-02-14">February 14, 1937</time>'),
        ("February 14, 1937", '<time datetime="1937-02-14">February 14, 1937</time>'),
        ('<date when="1937-02">February, 1937</date>', '<time datetime="1937-02">February, 1937</time>'),
    ],
)
def test_a_date_that_nothing_speaks_against_is_marked_as_one(date: str, marked: str) -> None:
    assert marked in dated(date)


@pytest.mark.parametrize(
    "date",
    [
        '<date when="1937-03-14">February 14, 1937</date>',
        '<date when="0201-11-11">November 11, 1901</date>',
        '<date from="1937-05-03" to="1937-05-05">May 3–5, 1937</date>',
        "[Undated]",
        "<date>February 31, 1937</date>",
    ],
)
def test_a_date_that_is_in_doubt_or_no_single_one_is_not(date: str) -> None:
    assert "<time" not in dated(date)


def test_a_date_is_marked_on_its_own_page_alone() -> None:
    take(
        volume(page("1") + document(1, f"<head>One</head><dateline>February 14, 1937</dateline><p>A {page('2')}b.</p>"))
    )
    assert "<time" in pages.reading(NAME, "d1", "pg_1").piece.html
    assert "<time" not in pages.reading(NAME, "d1", "pg_2").piece.html
    assert pages.full(NAME, "d1").html.count("<time") == 1
