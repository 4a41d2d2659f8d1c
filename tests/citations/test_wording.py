"""Descriptions as historians write them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.citations import wording
from archive.citations.item import Part
from archive.citations.wording import AMERICAN, BRITISH, NO_QUOTES
from tests.citations.papers import PAPERS, letter, mister


def test_the_form_is_named_unless_it_is_a_letter() -> None:
    assert wording.circumstances(PAPERS["a telegram"]) == "telegram, Rio de Janeiro, February 8, 1934"
    assert wording.circumstances(PAPERS["a letter"]) == "Rio de Janeiro, February 8, 1934"


def test_a_date_that_the_title_says_is_not_said_again() -> None:
    assert wording.described(PAPERS["minutes"]) == PAPERS["minutes"].title


def test_a_place_that_the_title_says_with_the_date_is_not_said_again() -> None:
    assert wording.described(replace(PAPERS["minutes"], place="Ouchy")) == PAPERS["minutes"].title
    assert wording.described(replace(PAPERS["minutes"], place="Evian")).endswith("1919, Evian")


def test_a_letter_whose_heading_says_more_goes_by_its_parties() -> None:
    item = letter(
        1, sender=(mister("Pike"),), recipient=(mister("Sewall"),), title="Telegram From Mr. Pike to Mr. Sewall"
    )
    assert wording.called(item) == "Mr. Pike to Mr. Sewall"


@pytest.mark.parametrize(
    ("quotes", "said"),
    [(AMERICAN, "“The ‘Gannet’ lost”"), (BRITISH, "‘The “Gannet” lost’"), (NO_QUOTES, "The “Gannet” lost")],
)
def test_quotation_marks_inside_others_are_of_the_other_kind(quotes: str, said: str) -> None:
    assert wording.quoted("The “Gannet” lost", quotes) == said


def test_a_long_title_is_cut_at_a_clause_or_a_word() -> None:
    assert wording.shortly(PAPERS["minutes"]) == (
        "Minutes of the Second Meeting of the Tidal Commission, Hotel Beau Rivage, May 6, 1919"
    )
    assert wording.shortly(PAPERS["a long memorandum"]) == (
        "Memorandum by the Chief of the Division of River and Harbor Affairs (Rowntree) …, March 5, 1934"
    )


def test_the_house_form() -> None:
    assert wording.house_form(PAPERS["a volume in parts"]) == (
        "Foreign Relations of the United States, 1952–1954, Lights and Buoys, Volume XIX, Part 2, ed. Ada B. Quayle "
        "(Washington: Government Printing Office, 1984), 798–800"
    )
    assert wording.house_form(PAPERS["by number"]).endswith("Office, 1989), Document 190")
    assert wording.house_form(PAPERS["a transcript"]) == "Transcripts"


@pytest.mark.parametrize(
    ("name", "mark", "said"),
    [
        ("a telegram", "37", "10n37"),
        ("a telegram", "*", "10, n. *"),
        ("by number", "3", "190, n. 3"),
        ("a transcript", "3", "n. 3"),
        ("a telegram", "", "10"),
    ],
)
def test_a_footnote_is_pointed_to(name: str, mark: str, said: str) -> None:
    item = replace(PAPERS[name], part=Part(note=mark))
    assert wording.pointed(item, item.locator) == said


def test_an_enclosure_is_told_with_what_it_came_in() -> None:
    item = replace(PAPERS["old style"], part=Part(enclosure="Mr. Venn to Mr. Pike"))
    assert wording.described(item).startswith(
        "Mr. Venn to Mr. Pike, enclosed in Mr. Pike to Mr. Sewall, despatch no. 56"
    )
