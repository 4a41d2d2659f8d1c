"""The archive's records for harvesters: what is told of changes and of what is gone, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from sickle.models import Record

from archive.exports import oai
from archive.models import Address, Document, Entity, Revision, Volume
from archive.store import withdrawal
from tests.harvester import OAI, Harvester, names, refused
from tests.specimens import dated, document, page, take, volume

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LETTER = (
    '<note rend="inline" type="source">761.93/1583</note><head>The Minister in Norway (<persName type="from">Almgren'
    '</persName>) to <gloss type="to">the Secretary of State</gloss></head><dateline><placeName>Oslo</placeName>, '
    '<date when="1937-05-01">May 1, 1937</date></dateline><p>Sir: Ships &amp; boats.</p>'
)
DC = "{http://purl.org/dc/elements/1.1/}"


def papers(numbers: list[int], said: str = "Own words of") -> str:
    texts = (document(n, f"<head>Paper {n}</head><p>{said} paper {n}, and {'so on ' * n}.</p>") for n in numbers)
    return volume(page("1") + "".join(texts))


def told(**asked: str) -> list[str]:
    return names(Harvester().ListIdentifiers(metadataPrefix="oai_dc", **asked))


def get(name: str, prefix: str = "oai_dc") -> Record:
    return Harvester().GetRecord(identifier=oai.identifier(name), metadataPrefix=prefix)


def at(hours: int) -> str:
    return f"{NOON + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"


def set_clock() -> None:
    """Let the revisions have been at noon, at one, at two …, each a little later."""
    for number in Revision.objects.values_list("number", flat=True):
        moment = NOON + timedelta(hours=number - 1, milliseconds=700)
        Revision.objects.filter(number=number).update(at=moment)


def test_a_letter_is_told_in_dublin_core() -> None:
    take(volume(page("21") + document(1, LETTER)))
    assert get("frus1937v01/d1").metadata == {
        "title": ["The Minister in Norway (Almgren) to the Secretary of State"],
        "creator": ["The Minister in Norway (Almgren)"],
        "contributor": ["the Secretary of State"],
        "subject": ["761.93/1583"],
        "date": ["1937-05-01"],
        "type": ["Text", "letter"],
        "format": ["text/html"],
        "identifier": ["http://127.0.0.1:8000/volumes/frus1937v01/d1/"],
        "source": get("frus1937v01/d1").metadata["source"],
        "relation": ["Volume frus1937v01"],
        "coverage": ["Oslo"],
    }
    assert "21" in get("frus1937v01/d1").metadata["source"][0]


def test_a_letter_s_tei_header_says_who_wrote_to_whom_when_and_where() -> None:
    take(volume(page("21") + document(1, LETTER)))
    header = etree.fromstring(get("frus1937v01/d1", "tei").raw)
    sent, received = header.findall(".//{*}correspAction")
    assert sent.findtext("{*}persName") == "Almgren, Minister in Norway"
    assert sent.find("{*}persName").get("ref") == "http://127.0.0.1:8000/actors/almgren-minister-in-norway/"
    assert sent.findtext("{*}placeName") == "Oslo"
    assert sent.find("{*}date").get("when") == "1937-05-01"
    assert received.findtext("{*}orgName") == "Secretary of State"


def test_what_an_authority_says_of_a_name_changes_no_record() -> None:
    take(volume(page("21") + document(1, LETTER)))
    before = get("frus1937v01/d1", "tei").raw
    Entity.objects.filter(name="Almgren").update(name="Almgren, Sven", identifiers={"viaf": "113230702"})
    Entity.objects.filter(name="Oslo").update(name="Christiania")
    assert get("frus1937v01/d1", "tei").raw == before


def test_what_changed_last_is_told_last_and_since_when() -> None:
    take(papers([1, 2, 3]))
    take(papers([1, 2, 3]).replace("Own words of paper 2", "Other words of paper 2"))
    set_clock()
    assert told() == ["frus1937v01/d1", "frus1937v01/d3", "frus1937v01/d2"]
    assert [get(f"frus1937v01/d{n}").header.datestamp for n in (1, 2)] == [at(0), at(1)]


def test_a_volume_s_other_title_is_a_change_of_each_of_its_documents() -> None:
    take(papers([1, 2]))
    take(papers([1, 2]).replace("Volume frus1937v01", "Volume I"))
    set_clock()
    assert told(**{"from": at(1)}) == ["frus1937v01/d1", "frus1937v01/d2"]
    take(papers([1, 2]).replace("Volume frus1937v01", "Volume I") + "<!-- read again -->")
    set_clock()
    assert refused(Harvester().ask(verb="ListIdentifiers", metadataPrefix="oai_dc", **{"from": at(2)})) == (
        "noRecordsMatch"
    )


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (at(0), at(0), ["d1"]),  # a second is its whole length
        (at(1), "", ["d2", "d3"]),
        ("", at(1), ["d1", "d2"]),
        (at(1), at(1), ["d2"]),
        ("2026-11-24", "2026-11-24", ["d1", "d2", "d3"]),
        ("", "2026-11-24", ["d1", "d2", "d3"]),
        ("1999-01-01", "", ["d1", "d2", "d3"]),
        (at(3), "", []),
        ("", "2026-11-23", []),
    ],
)
def test_only_what_changed_between_two_moments_is_told(since: str, until: str, found: list[str]) -> None:
    for number in (1, 2, 3):
        take(volume(document(number, f"<head>{number}</head><p>A.</p>"), f"frus193{number}"))
    set_clock()
    asked = {name: moment for name, moment in (("from", since), ("until", until)) if moment}
    answer = Harvester().ask(verb="ListIdentifiers", metadataPrefix="tei", **asked)
    headers = [name.rpartition("/")[2] for name in etree.fromstring(answer).xpath("//*[name() = 'identifier']/text()")]
    assert headers == found
    assert refused(answer) == ("" if found else "noRecordsMatch")


def test_what_is_withdrawn_is_told_as_deleted_and_put_back_as_there() -> None:
    take(papers([1, 2]))
    withdrawal.withdraw("frus1937v01/d1", "The family asked for it.")
    assert told() == ["frus1937v01/d2", "frus1937v01/d1†"]
    assert get("frus1937v01/d1").deleted
    assert b"family" not in Harvester().ask(verb="ListRecords", metadataPrefix="oai_dc")
    withdrawal.restore("frus1937v01/d1")
    assert told() == ["frus1937v01/d2", "frus1937v01/d1"]


def test_of_a_withdrawn_volume_each_document_is_told_as_deleted() -> None:
    take(papers([1, 2]))
    withdrawal.withdraw("frus1937v01", "It is a draft.")
    assert told(set="frus1937v01") == ["frus1937v01/d1†", "frus1937v01/d2†"]
    assert [(one.setSpec, one.setName) for one in Harvester().ListSets()] == [("frus1937v01", "frus1937v01")]


def test_what_a_corrected_source_no_longer_has_is_told_as_deleted() -> None:
    take(papers([1, 2, 3]))
    take(papers([1, 3]))
    assert sorted(told()) == ["frus1937v01/d1", "frus1937v01/d2†", "frus1937v01/d3"]
    take(papers([1, 2, 3]))
    assert "frus1937v01/d2" in told()


def test_the_identifier_that_a_renumbered_document_left_is_told_as_deleted() -> None:
    long = f"<head>The same</head><p>{'Words that are nowhere else. ' * 9}</p>"
    take(volume(document(1, "<head>One</head><p>A.</p>") + document(5, long)))
    take(volume(document(1, "<head>One</head><p>A.</p>") + document(6, long)))
    assert Address.objects.get().identifier == "d5"
    assert told() == ["frus1937v01/d1", "frus1937v01/d6", "frus1937v01/d5†"]
    assert told(set="frus1937v01") == told()
    assert get("frus1937v01/d5").deleted
    take(volume(document(5, long) + document(6, "<head>Another</head><p>B.</p>")))
    assert sorted(told()) == ["frus1937v01/d1†", "frus1937v01/d5", "frus1937v01/d6"]


def test_a_number_given_to_another_text_is_that_text_s_record() -> None:
    take(papers([1, 2]))
    other = document(2, f"<head>Unlike</head><p>{'Nothing of this was said before. ' * 9}</p>")
    take(volume(page("1") + other))
    assert get("frus1937v01/d2").metadata["title"] == ["Unlike"]
    assert sorted(told()) == ["frus1937v01/d1†", "frus1937v01/d2"]


def test_whatever_changes_between_two_parts_of_a_list_nothing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oai, "HEADERS_AT_A_TIME", 2)
    take(papers(list(range(1, 8))))
    sickle = Harvester()
    listed = sickle.ListIdentifiers(metadataPrefix="oai_dc")
    found = [next(listed) for _ in range(3)]
    withdrawal.withdraw("frus1937v01/d1", "Told already.")
    withdrawal.withdraw("frus1937v01/d6", "Not told yet.")
    take(volume(document(1, "<head>New</head><p>A.</p>"), "frus1938v01"))
    said = names([*found, *listed])
    assert said == [
        *(f"frus1937v01/d{n}" for n in (1, 2, 3, 4, 5, 7)),
        *("frus1937v01/d1†", "frus1937v01/d6†", "frus1938v01/d1"),
    ]


def test_a_token_asks_for_the_same_part_as_often_as_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oai, "RECORDS_AT_A_TIME", 2)
    take(papers([1, 2, 3]))
    sickle = Harvester()
    first = etree.fromstring(sickle.ask(verb="ListRecords", metadataPrefix="oai_dc", set="frus1937v01"))
    token = first.findtext(f".//{OAI}resumptionToken")
    rest = [etree.fromstring(sickle.ask(verb="ListRecords", resumptionToken=token)) for _ in range(2)]
    for answer in rest:
        assert answer.findtext(f".//{OAI}identifier") == oai.identifier("frus1937v01/d3")
        assert answer.find(f".//{OAI}resumptionToken").text is None  # the list ends here


def test_sets_come_in_parts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oai, "SETS_AT_A_TIME", 2)
    wanted = [f"frus193{number}" for number in range(5)]
    for name in wanted:
        take(volume(document(1, "<head>One</head><p>A.</p>"), name))
    assert [one.setSpec for one in Harvester().ListSets()] == wanted


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("", "badVerb"),
        ("verb=", "badVerb"),
        ("verb=Destroy", "badVerb"),
        ("verb=GetMetadata&identifier=x&metadataPrefix=oai_dc", "badVerb"),  # the library's own
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&set=x", "badArgument"),
        ("verb=GetRecord", "badArgument"),
        ("verb=GetRecord&identifier=x", "badArgument"),
        ("verb=GetRecord&identifier=nothing&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=GetRecord&identifier=oai:127.0.0.1:frus1937v01/d9&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=GetRecord&identifier=oai:127.0.0.1:frus1937v01&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=GetRecord&identifier=oai:127.0.0.1:frus1937v01/d1&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=GetRecord&identifier=%00&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListMetadataFormats&identifier=oai:127.0.0.1:frus1937v01/d9", "idDoesNotExist"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=tei", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=none", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&sort=date", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from_=2026-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01T10:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-02&until=2026-02-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-02-02T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=2001-01-01", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=%25", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListSets&resumptionToken=verb%3DListSets%26cursor%3D1", "badResumptionToken"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_protocol_s_word(asked: str, code: str) -> None:
    take(papers([1]))
    answer = Client().get(f"/oai?{asked}")
    assert answer.status_code == 200
    assert refused(answer.content) == code
    request = etree.fromstring(answer.content).find(f"{OAI}request")
    assert bool(request.attrib) == (code not in ("badVerb", "badArgument"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("after", "1.0"),
        ("after", "1.2.3"),
        ("after", "-1.0.3"),
        ("after", "9" * 40 + ".0.1"),
        ("metadataPrefix", "marc"),
        ("verb", "ListIdentifiers"),
        ("from_", "yesterday"),
        ("cursor", "x"),
        ("set", "\0"),
    ],
)
def test_a_token_that_was_tampered_with_is_refused(name: str, value: str) -> None:
    whole = {"verb": "ListRecords", "metadataPrefix": "oai_dc", "after": "1.0.3", "cursor": "5", name: value}
    token = quote(urlencode(whole))
    assert refused(Harvester().ask(verb="ListRecords", resumptionToken=token)) == "badResumptionToken"


def test_a_repository_without_volumes_has_no_sets() -> None:
    assert refused(Harvester().ask(verb="ListSets")) == "noSetHierarchy"


def test_a_public_host_says_how_its_identifiers_are_made(settings: LazySettings) -> None:
    settings.SITE_URL = "https://archive.example.org"
    take(papers([1]))
    assert b"oai:archive.example.org:frus1934v05/d41" in Harvester().ask(verb="Identify")
    assert told() == ["frus1937v01/d1"]


@pytest.mark.parametrize("prefix", ["oai_dc", "tei"])
def test_a_part_of_a_list_asks_as_much_for_many_records_as_for_few(prefix: str) -> None:
    counts = []
    for size in (2, 40):
        take(volume("".join(dated(n, "1937-02-01", "February 1, 1937") for n in range(size)), f"frus193{size}v01"))
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"/oai?verb=ListRecords&metadataPrefix={prefix}")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 11


def test_an_archive_from_before_revisions_is_told_with_the_first(specimen: Volume) -> None:
    Document.objects.update(revision=0)
    set_clock()
    assert set(told(until=at(0))) == {row.id_in_archive for row in specimen.documents.select_related("volume")}
    assert get("specimen/d1").header.datestamp == at(0)
