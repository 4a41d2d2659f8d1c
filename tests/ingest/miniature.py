"""Volumes of a line or two."""

from __future__ import annotations

from archive.ingest import tei
from archive.records.document import Document
from archive.records.volume import Section, Volume

NAMESPACES = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"'


def source(body: str, front: str = "", back: str = "", header: str = "", name: str = "mini") -> bytes:
    """A TEI document with the given content, its lines as they are given."""
    text = f"<text><front>{front}</front><body>{body}</body><back>{back}</back></text>"
    return f'<TEI {NAMESPACES} xml:id="{name}">{header}{text}</TEI>'.encode()


def volume(body: str, front: str = "", back: str = "", header: str = "") -> Volume:
    """Such a volume, read."""
    return tei.read(source(body, front, back, header), "mini.xml")


def div(content: str, name: str = "d1", kind: str = "document", attributes: str = "") -> str:
    """A division of the given kind; a document's number is that of its id."""
    number = f'n="{name.lstrip("d")}"' if kind == "document" else ""
    return f'<div type="{kind}" xml:id="{name}" {number} {attributes}>{content}</div>'


def document(content: str, attributes: str = "") -> Document:
    """The one document of a volume that holds nothing else."""
    (only,) = volume(div(content, attributes=attributes)).documents
    return only


def section(read: Volume, name: str) -> Section:
    return next(section for section in read.sections if section.id == name)


def own(read: Volume, name: str) -> Document:
    """A section's own text."""
    text = section(read, name).text
    assert text is not None
    return text


def pages(text: Document) -> dict[str, str]:
    """What stands on each page of a text."""
    return {passage.page: text.text[passage.start : passage.end] for passage in text.passages}
