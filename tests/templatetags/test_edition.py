"""How volumes, documents, dates and pages are called on the site."""

from __future__ import annotations

import pytest

from archive.models import Document, Page, Volume
from archive.templatetags import edition


@pytest.mark.parametrize(
    ("title", "series", "subseries", "number", "short"),
    [
        (
            "Papers Relating to the Foreign Relations of the United States, 1918, Russia, Volume III",
            "Papers Relating to the Foreign Relations of the United States, 1918",
            "1918",
            "III",
            "1918, Russia, Volume III",
        ),
        (
            "Foreign Relations of the United States Diplomatic Papers, 1934, The American Republics, Volume V",
            "Foreign Relations of the United States Diplomatic Papers",
            "1934",
            "V",
            "1934, The American Republics, Volume V",
        ),
        (
            "Papers Relating to Foreign Affairs, Accompanying the Annual Message of the President, Part IV",
            "Papers Relating to Foreign Affairs, 1864",
            "1864",
            "Part IV",
            "1864, Part IV",
        ),
        ("Transcripts", "", "", None, "Transcripts"),
        ("Papers, 1861", "Papers, 1861", "1861", None, "Papers, 1861"),
    ],
)
def test_a_volume_is_called_by_what_sets_it_apart_in_its_series(
    title: str, series: str, subseries: str, number: str | None, short: str
) -> None:
    volume = Volume(title=title, series=series, subseries=subseries, number=number)
    assert edition.short_title(volume) == short


@pytest.mark.parametrize(
    ("identifier", "label", "supplied", "name", "title"),
    [
        ("pg_22", "22", False, "p. 22", "Page 22"),
        ("pg_XI", "XI", False, "p. XI", "Page XI"),
        ("pg_317", "[317]", False, "p. [317]", "Page [317]"),
        ("pg_before_22", None, True, "before p. 22", "Before page 22"),
        ("pg_before_XI", None, True, "before p. XI", "Before page XI"),
        ("pg_unknown", None, True, "unnumbered page", "Unnumbered page"),
        ("pg-seq-0352", None, False, "unnumbered page", "Unnumbered page"),
    ],
)
def test_a_page_has_a_name_for_lines_and_one_for_headings(
    identifier: str, label: str | None, supplied: bool, name: str, title: str
) -> None:
    assert edition.page_name(identifier, label) == name
    assert edition.page_title(Page(identifier=identifier, label=label, supplied=supplied)) == title


def test_page_marks_are_left_out_where_the_heading_says_the_page() -> None:
    mark = '<span class="page-mark" id="pg_2" role="doc-pagebreak" aria-label="Page 2" data-supplied>2</span>'
    assert edition.without_page_marks(f"<p>{mark}B <b>word</b></p>") == "<p>B <b>word</b></p>"


@pytest.mark.parametrize(
    ("date", "line", "other"),
    [
        (
            {"text": "October 3, 1936", "edtf": "1936-10-03", "encoded": "1936-10-03", "agrees": True},
            "October 3, 1936",
            "",
        ),
        ({"text": "July 18, 1870", "encoded": "1870-08-18", "agrees": False}, "July 18, 1870", "1870-08-18"),
        ({"edtf": "1917-06", "encoded": "1917-06"}, "1917-06 (by the edition’s markup)", ""),
        ({"basis": "none"}, "not given", ""),
    ],
)
def test_a_date_is_said_as_printed_and_what_the_markup_says_otherwise_beside_it(
    date: dict[str, object], line: str, other: str
) -> None:
    document = Document(date=date)
    assert edition.date_line(document) == line
    assert edition.other_date(document) == other


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ([["pg_22", "22", 0, 9]], "p. 22"),
        ([["pg_22", "22", 0, 9], ["pg_23", "23", 9, 12], ["pg_24", "24", 12, 20]], "pp. 22–24"),
        ([["pg_before_22", None, 0, 9]], "before p. 22"),
        ([["pg_before_22", None, 0, 9], ["pg_22", "22", 9, 12]], "before p. 22–p. 22"),
        ([], ""),
    ],
)
def test_a_list_names_the_printed_pages_of_a_document(pages: list[list[object]], said: str) -> None:
    document = Document(kind="editorial-note", frame={"pages": pages})
    line = edition.meta(document).replace("\N{NO-BREAK SPACE}", " ")
    assert line == " · ".join(filter(None, ["undated", "editorial note", said]))


def test_a_list_across_volumes_says_which_volume() -> None:
    volume = Volume(title="Papers, 1934, Volume V", series="Papers", subseries="1934", number="V")
    assert edition.source(Document(volume=volume, number="41")) == "1934, Volume V, document 41"
    assert edition.source(Document(volume=volume)) == "1934, Volume V"


def test_a_section_is_called_by_its_title_and_a_document_by_its_number() -> None:
    assert edition.called(Document(kind="section", heading="Preface")) == "Preface"
    assert edition.called(Document(kind="letter", number="41", heading="A to B")) == "Document 41"
    assert edition.called(Document(kind="letter", heading="A to B")) == "A to B"
