"""What the head of a page, or an entry of a list, says of its text for reference managers and search engines."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from archive.citations import item, metadata
from archive.models import Document
from archive.reading import addresses
from archive.reading.cited import Cited


def of(found: Cited) -> dict[str, object]:
    """The head of the page on which a volume, a text or a page of it is read."""
    return {
        "metadata": metadata.meta(found.item),
        "json_ld": metadata.json_ld(found.item),
        "canonical": settings.SITE_URL + _address(found),
    }


def at(path: str) -> dict[str, object]:
    """The head of any other page: the one address by which it goes."""
    return {"canonical": settings.SITE_URL + path}


def coins(documents: Iterable[Document]) -> dict[str, object]:
    """The COinS of each document of a list, by primary keys."""
    rows = list(documents)
    return {"coins": {row.pk: metadata.coins(one) for row, one in zip(rows, item.many(rows), strict=True)}}


def _address(found: Cited) -> str:
    """The first page is what the address of a text shows; so is the whole of one that has a single page."""
    if found.document is None:
        return f"{found.slot}/"
    names = [name for name, *_ in found.document.frame["pages"]]
    volume, identifier = found.volume.identifier, found.document.identifier
    if found.page is None and len(names) > 1:
        return addresses.full(volume, identifier)
    is_first = found.page is None or found.page.identifier == names[0]
    return f"{found.slot}/" if is_first else f"{found.path}/"
