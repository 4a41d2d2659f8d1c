"""What crawlers are told: every page by the one address it goes by, and which to leave out."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from archive.models import Document, Entity, Volume
from archive.reading import site_map
from archive.store import withdrawal
from tests.specimens import document, page, take, volume
from tests.tools import some
from tests.views.shown import visit

SITE = "http://127.0.0.1:8000"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOMENT = r"<data type='dateTime'><param name='pattern'>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ</param></data>"
CHANGED = f"<optional><element name='lastmod'>{MOMENT}</element></optional>"
EACH = f"<element name='loc'><data type='anyURI'/></element>{CHANGED}"
SCHEMA = etree.RelaxNG(
    etree.fromstring(
        f"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="{NAMESPACE[1:-1]}"
            datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start><choice>
            <element name="urlset"><oneOrMore><element name="url">{EACH}</element></oneOrMore></element>
            <element name="sitemapindex"><oneOrMore><element name="sitemap">{EACH}</element></oneOrMore></element>
            </choice></start></grammar>"""
    )
)


def read(client: Client, address: str) -> dict[str, str]:
    """The addresses of a sitemap, each with when it changed; one that is as the protocol has it."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    SCHEMA.assertValid(root)
    assert len(root) <= site_map.MOST
    assert len(answer.content) < 50 * 1024 * 1024
    found = {one.findtext(f"{NAMESPACE}loc"): one.findtext(f"{NAMESPACE}lastmod") or "" for one in root}
    assert len(found) == len(root)
    assert all(one.startswith(f"{SITE}/") for one in found)
    return {one.removeprefix(SITE): moment for one, moment in found.items()}


def everything(client: Client) -> dict[str, str]:
    """All that the sitemaps name."""
    parts = [read(client, part) for part in read(client, "/sitemap.xml")]
    return {address: moment for part in parts for address, moment in part.items()}


def test_every_page_is_named_by_the_address_that_it_says_it_goes_by(client: Client, specimen: Volume) -> None:
    named = everything(client)
    for address in some(list(named), 5):
        canonical = visit(client, address).canonical
        assert canonical in ("", SITE + address)
    assert {f"/volumes/specimen/{row.identifier}/" for row in Document.objects.all()} <= set(named)
    assert {"/volumes/specimen/d1/pg_2/", "/volumes/specimen/d1/full/", "/volumes/specimen/pg_3/"} <= set(named)
    assert "/volumes/specimen/d1/pg_1/" not in named  # which is the document's own address
    assert "/volumes/specimen/d10/full/" not in named
    shown = Entity.objects.filter(merged_into=None, mentions__isnull=False)
    assert {f"/{'places' if e.kind == 'place' else 'actors'}/{e.slug}/" for e in shown} <= set(named)


@pytest.mark.django_db
def test_a_volume_comes_in_parts_none_of_which_knows_of_the_others(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(volume("".join(page(str(n)) + document(n, f"<head>{n}</head><p>A.</p>") for n in range(1, 8))))
    whole = everything(client)
    monkeypatch.setattr(site_map, "PLACES_A_PART", 2)
    caches["pages"].clear()
    parts = [part for part in read(client, "/sitemap.xml") if "frus" in part]
    assert parts == [f"/sitemap-frus1937v01.{number}.xml" for number in (1, 2, 3, 4)]
    assert everything(client) == whole
    assert client.get("/sitemap-frus1937v01.5.xml").status_code == 404
    assert client.get("/sitemap-frus1937v01.0.xml").status_code == 404


@pytest.mark.django_db
def test_what_is_withdrawn_is_not_named(client: Client) -> None:
    take(volume(page("1") + "".join(document(n, f"<head>{n}</head><p>A.</p>") for n in (1, 2))))
    withdrawal.withdraw("frus1937v01/d1", "The family asked for it.")
    assert "/volumes/frus1937v01/d1/" not in everything(client)
    withdrawal.withdraw("frus1937v01", "It is a draft.")
    assert not [address for address in everything(client) if "frus1937v01" in address]
    assert client.get("/sitemap-frus1937v01.1.xml").status_code == 410


@pytest.mark.django_db
def test_a_change_of_a_document_is_a_change_of_its_address_and_of_its_part(client: Client) -> None:
    body = page("1") + "".join(document(n, f"<head>{n}</head><p>Said {n}.</p>") for n in (1, 2))
    take(volume(body))
    before, parts = everything(client), read(client, "/sitemap.xml")
    Document.objects.update(changed_at="2020-02-02T02:02:02Z")
    take(volume(body.replace("Said 2", "Not said 2")))
    now = everything(client)
    assert now["/volumes/frus1937v01/d1/"] == "2020-02-02T02:02:02Z"
    assert now["/volumes/frus1937v01/d2/"] >= before["/volumes/frus1937v01/d2/"]
    assert all(moment for address, moment in parts.items() if "frus" in address)


@pytest.mark.django_db
def test_an_archive_without_volumes_has_its_ways_in(client: Client) -> None:
    assert set(everything(client)) == set(site_map.WAYS_IN)


@pytest.mark.django_db
def test_a_sitemap_asks_as_much_for_a_large_archive_as_for_a_small_one(client: Client) -> None:
    counts: list[list[int]] = []
    for size in (2, 40):
        body = "".join(page(str(n)) + document(n, f"<head>{n}</head><p>A.</p>") for n in range(1, size))
        take(volume(body, f"frus193{size}v01"))
        counts.append([])
        for address in ("/sitemap.xml", f"/sitemap-frus193{size}v01.1.xml", "/sitemap.names.1.xml"):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts[-1].append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "address", ["/", "/volumes/specimen/d1/", "/places/", "/volumes/specimen.json", "/sitemap.xml"]
)
def test_crawlers_may_read(client: Client, address: str) -> None:
    assert rules(client).can_fetch("AnyBot", SITE + address)


@pytest.mark.parametrize(
    "address", ["/search/?q=x", "/search.json", "/accounts/login/", "/desk/", "/oai?verb=Identify"]
)
def test_crawlers_are_asked_to_leave_out_what_has_no_end_or_is_not_theirs(client: Client, address: str) -> None:
    assert not rules(client).can_fetch("AnyBot", SITE + address)


def test_robots_are_led_to_the_sitemap(client: Client) -> None:
    assert rules(client).site_maps() == [f"{SITE}/sitemap.xml"]


def rules(client: Client) -> RobotFileParser:
    """What the archive asks of crawlers."""
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    parser = RobotFileParser()
    parser.parse(answer.content.decode().splitlines())
    return parser
