"""Another preferred name for an entity: its address follows, and the old one leads there."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from archive.entities.identity import slug
from archive.models import Act, Entity, FormerSlug

from . import naming


def rename(entity: Entity, name: str, office: str, address: str = "") -> None:
    """Give an entity another preferred name; for who holds the writers' lock and will stamp.

    ``address`` is the one it had under that name before, if it is to have it again. An address is never given to
    another, so one that the entity left it may take again.
    """
    entity.name, entity.office = name, office
    address = address or _address(entity)
    if address != entity.slug:
        entity.former_slugs.filter(slug=address).delete()
        FormerSlug.objects.create(slug=entity.slug, entity=entity)
        entity.slug = address
    entity.save(update_fields=["name", "office", "slug"])


def _address(entity: Entity) -> str:
    """The address that suits an entity as it is called now: its own, else one that it left, else a new one."""
    wanted = slug(entity.kind, entity.name, entity.office)
    known = [entity.slug, *_left(entity).filter(slug__startswith=wanted).values_list("slug", flat=True)]
    numbered = re.compile(rf"{re.escape(wanted)}(?:-\d+)?")
    return next(filter(numbered.fullmatch, known), "") or naming.slugs([wanted])[0]


def _left(entity: Entity) -> QuerySet[FormerSlug]:
    """The addresses that were an entity's own before, and not of what was merged into it."""
    mergers = Act.objects.filter(kind="merge", undone_at=None, before__into=entity.pk)
    came = {key for merger in mergers for key in (*merger.before["slugs"], merger.before["slug"])}
    return entity.former_slugs.exclude(pk__in=came).exclude(slug__in=Entity.objects.values("slug"))
