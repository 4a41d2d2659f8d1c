"""What datelines print instead of a place: the documents that do, and the places that nothing is left of."""

from __future__ import annotations

from collections.abc import Collection

from archive.entities.identity import folded
from archive.models import Act, EntityName, Mention


def documents(names: Collection[str]) -> set[int]:
    """The documents whose dateline prints one of some folded names for its place."""
    if not names:
        return set()
    rows = Mention.objects.filter(kind="place", role="written").order_by()
    printed = {name for name in rows.values_list("name", flat=True).distinct() if folded("place", name) in names}
    return set(rows.filter(name__in=printed).values_list("document", flat=True))


def empty(names: Collection[str]) -> dict[str, int]:
    """The places by some folded names that no document names (any more) and no curator has touched."""
    rows = EntityName.objects.filter(kind="place", office="", scope="", name__in=names)
    held = dict(rows.values_list("name", "entity"))
    named = set(Mention.objects.filter(entity__in=held.values()).order_by().values_list("entity", flat=True))
    touched = set(Act.objects.filter(entity__in=held.values()).values_list("entity", flat=True))
    return {name: entity for name, entity in held.items() if entity not in named | touched}
