"""The notebook as files: whole, in every form, and nothing in it that does anything where it is opened."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from io import StringIO

import pytest
import rispy
from django.contrib.auth.models import User
from django.test import Client
from lxml import html

from archive.annotations import jsonld, notebook, selectors
from archive.annotations.notebook import Content
from archive.citations import styles
from archive.citations.item import Item
from archive.exports import notebook as exports
from archive.exports.notebook_files import FORMS
from archive.models import Annotation, Document
from archive.rendering.markdown import _READER  # the same grammar, without cleaning
from archive.store import withdrawal
from tests import specimens

pytestmark = pytest.mark.django_db

File = Callable[..., str]
TEXT = "<head>=The *Minister*</head><p>=cmd() # No crew has come. The boats are old.</p>"
CITED = """
import json, sys
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
given = json.load(sys.stdin)
style = CitationStylesStyle("chicago-notes-bibliography", validate=False)
made = CitationStylesBibliography(style, CiteProcJSON(given), formatter.plain)
for one in given:
    made.register(Citation([CitationItem(one["id"])]))
print(*made.bibliography(), sep="\\n")
"""
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


def test_the_references_are_read_by_a_reader_of_ris(file: File) -> None:
    dated, undated = rispy.loads(file("ris"))
    assert (undated["type_of_reference"], undated["start_page"]) == ("CHAP", "1")
    assert undated["keywords"] == ["=tag", "<b>"]
    assert "“little”" in dated["notes"]
    assert "“=cmd()”" in undated["notes"]
    assert dated["id"] != undated["id"]


def test_the_items_are_cited_by_an_engine_of_csl_as_it_comes(file: File) -> None:
    run = subprocess.run(
        [sys.executable, "-c", CITED], input=file("csl.json"), capture_output=True, text=True, check=True
    )
    entries = run.stdout.splitlines()
    assert len(entries) == 2
    assert any("February 14, 1937" in entry for entry in entries)
    assert run.stderr == ""


def test_the_page_for_word_is_whole_and_each_mark_leads_to_a_footnote_and_back(file: File) -> None:
    tree = html.document_fromstring(file("html"))
    names = tree.xpath("//a/@name")
    assert sorted(names) == ["_ftn1", "_ftn2", "_ftnref1", "_ftnref2"]
    assert sorted(tree.xpath("//a[starts-with(@href, '#')]/@href")) == [f"#{name}" for name in sorted(names)]
    assert tree.xpath("//h2/a/@href") != []


@pytest.mark.parametrize("form", ["md", "html", "csv"])
def test_the_footnotes_are_in_the_style_that_is_remembered(client: Client, file: File, form: str) -> None:
    written = {}
    for style in ("chicago-note", "frus", "mla"):
        client.cookies["citation-style"] = style
        written[style] = file(form)
    assert len(set(written.values())) == 3
    item = notebook_item()
    for style, text in written.items():
        said = styles.cite(item, style)
        assert said.html in text if form == "html" else said.text.partition(",")[0].strip("“") in text.replace("\\", "")


def notebook_item() -> Item:
    """What the footnote of the second document says."""
    (entry,) = exports.entries(Annotation.objects.filter(document__identifier="d2", owner__username="davies"), "frus")
    assert entry.item is not None
    return entry.item


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
