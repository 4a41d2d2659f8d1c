"""A TEI volume read whole: what it is called, what its sections say, what was not understood, and the specimen."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import NamedTuple

import pytest
from django.conf import settings

from archive.ingest import tei
from archive.records.document import Document
from archive.records.findings import Finding, SourceError
from archive.records.people import Party, Person
from archive.records.volume import Volume
from archive.rendering.edition import Rendering
from tests.rendering.judging import prove

from .miniature import NAMESPACES, div, document, own, pages, section, source, volume

PB2 = '<pb n="2" xml:id="pg_2"/>'


# --- The volume and its id ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attributes", "idno", "file", "name"),
    [
        ('xml:id="frus1861"', "frus1", "x.xml", "frus1861"),
        ("", "frus1934v05", "x.xml", "frus1934v05"),
        ("", " ", "frus1882.xml.gz", "frus1882"),
        ("", "", "my volume (2).xml", "my-volume--2-"),
        ("", "", ".xml", "volume"),
        ('xml:id="a.b"', "", "x.xml", "a-b"),
    ],
)
def test_a_volume_names_itself_or_is_named_by_its_file(attributes: str, idno: str, file: str, name: str) -> None:
    publication = f'<publicationStmt><idno type="frus">{idno}</idno></publicationStmt>'
    header = f"<teiHeader><fileDesc>{publication}</fileDesc></teiHeader>"
    data = f"<TEI {NAMESPACES} {attributes}>{header}<text><body/></text></TEI>".encode()
    assert tei.read(data, file).id == name


@pytest.mark.parametrize("root", ["<TEI/>", '<div xmlns="http://www.tei-c.org/ns/1.0"/>', "<html/>"])
def test_what_is_no_tei_is_refused(root: str) -> None:
    with pytest.raises(SourceError, match="not TEI P5's TEI"):
        tei.read(root.encode(), "x.xml")


def test_a_byte_order_mark_and_instructions_before_the_root_are_passed_over() -> None:
    data = b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?><?xml-model href='frus.rng'?>" + source(div("<p>A</p>"))
    assert tei.read(data, "x.xml").documents[0].text == "A"


def test_an_inclusion_from_elsewhere_is_never_fetched() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    assert document(f"<p>A {include} B</p>").text == "A B"


@pytest.mark.parametrize(
    "data", [b"<TEI", b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text>&x;</text></TEI>", b"\x00\xff"]
)
def test_what_is_not_well_formed_is_refused_with_its_line(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        tei.read(data, "x.xml")
    assert caught.value.line is not None


# --- Sections ---------------------------------------------------------------------------------------------------------


def test_a_section_is_called_by_its_heading() -> None:
    note = '<note n="1" xml:id="n1">Continued.</note>'
    head = f'<head type="shortened-for-running-head">Chile</head><head>Chile:<lb/>Coal{note}</head>'
    read = volume(div(head + div("<p>A</p>"), "ch1", "chapter"))
    assert section(read, "ch1").title == "Chile: Coal"


@pytest.mark.parametrize(
    ("kind", "title"),
    [("chapter", "Chapter"), ("toc", "Contents"), ("section", "Section"), ("compilation", "Compilation")],
)
def test_a_section_without_a_heading_is_called_by_its_kind(kind: str, title: str) -> None:
    assert section(volume(div(div("<p>A</p>"), "x1", kind)), "x1").title == title


def test_a_section_without_a_word_has_no_text() -> None:
    found = section(volume(div(div("<p>A</p>"), "ch1", "chapter")), "ch1")
    assert (found.text, found.has_text) == (None, False)


def test_a_heading_alone_is_text_but_not_more_than_a_heading() -> None:
    note = '<note n="1" xml:id="n1">Continued.</note>'
    read = volume(div(f"<head>Chile{note}</head>" + div("<p>A</p>"), "ch1", "chapter"))
    assert own(read, "ch1").text == "Chile"
    assert not section(read, "ch1").has_text
    assert [n.text for n in own(read, "ch1").notes] == ["Continued."]


def test_words_beside_the_heading_are_more_than_a_heading() -> None:
    read = volume(div("<head>Chile</head><p>B</p>" + div("<p>A</p>"), "ch1", "chapter"))
    assert section(read, "ch1").has_text
    assert own(read, "ch1").text == "Chile\nB"
    assert "<p>A</p>" not in own(read, "ch1").tei


def test_a_section_that_goes_on_behind_its_documents_has_its_words_on_the_pages_where_they_stand() -> None:
    content = "<head>Chile</head>" + div(f"<p>A {PB2}B</p>") + "<p>After</p>"
    read = volume('<pb n="1" xml:id="pg_1"/>' + div(content, "ch1", "chapter"))
    assert pages(own(read, "ch1")) == {"pg_1": "Chile\n", "pg_2": "After"}
    assert own(read, "ch1").tei.endswith("<p>After</p></div>")


def test_passages_are_ordered_as_they_follow_on_the_printed_page() -> None:
    chapter = "<head>Chile</head>" + div(f"<p>A good many words {PB2}B</p>") + div("<p>C</p>", "d2") + "<p>After</p>"
    read = volume('<pb n="1" xml:id="pg_1"/>' + div(chapter, "ch1", "chapter") + div("<p>D</p>", "d3"))
    texts = [*read.documents, *(s.text for s in read.sections if s.text)]
    placed = sorted((p.order, t.id, p.page) for t in texts for p in t.passages)
    assert placed == [
        (0, "ch1", "pg_1"),
        (1, "d1", "pg_1"),
        (2, "d1", "pg_2"),
        (3, "d2", "pg_2"),
        (4, "ch1", "pg_2"),
        (5, "d3", "pg_2"),
    ]


def test_words_between_chapters_are_ordered_behind_the_chapter_before_them() -> None:
    chapters = (
        div(div("<p>A</p>"), "ch1", "chapter") + f"{PB2}<p>Between</p>" + div(div("<p>B</p>", "d2"), "ch2", "chapter")
    )
    read = volume('<pb n="1" xml:id="pg_1"/>' + div(f"<head>H</head>{chapters}", "comp1", "compilation"))
    placed = {t.id: [p.order for p in t.passages] for t in (*read.documents, own(read, "comp1"))}
    assert placed == {"comp1": [0, 2], "d1": [1], "d2": [3]}


# --- The list of persons ----------------------------------------------------------------------------------------------


def test_the_list_of_persons_gives_each_entry_s_name_and_description() -> None:
    entries = """<item><hi rend="strong"><persName xml:id="p_AE1">Arden, <hi>Eleanor</hi></persName>,</hi> Minister in
        Norway.</item><item><persName xml:id="p_X">Ex</persName></item><item><persName>Nobody</persName></item>"""
    read = volume("", div(f'<list type="names">{entries}</list>', "persons", "section"))
    assert read.people == (
        Person("mini#p_AE1", "Arden, Eleanor", "Minister in Norway."),
        Person("mini#p_X", "Ex", ""),
    )


def test_an_entry_s_footnote_is_no_part_of_its_description() -> None:
    entry = '<item><persName xml:id="p_1">Ex</persName>, Consul<note n="1" xml:id="n1">Until 1937.</note>.</item>'
    assert volume("", div(f"<list>{entry}</list>", "persons", "section")).people[0].description == "Consul."


# --- What was not understood --------------------------------------------------------------------------------------


def test_a_name_without_a_rule_is_found_once_a_document_with_its_line() -> None:
    read = volume("\n" + div("<p>\n<quux/><quux/><frus:zorn/></p>") + div("<quux/>", "d2"))
    assert read.findings == (
        Finding("unknown element", "quux", "d1", 3),
        Finding("unknown element", "frus:zorn", "d1", 3),
        Finding("unknown element", "quux", "d2", 3),
    )


def test_references_that_lead_nowhere_are_found_once_a_text() -> None:
    refs = "".join(f'<ref target="{t}">x</ref>' for t in ("#pg_1518", "#70", "#d1", "#d1", "#pg_2", "#in12", "#in12"))
    elsewhere = '<ref target="frus1926v01#pg_9">x</ref><ref target="http://ca.ll">x</ref><ref target="frus1919">x</ref>'
    note = '<note n="1" xml:id="n1"><ref target="#nowhere">x</ref></note>'
    read = volume(div(f"<p>{refs}{elsewhere}{note}{PB2}A</p>"))
    assert [(f.kind, f.what, f.where, f.line) for f in read.findings] == [
        ("reference leads nowhere", target, "d1", 1) for target in ("#pg_1518", "#70", "#in12", "#nowhere")
    ]


def test_a_reference_to_anything_with_an_id_leads_somewhere() -> None:
    read = volume(div('<p xml:id="p1">A <ref target="#p.2">x</ref> <ref target="#p1">y</ref></p><p xml:id="p.2">B</p>'))
    assert read.findings == ()


# --- The specimen --------------------------------------------------------------------------------------------------


class Said(NamedTuple):
    """What a reader of the specimen's printed page would say of a document."""

    number: str
    kind: str
    date: str
    place: str
    sender: str
    recipient: str
    pages: str


SPECIMEN = {
    "d1": Said("1", "despatch", "1936-10-03", "Santiago", "Whitcombe", "Secretary of State", "1 2 3"),
    "d2": Said("2", "telegram", "1936-10-24", "Washington", "Merriweather", "Whitcombe", "3"),
    "d3": Said("3", "telegram", "1936-10-29", "Santiago", "Whitcombe", "Secretary of State", "4"),
    "d4": Said("4", "telegram", "1936-10-31", "Washington", "Secretary of State", "Whitcombe", "4"),
    "d5": Said("5", "telegram", "1936-11-07", "Punta Arenas", "Tibbets", "Secretary of State", "4"),
    "d6": Said("6", "despatch", "1936-12-04", "Punta Arenas", "Tibbets", "Secretary of State", "5 6 7 8"),
    "d7": Said("7", "letter", "1937-01-28", "Punta Dungeness", "Stone", "Secretary of State", "8 9"),
    "d8": Said("8", "note", "1937-02-20", "Santiago", "Iturbe", "Whitcombe", "9 10 11 12"),
    "d9": Said("9", "despatch", "1936-07-18", "Montevideo", "Beckwith", "Thorne", "12 13"),
    "d10": Said("10", "other", "", "", "", "", "14"),
    "d11": Said("11", "memorandum", "1937-03-05", "Washington", "Rowntree", "", "14 15"),
    "d12": Said("12", "despatch", "1937-05-03/1937-05-05", "Colonia", "Sloane", "Secretary of State", "15 16"),
    "d13": Said("13", "treaty", "1937-08-09", "", "", "", "17 18"),
    "d14": Said("14", "editorial-note", "", "", "", "", "19"),
    "d15": Said("15", "letter", "1937-03-16", "Washington", "Secretary of State", "Arden, Lisle", "19 20"),
    "d16": Said("16", "minutes", "1937-04-19", "", "", "", "21 22 23 24 25 26 27"),
    "d17": Said("17", "telegram", "", "Lisbon", "Kettering", "Secretary of State", "27"),
    "d18": Said("18", "telegram", "1937-04-20", "Lisbon", "Arden, Lisle", "Secretary of State", "28"),
    "d19": Said("19", "note", "1937-06-24", "Oslo", "Fjelde", "Arden", "28 29 30"),
    "d20": Said("20", "despatch", "1937-09-09", "Istanbul", "Fenwick", "Secretary of State", "31 32 33"),
    "d21": Said("21", "note", "1937-11-02", "Cairo", "Egyptian Minister for Foreign Affairs", "Rutledge", "34"),
    "d22": Said(
        "22", "letter", "1938-01-14", "New York", "Pettibone & Co., Incorporated", "Secretary of State", "35 36"
    ),
    "d23": Said("23", "other", "1936-01-19", "Addis Ababa", "", "", "37"),
    "d24": Said("24", "letter", "1938-05-17", "Wellington", "Lieutenant J. P. Quill, Jr.", "Ogilvie", "38 39"),
    "d25": Said("25", "memorandum", "1938-09-13", "Washington", "", "", "40 41 42 43"),
}


@cache
def specimen() -> Volume:
    file = settings.BASE / "fixtures" / "specimen.xml"
    return tei.read(file.read_bytes(), file.name)


def texts() -> list[Document]:
    return [*specimen().documents, *(s.text for s in specimen().sections if s.text)]


def of(name: str) -> Document:
    return next(document for document in specimen().documents if document.id == name)


def names(side: tuple[Party, ...]) -> str:
    return ", ".join(actor.name for party in side for actor in party.actors)


@pytest.mark.parametrize("name", SPECIMEN)
def test_each_document_of_the_specimen_is_read_as_it_is_printed(name: str) -> None:
    found = of(name)
    assert SPECIMEN[name] == Said(
        found.number,
        found.kind,
        found.date.edtf,
        found.place,
        names(found.sender),
        names(found.recipient),
        " ".join(passage.page.removeprefix("pg_") for passage in found.passages),
    )


def test_the_specimen_is_counted_right() -> None:
    read = specimen()
    assert (len(read.documents), len(read.sections), len(read.pages), len(read.people)) == (25, 14, 58, 26)
    assert sum(len(text.notes) for text in texts()) == 38
    assert sum(len(text.enclosures) for text in texts()) == 11
    assert sum(len(document.passages) > 1 for document in read.documents) == 15


def test_the_specimen_s_findings_are_its_deliberate_mistakes() -> None:
    assert Counter((finding.kind, finding.what) for finding in specimen().findings) == {
        ("unknown element", "c"): 1,
        ("unknown element", "certainfinish"): 1,
        ("date disagrees", "printed 'July 18, 1936', encoded '1936-08-18'"): 1,
        ("reference leads nowhere", "#pg_999"): 1,
        ("reference leads nowhere", "#in1"): 1,
        ("reference leads nowhere", "#in2"): 1,
        ("reference leads nowhere", "#in12"): 2,
    }


def test_every_page_of_the_specimen_is_good_html() -> None:
    for text in texts():
        prove(Rendering(text.text, text.passages, text.notes, (), {}, {}, ()))


@pytest.mark.parametrize(
    ("name", "received", "time"),
    [
        ("d1", "1936-10-19", ""),
        ("d3", "1936-10-29", "17:40"),
        ("d5", "1936-11-09", "11:20"),
        ("d6", "1937-01-06", ""),
        ("d9", "1936-08-03", ""),
        ("d17", "1937-04-21", "08:05"),
        ("d18", "1937-04-21", "08:06"),
        ("d22", "1938-01-15", ""),
        ("d24", "", ""),
    ],
)
def test_when_the_specimen_s_documents_were_received(name: str, received: str, time: str) -> None:
    assert (of(name).received.edtf, of(name).received.time) == (received, time)


@pytest.mark.parametrize(
    ("name", "signatories"),
    [
        ("d1", ["Whitcombe"]),
        ("d6", ["Tibbets"]),
        ("d8", ["Iturbe", "Onofre Vidal"]),
        ("d9", ["Beckwith"]),
        ("d10", []),
        ("d13", ["Horatio Beckwith", "Eusebio Larralde", "Ramón Ugarteche"]),
        ("d16", ["Gaspar Rebordão", "J. Almada"]),
        ("d18", ["Arden", "Lisle"]),
        ("d21", []),
        ("d22", ["Ezra Pettibone, 3d", "L. M. Strake"]),
        ("d24", ["Lieutenant J. P. Quill, Jr."]),
        ("d25", ["Clement Rowntree"]),
    ],
)
def test_who_signed_the_specimen_s_documents(name: str, signatories: list[str]) -> None:
    assert [mention.name for mention in of(name).mentions if mention.role == "signatory"] == signatories


@pytest.mark.parametrize(
    ("name", "file_number", "despatch_number", "status"),
    [
        ("d1", "825.345/41", "228", ()),
        ("d2", "825.345/41", "", ()),
        ("d3", "825.345/43", "", ("[Paraphrase]",)),
        ("d5", "825.345/46", "", ("[Telegram]",)),
        ("d8", "825.345/58", "1107", ("[Translation]",)),
        ("d9", "833.8461/12", "14", ()),
        ("d13", "Treaty Series No. 10902", "", ()),
        ("d18", "595.7F1/70", "", ("[Telegram—Paraphrase]",)),
        ("d24", "847H.822/6", "", ()),
        ("d25", "", "", ()),
    ],
)
def test_what_the_specimen_s_documents_are_filed_under(
    name: str, file_number: str, despatch_number: str, status: tuple[str, ...]
) -> None:
    found = of(name)
    assert (found.file_number, found.despatch_number, found.status) == (file_number, despatch_number, status)


def test_the_specimen_s_enclosures_nest_as_printed() -> None:
    assert [(e.id, e.label, e.parent) for e in of("d12").enclosures] == [
        ("d12at1", "[Enclosure 1—Translation]", ""),
        ("d12at2", "[Subenclosure]", "d12at1"),
        ("d12at3", "", ""),
    ]
    assert of("d12").text.endswith("I avail myself, etc.\nE. Larralde")


def test_the_specimen_s_untitled_documents_are_called_by_their_words() -> None:
    assert {d.id: d.heading for d in specimen().documents if d.heading_supplied} == {
        "d10": "A slip in the hand of an unknown officer, …",
        "d23": "The Minister Resident has been asked by the Department … (January 6/19, 1936)",
    }


def test_the_map_between_documents_is_the_chapter_s_and_stands_on_its_own_page() -> None:
    text = next(section.text for section in specimen().sections if section.id == "ch4")
    assert text is not None
    assert [passage.page for passage in text.passages] == ["pg_31", "pg-seq-0051"]
    assert [page.label for page in specimen().pages if page.id.startswith("pg-seq")] == [None, "[Map 1]"]


def test_a_note_upon_a_note_of_the_specimen_stands_at_the_same_place() -> None:
    assert [(note.id, note.mark, note.at) for note in of("d24").notes][:2] == [
        ("d24fn1", "6", 1459),
        ("d24fn2", "a", 1459),
    ]


def test_the_space_before_a_page_s_first_word_is_the_page_s_before() -> None:
    first, second = of("d1").passages[:2]
    assert of("d1").text[first.start : first.end].endswith("three hundred and ")
    assert of("d1").text[second.start :].startswith("sixty-three tons")


def test_small_capitals_and_scripts_of_the_specimen_are_as_encoded() -> None:
    assert "SUBJECT" in of("d25").text
    assert "Madam and Sir: The President" in of("d15").text
    assert "ὁρῶ τε καὶ ὁρῶμαι" in of("d16").text
    assert "the sign 𒀭, which" in of("d20").text
    assert "مَن صَبَرَ ظَفِر" in of("d21").text


def test_the_specimen_s_persons_keep_their_letters() -> None:
    people = {person.key: person for person in specimen().people}
    assert people["specimen#p_CH1"] == Person(
        "specimen#p_CH1",
        "Çınaroğlu, Halûk",
        "Turkish Director of Antiquities. See also Halûk Bey, who is the same.",
    )
