"""What becomes an item of: documents, pages of them, sections, volumes, as they stand in the archive."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.citations import item
from archive.citations.dated import Dated
from archive.citations.item import Item, Part
from archive.models import Document, Enclosure, Note, Volume
from archive.records.people import Party
from tests import specimens

LINE = "<dateline><placeName>{}</placeName>, <date when='{}'>{}</date>.</dateline>"
SANTIAGO = LINE.format("Santiago", "1937-02-03", "February 3, 1937")
HEADER = (
    '<title type="series">Foreign Relations of the United States</title><title type="sub-series">1937</title>'
    '<title type="volume-number">Volume I</title>'
)


TITLES = {
    "Mr. Pike to Mr. Sewall.": "Mr. Pike to Mr. Sewall",
    "No. 93. Mr. Pike to Mr. Sewall.": "Mr. Pike to Mr. Sewall",
    "[412] *No. 2. Mr. Pike to Mr. Sewall.": "Mr. Pike to Mr. Sewall",
    "25. Memorandum of Conversation": "Memorandum of Conversation",
    "Mr. Pike to Mr. Sewall.1": "Mr. Pike to Mr. Sewall",
    "*Appendix.[xxxiii]": "Appendix",
    "Declaration of a pilot.*": "Declaration of a pilot",
    "Costa Rica:": "Costa Rica",
    "Minutes of a Meeting, May 6, 1919, at 10 a.m.": "Minutes of a Meeting, May 6, 1919, at 10 a.m.",
    "Statement of J. P. Berth, Jr.": "Statement of J. P. Berth, Jr.",
    "1918": "1918",
    "Notes of a <hi rend='italic'>Very</hi> Dull\n Evening": "Notes of a Very Dull Evening",
}


def cited(content: str, around: str = "{}") -> Item:
    """What becomes of one document, in a volume that begins with page 58."""
    body = specimens.page("58") + around.format(specimens.document(1, content))
    volume = specimens.take(specimens.volume(f'<div type="chapter" xml:id="ch1"><head>Ports</head>{body}</div>'))
    return item.of(Document.objects.get(volume=volume, identifier="d1"))


def headed(heading: str, content: str = "<p>Nothing.</p>") -> Item:
    """What becomes of a document with this heading."""
    return cited(f"<head>{heading}</head>{content}")


@pytest.mark.django_db
def test_a_letter_has_both_parties_as_the_heading_prints_them() -> None:
    said = headed("The Chargé in Chile (Whitcombe) to the Secretary of State")
    assert said.sender == (Party("The Chargé in Chile (Whitcombe)", "Whitcombe", "Chargé in Chile"),)
    assert said.recipient == (Party("the Secretary of State", "", "Secretary of State"),)
    assert said.title == "The Chargé in Chile (Whitcombe) to the Secretary of State"
    assert said.is_letter


@pytest.mark.django_db
def test_a_title_is_the_heading_without_what_the_edition_prints_around_it() -> None:
    papers = (specimens.document(at, f"<head>{head}</head><p>Dark.</p>") for at, head in enumerate(TITLES, 1))
    volume = specimens.take(specimens.volume("".join(papers)))
    documents = Document.objects.filter(volume=volume).letters().order_by("order")
    assert [said.title for said in item.many(documents)] == list(TITLES.values())


@pytest.mark.django_db
def test_a_text_without_heading_goes_by_its_first_words() -> None:
    said = cited("<p>Sir: The lamps of the harbor are out, and nobody will light them.</p>")
    assert said.title_supplied
    assert said.title.startswith("Sir: The lamps of the harbor")


@pytest.mark.django_db
def test_the_date_behind_the_first_words_is_told_as_the_date() -> None:
    said = cited(f"{SANTIAGO}<p>Sir: The lamps of the harbor are out, and nobody at all will light them.</p>")
    assert said.title.startswith("Sir: The lamps of the harbor")
    assert "1937" not in said.title
    assert said.date.words() == "February 3, 1937"
    vague = cited("<dateline><placeName>Santiago</placeName>, <date>February 3</date>.</dateline><p>Sir: Gone.</p>")
    assert (vague.date.edtf, vague.date.words()) == ("", "February 3")


@pytest.mark.django_db
def test_place_date_number_and_file_are_those_of_the_document() -> None:
    note = '<note rend="inline" type="source">825.345/41</note>'
    said = cited(f'{note}<head>Mr. Pike to Mr. Sewall</head>{SANTIAGO}<p rend="flushleft">No. 228</p><p>Sir: Gone.</p>')
    assert (said.place, said.date, said.number) == ("Santiago", Dated("1937-02-03", "February 3, 1937"), "228")
    assert (said.file_number, said.genre, said.form) == ("825.345/41", "despatch", "despatch no. 228")


@pytest.mark.django_db
def test_what_is_not_known_is_empty() -> None:
    said = headed("Something")
    assert (said.place, said.date, said.number, said.file_number, said.sender, said.recipient) == (
        "",
        Dated(),
        "",
        "",
        (),
        (),
    )


@pytest.mark.django_db
def test_pages_are_those_of_the_first_and_the_last_words() -> None:
    text = f"<p>One {specimens.page('59')} two {specimens.page('60')} three.</p>"
    assert headed("Something", text).pages == ("58", "60")
    assert headed("Something").pages == ("58",)


@pytest.mark.django_db
def test_a_page_without_number_leaves_the_span_unknown() -> None:
    said = headed("Something", f"<p>One {specimens.page('', 'pg-seq-0352')} two.</p>")
    assert said.pages == ()
    assert said.locator == "1"


@pytest.mark.django_db
def test_one_page_of_a_document_has_its_own_label_and_address() -> None:
    volume = specimens.load(specimens.SPECIMEN)
    document = Document.objects.get(volume=volume, identifier="d16")
    pages = [passage.page for passage in document.passages.order_by("start")]
    whole, second, some = item.of(document), item.of(document, pages[1:2]), item.of(document, pages[1:3])
    assert second.pages == (pages[1].label,)
    assert second.address == f"{whole.address}{pages[1].identifier}/"
    assert some.pages == (pages[1].label, pages[2].label)
    assert some.address == second.address
    assert whole.address == f"{settings.SITE_URL}/volumes/specimen/d16/"
    assert replace(second, id=whole.id, pages=whole.pages, address=whole.address) == whole


@pytest.mark.django_db
def test_a_section_is_cited_as_documents_are() -> None:
    preface = (
        f'<div type="section" xml:id="preface">{specimens.page("III")}<head>Preface</head><p>It was dark.</p></div>'
    )
    volume = specimens.take(specimens.volume(specimens.document(1, "<p>Light.</p>"), front=preface))
    said = item.of(Document.objects.get(volume=volume, identifier="preface"))
    assert (said.kind, said.title, said.pages, said.document, said.genre) == ("section", "Preface", ("III",), "", "")


@pytest.mark.django_db
def test_a_transcript_is_cited_by_what_it_says() -> None:
    specimens.load(specimens.SEED)
    said = item.of(Document.objects.get(volume__identifier="transcripts"))
    assert (said.file_number, said.form, said.pages, said.document) == ("761.93/1583", "despatch no. 22", (), "")
    assert not said.book.is_printed


@pytest.mark.django_db
def test_a_volume_as_a_whole() -> None:
    said = item.of_volume(specimens.load(specimens.SPECIMEN))
    assert (said.id, said.kind) == ("specimen", "volume")
    assert said.address == f"{settings.SITE_URL}/volumes/specimen/"
    assert said.book.arabic == "1"


@pytest.mark.django_db
def test_parts_of_a_document_are_called_by_what_the_print_calls_them() -> None:
    volume = specimens.load(specimens.SPECIMEN)
    note = Note.objects.filter(document__volume=volume).exclude(mark="").first()
    assert note
    assert Part.of_note(note) == Part(note=note.mark)
    labelled = Enclosure(label="[Enclosure 2—Translation]", heading="")
    assert Part.of_enclosure(labelled) == Part(enclosure="Enclosure 2")
    assert Part.of_enclosure(Enclosure(label="[Enclosure]", heading="Mr. Pike to Mr. Sewall.")).enclosure == (
        "Mr. Pike to Mr. Sewall"
    )
    assert Part.of_enclosure(Enclosure()).enclosure == "Enclosure"


@pytest.mark.django_db
def test_a_list_takes_as_many_queries_for_many_as_for_few() -> None:
    volume = specimens.load(specimens.SPECIMEN)
    documents = Document.objects.filter(volume=volume).order_by("order")
    counts = []
    for some in (documents[:2], documents[:25]):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            made = list(item.many(some))
        counts.append(len(queries))
    assert counts == [3, 3]
    assert made == [item.of(document) for document in documents[:25]]


@pytest.mark.django_db
def test_a_list_is_made_as_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(item, "AT_A_TIME", 3)
    volume = specimens.load(specimens.SPECIMEN)
    documents = iter(Document.objects.filter(volume=volume).letters().order_by("order"))
    made = item.many(documents)
    assert next(made).id == "specimen/d1"
    assert next(documents).identifier == "d4"


@pytest.mark.django_db
def test_a_hostile_heading_is_one_line_of_text() -> None:
    volume = specimens.take(specimens.volume(specimens.document(1, "<head>A</head><p>B.</p>")))
    Document.objects.filter(volume=volume).update(heading="<script>\u202ealert(1)</script>\r\nTY  - JOUR\u2028\x07=1+1")
    said = item.of(Document.objects.get(volume=volume))
    assert said.title == "<script>alert(1)</script> TY - JOUR =1+1"


@pytest.mark.django_db
def test_editors_and_imprint_come_from_the_header() -> None:
    source = specimens.volume(specimens.document(1, "<p>Light.</p>"), header=HEADER)
    volume = specimens.take(source)
    Volume.objects.filter(pk=volume.pk).update(editors=["Ada B. Quayle"], publisher="The Quay Press", year=1952)
    said = item.of(Document.objects.get(volume=volume)).book
    assert (said.editors, said.publisher, said.year, said.subseries) == (
        ("Ada B. Quayle",),
        "The Quay Press",
        1952,
        "1937",
    )
