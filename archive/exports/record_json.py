"""A document and a volume as JSON, in the shapes that the outside may rely on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archive.records.dates import DateStatement
from archive.records.document import Document
from archive.records.people import Mention, Party
from archive.records.volume import Page, Volume

Json = dict[str, Any]


def document(
    record: Document,
    volume: str,
    pages: Mapping[str, Page],
    slugs: Sequence[str],
    seats: Mapping[tuple[str, int], Sequence[str]],
    neighbours: tuple[str | None, str | None],
) -> Json:
    """A document, or a section's text.

    ``pages`` are the volume's by id; ``slugs`` the addresses of the entities mentioned, in the order of
    ``record.mentions``; ``seats`` those of each party by role and place; ``neighbours`` the ids before and behind it.
    """
    previous, following = (f"{volume}/{name}" if name else None for name in neighbours)
    return {
        "id": f"{volume}/{record.id}",
        "volume": volume,
        "identifier": record.id,
        "number": record.number or None,
        "kind": record.kind,
        "heading": record.heading,
        "heading_supplied": record.heading_supplied,
        "status": list(record.status),
        "file_number": record.file_number or None,
        "despatch_number": record.despatch_number or None,
        "date": date(record.date),
        "received": _received(record.received),
        "place": _place(record, slugs),
        "sender": [_party(p, seats.get(("sender", at), ())) for at, p in enumerate(record.sender)],
        "recipient": [_party(p, seats.get(("recipient", at), ())) for at, p in enumerate(record.recipient)],
        "signatories": list(record.signatories),
        "sections": list(record.sections),
        "pages": [
            {**_page(pages[passage.page]), "start": passage.start, "end": passage.end} for passage in record.passages
        ],
        "text": record.text,
        "notes": [{"id": n.id, "mark": n.mark, "text": n.text, "page": n.page, "at": n.at} for n in record.notes],
        "enclosures": [
            {"id": e.id, "label": e.label or None, "heading": e.heading or None, "start": e.start, "end": e.end}
            for e in record.enclosures
        ],
        "mentions": [_mention(mention, slug) for mention, slug in zip(record.mentions, slugs, strict=True)],
        "previous": previous,
        "next": following,
    }


def volume(record: Volume, counts: Mapping[str, int], document_ids: Sequence[str]) -> Json:
    """A volume; ``counts`` are its ``documents``, ``pages``, ``notes`` and ``enclosures``, sections included.

    Of ``record`` only the header and the sections are looked at.
    """
    header = record.header
    return {
        "id": record.id,
        "title": header.title,
        "series": header.series or None,
        "subseries": header.subseries or None,
        "number": header.number,
        "publisher": header.publisher or None,
        "place": header.place or None,
        "year": header.year,
        "editors": list(header.editors),
        "repository": header.repository or None,
        "rights": header.rights or None,
        "language": header.language or None,
        "source": header.source or None,
        "revisions": list(header.revisions),
        **counts,
        "sections": [
            {"id": s.id, "kind": s.kind, "title": s.title, "parent": s.parent or None, "has_text": s.has_text}
            for s in record.sections
        ],
        "document_ids": list(document_ids),
    }


def date(said: DateStatement) -> Json:
    """A date as a statement."""
    return {
        "text": said.text or None,
        "edtf": said.edtf or None,
        "earliest": said.earliest or None,
        "latest": said.latest or None,
        "encoded": said.encoded or None,
        "agrees": said.agrees,
        "basis": said.basis,
    }


def _received(date: DateStatement) -> Json | None:
    return {"text": date.text, "edtf": date.edtf or None} if date.text else None


def _place(record: Document, slugs: Sequence[str]) -> Json | None:
    written = (slug for mention, slug in zip(record.mentions, slugs, strict=True) if mention.role == "written")
    return {"text": record.place, "slug": next(written, None)} if record.place else None


def _party(party: Party, actors: Sequence[str]) -> Json:
    return {
        "text": party.text,
        "name": party.name or None,
        "office": party.office or None,
        "actors": list(actors),
    }


def _page(page: Page) -> Json:
    return {"id": page.id, "label": page.label, "supplied": page.supplied, "image": page.image or None}


def _mention(mention: Mention, slug: str) -> Json:
    return {
        "kind": mention.kind,
        "slug": slug,
        "role": mention.role,
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "basis": mention.basis,
        "note": mention.note or None,
    }
