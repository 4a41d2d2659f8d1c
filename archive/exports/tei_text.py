"""The TEI that is kept of a text, as it is given to others: nothing but what the archive's own schema knows.

The schema (`chancery.rng`) is the table: what it has no element for becomes a ``seg`` or a ``floatingText`` with the
name as its type, what it has no attribute for is left out, words between blocks become paragraphs. No word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from lxml import etree

from archive.ingest.returned import ATTACHMENT, ENCLOSURE
from archive.rendering.shapes import TEI, XML_ID

SCHEMA = Path(__file__).with_name("chancery.rng")
RNG = "{http://relaxng.org/ns/structure/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
NAME = re.compile(r"[^\W\d][\w.-]*")
COUNT = re.compile(r"\d+", re.ASCII)
WHEN = re.compile(r"[-+:.TZ0-9]+")
COUNTS, MOMENTS = ("rows", "cols", "quantity"), ("when", "notBefore", "notAfter", "from", "to")
WRAPPERS = {"list": "item", "table": "row", "row": "cell", "docTitle": "titlePart", "lg": "l"}
PARAGRAPHS = ("div", "body", "front", "back", "postscript")
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class Schema:
    """What stands in what, by the schema: the attributes and the content of each element, "" for words."""

    def __init__(self) -> None:
        root = etree.parse(SCHEMA, PARSER).getroot()
        self.defined = {each.get("name", ""): each for each in root.iter(RNG + "define")}
        elements = [each for each in self.defined.values() if each.find(RNG + "element") is not None]
        self.attributes = {each.get("name", ""): frozenset(self._attributes(each)) for each in elements}
        self.content = {each.get("name", ""): frozenset(self._content(each)) for each in elements}

    def _attributes(self, define: etree._Element) -> Iterable[str]:
        both = (define, self.defined["global"])
        return (each.get("name", "").replace("xml:", XML) for one in both for each in one.iter(RNG + "attribute"))

    def _content(self, define: etree._Element) -> Iterable[str]:
        for each in define.iter(RNG + "ref", RNG + "text"):
            name = each.get("name", "")
            if each.tag == RNG + "text":
                yield from ("",) if each.getparent().tag != RNG + "attribute" else ()
            elif self.defined[name].find(RNG + "element") is not None:
                yield name
            elif name != "global":
                yield from self._content(self.defined[name])


schema = cache(Schema)


def given(tei: str) -> etree._Element:
    """The kept TEI of a text as an element that the schema allows in a body; a title page, in the front."""
    root = etree.fromstring(tei.encode(), PARSER)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in list(root.iter()):
        _enclosed(element) if element.tag == ATTACHMENT else _named(element)
    for element in list(root.iter()):
        _fitted(element)
    for element in root.iter():
        _attributed(element)
    etree.cleanup_namespaces(root)
    return root


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _enclosed(element: etree._Element) -> None:
    """An enclosure is a text inside the text (TEI P5, 4.3.2)."""
    element.tag = TEI + "floatingText"
    _into(element, list(element), "body", element.text)
    element.text = None
    element.set("type", ENCLOSURE)


def _named(element: etree._Element) -> None:
    name = _local(element)
    if element.tag == TEI + name and name in schema().content:
        return
    holds_blocks = any(not _is_phrase(_local(each)) for each in element.iterdescendants(etree.Element))
    element.tag = TEI + ("floatingText" if holds_blocks else "seg")
    if holds_blocks:
        _into(element, list(element), "body", element.text)
        element.text = None
    element.set("type", element.get("type") or name)


def _is_phrase(name: str) -> bool:
    return name in schema().content["hi"]


def _into(around: etree._Element, some: Sequence[etree._Element], name: str, text: str | None = None) -> etree._Element:
    """A new element in the place of the first of some children, or at the end, that holds them."""
    made = around.makeelement(TEI + name)
    around.insert(around.index(some[0]), made) if some else around.append(made)
    made.text = text
    made.extend(some)
    return made


def _fitted(element: etree._Element) -> None:
    """What may not stand in an element is wrapped in what may; a block where there are only words becomes words."""
    name = _local(element)
    allowed = schema().content[name]
    wrapper = "p" if name in PARAGRAPHS else WRAPPERS.get(name)
    if wrapper is None:
        for child in element:
            if _local(child) not in allowed:
                child.set("type", child.get("type") or _local(child))
                child.tag = TEI + ("seg" if "seg" in allowed else next(iter(allowed)))
        return
    _wrap(element, wrapper, allowed)


def _wrap(element: etree._Element, wrapper: str, allowed: frozenset[str]) -> None:
    open_: etree._Element | None = None
    if (element.text or "").strip():
        open_ = element.makeelement(TEI + wrapper)
        open_.text, element.text = element.text, None
        element.insert(0, open_)
    for child in list(element):
        if child is open_:
            continue
        fits, behind = _local(child) in allowed, (child.tail or "").strip()
        if not fits and open_ is None:
            open_ = _into(element, [], wrapper)
            element.insert(element.index(child), open_)
        if not fits and open_ is not None:
            open_.append(child)  # with what stands behind it
        elif behind:
            open_ = element.makeelement(TEI + wrapper)
            open_.text, child.tail = child.tail, None
            child.addnext(open_)
        else:
            open_ = None


def _attributed(element: etree._Element) -> None:
    """Only attributes that the schema knows, with values that it takes."""
    known = schema().attributes[_local(element)]
    for name, value in element.items():
        is_good = name in known
        if name == XML_ID:
            is_good = NAME.fullmatch(value) is not None
        if name in COUNTS and name in known:
            is_good = COUNT.fullmatch(value) is not None
        if name in MOMENTS and _local(element) in ("date", "docDate"):
            is_good = WHEN.fullmatch(value) is not None
        if not is_good:
            del element.attrib[name]
