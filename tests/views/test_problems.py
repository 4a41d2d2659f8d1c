"""When there is no page to show: missing, withdrawn, not to be changed; each answer helps on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from archive.models import Volume
from archive.store import withdrawal
from tests.specimens import document, page, take, volume
from tests.views.shown import visit

V = "/volumes/frus1937v01/"
BODY = (
    "".join(page(str(n)) for n in (1, 2, 3))
    + document(1, f"<head>One</head><p>A {page('4')} b.</p>")
    + page("9")
    + '<div type="chapter" xml:id="ch1"><head>A chapter</head><p>Of words.</p>'
    + document(2, "<head>Two</head><p>C.</p>")
    + '</div><div type="chapter" xml:id="ch2">'
    + document(3, "<head>Three</head><p>D.</p>")
    + "</div>"
)
FORMS = ("d1/", "d1/pg_4/", "d1/pg_9/", "d1/full/", "d1.json", "d1.txt")
OF_VOLUME = (*FORMS, "", "pg_4/", "ch1/", "ch2/", "ch1/full/", "ch1.json", "d99/", "pg_99/")
ADDRESSES = (
    "/",
    "/volumes/",
    "/volumes/specimen/",
    "/volumes/specimen.json",
    "/volumes/specimen.txt",
    "/volumes/specimen/d1/",
    "/volumes/specimen/d1.json",
    "/volumes/specimen/d1.txt",
    "/volumes/specimen/d1/pg_2/",
    "/volumes/specimen/d1/full/",
    "/volumes/specimen/preface/",
    "/volumes/specimen/comp1/",
    "/volumes/specimen/pg_2/",
    "/dates/",
    "/dates/1937/",
    "/dates/1937/4/",
    "/dates/undated/",
    "/files/825.345/41/",
    "/healthz",
)


@pytest.fixture
def _taken(db: None) -> None:
    take(volume(BODY))


# Missing


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize("address", ["/volumes/frus1999v01/", "/nonsense/", "/volumes/frus1937v01.xml/x/"])
def test_an_address_that_never_was_names_the_volumes_there_are(client: Client, address: str) -> None:
    assert V in visit(client, address, 404).links


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize("name", ["d99/", "d1/pg_99/", "ch9/", "d99/full/", "d99/pg_4/", "d99.txt"])
def test_what_a_volume_does_not_have_leads_back_to_it(client: Client, name: str) -> None:
    shown = visit(client, V + name, 404)
    assert V in shown.links
    assert name.strip("/").rpartition("/")[2].removesuffix(".txt") in shown.text or "d99" in shown.text


@pytest.mark.usefixtures("_taken")
def test_a_page_that_a_volume_does_not_have_names_the_nearest(client: Client) -> None:
    links = visit(client, f"{V}pg_7/", 404).links
    pages = [link for link in links if re.fullmatch(f"{V}pg_[0-9]+/", link)]
    assert pages == [f"{V}pg_{n}/" for n in (9, 4, 3, 2, 1)]


@pytest.mark.django_db
def test_pages_whose_labels_are_no_numbers_are_nobody_s_nearest(client: Client) -> None:
    take(volume(page("IV") + page("[7]", "pg_7a") + page("", "pg_x") + document(1, "<head>One</head><p>A.</p>")))
    links = visit(client, f"{V}pg_7/", 404).links
    assert not {f"{V}{name}/" for name in ("pg_IV", "pg_7a", "pg_x")} & set(links)


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize("name", ["pg_9999999999999999999", "pg_0", "pg_-1", "pg_IX", "pg_"])
def test_a_page_number_of_any_size_is_only_missing(client: Client, name: str) -> None:
    visit(client, f"{V}{name}/", 404)


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize("name", ["frus1999v01", "frus1937v01/d99", "frus1937v01/ch2", "frus1937v01/pg_4"])
def test_machines_are_told_in_json_what_is_missing(client: Client, name: str) -> None:
    answer = client.get(f"/volumes/{name}.json")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json")
    assert name.rpartition("/")[2] in answer.json()["error"]


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize(
    "name", ["full/", "cite/cite/", "full/cite/", "full/full/", "full.json", "cite.txt", "pg_4/full/", "pg_4/related/"]
)
def test_reserved_words_are_no_identifiers(client: Client, name: str) -> None:
    assert client.get(V + name).status_code == 404


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize("name", ["D1/", "d1/PG_4/", "d1/Full/", "d1.JSON", "CH1/", "PG_4/", "../Frus1937v01/"])
def test_identifiers_are_case_sensitive(client: Client, name: str) -> None:
    assert client.get((V + name).replace("frus1937v01/../", "")).status_code == 404


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize(
    "path",
    [
        "/volumes/%00/",
        "/volumes/frus1937v01/%00/",
        "/volumes/frus1937v01/d1%0a/",
        "/volumes/frus1937v01/d1%20/",
        "/volumes/frus1937v01/d1'/",
        "/volumes/frus1937v01/d1;drop/",
        "/volumes/frus1937v01/%2e%2e/",
        "/volumes/../../etc/passwd",
        "/volumes/frus1937v01/..%2f..%2fetc%2fpasswd/",
        "/volumes/frus1937v01/d%C3%A9/",
        "/volumes/frus1937v01/%ff%fe/",
        "/volumes/frus1937v01/%ed%a0%80/",
        "/volumes//d1/",
        "/volumes/frus1937v01//d1/",
        "/volumes/" + "x" * 5000 + "/",
        "/volumes/frus1937v01/" + "d" * 5000 + "/",
        "/files/%ed%a0%80/",
        "/dates/%D9%A1%D9%A9%D9%A3%D9%A7/",
        "/dates/1937/-2/",
        "/%",
        "/static/../archive/settings.py",
    ],
)
def test_a_hostile_path_is_only_missing(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize(
    "query", ["page=%00", "page=x", "%00=%00", "q=" + "a" * 5000, "&&&", "page[]=1", "format=json"]
)
def test_a_query_nobody_knows_changes_nothing(client: Client, query: str) -> None:
    for address in ("/", f"{V}d1/", "/dates/"):
        assert client.get(f"{address}?{query}").status_code == 200


# Withdrawn


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize("name", FORMS)
def test_a_withdrawn_document_says_why_in_every_form(client: Client, name: str) -> None:
    withdrawal.withdraw("frus1937v01/d1", "It was not ours to <print>")
    answer = client.get(V + name)
    assert answer.status_code == 410
    if name.endswith(".json"):
        assert answer.json() == {"error": "It was not ours to <print>"}
    else:
        assert "It was not ours to &lt;print&gt;" in answer.content.decode()
        assert "<h1>One</h1>" not in answer.content.decode()


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize("name", FORMS)
def test_a_document_that_is_put_back_is_there_again(client: Client, name: str) -> None:
    before = client.get(V + name)
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    withdrawal.restore("frus1937v01/d1")
    after = client.get(V + name)
    assert (after.status_code, after.content) == (before.status_code, before.content)


@pytest.mark.usefixtures("_taken")
@pytest.mark.parametrize("name", [*OF_VOLUME, ".json", ".txt"])
def test_all_of_a_withdrawn_volume_says_why(client: Client, name: str) -> None:
    withdrawal.withdraw("frus1937v01", "Under review")
    answer = client.get(V.rstrip("/") + name if name.startswith(".") else V + name)
    assert answer.status_code == 410
    assert "Under review" in answer.content.decode()


@pytest.mark.usefixtures("_taken")
def test_a_withdrawn_section_says_why_and_its_documents_stay(client: Client) -> None:
    withdrawal.withdraw("frus1937v01/ch1", "Under review")
    assert [client.get(V + name).status_code for name in ("ch1/", "ch1.json", "ch1/full/")] == [410] * 3
    assert client.get(f"{V}d2/").status_code == 200


@pytest.mark.usefixtures("_taken")
def test_other_documents_of_the_page_stay(client: Client) -> None:
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    assert client.get(f"{V}pg_4/").status_code == 200
    assert client.get(f"{V}d2/").status_code == 200


@pytest.mark.usefixtures("_taken")
def test_a_document_that_went_from_its_source_says_so(client: Client) -> None:
    take(volume(BODY.replace(document(3, "<head>Three</head><p>D.</p>"), "")))
    answer = client.get(f"{V}d3/")
    assert answer.status_code == 410
    assert "no longer in the source" in answer.content.decode()


# Not to be changed


def body(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else bytes(answer.content)


def test_every_address_answers_head_without_a_body(client: Client, specimen: Volume) -> None:
    for address in ADDRESSES:
        head, got = client.head(address), client.get(address)
        assert (head.status_code, head["Content-Type"]) == (200, got["Content-Type"]), address
        assert body(head) == b"", address
        assert body(got), address


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_the_edition_is_only_read(client: Client, specimen: Volume, method: str) -> None:
    for address in ADDRESSES:
        answer = getattr(client, method)(address)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD"), address


def test_every_answer_tells_the_browser_what_to_refuse(client: Client, specimen: Volume) -> None:
    elsewhere = ("/volumes/none/", "/volumes/specimen/d1/pg_9/", "/historicaldocuments/specimen", "/none")
    for address in (*ADDRESSES, *elsewhere):
        answer = client.get(address)
        assert "default-src 'none'" in answer["Content-Security-Policy"], address
        assert "unsafe" not in answer["Content-Security-Policy"], address
        assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY"), address


@pytest.mark.usefixtures("_taken")
def test_what_is_withdrawn_tells_the_browser_too(client: Client) -> None:
    withdrawal.withdraw("frus1937v01", "Under review")
    assert "default-src 'none'" in client.get(V)["Content-Security-Policy"]
