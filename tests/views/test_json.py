"""Documents, sections and volumes for machines: every name and shape that the outside relies on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from archive.models import Document, Volume
from archive.store import withdrawal
from tests.specimens import SEED, SPECIMEN, document, load, page, take, volume

DOCUMENT = [
    "id",
    "volume",
    "identifier",
    "number",
    "kind",
    "heading",
    "heading_supplied",
    "status",
    "file_number",
    "despatch_number",
    "date",
    "received",
    "place",
    "sender",
    "recipient",
    "sections",
    "pages",
    "text",
    "notes",
    "enclosures",
    "mentions",
    "previous",
    "next",
]
VOLUME = [
    "id",
    "title",
    "series",
    "subseries",
    "number",
    "publisher",
    "place",
    "year",
    "documents",
    "pages",
    "notes",
    "enclosures",
    "sections",
    "document_ids",
]
DATE = {"text", "edtf", "earliest", "latest", "encoded", "agrees", "basis"}
NOTHING = dict.fromkeys(DATE - {"basis"}) | {"basis": "none"}

LETTER = (
    '<note rend="inline" type="source">825.512/49</note>'
    '<head>The Chargé in Chile (<persName type="from">Norweb</persName>) to the '
    '<gloss type="to">Secretary of State</gloss></head>'
    '<note rend="inline" type="source">[Extract]</note>'
    '<dateline><placeName><hi rend="smallcaps">Santiago</hi></placeName>, '
    '<date when="1933-10-03">October 3, 1933</date>.'
    "<lb/>[Received October 12.]</dateline>"
    '<p rend="flushleft">No. 1551</p>'
    '<p>Sir: I have the honor.<note n="37" xml:id="d41fn37">Not printed.</note> See 𒀭.</p>'
    + page("59")
    + "<p>More of it.</p><closer><signed>R. Henry Norweb</signed></closer>"
    '<frus:attachment><note rend="inline">[Enclosure—Translation]</note>'
    "<head>The Chilean Ministry for Foreign Affairs to the American Embassy</head><p>Note.</p></frus:attachment>"
)
HEADER = (
    '<title type="series">Foreign Relations of the United States</title><title type="subseries">1933</title>'
    '<title type="volumenumber">Part II, Volume II</title>'
)


def asked(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    found: dict[str, Any] = answer.json()
    return found


def letter() -> str:
    chapter = '<div type="chapter" xml:id="ch2"><head>Taxes</head>{}</div>'
    compilation = f'<div type="compilation" xml:id="comp1"><head>Chile</head>{chapter}</div>'
    papers = (
        document(40, "<head>Forty</head><p>A.</p>") + document(41, LETTER) + document(42, "<head>After</head><p>B.</p>")
    )
    return volume(page("58") + compilation.format(papers), "frus1933v02", HEADER)


# A document


@pytest.mark.django_db
def test_a_document_has_every_name_of_the_contract_and_its_shapes(client: Client) -> None:
    take(letter())
    found = asked(client, "/volumes/frus1933v02/d41.json")
    assert set(DOCUMENT) <= set(found)
    text = found["text"]
    at = text.index("honor.") + len("honor.")
    break_ = text.index("More of it")
    enclosed = text.index("[Enclosure—Translation]")
    exact = {
        "id": "frus1933v02/d41",
        "volume": "frus1933v02",
        "identifier": "d41",
        "number": "41",
        "kind": "despatch",
        "heading": "The Chargé in Chile (Norweb) to the Secretary of State",
        "heading_supplied": False,
        "status": ["[Extract]"],
        "file_number": "825.512/49",
        "despatch_number": "1551",
        "date": {
            "text": "October 3, 1933",
            "edtf": "1933-10-03",
            "earliest": "1933-10-03",
            "latest": "1933-10-03",
            "encoded": "1933-10-03",
            "agrees": True,
            "basis": "dateline",
        },
        "received": {"text": "October 12", "edtf": "1933-10-12"},
        "place": {"text": "Santiago", "slug": "santiago"},
        "sender": [
            {
                "text": "The Chargé in Chile (Norweb)",
                "name": "Norweb",
                "office": "Chargé in Chile",
                "actors": ["norweb-charge-in-chile"],
            }
        ],
        "recipient": [
            {
                "text": "the Secretary of State",
                "name": None,
                "office": "Secretary of State",
                "actors": ["secretary-of-state"],
            }
        ],
        "sections": ["comp1", "ch2"],
        "pages": [
            {"id": "pg_58", "label": "58", "supplied": False, "image": None, "start": 0, "end": break_},
            {"id": "pg_59", "label": "59", "supplied": False, "image": None, "start": break_, "end": len(text)},
        ],
        "notes": [{"id": "d41fn37", "mark": "37", "text": "Not printed.", "page": "pg_58", "at": at}],
        "enclosures": [
            {
                "id": "d41at1",
                "label": "[Enclosure—Translation]",
                "heading": "The Chilean Ministry for Foreign Affairs to the American Embassy",
                "start": enclosed,
                "end": len(text),
            }
        ],
        "previous": "frus1933v02/d40",
        "next": "frus1933v02/d42",
    }
    assert {name: found[name] for name in exact} == exact
    assert text == (
        "825.512/49\nThe Chargé in Chile (Norweb) to the Secretary of State\n[Extract]\n"
        "Santiago, October 3, 1933. [Received October 12.]\nNo. 1551\nSir: I have the honor. See 𒀭.\nMore of it.\n"
        "R. Henry Norweb\n[Enclosure—Translation]\n"
        "The Chilean Ministry for Foreign Affairs to the American Embassy\nNote."
    )


@pytest.mark.django_db
def test_each_mention_quotes_the_text_at_its_offsets(client: Client) -> None:
    take(letter())
    found = asked(client, "/volumes/frus1933v02/d41.json")
    assert {"kind": "place", "slug": "santiago", "role": "written", "text": "Santiago"}.items() <= next(
        mention.items() for mention in found["mentions"] if mention["role"] == "written"
    )
    assert {mention["role"] for mention in found["mentions"]} >= {"written", "sender", "recipient", "signatory"}
    for mention in found["mentions"]:
        assert set(mention) == {"kind", "slug", "role", "text", "start", "end", "basis", "note"}
        assert mention["note"] is None
        assert found["text"][mention["start"] : mention["end"]] == mention["text"]


@pytest.mark.django_db
def test_a_mention_in_a_footnote_names_it_and_counts_in_its_text(client: Client) -> None:
    entry = '<list type="names"><item><persName xml:id="p_X1">Norweb</persName></item></list>'
    people = f'<div type="section" xml:id="persons">{entry}</div>'
    noted = 'Words.<note n="1" xml:id="d1fn1">So said <persName corresp="#p_X1">Mr. Norweb</persName>.</note>'
    take(volume(document(1, f"<head>One</head><p>{noted}</p>"), front=people))
    (mention,) = asked(client, "/volumes/frus1937v01/d1.json")["mentions"]
    expected = {"kind": "person", "role": "mentioned", "text": "Mr. Norweb", "start": 8, "end": 18, "note": "d1fn1"}
    assert expected.items() <= mention.items()
    assert mention["basis"] == "encoded"


@pytest.mark.django_db
def test_what_a_document_does_not_have_is_null_and_never_an_empty_string(client: Client) -> None:
    take(volume('<div type="document" xml:id="d1"><p>A.</p><frus:attachment><p>B.</p></frus:attachment></div>'))
    found = asked(client, "/volumes/frus1937v01/d1.json")
    absent = ["number", "file_number", "despatch_number", "received", "place", "previous", "next"]
    assert {name: found[name] for name in absent} == dict.fromkeys(absent)
    assert found["date"] == NOTHING
    assert [found[name] for name in ["status", "sender", "recipient", "sections", "notes", "mentions"]] == [[]] * 6
    assert found["pages"] == [
        {"id": "pg_unknown", "label": None, "supplied": True, "image": None, "start": 0, "end": 5}
    ]
    assert (found["enclosures"][0]["label"], found["enclosures"][0]["heading"]) == (None, None)
    assert found["heading_supplied"] is True
    assert '""' not in json.dumps(found)


@pytest.mark.django_db
def test_a_page_names_its_scan_and_its_label_as_printed_or_null(client: Client) -> None:
    marks = (
        '<pb n="[Map 1]" xml:id="pg-seq-1" facs="0007"/>a<pb n="[]" xml:id="pg-seq-2"/>b<pb n="[IV]" xml:id="pg_IV"/>c'
    )
    take(volume(document(1, f"<p>{marks}</p>")))
    pages = asked(client, "/volumes/frus1937v01/d1.json")["pages"]
    said = [(each["id"], each["label"], each["image"], each["supplied"]) for each in pages]
    assert said[1:] == [("pg-seq-2", None, None, False), ("pg_IV", "[IV]", None, False)]
    assert (said[0][0], said[0][2:]) == ("pg-seq-1", ("0007", False))


def test_the_pages_of_every_text_cover_it_without_gap_or_overlap(
    client: Client, specimen: Volume, seed: Document
) -> None:
    for row in Document.objects.select_related("volume"):
        found = asked(client, f"/volumes/{row.volume.identifier}/{row.identifier}.json")
        assert [each["start"] for each in found["pages"]] == [0, *(each["end"] for each in found["pages"])][
            : len(found["pages"])
        ]
        assert found["pages"][-1]["end"] == len(found["text"])
        assert all(each["start"] < each["end"] for each in found["pages"])
        assert all(0 <= note["at"] <= len(found["text"]) for note in found["notes"])


# The seed document


def test_the_seed_document_is_told_as_it_stands_in_its_transcript(client: Client, seed: Document) -> None:
    found = asked(client, "/volumes/transcripts/761-93-1583.json")
    text = found["text"]
    expected = {
        "id": "transcripts/761-93-1583",
        "kind": "despatch",
        "heading": "The Ambassador in the Soviet Union (Davies) to the Secretary of State",
        "heading_supplied": False,
        "file_number": "761.93/1583",
        "despatch_number": "22",
        "date": NOTHING,
        "received": None,
        "place": None,
        "number": None,
        "sender": [
            {
                "text": "The Ambassador in the Soviet Union (Davies)",
                "name": "Davies",
                "office": "Ambassador in the Soviet Union",
                "actors": ["davies-ambassador-in-the-soviet-union"],
            }
        ],
        "recipient": [
            {
                "text": "the Secretary of State",
                "name": None,
                "office": "Secretary of State",
                "actors": ["secretary-of-state"],
            }
        ],
        "signatories": ["Joseph E. Davies"],
        "sections": [],
        "notes": [],
        "previous": None,
        "next": None,
    }
    assert {name: found[name] for name in expected} == expected
    (enclosure,) = found["enclosures"]
    assert (enclosure["label"], enclosure["heading"]) == (
        "[Enclosure-Extract]",
        "Memorandum Prepared by the Embassy in the Soviet Union",
    )
    assert text[enclosure["start"] :].startswith("[Enclosure-Extract]\nMemorandum Prepared")
    assert enclosure["end"] == len(text)


def test_the_seed_s_pages_are_that_before_22_and_22(client: Client, seed: Document) -> None:
    found = asked(client, "/volumes/transcripts/761-93-1583.json")
    before, after = found["pages"]
    assert (before["id"], before["label"], before["supplied"]) == ("pg_before_22", None, True)
    assert (after["id"], after["label"], after["supplied"]) == ("pg_22", "22", False)
    assert found["text"][: before["end"]].endswith("has again become delicate and there ")
    assert found["text"][after["start"] :].startswith("has been a revival")


def test_the_seed_s_text_is_every_line_of_the_transcript_in_order(client: Client, seed: Document) -> None:
    lines = [" ".join(line.replace("[Page 22]", "").split()) for line in SEED.read_text(encoding="utf-8").splitlines()]
    assert asked(client, "/volumes/transcripts/761-93-1583.json")["text"] == "\n".join(filter(None, lines))


def test_the_seed_s_salutation_and_close_stand_in_its_text(client: Client, seed: Document) -> None:
    lines = asked(client, "/volumes/transcripts/761-93-1583.json")["text"].split("\n")
    assert lines[:3] == [
        "761.93/1583",
        "The Ambassador in the Soviet Union (Davies) to the Secretary of State",
        "No. 22",
    ]
    assert lines[3].startswith("Sir: I have the honor")
    assert lines[5:7] == ["Respectfully yours,", "Joseph E. Davies"]
    assert set(lines[-1]) == {".", " "}


def test_the_seed_s_volume_is_that_of_transcripts(client: Client, seed: Document) -> None:
    found = asked(client, "/volumes/transcripts.json")
    assert (found["id"], found["documents"], found["pages"], found["enclosures"]) == ("transcripts", 1, 1, 1)
    assert found["document_ids"] == ["761-93-1583"]


# A section


def test_a_section_has_the_shape_of_a_document(client: Client, specimen: Volume) -> None:
    found = asked(client, "/volumes/specimen/preface.json")
    assert set(DOCUMENT) <= set(found)
    assert (found["id"], found["kind"], found["heading"], found["sections"]) == (
        "specimen/preface",
        "section",
        "Preface",
        [],
    )
    assert found["date"] == NOTHING
    assert [each["id"] for each in found["pages"]] == ["pg_III", "pg_IV"]
    assert [note["id"] for note in found["notes"]] == ["prefacefn1"]
    assert [found[name] for name in ("number", "file_number", "despatch_number", "received", "place")] == [None] * 5


def test_a_section_inside_others_names_them_and_not_itself(client: Client, specimen: Volume) -> None:
    assert asked(client, "/volumes/specimen/subch1.json")["sections"] == ["comp2", "ch3"]


def test_documents_are_beside_documents_only(client: Client, specimen: Volume) -> None:
    found = [asked(client, f"/volumes/specimen/d{n}.json") for n in range(1, 26)]
    assert [each["previous"] for each in found] == [None, *(f"specimen/d{n}" for n in range(1, 25))]
    assert [each["next"] for each in found] == [*(f"specimen/d{n}" for n in range(2, 26)), None]


# A volume


def test_a_volume_has_every_name_of_the_contract(client: Client, specimen: Volume) -> None:
    found = asked(client, "/volumes/specimen.json")
    assert set(VOLUME) <= set(found)
    expected = {
        "id": "specimen",
        "title": "Specimen Papers Relating to Foreign Relations, 1936–1938, Volume I, Harbors, Lights, and Antiquities",
        "series": "Specimen Papers Relating to Foreign Relations",
        "subseries": "1936–1938",
        "number": "I",
        "publisher": "The Chancery Project",
        "place": "Online",
        "year": 2026,
        "documents": 25,
        "document_ids": [f"d{n}" for n in range(1, 26)],
    }
    assert {name: found[name] for name in expected} == expected
    for section in found["sections"]:
        assert set(section) == {"id", "kind", "title", "parent", "has_text"}
    assert {"id": "ch1", "parent": "comp1"}.items() <= next(s.items() for s in found["sections"] if s["id"] == "ch1")
    assert next(s["parent"] for s in found["sections"] if s["id"] == "comp1") is None
    assert next(s["has_text"] for s in found["sections"] if s["id"] == "preface") is True


def test_a_volume_counts_what_its_source_has_sections_included(client: Client, specimen: Volume) -> None:
    source = etree.parse(SPECIMEN)
    found = asked(client, "/volumes/specimen.json")
    names = Document.objects.values_list("identifier", flat=True)
    told = [asked(client, f"/volumes/specimen/{name}.json") for name in names]
    assert found["pages"] == source.xpath("count(//*[local-name()='pb'])")
    assert found["notes"] == sum(len(each["notes"]) for each in told)
    assert found["notes"] == source.xpath("count(//*[local-name()='note'][@xml:id])")
    assert found["enclosures"] == sum(len(each["enclosures"]) for each in told)
    assert found["enclosures"] == source.xpath("count(//*[local-name()='attachment'])")


def test_sections_and_documents_are_listed_in_source_order(client: Client, specimen: Volume) -> None:
    names = [section["id"] for section in asked(client, "/volumes/specimen.json")["sections"]]
    wanted = [
        "preface",
        "persons",
        "terms",
        "toc",
        "papers",
        "comp1",
        "ch1",
        "ch2",
        "comp2",
        "ch3",
        "subch1",
        "ch4",
        "index",
    ]
    assert [name for name in names if name in wanted] == wanted


@pytest.mark.django_db
def test_what_a_header_does_not_say_is_null(client: Client) -> None:
    take(volume(document(1, "<head>One</head><p>A.</p>"), "bare"))
    found = asked(client, "/volumes/bare.json")
    assert {
        name: found[name] for name in ("series", "subseries", "number", "publisher", "place", "year")
    } == dict.fromkeys(("series", "subseries", "number", "publisher", "place", "year"))
    assert '""' not in json.dumps(found)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "name", "subseries", "number"),
    [
        ('<title type="subseries">1952–1954</title><title type="volumenumber">Volume V</title>', "x", "1952–1954", "V"),
        ('<title type="sub-series">1882</title><title type="volume-number"/>', "x", "1882", None),
        ('<title type="series">Papers Relating to Foreign Affairs, 1882</title>', "x", "1882", None),
        ('<title type="volumenumber">Part II, Volume II</title>', "frus1934v05", "1934", "Part II, Volume II"),
        ("", "frus1952-54v01p1", "1952–1954", None),
    ],
)
def test_subseries_and_number_come_from_wherever_the_source_has_them(
    client: Client, header: str, name: str, subseries: str, number: str | None
) -> None:
    take(volume(document(1, "<head>One</head><p>A.</p>"), name, header))
    found = asked(client, f"/volumes/{name}.json")
    assert (found["subseries"], found["number"]) == (subseries, number)


@pytest.mark.django_db
def test_a_withdrawn_document_is_not_among_a_volume_s_ids_nor_beside_another(client: Client) -> None:
    take(letter())
    withdrawal.withdraw("frus1933v02/d41", "Under review")
    assert asked(client, "/volumes/frus1933v02.json")["document_ids"] == ["d40", "d42"]
    assert asked(client, "/volumes/frus1933v02/d40.json")["next"] == "frus1933v02/d42"


# A published volume


@pytest.mark.django_db
@pytest.mark.timeout(300)
def test_the_document_of_the_contract_is_told_as_the_contract_tells_it(client: Client, corpus: Path) -> None:
    load(corpus / "frus1934v05.xml")
    found = asked(client, "/volumes/frus1934v05/d41.json")
    expected = {
        "id": "frus1934v05/d41",
        "number": "41",
        "kind": "despatch",
        "heading": "The Chargé in Chile (Norweb) to the Secretary of State",
        "status": [],
        "file_number": "825.512/49",
        "despatch_number": "1551",
        "date": {
            "text": "October 3, 1933",
            "edtf": "1933-10-03",
            "earliest": "1933-10-03",
            "latest": "1933-10-03",
            "encoded": "1933-10-03",
            "agrees": True,
            "basis": "dateline",
        },
        "received": {"text": "October 12", "edtf": "1933-10-12"},
        "place": {"text": "Santiago", "slug": "santiago"},
        "sections": ["comp1", "ch2"],
        "previous": "frus1934v05/d40",
        "next": "frus1934v05/d42",
    }
    assert {name: found[name] for name in expected} == expected
    assert [(each["id"], each["label"], each["image"]) for each in found["pages"]] == [
        ("pg_58", "58", "0124"),
        ("pg_59", "59", "0125"),
    ]
    assert found["text"].startswith(
        "825.512/49\nThe Chargé in Chile (Norweb) to the Secretary of State\n"
        "Santiago, October 3, 1933. [Received October 12.]\nNo. 1551\n"
    )
    assert {"id": "d41fn37", "mark": "37", "text": "Not printed.", "page": "pg_58"}.items() <= found["notes"][0].items()
    assert found["enclosures"][0]["label"] == "[Enclosure—Translation]"
    whole = asked(client, "/volumes/frus1934v05.json")
    assert [whole[name] for name in ("documents", "pages", "notes", "enclosures", "number")] == [639, 736, 728, 35, "V"]
    assert whole["document_ids"] == [f"d{n}" for n in range(1, 640)]
