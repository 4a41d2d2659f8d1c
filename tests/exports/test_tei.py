"""A text as a TEI file of its own, and a transcript's way there and back."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import etree

from archive.exports import tei, tei_text
from archive.ingest import tei as reader
from archive.models import Document, Volume
from archive.store import read, withdrawal
from tests.specimens import document, take, volume

TEI = "{http://www.tei-c.org/ns/1.0}"
LETTER = """<head>The Consul (<persName type="from">Almgren</persName>) to the <gloss type="to">Minister</gloss></head>
<dateline><placeName>Oslo</placeName>, <date when="1937-05-01">May 1, 1937</date></dateline>
<p>Sir: The boats<note n="1" xml:id="d1fn1">All of them.</note> are in.</p><closer><signed>Almgren</signed></closer>
<frus:attachment><head>A list</head><p>Three boats.</p>
<frus:attachment><p>Inner.</p></frus:attachment></frus:attachment>"""


def words(root: etree._Element) -> str:
    """All characters that are no white space."""
    return "".join("".join(root.itertext()).split())


@pytest.fixture
def letter(db: None) -> Document:
    take(volume(document(1, LETTER)))
    return Document.objects.select_related("volume", "section").get(identifier="d1")


def test_a_text_has_a_header_of_its_own_that_says_who_wrote_to_whom(letter: Document) -> None:
    root = etree.fromstring(tei.document(letter))
    assert root.findtext(f".//{TEI}titleStmt/{TEI}title") == letter.heading
    sent, received = root.iter(f"{TEI}correspAction")
    assert (sent.get("type"), received.get("type")) == ("sent", "received")
    assert sent.find(f"{TEI}date").get("when") == "1937-05-01"
    assert "Almgren" in words(sent)


def test_an_enclosure_is_a_text_inside_the_text_with_its_own_enclosure(letter: Document) -> None:
    root = etree.fromstring(tei.document(letter))
    outer, inner = root.iter(f"{TEI}floatingText")
    assert outer.get("type") == inner.get("type") == "enclosure"
    assert inner.getparent() == outer.find(f"{TEI}body")
    assert "frus" not in tei.document(letter).decode().replace("frus1937v01", "")


def test_references_are_relative_to_the_volume(letter: Document) -> None:
    text = etree.fromstring(tei.document(letter)).find(f"{TEI}text")
    assert text is not None
    assert text.get("{http://www.w3.org/XML/1998/namespace}base", "").endswith("/volumes/frus1937v01.xml")


@pytest.mark.parametrize(
    ("kept", "given"),
    [
        ("Stray <hi>words</hi> here.<p>One.</p>More.", "<p>Stray <hi>words</hi> here.</p><p>One.</p><p>More.</p>"),
        ("<head>A <certainfinish>b</certainfinish></head>", '<head>A <seg type="certainfinish">b</seg></head>'),
        (
            "<scene><p>Enter.</p></scene>",
            '<floatingText type="scene"><body><p>Enter.</p></body></floatingText>',
        ),
        ('<p hand="#x" rend="center">A<!-- b --><?c d?>e</p>', '<p rend="center">Ae</p>'),
        ('<p><date when="May">May</date></p>', "<p><date>May</date></p>"),
        ("<list>One<item>Two</item></list>", "<list><item>One</item><item>Two</item></list>"),
        ("<p><hi><p>In</p></hi></p>", '<p><hi><seg type="p">In</seg></hi></p>'),
    ],
)
def test_what_the_schema_does_not_know_is_told_by_what_it_knows_and_no_word_is_lost(kept: str, given: str) -> None:
    made = tei_text.given(f'<div xmlns="{TEI[1:-1]}">{kept}</div>')
    assert etree.tostring(made).decode() == f'<div xmlns="{TEI[1:-1]}">{given}</div>'
    schema = etree.RelaxNG(etree.parse(tei_text.SCHEMA))
    assert schema.validate(whole(made)), schema.error_log


def whole(content: etree._Element) -> etree._Element:
    """A file around a division."""
    root = etree.Element(f"{TEI}TEI", nsmap={None: TEI[1:-1]})
    root.append(etree.fromstring(HEADER))
    etree.SubElement(etree.SubElement(root, f"{TEI}text"), f"{TEI}body").append(content)
    return root


HEADER = (
    f'<teiHeader xmlns="{TEI[1:-1]}"><fileDesc><titleStmt><title/></titleStmt><publicationStmt><publisher/>'
    "<availability><p/></availability></publicationStmt><sourceDesc><bibl/></sourceDesc></fileDesc></teiHeader>"
)


def test_a_transcript_that_left_as_tei_is_the_same_edition_when_it_comes_back(seed: Document) -> None:
    back = reader.read(tei.document(Document.objects.select_related("volume", "section").get(pk=seed.pk)), "d.xml")
    (one,), (other,) = back.documents, read.of([seed])
    for name in ("heading", "kind", "text", "notes", "date", "received", "place", "sender", "recipient", "signatories"):
        assert getattr(one, name) == getattr(other, name), name
    assert [(e.label, e.heading, e.start, e.end) for e in one.enclosures] == [
        (e.label, e.heading, e.start, e.end) for e in other.enclosures
    ]
    assert [(p.page, p.start, p.end, p.html) for p in one.passages] == [
        (p.page, p.start, p.end, p.html) for p in other.passages
    ]


def test_a_volume_gives_its_source_as_it_came(client: Client, letter: Document) -> None:
    source = volume(document(1, LETTER))
    answer = client.get("/volumes/frus1937v01.xml")
    assert answer["Content-Type"] == "application/tei+xml; charset=utf-8"
    assert answer.getvalue() == source.encode()


def test_a_collection_of_transcripts_gives_the_tei_that_its_texts_make(client: Client, seed: Document) -> None:
    content = client.get("/volumes/transcripts.xml").getvalue()
    assert words(etree.fromstring(seed.tei)) in words(etree.fromstring(content))


def test_what_is_withdrawn_or_not_there_gives_no_tei(client: Client, letter: Document) -> None:
    assert client.get("/volumes/frus1937v01/d9.xml").status_code == 404
    withdrawal.withdraw("frus1937v01/d1", "Under review.")
    assert client.get("/volumes/frus1937v01/d1.xml").status_code == 410


def test_a_title_page_stands_in_the_front(specimen: Volume) -> None:
    page = Document.objects.filter(volume=specimen, tei__startswith="<titlePage").select_related("volume").first()
    assert page
    root = etree.fromstring(tei.document(page))
    assert root.find(f"{TEI}text/{TEI}front/{TEI}titlePage") is not None
