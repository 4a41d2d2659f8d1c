"""What readers write, and what a source prints, is words on every page about notes and reports, and never markup."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from archive.annotations import moderation, notebook, reports, selectors
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from tests import specimens

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)><b id=evil>"
WRITTEN = EVIL.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
BODY = f"<head>{WRITTEN}</head><p>{WRITTEN} The boats lie idle. No crew has come.</p>"

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept": "text/html"})


@pytest.fixture
def document() -> Document:
    specimens.take(specimens.volume(specimens.page("1") + specimens.document(1, BODY)))
    return Document.objects.get(identifier="d1")


@pytest.fixture
def curator() -> User:
    return User.objects.create_user("clara", first_name=EVIL[:100], is_staff=True)


@pytest.fixture
def davies() -> User:
    return User.objects.create_user("davies")


@pytest.fixture
def notes(document: Document, curator: User, davies: User) -> list[Annotation]:
    """One that waits, one that is reported, one that is lost, an answer, and what the archive says."""
    words = selectors.made(document.text, document.text.index(EVIL), document.text.index(EVIL) + len(EVIL))
    said = Content(f"{EVIL}\n\n[x](javascript:alert(3)) ![y](https://example.org/z.png)", (EVIL, "javascript:x"))
    waiting, reported, lost = (
        notebook.create(davies, document, said, words, visibility=shown) for shown in ("public", "link", "private")
    )
    Annotation.objects.filter(pk=lost.pk).update(
        standing="lost", start=None, end=None, places=[[0, 40]], old_quote=EVIL
    )
    moderation.flag(reported, User.objects.create_user("kennan"), EVIL)
    notebook.reply(reported, davies, said)
    gone = notebook.create(davies, document, said, words)
    notebook.delete(gone, davies)
    for voice in ("editorial", "correction"):
        moderation.say(curator, document, said, words, voice=voice)
    reports.report(EVIL, davies, f"/volumes/frus1937v01/d1/{EVIL}", document, quote=EVIL)
    return [waiting, reported, lost, gone]


def harmless(answer: Any, status: int = 200) -> str:
    """What a page says, in which nothing is an element, a link or a handler that a reader wrote."""
    assert answer.status_code == status
    tree = html.fromstring(answer.content)
    assert (
        tree.xpath(
            "//script[not(@src or @type='application/ld+json')] | //img | //*[@id='evil'] | //@onerror | //@style"
        )
        == []
    )
    assert not [link for link in tree.xpath("//@href | //@src | //@action") if "javascript:" in link[:20]]
    said = tree.text_content() + " ".join(tree.xpath("//@value"))
    assert "alert(1)" in said
    return str(said)


def test_in_the_notebook(client: Client, davies: User, notes: list[Annotation]) -> None:
    client.force_login(davies)
    for query in ("", f"?q={EVIL[:60]}".replace("#", ""), "?tag=%22%27%3E%3Cscript%3Ealert(1)", "?state=lost"):
        harmless(client.get(f"/annotations/{query}"))
    for note in notes[:3]:
        harmless(client.get(note.get_absolute_url()))
    lost = notes[2].get_absolute_url()
    harmless(client.post(f"{lost}move/", {"to": "words", "words": "boats " + EVIL}), 422)
    harmless(client.post(f"{lost}edit/", {"text": EVIL, "tags": EVIL, "version": 77}), 409)
    harmless(client.post(f"{lost}delete/", {"back": f"/annotations/?{EVIL}"}, follow=True))


def test_in_the_report_of_what_was_taken_in(client: Client, davies: User, document: Document) -> None:
    client.force_login(davies)
    for row, status in (({"uri": EVIL, "id": EVIL}, 200), ({"uri": "x", "id": EVIL, "tags": 3}, 400)):
        file = SimpleUploadedFile(f"{EVIL[:40]}.json", json.dumps([row]).encode())
        harmless(client.post("/annotations/import/", {"file": file}), status)


@pytest.mark.usefixtures("notes")
@pytest.mark.parametrize("page", ["notes/", "flags/", "reports/", "reports/?show=all", "editorial/", "log/"])
def test_at_the_desk(client: Client, curator: User, page: str) -> None:
    client.force_login(curator)
    harmless(client.get(f"/desk/{page}"))


@pytest.mark.usefixtures("notes")
def test_where_the_archive_s_own_notes_are_written(client: Client, curator: User) -> None:
    client.force_login(curator)
    for said in Annotation.objects.of_the_archive():
        harmless(client.get(f"/desk/editorial/{said.pk}/"))
    given = {"address": EVIL, "words": EVIL, "text": EVIL}
    harmless(client.post("/desk/editorial/new/", given), 409)
    given["address"] = "/volumes/frus1937v01/d1/"
    harmless(client.post("/desk/editorial/new/", given), 409)


@pytest.mark.usefixtures("notes")
def test_where_errors_are_reported_and_where_texts_are_read(client: Client, curator: User) -> None:
    page = "/volumes/frus1937v01/d1/report/"
    harmless(client.get(page))
    harmless(client.post(page, {"quote": EVIL, "message": ""}), 400)
    harmless(client.get("/volumes/frus1937v01/d1/"))
    client.force_login(curator)
    harmless(client.get("/volumes/frus1937v01/d1/"))
