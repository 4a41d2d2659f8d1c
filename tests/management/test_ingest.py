"""`ingest` takes sources in, each whole or not at all, and gives the account of it."""

import errno
import json
import os
import pty
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archive import models
from archive.search import index, standing
from tests import specimens
from tests.management.conftest import Manage


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two volumes, a transcript, and a file that was cut off."""
    for name in ("frus1937v01", "frus1938v01"):
        source = specimens.volume(specimens.page("1") + specimens.dated(1, "1937-02-03", "February 3, 1937"), name=name)
        (tmp_path / f"{name}.xml").write_text(source)
    (tmp_path / "cut.xml").write_text(specimens.volume("\n<p>A word", name="cut").partition("</body>")[0])
    (tmp_path / "761.93-1583.txt").write_bytes(specimens.SEED.read_bytes())
    return tmp_path


def said(*arguments: object) -> tuple[str, str]:
    """What is said on the standard output, and on the standard error."""
    out, err = StringIO(), StringIO()
    try:
        call_command("ingest", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        err.write(f"{error}\n")
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_the_fixtures_of_a_fresh_install_are_taken_in() -> None:
    out, err = said(specimens.FIXTURES, "--jobs", 1)
    assert err == ""
    assert f"{specimens.SPECIMEN}: loaded as specimen (25 documents, 58 pages) in" in out
    assert "specimen             25      58      38           11          8   39 added" in out
    assert "Findings: reference leads nowhere" in out


@pytest.mark.django_db
def test_the_database_knows_at_once_how_much_there_is(folder: Path) -> None:
    said(folder, "--jobs", 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'archive_document'")
        assert cursor.fetchone() == (models.Document.objects.count(),)


@pytest.mark.django_db
def test_again_nothing_changes_and_it_says_so(folder: Path) -> None:
    said(folder, "--jobs", 1)
    out, _ = said(folder, "--jobs", 1)
    assert out.count(": unchanged\n") == 3
    assert out.count(" nothing\n") == 3
    assert models.Ingestion.objects.count() == 3


@pytest.mark.django_db
def test_a_bad_file_is_named_with_its_line_and_the_others_are_taken_in(folder: Path) -> None:
    out, err = said(folder, "--jobs", 1)
    told, verdict = err.splitlines()
    assert told.startswith(f"{folder}/cut.xml, line 2: not well-formed XML: ")
    assert verdict == "1 of 4 could not be taken in; the reasons stand above."
    assert " cut.xml" in out
    assert "not taken in" in out
    held = models.Volume.objects.order_by("identifier").values_list("identifier", flat=True)
    assert list(held) == ["frus1937v01", "frus1938v01", "transcripts"]


@pytest.mark.django_db
def test_a_dry_run_says_what_would_change(folder: Path) -> None:
    out, _ = said(folder / "frus1937v01.xml", "--dry-run")
    assert "would change" in out
    assert "1 added" in out
    assert out.endswith("A dry run: nothing was written.\n")
    assert not models.Volume.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["missing.xml"], "missing.xml: cannot be read: No such file or directory"),
        (["empty"], "empty: no source is in it (.xml, .xml.gz, .txt)"),
        (["notes.md"], "notes.md: is not a source: its name ends in none of .xml, .xml.gz, .txt"),
        (["notes.md", "--volume", "../x"], "'../x' is no volume's id"),
        (["notes.md", "--jobs", "0"], "'0' is no number of processes"),
        ([], "the following arguments are required: PATH"),
    ],
)
def test_what_is_no_source_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.md").write_text("Nothing.")
    monkeypatch.chdir(tmp_path)
    assert sentence in said(*arguments)[1]


@pytest.mark.django_db
def test_the_report_says_the_same_to_programs(folder: Path, tmp_path: Path) -> None:
    (folder / "odd.xml").write_text(
        specimens.volume(specimens.document(1, "<head>A</head>\n<p><quux>B</quux></p>"), name="odd")
    )
    said(folder, "--jobs", 1, "--report", tmp_path / "report.json")
    report = {Path(one["file"]).name: one for one in json.loads((tmp_path / "report.json").read_text())}
    assert report.keys() == {"frus1937v01.xml", "frus1938v01.xml", "cut.xml", "761.93-1583.txt", "odd.xml"}
    odd, cut = report["odd.xml"], report["cut.xml"]
    assert odd["findings"] == [{"kind": "unknown element", "what": "quux", "where": "d1", "line": 2}]
    assert (odd["outcome"], odd["volume"], odd["documents"], odd["kinds"]) == (
        "loaded",
        "odd",
        1,
        {"unknown element": 1},
    )
    assert odd["changes"]["added"] == 1
    assert odd["bytes"] == (folder / "odd.xml").stat().st_size
    assert (odd["error"], cut["outcome"], cut["line"]) == (None, "failed", 2)
    assert cut["error"].startswith("not well-formed XML")


def test_two_processes_take_in_what_one_does(folder: Path, manage: Manage) -> None:
    with manage("ingest", folder, "--jobs", 2) as process:
        out, err = process.communicate()
    assert process.returncode == 1
    assert "cut.xml, line 2" in err
    assert out.count(": loaded as ") == 3
    assert models.Document.objects.count() == 3


def test_exit_status_is_0_only_if_every_file_is_in(folder: Path, manage: Manage) -> None:
    (folder / "cut.xml").unlink()
    with manage("ingest", folder) as process:
        _, err = process.communicate()
    assert (process.returncode, err) == (0, "")


def test_on_a_terminal_there_is_a_bar_and_no_lines(folder: Path, manage: Manage) -> None:
    ours, theirs = pty.openpty()
    with manage("ingest", folder, "--jobs", 1, stderr=theirs) as process:
        out, _ = process.communicate()
    os.close(theirs)
    shown = os.read(ours, 1_000_000).decode()
    os.close(ours)
    assert "Reading" in shown
    assert "cut.xml, line 2" in shown
    assert ": loaded as " not in out
    assert "1 added" in out


def test_a_database_that_is_not_there_is_told(folder: Path, manage: Manage, database_url: str) -> None:
    elsewhere = os.environ | {"DATABASE_URL": database_url.replace("/test_", "/missing_")}
    with manage("ingest", folder / "frus1937v01.xml", env=elsewhere) as process:
        _, err = process.communicate()
    assert process.returncode == 1
    assert "frus1937v01.xml: the database did not take it:" in err
    assert "Traceback" not in err


@pytest.mark.django_db
def test_what_was_taken_in_can_be_searched_at_once(folder: Path) -> None:
    out, _ = said(folder / "frus1937v01.xml", "--jobs", 1)
    assert "Texts indexed: 1." in out
    now = standing.read()
    assert now is not None
    assert now.revision == models.Revision.latest()


@pytest.mark.django_db
def test_an_index_that_cannot_be_written_stops_no_ingestion(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(index, "follow", refuse)
    out, err = said(folder / "frus1937v01.xml", "--jobs", 1)
    assert "loaded as frus1937v01" in out
    assert "The index could not be written" in err
