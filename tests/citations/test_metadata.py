"""What a page's head says of its document, for Zotero and search engines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest

from archive.citations import metadata
from archive.citations.item import Item
from tests.citations.papers import PAPERS, SITE, letter, person

LETTER = PAPERS["a despatch"]


def told(item: Item) -> dict[str, list[str]]:
    """The contents by name."""
    said: dict[str, list[str]] = {}
    for name, content in metadata.meta(item):
        said.setdefault(name, []).append(content)
    return said


def test_a_letter_tells_its_sender_its_date_and_its_pages() -> None:
    assert told(LETTER) == {
        "citation_title": ["The Chargé in Brazil (Lane) to the Secretary of State"],
        "citation_author": ["Lane, Chargé in Brazil"],
        "citation_publication_date": ["1952"],
        "citation_date": ["1934/02/08"],
        "citation_series_title": ["Foreign Relations of the United States Diplomatic Papers"],
        "citation_volume": ["9"],
        "citation_firstpage": ["58"],
        "citation_lastpage": ["59"],
        "citation_publisher": ["Government Printing Office"],
        "citation_public_url": [f"{SITE}/volumes/frus1934v09/d3/"],
        "DC.title": ["The Chargé in Brazil (Lane) to the Secretary of State"],
        "DC.type": ["Text"],
        "DC.creator": ["The Chargé in Brazil (Lane)"],
        "DC.contributor": ["the Secretary of State"],
        "DC.date": ["1934-02-08"],
        "DC.publisher": ["Government Printing Office"],
        "DC.identifier": [f"{SITE}/volumes/frus1934v09/d3/"],
        "DCTERMS.created": ["1934-02-08"],
        "DCTERMS.spatial": ["Rio de Janeiro"],
        "DCTERMS.isPartOf": ["Foreign Relations of the United States Diplomatic Papers, 1934, Ports, Volume IX"],
        "DCTERMS.bibliographicCitation": [
            "Foreign Relations of the United States Diplomatic Papers, 1934, Ports, Volume IX "
            "(Washington: Government Printing Office, 1952), 58–59"
        ],
        "DCTERMS.issued": ["1952"],
        "z:itemType": ["letter"],
    }


def test_a_letter_is_not_made_a_section_of_a_book() -> None:
    assert "citation_book_title" not in told(LETTER)
    assert told(PAPERS["a memorandum"])["citation_book_title"] == [
        "Foreign Relations of the United States Diplomatic Papers, 1934, Ports"
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a telegram", "letter"), ("minutes", "bookSection"), ("a preface", "bookSection"), ("a volume", "book")],
)
def test_zotero_is_told_what_it_is(name: str, kind: str) -> None:
    assert told(PAPERS[name])["z:itemType"] == [kind]


def test_every_sender_and_editor_has_a_line_of_his_own() -> None:
    assert told(PAPERS["two senders"])["citation_author"] == ["Venn", "Pashley"]
    assert told(PAPERS["by number"])["citation_editor"] == ["Quayle, Ada B.", "van Horn, Carl"]


@pytest.mark.parametrize("text", ["Lieutenant J. P. Berth, Jr.", "Spar, Mast & Co., Inc."])
def test_a_name_that_would_be_taken_for_two_is_told_as_printed(text: str) -> None:
    assert told(letter(1, sender=(person(text, text, "Officer"),)))["citation_author"] == [text]


@pytest.mark.parametrize("name", PAPERS)
def test_nothing_is_told_of_what_is_not_known(name: str) -> None:
    item = PAPERS[name]
    assert all(content and "None" not in content for _, content in metadata.meta(item))
    assert "null" not in json.dumps(metadata.json_ld(item))
    assert '""' not in json.dumps(metadata.json_ld(item))
    assert "=&" not in metadata.coins(item)


def test_an_undated_letter_has_the_year_of_its_volume() -> None:
    said = told(PAPERS["undated"])
    assert (said["citation_date"], said["DC.date"]) == (["1952"], ["1952"])
    assert "DCTERMS.created" not in said


def test_a_message_stands_in_its_volume_and_that_in_its_series() -> None:
    said = metadata.json_ld(LETTER)
    assert said["@context"] == "https://schema.org"
    assert said["@type"] == ["Message", "Chapter", "ArchiveComponent"]
    assert said["@id"] == said["url"] == LETTER.address
    assert said["sender"] == [
        {
            "@type": "Person",
            "name": "Lane",
            "jobTitle": "Chargé in Brazil",
            "description": "The Chargé in Brazil (Lane)",
        }
    ]
    assert said["recipient"] == [{"@type": "Organization", "name": "Secretary of State"}]
    assert (said["dateSent"], said["pageStart"], said["pageEnd"]) == ("1934-02-08", "58", "59")
    volume: dict[str, Any] = said["isPartOf"]
    assert (volume["@type"], volume["volumeNumber"], volume["datePublished"]) == (
        ["PublicationVolume", "Book"],
        "IX",
        "1952",
    )
    assert volume["isPartOf"]["@type"] == "BookSeries"


def test_what_is_no_letter_has_an_author_and_no_message() -> None:
    said = metadata.json_ld(PAPERS["a memorandum"])
    assert said["@type"] == ["Chapter", "ArchiveComponent"]
    assert said["author"][0]["name"] == "Rowntree"
    assert not {"sender", "recipient", "dateSent"} & set(said)


def test_days_of_a_letter_are_no_day_on_which_it_was_sent() -> None:
    said = metadata.json_ld(PAPERS["days of one month"])
    assert said["dateCreated"] == "1934-05-03/1934-05-05"
    assert "dateSent" not in said


def test_a_volume_covers_its_years() -> None:
    said = metadata.json_ld(PAPERS["a volume with editors"])
    assert said["temporalCoverage"] == "1955/1957"
    assert [editor["name"] for editor in said["editor"]] == ["Ada B. Quayle", "Carl van Horn"]


def test_coins_tell_a_letter_and_a_part_of_a_book() -> None:
    said = parse_qs(metadata.coins(LETTER), strict_parsing=True)
    assert said["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:dc"]
    assert (said["rft.type"], said["rft.date"]) == (["letter"], ["1934-02-08"])
    part = parse_qs(metadata.coins(PAPERS["minutes"]), strict_parsing=True)
    assert part["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:book"]
    assert (part["rft.genre"], part["rft.spage"], part["rft.epage"]) == (["bookitem"], ["131"], ["135"])
    assert said["rft_id"] == [LETTER.address]


def test_hostile_words_stay_in_their_value() -> None:
    words = '"><script>&rft.title=x</script>'
    item = replace(LETTER, title=words)
    assert parse_qs(metadata.coins(item))["rft.title"] == [words]
    assert ("citation_title", words) in metadata.meta(item)
