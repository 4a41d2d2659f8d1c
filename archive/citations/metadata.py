"""What the head of a page says of its document for Zotero and search engines."""

from __future__ import annotations

from typing import Any

from .item import Item

Pairs = list[tuple[str, str]]


def meta(item: Item) -> Pairs:
    """Names and contents of ``meta`` elements: Highwire Press's and Dublin Core's, some of them repeated."""
    return [("citation_title", item.title), ("citation_public_url", item.address)]


def json_ld(item: Item) -> dict[str, Any]:
    """The item for schema.org, to stand in a page as JSON-LD."""
    return {"@context": "https://schema.org", "@type": "Message", "name": item.title, "url": item.address}


def coins(item: Item) -> str:
    """The ``title`` of an empty ``span class="Z3988"`` (COinS, OpenURL 1.0), not yet escaped for HTML."""
    return "ctx_ver=Z39.88-2004"
