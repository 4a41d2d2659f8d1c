"""What pasted citations mean, as items: each once, for the pages that were cited."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from archive.citations.resolver.match import DOCUMENT, Match
from archive.models import Volume
from archive.reading import pasted
from archive.store import withdrawal
from tests import specimens


@pytest.fixture
def specimen(db: None) -> Volume:
    """The specimen volume."""
    return specimens.load(specimens.SPECIMEN)


def meant(*urls: str) -> list[str]:
    """The addresses of the items that these passages give."""
    found = pasted.items(Match(url, "", DOCUMENT, certain=True) for url in urls)
    return [one.address.partition("8000")[2] for one in found]


@pytest.mark.parametrize(
    ("url", "items"),
    [
        ("/volumes/specimen/", ["/volumes/specimen/"]),
        ("/volumes/specimen/d1/", ["/volumes/specimen/d1/"]),
        ("/volumes/specimen/d1/pg_2/", ["/volumes/specimen/d1/pg_2/"]),
        ("/volumes/specimen/d1/full/#d1fn2", ["/volumes/specimen/d1/"]),
        ("/volumes/specimen/preface/", ["/volumes/specimen/preface/"]),
        ("/volumes/specimen/pg_3/", ["/volumes/specimen/d1/pg_3/", "/volumes/specimen/d2/pg_3/"]),
        ("/files/761.93/", []),
        ("/volumes/none/", []),
        ("/volumes/specimen/d99/", []),
    ],
)
def test_a_passage_gives_the_texts_that_stand_there(specimen: Volume, url: str, items: list[str]) -> None:
    assert meant(url) == items


def test_each_is_given_once_in_the_order_of_the_citations(specimen: Volume) -> None:
    wanted = ["/volumes/specimen/d2/", "/volumes/specimen/d1/pg_2/", "/volumes/specimen/d1/", "/volumes/specimen/"]
    assert meant(*wanted, *wanted[::-1]) == wanted


def test_what_is_withdrawn_is_given_by_nobody(specimen: Volume) -> None:
    withdrawal.withdraw("specimen/d1", "Under review")
    assert meant("/volumes/specimen/d1/", "/volumes/specimen/pg_3/") == ["/volumes/specimen/d2/pg_3/"]


@pytest.mark.parametrize("times", [1, 25])
def test_many_ask_as_much_as_one(
    specimen: Volume, times: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    urls = [f"/volumes/specimen/d{number}/" for number in range(1, times + 1)]
    with django_assert_num_queries(5):
        meant(*urls, "/volumes/specimen/pg_3/", "/volumes/specimen/")
