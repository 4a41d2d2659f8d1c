"""Who is told of which note by the protocol: every kind of note, asked by every method, by everybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User

from archive.annotations import moderation, notebook
from archive.annotations.notebook import Content
from archive.models import Annotation
from archive.store import withdrawal
from tests.views.protocol import AT, DOCUMENT, Program, documents, note, path, program, said

pytestmark = pytest.mark.django_db

SECRET = "The consul was warned."
NOTES = ("private", "link", "awaiting", "public", "hidden", "deleted", "of the archive", "on withdrawn")
READERS = ("nobody", "owner", "other", "curator")
SEEN = {  # by their address
    "private": {"owner"},
    "link": {"nobody", "owner", "other", "curator"},
    "awaiting": {"owner", "curator"},
    "public": {"nobody", "owner", "other", "curator"},
    "hidden": {"owner", "curator"},
    "deleted": set[str](),
    "of the archive": {"nobody", "owner", "other", "curator"},
    "on withdrawn": {"owner", "curator"},
}
LISTED = SEEN | {"link": {"owner"}}
THEIRS = {name: {"curator"} if name == "of the archive" else {"owner"} for name in NOTES}


@pytest.fixture
def people(db: None) -> dict[str, User]:
    documents()
    curator = User.objects.create_user("curator", is_staff=True)
    return {"owner": User.objects.create_user("owner"), "other": User.objects.create_user("other"), "curator": curator}


@pytest.fixture
def programs(people: dict[str, User]) -> dict[str, Program]:
    return {"nobody": Program()} | {name: program(user) for name, user in people.items()}


def made(kind: str, people: dict[str, User]) -> Annotation:
    """The one note there is, of a kind."""
    owner, curator = people["owner"], people["curator"]
    if kind == "of the archive":
        return moderation.say(curator, note(owner).document, Content(SECRET))
    visibility = {"private": "private", "deleted": "private", "link": "link"}.get(kind, "public")
    found = note(owner, SECRET, visibility)
    if kind in ("public", "on withdrawn"):
        moderation.allow(found, curator)
    if kind == "hidden":
        moderation.hide(found, curator)
    if kind == "deleted":
        notebook.delete(found, owner)
    if kind == "on withdrawn":
        withdrawal.withdraw("frus1937v01/d1", "A mistake.")
    return Annotation.objects.get(pk=found.pk)


def expected(method: str, kind: str, reader: str) -> int:
    """The status that somebody gets at the address of a note."""
    if method == "OPTIONS":
        return 200
    if method in ("PUT", "DELETE") and reader == "nobody":
        return 401
    if kind == "deleted" and reader == "owner":
        return 410
    if reader not in SEEN[kind]:
        return 404
    if method in ("GET", "HEAD"):
        return 200
    if reader not in THEIRS[kind]:
        return 403
    return 428 if method == "PUT" else 204


def tells(answer: Any, row: Annotation) -> bool:
    """Whether anything in an answer comes from a note."""
    whole = f"{answer.content.decode()} {answer.headers}"
    return any(part in whole for part in (SECRET, str(row.address), "fishing"))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", NOTES)
def test_a_note_is_given_to_whom_it_is_shown(
    people: dict[str, User], programs: dict[str, Program], kind: str, reader: str
) -> None:
    row = made(kind, people)
    for method in ("GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "DELETE"):
        given = said() if method in ("PUT", "POST") else None
        answer = programs[reader].ask(method, row.get_absolute_url(), given)
        assert answer.status_code == (405 if method in ("PATCH", "POST") else expected(method, kind, reader)), method
        assert tells(answer, row) is (answer.status_code == 200 and method == "GET"), method
        if (answer.status_code in (404, 405, 401) or method == "OPTIONS") and method != "DELETE":
            absent = programs[reader].ask(method, f"{AT}00000000-0000-4000-8000-000000000000/", given)
            assert (absent.status_code, absent.content) == (answer.status_code, answer.content), method
            assert absent.headers == answer.headers, method


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", NOTES)
def test_a_note_is_listed_for_whom_it_is_shown(
    people: dict[str, User], programs: dict[str, Program], kind: str, reader: str
) -> None:
    queries = ("", "?iris=1", "?iris=0&page=0", "?iris=1&page=0", f"?target={DOCUMENT}")
    asked = [(method, AT + query) for query in queries for method in ("GET", "HEAD", "OPTIONS")]
    before = [programs[reader].ask(*each) for each in asked]
    row = made(kind, people)
    Annotation.objects.exclude(pk=row.pk).delete()
    for (method, address), empty in zip(asked, before, strict=True):
        answer = programs[reader].ask(method, address)
        if reader in LISTED[kind]:
            assert answer.headers != empty.headers or method == "OPTIONS", address
            assert tells(answer, row) is (method == "GET"), address
        else:
            assert (answer.status_code, answer.content) == (empty.status_code, empty.content), address
            assert answer.headers == empty.headers, address


def test_what_others_keep_to_themselves_is_not_counted(people: dict[str, User], programs: dict[str, Program]) -> None:
    for visibility in ("private", "link", "public"):
        note(people["owner"], SECRET, visibility)
    totals = {reader: programs[reader].get().json()["total"] for reader in READERS}
    assert totals == {"nobody": 0, "owner": 3, "other": 0, "curator": 1}


def test_an_answer_that_is_public_does_not_tell_the_address_of_what_is_shared_by_it(
    people: dict[str, User], programs: dict[str, Program], settings: LazySettings
) -> None:
    settings.PUBLIC_NOTES = "open"
    shared = note(people["owner"], SECRET, "link")
    source = DOCUMENT.removesuffix("/volumes/frus1937v01/d1/") + shared.get_absolute_url()
    sent = programs["other"].post(said(target=source)).json()
    assert sent["target"] == source
    notebook.publish(Annotation.objects.get(address=sent["id"].split("/")[-2]), people["other"])
    assert programs["nobody"].get(path(sent["id"])).status_code == 200
    for reader in ("nobody", "curator"):
        assert not tells(programs[reader].get(path(sent["id"])), shared)
        assert not tells(programs[reader].get(), shared)


def test_a_note_shared_by_its_link_does_not_tell_its_writer(
    people: dict[str, User], programs: dict[str, Program]
) -> None:
    row = note(people["owner"])
    url = row.get_absolute_url()
    first = programs["owner"].get(url)
    assert first.json()["creator"]["name"] == "owner"
    programs["owner"].put(url, first.json(), if_match=first["ETag"])
    notebook.share(Annotation.objects.get(), people["owner"])
    assert "creator" not in programs["nobody"].get(url).json()


def test_nobody_writes_in_another_s_name(people: dict[str, User], programs: dict[str, Program]) -> None:
    sent = programs["other"].post(said(creator={"type": "Person", "name": "owner"})).json()
    assert [each["name"] for each in sent["creator"]] == ["other", "owner"]


def test_a_reply_to_what_one_may_not_see_is_refused_as_one_to_nothing(
    people: dict[str, User], programs: dict[str, Program]
) -> None:
    site = DOCUMENT.removesuffix("/volumes/frus1937v01/d1/")
    there = programs["other"].post(said(target=site + note(people["owner"]).get_absolute_url()))
    nothing = programs["other"].post(said(target=f"{site}{AT}00000000-0000-4000-8000-000000000000/"))
    assert (there.status_code, there.content) == (nothing.status_code, nothing.content) == (400, nothing.content)
