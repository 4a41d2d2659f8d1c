"""Saying where the images of a volume's printed pages are, and taking that back."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from archive.models import Volume
from archive.reading import facsimile

from . import write

FIELDS = ("image_template", "image_names", "image_width", "image_height")


def put(identifier: str, template: str, names: Iterable[str] = (), size: tuple[int, int] | None = None) -> bool:
    """Give the pages of a volume images at an address template; ``names`` are those there are, none named every one.

    ``size`` is the width and height of each, in pixels. False if all of it was so. Raises Volume.DoesNotExist, or
    facsimile.Unfit for what is no template.
    """
    width, height = size or (None, None)
    return _set(identifier, (facsimile.checked(template), list(names), width, height))


def remove(identifier: str) -> bool:
    """Say that there are no images of a volume's pages; False if none were known. Raises Volume.DoesNotExist."""
    return _set(identifier, ("", [], None, None))


def _set(identifier: str, said: tuple[str, list[str], int | None, int | None]) -> bool:
    with transaction.atomic():
        write.lock_volume(identifier)
        write.lock()
        volume = Volume.objects.get(identifier=identifier)
        if tuple(getattr(volume, name) for name in FIELDS) == said:
            return False
        for name, value in zip(FIELDS, said, strict=True):
            setattr(volume, name, value)
        volume.changed_at = timezone.now()
        volume.save(update_fields=[*FIELDS, "changed_at"])
        write.stamp()
    return True
