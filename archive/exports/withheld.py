"""A TEI source without the words of what was withdrawn from the archive, as it leaves."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from archive.ingest import sources
from archive.rendering.shapes import TEI, XML_ID
from archive.rendering.walk import identifier

DIVISION, PAGE, HEAD = TEI + "div", TEI + "pb", TEI + "head"


def source(data: bytes, file: str, names: Collection[str]) -> bytes:
    """The TEI source ``data`` without the words of the documents and sections with the ids ``names``.

    Their page breaks stay, for what comes behind them; so does what stands below a section, and its heading, which
    the contents show. Without ``names`` it is as it came.
    """
    if not names:
        return data
    root = sources.xml(data, file)
    for element in list(root.iter(etree.Element)):
        if identifier(element.get(XML_ID, "")) in names and element.tag != PAGE:
            _emptied(element) if _is_section(element) else _parted(element)
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def _is_section(element: etree._Element) -> bool:
    return element.tag == DIVISION and element.get("type") != "document"


def _emptied(section: etree._Element) -> None:
    """Leave a section's heading, the divisions below it and page breaks."""
    section.text = None
    for child in list(section):
        child.tail = None
        if child.tag not in (DIVISION, PAGE, HEAD):
            _parted(child)


def _parted(element: etree._Element) -> None:
    """Leave of an element the page breaks, in its place."""
    parent = element.getparent()
    assert parent is not None
    for mark in list(element.iter(PAGE)):
        mark.tail = None
        element.addprevious(mark)
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
