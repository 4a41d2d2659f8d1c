"""What the archive's own TEI says in another way than the series, put back before anything of a text is read."""

from __future__ import annotations

from lxml import etree

from archive.rendering.shapes import FRUS, TEI, XML_ID

ENCLOSURE = "enclosure"
ATTACHMENT = FRUS + "attachment"


def put_back(root: etree._Element) -> None:
    """Enclosures become attachments, and an id that XML does not allow (``761-93-1583``) loses the underscore that it
    left with, in place."""
    _attached(root)
    address = (root.findtext(f".//{TEI}publicationStmt/{TEI}idno[@type='URI']") or "").rstrip("/")
    for division in root.iter(TEI + "div"):
        name = division.get(XML_ID, "")
        if name.startswith("_") and address.endswith(f"/{name[1:]}"):
            division.set(XML_ID, name[1:])


def _attached(root: etree._Element) -> None:
    """Put ``frus:attachment`` for each ``floatingText`` of type "enclosure" (TEI P5, 4.3.2), in place: its body's
    content is the attachment's."""
    for text in list(root.iter(TEI + "floatingText")):
        if text.get("type") == ENCLOSURE:
            del text.attrib["type"]
            text.tag = ATTACHMENT
            for body in list(text.iterchildren(TEI + "body")):
                _unwrap(body)


def _unwrap(element: etree._Element) -> None:
    """Leave the content of an element in its place."""
    parent = element.getparent()
    assert parent is not None
    at = parent.index(element)
    _say(parent, at, element.text)
    children = list(element)
    for offset, child in enumerate(children):
        parent.insert(at + offset, child)
    _say(parent, at + len(children), element.tail)
    parent.remove(element)


def _say(parent: etree._Element, before: int, text: str | None) -> None:
    """Put a text before the child of that number."""
    if not text:
        return
    if before:
        parent[before - 1].tail = (parent[before - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
