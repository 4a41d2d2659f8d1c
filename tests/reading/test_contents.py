"""The contents of a volume: its sections as a tree, with the documents in each."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from archive.models import Section
from archive.reading import contents
from archive.reading.contents import Entry
from archive.store import withdrawal
from tests.specimens import SPECIMEN, document, load, take, volume

pytestmark = pytest.mark.django_db


def chapter(name: str, content: str) -> str:
    return f'<div type="chapter" xml:id="{name}"><head>Chapter {name}</head>{content}</div>'


def paper(number: int) -> str:
    return document(number, f"<head>Paper {number}</head><p>Words.</p>")


BODY = (
    paper(1)
    + chapter("ch1", paper(2) + chapter("ch1a", paper(3) + chapter("ch1aa", paper(4))) + paper(5))
    + chapter("ch2", "")
)
FRONT = '<div type="section" xml:id="preface"><head>Preface</head><p>Of it.</p></div>'


def outline(entry: Entry) -> list[Any]:
    """A tree as nested lists: the section, its documents, the sections in it."""
    name = entry.section.identifier if entry.section else None
    return [name, [document.identifier for document in entry.documents], *map(outline, entry.entries)]


def test_sections_nest_as_deep_as_the_volume_has_them_each_with_its_own_documents() -> None:
    taken = take(volume(BODY, front=FRONT))
    assert outline(contents.of(taken)) == [
        None,
        ["d1"],
        ["preface", []],
        ["ch1", ["d2", "d5"], ["ch1a", ["d3"], ["ch1aa", ["d4"]]]],
        ["ch2", []],
    ]


def test_a_section_counts_what_stands_in_and_below_it() -> None:
    tree = contents.of(take(volume(BODY)))
    assert (tree.count, [entry.count for entry in tree.entries]) == (5, [4, 0])


def test_a_section_s_own_text_is_not_among_its_documents() -> None:
    taken = take(volume(BODY, front=FRONT))
    assert [document.identifier for document in contents.documents(taken)] == ["d1", "d2", "d3", "d4", "d5"]


def test_a_volume_s_documents_stand_in_the_order_of_the_source_not_of_their_numbers() -> None:
    taken = take(volume(paper(10) + paper(9) + paper(100)))
    assert [document.identifier for document in contents.documents(taken)] == ["d10", "d9", "d100"]


def test_the_entry_of_a_section_is_found_wherever_it_stands() -> None:
    take(volume(BODY))
    inner = Section.objects.get(identifier="ch1a")
    assert outline(contents.within(inner)) == ["ch1a", ["d3"], ["ch1aa", ["d4"]]]


def test_withdrawn_and_removed_documents_are_not_listed() -> None:
    taken = take(volume(BODY))
    withdrawal.withdraw("frus1937v01/d2", "Under review")
    take(volume(BODY.replace(paper(3), "")))
    assert [document.identifier for document in contents.documents(taken)] == ["d1", "d4", "d5"]


def test_listing_a_volume_asks_two_questions_however_large_it_is(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    taken = load(SPECIMEN)
    with django_assert_num_queries(2):
        tree = contents.of(taken)
        assert all(document.volume.identifier == "specimen" for document in contents_of(tree))


def test_the_long_columns_are_not_fetched_for_a_list() -> None:
    taken = take(volume(BODY))
    with CaptureQueriesContext(connection) as asked:
        contents.documents(taken)
    assert '"archive_document"."text"' not in asked[0]["sql"]
    assert '"archive_document"."tei"' not in asked[0]["sql"]


def contents_of(entry: Entry) -> list[Any]:
    return [*entry.documents, *(document for below in entry.entries for document in contents_of(below))]
