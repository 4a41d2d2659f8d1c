"""From a pasted citation to its passage: one, several or none, as a page and as JSON; and a text with many."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from archive.models import Volume
from archive.store import withdrawal
from tests.specimens import dated, document, page, take, volume
from tests.views.shown import Shown, visit
from tests.views.shown import page as read_page

JSON = {"accept": "application/json"}
LETTER = (
    '<note rend="inline" type="source">825.512/49</note><head>The Chargé in Chile '
    '(<persName type="from">Norwood</persName>) to the Secretary of State</head><opener><seg>No. 1551</seg>'
    "<dateline><placeName>Santiago</placeName>, "
    '<date when="1933-10-03">October 3, 1933</date>.</dateline></opener><p>The tax stands.</p>'
)
HEADER = (
    '<title type="series">Foreign Relations of the United States</title><title type="subseries">1933</title>'
    '<title type="volumenumber">Volume {}</title>'
)


@pytest.fixture
def shelf(db: None) -> None:
    """Two volumes of one year."""
    take(volume(page("57") + document(41, LETTER, "d41") + page("58"), "frus1933v05", HEADER.format("V")))
    take(volume(page("57") + dated(1, "1933-02-01", "February 1, 1933"), "frus1933v04", HEADER.format("IV")))


def ask(client: Client, text: str, status: int) -> Shown:
    answer = client.get(f"/cite/?q={quote(text)}")
    assert answer.status_code == status, text
    return read_page(answer, "/cite/")


def told(client: Client, text: str, status: int) -> dict[str, Any]:
    """The answer as JSON."""
    answer = client.get(f"/cite/?q={quote(text)}", headers=JSON)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    content: dict[str, Any] = answer.json()
    return content


pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("shelf")
def test_a_citation_that_means_one_passage_leads_there_and_says_what_was_understood(client: Client) -> None:
    shown = ask(client, "FRUS, 1933, vol. V, p. 57", 302)
    assert client.get("/cite/?q=FRUS+1933+V+57")["Location"] == "/volumes/frus1933v05/pg_57/"
    assert "What was understood" in shown.text
    assert client.get("/cite/?q=FRUS+1933+V+57", follow=True).status_code == 200


@pytest.mark.usefixtures("shelf")
def test_programs_are_told_the_passage(client: Client) -> None:
    said = told(client, "FRUS 1933 V 57", 200)
    assert said["understood"]["pages"] == "57"
    assert [match["url"] for match in said["matches"]] == ["/volumes/frus1933v05/pg_57/"]
    assert said["matches"][0]["label"]


@pytest.mark.usefixtures("shelf")
def test_of_several_that_may_be_meant_the_reader_chooses(client: Client) -> None:
    shown = ask(client, "Foreign Relations, 1933, p. 57", 300)
    assert {"/volumes/frus1933v05/pg_57/", "/volumes/frus1933v04/pg_57/"} <= set(shown.links)
    assert len(told(client, "Foreign Relations, 1933, p. 57", 300)["matches"]) == 2


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "text", ["FRUS 1950 I 20", "FRUS 1933 V 999", "the price of flour", "\x00", "🚢" * 300, "(" * 999]
)
def test_where_none_is_held_the_form_comes_again_with_what_was_understood(client: Client, text: str) -> None:
    shown = ask(client, text, 404)
    assert shown.main.xpath("//textarea[@name='q']")
    assert told(client, text, 404)["matches"] == []
    assert told(client, text, 404)["why_not"]


def test_without_a_citation_there_is_the_form(client: Client, db: None) -> None:
    for address in ("/cite/", "/cite/?q=", "/cite/?q=%20"):
        assert "Paste what a footnote says" in visit(client, address).text


@pytest.mark.usefixtures("shelf")
def test_a_withdrawn_volume_is_not_led_to(client: Client) -> None:
    withdrawal.withdraw("frus1933v05", "Under review")
    answer = client.get("/cite/?q=FRUS+1933+V+57", follow=True)
    assert answer.status_code in (404, 410)


@pytest.mark.usefixtures("shelf")
def test_page_and_json_of_one_citation_are_kept_apart(client: Client) -> None:
    shown, said = client.get("/cite/?q=FRUS+1933+V+57"), client.get("/cite/?q=FRUS+1933+V+57", headers=JSON)
    assert shown["ETag"] != said["ETag"]
    assert "Accept" in shown["Vary"]


@pytest.mark.usefixtures("shelf")
def test_an_answer_asks_few_questions(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(9):
        client.get("/cite/?q=FRUS+1933+V+57")


# A text with many

NOTES = (
    "1. See FRUS 1933 V 57; Foreign Relations, 1933, vol. IV, p. 57.\n2. FRUS 1950 I 20.\n"
    "3. Foreign Relations, 1933, p. 57.\n4. Norwood to Secretary of State, No. 1551, October 3, 1933, 825.512/49.\n"
)


def send(client: Client, text: str, form: str = "") -> Any:
    answer = client.post("/cite/", {"text": text} | ({"form": form} if form else {}))
    assert answer.status_code == 200
    return answer


@pytest.mark.usefixtures("shelf")
def test_each_citation_of_a_text_is_found_or_said_not_to_be_held(client: Client) -> None:
    shown = read_page(send(client, NOTES), "/cite/")
    assert shown.headings.count("h1") == 1
    assert "5 citations, 3 found" in shown.text
    rows = shown.main.xpath("//tbody/tr")
    assert len(rows) == 5
    assert [row.xpath("count(.//a)") for row in rows] == [1, 1, 0, 2, 1]
    assert "Not held" in rows[2].text_content()
    assert NOTES.strip() in shown.main.xpath("string(//textarea[@name='text'])")


@pytest.mark.usefixtures("shelf")
def test_the_table_goes_into_a_spreadsheet(client: Client) -> None:
    answer = send(client, NOTES, "csv")
    assert answer["Content-Disposition"] == 'attachment; filename="citations.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["found"] for row in rows] == ["yes", "yes", "no", "in doubt", "in doubt", "yes"]
    assert rows[0]["address"] == "http://127.0.0.1:8000/volumes/frus1933v05/pg_57/"


@pytest.mark.usefixtures("shelf")
def test_what_was_found_for_certain_goes_into_a_reference_manager_once(client: Client) -> None:
    items = json.loads(send(client, NOTES, "csl.json").content)
    addresses = [item["URL"].partition("8000")[2] for item in items]
    assert addresses == [
        "/volumes/frus1933v05/d41/pg_57/",  # what is printed on the page that was cited
        "/volumes/frus1933v04/d1/pg_57/",
        "/volumes/frus1933v05/d41/",
    ]
    for form in ("ris", "bib"):
        assert send(client, NOTES, form).content


@pytest.mark.usefixtures("shelf")
def test_programs_are_told_of_each(client: Client) -> None:
    answer = client.post("/cite/", {"text": NOTES}, headers=JSON)
    assert [one["status"] for one in answer.json()["citations"]] == [302, 302, 404, 300, 302]


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("times", [1, 20])
def test_many_citations_ask_as_much_as_few(
    client: Client, times: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for form in ("", "csl.json"):
        with django_assert_max_num_queries(16):
            send(client, NOTES * times, form)


@pytest.mark.parametrize("text", ["", " ", "Nothing here.", "\x00", "<script>alert(1)</script>", "=1+1 FRUS 1950 I 20"])
def test_a_text_without_any_says_so_and_hurts_nobody(client: Client, db: None, text: str) -> None:
    read_page(send(client, text), "/cite/")
    assert not any(
        cell.startswith("=")
        for row in csv.reader(io.StringIO(send(client, text, "csv").content.decode()))
        for cell in row
    )
    assert json.loads(send(client, text, "csl.json").content) == []


def test_a_text_that_is_too_long_is_read_as_far_as_is_said(client: Client, db: None) -> None:
    assert "only the first 100,000" in read_page(send(client, "FRUS 1950 I 20. " * 10_000), "/cite/").text
    assert client.post("/cite/", {"text": "x" * 3_000_000}).status_code == 400


def test_only_questions_are_taken(client: Client, db: None) -> None:
    assert client.put("/cite/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/cite/", {"text": "FRUS 1950 I 20"}).status_code == 200


# In the search


@pytest.mark.usefixtures("shelf")
def test_a_search_that_reads_as_a_citation_offers_the_passage(client: Client) -> None:
    for query in ("FRUS 1933 V 57", "825.512/49", "FRUS 1933 V 57 (unread"):
        shown = visit(client, f"/search/?q={quote(query)}", 400 if "(" in query else 200)
        assert "Read as a citation, go to" in shown.text, query
    assert "/volumes/frus1933v05/d41/" in visit(client, "/search/?q=825.512/49").links


@pytest.mark.parametrize("query", ["station", "Norweb to Hull", "1937", "p. 57", ""])
def test_other_searches_are_left_alone(client: Client, specimen: Volume, query: str) -> None:
    assert "Read as a citation" not in visit(client, f"/search/?q={quote(query)}").text


def test_the_way_in_stands_in_the_masthead_and_at_the_entrance(client: Client, specimen: Volume) -> None:
    assert visit(client, "/").links.count("/cite/") == 3
    assert "/cite/" in visit(client, "/volumes/specimen/d1/").links
