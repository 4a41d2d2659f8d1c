"""The archive's feeds, read by Feedparser, which is not ours."""

from __future__ import annotations

from typing import Any

import feedparser
import pytest
from django.test import Client
from lxml import html

from archive.models import Ingestion, Volume
from archive.reading import arrivals
from archive.store import withdrawal
from tests.specimens import document, page, take, volume

SITE = "http://127.0.0.1:8000"


def read(client: Client, address: str) -> Any:
    """A feed without a fault, every entry with what the format asks for."""
    answer = client.get(address)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert found.feed.id
    assert found.feed.title
    assert found.feed.updated_parsed
    for entry in found.entries:
        assert all([entry.id, entry.title, entry.link, entry.updated_parsed])
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    return found


def links(found: Any) -> dict[str, str]:
    return {link.rel: link.href for link in found.feed.links}


def test_a_new_volume_comes_first(client: Client, specimen: Volume) -> None:
    take(volume(page("1") + document(1, "<head>One</head><p>A.</p>")).replace("Volume frus", "Ships &amp; &lt;b&gt; "))
    found = read(client, "/volumes.atom")
    assert [entry.link for entry in found.entries] == [f"{SITE}/volumes/frus1937v01/", f"{SITE}/volumes/specimen/"]
    assert "1 documents on 1 printed pages" in found.entries[0].summary
    assert found.entries[0].published_parsed == Ingestion.objects.latest().taken_at.utctimetuple()
    assert found.entries[1].title == specimen.title


@pytest.mark.django_db
def test_volumes_are_paged_and_withdrawn_ones_left_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "PER_PAGE", 2)
    for number in range(4):
        take(volume(document(1, "<head>One</head><p>A.</p>"), f"frus193{number}v01"))
    withdrawal.withdraw("frus1931v01", "It is a draft.")
    first = read(client, "/volumes.atom")
    assert [entry.link[-12:-1] for entry in first.entries] == ["frus1933v01", "frus1932v01"]
    assert "previous" not in links(first)
    second = read(client, links(first)["next"].removeprefix(SITE))
    assert [entry.link[-12:-1] for entry in second.entries] == ["frus1930v01"]
    assert "next" not in links(second)
    assert links(second)["previous"] == f"{SITE}/volumes.atom"


@pytest.mark.django_db
def test_an_archive_without_volumes_has_a_feed_without_entries(client: Client) -> None:
    assert read(client, "/volumes.atom").entries == []


def test_any_search_is_a_feed(client: Client, specimen: Volume) -> None:
    for query in ("", "?q=wharf", "?q=wharf&sort=-date", "?q=xylophone", "?kind=telegram&page=2"):
        found = read(client, f"/search.atom{query}")
        for entry in found.entries:
            assert client.get(entry.link.removeprefix(SITE)).status_code == 200
    assert read(client, "/search.atom?q=wharf").entries


def test_a_reader_s_program_finds_the_feeds_by_the_pages(client: Client, specimen: Volume) -> None:
    for page_, feed in (("/", "/volumes.atom"), ("/search/?q=wharf", "/search.atom?q=wharf")):
        head = html.document_fromstring(client.get(page_).content).find("head")
        offered = head.xpath("link[@rel='alternate'][@type='application/atom+xml']/@href")
        assert feed in offered
        for address in offered:
            read(client, address)
