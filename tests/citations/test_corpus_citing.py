"""The published volumes, cited: every document in every file as another program reads it, and in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from archive.citations import bibtex, item, styles
from archive.citations.item import Item
from archive.citations.styles import STYLES
from archive.models import Document, Volume
from tests.citations import judging

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(900), pytest.mark.django_db]

EVERY = 40  # of the documents, in each style
NOTHING = re.compile(r"None|, ,|,,|\.\.|  | ,|\(\)|\[\]|<|>")
PAIRS = ("()", "[]", "“”")


@pytest.fixture(scope="module")
def cited(published: None, django_db_blocker: DjangoDbBlocker) -> list[Item]:
    """Every text of the volumes, and the volumes."""
    with django_db_blocker.unblock():
        texts = item.many(Document.objects.lean().order_by("volume", "order"))
        return [*texts, *map(item.of_volume, Volume.objects.order_by("identifier"))]


def test_ris_csl_and_tables_come_back_with_the_same_values(cited: list[Item]) -> None:
    assert judging.ris_records(cited) == list(map(judging.ris_said, cited))
    assert judging.csl_items(cited) == [each.csl() for each in cited]
    assert [row["address"] for row in judging.rows(cited)] == [each.address for each in cited]


def test_bibtex_comes_back_with_the_same_values(cited: list[Item]) -> None:
    entries = judging.bibtex_entries(cited)
    assert list(entries) == list(map(bibtex.key, cited))
    for each, entry in zip(cited, entries.values(), strict=True):
        said = {name: judging.bibtex_text(value) for name, value in entry.fields.items()}
        assert said["url"] == each.address
        assert said["title"] == (each.book.title_without_number if each.is_volume else each.title)
        assert said.get("library", "") == each.file_number
        assert said.get("pages", "") == ("" if each.is_volume else "--".join(each.pages))
        assert said.get("origdate", "") == each.date.edtf


def test_biber_has_nothing_against_some_of_all_volumes(cited: list[Item], tmp_path: Path) -> None:
    assert judging.biber_complaints(cited[::EVERY], tmp_path) == []


@pytest.mark.proof
def test_biber_has_nothing_against_any(cited: list[Item], tmp_path: Path) -> None:
    assert judging.biber_complaints(cited, tmp_path) == []


@pytest.mark.parametrize("slug", [style.slug for style in STYLES])
def test_a_citation_has_no_gaps_and_closes_what_it_opens(cited: list[Item], slug: str) -> None:
    for each in cited[:: EVERY if slug != "frus" else 1]:
        said = styles.cite(each, slug).text.replace(f"<{each.address}>", "")
        words = " ".join([each.title, *each.sender_names, *each.recipient_names, each.file_number, each.place])
        assert NOTHING.search(words) or not NOTHING.search(said), said
        for pair in PAIRS:
            assert said.count(pair[0]) == said.count(pair[1]) or words.count(pair[0]) != words.count(pair[1]), said


def test_pages_are_cited_wherever_print_numbers_them(cited: list[Item]) -> None:
    for each in cited:
        assert each.is_volume or each.is_section or each.is_by_page, each.id


def test_a_heading_with_two_parties_names_both(cited: list[Item]) -> None:
    letters = [each for each in cited if each.is_letter]
    assert len(letters) > 1_000
    for each in letters:
        said = styles.cite(each, "frus").text
        assert each.sender[0].text in said
        assert each.recipient[-1].text in said
