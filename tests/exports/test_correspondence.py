"""Letters as an index in the Correspondence Metadata Interchange Format: who wrote to whom, when and where."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from archive.exports import correspondence, tei_dates
from archive.models import Document, Entity, Volume
from archive.store import withdrawal
from tests.specimens import dated, document, page, take, volume

TEI = "{http://www.tei-c.org/ns/1.0}"
ADDRESS = "/volumes/frus1937v01.cmif.xml"
HEADS = {
    1: "The Minister in Norway (Almgren) to the Secretary of State",
    2: "The Secretary of State to the Minister in Norway (Almgren)",
}


def letter(number: int) -> str:
    line = '<dateline><placeName>Oslo</placeName>, <date when="1937-05-01">May 1, 1937</date></dateline>'
    return document(number, f"<head>{HEADS[number]}</head>{line}<p>Ships &amp; boats.</p>")


def index(address: str = ADDRESS) -> Any:
    answer: Any = Client().get(address)
    assert answer["Content-Type"] == "application/tei+xml; charset=utf-8"
    return etree.fromstring(b"".join(answer.streaming_content))


def letters(root: Any) -> list[Any]:
    return list(root.iter(f"{TEI}correspDesc"))


@pytest.mark.django_db
def test_each_letter_says_who_wrote_to_whom_when_and_where() -> None:
    take(volume(page("1") + letter(1) + letter(2)))
    first, second = letters(index())
    assert first.get("ref") == "http://127.0.0.1:8000/volumes/frus1937v01/d1/"
    assert first.get("key") == "1"
    sent, received = first
    assert (sent.get("type"), received.get("type")) == ("sent", "received")
    assert [(part.tag.removeprefix(TEI), part.text) for part in sent] == [
        ("persName", "Almgren, Minister in Norway"),
        ("placeName", "Oslo"),
        ("date", "May 1, 1937"),
    ]
    assert sent.find(f"{TEI}date").get("when") == "1937-05-01"
    assert received.findtext(f"{TEI}orgName") == "Secretary of State"
    assert second[1].findtext(f"{TEI}persName") == "Almgren, Minister in Norway"


@pytest.mark.django_db
def test_each_letter_names_a_source_that_the_file_tells_of() -> None:
    take(volume(page("1") + letter(1)))
    root = index("/correspondence.xml")
    (source,) = root.iter(f"{TEI}bibl")
    assert letters(root)[0].get("source") == f"#{source.get('{http://www.w3.org/XML/1998/namespace}id')}"
    assert source.text.startswith("Volume frus1937v01")
    assert root.find(f".//{TEI}idno").text == "http://127.0.0.1:8000/correspondence.xml"
    assert root.find(f".//{TEI}licence").get("target").startswith("https://creativecommons.org/licenses/by/")


@pytest.mark.django_db
def test_names_are_told_by_authorities_and_without_one_by_their_address_here() -> None:
    take(volume(page("1") + letter(1)))
    Entity.objects.filter(name="Almgren").update(identifiers={"wikidata": "Q42", "viaf": "113230702"})
    Entity.objects.filter(name="Oslo").update(identifiers={"wikidata": "Q585", "geonames": "3143244"})
    sent, received = letters(index())[0]
    assert sent[0].get("ref") == "https://viaf.org/viaf/113230702/"
    assert sent[1].get("ref") == "https://www.geonames.org/3143244/"
    assert received[0].get("ref") == "http://127.0.0.1:8000/actors/secretary-of-state/"


@pytest.mark.django_db
def test_what_nobody_sent_or_received_is_no_letter_and_a_side_that_is_not_named_is_unknown() -> None:
    note = document(2, "<head>Editorial Note</head><p>Nothing.</p>")
    take(volume(page("1") + letter(1) + note + document(3, "<head>Memorandum by the Chargé (Bell)</head><p>A.</p>")))
    _, memorandum = letters(index())
    assert memorandum.get("ref").endswith("/d3/")
    assert memorandum[1].findtext(f"{TEI}persName") == "Unknown"


@pytest.mark.django_db
def test_withdrawn_letters_are_left_out_and_a_withdrawn_volume_is_gone() -> None:
    take(volume(page("1") + letter(1) + letter(2)))
    withdrawal.withdraw("frus1937v01/d1", "The family asked for it.")
    assert [one.get("ref")[-4:] for one in letters(index())] == ["/d2/"]
    withdrawal.withdraw("frus1937v01", "It is a draft.")
    assert Client().get(ADDRESS).status_code == 410
    assert letters(index("/correspondence.xml")) == []


@pytest.mark.django_db
def test_an_archive_without_volumes_has_an_index_without_letters() -> None:
    assert letters(index("/correspondence.xml")) == []


def test_every_letter_of_the_specimen_is_in_the_index_once(specimen: Volume, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(correspondence, "AT_A_TIME", 7)
    refs = [one.get("ref") for one in letters(index("/volumes/specimen.cmif.xml"))]
    parted = Document.objects.letters().filter(parties__isnull=False).distinct().order_by("order")
    assert refs == [f"http://127.0.0.1:8000/volumes/specimen/{row.identifier}/" for row in parted]


@pytest.mark.django_db
def test_an_index_asks_as_much_for_many_letters_as_for_few() -> None:
    counts = []
    for size in (2, 40):
        body = "".join(dated(n, "1937-02-01", "February 1, 1937") for n in range(size)) + letter(1).replace("d1", "dx")
        take(volume(body, f"frus193{size}v01"))
        with CaptureQueriesContext(connection) as asked:
            index(f"/volumes/frus193{size}v01.cmif.xml")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("edtf", "attributes"),
    [
        ("1933-10-03", {"when": "1933-10-03"}),
        ("1861-06", {"when": "1861-06"}),
        ("1861", {"when": "1861"}),
        ("1937-02-XX", {"when": "1937-02"}),
        ("1937-02-14?", {"when": "1937-02-14", "cert": "low"}),
        ("1937~", {"when": "1937", "cert": "low"}),
        ("1937-05-03/1937-05-05", {"from": "1937-05-03", "to": "1937-05-05"}),
        ("193X", {"notBefore": "1930-01-01", "notAfter": "1939-12-31"}),
        ("1937-21", {"notBefore": "1930-01-01", "notAfter": "1939-12-31"}),  # a season
        ("1937-05-03/..", {"notBefore": "1930-01-01", "notAfter": "1939-12-31"}),
        ("1937-02-30", {"notBefore": "1930-01-01", "notAfter": "1939-12-31"}),
    ],
)
def test_a_date_is_said_as_tei_says_it(edtf: str, attributes: dict[str, str]) -> None:
    said = {"edtf": edtf, "earliest": "1930-01-01", "latest": "1939-12-31"}
    assert tei_dates.attributes(said) == attributes


def test_an_unknown_date_is_not_said() -> None:
    assert tei_dates.attributes({"text": "undated"}) == {}
