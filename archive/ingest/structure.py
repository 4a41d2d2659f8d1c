"""How a TEI text is divided: sections and documents in source order, page markers, and the ids they go by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from archive.records.findings import SourceError
from archive.records.volume import Page
from archive.rendering.shapes import TEI, XML_ID
from archive.rendering.walk import identifier

PLACEMENTS = {TEI + name: name for name in ("front", "body", "back")}
CONTAINERS = {*PLACEMENTS, TEI + "text", TEI + "group"}
DIVISIONS = {TEI + name for name in ["div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "titlePage"]}
DOCUMENT_TYPES = {"document", "letter", "telegram", "despatch", "dispatch", "memorandum"}
LONGEST_ID = 150
RESERVED = ("full", "cite", "related", "report", "note")
DEEPEST = 150
"""How many elements may stand around another; in the series it is less than thirty."""
EMPTY_LABELS = ("", "[]", "[ ]", "()")


@dataclass(slots=True, eq=False)
class Division:
    """A section, or a document, of a volume; ``apart`` are the elements inside it that are texts of their own."""

    element: etree._Element
    id: str
    is_document: bool
    path: tuple[str, ...]
    placement: str
    order: int = 0
    opening: Page | None = None
    apart: set[etree._Element] = field(default_factory=set)


@dataclass(slots=True)
class Structure:
    """The divisions in source order, the page each TEI ``pb`` opens, and the pages in the order of their markers."""

    divisions: list[Division]
    markers: dict[etree._Element, Page]
    pages: list[Page]


def read(root: etree._Element, file: str) -> Structure:
    """Divide the TEI document ``root``.

    Raises SourceError where there is no text, where elements are nested without end, or where two ids are alike once
    written as addresses write them.
    """
    _refuse_depth(root, file)
    text = root.find(TEI + "text")
    if text is None:
        raise SourceError(file, root.sourceline, "there is no text element in this TEI document")
    refuse_repeated_ids(root, file)
    markers = _markers(text)
    divisions = list(_Divider(text, file).divisions())
    _refuse_clashes(divisions, markers, file)
    pages = _set_openings(text, divisions, markers)
    return Structure(divisions, markers, pages)


def _refuse_depth(root: etree._Element, file: str) -> None:
    if (deep := root.find("/".join(["*"] * DEEPEST))) is not None:
        raise SourceError(file, deep.sourceline, f"elements are nested more than {DEEPEST} deep")


def refuse_repeated_ids(root: etree._Element, file: str) -> None:
    """Raise SourceError when an ``xml:id`` is given twice (XML permits each once, xml:id 1.0)."""
    seen: dict[str, int | None] = {}
    for element in root.xpath("//*[@xml:id]"):
        name = element.get(XML_ID)
        if len(name) > LONGEST_ID:
            raise SourceError(file, element.sourceline, f"an id is longer than {LONGEST_ID} characters: {name[:40]}…")
        if name in seen:
            raise SourceError(file, element.sourceline, f"the id {name!r} is given twice, first on line {seen[name]}")
        seen[name] = element.sourceline


def label(mark: etree._Element) -> str | None:
    """The printed label of a TEI ``pb``; None where it is empty or brackets alone."""
    printed = " ".join(mark.get("n", "").split())
    return None if printed in EMPTY_LABELS else printed


def _markers(text: etree._Element) -> dict[etree._Element, Page]:
    markers: dict[etree._Element, Page] = {}
    taken: set[str] = {identifier(mark.get(XML_ID)) for mark in text.iter(TEI + "pb") if mark.get(XML_ID)}
    for number, mark in enumerate(text.iter(TEI + "pb"), 1):
        name = mark.get(XML_ID)
        if not name:
            printed = label(mark)
            name = f"pg_{printed[:50]}" if printed else f"pg-seq-{number:04}"
            name = unused(identifier(name), taken)
        markers[mark] = Page(identifier(name), label(mark), mark.get("facs", "").lstrip("#"))
    return markers


def unused(name: str, taken: set[str]) -> str:
    """``name``, or ``name-2`` and so on where it is taken; it is taken from now on."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found)
    return found


class _Divider:
    def __init__(self, text: etree._Element, file: str) -> None:
        self.text = text
        self.file = file
        self.taken = {identifier(e.get(XML_ID)) for e in text.iter(*DIVISIONS) if e.get(XML_ID)}

    def divisions(self) -> Iterator[Division]:
        for order, division in enumerate(self._in(self.text, (), "body", None)):
            division.order = order
            yield division

    def _in(
        self, container: etree._Element, path: tuple[str, ...], placement: str, holder: Division | None
    ) -> Iterator[Division]:
        for child in container:
            if child.tag in CONTAINERS:
                yield from self._container(child, path, PLACEMENTS.get(child.tag, placement), holder)
            elif child.tag in DIVISIONS:
                if holder is not None:
                    holder.apart.add(child)
                yield from self._division(child, path, placement)

    def _container(
        self, element: etree._Element, path: tuple[str, ...], placement: str, holder: Division | None
    ) -> Iterator[Division]:
        """``front``, ``body`` and ``back`` are no sections, unless text stands in them outside all divisions."""
        if holder is not None:
            holder.apart.add(element)
        if not _has_loose_text(element):
            yield from self._in(element, path, placement, None)
            return
        name = etree.QName(element).localname
        own = Division(element, unused(identifier(element.get(XML_ID, name)), self.taken), False, path, placement)
        yield own
        yield from self._in(element, path, placement, own)

    def _division(self, element: etree._Element, path: tuple[str, ...], placement: str) -> Iterator[Division]:
        is_document = element.get("type", "") in DOCUMENT_TYPES
        division = Division(element, self._id(element), is_document, path, placement)
        yield division
        if not is_document:
            yield from self._in(element, (*path, division.id), placement, division)

    def _id(self, element: etree._Element) -> str:
        if element.get(XML_ID):
            return identifier(element.get(XML_ID))
        if element.tag == TEI + "titlePage":
            return unused("title-page", self.taken)
        kind = identifier(element.get("type", "")) or "div"
        return unused(f"{kind}-{identifier(element.get('n', '')) or '1'}", self.taken)


def _has_loose_text(container: etree._Element) -> bool:
    loose = [container.text, *(child.tail for child in container)]
    if any(text and text.strip() for text in loose):
        return True
    others = (e for e in container if isinstance(e.tag, str) and e.tag not in DIVISIONS | CONTAINERS)
    return any("".join(e.itertext()).strip() for e in others)


def _refuse_clashes(divisions: list[Division], markers: dict[etree._Element, Page], file: str) -> None:
    """Sections, documents and pages share one slot of the address, so no two of them may read alike."""
    seen: dict[str, int | None] = dict.fromkeys(RESERVED)
    slots = [(d.id, d.element) for d in divisions] + [(page.id, mark) for mark, page in markers.items()]
    for name, element in slots:
        if name in seen:
            other = f"also of line {seen[name]}" if seen[name] else "reserved"
            raise SourceError(file, element.sourceline, f"the address {name!r} is {other}")
        seen[name] = element.sourceline


def _set_openings(text: etree._Element, divisions: list[Division], markers: dict[etree._Element, Page]) -> list[Page]:
    """Tell each division the page in force where it begins; before the first marker that is a supplied one."""
    by_element = {division.element: division for division in divisions}
    first = next(iter(markers.values()), None)
    name = f"pg_before_{first.id.removeprefix('pg_').removeprefix('pg-')}" if first else "pg_unknown"
    taken = {page.id for page in markers.values()} | {division.id for division in divisions}
    current = supplied = Page(unused(name, taken), supplied=True)
    for element in text.iter():
        if element in markers:
            current = markers[element]
        elif element in by_element:
            by_element[element].opening = current
    return [supplied, *markers.values()]
