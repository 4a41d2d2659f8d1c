"""`export` writes a folder, says what it did, and `annotations load` takes its notes in."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from archive.annotations import moderation
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from tests import specimens

pytestmark = pytest.mark.django_db


def said(*arguments: object) -> list[str]:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def letter() -> Document:
    specimens.take(specimens.volume(specimens.document(1, "<p>The boats lie idle.</p>")))
    return Document.objects.get(identifier="d1")


@pytest.mark.usefixtures("letter")
def test_exporting_says_what_it_wrote_and_the_second_time_that_all_was_there(tmp_path: Path) -> None:
    first, *_, last = said("export", tmp_path)
    assert first == "sources: 1 written, 0 there"
    count = len([path for path in tmp_path.rglob("*") if path.is_file() and ".export" not in path.parts]) - 1
    assert last == f"{tmp_path}: {count} files written, 0 there already, 0 removed."
    assert said("export", tmp_path)[-1] == f"{tmp_path}: 0 files written, {count} there already, 0 removed."


@pytest.mark.usefixtures("letter")
def test_only_the_forms_that_are_named_are_written(tmp_path: Path) -> None:
    said("export", tmp_path, "--format", "text", "--format", "tei")
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} >= {"sources", "authorities", "text", "tei"}
    assert not (tmp_path / "documents").exists()


def test_a_folder_with_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Mine.")
    with pytest.raises(CommandError, match="holds something else: name an empty folder"):
        said("export", tmp_path)


def test_notes_are_taken_in_once_and_those_that_cannot_be_are_told(letter: Document, tmp_path: Path) -> None:
    moderation.say(User.objects.create_user("curator", is_staff=True), letter, Content("Two papers in one."))
    said("export", tmp_path)
    assert said("annotations", "load", tmp_path) == ["0 notes taken in, 1 here already."]
    Annotation.objects.all().delete()
    assert said("annotations", "load", tmp_path / "annotations/frus1937v01.jsonld") == [
        "1 notes taken in, 0 here already."
    ]
    Annotation.objects.all().delete()
    Document.objects.all().delete()
    with pytest.raises(CommandError, match="1 notes could not be taken in"):
        said("annotations", "load", tmp_path)


@pytest.mark.parametrize("content", ["", "[]", '{"items": 3}', '{"target": 1}', "\xff"])
def test_what_is_no_page_of_notes_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonld"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(CommandError, match="is no page of annotations"):
        said("annotations", "load", path)
