"""`withdraw` takes out of sight and puts back, and says what it did."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from archive import models
from tests import specimens

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _volume() -> None:
    specimens.take(specimens.volume(specimens.dated(1, "1937-02-01", "February 1, 1937")))


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("withdraw", *arguments, stdout=out)
    return out.getvalue().strip()


def test_a_document_and_a_volume_can_be_withdrawn_and_put_back() -> None:
    for name in ("frus1937v01/d1", "frus1937v01"):
        assert said(name, "--reason", "Rights.") == f"{name} is withdrawn."
        assert not models.Document.objects.shown().exists()
        assert said(name, "--undo") == f"{name} is in readers' sight again."
        assert models.Document.objects.shown().exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("frus1999", "--reason", "Rights."), "The archive holds no volume 'frus1999'"),
        (("frus1937v01/d1", "--reason", ""), "needs a reason"),
        (("frus1937v01/d1", "--undo"), "is not withdrawn"),
        (("frus1937v01/d1",), "one of the arguments --reason --undo is required"),
        (("frus1937v01/d1", "--reason", "Rights.", "--undo"), "not allowed with argument"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        said(*arguments)
