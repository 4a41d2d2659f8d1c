"""A document: by printed page, and whole."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.models import Document, Volume
from archive.store import withdrawal
from tests.specimens import document, page, take, transcribe, volume
from tests.views.shown import Shown, visit, words

SEED = "/volumes/transcripts/761-93-1583/"
LONG = f"<head>The Chargé in Chile (Norweb) to the Secretary of State</head><p>Early words. {page('2')}Late words.</p>"
BODY = (
    page("1")
    + document(1, "<head>One</head><p>A.</p>")
    + document(2, LONG)
    + document(3, "<head>Three</head><p>C.</p>")
)


def facts(shown: Shown) -> dict[str, str]:
    """What the apparatus beside a document says."""
    pairs = shown.main.getparent().xpath(".//aside//dl/div")
    return {words(pair.findtext("dt")): words(pair.find("dd").text_content()) for pair in pairs}


# The seed document


def test_the_seed_opens_before_page_22_and_goes_on_there(client: Client, seed: Document) -> None:
    first = visit(client, SEED)
    assert "before p. 22" in first.title
    assert "before p. 22, 1 of 2" in first.text
    assert first.text.count("border friction") == 0
    assert first.relations["next"] == SEED + "pg_22/"
    second = visit(client, SEED + "pg_22/")
    assert "has been a revival of that extensive border friction" in second.text
    assert "disillusionment and bitterness" not in second.text
    assert second.relations["prev"] == SEED + "pg_before_22/"
    assert "next" not in second.relations


@pytest.mark.parametrize("name", ["", "pg_before_22/", "pg_22/", "full/", "../pg_before_22/", "../pg_22/", "../"])
def test_nothing_is_ever_said_to_stand_on_page_21(client: Client, seed: Document, name: str) -> None:
    address = SEED + name if not name.startswith("..") else "/volumes/transcripts/" + name.removeprefix("../")
    answer = client.get(address)
    assert answer.status_code == 200
    assert "21" not in visit(client, address).text


def test_the_seed_s_page_says_who_wrote_to_whom_in_which_file_under_which_number(
    client: Client, seed: Document
) -> None:
    said = facts(visit(client, SEED))
    assert said == {
        "From": "The Ambassador in the Soviet Union (Davies)",
        "To": "the Secretary of State",
        "Date": "not given",
        "Signed": "Joseph E. Davies",
        "File": "761.93/1583",
        "Number": "22",
        "Kind": "despatch",
    }


def test_the_seed_s_pages_are_named_in_its_apparatus(client: Client, seed: Document) -> None:
    shown = visit(client, SEED)
    listed = shown.main.getparent().xpath(".//aside//ul[@class='page-list']/li/a")
    assert [(link.get("href"), link.text, link.get("aria-current")) for link in listed] == [
        (SEED + "pg_before_22/", "before p. 22", "page"),
        (SEED + "pg_22/", "p. 22", None),
    ]


def test_the_whole_seed_has_all_its_text_once(client: Client, seed: Document) -> None:
    shown = visit(client, SEED + "full/")
    passage = shown.main.xpath(".//*[@data-text]")[0]
    for supplied in passage.xpath(".//*[@data-supplied]"):
        supplied.drop_tree()
    assert passage.text_content() == seed.text


def test_the_seed_s_signature_salutation_and_enclosure_are_shown(client: Client, seed: Document) -> None:
    shown = visit(client, SEED)
    assert shown.main.xpath("string(.//p[@class='signed'])").strip() == "Joseph E. Davies"
    assert "Sir: I have the honor to enclose herewith" in shown.text
    enclosure = shown.main.xpath(".//section[contains(@class, 'enclosure')]")[0]
    assert words(enclosure.xpath("string(.//h2)")) == "Memorandum Prepared by the Embassy in the Soviet Union"
    assert words(enclosure.xpath("string(p[1])")) == "[Enclosure-Extract]"


# Reading pages


@pytest.mark.django_db
def test_a_document_s_address_shows_its_first_page(client: Client) -> None:
    take(volume(BODY))
    shown = [
        visit(client, f"/volumes/frus1937v01/d2/{name}").main.xpath(".//*[@data-text]")[0] for name in ("", "pg_1/")
    ]
    assert shown[0].text_content() == shown[1].text_content() != ""


@pytest.mark.django_db
def test_previous_and_next_lead_over_pages_and_then_over_documents(client: Client) -> None:
    take(volume(BODY))
    walked, address = [], "/volumes/frus1937v01/d1/"
    while address:
        walked.append(address)
        address = visit(client, address).relations.get("next", "")
    v = "/volumes/frus1937v01/"
    assert walked == [f"{v}d1/", f"{v}d2/", f"{v}d2/pg_2/", f"{v}d3/"]
    assert visit(client, f"{v}d3/").relations["prev"] == f"{v}d2/"
    assert visit(client, f"{v}d2/pg_2/").relations["prev"] == f"{v}d2/pg_1/"
    assert "prev" not in visit(client, f"{v}d1/").relations


@pytest.mark.django_db
def test_a_withdrawn_document_is_skipped_by_previous_and_next(client: Client) -> None:
    take(volume(BODY))
    withdrawal.withdraw("frus1937v01/d2", "Under review")
    assert visit(client, "/volumes/frus1937v01/d1/").relations["next"] == "/volumes/frus1937v01/d3/"


@pytest.mark.django_db
def test_a_page_in_the_middle_of_a_document_says_that_its_heading_is_from_before(client: Client) -> None:
    take(volume(BODY))
    shown = visit(client, "/volumes/frus1937v01/d2/pg_2/")
    assert (
        words(shown.main.xpath("string(.//h1)")) == "The Chargé in Chile (Norweb) to the Secretary of State continued"
    )


@pytest.mark.django_db
def test_a_title_that_the_archive_supplied_is_said_to_be_supplied(client: Client) -> None:
    take(volume(page("1") + document(1, "<head>[Untitled]</head><p>A slip in the hand of an officer.</p>")))
    shown = visit(client, "/volumes/frus1937v01/d1/")
    assert shown.headings.count("h1") == 1
    assert "title supplied by the archive" in words(shown.main.xpath("string(.//h1)"))
    assert "[Untitled]" in shown.text


@pytest.mark.django_db
def test_a_date_that_is_only_encoded_is_said_to_be_so(client: Client) -> None:
    take(volume(document(1, '<head>One</head><p>On <date when="1937-02-14"/>a day.</p>')))
    shown = facts(visit(client, "/volumes/frus1937v01/d1/"))
    assert shown["Date"] in ("not given", "1937-02-14 (by the edition’s markup)")


@pytest.mark.django_db
def test_date_place_and_receipt_are_shown_as_printed(client: Client) -> None:
    written = '<placeName>Santiago</placeName>, <date when="1933-10-03">October 3, 1933</date>. [Received October 12.]'
    take(volume(document(1, f"<head>One</head><dateline>{written}</dateline><p>A.</p>")))
    said = facts(visit(client, "/volumes/frus1937v01/d1/"))
    assert (said["Date"], said["Place"], said["Received"]) == ("October 3, 1933", "Santiago", "October 12")


def test_a_footnote_stands_below_the_page_of_its_mark_and_leads_back(client: Client, specimen: Volume) -> None:
    shown = visit(client, "/volumes/specimen/d1/pg_2/")
    notes = shown.main.xpath(".//section[@role='doc-endnotes']//li/@id")
    assert notes == ["d1fn3", "d1fn4", "d1fn5", "d1fn6"]
    assert {f"{name}-ref" for name in notes} <= set(shown.ids)
    assert "Not shown" not in shown.text


def test_a_repeated_note_mark_leads_to_its_own_note(client: Client, specimen: Volume) -> None:
    whole = visit(client, "/volumes/specimen/d1/full/")
    marks = whole.main.xpath(".//a[@role='doc-noteref'][text()='*']/@href")
    assert marks == ["#d1fn6", "#d1fn7"]


@pytest.mark.django_db
def test_a_document_s_page_leads_to_its_file_and_to_the_printed_page(client: Client) -> None:
    transcribe("800.51W89 Great Britain/12½\n\nA to B\n\nSir: one [Page 22] two.\n", "a")
    links = visit(client, "/volumes/transcripts/a/").links
    assert "/files/800.51W89%20Great%20Britain/12%C2%BD/" in links
    assert "/volumes/transcripts/pg_before_22/" in links
    assert "/volumes/transcripts/a/full/" in links


@pytest.mark.django_db
def test_a_document_without_any_text_has_a_page_all_the_same(client: Client) -> None:
    take(
        volume(
            page("1")
            + document(1, "<head/><figure><graphic url='x'/></figure>")
            + document(2, "<head>B</head><p>C.</p>")
        )
    )
    shown = visit(client, "/volumes/frus1937v01/d1/")
    assert "Document without a heading" in shown.text
    assert shown.relations["next"] == "/volumes/frus1937v01/d2/"
    assert client.get("/volumes/frus1937v01/d1/pg_1/").headers["Location"] == "/volumes/frus1937v01/pg_1/"


@pytest.mark.django_db
def test_the_whole_document_has_its_page_marks_and_names_its_pages(client: Client) -> None:
    take(volume(BODY))
    shown = visit(client, "/volumes/frus1937v01/d2/full/")
    assert shown.ids["pg_1"] == shown.ids["pg_2"] == 1
    assert "/volumes/frus1937v01/d2/pg_2/" in shown.links
    assert "Early words. 2Late words." in shown.text


@pytest.mark.django_db
def test_a_page_without_a_number_is_called_unnumbered(client: Client) -> None:
    take(volume(page("", "pg-seq-1") + document(1, "<head>One</head><p>A.</p>")))
    assert "unnumbered page" in visit(client, "/volumes/frus1937v01/d1/").title
