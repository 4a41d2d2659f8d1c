"""The W3C Web Annotation Protocol: what its recommendation demands, one sentence each, by its parts.

https://www.w3.org/TR/2017/REC-annotation-protocol-20170223/
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils.http import parse_etags

from archive.annotations import jsonld
from archive.models import Annotation
from archive.views import annotation_lists
from tests.views.protocol import AT, DOCUMENT, MEDIA, WORDS, Program, documents, note, path, program, said

pytestmark = pytest.mark.django_db

IRIS, DESCRIPTIONS, MINIMAL = (
    f'return=representation;include="http://www.w3.org/ns/{name}"'
    for name in ("oa#PreferContainedIRIs", "oa#PreferContainedDescriptions", "ldp#PreferMinimalContainer")
)


@pytest.fixture
def ada() -> User:
    documents()
    return User.objects.create_user("ada", password="harbour light")


@pytest.fixture
def client_of_ada(ada: User) -> Program:
    return program(ada)


@pytest.fixture
def made(ada: User) -> str:
    return note(ada).get_absolute_url()


def listed(header: str) -> set[str]:
    return {part.strip() for part in header.split(",")}


# Retrieving an annotation


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_an_annotation_is_asked_by_three_methods(client_of_ada: Program, made: str, method: str) -> None:
    answer = client_of_ada.ask(method, made)
    assert answer.status_code == 200
    assert {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"} == listed(answer["Allow"])
    assert bool(answer.content) is (method == "GET")


def test_without_accept_an_annotation_is_json_ld_with_its_profile(client_of_ada: Program, made: str) -> None:
    answer = client_of_ada.get(made)
    assert answer["Content-Type"] == MEDIA
    assert jsonld.read(answer.json()).text == "Compare May."


def test_an_annotation_links_to_its_type(client_of_ada: Program, made: str) -> None:
    assert '<http://www.w3.org/ns/ldp#Resource>; rel="type"' in client_of_ada.get(made)["Link"]


def test_an_annotation_has_a_strong_etag_that_changes_with_it(client_of_ada: Program, made: str) -> None:
    before = client_of_ada.get(made)["ETag"]
    assert parse_etags(before) == [before]
    assert client_of_ada.ask("HEAD", made)["ETag"] == before
    Annotation.objects.update(text="Other words.", version=2)
    assert client_of_ada.get(made)["ETag"] != before


def test_a_client_that_has_it_is_told_so(client_of_ada: Program, made: str) -> None:
    tag = client_of_ada.get(made)["ETag"]
    answer = client_of_ada.get(made, if_none_match=tag)
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)


def test_an_annotation_varies_by_accept_and_by_who_asks(client_of_ada: Program, made: str) -> None:
    answer = client_of_ada.get(made)
    assert {"Accept", "Authorization", "Cookie"} <= listed(answer["Vary"])
    assert "private" in listed(answer["Cache-Control"])


def test_an_annotation_carries_words_and_place(client_of_ada: Program, made: str) -> None:
    (target,) = jsonld.read(client_of_ada.get(made).json()).targets
    assert target.source == DOCUMENT
    assert target.selector.quote
    assert target.selector.quote.exact == WORDS
    assert target.selector.position


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/ld+json", MEDIA),
        (MEDIA, MEDIA),
        ("application/json", "application/json"),
        ("*/*", MEDIA),
        ("text/html;q=0.5, application/json", "application/json"),
        ('application/ld+json; profile="http://www.w3.org/ns/json-ld#expanded"', MEDIA),
    ],
)
@pytest.mark.parametrize("of_container", [True, False])
def test_the_form_is_as_asked(client_of_ada: Program, made: str, accept: str, kind: str, of_container: bool) -> None:
    assert client_of_ada.get(AT if of_container else made, accept=accept)["Content-Type"] == kind


@pytest.mark.parametrize("accept", ["text/turtle", "image/png", "application/json;q=0"])
def test_a_form_there_is_not_is_refused(client_of_ada: Program, made: str, accept: str) -> None:
    for address in (AT, made):
        answer = client_of_ada.get(address, accept=accept)
        assert answer.status_code == 406
        assert "application/json" in answer.json()["error"]


def test_a_browser_finds_the_notebook_at_the_same_addresses(client: Client, ada: User, made: str) -> None:
    client.force_login(ada)
    for address in (AT, made):
        answer = client.get(address, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert "Accept" in listed(answer["Vary"])


# The container


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_the_container_is_asked_by_three_methods_and_says_what_it_is(client_of_ada: Program, method: str) -> None:
    answer = client_of_ada.ask(method)
    assert answer.status_code == 200
    assert '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"' in answer["Link"]
    constrained = '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"'
    assert constrained in answer["Link"]
    assert listed(answer["Allow"]) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert "application/ld+json" in answer["Accept-Post"]
    assert parse_etags(answer["ETag"])
    assert {"Accept", "Prefer"} <= listed(answer["Vary"])


def test_all_answers_of_the_container_have_links_and_an_etag(client: Client, client_of_ada: Program, ada: User) -> None:
    way_in = client.get(AT, headers={"accept": "text/html"})
    client.force_login(ada)
    notebook = client.get(AT, headers={"accept": "text/html"})
    refused = (client_of_ada.post("{"), Program().post(said()), client_of_ada.ask("PATCH"))
    assert [answer.status_code for answer in (way_in, notebook, *refused)] == [302, 200, 400, 401, 405]
    for answer in (way_in, notebook, *refused, client_of_ada.post(said())):
        assert '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"' in answer["Link"]
        assert "constrainedBy" in answer["Link"]
        assert parse_etags(answer["ETag"])


def test_who_prefers_both_gets_no_notes_and_pages_of_addresses(client_of_ada: Program, made: str) -> None:
    both = 'return=representation;include="http://www.w3.org/ns/ldp#PreferMinimalContainer {}"'.format(
        "http://www.w3.org/ns/oa#PreferContainedIRIs"
    )
    first = client_of_ada.get(prefer=both).json()["first"]
    assert [path(each) for each in client_of_ada.get(path(first)).json()["items"]] == [made]


def test_a_preference_for_something_else_is_not_said_to_be_followed(client_of_ada: Program, made: str) -> None:
    for prefer in ("return=minimal", "respond-async", 'return=representation;include="urn:x"'):
        assert "Preference-Applied" not in client_of_ada.get(prefer=prefer)


def test_nothing_is_added_to_a_page(client_of_ada: Program, made: str) -> None:
    answer = client_of_ada.ask("POST", f"{AT}?page=0", said())
    assert answer.status_code == 405
    assert Annotation.objects.count() == 1


def test_the_container_s_address_ends_in_a_slash_and_that_of_a_note_adds_to_it(made: str) -> None:
    assert AT.endswith("/")
    assert made.startswith(AT)
    assert len(made) > len(AT)


def test_the_container_is_a_collection_in_both_contexts(client_of_ada: Program) -> None:
    found = client_of_ada.get().json()
    assert found["@context"] == ["http://www.w3.org/ns/anno.jsonld", "http://www.w3.org/ns/ldp.jsonld"]
    assert found["type"] == ["BasicContainer", "AnnotationCollection"]
    assert found["total"] == 0
    assert "first" not in found


def test_the_container_says_where_it_stands(client_of_ada: Program, made: str) -> None:
    for headers in ({}, {"prefer": IRIS}, {"prefer": MINIMAL}, {"prefer": DESCRIPTIONS}):
        answer = client_of_ada.get(**headers)
        assert answer["Content-Location"] == answer.json()["id"]
        assert f"iris={int(headers.get('prefer') == IRIS)}" in answer["Content-Location"]


def test_the_minimal_container_has_no_annotations(client_of_ada: Program, made: str) -> None:
    found = client_of_ada.get(prefer=MINIMAL).json()
    assert isinstance(found["first"], str)
    assert found["total"] == 1
    assert "contains" not in found
    assert "items" not in str(found)


def test_who_prefers_addresses_gets_them_in_the_first_page(client_of_ada: Program, made: str) -> None:
    answer = client_of_ada.get(prefer=IRIS)
    first = answer.json()["first"]
    assert first["type"] == "AnnotationPage"
    assert [path(each) for each in first["items"]] == [made]
    assert answer["Preference-Applied"] == "return=representation"


def test_who_prefers_nothing_gets_whole_annotations(client_of_ada: Program, made: str) -> None:
    for headers in ({}, {"prefer": DESCRIPTIONS}):
        (item,) = client_of_ada.get(**headers).json()["first"]["items"]
        assert path(item["id"]) == made
        assert item["type"] == "Annotation"


@pytest.mark.parametrize("iris", [0, 1])
def test_pages_lead_through_all_annotations_in_order(
    ada: User, client_of_ada: Program, monkeypatch: pytest.MonkeyPatch, iris: int
) -> None:
    monkeypatch.setattr(annotation_lists, "PER_PAGE", 2)
    notes = [note(ada, f"Note {number}.") for number in range(5)]
    found = client_of_ada.get(f"{AT}?iris={iris}").json()
    page, seen, before = found["first"], list[Any](), ""
    while page:
        assert page.get("prev", "") == before
        seen += [path(each if iris else each["id"]) for each in page["items"]]
        before, following = page["id"], page.get("next")
        if not following:
            assert page["id"] == found["last"]
            break
        answer = client_of_ada.get(path(following))
        page = answer.json()
        assert page["partOf"] == {"id": found["id"], "total": 5}
        assert "Link" not in answer
        assert "POST" not in answer["Allow"]
    assert seen == [each.get_absolute_url() for each in notes]


@pytest.mark.parametrize("page", ["1", "-1", "x", "", "99999999999", "²"])
def test_a_page_there_is_not_is_not_found(client_of_ada: Program, made: str, page: str) -> None:
    assert client_of_ada.get(f"{AT}?page={page}").status_code == 404


def test_the_container_lists_the_notes_on_a_document(client_of_ada: Program, made: str) -> None:
    totals = {
        target: client_of_ada.get(f"{AT}?target={quote(target, safe='')}").json()["total"]
        for target in (DOCUMENT, f"{DOCUMENT}full/", DOCUMENT.replace("/d1/", "/d2/"), "https://else.example/d1/", "[")
    }
    assert list(totals.values()) == [1, 1, 0, 0, 0]
    found = client_of_ada.get(f"{AT}?target={quote(DOCUMENT, safe='')}").json()
    assert client_of_ada.get(path(found["id"])).json() == found


# Creating


def test_a_new_annotation_is_given_back_with_an_address_of_ours(client_of_ada: Program) -> None:
    answer = client_of_ada.post(said())
    assert answer.status_code == 201
    found = answer.json()
    assert found["id"] == answer["Location"] == answer["Content-Location"]
    assert answer["Content-Type"] == MEDIA
    assert parse_etags(answer["ETag"])
    again = client_of_ada.get(path(answer["Location"]))
    assert (again.json(), again["ETag"]) == (found, answer["ETag"])
    assert client_of_ada.get(prefer=IRIS).json()["first"]["items"] == [found["id"]]
    assert found["creator"]["name"] == "ada"


def test_an_id_of_its_own_is_kept_as_via_and_canonical_is_left(client_of_ada: Program) -> None:
    foreign, canonical = "https://other.example/anno/1", "urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df"
    found = client_of_ada.post(said(id=foreign, canonical=canonical)).json()
    assert (found["via"], found["canonical"]) == (foreign, canonical)
    assert path(found["id"]).startswith(AT)


def test_what_is_not_understood_is_given_back(client_of_ada: Program) -> None:
    unknown = {
        "https://x.example/mood": [1, 2.5, None],
        "rights": "https://x.example/r",
        "created": "2020-01-02T03:04:05Z",
    }
    target = said()["target"] | {"state": {"type": "TimeState"}, "ex": {"a": [True]}}
    target["selector"] |= {"ex:note": "first"}
    found = client_of_ada.post(said(target=target, **unknown)).json()
    assert found.items() >= unknown.items()
    assert (found["target"]["state"], found["target"]["ex"]) == (target["state"], target["ex"])
    assert found["target"]["selector"][0]["ex:note"] == "first"
    assert found["body"] == said()["body"]
    assert client_of_ada.get(path(found["id"])).json() == found


def test_a_name_that_a_client_suggests_is_not_taken(client_of_ada: Program, made: str) -> None:
    for slug in ("my-first", made.removeprefix(AT).strip("/")):
        answer = client_of_ada.post(said(), slug=slug)
        assert answer.status_code == 201
        assert slug not in answer["Location"]


def test_a_new_annotation_is_not_taken_for_a_container(client_of_ada: Program) -> None:
    """Its answer is of the container, whose links say so; what it carries is the note (RFC 8288, 3.2)."""
    links = client_of_ada.post(said())["Link"].split(", ")
    of_container = [link for link in links if link.endswith('; anchor="http://127.0.0.1:8000/annotations/"')]
    assert [link.partition(">")[0][1:].rpartition("/")[2] for link in of_container] == ["ldp#BasicContainer", ""]
    assert [link for link in links if link not in of_container] == [
        '<http://www.w3.org/ns/ldp#Resource>; rel="type"',
        '<http://www.w3.org/ns/oa#Annotation>; rel="type"',
    ]


def test_a_new_annotation_is_private(client_of_ada: Program) -> None:
    address = path(client_of_ada.post(said())["Location"])
    assert Program().get(address).status_code == 404


def test_an_annotation_stands_on_a_page_a_footnote_or_another_note(client_of_ada: Program, made: str) -> None:
    for source in (
        f"{DOCUMENT}pg_1/",
        DOCUMENT.replace("/d1/", "/d2/") + "#d2fn1",
        DOCUMENT.removesuffix("/volumes/frus1937v01/d1/") + made,
    ):
        answer = client_of_ada.post(said(target=source))
        assert (answer.status_code, answer.json()["target"]) == (201, source)


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        ("{", "line 1, column 2"),
        ("[]", "annotation"),
        ({"@context": "urn:x"}, "@context"),
        ({"target": "https://else.example/"}, "target"),
        ({"target": f"{DOCUMENT[:-3]}d9/"}, "target"),
        ({"target": {"source": DOCUMENT, "selector": {"type": "TextQuoteSelector"}}}, "target.selector.exact"),
        ({"target": {"source": DOCUMENT, "selector": {"type": "TextQuoteSelector", "exact": "whales"}}}, "target"),
        ({"body": {"type": "TextualBody"}}, "body.value"),
        ({"body": {"type": "TextualBody", "value": "a\0"}}, "annotation.body.value"),
    ],
)
def test_what_is_no_annotation_is_refused_with_the_place_of_the_fault(
    client_of_ada: Program, sent: Any, path: str
) -> None:
    answer = client_of_ada.post(sent if isinstance(sent, str) else said(**sent))
    assert answer.status_code == 400
    assert answer.json()["path"] == path
    assert answer.json()["error"].endswith(".")
    assert not Annotation.objects.exists()


def test_another_form_and_a_flood_are_refused(client_of_ada: Program) -> None:
    assert client_of_ada.ask("POST", AT, "hello", kind="text/plain").status_code == 415
    assert client_of_ada.post(said(more="x" * 1_000_001)).status_code == 413


# Replacing


def test_an_annotation_is_replaced_whole(client_of_ada: Program, made: str) -> None:
    answer = client_of_ada.get(made)
    found = answer.json()
    body = {"type": "TextualBody", "value": "Compare June.", "format": "text/plain"}
    new = client_of_ada.put(made, found | {"body": body, "ex:more": 1}, if_match=answer["ETag"])
    assert new.status_code == 200
    assert (new.json()["body"], new.json()["ex:more"], new.json()["id"]) == (body, 1, found["id"])
    assert new["ETag"] != answer["ETag"]
    assert client_of_ada.get(made).json() == new.json()
    assert Annotation.objects.get().tags == []


def test_an_annotation_sent_back_as_it_came_stays_as_it_was(client_of_ada: Program) -> None:
    first = client_of_ada.post(said(id="https://other.example/anno/1"))
    address = path(first["Location"])
    again = client_of_ada.put(address, first.json(), if_match=first["ETag"])
    assert again.status_code == 200
    for member in ("id", "via", "body", "target", "creator"):
        assert again.json()[member] == first.json()[member]


def test_who_saw_another_version_is_refused_and_nothing_is_lost(client_of_ada: Program, made: str) -> None:
    found = client_of_ada.get(made)
    mine = client_of_ada.put(made, found.json() | {"body": []}, if_match=found["ETag"])
    late = client_of_ada.put(made, found.json() | {"bodyValue": "Late."}, if_match=found["ETag"])
    assert late.status_code == 412
    assert client_of_ada.get(made).json() == mine.json()
    assert client_of_ada.ask("DELETE", made, if_match=found["ETag"]).status_code == 412
    assert client_of_ada.ask("DELETE", made, if_match=f"W/{mine['ETag']}").status_code == 412


def test_replacing_asks_for_the_version(client_of_ada: Program, made: str) -> None:
    assert client_of_ada.put(made, said()).status_code == 428


@pytest.mark.parametrize("name", ["id", "via", "canonical"])
def test_names_that_are_set_do_not_change(client_of_ada: Program, name: str) -> None:
    first = client_of_ada.post(said(id="https://other.example/1", canonical="urn:x:1"))
    new = first.json() | {name: "https://other.example/2"}
    answer = client_of_ada.put(path(first["Location"]), new, if_match=first["ETag"])
    assert (answer.status_code, answer.json()["path"]) == (409, name)


def test_a_note_moves_in_its_document_and_not_out_of_it(client_of_ada: Program) -> None:
    first = client_of_ada.post(said())
    address = path(first["Location"])
    there = {"source": DOCUMENT, "selector": {"type": "TextQuoteSelector", "exact": "The boats lie idle."}}
    moved = client_of_ada.put(address, said(target=there), if_match=first["ETag"])
    assert jsonld.read(moved.json()).targets[0].selector.quote.exact == "The boats lie idle."  # type: ignore[union-attr]
    away = client_of_ada.put(address, said(target=DOCUMENT.replace("d1", "d2")), if_match=moved["ETag"])
    assert away.status_code == 409


# Deleting


def test_a_deleted_annotation_is_gone_for_good_from_the_list(client_of_ada: Program, made: str) -> None:
    tag = client_of_ada.get(made)["ETag"]
    answer = client_of_ada.ask("DELETE", made, if_match=tag)
    assert (answer.status_code, answer.content) == (204, b"")
    assert client_of_ada.get(made).status_code == 410
    assert client_of_ada.ask("DELETE", made).status_code == 410
    assert client_of_ada.get().json()["total"] == 0


def test_the_address_of_a_deleted_annotation_is_not_used_again(client_of_ada: Program, made: str) -> None:
    client_of_ada.ask("DELETE", made)
    uuid = made.removeprefix(AT).strip("/")
    again = client_of_ada.post(said(id=f"{DOCUMENT.split('/volumes')[0]}{made}"), slug=uuid)
    assert path(again["Location"]) != made
    assert client_of_ada.put(made, said(), if_match="*").status_code == 410
    assert client_of_ada.get(made).status_code == 410


# Who asks


def test_who_is_not_known_is_asked_for_a_token(made: str) -> None:
    for method, address in (("POST", AT), ("PUT", made), ("DELETE", made)):
        answer = Program().ask(method, address, said())
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer.json()["error"]


@pytest.mark.parametrize("secret", ["chancery_nobody", "ü", ""])
def test_a_token_that_is_none_is_refused(ada: User, secret: str) -> None:
    answer = Client().get(AT, headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


def test_a_browser_needs_the_secret_of_our_forms(ada: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ada)
    assert browser.post(AT, said(), content_type=MEDIA).status_code == 403
    browser.get("/accounts/tokens/")
    secret = browser.cookies["csrftoken"].value
    answer = browser.post(AT, said(), content_type=MEDIA, headers={"X-CSRFToken": secret})
    assert answer.status_code == 201


def test_a_program_in_another_site_s_page_may_ask_with_a_token_alone(made: str) -> None:
    for address in (AT, made, f"{AT}00000000-0000-4000-8000-000000000000/"):
        answer = Program().ask("OPTIONS", address, origin="https://else.example")
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert {"Authorization", "If-Match", "Prefer"} <= listed(answer["Access-Control-Allow-Headers"])
        told = {"Accept-Post", "Allow", "Content-Location", "ETag", "Link", "Location", "Preference-Applied", "Vary"}
        assert told == listed(answer["Access-Control-Expose-Headers"])
        assert "Access-Control-Allow-Credentials" not in answer
