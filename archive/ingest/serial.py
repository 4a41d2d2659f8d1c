"""A document's own TEI as one element that can be kept, and read again, apart from its volume."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy

from lxml import etree

from archive.rendering.shapes import XML_ID


def tei(element: etree._Element, apart: Collection[etree._Element] = ()) -> str:
    """``element`` serialised, without its tail and without the children that are texts of their own.

    An id that XML does not allow, as a transcript's may be (``761-93-1583``), has an underscore before it.
    """
    is_name = not element.get(XML_ID, "").startswith(tuple("-0123456789"))
    if apart or not is_name:
        element = _without(element, apart)
    if not is_name:
        element.set(XML_ID, f"_{element.get(XML_ID)}")
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _without(element: etree._Element, apart: Collection[etree._Element]) -> etree._Element:
    copy = etree.Element(element.tag, dict(element.attrib), nsmap=element.nsmap)
    copy.text = element.text
    for child in element:
        if child not in apart:
            copy.append(deepcopy(child))
        elif child.tail and len(copy):
            copy[-1].tail = (copy[-1].tail or "") + child.tail
        elif child.tail:
            copy.text = (copy.text or "") + child.tail
    return copy
