"""Page images for viewers of the IIIF: manifests, canvases, what is printed on them, and the search in it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.models import Document, Volume
from archive.search import index
from archive.store import imaging, withdrawal
from tests.specimens import document, page, take, volume

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
V = "frus1937v01"
PLAIN = "https://images.example.org/{volume}/{image}.jpg"
NOTED = '<note n="1" xml:id="d1fn1">Boats &lt;of&gt; old.</note>'
BODY = (
    '<pb n="1" xml:id="pg_1" facs="0047"/><div type="chapter" xml:id="ch1"><head>Of boats</head>'
    + document(1, f'<head>One</head><p>The boats{NOTED} lie idle <pb n="2" xml:id="pg_2" facs="0048"/>by the boat.</p>')
    + '</div><pb n="3" xml:id="pg_3"/>'
    + document(2, "<head>Two</head><p>No crew has come.</p>")
)


def taken(template: str = PLAIN, body: str = BODY, **said: Any) -> Volume:
    row = take(volume(body))
    imaging.put(V, template, **said)
    index.follow()
    return row


def asked(client: Client, address: str, status: int = 200) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == status, address
    said: dict[str, Any] = answer.json()
    return said


def image(canvas: dict[str, Any]) -> dict[str, Any] | None:
    """The body that is painted on a canvas."""
    return canvas["items"][0]["items"][0]["body"] if "items" in canvas else None


def words(said: dict[str, Any]) -> list[str]:
    return [item["body"]["value"] for item in said["items"]]


def test_a_volume_has_a_canvas_for_each_printed_page_in_order(client: Client) -> None:
    taken()
    said = asked(client, f"/iiif/{V}/manifest.json")
    assert [canvas["label"]["none"] for canvas in said["items"]] == [["1"], ["2"], ["3"]]
    first = image(said["items"][0])
    assert first == {"id": f"https://images.example.org/{V}/0047.jpg", "type": "Image", "format": "image/jpeg"}
    assert image(said["items"][2]) is None
    assert {(canvas["width"], canvas["height"]) for canvas in said["items"]} == {(1000, 1500)}


def test_a_canvas_is_as_large_as_its_image_where_that_is_known(client: Client) -> None:
    taken("/static/{image}.png", size=(1200, 1900))
    said = asked(client, f"/iiif/{V}/pg_1/canvas.json")
    assert (said["width"], said["height"]) == (1200, 1900)
    body = image(said)
    assert body is not None
    assert (body["id"], body["width"], body["height"]) == (f"{SITE}/static/0047.png", 1200, 1900)


@pytest.mark.parametrize(
    ("template", "service"),
    [
        (
            "https://i.example/iiif/3/{image}/info.json",
            {"id": "https://i.example/iiif/3/0047", "type": "ImageService3"},
        ),
        (
            "https://i.example/iiif/2/{image}/info.json",
            {"@id": "https://i.example/iiif/2/0047", "@type": "ImageService2"},
        ),
    ],
)
def test_a_service_stands_with_the_image_that_it_gives(client: Client, template: str, service: dict[str, str]) -> None:
    taken(template)
    body = image(asked(client, f"/iiif/{V}/pg_1/canvas.json"))
    assert body is not None
    assert service.items() <= body["service"][0].items()


def test_the_contents_of_a_volume_are_ranges_in_one_another(client: Client) -> None:
    taken()
    said = asked(client, f"/iiif/{V}/manifest.json")
    chapter, second = said["structures"]
    assert [chapter["label"]["none"], second["label"]["none"]] == [["Of boats"], ["Two"]]
    own, first = chapter["items"]
    assert own == {"id": f"{SITE}/iiif/{V}/pg_1/canvas.json", "type": "Canvas"}
    assert [item["id"].split("/")[-2] for item in first["items"]] == ["pg_1", "pg_2"]


def test_a_document_s_manifest_has_its_own_pages_and_says_what_it_is(client: Client) -> None:
    taken()
    said = asked(client, f"/iiif/{V}/d1/manifest.json")
    assert [canvas["id"] for canvas in said["items"]] == [f"{SITE}/iiif/{V}/{p}/canvas.json" for p in ("pg_1", "pg_2")]
    assert said["partOf"][0]["id"] == f"{SITE}/iiif/{V}/manifest.json"


def test_every_address_of_the_site_in_a_manifest_is_one(client: Client) -> None:
    taken()
    for name in (f"/iiif/{V}/manifest.json", f"/iiif/{V}/d1/manifest.json"):
        for address in sorted(_addresses(asked(client, name))):
            answer = client.get(address)
            assert answer.status_code == 200, address
            b"".join(answer)  # what was opened for it is closed behind it


def _addresses(said: Any) -> set[str]:
    if isinstance(said, dict):
        here = {said["id"]} if str(said.get("id", "")).startswith(SITE) else set()
        return {urlsplit(one).path for one in here}.union(*map(_addresses, said.values()))
    return set().union(*map(_addresses, said)) if isinstance(said, list) else set()


def test_what_is_printed_on_a_page_is_a_note_on_its_canvas_footnotes_too(client: Client) -> None:
    taken()
    said = asked(client, f"/iiif/{V}/pg_1/text.json")
    assert words(said) == ["Of boats", "One\nThe boats lie idle ", "Boats <of> old."]
    assert {item["motivation"] for item in said["items"]} == {"supplementing"}
    assert {item["target"] for item in said["items"]} == {f"{SITE}/iiif/{V}/pg_1/canvas.json"}


def test_the_annotations_of_all_pages_hold_every_text_once(client: Client) -> None:
    taken()
    pages = [asked(client, f"/iiif/{V}/{name}/text.json") for name in ("pg_1", "pg_2", "pg_3")]
    for row in Document.objects.all():
        parts = [
            item["body"]["value"]
            for said in pages
            for item in said["items"]
            if item["id"].endswith(f"#{row.identifier}")
        ]
        assert "".join(parts) == row.text


def test_a_search_in_a_volume_finds_the_pages_and_says_where_on_them(client: Client) -> None:
    taken()
    said = asked(client, f"/iiif/{V}/search.json?q=boat")
    assert words(said) == ["Of boats", "One\nThe boats lie idle ", "by the boat.", "Boats <of> old."]
    matches = [match["target"] for match in said["annotations"][0]["items"]]
    assert [target["selector"][0]["exact"] for target in matches] == ["boats", "boats", "boat", "Boats"]
    assert {target["source"] for target in matches} == {item["id"] for item in said["items"]}
    quote = matches[1]["selector"][0]
    assert (quote["prefix"], quote["suffix"]) == ("One\nThe ", " lie idle ")


def test_a_long_result_comes_in_pages_that_lead_to_one_another(client: Client) -> None:
    taken(body=page("1") + "".join(document(n, f"<head>Paper {n}</head><p>Boats.</p>") for n in range(1, 24)))
    said = asked(client, f"/iiif/{V}/search.json?q=boats&motivation=supplementing")
    found = [len(said["items"])]
    assert said["partOf"]["last"]["id"].endswith("page=3")
    while "next" in said:
        said = asked(client, said["next"]["id"].removeprefix(SITE))
        found.append(len(said["items"]))
    assert found == [10, 10, 3]
    assert said["prev"]["id"].endswith("page=2")


def test_parameters_that_are_not_looked_at_are_told_and_other_motivations_find_nothing(client: Client) -> None:
    taken()
    said = asked(client, f"/iiif/{V}/search.json?q=boat&user=https://x.example&date=2020")
    assert said["ignored"] == ["date", "user"]
    assert asked(client, f"/iiif/{V}/search.json?q=boat&motivation=painting")["items"] == []
    assert asked(client, f"/iiif/{V}/search.json")["items"] == []


def test_words_that_cannot_be_read_are_refused(client: Client) -> None:
    taken()
    assert asked(client, f"/iiif/{V}/search.json?q=(boat", 400)["error"] == "A bracket is not closed."
    assert asked(client, f"/iiif/{V}/search.json?q=boat&page=x", 400)["error"]


def test_a_volume_without_images_has_none_of_it(client: Client) -> None:
    take(volume(BODY))
    for name in ("manifest", "search", "d1/manifest", "pg_1/canvas", "pg_1/text"):
        asked(client, f"/iiif/{V}/{name}.json", 404)
    assert asked(client, "/iiif/collection.json")["items"] == []


def test_what_is_withdrawn_is_in_nothing(client: Client) -> None:
    taken()
    withdrawal.withdraw(f"{V}/d1", "By error.")
    index.follow()
    asked(client, f"/iiif/{V}/d1/manifest.json", 410)
    assert words(asked(client, f"/iiif/{V}/pg_1/text.json")) == ["Of boats"]
    assert words(asked(client, f"/iiif/{V}/search.json?q=idle")) == []
    said = asked(client, f"/iiif/{V}/manifest.json")
    assert "d1" not in str(said["structures"])
    assert [image(canvas) for canvas in said["items"]] == [None, None, None]  # they would show it
    withdrawal.withdraw(V, "All of it.")
    for name in ("manifest", "search", "pg_1/canvas", "pg_1/text"):
        asked(client, f"/iiif/{V}/{name}.json", 410)
    assert asked(client, "/iiif/collection.json")["items"] == []


def test_scripts_of_other_sites_may_read_it_also_from_what_is_kept(client: Client) -> None:
    taken()
    for _ in range(2):
        answer = client.get(f"/iiif/{V}/manifest.json")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Content-Type"].startswith("application/ld+json")
    again = client.get(f"/iiif/{V}/manifest.json", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")


def test_words_of_a_source_that_look_like_markup_are_words(client: Client) -> None:
    evil = "&lt;b onclick=x&gt;Oslo&lt;/b&gt;"
    header = f'<title type="series">{evil}</title>'
    take(volume(BODY, header=header))
    imaging.put(V, PLAIN)
    said = asked(client, f"/iiif/{V}/manifest.json")["metadata"][0]["value"]["none"][0]
    assert said == "<span>&lt;b onclick=x&gt;Oslo&lt;/b&gt;</span>"


@pytest.mark.parametrize("papers", [3, 30])
@pytest.mark.parametrize(("name", "queries"), [("manifest", 7), ("d1/manifest", 4), ("pg_1/text", 5), ("search", 8)])
def test_it_asks_as_much_for_a_large_volume_as_for_a_small_one(
    client: Client, name: str, queries: int, papers: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    taken(
        body=page("1")
        + "".join(document(n, f"<head>P {n}</head><p>Boats {page(str(n + 1))}.</p>") for n in range(1, papers))
    )
    client.get(f"/iiif/{V}/search.json?q=x")
    with django_assert_num_queries(queries):
        asked(client, f"/iiif/{V}/{name}.json?q=boats")
