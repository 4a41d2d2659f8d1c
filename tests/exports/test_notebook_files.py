"""The notebook as files: whole, in every form, and nothing in it that does anything where it is opened."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.test import Client

from archive.annotations import jsonld, notebook, selectors
from archive.annotations.notebook import Content
from archive.exports.notebook_files import FORMS
from archive.models import Document
from archive.rendering.markdown import _READER  # the same grammar, without cleaning
from archive.store import withdrawal
from tests import specimens

pytestmark = pytest.mark.django_db

File = Callable[..., str]
TEXT = "<head>=The *Minister*</head><p>=cmd() # No crew has come. The boats are old.</p>"
EVIL = "<script>alert(1)</script>\nTY  - BOOK\r\n*Yes*."


@pytest.fixture
def davies() -> User:
    user = User.objects.create_user("davies")
    body = specimens.page("1") + specimens.document(1, TEXT) + specimens.dated(2, "1937-02-14", "February 14, 1937")
    specimens.take(specimens.volume(body))
    for number, document in enumerate(Document.objects.order_by("order")):
        at = document.text.index("=cmd()" if number == 0 else "little")
        place = selectors.made(document.text, at, at + 6)
        notebook.create(user, document, Content(EVIL, ("=tag", "<b>")), place)
    other = User.objects.create_user("other")
    notebook.create(other, Document.objects.all()[0], Content("A secret."))
    return user


@pytest.fixture
def file(client: Client, davies: User) -> File:
    client.force_login(davies)

    def fetched(form: str, query: str = "") -> str:
        answer = client.get(f"/annotations/notebook.{form}{query}")
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == f'attachment; filename="notebook.{form}"'
        assert "no-store" in answer["Cache-Control"]
        text = b"".join(answer).decode()
        assert "secret" not in text
        return text

    return fetched


def test_nobody_else_takes_them_along(client: Client) -> None:
    for form in FORMS:
        assert "/login/" in client.get(f"/annotations/notebook.{form}")["Location"]


@pytest.mark.parametrize("form", list(FORMS))
def test_only_what_is_asked_for_is_taken_along(file: File, form: str) -> None:
    assert file(form).count("Yes") == 2
    assert file(form, "?after=1937").count("Yes") == 1
    assert file(form, "?q=whales").count("Yes") == 0


def test_no_cell_of_the_table_is_a_formula(file: File) -> None:
    head, *rows = list(csv.reader(StringIO(file("csv"))))
    assert len(rows) == 2
    assert all(len(row) == len(head) for row in rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "'=cmd()" in [cell for row in rows for cell in row]


def test_each_note_has_its_finished_footnote(file: File) -> None:
    for form, footnotes in (("md", "[^1]: "), ("html", "id='ftn1'"), ("csv", "/d1/pg_1/")):
        assert footnotes in file(form)
    assert "/volumes/frus1937v01/d1/pg_1/" in file("html").partition("mso-element:footnote-list")[2]


def test_nothing_in_them_is_markup(file: File) -> None:
    assert "<script" not in file("html")
    text = file("md")
    assert "\\<script>" in text
    assert "\\*Minister\\*" in text
    assert "<script" not in _READER.render(text)


def test_a_note_cannot_begin_another_record(file: File) -> None:
    lines = file("ris").split("\r\n")
    assert [line[:6] for line in lines].count("TY  - ") == 2
    assert all(line[2:6] == "  - " for line in lines if line)
    assert "KW  - =tag" in lines


def test_references_and_annotations_are_read_again(file: File) -> None:
    references = json.loads(file("csl.json"))
    assert len({one["id"] for one in references}) == 2
    assert references[0]["keyword"] == "=tag, <b>"
    items = json.loads(file("jsonld"))["items"]
    assert [jsonld.read(item).text for item in items] == [EVIL] * 2


def test_of_a_withdrawn_document_only_the_note_is_taken_along(file: File) -> None:
    withdrawal.withdraw("frus1937v01/d1", "A mistake.")
    for form in ("md", "html", "csv", "ris", "csl.json"):
        assert "Minister" not in file(form)
        assert file(form).count("Yes") == 2
