"""What becomes of each TEI element on the walk: the few that need more than a shape, then the table of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, count

from lxml.etree import _Element as Element

from . import lists, shapes, supplied
from .html import Frame
from .shapes import FRUS, TEI, XML_ID, Shape
from .walk import Enclosed, Footnote, Stream, Walk, identifier, own_attributes

OMISSION_MARKS = frozenset(".*…·• \u00a0\t\r\n")
RUNNING_HEAD = "shortened-for-running-head"
BLOCKS = {TEI + name for name in ["p", "list", "table", "quote", "lg", "l", "ab", "figure", "div"]}
BREAKING = {
    TEI + name
    for name in [
        "address",
        "byline",
        "closer",
        "dateline",
        "docImprint",
        "head",
        "opener",
        "salute",
        "signed",
        "titlePart",
    ]
}


def is_footnote(element: Element) -> bool:
    """Whether a TEI ``note`` is a footnote: it has an id and is not set in line."""
    return element.tag == TEI + "note" and bool(element.get(XML_ID)) and element.get("rend") != "inline"


def own_text(element: Element) -> Iterator[str]:
    """The characters of an element without those of its footnotes, piece by piece."""
    if element.tag in (TEI + "lb", TEI + "pb"):
        yield " "
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and not is_footnote(child):
            yield from own_text(child)
        if child.tail:
            yield child.tail


def other(walk: Walk, element: Element) -> None:
    """Any element without a rule of its own: its shape if it has one, else nothing but its text."""
    shape = shapes.SHAPES.get(element.tag)
    if shape is not None:
        outer, walk.breaking = walk.breaking, walk.breaking or element.tag in BREAKING
        walk.shaped(element, shape, shapes.rendition(element) if shape.block else "")
        walk.breaking = outer
        return
    if element.tag not in shapes.KNOWN:
        walk.unknown.setdefault(element.tag.replace(TEI, "").replace(FRUS, "frus:"), element.sourceline)
    if own_attributes(element):
        walk.shaped(element, shapes.PLAIN)
    else:
        walk.inside(element)


def highlighted(walk: Walk, element: Element) -> None:
    walk.shaped(element, shapes.highlight(element))


def paragraph(walk: Walk, element: Element) -> None:
    if not is_omission(element):
        walk.shaped(element, shapes.PARAGRAPH, shapes.rendition(element))
        return
    can_be_hidden = not any(map(is_footnote, element.iter(TEI + "note")))
    with walk.framed(shapes.PARAGRAPH.frame("omission")):
        with walk.framed(Frame("span", {"aria-hidden": "true"} if can_be_hidden else {}, block=False, phrasing=True)):
            walk.inside(element)
        walk.stream.html.supply(supplied.OMISSION)


def is_omission(element: Element) -> bool:
    """Whether a paragraph is only the dots or asterisks that stand for omitted text."""
    if not OMISSION_MARKS.issuperset((element.text or "")[:40]):
        return False
    text = "".join(own_text(element))
    enough = text.count("*") > 1 or "…" in text or sum(c in ".·•" for c in text) > 2
    return enough and OMISSION_MARKS.issuperset(text)


def page_break(walk: Walk, element: Element) -> None:
    walk.turn(element)
    walk.inside(element)


def line_break(walk: Walk, element: Element) -> None:
    walk.stream.characters.space()
    innermost = walk.stream.html.innermost
    if walk.breaking and innermost is not None and innermost.opened:
        walk.stream.html.supply("<br>")
    walk.inside(element)


def heading(walk: Walk, element: Element) -> None:
    """TEI ``head``: the first of a division is its heading, a further one a line below it."""
    parent = element.getparent()
    outer, walk.breaking = walk.breaking, True
    if element.get("type") == RUNNING_HEAD:
        walk.shaped(element, shapes.PARAGRAPH, "running-head")
    elif parent.tag == TEI + "table" and parent not in walk.headed:
        walk.headed.add(parent)
        walk.shaped(element, shapes.CAPTION)
    elif parent.tag in (TEI + "list", TEI + "figure", TEI + "table"):
        walk.shaped(element, shapes.LIST_HEAD)
    elif parent in walk.headed:
        walk.shaped(element, shapes.PARAGRAPH, "subhead")
    else:
        walk.headed.add(parent)
        walk.shaped(element, Shape(f"h{min(walk.level, 6)}", "heading", block=True))
    walk.breaking = outer


def note(walk: Walk, element: Element) -> None:
    if not is_footnote(element):
        walk.shaped(element, shapes.NOTE_LINE, shapes.rendition(element))
        return
    name = _unused(identifier(element.get(XML_ID, "")), {each.id for each in walk.footnotes})
    walk.footnote(Footnote(name, element.get("n", "").strip(), walk.main.characters.length, Stream(name)), element)


def division(walk: Walk, element: Element) -> None:
    """A division inside a document, such as the parts of an enclosure."""
    with _one_level_down(walk, element):
        walk.shaped(element, shapes.PART)


@contextmanager
def _one_level_down(walk: Walk, element: Element) -> Iterator[None]:
    """What stands in a division with a heading has its headings a level down; so none is skipped."""
    heads = (head for head in element.iterchildren(TEI + "head") if head.get("type") != RUNNING_HEAD)
    down = any("".join(own_text(head)).strip() for head in heads)
    walk.level += down
    yield
    walk.level -= down


def enclosure(walk: Walk, element: Element) -> None:
    """``frus:attachment``; where the source gives no id it takes the document's, as the series plans (``d12at1``)."""
    name = identifier(element.get(XML_ID, "")) or f"{walk.name}at{len(walk.enclosures) + 1}"
    name = _unused(name, {each.id for each in walk.enclosures})
    titles = [child for child in element if child.tag in (TEI + "head", TEI + "note") and not is_footnote(child)]
    spoken = " ".join(" ".join("".join(own_text(title)).split()) for title in titles[:2])
    walk.enclosures.append(Enclosed(name, element, walk.around[-1]))
    walk.around.append(name)
    frame = shapes.ENCLOSURE.frame(id=name, **{"aria-label": spoken or "Enclosure"})
    with _one_level_down(walk, element), walk.framed(frame):
        walk.inside(element)
    walk.around.pop()


def _unused(name: str, taken: set[str]) -> str:
    """``name``, with a number behind it where another of the document has it: ``n.1`` and ``n-1`` are written alike."""
    return next(found for found in chain([name], (f"{name}-{number}" for number in count(2))) if found not in taken)


def quote(walk: Walk, element: Element) -> None:
    """TEI ``quote``: in line inside a paragraph unless it is set as a block or holds blocks."""
    innermost = walk.stream.html.innermost
    inline = innermost is not None and innermost.phrasing and element.get("rend") != "blockquote"
    is_inline = inline and not any(child.tag in BLOCKS for child in element)
    walk.shaped(element, shapes.QUOTE if is_inline else shapes.BLOCK_QUOTE)


def segment(walk: Walk, element: Element) -> None:
    """TEI ``seg``: in the margin, the pages of the original that a reprinted case refers to."""
    if element.get("type") != "margin":
        walk.inside(element)
        return
    with walk.framed(shapes.MARGIN.frame(title="Page of the original")):
        walk.inside(element)


def gap(walk: Walk, element: Element) -> None:
    walk.supply(supplied.gap(element, walk.stream.characters.is_parted))
    walk.inside(element)


def unclear(walk: Walk, element: Element) -> None:
    with walk.framed(shapes.UNCLEAR.frame(title="Unclear in the source")):
        walk.inside(element)


def figure(walk: Walk, element: Element) -> None:
    with walk.framed(shapes.FIGURE.frame(**own_attributes(element))):
        walk.stream.html.supply(supplied.FIGURE)
        walk.inside(element)


HANDLERS: dict[str, Callable[[Walk, Element], None]] = {
    "": other,
    TEI + "cell": lists.cell,
    TEI + "div": division,
    TEI + "figure": figure,
    TEI + "gap": gap,
    TEI + "head": heading,
    TEI + "hi": highlighted,
    TEI + "lb": line_break,
    TEI + "list": lists.listing,
    TEI + "note": note,
    TEI + "p": paragraph,
    TEI + "pb": page_break,
    TEI + "q": quote,
    TEI + "quote": quote,
    TEI + "seg": segment,
    TEI + "table": lists.table,
    TEI + "unclear": unclear,
    FRUS + "attachment": enclosure,
}
