"""Whether a reader's copy of a page is still good, and which pages a process keeps."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertTemplateNotUsed

from archive.models import Volume
from archive.store import withdrawal
from tests.specimens import document, page, take, volume

V = "/volumes/frus1937v01/"
BODY = page("1") + document(1, "<head>One</head><p>A.</p>") + document(2, "<head>Two</head><p>B.</p>")
ADDRESSES = (
    "/",
    "/volumes/",
    V,
    "/volumes/frus1937v01.json",
    "/volumes/frus1937v01.txt",
    f"{V}d1/",
    f"{V}d1/pg_1/",
    f"{V}d1/full/",
    f"{V}d1.json",
    f"{V}d1.txt",
    f"{V}pg_1/",
    "/dates/",
    "/dates/1937/",
    "/dates/undated/",
)
NOTED = (f"{V}d1/", f"{V}d1/pg_1/", f"{V}d1/full/", f"{V}pg_1/")  # it is asked whether there are notes


@pytest.fixture(autouse=True)
def taken(db: None) -> Volume:
    return take(volume(BODY))


def etag(client: Client, address: str = f"{V}d1/") -> str:
    return client.get(address)["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_copy_that_is_still_good_is_not_sent_again(
    client: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tag = etag(client, address)
    with django_assert_num_queries(2 if address in NOTED else 1), assertTemplateNotUsed("base.html"):
        answer = client.get(address, headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == tag
    assert "Cookie" in answer["Vary"]
    assert "Content-Security-Policy" in answer


@pytest.mark.parametrize("sent", ["W/{}", '"other", {}', "*", '{}, "other"'])
def test_a_copy_may_be_named_in_any_way_that_http_has(client: Client, sent: str) -> None:
    tag = etag(client)
    assert client.get(f"{V}d1/", headers={"if-none-match": sent.format(tag)}).status_code == 304


@pytest.mark.parametrize("sent", ['"other"', "nonsense", '""', "W/"])
def test_another_copy_is_sent_anew(client: Client, sent: str) -> None:
    assert client.get(f"{V}d1/", headers={"if-none-match": sent}).status_code == 200


def test_head_is_validated_too(client: Client) -> None:
    assert client.head(f"{V}d1/", headers={"if-none-match": etag(client)}).status_code == 304


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_copy_is_asked_about_each_time_it_is_used(client: Client, address: str) -> None:
    answer = client.get(address)
    assert "no-cache" in answer["Cache-Control"]
    assert "private" not in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


def test_an_ingestion_makes_every_copy_old(client: Client) -> None:
    tag = etag(client)
    take(volume(BODY.replace("A.", "A, corrected.")))
    answer = client.get(f"{V}d1/", headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert b"corrected" in answer.content
    assert answer["ETag"] != tag


def test_another_volume_makes_every_copy_old_since_references_may_lead_there_now(client: Client) -> None:
    tag = etag(client)
    take(volume(BODY, "frus1937v02"))
    assert etag(client) != tag


def test_a_withdrawal_makes_every_copy_old_and_so_does_its_undoing(client: Client) -> None:
    first = etag(client, f"{V}d2/")
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    second = etag(client, f"{V}d2/")
    assert client.get(f"{V}d1/", headers={"if-none-match": first}).status_code == 410
    withdrawal.restore("frus1937v01/d1")
    assert len({first, second, etag(client, f"{V}d2/")}) == 3


def test_another_release_makes_every_copy_old(client: Client, settings: LazySettings) -> None:
    tag = etag(client)
    settings.RELEASE = "99.0"
    assert client.get(f"{V}d1/", headers={"if-none-match": tag}).status_code == 200


def test_what_is_missing_or_withdrawn_has_no_validator(client: Client) -> None:
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    for address in (f"{V}d1/", f"{V}d99/", "/volumes/none/"):
        assert "ETag" not in client.get(address)


# Readers with a session


@pytest.fixture
def reader(client: Client) -> Client:
    """Somebody who is known to the site."""
    client.force_login(User.objects.create_user("davies"))
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_reader_with_a_session_gets_pages_without_validators_for_nobody_else_s_use(
    reader: Client, address: str
) -> None:
    tag = etag(Client(), address)
    answer = reader.get(address, headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert "ETag" not in answer
    assert "private" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


def test_a_reader_s_own_page_is_kept_for_nobody(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader.get(f"{V}d1/")
    with django_assert_num_queries(5):
        Client().get(f"{V}d1/")


# Pages that a process keeps


def test_a_page_that_was_made_once_is_not_made_again(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(f"{V}d1/")
    with django_assert_num_queries(2), assertTemplateNotUsed("base.html"):
        again = client.get(f"{V}d1/")
    assert (again.status_code, again.content, again["Content-Type"]) == (200, first.content, first["Content-Type"])
    assert again["ETag"] == first["ETag"]
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_a_kept_file_is_still_one_to_keep_and_not_to_index(client: Client) -> None:
    asked = {"X-Request-ID": "asked-by-a-test"}
    first, again = (client.get("/volumes/frus1937v01.ris", headers=asked) for _ in range(2))
    assert first.headers == again.headers
    assert again["Content-Disposition"].startswith("attachment")


def test_a_kept_page_of_a_withdrawn_document_is_not_shown(client: Client) -> None:
    client.get(f"{V}d1/")
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    assert client.get(f"{V}d1/").status_code == 410


def test_a_kept_page_is_sent_only_for_its_own_address(client: Client) -> None:
    one, two = client.get(f"{V}d1/"), client.get(f"{V}d2/")
    assert one.content != two.content
    assert client.get(f"{V}d1.json")["Content-Type"] == "application/json"
    assert client.get(f"{V}d1.json")["Content-Type"] == "application/json"
    assert client.get(f"{V}d1/").content == one.content


def test_a_kept_page_does_not_name_another_host_than_the_one_asked(client: Client, settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["one.example.org", "two.example.org"]
    client.get(f"{V}d1/", headers={"host": "one.example.org"})
    assert b"one.example.org" not in client.get(f"{V}d1/", headers={"host": "two.example.org"}).content


def test_the_answer_to_a_query_is_not_kept_for_the_page(client: Client) -> None:
    with_query = client.get(f"{V}d1/?q=%3Cscript%3E")
    assert with_query.status_code == 200
    assert b"q=%3Cscript%3E" not in client.get(f"{V}d1/").content


def test_a_page_asked_for_by_head_first_has_a_body_when_it_is_got(client: Client) -> None:
    client.head(f"{V}d2/")
    assert b"Two" in client.get(f"{V}d2/").content
    assert client.head(f"{V}d2/").content == b""


@pytest.mark.parametrize("status", [404, 410])
def test_what_could_not_be_shown_is_not_kept(client: Client, status: int) -> None:
    if status == 410:
        withdrawal.withdraw("frus1937v01/d1", "Under review")
    address = f"{V}d1/" if status == 410 else f"{V}d3/"
    assert client.get(address).status_code == client.get(address).status_code == status
