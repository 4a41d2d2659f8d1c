"""A citation's item as CSL-JSON (schema 1.0.2) for other programs, and as the styles are given it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archive.records.people import Party

from . import people

if TYPE_CHECKING:
    from .item import Item

Json = dict[str, Any]


def of(item: Item) -> Json:
    """All that is known of an item; what is not known is left out.

    CSL has one date of issue: that is the volume's. A document's own is ``event-date``, as Chicago's styles read it.
    """
    return known({"id": item.id, **(_volume(item) if item.is_volume else _document(item)), **imprint(item)})


def imprint(item: Item) -> Json:
    """Who made the volume, where and when, and where it is read; unknown parts are None or empty."""
    book = item.book
    return {
        "editor": [people.taken_apart(editor) for editor in book.editors],
        "publisher": book.publisher,
        "publisher-place": book.place,
        "issued": {"date-parts": [[book.year]]} if book.year else None,
        "accessed": {"date-parts": [[int(part) for part in item.accessed.split("-")]]} if item.accessed else None,
        "URL": item.address,
    }


def known(fields: Json) -> Json:
    """Without what is empty."""
    return {name: value for name, value in fields.items() if value}


def _document(item: Item) -> Json:
    return {
        "type": "personal_communication" if item.is_letter else "chapter",
        "title": item.title,
        "author": _names(item.sender),
        "recipient": _names(item.recipient),
        "genre": item.form,
        "event-place": item.place,
        "event-date": item.date.csl(),
        "archive_location": item.file_number,
        "container-title": item.book.title_without_number,
        "volume": item.book.arabic,
        "page": "-".join(item.pages),
        "note": "" if item.is_by_page or not item.document else f"Document {item.document}",
        "language": item.book.language,
    }


def _volume(item: Item) -> Json:
    return {
        "type": "book",
        "title": item.book.title_without_number,
        "volume": item.book.arabic,
        "language": item.book.language,
    }


def _names(parties: tuple[Party, ...]) -> list[Json]:
    return [{"literal": party.text} for party in parties]
