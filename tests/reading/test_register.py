"""The lists of places and actors: by name, by letter, by number of documents, by what somebody typed."""

from __future__ import annotations

import pytest

from archive.models import Entity, EntityName, Variant
from archive.reading import register
from archive.reading.register import BY_COUNT, Found
from archive.search import tally
from archive.store import withdrawal
from tests import specimens
from tests.reading.letters import Letter, take

pytestmark = pytest.mark.django_db

PAPERS = (
    Letter("Norweb", "Hull", "Santiago"),
    Letter("Norweb", "Hull", "San José"),
    Letter("Álvarez", "Hull", "Peking"),
    Letter("O'Brien", "Hull", "Peking"),
    Letter("O'Brien", "Hull", "St. Petersburg"),
    Letter("O'Brien", "Hull", "108 Eaton Square"),
)


@pytest.fixture(autouse=True)
def _taken() -> None:
    take(*PAPERS)


def called(found: Found) -> list[str]:
    names = Entity.objects.in_bulk([entry.key for entry in found.entries])
    return [names[entry.key].name for entry in found.entries]


def test_all_stand_by_name_whatever_their_accents() -> None:
    assert called(register.of(is_place=False)) == ["Álvarez", "Hull", "Norweb", "O'Brien"]
    assert called(register.of(is_place=True))[1:] == ["Peking", "San José", "Santiago", "St. Petersburg"]


def test_the_most_frequent_come_first_where_that_is_asked_for_and_equals_by_name() -> None:
    found = register.of(is_place=False, sort=BY_COUNT)
    assert called(found) == ["Hull", "O'Brien", "Norweb", "Álvarez"]
    assert [entry.documents for entry in found.entries] == [6, 3, 2, 1]
    assert called(register.of(is_place=True, sort=BY_COUNT))[:2] == ["Peking", "108 Eaton Square"]


def test_a_letter_has_what_begins_with_it() -> None:
    assert called(register.of(is_place=True, letter="S")) == ["San José", "Santiago", "St. Petersburg"]
    assert called(register.of(is_place=False, letter="A")) == ["Álvarez"]
    assert called(register.of(is_place=True, letter="0")) == ["108 Eaton Square"]
    assert register.of(is_place=True).letters == {"0", "P", "S"}


def test_a_kind_has_its_own() -> None:
    specimens.take(
        specimens.volume(
            specimens.document(1, "<head>The <gloss type='from'>Secretary of State</gloss> to Mr. Hull</head><p>A.</p>")
        )
    )
    assert called(register.of(is_place=False, kind="office")) == ["Secretary of State"]
    assert register.of(is_place=False, kind="office").letters == {"S"}
    assert called(register.of(is_place=False, kind="body")) == []
    assert "Secretary of State" not in called(register.of(is_place=False, kind="person"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("s", ["San José", "Santiago", "St. Petersburg"]),
        ("SAN", ["San José", "Santiago"]),
        ("san jose", ["San José"]),
        ("st petersburg", ["St. Petersburg"]),
        ("petersb", ["St. Petersburg"]),
        ("jos", ["San José"]),
        ("zanzibar", []),
        ("???", ["108 Eaton Square", "Peking", "San José", "Santiago", "St. Petersburg"]),
    ],
)
def test_a_name_is_found_by_its_beginning_or_by_the_words_in_it(typed: str, expected: list[str]) -> None:
    found = register.of(is_place=True, text=typed)
    assert called(found) == expected
    assert not found.is_like or not expected


def test_what_begins_so_stands_before_what_holds_it() -> None:
    take(Letter("Tibbets", "Hull", "Villa San José"), name="frus1862")
    assert called(register.of(is_place=True, text="san jose")) == ["San José", "Villa San José"]


def test_another_name_finds_it_too() -> None:
    peking = Entity.objects.get(name="Peking")
    EntityName.objects.create(kind="place", name="peiping", entity=peking)
    assert called(register.of(is_place=True, text="peip")) == ["Peking"]


def test_a_preferred_name_that_begins_so_stands_before_another_name_that_does() -> None:
    EntityName.objects.create(kind="place", name="samarovo", entity=Entity.objects.get(name="Peking"))
    assert called(register.of(is_place=True, text="sa")) == ["San José", "Santiago", "Peking"]


def test_the_other_name_that_was_found_is_told() -> None:
    peking = Entity.objects.get(name="Peking")
    for name in ("Peiping", "Pei-p'ing-fu"):
        EntityName.objects.create(kind="place", name=name.lower(), entity=peking)
        Variant.objects.create(entity=peking, name=name, basis="authority")
    for typed, told in (("peip", "Peiping"), ("pei ping", "Pei-p'ing-fu"), ("pek", ""), ("", "")):
        (row,) = (one for one in register.told(register.of(True, typed).entries, typed) if one.entity == peking)
        assert row.called == told


def test_words_are_found_wherever_they_stand_and_in_no_two_names_at_once() -> None:
    held = register.of(is_place=True).entries
    whole = register.Register("", held)
    for text in ("petersburg", "st pe", "jose san", "square 108", "e", "kin", "ing san"):
        slowly = [entry for entry in held if all(f" {word}" in entry.plain for word in text.split())]
        assert sorted(whole.holding(text)) == slowly


def test_where_nothing_begins_so_what_is_like_it_is_told() -> None:
    for typed in ("Santigao", "Santaigo", "Sanntiago", "Sntiago"):
        found = register.of(is_place=True, text=typed)
        assert found.is_like
        assert called(found)[0] == "Santiago"


def test_letters_and_kinds_narrow_what_was_typed() -> None:
    assert called(register.of(is_place=True, text="sa", letter="S")) == ["San José", "Santiago"]
    assert called(register.of(is_place=True, text="sa", letter="P")) == []
    assert called(register.of(is_place=False, text="hul", kind="office")) == []


def test_whoever_is_in_no_document_is_in_no_list() -> None:
    Entity.objects.create(kind="place", name="Atlantis", slug="atlantis")
    assert "Atlantis" not in called(register.of(is_place=True))
    assert called(register.of(is_place=True, text="atlantis")) == []
    withdrawal.withdraw("frus1861/d1", "A mistake.")
    assert "Santiago" not in called(register.of(is_place=True))


def test_an_archive_with_more_names_than_the_index_counts_at_once_is_counted_in_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = register.of(is_place=False).entries
    monkeypatch.setattr(tally, "LIMIT", 2)
    register._held.clear()
    assert register.of(is_place=False).entries == before


def test_near_names_are_told_where_an_address_has_nothing() -> None:
    assert [entry.plain.strip() for entry in register.near(True, "san", 5)] == ["san jose", "santiago"]
    assert [entry.plain.strip() for entry in register.near(True, "santigao", 5)] == ["santiago"]
    assert register.near(True, "---", 5) == []


def test_a_bare_surname_is_told_with_its_volume() -> None:
    rows = {row.entity.name: row.within for row in register.told(register.of(is_place=False).entries)}
    assert rows["Norweb"]
    assert rows["Norweb"].identifier == "frus1861"
