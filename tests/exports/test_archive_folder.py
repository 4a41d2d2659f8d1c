"""A whole archive in a folder: complete, checked by its sums, gone on with where it stopped, and an archive again."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.management import call_command
from django.db import connection
from django.test import Client

from archive.annotations import carried, moderation, notebook, selectors
from archive.annotations.notebook import Content
from archive.exports import annotation_json, archive_folder, archive_parts, record_lines
from archive.models import Annotation, Document, Entity, Volume
from archive.records.document import Document as Record
from archive.store import authorities, delivery, merging, read, withdrawal
from tests import specimens, tools
from tests.specimens import FIXTURES, document, page, transcribe, volume

TELEGRAM = "761.93/1584\n\nThe Consul at Harbin (Almgren) to the Secretary of State\n\nHarbin, May 1, 1937.\n\n"


def export(folder: Path, *forms: str) -> archive_folder.Outcome:
    parts = list(archive_parts.parts(forms or archive_parts.CHOSEN))
    place, outcome = archive_folder.Folder(folder), archive_folder.Outcome()
    for part in parts:
        outcome += place.write(part)
    outcome += place.close(parts)
    return outcome


def emptied() -> None:
    """An archive in which there is nothing."""
    connection.check_constraints()
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=False)


def taken_again(folder: Path) -> None:
    """What the three commands do: `ingest`, `authorities load`, `annotations load`."""
    for _, taken in delivery.taken(delivery.of_files([folder]), hands=1):
        assert taken.is_in, taken.reason
    authorities.load(folder / "authorities")
    for path in carried.files(folder):
        assert carried.take_in(path.read_bytes()).refused == []


def held() -> Iterator[tuple[str, object, list[str]]]:
    """Every text as a record, with the addresses of whom it names, in order; and every volume's outline."""
    for row in Volume.objects.shown().order_by("identifier"):
        yield row.identifier, read.outline(row), []
        texts = Document.objects.in_volume(row).filter(order__isnull=False).select_related("section")
        for text in texts.iterator(50):
            record: Record = read.of([text])[0]
            yield text.identifier, record, read.slugs(text)


def notes() -> list[dict[str, Any]]:
    rows = Annotation.objects.public().select_related("document__volume", "owner").order_by("address")
    return annotation_json.whole(list(rows), AnonymousUser())


def on_disk(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and archive_folder.LISTS not in path.parts
    }


LETTER = '<p>He wrote twice.<note n="1" xml:id="d2fn1">The second letter was not found.</note></p>'


@pytest.fixture
def archive(db: None) -> None:
    """A volume, and transcripts of two collections, not in the order of their names."""
    specimens.take(volume(page("1") + document(1, "<p>It begins.</p>") + document(2, LETTER)))
    transcribe(TELEGRAM + "The boats are in.", "b-later")
    transcribe(TELEGRAM.replace("May 1", "May 2") + "The boats are out.", "a-earlier")
    transcribe(TELEGRAM.replace("Harbin", "Oslo") + "No boats.", "oslo", "consulates")


@pytest.fixture
def noted(archive: None) -> None:
    reader, curator = User.objects.create_user("reader"), User.objects.create_user("curator", is_staff=True)
    text = Document.objects.get(identifier="b-later")
    words = selectors.made(text.text, text.text.index("boats"), text.text.index("boats") + 5)
    said = notebook.create(reader, text, Content("Which *boats*?", ("fishing",), "green"), words, visibility="public")
    moderation.allow(said, curator)
    moderation.allow(notebook.reply(said, curator, Content("Those of Harbin."), "public"), curator)
    notebook.create(reader, text, Content("Nobody's business."), words)
    moderation.say(curator, text, Content("Two papers were put together."))
    moderation.say(curator, text, Content("ships"), words, voice="correction")
    footnoted = Document.objects.filter(notes__isnull=False).exclude(kind="section").first()
    assert footnoted
    note = footnoted.notes.all()[0]
    in_note = selectors.made(note.text, 0, len(note.text))
    moderation.allow(
        notebook.create(reader, footnoted, Content("Seen."), in_note, footnote=note.identifier, visibility="public"),
        curator,
    )
    theirs = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "target": "x:y", "rights": "x:free"}
    moderation.allow(
        notebook.create(reader, footnoted, Content("Mine.", extra=theirs), visibility="public"),
        curator,
    )


@pytest.mark.usefixtures("noted", "specimen", "seed")
def test_an_archive_made_of_the_folder_is_the_same_archive(tmp_path: Path) -> None:
    authorities.load(FIXTURES / "authorities")
    places = Entity.objects.filter(kind="place", merged_into=None, mentions__isnull=False).order_by("name").distinct()
    merging.merge(places[0], places[1])
    before, said = list(held()), notes()
    assert len(said) == 6
    export(tmp_path)
    emptied()
    assert not Document.objects.exists()
    taken_again(tmp_path)
    assert list(held()) == before
    assert notes() == said
    assert not User.objects.filter(is_active=True).exists()
    assert sum(carried.take_in(path.read_bytes()).there for path in carried.files(tmp_path)) == 6


@pytest.mark.usefixtures("noted")
def test_notes_come_to_an_archive_with_another_address(tmp_path: Path, settings: Any) -> None:
    before = notes()
    export(tmp_path)
    Annotation.objects.all().delete()
    left, settings.SITE_URL = settings.SITE_URL, "https://elsewhere.example"
    for path in carried.files(tmp_path):
        assert carried.take_in(path.read_bytes()).refused == []
    moved = json.dumps(before).replace(f'"{left}/', '"https://elsewhere.example/')
    assert notes() == json.loads(moved)


@pytest.mark.usefixtures("noted")
def test_nothing_that_only_some_see_leaves(tmp_path: Path) -> None:
    export(tmp_path)
    assert not [path for path, content in on_disk(tmp_path).items() if b"Nobody's business" in content]


@pytest.mark.usefixtures("archive")
def test_the_sums_are_right_by_the_judgement_of_sha256sum(tmp_path: Path) -> None:
    export(tmp_path)
    program = tools.require("sha256sum", package="coreutils")
    subprocess.run([program, "--check", "--strict", "--quiet", "manifest-sha256.txt"], cwd=tmp_path, check=True)
    told = {line.split("  ", 1)[1] for line in (tmp_path / "manifest-sha256.txt").read_text().splitlines()}
    assert told == on_disk(tmp_path).keys() - {"manifest-sha256.txt"}


@pytest.mark.usefixtures("archive")
def test_every_file_that_the_description_names_is_there(tmp_path: Path) -> None:
    export(tmp_path)
    told = json.loads((tmp_path / "datapackage.json").read_text())
    names = [resource["name"] for resource in told["resources"]]
    assert len(names) == len(set(names))
    assert {"sources", "documents", "volumes", "authorities-places"} <= set(names)
    for resource in told["resources"]:
        for path in resource["path"] if isinstance(resource["path"], list) else [resource["path"]]:
            assert (tmp_path / path).is_file()
    (documents,) = (resource for resource in told["resources"] if resource["name"] == "documents")
    line = json.loads((tmp_path / documents["path"][0]).read_text().splitlines()[0])
    assert line.keys() == {field["name"] for field in documents["schema"]["fields"]}


@pytest.mark.usefixtures("noted")
def test_a_second_run_writes_nothing_and_a_damaged_or_missing_file_is_written_again(tmp_path: Path) -> None:
    export(tmp_path)
    whole = on_disk(tmp_path)
    assert export(tmp_path).written == 0
    (tmp_path / "text/transcripts/b-later.txt").write_text("No more.")
    (tmp_path / "tei/transcripts/b-later.xml").unlink()
    assert export(tmp_path).written == 2
    assert on_disk(tmp_path) == whole


@pytest.mark.usefixtures("archive")
def test_a_run_that_was_stopped_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = record_lines.documents

    def stopped(*arguments: Any) -> Iterator[bytes]:
        yield next(iter(real(*arguments)))
        raise KeyboardInterrupt

    monkeypatch.setattr(record_lines, "documents", stopped)
    with pytest.raises(KeyboardInterrupt):
        export(tmp_path)
    assert next(iter(delivery.of_files([tmp_path]))).refusal, "what is half written is taken in"
    assert not list(tmp_path.rglob("*.part"))
    monkeypatch.undo()
    there = len(on_disk(tmp_path))
    assert export(tmp_path).there == there - 1  # but for the list of all
    export(tmp_path.with_name("anew"))
    assert on_disk(tmp_path) == on_disk(tmp_path.with_name("anew"))


@pytest.mark.django_db
def test_what_is_withdrawn_stays_here_also_out_of_a_folder_where_it_was(client: Client, tmp_path: Path) -> None:
    body = document(1, "<p>Open words.</p>") + page("2") + document(2, f"<p>Hidden {page('3')} words.</p>")
    specimens.take(volume(page("1") + body + document(3, "<p>Last words.</p>")))
    specimens.take(volume(document(1, "<p>Hidden volume.</p>"), "frus1938v01"))
    transcribe(TELEGRAM + "Hidden boats.", "boats")
    export(tmp_path)
    for name in ("frus1937v01/d2", "frus1938v01", "transcripts/boats"):
        withdrawal.withdraw(name, "Under review.")
    source = b"".join(client.get("/volumes/frus1937v01.xml").streaming_content)  # type: ignore[attr-defined]
    assert b"Hidden" not in source
    assert b"Last" in source
    assert export(tmp_path).removed == 2 + 5 + 3
    assert not [path for path, content in on_disk(tmp_path).items() if b"Hidden" in content]
    before = {text.id: [p.page for p in text.passages] for text in read.of(Document.objects.shown())}
    emptied()
    taken_again(tmp_path)
    assert {text.id: [p.page for p in text.passages] for text in read.of(Document.objects.shown())} == before


@pytest.mark.usefixtures("archive")
def test_only_what_is_asked_for_is_written_beside_the_sources(tmp_path: Path) -> None:
    export(tmp_path, "text")
    folders = {path.partition("/")[0] for path in on_disk(tmp_path) if "/" in path}
    assert folders == {"sources", "authorities", "text"}


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Mine.")
    with pytest.raises(archive_folder.NotEmpty):
        archive_folder.Folder(tmp_path)


@pytest.mark.proof
@pytest.mark.corpus
@pytest.mark.timeout(1800)
@pytest.mark.usefixtures("transactional_db")
def test_the_published_volumes_come_back_the_same(corpus: Path, tmp_path: Path) -> None:
    for path in sorted(corpus.glob("*.xml")):
        specimens.load(path)
    authorities.load(FIXTURES / "authorities")
    export(tmp_path)
    before = [hash((name, repr(record), tuple(slugs))) for name, record, slugs in held()]
    emptied()
    taken_again(tmp_path)
    differing = [
        name
        for (name, record, slugs), one in zip(held(), before, strict=True)
        if hash((name, repr(record), tuple(slugs))) != one
    ]
    assert differing == []
