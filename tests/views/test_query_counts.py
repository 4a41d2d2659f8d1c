"""How many questions each kind of page asks the database: few, and as many for a large volume as for a small one."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.models import Volume
from tests.specimens import dated, document, page, take, volume

COUNTS = {
    "/": 2,
    "/volumes/": 2,
    "/volumes/{}/": 4,
    "/volumes/{}.json": 8,
    "/volumes/{}/d1/": 5,
    "/volumes/{}/d1/pg_2/": 5,
    "/volumes/{}/d1/full/": 6,
    "/volumes/{}/d1/cite/": 3,
    "/volumes/{}/pg_1/cite/": 7,
    "/volumes/{}/cite/": 2,
    "/volumes/{}/ch1/": 9,
    "/volumes/{}/comp1/": 10,
    "/volumes/{}/pg_1/": 11,
    "/dates/": 3,
    "/dates/1937/": 4,
    "/dates/1937/2/": 3,
    "/dates/undated/": 3,
    "/files/761.93/": 4,
}


def large(papers: int) -> str:
    """A volume with as many papers, footnotes and references as wanted, on two pages, in two sections."""
    noted = '<note n="1" xml:id="d1fn{0}">See <ref target="#d{0}">it</ref>.</note> and <ref target="#pg_1">there</ref> '
    first = document(1, f"<head>One</head><p>{''.join(noted.format(n) for n in range(1, papers))} {page('2')}B.</p>")
    later = "".join(
        dated(n, f"1937-02-{n % 28 + 1:02}", f"February {n % 28 + 1}, 1937", f"761.93/{n}") for n in range(2, papers)
    )
    undated = "".join(document(1000 + n, f"<head>Paper {n}</head><p>C.</p>") for n in range(papers))
    chapter = f'<div type="chapter" xml:id="ch1"><head>Of it</head><p>Own words.</p>{first}{later}</div>'
    return page("1") + f'<div type="compilation" xml:id="comp1">{undated}{chapter}</div>'


@pytest.mark.django_db
@pytest.mark.parametrize("papers", [3, 40])
@pytest.mark.parametrize("address", COUNTS)
def test_each_kind_of_page_asks_as_much_as_is_written_here(
    client: Client, address: str, papers: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    take(volume(large(papers)))
    with django_assert_num_queries(COUNTS[address]):
        assert client.get(address.format("frus1937v01")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("volumes", [1, 12])
def test_the_library_asks_as_much_for_many_volumes_as_for_one(
    client: Client, volumes: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(volumes):
        take(volume(document(1, "<head>One</head><p>A.</p>"), f"frus1937v{number:02}"))
    for address in ("/", "/volumes/"):
        with django_assert_num_queries(2):
            client.get(address)


@pytest.mark.parametrize("name", ["json", "txt"])
def test_a_document_s_other_forms_ask_as_much_for_every_document(
    client: Client, specimen: Volume, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for identifier in specimen.documents.values_list("identifier", flat=True):
        with django_assert_max_num_queries(11):
            assert client.get(f"/volumes/specimen/{identifier}.{name}").status_code == 200


def test_every_reading_page_asks_five_questions_on_a_stranger_s_behalf(
    client: Client, specimen: Volume, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for identifier in specimen.documents.exclude(kind="section").values_list("identifier", flat=True):
        with django_assert_max_num_queries(5):
            client.get(f"/volumes/specimen/{identifier}/")


def test_every_reading_page_asks_at_most_nine_for_somebody_who_is_known(
    client: Client, specimen: Volume, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(User.objects.create_user("davies"))
    for identifier in specimen.documents.exclude(kind="section").values_list("identifier", flat=True):
        with django_assert_max_num_queries(9):
            client.get(f"/volumes/specimen/{identifier}/")
