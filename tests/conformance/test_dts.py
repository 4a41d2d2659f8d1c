"""What Distributed Text Services 1.0 require of a server, requirement by requirement.

https://dtsapi.org/versions/v1.0
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from jsonschema import Draft202012Validator
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from archive.models import Volume
from archive.store import withdrawal
from tests.specimens import document, page, take, volume

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
CONTEXT = "https://dtsapi.org/context/v1.0.json"
SPECIMEN = f"{SITE}/volumes/specimen/"
LD, TEI = "application/ld+json", "application/tei+xml"
WRAPPER = "{https://w3id.org/api/dts#}wrapper"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
FIRST_LEVEL = ["title-page", "preface", "persons", "terms", "toc", "papers", "comp1", "comp2", "index"]
URI = {"type": "string", "pattern": "^https?://"}
TEMPLATE = {"type": "string", "pattern": r"^https?://[^{]*\{[?&][a-z,A-Z]+\}$"}
TEXT, COUNT = {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 0}
METADATA = {  # values of a MetadataObject
    "type": "object",
    "additionalProperties": {
        "anyOf": [
            {"type": ["integer", "number", "string"]},
            {"type": "array", "items": TEXT},
            {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["lang", "value"],
                    "properties": {"lang": {"pattern": "^[a-zA-Z-]{2,}$"}, "value": TEXT},
                },
            },
        ]
    },
}
UNIT = {
    "type": "object",
    "required": ["identifier", "@type", "level", "parent"],
    "properties": {
        "identifier": TEXT,
        "@type": {"const": "CitableUnit"},
        "level": {"type": "integer", "minimum": 1},
        "parent": {"type": ["string", "null"]},
        "@id": URI,
        "citeType": TEXT,
        "dublinCore": METADATA,
    },
    "additionalProperties": False,
}
STRUCTURE = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["citeType"],
        "properties": {"citeType": TEXT, "citeStructure": {"$ref": "#/$defs/structure"}},
    },
}
TREES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["@type"],
        "properties": {"@type": {"const": "CitationTree"}, "citeStructure": {"$ref": "#/$defs/structure"}},
    },
}
THING = {
    "type": "object",
    "required": ["@id", "@type", "title", "totalParents", "collection"],
    "properties": {
        **{"@id": URI, "@type": {"enum": ["Collection", "Resource"]}, "title": TEXT},
        **{"totalParents": COUNT, "totalChildren": COUNT, "collection": TEMPLATE, "dublinCore": METADATA},
        **{"citationTrees": TREES, "navigation": TEMPLATE, "document": TEMPLATE, "download": URI},
    },
    "if": {"properties": {"@type": {"const": "Resource"}}},
    "then": {"required": ["navigation", "document"]},
    "else": {"required": ["totalChildren"]},
}
PAGINATION = {
    "type": "object",
    "required": ["@id", "@type", "first", "previous", "next", "last"],
    "properties": {
        **{"@id": URI, "@type": {"const": "Pagination"}, "first": URI, "last": URI},
        **{name: {"anyOf": [URI, {"type": "null"}]} for name in ("previous", "next")},
    },
}
TOP = {"@context": {"const": CONTEXT}, "dtsVersion": {"const": "1.0"}}
COLLECTION = {
    **{"allOf": [THING], "required": ["@context", "dtsVersion"]},
    "properties": {**TOP, "member": {"type": "array", "items": THING}, "view": PAGINATION},
    "$defs": {"structure": STRUCTURE},
}
NAVIGATION = {
    **{"type": "object", "required": ["@context", "dtsVersion", "@id", "@type", "resource"]},
    "properties": {
        **{**TOP, "@id": URI, "@type": {"const": "Navigation"}},
        "resource": {"allOf": [THING], "required": ["navigation", "document", "citationTrees"]},
        **dict.fromkeys(("ref", "start", "end"), UNIT),
        **{"member": {"type": "array", "items": UNIT}, "view": PAGINATION},
    },
    "additionalProperties": False,
    "$defs": {"structure": STRUCTURE},
}
ENTRY = {
    "required": ["@id", "@type", "dtsVersion", "collection", "navigation", "document", "@context"],
    "properties": {
        **{**TOP, "@id": URI, "@type": {"const": "EntryPoint"}},
        **dict.fromkeys(("collection", "navigation", "document"), TEMPLATE),
    },
}


def address(service: str, **asked: object) -> str:
    query = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in asked.items())
    return f"/dts/{service}/" + (f"?{query}" if query else "")


def asked(client: Client, where: str, shape: dict[str, Any]) -> dict[str, Any]:
    answer = client.get(where)
    assert (answer.status_code, answer["Content-Type"]) == (200, LD), where
    said: dict[str, Any] = answer.json()
    faults = Draft202012Validator(shape).iter_errors(said)
    assert [f"{each.json_path}: {each.message:.200}" for each in faults] == []
    return said


def collection(client: Client, **parameters: object) -> dict[str, Any]:
    return asked(client, address("collection", **parameters), COLLECTION)


def navigation(client: Client, **parameters: object) -> dict[str, Any]:
    return asked(client, address("navigation", resource=SPECIMEN, **parameters), NAVIGATION)


def members(client: Client, **parameters: object) -> list[str]:
    return [unit["identifier"] for unit in navigation(client, **parameters)["member"]]


def status(client: Client, service: str, **parameters: object) -> int:
    answer = client.get(address(service, **parameters))
    assert answer.status_code >= 400
    assert answer.json()["error"].endswith(".")
    return answer.status_code


def tei(client: Client, **parameters: object) -> etree._Element:
    answer = client.get(address("document", resource=SPECIMEN, **parameters))
    assert (answer.status_code, answer["Content-Type"]) == (200, TEI)
    return etree.fromstring(b"".join(answer.streaming_content))  # type: ignore[attr-defined]


def test_the_entry_names_the_three_services_with_their_parameters(client: Client) -> None:
    said = asked(client, "/dts/", ENTRY)
    assert said["collection"].endswith("/dts/collection/{?id,page,nav}")
    assert said["navigation"].endswith("/dts/navigation/{?resource,ref,start,end,down,tree,page}")
    assert said["document"].endswith("/dts/document/{?resource,ref,start,end,tree,mediaType}")


def test_the_root_collection_holds_every_volume_and_each_is_a_resource(client: Client, specimen: Volume) -> None:
    said = collection(client)
    assert (said["@type"], said["totalParents"], said["totalChildren"]) == ("Collection", 0, 1)
    [member] = said["member"]
    assert (member["@id"], member["@type"], member["totalParents"]) == (SPECIMEN, "Resource", 1)
    assert collection(client, id=said["@id"]) == said
    one = collection(client, id=SPECIMEN)
    assert {name: one[name] for name in member} == member


def test_parents_are_told_where_they_are_asked_for(client: Client, specimen: Volume) -> None:
    root = collection(client, nav="parents")
    assert (root["member"], root["totalParents"]) == ([], 0)
    said = collection(client, id=SPECIMEN, nav="parents")
    assert [member["@id"] for member in said["member"]] == [root["@id"]]


def test_the_first_of_several_citation_trees_has_no_identifier(client: Client, specimen: Volume) -> None:
    first, second = collection(client, id=SPECIMEN)["citationTrees"]
    assert "identifier" not in first
    assert second["identifier"] == "pages"
    kinds = {one["citeType"] for one in first["citeStructure"]}
    assert {"compilation", "section", "document"} <= kinds


def test_a_collection_in_pages_has_a_view_that_leads_through_all_of_it(client: Client) -> None:
    for number in range(203):
        Volume.objects.create(identifier=f"frus1937v{number:03}", title=f"Volume {number}")
    said, seen = collection(client), list[str]()
    assert said["view"]["previous"] is None
    while True:
        seen += [member["@id"] for member in said["member"]]
        if not (following := said["view"]["next"]):
            break
        said = asked(client, following.removeprefix(SITE), COLLECTION)
    assert len(set(seen)) == len(seen) == said["totalChildren"] == 203
    assert said["view"]["last"] == said["view"]["@id"]
    assert status(client, "collection", page=4) == 404


def test_the_units_of_a_tree_come_in_the_order_of_the_document(client: Client, specimen: Volume) -> None:
    every = navigation(client, down=-1)["member"]
    seen: dict[str, int] = {}
    for unit in every:
        assert unit["level"] == (seen[unit["parent"]] + 1 if unit["parent"] else 1)
        seen[unit["identifier"]] = unit["level"]
    assert len(seen) == len(every)
    divs = [div.get(XML_ID) for div in tei(client).iter("{*}div", "{*}titlePage")]
    assert [name for name in divs if name in seen] == [name for name in seen if name != "title-page"]


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"down": 1}, FIRST_LEVEL),
        ({"ref": "ch3", "down": 1}, ["ch3", "d15", "d16", "d17", "subch1"]),
        ({"ref": "ch3", "down": -1}, ["ch3", "d15", "d16", "d17", "subch1", "d18", "d19"]),
        ({"ref": "ch3", "down": 9}, ["ch3", "d15", "d16", "d17", "subch1", "d18", "d19"]),
        ({"ref": "d18", "down": 0}, ["d18", "d19"]),
        (
            {"ref": "preface", "down": 0},
            FIRST_LEVEL,
        ),
        ({"ref": "d18", "down": 1}, ["d18"]),
        ({"start": "d7", "end": "d9", "down": 1}, ["d7", "d8", "ch2", "d9"]),
        (
            {"start": "d12", "end": "comp2", "down": 1},
            [
                "d12",
                "d13",
                "comp2",
                *["d14", "ch3", "d15", "d16", "d17", "subch1", "d18", "d19"],
                *["ch4", "d20", "d21", "d22", "d23", "d24", "d25"],
            ],
        ),
        ({"start": "comp1", "end": "comp1", "down": 1}, ["comp1", "ch1", "ch2"]),
        ({"start": "d7", "end": "d8", "down": -1}, ["d7", "d8"]),
        ({"tree": "pages", "ref": "pg_3", "down": -1}, ["pg_3"]),
        ({"tree": "pages", "start": "pg_3", "end": "pg_5", "down": 1}, ["pg_3", "pg_4", "pg_5"]),
    ],
)
def test_what_is_below_beside_and_between_is_listed_as_deep_as_is_asked(
    client: Client, specimen: Volume, parameters: dict[str, object], found: list[str]
) -> None:
    assert members(client, **parameters) == found


def test_without_down_only_the_units_named_are_told(client: Client, specimen: Volume) -> None:
    said = navigation(client, ref="d1")
    assert (said["ref"]["identifier"], said["ref"]["level"], said["ref"]["parent"]) == ("d1", 3, "ch1")
    assert "member" not in said
    said = navigation(client, start="d1", end="ch2")
    assert (said["start"]["identifier"], said["end"]["identifier"]) == ("d1", "ch2")
    assert not {"member", "ref"} & said.keys()


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, 400),
        ({"down": 0}, 400),
        ({"down": "deep"}, 400),
        ({"down": -2}, 400),
        ({"ref": "d1", "start": "d2", "end": "d3"}, 400),
        ({"ref": "d1", "end": "d3"}, 400),
        ({"start": "d1", "down": 1}, 400),
        ({"end": "d1", "down": 1}, 400),
        ({"start": "d1", "end": "d2", "down": 0}, 400),
        ({"start": "d2", "end": "d1", "down": 1}, 400),
        ({"ref": "d99"}, 404),
        ({"start": "d1", "end": "d99"}, 404),
        ({"ref": "pg_3"}, 404),
        ({"ref": "d1", "tree": "pages"}, 404),
        ({"tree": "folios", "down": 1}, 404),
        ({"down": 1, "page": 2}, 404),
        ({"down": 1, "page": 0}, 400),
        ({"ref": "d\0"}, 404),
    ],
)
def test_a_request_that_makes_no_sense_or_names_what_is_not_there_is_refused(
    client: Client, specimen: Volume, parameters: dict[str, object], expected: int
) -> None:
    assert status(client, "navigation", resource=SPECIMEN, **parameters) == expected


@pytest.mark.parametrize("service", ["navigation", "document"])
def test_a_resource_must_be_named_and_be_there(client: Client, specimen: Volume, service: str) -> None:
    assert status(client, service) == 400
    for name in ("specimen", f"{SITE}/volumes/none/", f"{SITE}/volumes/", f"{SPECIMEN}d1/", "https://example.org/x"):
        assert status(client, service, resource=name, ref="d1") == 404, name
    assert status(client, "collection", id="nowhere") == 404
    assert status(client, "collection", nav="sideways") == 400


def test_a_long_list_of_units_comes_in_pages(client: Client) -> None:
    take(volume(page("1") + "".join(document(n, f"<head>P {n}</head><p>A.</p>") for n in range(1, 232))))
    resource, seen = f"{SITE}/volumes/frus1937v01/", list[str]()
    where: str | None = address("navigation", resource=resource, down=-1)
    while where:
        said = asked(client, where, NAVIGATION)
        assert said["@id"] == SITE + where or "page" not in where
        seen += [unit["identifier"] for unit in said["member"]]
        where = (said["view"]["next"] or "").removeprefix(SITE)
    assert seen == [f"d{n}" for n in range(1, 232)]


def test_a_whole_resource_is_a_tei_document_with_a_link_to_its_collection(client: Client, specimen: Volume) -> None:
    root = tei(client)
    assert root.tag == "{http://www.tei-c.org/ns/1.0}TEI"
    assert root.find(f".//{WRAPPER}") is None
    said = client.get(address("document", resource=SPECIMEN))["Link"]
    target = urlsplit(said.partition(">")[0].removeprefix("<"))
    assert (target.path, parse_qs(target.query)) == ("/dts/collection/", {"id": [SPECIMEN]})
    assert said.endswith('; rel="collection"')


@pytest.mark.parametrize(
    ("parameters", "ids"),
    [
        ({"ref": "d2"}, ["d2"]),
        ({"ref": "subch1"}, ["subch1", "d18", "d19"]),
        ({"start": "d7", "end": "d9"}, ["d7", "d8", "ch2", "d9"]),
        ({"tree": "pages", "ref": "pg_3"}, ["d1", "d2"]),
        ({"tree": "pages", "start": "pg_3", "end": "pg_4"}, ["d1", "d2", "d3", "d4", "d5"]),
    ],
)
def test_a_passage_stands_in_a_wrapper_inside_a_tei_document(
    client: Client, specimen: Volume, parameters: dict[str, object], ids: list[str]
) -> None:
    root = tei(client, **parameters)
    assert root.tag == "{http://www.tei-c.org/ns/1.0}TEI"
    [wrapper] = root.iter(WRAPPER)
    assert [div.get(XML_ID) for div in wrapper.iter("{*}div") if div.get(XML_ID)] == ids


def test_a_tree_without_a_reference_changes_nothing(client: Client, specimen: Volume) -> None:
    assert (
        etree.tostring(tei(client, tree="pages"))
        == etree.tostring(tei(client, tree="folios"))
        == etree.tostring(tei(client))
    )


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"ref": "d1", "start": "d1", "end": "d2"}, 400),
        ({"start": "d1"}, 400),
        ({"end": "d1"}, 400),
        ({"ref": "d99"}, 404),
        ({"ref": "d1", "tree": "pages"}, 404),
        ({"ref": "d1", "tree": "folios"}, 404),
        ({"mediaType": "text/html"}, 404),
    ],
)
def test_a_passage_that_is_not_there_is_refused(
    client: Client, specimen: Volume, parameters: dict[str, object], expected: int
) -> None:
    assert status(client, "document", resource=SPECIMEN, **parameters) == expected


def test_the_media_type_that_there_is_may_be_named(client: Client, specimen: Volume) -> None:
    assert collection(client, id=SPECIMEN)["mediaTypes"] == [TEI]
    assert tei(client, ref="d2", mediaType=TEI).find(f".//{WRAPPER}") is not None


def test_what_is_withdrawn_is_gone(client: Client, specimen: Volume) -> None:
    withdrawal.withdraw("specimen/d1", "By error.")
    assert "d1" not in members(client, down=-1)
    assert status(client, "document", resource=SPECIMEN, ref="d1") == 404
    withdrawal.withdraw("specimen", "All of it.")
    for service in ("navigation", "document"):
        assert status(client, service, resource=SPECIMEN, ref="d2") == 410
    assert collection(client)["member"] == []


@pytest.mark.parametrize("papers", [3, 60])
@pytest.mark.parametrize(
    ("service", "parameters", "queries"),
    [
        ("collection", {}, 3),
        ("navigation", {"down": -1}, 5),
        ("navigation", {"ref": "ch1", "down": -1}, 6),
        ("navigation", {"start": "ch1", "end": "d2", "down": 1}, 7),
        ("navigation", {"tree": "pages", "down": 1}, 5),
        ("document", {}, 4),
        ("document", {"ref": "ch1"}, 7),
        ("document", {"tree": "pages", "ref": "pg_1"}, 5),
    ],
)
def test_it_asks_as_much_for_a_large_volume_as_for_a_small_one(
    client: Client,
    service: str,
    parameters: dict[str, object],
    queries: int,
    papers: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    papers_of_it = "".join(document(n, f"<head>P {n}</head><p>A {page(str(n + 1))} B.</p>") for n in range(1, papers))
    take(volume(page("1") + f'<div type="chapter" xml:id="ch1"><head>Of it</head>{papers_of_it}</div>'))
    named = {} if service == "collection" else {"resource": f"{SITE}/volumes/frus1937v01/"}
    with django_assert_num_queries(queries):
        answer = client.get(address(service, **named, **parameters))
        assert answer.status_code == 200
        b"".join(answer)


def test_scripts_of_other_sites_may_ask(client: Client, specimen: Volume) -> None:
    for where in ("/dts/", address("document", resource=SPECIMEN, ref="d1")):
        assert client.get(where)["Access-Control-Allow-Origin"] == "*"
