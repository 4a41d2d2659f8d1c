"""Who wrote to whom: the most frequent pairs are those that counting every letter gives."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest
from tantivy import Query

from archive.models import Entity
from archive.reading import correspondence, networks
from archive.reading.correspondence import SENDER, Pair
from archive.search import index
from archive.search.schema import SCHEMA
from tests.reading.letters import Letter, entity, take
from tests.search.searching import search

pytestmark = pytest.mark.django_db

EVERY = Query.all_query()


def surnames(count: int) -> list[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [f"{letters[n % 26].upper()}{letters[n // 26] * 3}son" for n in range(count)]


def drawn(count: int, seed: int) -> list[Letter]:
    """Letters among thirty; some write often, and one is written to by everybody."""
    dice = random.Random(seed)
    people = surnames(30)

    def one() -> str:
        return people[int(len(people) * dice.random() ** 2)]

    return [Letter(one(), people[0] if dice.random() < 0.4 else one()) for _ in range(count)]


def counted(letters: list[Letter]) -> Counter[tuple[str, str]]:
    return Counter((letter.sender, letter.recipient) for letter in letters)


def names(pairs: list[Pair]) -> list[tuple[str, str]]:
    known = dict(Entity.objects.values_list("pk", "name"))
    return [(known[pair.sender], known[pair.recipient]) for pair in pairs]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("most", [1, 5, 40, 1000])
def test_the_most_frequent_pairs_are_those_of_counting(seed: int, most: int) -> None:
    letters = drawn(300, seed)
    take(*letters)
    pairs = correspondence.strongest(index.reader().searcher, EVERY, most)
    expected = counted(letters)
    assert [pair.documents for pair in pairs] == sorted(expected.values(), reverse=True)[:most]
    assert [expected[name] for name in names(pairs)] == [pair.documents for pair in pairs]


def test_all_pairs_are_those_of_counting() -> None:
    letters = drawn(300, 7)
    take(*letters)
    pairs = list(correspondence.every(index.reader().searcher, EVERY))
    assert dict(zip(names(pairs), [pair.documents for pair in pairs], strict=True)) == counted(letters)


def test_an_actor_s_own_pairs_are_all_it_belongs_to() -> None:
    letters = drawn(300, 7)
    take(*letters)
    hub = entity(surnames(1)[0])
    pairs = correspondence.own(index.reader().searcher, hub.pk)
    expected = {names: count for names, count in counted(letters).items() if hub.name in names}
    assert dict(zip(names(pairs), [pair.documents for pair in pairs], strict=True)) == expected


def test_pairs_of_some_documents_are_counted_in_these_alone() -> None:
    take(Letter("Norweb", "Hull", "Santiago"), Letter("Norweb", "Hull", "Moscow"))
    santiago = Query.term_query(SCHEMA, "place_written", entity("Santiago", "place").pk)
    (pair,) = correspondence.strongest(index.reader().searcher, santiago, 5)
    assert pair.documents == 1


def test_a_letter_without_a_recipient_makes_no_pair() -> None:
    take(Letter("Norweb", "Hull"))
    nobody = Query.term_query(SCHEMA, SENDER, 10**9)
    assert correspondence.strongest(index.reader().searcher, nobody, 5) == []
    assert correspondence.strongest(index.reader().searcher, EVERY, 0) == []


def test_the_network_of_a_search_has_its_pairs_and_how_many_documents_they_are_of() -> None:
    take(Letter("Norweb", "Hull", body="Coal."), Letter("Norweb", "Hull", body="Coal."), Letter("Hull", "Davies"))
    found = networks.of_search(search("coal"))
    assert [(str(row.sender), str(row.recipient), row.count) for row in found.letters] == [("Norweb", "Hull", 2)]
    assert found.found == 2
    assert found.is_whole
    assert str(found.letters[0].search) == "q=coal&actor_sender=norweb&actor_recipient=hull"


def test_the_network_around_an_actor_has_what_its_correspondents_wrote_to_each_other() -> None:
    take(
        Letter("Norweb", "Hull"),
        Letter("Davies", "Norweb"),
        Letter("Hull", "Davies"),
        Letter("Hull", "Tibbets"),
    )
    found = networks.of_actor(entity("Norweb"))
    assert {(str(row.sender), str(row.recipient)) for row in found.letters} == {
        ("Norweb", "Hull"),
        ("Davies", "Norweb"),
        ("Hull", "Davies"),
    }
    told = networks.told(networks.pairs_of_actor(entity("Norweb")), search().parameters)
    assert {(str(row.sender), str(row.recipient)) for row in told} == {
        ("Norweb", "Hull"),
        ("Davies", "Norweb"),
        ("Hull", "Davies"),
    }


def test_a_picture_is_not_crowded_and_the_actor_s_own_pairs_come_first() -> None:
    people = surnames(60)
    between = [Letter(a, b) for a, b in pairwise(people[:41])]
    take(*(Letter("Norweb", name) for name in people), *between)
    found = networks.of_actor(entity("Norweb"))
    own = [row for row in found.letters if "Norweb" in (str(row.sender), str(row.recipient))]
    assert len(found.letters) == networks.DRAWN
    assert len(own) >= networks.OWN
    assert not found.is_whole
