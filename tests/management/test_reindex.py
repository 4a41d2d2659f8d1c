"""`reindex` derives everything anew from the bytes the archive keeps."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from archive import models
from archive.store import verification
from tests import specimens
from tests.management.conftest import Manage

FIRST = specimens.volume(specimens.dated(1, "1937-02-01", "February 1, 1937"))
SECOND = specimens.volume(specimens.dated(1, "1938-02-01", "February 1, 1938"), name="frus1938v01")


def said() -> str:
    out, err = StringIO(), StringIO()
    try:
        call_command("reindex", stdout=out, stderr=err)
    except CommandError as error:
        err.write(str(error))
    return out.getvalue() + err.getvalue()


@pytest.mark.django_db
def test_an_empty_archive_has_nothing_to_rebuild() -> None:
    assert said() == "The archive holds no source yet.\n"


@pytest.mark.django_db(transaction=True)
def test_what_was_damaged_is_mended_and_nothing_else_changes(
    manage: Manage,
) -> None:
    specimens.take(FIRST)
    specimens.take(SECOND)
    keys = set(models.Document.objects.values_list("pk", "identifier", "changed_at"))
    models.Note.objects.all().delete()
    with manage("reindex") as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert out.count("nothing") == 2
    assert set(models.Document.objects.values_list("pk", "identifier", "changed_at")) == keys
    assert list(verification.faults()) == []


@pytest.mark.django_db
def test_a_source_that_cannot_be_rebuilt_stops_no_other() -> None:
    specimens.take(FIRST)
    models.Ingestion.objects.update(packed=b"scratched")
    specimens.load(specimens.SEED)
    models.Document.objects.update(heading="Scratched")
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 2 could not be taken in"):
        call_command("reindex", stdout=out, stderr=out)
    assert "frus1937v01 (volume.xml): the bytes that the archive keeps cannot be unpacked" in out.getvalue()
    assert "transcripts (761.93-1583.txt): rebuilt" in out.getvalue()
    headings = dict(models.Document.objects.values_list("volume__identifier", "heading"))
    assert headings["frus1937v01"] == "Scratched"
    assert headings["transcripts"].startswith("The Ambassador in the Soviet Union")
