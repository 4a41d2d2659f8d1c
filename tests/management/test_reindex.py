"""`reindex` derives everything anew from the bytes the archive keeps."""

from io import StringIO

import pytest
from django.core.management import call_command

from archive import models
from archive.search import index, standing
from archive.store import verification
from tests import specimens
from tests.management.conftest import Manage

FIRST = specimens.volume(specimens.dated(1, "1937-02-01", "February 1, 1937"))
SECOND = specimens.volume(specimens.dated(1, "1938-02-01", "February 1, 1938"), name="frus1938v01")


@pytest.mark.django_db
def test_an_empty_archive_has_nothing_to_rebuild() -> None:
    out = StringIO()
    call_command("reindex", stdout=out)
    assert out.getvalue() == "The archive holds no source yet.\n"


def test_what_was_damaged_is_mended_and_nothing_else_changes(manage: Manage) -> None:
    specimens.take(FIRST)
    specimens.take(SECOND)
    keys = set(models.Document.objects.values_list("pk", "identifier", "changed_at"))
    models.Reference.objects.all().delete()
    models.Volume.objects.update(document_count=7)
    with manage("reindex") as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert out.count(" nothing\n") == 2
    assert set(models.Document.objects.values_list("pk", "identifier", "changed_at")) == keys
    assert list(verification.faults()) == []


def test_a_source_that_cannot_be_rebuilt_stops_no_other(manage: Manage) -> None:
    specimens.take(FIRST)
    models.Ingestion.objects.update(packed=b"scratched")
    specimens.load(specimens.SEED)
    models.Document.objects.update(heading="Scratched")
    with manage("reindex") as process:
        out, err = process.communicate()
    assert process.returncode == 1
    assert "frus1937v01 (volume.xml): the bytes that the archive keeps cannot be unpacked" in err
    assert "1 of 2 could not be taken in" in err
    assert "transcripts (761.93-1583.txt): rebuilt" in out
    headings = dict(models.Document.objects.values_list("volume__identifier", "heading"))
    assert headings["frus1937v01"] == "Scratched"
    assert headings["transcripts"].startswith("The Ambassador in the Soviet Union")


@pytest.mark.django_db
def test_the_index_of_words_can_be_made_anew_alone() -> None:
    specimens.take(FIRST)
    index.rebuild()
    before = standing.read()
    out = StringIO()
    call_command("reindex", "--search", stdout=out)
    assert out.getvalue() == "Texts indexed: 1.\n"
    now = standing.read()
    assert before is not None
    assert now is not None
    assert now.folder != before.folder
    assert not before.path.exists()
