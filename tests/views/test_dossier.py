"""The dossier of one State file number."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from archive.models import Document
from archive.reading import addresses
from archive.store import withdrawal
from archive.views import files
from tests.specimens import dated, document, take, transcribe, volume
from tests.views.shown import Shown, visit

UNDATED = document(3, '<note rend="inline" type="source">761.93/1590</note><head>Undated</head><p>No date.</p>')
PAPERS = (
    UNDATED
    + dated(1, "1937-02-14", "February 14, 1937", "761.93/1583")
    + dated(2, "1936-12-31", "December 31, 1936", "761.93/1580")
    + dated(4, "1937-02-14", "February 14, 1937", "761.9311/2")
)


def listed(shown: Shown) -> list[str]:
    """The documents a page lists, in order."""
    found = (re.fullmatch("/volumes/frus1937v01/(d[0-9]+)/", link) for link in shown.links)
    return [match[1] for match in found if match]


@pytest.mark.django_db
def test_the_dossier_of_a_class_is_in_date_order_with_the_undated_last(client: Client) -> None:
    take(volume(PAPERS))
    assert listed(visit(client, "/files/761.93/")) == ["d2", "d1", "d3"]


@pytest.mark.django_db
def test_the_dossier_of_a_number_leads_to_its_class(client: Client) -> None:
    take(volume(PAPERS))
    shown = visit(client, "/files/761.93/1583/")
    assert listed(shown) == ["d1"]
    assert "/files/761.93/" in shown.links


def test_the_seed_is_in_its_dossier(client: Client, seed: Document) -> None:
    for address in ("/files/761.93/1583/", "/files/761.93/"):
        assert "/volumes/transcripts/761-93-1583/" in visit(client, address).links


@pytest.mark.django_db
@pytest.mark.parametrize(
    "number",
    [
        "800.51W89 Great Britain/12",
        "711.1928/2331½",
        "761.93/1583 1/2",
        "462.00R296/2331/7",
        "Paris Peace Conf. 184.1/2",
    ],
)
def test_a_number_of_any_shape_leads_from_its_document_to_its_dossier_and_back(client: Client, number: str) -> None:
    written = transcribe(f"{number}\n\nThe Chargé in Chile (Norweb) to the Secretary of State\n\nSir: one.\n", "a")
    assert written.file_number == number
    address = addresses.dossier(number)
    assert address in visit(client, "/volumes/transcripts/a/").links
    shown = visit(client, address)
    assert "/volumes/transcripts/a/" in shown.links
    assert number in shown.title


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["1", "761.93/158", "761.9", "%25", "761_93", "%00", "761.93%00", "/", "//", "a%0Ab", "x" * 3000]
)
def test_a_number_that_no_document_has_is_not_found(client: Client, path: str) -> None:
    take(volume(PAPERS + document(5, "<head>Of no file</head><p>None.</p>")))
    visit(client, f"/files/{path}/", 404)


@pytest.mark.django_db
def test_a_dossier_does_without_what_is_withdrawn(client: Client) -> None:
    take(volume(PAPERS))
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    assert listed(visit(client, "/files/761.93/")) == ["d2", "d3"]
    visit(client, "/files/761.93/1583/", 404)


@pytest.mark.django_db
def test_a_dossier_joins_volumes(client: Client) -> None:
    take(volume(PAPERS))
    take(volume(dated(1, "1937-01-01", "January 1, 1937", "761.93/1582"), "frus1937v02"))
    links = [link for link in visit(client, "/files/761.93/").links if re.fullmatch("/volumes/[^/]+/d[0-9]/", link)]
    assert [link.removeprefix("/volumes/") for link in links] == [
        "frus1937v01/d2/",
        "frus1937v02/d1/",
        "frus1937v01/d1/",
        "frus1937v01/d3/",
    ]


@pytest.mark.django_db
def test_a_long_dossier_is_paged(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PER_PAGE", 2)
    take(volume(PAPERS))
    assert listed(visit(client, "/files/761.93/")) == ["d2", "d1"]
    assert listed(visit(client, "/files/761.93/?page=2")) == ["d3"]
    assert listed(visit(client, "/files/761.93/?page=nonsense")) == ["d2", "d1"]
