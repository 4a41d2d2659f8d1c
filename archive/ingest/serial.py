"""A document's own TEI as one element that can be kept, and read again, apart from its volume."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy

from lxml import etree


def tei(element: etree._Element, apart: Collection[etree._Element] = ()) -> str:
    """``element`` serialised, without its tail and without the children that are texts of their own."""
    if apart:
        element = _without(element, apart)
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
