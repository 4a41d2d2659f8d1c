"""Books of the edition: what an EPUB holds, and that it leads where it says."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.conf import settings

from archive.exports import books, epub_layout
from archive.exports.books import Book
from archive.models import Document, Volume
from archive.store import withdrawal
from tests.exports.reading import NAMES, Read, read, written
from tests.specimens import document, page, take, volume

pytestmark = pytest.mark.django_db

V = "frus1937v01"
LETTER = (
    '<note rend="inline" type="source">761.93/1583</note>'
    '<head><persName type="from">The Minister in Norway (<hi rend="smallcaps">Almgren</hi>)</persName> to the '
    '<persName type="to">Secretary of State</persName></head>'
    '<dateline><placeName>Oslo</placeName>, <date when="1937-05-01">May 1, 1937</date></dateline>'
)
CHAPTER = '<div type="chapter" xml:id="ch1"><head>Of it</head>{}</div>'


def of(body: str, name: str = V) -> Read:
    return read(books.of_volume(take(volume(body, name))))


def links_lead_somewhere(book: Read) -> None:
    places = book.ids()
    for name, href in book.hrefs():
        assert href in places or href.startswith(f"{settings.SITE_URL}/"), (name, href)


def test_its_type_stands_first_and_bare_in_the_container(specimen: Volume) -> None:
    content = written(books.of_volume(specimen))
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    with ZipFile(BytesIO(content)) as container:
        assert container.infolist()[0].compress_type == ZIP_STORED
        assert container.testzip() is None


def test_the_same_edition_gives_the_same_bytes(specimen: Volume) -> None:
    assert written(books.of_volume(specimen)) == written(books.of_volume(specimen))


def test_every_text_of_a_volume_stands_whole_in_its_book(specimen: Volume) -> None:
    book = read(books.of_volume(specimen))
    for row in Document.objects.filter(volume=specimen):
        assert book.text(f"text/{row.identifier}.xhtml") == "".join(row.text.split()), row.identifier


def test_every_link_of_a_book_leads_somewhere(specimen: Volume) -> None:
    for book in (books.of_volume(specimen), books.at("specimen", "d1"), books.at("specimen", "ch1")):
        links_lead_somewhere(read(book))


def test_a_transcript_s_book_has_its_words_and_no_page_break_before_its_first_page(seed: Document) -> None:
    book = read(books.of_document(seed))
    assert book.text(f"text/{seed.identifier}.xhtml") == "".join(seed.text.split())
    assert [said for said, _ in book.links("page-list")] == ["22"]
    assert "[before 22]" in "".join(book.page(f"text/{seed.identifier}.xhtml").itertext())


def test_references_lead_within_the_book_where_it_holds_what_they_mean() -> None:
    see = 'See <ref target="#d2">it</ref>, <ref target="#pg_2">there</ref>, <ref target="#d2fn1">that note</ref>.'
    other = f'<head>Two</head><p>B.<note n="1" xml:id="d2fn1">So.</note> {page("2")}C.</p>'
    take(volume(page("1") + document(1, f"<head>One</head><p>{see}</p>") + document(2, other)))
    whole, alone = read(books.of_volume(Volume.objects.get())), read(books.at(V, "d1"))
    inside = ["text/d2.xhtml", "text/d2.xhtml#pg_2", "text/d2.xhtml#d2fn1"]
    assert [href for name, href in whole.hrefs() if name == "text/d1.xhtml"][:3] == inside
    outside = [f"{settings.SITE_URL}/volumes/{V}/{there}" for there in ("d2/", "pg_2/", "d2/pg_1/#d2fn1")]
    assert [href for name, href in alone.hrefs() if name == "text/d1.xhtml"][:3] == outside


def test_a_page_is_broken_where_it_begins_and_only_named_where_another_text_on_it_does() -> None:
    book = of(page("1") + document(1, f"<head>One</head><p>A. {page('2')}B.</p>") + document(2, "<p>C.</p>"))
    assert book.links("page-list") == [("1", "text/d1.xhtml#pg_1"), ("2", "text/d1.xhtml#pg_2")]
    breaks = book.page("text/d1.xhtml").xpath("//*[@e:type='pagebreak']", namespaces=NAMES)
    assert [(each.get("role"), each.get("aria-label"), each.text) for each in breaks] == [
        ("doc-pagebreak", "Page 1", "[1]"),
        ("doc-pagebreak", "Page 2", "[2]"),
    ]
    again = book.page("text/d2.xhtml").xpath("//*[@id='pg_2']")[0]
    assert (again.text, again.get("role")) == ("[2]", None)


def test_a_footnote_and_its_mark_lead_to_each_other() -> None:
    book = of(document(1, '<head>One</head><p>A<note n="7" xml:id="d1fn1">See <hi rend="italic">it</hi>.</note>.</p>'))
    text = book.page("text/d1.xhtml")
    mark = text.xpath("//h:a[@e:type='noteref']", namespaces=NAMES)[0]
    note = text.xpath("//h:aside[@e:type='footnote']", namespaces=NAMES)[0]
    assert (mark.get("href"), mark.text, mark.get("role")) == ("#d1fn1", "7", "doc-noteref")
    assert (note.get("id"), note.get("role")) == ("d1fn1", "doc-footnote")
    assert note.find("h:a", NAMES).get("href") == f"#{mark.get('id')}"
    assert "".join(note.itertext()) == "7See it."


def test_contents_follow_the_sections_with_the_documents_in_them() -> None:
    body = f'<div type="compilation" xml:id="comp1"><head>Norway</head>{CHAPTER.format(document(4, LETTER))}</div>'
    book = of(body + document(5, "<head>Later</head><p>C.</p>"))
    said = [name for name, _ in book.links("toc")]
    letter = "4. The Minister in Norway (Almgren) to the Secretary of State"
    assert said == ["About this book", "Norway", "Of it", letter, "5. Later"]
    assert book.order == ["title.xhtml", "nav.xhtml", *(f"text/{n}.xhtml" for n in ("comp1", "ch1", "d4", "d5"))]


def test_a_section_s_book_holds_its_own_text_and_what_stands_below_it() -> None:
    inner = CHAPTER.format("<p>Own words.</p>" + document(1, "<head>One</head><p>A.</p>"))
    take(volume(f'<div type="compilation" xml:id="comp1"><head>Norway</head>{inner}</div>' + document(2, "<p>B.</p>")))
    for name in ("comp1", "ch1"):
        book = read(books.at(V, name))
        assert book.order[-2:] == ["text/ch1.xhtml", "text/d1.xhtml"]
        assert "text/d2.xhtml" not in book.order
    assert read(books.at(V, "ch1")).said("d:title") == ["Of it"]


def test_what_is_withdrawn_is_in_no_book() -> None:
    see = '<p>See <ref target="#d2">it</ref>.</p>'
    take(volume(CHAPTER.format(document(1, f"<head>One</head>{see}") + document(2, "<head>Two</head><p>B.</p>"))))
    withdrawal.withdraw(f"{V}/d2", "Under review")
    for book in (read(books.of_volume(Volume.objects.get())), read(books.at(V, "ch1"))):
        assert "text/d2.xhtml" not in book.order
        assert b"Two" not in b"".join(book.files.values())
        links_lead_somewhere(book)


def test_a_book_says_who_wrote_to_whom_when_and_where_it_is_printed() -> None:
    take(volume(page("1") + document(1, LETTER + "<p>A.</p>")))
    book = read(books.at(V, "d1"))
    assert book.said("d:title") == ["The Minister in Norway (Almgren) to the Secretary of State"]
    assert book.said("d:creator") == ["The Minister in Norway (Almgren)"]
    assert book.said("d:contributor") == ["the Secretary of State"]
    assert book.meta("role") == ["aut", "rcp"]
    assert book.meta("dcterms:created") == ["1937-05-01"]
    assert book.meta("belongs-to-collection") == [f"Volume {V}"]
    assert book.said("d:identifier")[0] == f"{settings.SITE_URL}/volumes/{V}/d1/"
    assert book.said("d:language") == ["en"]


def test_a_book_was_changed_when_its_source_was_taken_in_last(specimen: Volume) -> None:
    first, book = specimen.sources.get().ingestions.get(), read(books.of_volume(specimen))
    assert book.meta("dcterms:modified") == [f"{first.taken_at:%Y-%m-%dT%H:%M:%SZ}"]
    assert book.said("d:identifier")[1] == f"sha256:{first.sha256}"


def test_only_a_book_with_printed_pages_promises_them() -> None:
    paged, plain = of(page("1") + document(1, "<p>A.</p>")), of(document(1, "<p>A.</p>"), "frus1937v02")
    assert {"pageBreakMarkers", "pageNavigation"} <= set(paged.meta("schema:accessibilityFeature"))
    assert paged.meta("pageBreakSource") == [f"Volume {V}"]
    assert not {"pageBreakMarkers", "pageNavigation"} & set(plain.meta("schema:accessibilityFeature"))
    assert (plain.meta("pageBreakSource"), plain.links("page-list")) == ([], [])
    for book in (paged, plain):
        for name in ("accessMode", "accessModeSufficient", "accessibilityHazard", "accessibilitySummary"):
            assert book.meta(f"schema:{name}"), name


def test_each_text_ends_with_its_citation_and_address(specimen: Volume) -> None:
    book = read(books.of_volume(specimen))
    said = "".join(book.page("text/d1.xhtml").find(".//h:footer", NAMES).itertext())
    assert said.startswith("The Ambassador in Chile (Whitcombe) to the Secretary of State, despatch no. ")
    assert said.endswith(f"{settings.SITE_URL}/volumes/specimen/d1/.")


def test_what_a_source_says_stays_words() -> None:
    sly = "&lt;script&gt;alert(1)&lt;/script&gt; data-supplied &amp; “&lt;br&gt;”"
    book = of(document(1, f'<head>{sly}</head><p>{sly}<note n="1" xml:id="d1fn1">{sly}</note></p>'))
    assert "<script>alert(1)</script> data-supplied & “<br>”" in "".join(book.page("text/d1.xhtml").itertext())
    assert book.said("d:title") == [f"Volume {V}"]
    assert not book.page("text/d1.xhtml").xpath("//h:script", namespaces=NAMES)


def test_a_title_that_the_archive_supplies_stands_over_what_is_printed() -> None:
    book = of(document(1, "<head>[Untitled]</head><p>The boats were seized.</p>"))
    headings = book.page("text/d1.xhtml").xpath("//h:h1 | //h:h2", namespaces=NAMES)
    assert ["".join(each.itertext()) for each in headings] == ["The boats were seized.", "[Untitled]"]


def test_texts_whose_ids_differ_in_capitals_alone_have_files_of_their_own() -> None:
    book = of(document(1, "<p>A.</p>", "d1a") + document(2, "<p>B.</p>", "d1A"))
    files = [name for name in book.order if name.startswith("text/")]
    assert len({name.casefold() for name in files}) == 2
    assert [book.text(name) for name in files] == ["A.", "B."]


LONG = (
    page("1")
    + document(
        1,
        "<head>One</head><p>A<note n='1' xml:id='d1fn1'>See <ref target='#pg_2'>there</ref>.</note> begins here "
        f"{page('2')} and goes on there<note n='2' xml:id='d1fn2'>So.</note>.</p>"
        f"<frus:attachment xml:id='d1at1'><head>Enclosure</head><p>Words {page('3')} and more.</p></frus:attachment>",
    )
    + document(
        2, "<p>See <ref target='#d1fn2'>it</ref>, <ref target='#d1at1'>that</ref>, <ref target='#d1'>all</ref></p>"
    )
)


@pytest.fixture
def in_files(monkeypatch: pytest.MonkeyPatch) -> Book:
    """A book whose first text takes a file for each page."""
    monkeypatch.setattr(epub_layout, "LONGEST", 5)
    return books.of_volume(take(volume(LONG)))


def test_a_long_text_is_cut_into_files_where_pages_end(in_files: Book) -> None:
    book = read(in_files)
    names = ["text/d1.xhtml", "text/d1.2.xhtml", "text/d1.3.xhtml"]
    assert book.order[2:5] == names
    assert book.text(*names) == "".join(in_files.documents[0].text.split())
    assert len(book.links("toc")) == 3
    assert [href for _, href in book.links("page-list")] == [f"{name}#pg_{n}" for n, name in enumerate(names, 1)]
    assert "continued" in "".join(book.page(names[1]).itertext())


def test_what_is_linked_in_a_long_text_is_found_in_its_file(in_files: Book) -> None:
    book = read(in_files)
    links_lead_somewhere(book)
    there = [href for name, href in book.hrefs() if name == "text/d2.xhtml"][:3]
    assert there == ["text/d1.2.xhtml#d1fn2", "text/d1.2.xhtml#d1at1", "text/d1.xhtml"]
    assert ("text/d1.xhtml", "text/d1.2.xhtml#pg_2") in book.hrefs()


def test_a_long_text_is_cited_once_at_its_end(in_files: Book) -> None:
    book = read(in_files)
    ends = [len(book.page(f"text/{name}.xhtml").findall(".//h:footer", NAMES)) for name in ("d1", "d1.2", "d1.3")]
    assert ends == [0, 0, 1]
