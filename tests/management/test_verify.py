"""`verify` says in one line that all is well, or lists what is not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive import models
from archive.search import index
from tests import specimens

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("verify", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error)
    return out.getvalue(), err.getvalue()


def test_a_sound_archive_is_told_in_one_line() -> None:
    specimens.load(specimens.SEED)
    assert said() == ("All is well: 1 texts of the whole archive are as they should be.\n", "")


def test_an_empty_archive_is_sound() -> None:
    assert said() == ("All is well: 0 texts of the whole archive are as they should be.\n", "")


def test_faults_are_listed_and_the_command_fails() -> None:
    specimens.load(specimens.SEED)
    models.Volume.objects.update(note_count=7)
    out, err = said()
    assert out == ""
    assert err.splitlines() == [
        "transcripts: its note_count is given as 7, but is 0",
        "1 faults in 1 texts; they stand above.",
    ]


def test_one_volume_alone_is_verified() -> None:
    specimens.load(specimens.SEED)
    specimens.load(specimens.SEED, "frus1937v01")
    models.Volume.objects.filter(identifier="transcripts").update(note_count=7)
    assert said("--volume", "frus1937v01")[0] == "All is well: 1 texts of frus1937v01 are as they should be.\n"
    assert said("--volume", "transcripts")[0] == ""


@pytest.mark.parametrize(
    ("name", "sentence"), [("frus1999", "The archive holds no volume 'frus1999'"), ("../etc", "is no volume's id")]
)
def test_a_volume_that_is_not_held_is_named(name: str, sentence: str) -> None:
    assert sentence in said("--volume", name)[1]


def test_an_index_out_of_step_is_a_fault() -> None:
    specimens.take(specimens.volume(specimens.dated(1, "1937-02-01", "February 1, 1937")))
    index.rebuild()
    assert said()[1] == ""
    models.Document.objects.update(withdrawn_at=timezone.now())
    assert "frus1937v01/d1: the index holds it, though no reader may see it" in said()[1]
