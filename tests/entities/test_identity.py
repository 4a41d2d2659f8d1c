"""Whom a printed name means: the same (name, office) is the same everywhere, two surnames alone never are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.entities.identity import LONGEST_SLUG, Identity, fold, folded, identity, is_bare, slug

A, B = "frus1861", "frus1934v05"


def same(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """Whether two printed names, in two volumes, mean the same."""
    return identity(*one, "", A) == identity(*other, "", B)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("person", "Norweb", "Chargé in Chile"), ("person", "Norweb", "Chargé in Chile")),
        (("person", "Norweb", "Chargé in Chile"), ("person", "NORWEB", "Chargé  in\nChile,")),
        (("person", "William H. Seward", ""), ("person", "William H. Seward.", "")),
        (("office", "Secretary of State", ""), ("office", "secretary of state", "")),
        (("place", "Washington", ""), ("place", "Washington,", "")),
        (("place", "Xi’an", ""), ("place", "Xi'an", "")),
        (("person", "J. Smith", ""), ("person", "Ｊ. Smith", "")),
        (("body", "Straße & Co.", ""), ("body", "STRASSE & Co", "")),
    ],
)
def test_the_same_name_and_office_are_the_same_in_every_volume(
    one: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("person", "Wilson", ""), ("person", "Wilson", "")),
        (("person", "Mr. Seward", ""), ("person", "Mr. Seward", "")),
        (("person", "Lord Lyons", ""), ("person", "Lord Lyons", "")),
        (("person", "Norweb", "Chargé in Chile"), ("person", "Norweb", "Ambassador in Portugal")),
        (("person", "Norweb", "Chargé in Chile"), ("person", "Norweb", "")),
        (("office", "Washington", ""), ("place", "Washington", "")),
        (("person", "A. Smith", ""), ("person", "B. Smith", "")),
        (("place", "Peking", ""), ("place", "Pekin", "")),
        (("person", "Müller, Hans", ""), ("person", "Muller, Hans", "")),
    ],
)
def test_what_may_be_two_is_not_taken_for_one(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert not same(one, other)


def test_a_bare_surname_is_the_same_within_its_volume() -> None:
    assert identity("person", "Mr. Seward", "", "", A) == identity("person", "MR. SEWARD", "", "", A)


def test_a_place_or_an_office_of_one_word_is_the_same_everywhere() -> None:
    for kind in ("place", "office", "body"):
        assert identity(kind, "Lisbon", "", "", A).scope == ""


def test_the_persons_list_unites_what_is_printed_differently() -> None:
    key = "frus1919Parisv01#p_HEM1"
    assert identity("person", "House", "", key, A) == identity(
        "person", "Colonel House", "Special Representative", key, B
    )
    assert identity("person", "House", "", key, A) == Identity("person", "", "", key)


def test_two_entries_of_a_persons_list_are_two_though_they_print_alike() -> None:
    assert identity("person", "Smith", "Consul", "v#p_1", A) != identity("person", "Smith", "Consul", "v#p_2", A)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Norweb", True),
        ("Mr. Seward", True),
        ("Lord Lyons", True),
        ("Baron Rosen", True),
        ("Señor", True),
        ("", True),
        ("R. Henry Norweb", False),
        ("de la Torriente", True),
        ("W. Seward", False),
    ],
)
def test_a_surname_alone_or_with_a_title_does_not_tell_who_is_meant(name: str, bare: bool) -> None:
    assert is_bare(name) is bare


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Norweb", "norweb"),
        (" The  Secretary\nof State, ", "the secretary of state"),
        ("[Washington]", "washington"),
        ("O’Brien", "o'brien"),
        ("Washington, D. C.", "washington, d. c"),
        ("İstanbul", "i̇stanbul"),
        ("", ""),
    ],
)
def test_names_are_compared_without_case_and_outer_marks(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@given(st.text(max_size=40))
def test_what_is_folded_is_not_folded_further(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert fold(f" {name}\n") == fold(name)


@given(st.text(max_size=40))
def test_a_place_that_is_folded_is_not_folded_further(name: str) -> None:
    assert folded("place", folded("place", name)) == folded("place", name)


@pytest.mark.parametrize(
    ("kind", "name", "office", "address"),
    [
        ("person", "Norweb", "Chargé in Chile", "norweb-charge-in-chile"),
        ("person", "J. P. Quill, Jr.", "", "j-p-quill-jr"),
        ("person", "O’Brien", "Consul", "obrien-consul"),
        ("office", "Secretary of State", "ignored", "secretary-of-state"),
        ("body", "Pettibone & Co., Incorporated", "", "pettibone-co-incorporated"),
        ("place", "São Paulo", "", "sao-paulo"),
        ("place", "Washington, D. C.", "", "washington-d-c"),
        ("place", "東京", "", "place"),
        ("person", "—", "", "person"),
    ],
)
def test_an_address_is_the_name_in_plain_letters(kind: str, name: str, office: str, address: str) -> None:
    assert slug(kind, name, office) == address


@given(st.text(max_size=400), st.text(max_size=400))
def test_every_address_can_be_written_in_a_url(name: str, office: str) -> None:
    address = slug("person", name, office)
    assert 0 < len(address) <= LONGEST_SLUG
    assert set(address) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert address.strip("-") == address
