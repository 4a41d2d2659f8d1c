"""Another preferred name for an entity: its address follows, and the old one leads there."""

from __future__ import annotations

import re

from archive.entities.identity import slug
from archive.models import Entity, FormerSlug

from . import naming


def rename(entity: Entity, name: str, office: str) -> None:
    """Give an entity another preferred name; for who holds the writers' lock and will stamp.

    An address is never given to another, so one that the entity left it may take again.
    """
    entity.name, entity.office = name, office
    wanted = slug(entity.kind, name, office)
    if not _is_like(entity.slug, wanted):
        left = entity.former_slugs.filter(slug__startswith=wanted)
        back = next((row for row in left if _is_like(row.slug, wanted)), None)
        FormerSlug.objects.create(slug=entity.slug, entity=entity)
        entity.slug = back.slug if back else naming.slugs([wanted])[0]
        if back:
            back.delete()
    entity.save(update_fields=["name", "office", "slug"])


def _is_like(address: str, wanted: str) -> bool:
    """Whether an address is the one wanted, perhaps with a number behind it."""
    return re.fullmatch(rf"{re.escape(wanted)}(?:-\d+)?", address) is not None
