"""Who sees a note: decided in one place, for every kind of note and of reader."""

from __future__ import annotations

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.annotations import notebook
from archive.models import Annotation, Document
from archive.models.annotation import Approval, Reader, Visibility
from tests import specimens

pytestmark = pytest.mark.django_db

READERS = ("owner", "other", "anonymous", "curator")
SHOWN = [("private", ""), ("link", ""), ("link", "hidden"), ("public", ""), ("public", "allowed"), ("public", "hidden")]

# Who finds it in lists and on pages, and who sees it at its address, of a document that is shown and of one that is not
FOUND = {
    ("private", "", False): ("owner", "owner"),
    ("link", "", False): ("owner", "owner other anonymous curator"),
    ("link", "hidden", False): ("owner", "owner"),
    ("public", "", False): ("owner curator", "owner curator"),
    ("public", "allowed", False): ("owner other anonymous curator", "owner other anonymous curator"),
    ("public", "hidden", False): ("owner curator", "owner curator"),
    ("private", "", True): ("owner", "owner"),
    ("link", "", True): ("owner", "owner"),
    ("link", "hidden", True): ("owner", "owner"),
    ("public", "", True): ("owner curator", "owner curator"),
    ("public", "allowed", True): ("owner curator", "owner curator"),
    ("public", "hidden", True): ("owner curator", "owner curator"),
}


@pytest.fixture
def document() -> Document:
    specimens.take(specimens.volume(specimens.page("1") + specimens.document(1, "<p>The boats lie idle.</p>")))
    return Document.objects.get(identifier="d1")


@pytest.fixture
def people() -> dict[str, Reader]:
    named = {
        name: User.objects.create_user(name, is_staff=name == "curator") for name in READERS if name != "anonymous"
    }
    return {**named, "anonymous": AnonymousUser()}


def made(document: Document, owner: Reader, **columns: object) -> Annotation:
    return Annotation.objects.create(owner_id=owner.pk, document=document, text="Mine.", **columns)


def seers(people: dict[str, Reader], note: Annotation) -> tuple[set[str], set[str]]:
    """Who finds a note, and who sees it at its address."""
    lists = {name for name, user in people.items() if note in Annotation.objects.visible_to(user)}
    return lists, {name for name, user in people.items() if note in Annotation.objects.at(note.address, user)}


@pytest.mark.parametrize(
    ("shown", "is_deleted", "withdrawn"), list(product(SHOWN, (False, True), ("", "document", "volume")))
)
def test_everybody_sees_exactly_what_they_may(
    document: Document, people: dict[str, Reader], shown: tuple[str, str], is_deleted: bool, withdrawn: str
) -> None:
    note = made(document, people["owner"], visibility=shown[0], approval=shown[1])
    if is_deleted:
        Annotation.objects.update(deleted_at=timezone.now())
    if withdrawn:
        thing = document if withdrawn == "document" else document.volume
        thing.withdrawn_at = timezone.now()
        thing.save()
    expected = tuple(set(names.split()) for names in FOUND[*shown, bool(withdrawn)])
    assert seers(people, note) == ((set(), set()) if is_deleted else expected)
    assert Annotation.objects.public().exists() == (shown == ("public", "allowed") and not withdrawn and not is_deleted)


@pytest.mark.parametrize("shown", SHOWN)
def test_answers_are_seen_by_whom_they_are_shown_to(
    document: Document, people: dict[str, Reader], shown: tuple[str, str]
) -> None:
    asked = made(document, people["other"], visibility="link")
    answer = made(document, people["owner"], visibility=shown[0], approval=shown[1], reply_to=asked)
    found = {name for name, user in people.items() if answer in Annotation.objects.replying_to(asked, user)}
    assert found == set(FOUND[*shown, False][1].split())


def test_a_notebook_holds_one_s_own_notes_and_a_bin_what_one_threw_away(
    document: Document, people: dict[str, Reader]
) -> None:
    kept, gone = (made(document, people["owner"]) for _ in range(2))
    notebook.delete(gone, people["owner"])
    assert list(Annotation.objects.of(people["owner"])) == [kept]
    assert list(Annotation.objects.deleted_by(people["owner"])) == [gone]
    for name in ("other", "curator", "anonymous"):
        assert not Annotation.objects.of(people[name]).exists()
        assert not Annotation.objects.deleted_by(people[name]).exists()


def test_no_user_owns_what_the_archive_says(document: Document, people: dict[str, Reader]) -> None:
    Annotation.objects.create(
        document=document, voice="editorial", signature="C.", visibility=Visibility.PUBLIC, approval=Approval.ALLOWED
    )
    assert not Annotation.objects.of(people["anonymous"]).exists()
    assert [user for user in people.values() if Annotation.objects.visible_to(user).count() != 1] == []


def test_a_page_asks_once_for_its_notes(document: Document, people: dict[str, Reader]) -> None:
    for owner, visibility in product(("owner", "other"), Visibility.values):
        columns = {"start": 0, "end": 3, "standing": "exact", "quote": "The"}
        made(document, people[owner], visibility=visibility, approval="allowed", **columns)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        spans = notebook.in_text(document, people["owner"])
    assert len(asked) == 1
    assert sorted(span.is_own for span in spans) == [False, True, True, True]
    assert len(notebook.in_text(document, people["anonymous"])) == 2


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"start": 5, "end": 5, "standing": "exact"}, "annotation_offsets"),
        ({"start": 5, "standing": "exact"}, "annotation_offsets"),
        ({"start": -1, "end": 5, "standing": "exact"}, "annotation_offsets"),
        ({"start": 1, "end": 5, "standing": "lost"}, "annotation_standing"),
        ({"standing": "moved"}, "annotation_standing"),
        ({"voice": "editorial"}, "annotation_voice"),
        ({"owner": None}, "annotation_voice"),
        ({"visibility": "friends"}, "annotation_visibility"),
        ({"approval": "perhaps"}, "annotation_approval"),
        ({"version": 0}, "annotation_version"),
    ],
)
def test_the_database_refuses_a_note_that_makes_no_sense(
    document: Document, people: dict[str, Reader], columns: dict[str, object], constraint: str
) -> None:
    note = made(document, people["owner"])
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Annotation.objects.filter(pk=note.pk).update(**columns)


def test_a_closed_account_takes_its_notes_along_but_not_the_answers_to_them(
    document: Document, people: dict[str, Reader]
) -> None:
    asked = made(document, people["other"], visibility="public", approval="allowed")
    answer = made(document, people["owner"], reply_to=asked)
    people["other"].delete()
    answer.refresh_from_db()
    assert (list(Annotation.objects.all()), answer.reply_to) == ([answer], None)
