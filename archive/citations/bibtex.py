"""Items for biblatex, in UTF-8: a paper in its volume with its own date (``origdate``) and recipient (``namea``).

biblatex demands an author of all that stands in a book. What has none is put down to the body that answers for the
volume, as catalogues do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from . import people, wording
from .item import Item

SPECIAL = str.maketrans(
    {
        **{char: f"\\{char}" for char in "&%$#_"},
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "\\": r"{\textbackslash}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
    }
)
Field = tuple[str, str]


def entries(items: Iterable[Item]) -> Iterator[str]:
    """The items, an entry at a time; what is not known is left out."""
    for item in items:
        lines = [f"  {name} = {{{value}}},\n" for name, value in fields(item) if value]
        yield f"@{_type(item)}{{{key(item)},\n{''.join(lines)}}}\n\n"


def key(item: Item) -> str:
    """What the entry is called in a text: ``frus1934v05.d41``; no identifier of the archive has a full stop."""
    return item.id.replace("/", ".")


def fields(item: Item) -> Iterator[Field]:
    """Names and values, escaped for TeX; values may be empty."""
    yield from _volume(item) if item.is_volume else _paper(item)
    book = item.book
    yield from [("volume", book.arabic), ("editor", _people(book.editors))]
    yield from [("publisher", _whole(book.publisher)), ("location", _whole(book.place)), ("date", str(book.year or ""))]
    yield from [("url", item.address), ("urldate", item.accessed)]


def _type(item: Item) -> str:
    if item.is_volume:
        return "collection" if item.book.editors else "book"
    return "inbook"


def _volume(item: Item) -> Iterator[Field]:
    yield ("author", "" if item.book.editors else _whole(item.book.body))
    yield ("title", _whole(item.book.title_without_number))


def _paper(item: Item) -> Iterator[Field]:
    yield from [("entrysubtype", _escaped(item.kind)), ("author", _names(item.sender_names or [item.book.body]))]
    recipients = _names(item.recipient_names)
    yield from [("namea", recipients), ("nameatype", "recipient" if recipients else "")]
    yield from [("title", _whole(item.title)), ("titleaddon", _escaped(wording.circumstances(item)))]
    if item.date.parts:
        yield ("origdate", item.date.edtf)
    yield from [("origlocation", _whole(item.place)), ("library", _escaped(item.file_number))]
    yield from [("booktitle", _whole(item.book.title_without_number)), ("pages", _escaped("--".join(item.pages)))]
    yield ("note", f"Document {_escaped(item.document)}" if item.document and not item.is_by_page else "")


def _names(names: list[str]) -> str:
    return " and ".join(_whole(name) for name in names)


def _people(editors: tuple[str, ...]) -> str:
    return " and ".join(_person(people.taken_apart(editor)) for editor in editors)


def _person(parts: dict[str, str]) -> str:
    if "literal" in parts:
        return _whole(parts["literal"])
    order = [parts["family"], parts.get("suffix", ""), parts["given"]]
    return ", ".join(_escaped(part) for part in order if part)


def _whole(text: str) -> str:
    """In braces of its own: not taken apart as a name or a list, its capitals kept."""
    return f"{{{_escaped(text)}}}" if text else ""


def _escaped(text: str) -> str:
    return text.translate(SPECIAL)
