"""A file on its way into the archive: whole or not at all, and always with an account of it."""

from pathlib import Path
from unittest.mock import patch

import psycopg
import pytest
from django.db import OperationalError

from archive import models
from archive.store import intake, write
from archive.store.intake import FAILED, LOADED, READ, REBUILT, UNCHANGED
from tests import specimens

pytestmark = pytest.mark.django_db


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    """A volume of two documents on two pages, with a footnote."""
    path = tmp_path / "frus1937v01.xml"
    noted = '<head>Paper 3</head><p>It is so.<note xml:id="d3fn1" n="1">Not printed.</note></p>'
    path.write_text(
        specimens.volume(
            specimens.page("1")
            + specimens.dated(1, "1937-02-03", "February 3, 1937")
            + specimens.page("2")
            + specimens.document(3, noted)
        )
    )
    return path


def correct(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text().replace(old, new))


def test_a_file_is_taken_in_with_an_account_of_what_it_holds(volume: Path) -> None:
    taken = intake.take(volume)
    assert (taken.outcome, taken.file, taken.volume) == (LOADED, str(volume), "frus1937v01")
    assert (taken.documents, taken.pages, taken.notes, taken.enclosures) == (2, 2, 1, 0)
    assert (taken.size, taken.error, taken.is_in) == (volume.stat().st_size, "", True)
    assert taken.changes.added == models.Document.objects.count() == 2


def test_the_same_file_again_changes_nothing(volume: Path) -> None:
    first = intake.take(volume)
    revision = models.Revision.latest()[0]
    again = intake.take(volume)
    assert again.outcome == UNCHANGED
    assert (again.documents, again.pages, again.notes) == (first.documents, first.pages, first.notes)
    assert models.Ingestion.objects.count() == 1
    assert models.Revision.latest()[0] == revision


def test_a_corrected_file_says_what_was_corrected(volume: Path) -> None:
    intake.take(volume)
    correct(volume, "says little", "says next to nothing")
    taken = intake.take(volume)
    assert (taken.changes.changed, taken.changes.unchanged, taken.changes.added) == (1, 1, 0)


def test_what_was_not_understood_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "odd.xml"
    path.write_text(specimens.volume(specimens.document(1, "<head>A</head>\n<p>A <quux>word</quux></p>")))
    (finding,) = intake.take(path).findings
    assert (finding.kind, finding.what, finding.where, finding.line) == ("unknown element", "quux", "d1", 2)


def test_a_dry_run_says_what_would_change_and_changes_nothing(volume: Path) -> None:
    taken = intake.take(volume, dry_run=True)
    assert (taken.outcome, taken.changes.added, taken.documents) == (READ, 2, 2)
    assert not models.Volume.objects.exists()
    assert not models.Ingestion.objects.exists()


def test_a_dry_run_meets_what_only_a_whole_volume_can_break(volume: Path) -> None:
    with patch.object(write, "stamp", side_effect=lambda _: models.Passage.objects.all().delete()):
        taken = intake.take(volume, dry_run=True)
    assert taken.outcome == FAILED
    assert "do not cover its text" in taken.error


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    taken = intake.take(tmp_path / "frus1934v05.xml")
    assert taken.outcome == FAILED
    assert taken.reason == f"{tmp_path}/frus1934v05.xml: cannot be read: No such file or directory"


def test_a_transcript_belongs_to_the_volume_it_is_given_to() -> None:
    assert intake.take(specimens.SEED).volume == "transcripts"
    assert intake.take(specimens.SEED, "frus1937v01").volume == "frus1937v01"
    assert models.Document.objects.filter(identifier="761-93-1583").count() == 2


def test_a_transcript_cannot_take_the_place_of_the_volume_s_own_source(volume: Path, tmp_path: Path) -> None:
    intake.take(volume)
    (tmp_path / "frus1937v01.txt").write_text(
        "761.93/1583\n\nThe Minister in Norway to the Secretary of State\n\nSir: No."
    )
    taken = intake.take(tmp_path / "frus1937v01.txt", "frus1937v01")
    assert "already holds a TEI of the name 'frus1937v01'" in taken.error
    assert models.Document.objects.count() == 2


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (MemoryError(), "there is not memory enough to read it"),
        (psycopg.errors.DiskFull("could not extend file"), "the database has no room for it: could not extend file"),
        (psycopg.errors.UndefinedTable('relation "x" is not there'), "python manage.py migrate"),
        (
            OperationalError("server closed the connection\n\tunexpectedly"),
            "did not take it: server closed the connection",
        ),
    ],
)
def test_what_keeps_a_file_out_is_told(volume: Path, fault: Exception, sentence: str) -> None:
    with patch.object(write, "stamp", side_effect=fault):
        taken = intake.take(volume)
    assert taken.outcome == FAILED
    assert sentence in taken.error
    assert "\n" not in taken.error
    assert not models.Volume.objects.exists()


def test_what_is_too_long_for_the_archive_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(specimens.volume(specimens.document(1, "<p>A word.</p>", name="d" * 300)))
    taken = intake.take(tmp_path / "a.xml")
    assert "an id is longer than 150 characters" in taken.error
    assert taken.line == 1
    assert not models.Volume.objects.exists()


def test_a_fault_of_chancery_s_own_is_called_that_and_logged(volume: Path, caplog: pytest.LogCaptureFixture) -> None:
    with patch.object(write, "stamp", side_effect=KeyError("pg_7")):
        taken = intake.take(volume)
    assert "a fault of its own: KeyError: 'pg_7'" in taken.error
    assert "Traceback" in caplog.text
    assert not models.Volume.objects.exists()


# Again, from the bytes that are kept


def test_what_is_rebuilt_keeps_its_identity_and_is_not_taken_in_twice(volume: Path) -> None:
    intake.take(volume)
    ingestion = models.Ingestion.objects.get()
    before = dict(models.Document.objects.values_list("identifier", "pk"))
    models.Note.objects.all().delete()
    taken = intake.retake(ingestion.pk, "frus1937v01")
    assert (taken.outcome, taken.file, taken.changes.changed, taken.changes.unchanged) == (REBUILT, "frus1937v01", 1, 1)
    assert dict(models.Document.objects.values_list("identifier", "pk")) == before
    assert models.Note.objects.count() == 1
    assert models.Ingestion.objects.get().taken_at == ingestion.taken_at


def test_a_transcript_is_rebuilt_as_what_it_is() -> None:
    intake.take(specimens.SEED, "frus1937v01")
    taken = intake.retake(models.Ingestion.objects.get().pk, "seed")
    assert (taken.volume, taken.changes.unchanged) == ("frus1937v01", 1)


def test_findings_are_counted_once_however_often_a_source_is_rebuilt() -> None:
    first = intake.take(specimens.SPECIMEN)
    assert intake.retake(models.Ingestion.objects.get().pk, "specimen").findings == first.findings
    assert models.Finding.objects.count() == len(first.findings) > 0


@pytest.mark.parametrize(
    ("packed", "sentence"), [(b"scratched", "cannot be unpacked"), (b"x\x9c\x03\x00\x00\x00\x00\x01", "are not those")]
)
def test_nothing_is_rebuilt_from_damaged_bytes(volume: Path, packed: bytes, sentence: str) -> None:
    intake.take(volume)
    models.Ingestion.objects.update(packed=packed)
    taken = intake.retake(models.Ingestion.objects.get().pk, "frus1937v01")
    assert taken.outcome == FAILED
    assert sentence in taken.error
    assert models.Document.objects.count() == 2
