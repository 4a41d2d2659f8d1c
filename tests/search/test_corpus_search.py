"""The published volumes, searched: whatever is asked, what is found and counted is what the slow scan finds.

Two hundred and more queries, of words that the volumes themselves have (``tests/search/questions.py``), so that other
volumes can be named (CORPUS=folder).
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from pytest_django import DjangoDbBlocker

from archive.models import Passage
from archive.search import analysis, hits, index, results
from archive.search.filters import SearchFilter
from archive.search.query import All, Any, Node, Phrase, Prefix, Word, parse
from archive.search.searches import PER_PAGE, Search
from tests.search import questions, scan
from tests.search.held import Held, everything
from tests.search.scan import Answer
from tests.tools import some

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600), pytest.mark.django_db]
EVERY = 10_000_000


class Archive(NamedTuple):
    """All that the volumes hold, in the order of its primary keys, and by them."""

    held: list[Held]
    by_key: dict[int, Held]


class Question(NamedTuple):
    """A query, with the filters of its address."""

    words: str
    filters: scan.Parameters

    @property
    def asked(self) -> scan.Parameters:
        """The parameters of its address."""
        return {**({"q": [self.words]} if self.words else {}), **self.filters}

    def search(self, **more: object) -> Search:
        """The search that the archive makes of it."""
        parameters = SearchFilter(QueryDict(urlencode({**self.asked, **more}, doseq=True)))
        assert parameters.form.is_valid(), (self, parameters.faults())
        return parameters.search


@pytest.fixture(scope="module")
def archive(published: None, django_db_blocker: DjangoDbBlocker) -> Archive:
    """The published volumes, in the index too."""
    with django_db_blocker.unblock():
        index.follow()
        held = everything()
    return Archive(held, {each.key: each for each in held})


@pytest.fixture(scope="module")
def asked(archive: Archive) -> list[Question]:
    """Every query there is to ask of the volumes, or some of them."""
    every = [
        *(Question(text, {}) for text in questions.words(archive.held)),
        *(Question(text, chosen) for text, chosen in questions.filters(archive.held)),
    ]
    assert len(every) > 150
    return [*some(every, 3)]


def answer(archive: Archive, question: Question) -> Answer:
    return scan.answer(archive.held, parse(question.words), question.filters)


def test_a_search_finds_and_counts_what_a_slow_scan_does(archive: Archive, asked: list[Question]) -> None:
    for question in asked:
        expected = answer(archive, question)
        count, keys = results.keys(question.search(), 0, EVERY)
        assert sorted(keys) == [held.key for held in expected.found], question
        assert count == len(keys), question
        result = results.of(question.search(), most=EVERY)
        assert (result.count, result.undated) == (count, expected.undated), question
        for name in scan.FACETS:
            assert {value.value: value.count for value in result.facets[name]} == expected.facets[name], (
                question,
                name,
            )


@pytest.mark.parametrize("sort", ["relevance", "date", "-date", "volume"])
def test_the_pages_of_a_result_hold_each_document_once(archive: Archive, asked: list[Question], sort: str) -> None:
    asked = [Question("treaty convention", {}), *asked[:: len(asked) // 25 + 1]]
    for question in asked:
        search = question.search(sort=sort)
        count, keys = results.keys(search, 0, EVERY)
        pages = (results.of(search.on_page(number), most=0) for number in range(1, min(-(-count // PER_PAGE), 6) + 1))
        rows = [row for page in pages for row in page.rows]
        assert [row.document.pk for row in rows] == keys[: 6 * PER_PAGE], question
        assert [row.number for row in rows] == list(range(1, len(rows) + 1)), question


def test_results_stand_in_the_order_asked_for(archive: Archive, asked: list[Question]) -> None:
    for question in asked[:: len(asked) // 25 + 1]:
        found = {sort: in_order(archive, question, sort) for sort in ("date", "-date", "volume")}
        undated = [held for held in found["date"] if not held.earliest]
        dated = [held.earliest for held in found["date"] if held.earliest]
        assert dated == sorted(dated), question
        assert found["date"] == [*(held for held in found["date"] if held.earliest), *undated], question
        assert [held.earliest for held in found["-date"]] == [*dated[::-1], *("" for _ in undated)], question
        assert found["volume"] == sorted(found["volume"], key=lambda held: (held.volume, held.order)), question


def in_order(archive: Archive, question: Question, sort: str) -> list[Held]:
    _, keys = results.keys(question.search(sort=sort), 0, EVERY)
    return [archive.by_key[key] for key in keys]


def test_a_count_of_a_facet_is_what_its_value_results_in(archive: Archive, asked: list[Question]) -> None:
    for question in asked[:: len(asked) // 40 + 1]:
        facets = results.of(question.search(), most=EVERY).facets
        for name in ("place", "actor", "status", *(f for f in scan.FACETS if "_" in f)):
            role = "".join(question.filters.get(f"{name}_role", ()))
            if role:
                continue  # here a value more is one in that role
            for value in facets[name][:: max(len(facets[name]) // 3, 1)]:
                more = [*question.filters.get(name, ()), value.value]
                assert results.keys(question.search(**{name: more}), 0, 1)[0] == value.count, (question, name, value)
        for name in scan.SEES_ITSELF_NOT:
            for value in facets[name]:
                instead = question.search(**{name: value.value})
                assert results.keys(instead, 0, 1)[0] == value.count, (question, name, value)


# Hits


def marked(text: str, node: Node | None) -> set[int]:
    """The places of the words of a text that are marked."""
    found = hits.find(text, hits.wanted(node))
    marks = {at for hit in found for at in range(hit.start, hit.end)}
    row = analysis.tokens(analysis.EXACT, text) if found else []
    return {word.position for word in row if word.char_offset_from in marks and word.char_offset_to - 1 in marks}


few_or_all = pytest.mark.parametrize("most", [12, pytest.param(EVERY, marks=pytest.mark.proof)], ids=["few", "all"])


def about(found: list[Held], most: int) -> list[Held]:
    """About as many of them, from beginning to end."""
    return found[:: len(found) // most + 1]


@few_or_all
def test_in_every_document_found_words_are_marked(archive: Archive, asked: list[Question], most: int) -> None:
    for question in asked:
        tree = parse(question.words)
        for held in about(answer(archive, question).found, most) if says_a_word(tree) else ():
            assert any(hits.find(each.text, hits.wanted(tree)) for each in held.fields["text"]), (question, held.name)


def says_a_word(node: Node | None) -> bool:
    """Whether whatever is found says something outside its fields that was asked for."""
    match node:
        case All(parts):
            return any(map(says_a_word, parts))
        case Any(parts):
            return all(map(says_a_word, parts))
    return isinstance(node, Word | Prefix | Phrase)


@few_or_all
def test_marked_are_the_words_that_matched_and_no_others(archive: Archive, asked: list[Question], most: int) -> None:
    for question in asked:
        tree = parse(question.words)
        if not isinstance(tree, Word | Prefix | Phrase):
            continue
        for held in about(answer(archive, question).found, most):
            for each in held.fields["text"]:
                assert marked(each.text, tree) == scan.places(tree, each), (question, held.name)


def test_words_on_both_sides_of_a_page_break_are_marked_together(archive: Archive) -> None:
    breaks = (
        Passage.objects.filter(document__in=archive.by_key, start__gt=100).select_related("document").order_by("pk")
    )
    for passage in breaks[::40]:
        text = passage.document.text
        row = analysis.tokens(analysis.EXACT, text)
        behind = next((at for at, word in enumerate(row) if word.char_offset_from >= passage.start), len(row))
        if not 2 <= behind < len(row):
            continue
        phrase = " ".join(word.text for word in row[behind - 2 : behind + 2])
        found = hits.find(text, hits.wanted(parse(f'"{phrase}"')))
        assert any(hit.start < passage.start < hit.end for hit in found), (passage, phrase)
