"""The command that says where page images are."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from archive.models import Revision, Volume
from tests.specimens import document, page, take, volume

pytestmark = pytest.mark.django_db

TEMPLATE = "https://images.example.org/{volume}/{image}.jpg"
BODY = page("1") + document(1, "<head>One</head><p>A.</p>")


def images(*said: str) -> str:
    out = StringIO()
    call_command("images", "frus1937v01", *said, stdout=out)
    return out.getvalue().strip()


def row() -> Volume:
    return take(volume(BODY))


def test_images_are_said_to_be_there_and_no_more() -> None:
    row()
    assert images(TEMPLATE, "--size", "1200x1800") == f"frus1937v01 has its page images at {TEMPLATE}."
    held = Volume.objects.get()
    assert (held.image_template, held.image_width, held.image_height) == (TEMPLATE, 1200, 1800)
    assert images("--remove") == "frus1937v01 has no page images."
    held.refresh_from_db()
    assert (held.image_template, held.image_names, held.image_width) == ("", [], None)


def test_readers_copies_are_renewed_when_something_changed_and_only_then() -> None:
    row()
    before = Revision.latest()
    images(TEMPLATE, "--only", "0047", "0048")
    changed = Revision.latest()
    assert changed != before
    assert images(TEMPLATE, "--only", "0047", "0048").endswith(", as before.")
    assert Revision.latest() == changed


def test_a_volume_taken_in_again_keeps_its_images() -> None:
    row()
    images(TEMPLATE)
    take(volume(BODY + document(2, "<head>Two</head><p>B.</p>")))
    assert Volume.objects.get().image_template == TEMPLATE


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (("https://images.example.org/one.jpg",), "must stand in the address"),
        ((TEMPLATE, "--size", "large"), "1200x1800"),
        ((), "required"),
    ],
)
def test_what_makes_no_sense_is_refused(said: tuple[str, ...], why: str) -> None:
    row()
    with pytest.raises(CommandError, match=why):
        images(*said)


def test_a_volume_that_is_not_held_is_named() -> None:
    with pytest.raises(CommandError, match="holds no volume 'frus1937v01'"):
        images(TEMPLATE)
