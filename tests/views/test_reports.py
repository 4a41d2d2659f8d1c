"""“Report an error here”: anybody can, of any text and page, and nothing is asked of them but what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from archive.models import Document, ErrorReport
from archive.store import withdrawal
from tests import specimens
from tests.views.test_desk import words

pytestmark = pytest.mark.django_db

BODY = '<p>The boats lie idle.<note n="1" xml:id="d1fn1">The oars are lost.</note> The boats are old.</p>'
HERE = "/volumes/frus1937v01/d1/report/"


@pytest.fixture(autouse=True)
def document() -> Document:
    text = f"<head>The Minister to the Consul</head>{BODY}"
    specimens.take(specimens.volume(specimens.page("1") + specimens.document(1, text)))
    return Document.objects.get(identifier="d1")


def shown(answer: Any, status: int = 200) -> Any:
    """The form or what follows it: nobody keeps it, and each of its fields has a name."""
    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]
    tree = html.fromstring(answer.content)
    assert tree.xpath("//@style | //@onclick | //script[not(@src)]") == []
    for field in tree.xpath("//main//textarea"):
        assert tree.xpath(f"//label[@for='{field.get('id')}']")
    return tree


def passage(document: Document, said: str) -> str:
    start = document.text.index(said)
    return f"{start}-{start + len(said)}"


@pytest.mark.parametrize(
    "page", ["/volumes/frus1937v01/d1/", "/volumes/frus1937v01/d1/full/", "/volumes/frus1937v01/pg_1/"]
)
def test_every_page_of_a_text_leads_to_where_its_errors_are_reported(client: Client, page: str) -> None:
    tree = html.fromstring(client.get(page).content)
    (way,) = tree.xpath("//a[.='Report an error here']/@href")
    tree = shown(client.get(way))
    assert words(tree, "//h1") == "Report an error"
    assert tree.xpath("//main//form//*[@required]/@name") == ["message"]


def test_a_stranger_reports_an_error_in_quoted_words_and_is_thanked(client: Client, document: Document) -> None:
    where = f"{HERE}?page=pg_1&passage={passage(document, 'idle')}"
    tree = shown(client.get(where))
    assert words(tree, "//textarea[@name='quote']") == "idle"
    answer = client.post(where, {"quote": "idle", "message": "Read: idly."})
    assert "Thank you" in words(shown(client.get(answer["Location"])))
    told = ErrorReport.objects.get()
    start = document.text.index("idle")
    assert (told.by, told.document, told.start, told.end) == (None, document, start, start + 4)
    assert (told.quote, told.message, told.address) == ("idle", "Read: idly.", "/volumes/frus1937v01/d1/pg_1/")
    assert "sessionid" not in client.cookies


def test_a_reader_who_is_logged_in_is_known_to_have_reported_it(client: Client) -> None:
    davies = User.objects.create_user("davies")
    client.force_login(davies)
    client.post(HERE, {"message": "Wrong."})
    assert ErrorReport.objects.get().by == davies


@pytest.mark.parametrize(
    ("quote", "footnote", "stands"),
    [("lie   idle", "", True), ("oars are", "d1fn1", True), ("The boats", "", False), ("zeppelins", "", False)],
)
def test_typed_words_are_looked_for_and_kept_although_they_are_not_found_once(
    client: Client, quote: str, footnote: str, stands: bool
) -> None:
    client.post(HERE, {"quote": quote, "message": "Wrong."})
    told = ErrorReport.objects.get()
    assert (told.quote, told.footnote, told.start is not None) == (quote, footnote, stands)


def test_words_that_were_changed_in_the_form_are_not_taken_for_the_passage_of_the_address(
    client: Client, document: Document
) -> None:
    client.post(f"{HERE}?passage={passage(document, 'idle')}", {"quote": "are old", "message": "Wrong."})
    assert ErrorReport.objects.get().start == document.text.index("are old")


@pytest.mark.parametrize("written", ["x", "5-2", "9999-99999", "d9fn9.1-2", "0-999999999"])
def test_a_passage_that_is_not_there_is_no_hindrance(client: Client, written: str) -> None:
    shown(client.get(HERE, {"passage": written, "page": written}))
    assert client.post(f"{HERE}?passage={written}", {"message": "Wrong."}).status_code == 302


@pytest.mark.parametrize(
    ("message", "sentence"), [(" \0 ", "Say what is wrong"), ("x" * 10_001, "A report has at most 10,000 characters")]
)
def test_what_says_nothing_or_too_much_is_given_back_with_the_reason(
    client: Client, message: str, sentence: str
) -> None:
    tree = shown(client.post(HERE, {"message": message, "quote": "<b>idle"}), 400)
    assert sentence in words(tree, "//*[@role='alert']")
    assert words(tree, "//textarea[@name='quote']") == "<b>idle"
    assert not ErrorReport.objects.exists()


def test_lines_are_kept_and_a_long_quotation_is_cut(client: Client) -> None:
    client.post(HERE, {"message": "One.\r\nTwo.", "quote": "x" * 9_000})
    told = ErrorReport.objects.get()
    assert (told.message, len(told.quote)) == ("One.\nTwo.", 5_000)


def test_who_reports_very_often_must_wait_and_loses_nothing_of_what_they_wrote(client: Client) -> None:
    for number in range(10):
        assert client.post(HERE, {"message": f"Error {number}"}).status_code == 302
    answer = client.post(HERE, {"message": "One more."})
    tree = shown(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 30
    assert "That was too often" in words(tree)
    assert words(tree, "//textarea[@name='message']") == "One more."
    assert ErrorReport.objects.count() == 10
    assert Client(REMOTE_ADDR="192.0.2.7").post(HERE, {"message": "Error"}).status_code == 302


def test_nothing_is_reported_for_a_form_of_another_site() -> None:
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(HERE, {"message": "Wrong."}).status_code == 403
    token = shown(careful.get(HERE)).xpath("//main//input[@name='csrfmiddlewaretoken']/@value")[0]
    assert careful.post(HERE, {"message": "Wrong.", "csrfmiddlewaretoken": token}).status_code == 302


def test_of_what_is_not_there_or_no_longer_shown_nothing_can_be_reported(client: Client) -> None:
    assert client.get("/volumes/frus1937v01/d9/report/").status_code == 404
    assert client.post("/volumes/none/d1/report/", {"message": "x"}).status_code == 404
    withdrawal.withdraw("frus1937v01", "Not ours.")
    for address in (HERE, "/volumes/frus1937v01/pg_1/report/"):
        assert client.get(address).status_code == 410
        assert client.post(address, {"message": "Wrong."}).status_code == 410
    assert not ErrorReport.objects.exists()


def test_of_a_printed_page_an_error_is_reported_without_a_text(client: Client) -> None:
    client.post("/volumes/frus1937v01/pg_1/report/", {"message": "Upside down."})
    told = ErrorReport.objects.get()
    assert (told.document, told.address) == (None, "/volumes/frus1937v01/pg_1/")


def test_a_curator_is_led_to_where_it_is_corrected(client: Client, document: Document) -> None:
    where = f"{HERE}?passage={passage(document, 'idle')}"
    assert "/desk/editorial/" not in client.get(where).content.decode()
    client.force_login(User.objects.create_user("bancroft", is_staff=True))
    (way,) = shown(client.get(where)).xpath("//a[starts-with(@href, '/desk/editorial/')]/@href")
    assert words(html.fromstring(client.get(way).content), "//textarea[@name='words']") == "idle"


def test_the_form_asks_three_questions(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(3):
        client.get(HERE)
