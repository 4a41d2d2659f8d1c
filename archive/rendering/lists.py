"""TEI lists and tables on the walk, which HTML holds to a stricter order than TEI does."""

from __future__ import annotations

from lxml.etree import _Element as Element

from . import shapes
from .html import Frame
from .shapes import TEI
from .walk import Walk


def listing(walk: Walk, element: Element) -> None:
    """TEI ``list``: its headings before it, then its entries; a label and the item behind it share one entry."""
    opening = _opening(element)
    for child in opening:
        walk.visit(child)
    css = element.get("type", "") if element.get("type") in shapes.LIST_TYPES else ""
    labelled: Frame | None = None
    with walk.framed(shapes.LIST.frame(css, role="list")):
        walk.put(element.text or "")
        for child in element:
            if child.tag == TEI + "label":
                labelled = _label(walk, child)
            elif child.tag == TEI + "item" and labelled is not None:
                _labelled_item(walk, child, labelled)
                labelled = None
            elif child not in opening:
                walk.visit(child)
            walk.put(child.tail or "")


def _opening(element: Element) -> list[Element]:
    """The headings that a list or table opens with, and the page breaks before them."""
    before = element.text
    found: list[Element] = []
    for child in element:
        if (before or "").strip() or child.tag not in (TEI + "head", TEI + "pb"):
            break
        found.append(child)
        before = child.tail
    while found and found[-1].tag != TEI + "head":
        found.pop()
    return found


def _label(walk: Walk, element: Element) -> Frame | None:
    """Set a label; gives the entry that the item behind it shares, none if the label says nothing."""
    entry = shapes.ITEM.frame("labelled")
    before = walk.stream.characters.length
    with walk.framed(entry), walk.spanning(element):
        walk.shaped(element, shapes.LABEL)
    return entry if walk.stream.characters.length > before else None


def _labelled_item(walk: Walk, element: Element, entry: Frame) -> None:
    walk.stream.characters.rejoin()
    walk.stream.html.push(entry)
    with walk.spanning(element):
        walk.inside(element)
    walk.stream.html.pop()
    walk.stream.characters.block()


def table(walk: Walk, element: Element) -> None:
    """TEI ``table``: it scrolls in a region of its own, named by its number since the sources give no captions."""
    walk.tables += 1
    region = {"role": "region", "tabindex": "0", "aria-label": f"Table {walk.tables}"}
    css = "bordered" if element.get("rend") == "bordered" else ""
    with walk.framed(shapes.SCROLL.frame(**region)), walk.framed(shapes.TABLE.frame(css)):
        opening = _opening(element)
        for child in opening:
            walk.visit(child)
        with walk.framed(shapes.ROWS.frame()):
            walk.put(element.text or "")
            for child in element:
                if child not in opening:
                    walk.visit(child)
                walk.put(child.tail or "")


def cell(walk: Walk, element: Element) -> None:
    """TEI ``cell``: set even if empty, so that the others keep their columns; spaces part it from the others."""
    characters, html = walk.stream.characters, walk.stream.html
    frame = shapes.CELL.frame(shapes.cell_class(element), **shapes.cell_spans(element))
    row = html.innermost
    if row is not None:
        row.take_column(frame)
    characters.space()
    html.push(frame)
    if not walk.is_turning or (row is not None and html.is_open(row)):
        html.place()
    walk.inside(element)
    html.pop()
    characters.space()
