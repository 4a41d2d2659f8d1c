"""A citation's item as CSL-JSON (schema 1.0.2), for other programs and for the styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.records.people import Party

if TYPE_CHECKING:
    from .item import Item

Json = dict[str, Any]


def of(item: Item) -> Json:
    """What is known of an item; what is not known is left out."""
    fields = _volume(item) if item.is_volume else _document(item)
    return {name: value for name, value in fields.items() if value}


def _document(item: Item) -> Json:
    return {
        "id": item.id,
        "type": "personal_communication" if item.is_letter else "chapter",
        "title": item.title,
        "author": [_name(party) for party in item.sender],
        "recipient": [_name(party) for party in item.recipient],
        "genre": item.genre,
        "number": item.number,
        "event-place": item.place,
        "event-date": item.date.csl(),
        "archive_location": item.file_number,
        "container-title": item.book.title_without_number,
        "volume": item.book.arabic,
        "page": "-".join(item.pages),
        **_imprint(item),
    }


def _volume(item: Item) -> Json:
    return {
        "id": item.id,
        "type": "book",
        "title": item.book.title_without_number,
        "volume": item.book.arabic,
        **_imprint(item),
    }


def _imprint(item: Item) -> Json:
    book = item.book
    return {
        "collection-title": book.series,
        "editor": [{"literal": editor} for editor in book.editors],
        "publisher": book.publisher,
        "publisher-place": book.place,
        "issued": {"date-parts": [[book.year]]} if book.year else None,
        "accessed": {"date-parts": [[int(part) for part in item.accessed.split("-")]]} if item.accessed else None,
        "URL": item.address,
    }


def _name(party: Party) -> Json:
    return {"literal": party.text}
