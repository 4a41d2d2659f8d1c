"""Where the addresses lead that annotations from elsewhere are on: documents of this archive, their pages and notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from archive.citations.resolver import match, resolve, shelf, understanding
from archive.models import Document, Passage

DOCUMENTS = (match.DOCUMENT, match.SECTION, match.PAGE)
NOTE = re.compile(r"/annotations/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?$")
"""The end of a note's address."""


class Place(NamedTuple):
    """Where an address leads: documents, one of which is meant, and the page and footnote that it names."""

    documents: Sequence[Document]
    page: str = ""
    footnote: str = ""


def places(sources: set[str]) -> Callable[[str], Place]:
    """Where some addresses lead, of this archive or of history.state.gov; with as many queries as for one, but for
    printed pages."""
    held = shelf.current()
    names = sorted(each for each in sources if each)
    cited = [understanding.understand(unquote(each), held.titles)[0] for each in names]
    matches = [found.matches[:1] if found.cited.address else () for found in resolve.all_of(cited, held)]
    led = {name: some[0] for name, some in zip(names, matches, strict=True) if some and some[0].kind in DOCUMENTS}
    rows = _documents([_parts(one.url) for one in led.values()])
    places = {name: _place(_parts(one.url), rows) for name, one in led.items()}
    return lambda source: places.get(source, Place(()))


def _parts(url: str) -> tuple[str, str, str, str]:
    """Volume, document or page, page of the document, and footnote of an address."""
    path, _, fragment = url.partition("#")
    volume, slot, page = (*path.removeprefix("/volumes/").strip("/").split("/"), "", "")[:3]
    return volume, slot, "" if page == "full" else page, fragment


def _documents(parts: Sequence[tuple[str, str, str, str]]) -> dict[tuple[str, str], Document]:
    shown = Document.objects.shown().select_related("volume").defer("tei")
    wanted = {(volume, slot) for volume, slot, *_ in parts}
    found = shown.filter(
        volume__identifier__in={volume for volume, _ in wanted}, identifier__in={slot for _, slot in wanted}
    )
    return {(row.volume.identifier, row.identifier): row for row in found}


def _place(parts: tuple[str, str, str, str], rows: dict[tuple[str, str], Document]) -> Place:
    volume, slot, page, fragment = parts
    if document := rows.get((volume, slot)):
        return Place([document], page, fragment)
    passages = Passage.objects.shown().filter(page__volume__identifier=volume, page__identifier=slot)
    passages = passages.select_related("document__volume").defer("html", "document__tei").order_by("order")
    return Place([passage.document for passage in passages], slot)
