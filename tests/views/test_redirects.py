"""Addresses that lead elsewhere: for now, or for good."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.models import Volume
from archive.store import withdrawal
from tests.specimens import document, page, take, volume

BODY = (
    page("1")
    + document(1, "<head>One</head><p>A few words of the first.</p>")
    + document(2, f"<head>Two</head><p>Quite other words, {page('2')} of the second.</p>")
)
V = "/volumes/frus1937v01/"


def leads(client: Client, address: str) -> tuple[int, str]:
    """The status of an answer, and where it leads."""
    answer = client.get(address)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.fixture
def _renumbered(db: None) -> None:
    take(volume(BODY))
    take(volume(BODY.replace('xml:id="d2" n="2"', 'xml:id="d3" n="3"')))


@pytest.mark.django_db
def test_a_page_that_is_not_the_document_s_leads_to_the_printed_page(client: Client) -> None:
    take(volume(BODY))
    assert leads(client, f"{V}d1/pg_2/") == (302, f"{V}pg_2/")


def test_a_page_that_is_not_the_section_s_leads_to_the_printed_page(client: Client, specimen: Volume) -> None:
    assert leads(client, "/volumes/specimen/preface/pg_1/") == (302, "/volumes/specimen/pg_1/")


@pytest.mark.django_db
def test_a_page_that_is_the_document_s_leads_nowhere_else(client: Client) -> None:
    take(volume(BODY))
    assert leads(client, f"{V}d2/pg_2/") == (200, "")


@pytest.mark.usefixtures("_renumbered")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("d2/", "d3/"),
        ("d2/pg_2/", "d3/pg_2/"),
        ("d2/full/", "d3/full/"),
        ("d2.json", "d3.json"),
        ("d2.txt", "d3.txt"),
        ("d2/?q=words", "d3/?q=words"),
    ],
)
def test_a_renumbered_document_s_addresses_lead_to_its_new_ones_for_good(client: Client, old: str, new: str) -> None:
    assert leads(client, V + old) == (301, V + new)
    assert client.get(V + new).status_code == 200


@pytest.mark.usefixtures("_renumbered")
def test_a_renumbered_document_that_is_withdrawn_says_so_at_its_new_address(client: Client) -> None:
    withdrawal.withdraw("frus1937v01/d3", "Under review")
    assert leads(client, f"{V}d2/") == (301, f"{V}d3/")
    assert client.get(f"{V}d3/").status_code == 410


@pytest.mark.usefixtures("_renumbered")
def test_an_old_address_that_is_given_to_another_document_is_that_document_s(client: Client) -> None:
    inserted = document(2, "<head>Between</head><p>Something entirely different stands in this one.</p>")
    renumbered = BODY.replace('xml:id="d2" n="2"', 'xml:id="d3" n="3"')
    take(volume(renumbered.replace('<div type="document" xml:id="d3"', inserted + '<div type="document" xml:id="d3"')))
    answer = client.get(f"{V}d2/")
    assert answer.status_code == 200
    assert b"Between" in answer.content


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/historicaldocuments", "/volumes/"),
        ("/historicaldocuments/", "/volumes/"),
        ("/historicaldocuments/specimen", "/volumes/specimen/"),
        ("/historicaldocuments/specimen/", "/volumes/specimen/"),
        ("/historicaldocuments/specimen/d1", "/volumes/specimen/d1/"),
        ("/historicaldocuments/specimen/d1/", "/volumes/specimen/d1/"),
        ("/historicaldocuments/specimen/pg_4", "/volumes/specimen/pg_4/"),
        ("/historicaldocuments/specimen/ch3", "/volumes/specimen/ch3/"),
        ("/historicaldocuments/specimen/index", "/volumes/specimen/index/"),
    ],
)
def test_the_addresses_of_history_state_gov_lead_to_the_same_thing(
    client: Client, specimen: Volume, old: str, new: str
) -> None:
    assert leads(client, old) == (301, new)
    assert client.get(new).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "//example.org",
        "//example.org/%2F..",
        "https://example.org",
        "%3Fa=b%23c",
        "..//..//example.org",
        "%5C%5Cexample.org",
    ],
)
def test_no_address_leads_out_of_the_site(client: Client, path: str) -> None:
    status, address = leads(client, f"/historicaldocuments/{path}")
    assert status in (301, 404)
    assert not address or address.startswith("/volumes/")
    assert "?" not in address
    assert "#" not in address


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("/volumes", "/volumes/"),
        ("/volumes/specimen", "/volumes/specimen/"),
        ("/volumes/specimen/d1/pg_2", "/volumes/specimen/d1/pg_2/"),
    ],
)
def test_a_forgotten_last_slash_is_put_there(client: Client, specimen: Volume, address: str, whole: str) -> None:
    assert leads(client, address) == (301, whole)
