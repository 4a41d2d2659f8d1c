"""Kinds of documents, each for its reason."""

from __future__ import annotations

import pytest

from archive.ingest import genre, headings
from archive.records.document import KINDS


def _kind(
    heading: str, *, file_line: str = "", number: str = "", status: tuple[str, ...] = (), subtype: str = ""
) -> str:
    read = headings.read(heading)
    kind = genre.kind(
        heading=heading,
        genre=read.genre,
        status=status,
        file_number_line=file_line,
        despatch_number=number,
        sender=read.sender,
        recipient=read.recipient,
        subtype=subtype,
    )
    assert kind in KINDS
    return kind


OUT = "The Secretary of State to the Chargé in Chile (Arden)"
HOME = "The Chargé in Chile (Arden) to the Secretary of State"
ENVOY = "The British Ambassador (Vale) to the Secretary of State"


@pytest.mark.parametrize("heading", [OUT, HOME, "The Commission to Negotiate Peace to the Secretary of State"])
def test_a_number_between_a_post_and_its_department_makes_a_despatch(heading: str) -> None:
    assert _kind(heading, number="1551") == "despatch"
    assert _kind(heading) == "letter"


def test_between_surnames_alone_the_number_tells_a_despatch() -> None:
    assert _kind("Mr. Arden to Mr. Lisle.", number="9") == "despatch"
    assert _kind("Mr. Arden to Mr. Lisle.") == "letter"


@pytest.mark.parametrize(
    "file_line",
    [
        "711.1928/29: Telegram",
        "711.1928/29 : Telegram (part air)",
        "Paris Peace Conf. 184.1 Arden, Ann: Circular telegram",
    ],
)
def test_a_telegram_says_so_behind_its_file_number(file_line: str) -> None:
    assert _kind(HOME, file_line=file_line, number="12") == "telegram"


@pytest.mark.parametrize("status", ["[Telegram]", "[Telegram—Paraphrase]", "[Telegraphic.]"])
def test_a_telegram_says_so_in_a_bracketed_line(status: str) -> None:
    assert _kind(ENVOY, status=("[Translation.]", status)) == "telegram"


def test_a_paraphrase_or_extract_is_not_a_telegram_for_that() -> None:
    assert _kind(HOME, status=("[Paraphrase]", "[Extract.]"), number="3") == "despatch"


@pytest.mark.parametrize(
    "heading",
    [
        ENVOY,
        "The Secretary of State to the Italian Ambassador (Vale)",
        "The Italian Ambassador (Vale) to the Counselor for the Department of State (Arden)",
        "The British Embassy to the Department of State",
        "The Chilean Ministry for Foreign Affairs to the American Embassy",
        "The American Ambassador in Mexico (Arden) to the Mexican Minister for Foreign Affairs (Vale)",
        "The Haitian Secretary of State for Foreign Relations (Vale) to the American Minister in Haiti (Arden)",
        "The Cuban Secretary of State (Vale) to the American Ambassador (Arden)",
    ],
)
def test_a_note_goes_between_an_envoy_and_the_government_he_is_sent_to(heading: str) -> None:
    assert _kind(heading) == "note"
    assert _kind(heading, number="2381") == "note"


@pytest.mark.parametrize(
    "heading",
    [
        "The Secretary of State to President Arden",
        "The Secretary of State to the Secretary of War (Arden)",
        "The Acting Secretary of State to the Chairman of the Senate Committee on Foreign Relations (Arden)",
        "Arden & Lisle to the Secretary of State",
        "Colonel Arden to the Commission to Negotiate Peace",
    ],
)
def test_other_correspondence_is_a_letter(heading: str) -> None:
    assert _kind(heading) == "letter"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Memorandum by the Under Secretary of State (Arden)", "memorandum"),
        ("Memorandum From the Secretary of State (Arden) to the President", "memorandum"),
        ("Aide-Mémoire", "memorandum"),
        ("Minutes of the Daily Meetings of the Commissioners, Friday, July 25, 1919", "minutes"),
        ("Stenographic Report of Meeting Between the President and the Commissioners", "minutes"),
        ("43. Notes of a Telephone Conversation Between Mr. Arden and Mr. Lisle", "minutes"),
        ("Treaty of Relations Between the United States of America and Cuba", "treaty"),
        ("Protocol Between the United States of America and Mexico", "treaty"),
        ("Telegram From the Embassy in Guatemala to the Department of State", "telegram"),
        ("Airgram From the Embassy in Guatemala to the Department of State", "telegram"),
        ("Despatch From the Embassy in Guatemala to the Department of State", "despatch"),
        ("Letter From President Arden to Prime Minister Lisle", "letter"),
        ("Special National Intelligence Estimate", "report"),
        ("Report on Supplies", "report"),
        ("Press Release Issued by the Department of State", "other"),
        ("Land courts.", "other"),
        ("", "other"),
    ],
)
def test_the_word_a_heading_opens_with_decides(heading: str, kind: str) -> None:
    assert _kind(heading) == kind


@pytest.mark.parametrize("heading", ["Editorial Note", "12. Editorial Note", "EDITORIAL NOTE", "Editor’s Note"])
def test_an_editorial_note_is_known_by_its_heading(heading: str) -> None:
    assert _kind(heading) == "editorial-note"


def test_an_editorial_note_is_known_by_its_subtype() -> None:
    assert _kind("Events of May", subtype="editorial-note") == "editorial-note"
    assert _kind(HOME, subtype="historical-document") == "letter"


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("Extract from letter of Mr. Arden", "letter"),
        ("Translation of two paragraphs", "translation"),
        ("Draft Reciprocal Trade Agreement With Haiti", "agreement"),
        ("Bulletin No. 20 of the Commission", "bulletin"),
        ("The Treaty Commissioners to the Secretary of State", ""),
        ("Mr. Arden’s address to the President", "address"),
    ],
)
def test_the_genre_ends_the_words_before_of_from_or_by(heading: str, found: str) -> None:
    word, after = genre.leading(heading, 0, len(heading))
    assert word == found
    assert 0 <= after <= len(heading)
