"""Parts of a volume in the TEI that is kept: by documents in their sections, by printed pages, and whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from lxml import etree

from archive.exports import dts_tei, tei_text
from archive.models import Document, Page, Passage, Volume
from archive.store import withdrawal
from tests.specimens import document, page, take, volume

pytestmark = pytest.mark.django_db

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
TABLE = f"<table><row><cell>A</cell></row>{page('2')}<row><cell>B</cell></row></table>{page('3')}<p>C {page('4')}D</p>"


def parsed(pieces: Iterable[str]) -> etree._Element:
    return etree.fromstring("".join(pieces).encode(), etree.XMLParser(huge_tree=True))


def words(element: etree._Element) -> str:
    """All its characters but for spaces."""
    return "".join("".join(element.itertext()).split())


def wrapper(pieces: Iterable[str]) -> etree._Element:
    found = parsed(pieces).find(f".//{{{dts_tei.WRAPPER}}}wrapper")
    assert found is not None
    return found


def on_pages(row: Volume, first: Page, last: Page | None = None) -> etree._Element:
    assert first.order is not None
    end = (last or first).order
    assert end is not None
    return wrapper(dts_tei.pages(row, first.order, end))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(1, 1, "A"), (2, 2, "B"), (3, 3, "C"), (4, 4, "D"), (2, 3, "BC"), (1, 4, "ABCD"), (5, 9, "D")],
)
def test_a_page_is_cut_out_with_the_elements_around_it(first: int, last: int, said: str) -> None:
    whole = f'<div xmlns="http://www.tei-c.org/ns/1.0">{TABLE}</div>'
    part = etree.fromstring(dts_tei.cut(whole, {f"pg_{n}": n for n in range(1, 10)}, first, last))
    assert words(part) == said
    assert part.tag == f"{TEI}div"
    if said == "B":
        assert [child.tag for child in part.iter()] == [
            f"{TEI}{name}" for name in ("div", "table", "pb", "row", "cell")
        ]


def test_a_section_that_goes_on_behind_its_documents_is_parted_although_the_break_stands_in_one_of_them() -> None:
    papers = document(1, f"<head>One</head><p>A {page('2')} B.</p>") + page("3") + document(2, f"<p>C {page('4')}</p>")
    row = take(volume(page("1") + f'<div type="chapter" xml:id="ch1"><head>Of it</head>{papers}<p>The end.</p></div>'))
    holds_every_page(row)


def test_every_page_has_what_its_passages_have_and_all_pages_together_have_everything(specimen: Volume) -> None:
    holds_every_page(specimen)


def holds_every_page(row: Volume, every: int = 1) -> None:
    """Each page, or every so-manieth, has the words of its passages, footnotes aside."""
    for each in row.pages.filter(order__isnull=False)[::every]:
        found = on_pages(row, each)
        passages = Passage.objects.on_page(each).select_related("document")
        printed = "".join("".join(p.document.text[p.start : p.end].split()) for p in passages)
        for note in list(found.iter(f"{TEI}note")):
            if note.get(XML_ID) and note.get("rend") != "inline":
                note.text = None
                for child in list(note):
                    note.remove(child)
        assert _letters(words(found)) == _letters(printed), each
    first, last = (row.pages.filter(order__isnull=False).order_by(order).first() for order in ("order", "-order"))
    assert first is not None
    everything = "".join("".join(etree.fromstring(tei).itertext()) for tei in _kept(row))
    assert words(on_pages(row, first, last)) == "".join(everything.split())


def test_a_page_has_its_texts_as_they_are_printed_on_it() -> None:
    papers = document(1, f"<head>One</head><p>A {page('2')} B.</p>") + "<p>Between.</p>" + document(2, "<p>C.</p>")
    row = take(volume(page("1") + f'<div type="chapter" xml:id="ch1"><head>Of it</head>{papers}</div>'))
    found = on_pages(row, Page.objects.get(volume=row, identifier="pg_2"))
    assert [div.get(XML_ID) for div in found] == ["d1", "ch1", "d2"]


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _kept(row: Volume) -> Iterator[bytes]:
    texts = Document.objects.in_volume(row).filter(order__isnull=False)
    yield from (tei.encode() for tei in texts.values_list("tei", flat=True))


def test_a_whole_volume_has_its_texts_in_their_sections_front_and_back_apart(specimen: Volume) -> None:
    root = parsed(dts_tei.whole(specimen))
    assert root.tag == f"{TEI}TEI"
    text = root.find(f"{TEI}text")
    assert text is not None
    assert [part.tag for part in text] == [f"{TEI}{name}" for name in ("front", "body", "back")]
    by_id = {div.get(XML_ID): div for div in root.iter(f"{TEI}div") if div.get(XML_ID)}
    letters = Document.objects.letters().filter(volume=specimen, section__isnull=False)
    for identifier, section in letters.values_list("identifier", "section__identifier"):
        around = by_id[identifier].getparent()
        assert around is not None
        assert around.get(XML_ID) == section, identifier
    everything = "".join("".join(etree.fromstring(tei).itertext()) for tei in _kept(specimen))
    assert words(text) == "".join(everything.split())


def test_a_range_that_begins_inside_a_section_ends_inside_another() -> None:
    chapters = "".join(
        f'<div type="chapter" xml:id="ch{n}"><head>Chapter {n}</head>'
        + "".join(document(m, f"<head>Paper {m}</head><p>{m}</p>") for m in (2 * n - 1, 2 * n))
        + "</div>"
        for n in (1, 2)
    )
    row = take(volume(page("1") + chapters))
    orders = dict(Document.objects.values_list("identifier", "order"))
    found = wrapper(dts_tei.contents(row, orders["d2"] or 0, orders["d3"] or 0))
    assert [child.get(XML_ID) for child in found] == ["d2", "ch2"]
    assert [child.get(XML_ID) for child in found.iter(f"{TEI}div")] == ["d2", "ch2", "d3"]


def test_what_is_withdrawn_is_in_no_part_and_its_section_still_holds_the_rest(specimen: Volume) -> None:
    withdrawal.withdraw("specimen/d1", "By error.")
    withdrawal.withdraw("specimen/ch1", "By error.")
    root = parsed(dts_tei.whole(specimen))
    ids = {div.get(XML_ID): div for div in root.iter(f"{TEI}div")}
    assert "d1" not in ids
    assert ids["d2"].getparent() is ids["ch1"]
    assert "Whitcombe" not in words(on_pages(specimen, Page.objects.get(volume=specimen, identifier="pg_1")))


def test_words_of_a_volume_s_title_are_words() -> None:
    row = take(
        volume(page("1") + document(1, "<head>One</head><p>A &amp; B.</p>"), header="<editor>&lt;x&gt;</editor>")
    )
    Volume.objects.filter(pk=row.pk).update(title='A <b> & "c"', rights="<i>All</i>")
    row.refresh_from_db()
    assert parsed(dts_tei.whole(row)).findtext(f".//{TEI}title") == 'A <b> & "c"'


def judge(row: Volume) -> None:
    """A whole volume is as the archive's own schema has it."""
    schema = etree.RelaxNG(etree.parse(tei_text.SCHEMA))
    schema.assertValid(parsed(dts_tei.whole(row)))


def test_a_whole_volume_is_as_the_schema_has_it(specimen: Volume, seed: Document) -> None:
    judge(specimen)
    judge(seed.volume)


@pytest.mark.proof
@pytest.mark.usefixtures("published")
@pytest.mark.timeout(1800)
def test_every_page_of_the_published_volumes_has_what_its_passages_have() -> None:
    for row in Volume.objects.order_by("identifier"):
        judge(row)
        holds_every_page(row, every=5)
