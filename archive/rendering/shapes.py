"""What each TEI element looks like in HTML: the table behind the walk (TEI P5 guidelines, chapters 3, 4 and 7)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from .html import Frame

TEI = "{http://www.tei-c.org/ns/1.0}"
FRUS = "{http://history.state.gov/frus/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Shape:
    """An HTML element for a TEI one: its tag, its classes, whether it is a block and what it may hold."""

    tag: str
    css: str = ""
    block: bool = False
    phrasing: bool = True

    def frame(self, css: str = "", **attributes: str) -> Frame:
        """A fresh frame of this shape, with more classes or attributes."""
        classes = f"{self.css} {css}".strip()
        return Frame(self.tag, {"class": classes, **attributes} if classes else attributes, self.block, self.phrasing)


def _line(css: str) -> Shape:
    return Shape("p", css, block=True)


def _group(tag: str, css: str = "") -> Shape:
    return Shape(tag, css, block=True, phrasing=False)


LINES = {
    "p": "",
    "ab": "",
    "l": "line",
    "addrLine": "line",
    "argument": "",
    "byline": "byline",
    "dateline": "dateline",
    "docImprint": "imprint",
    "salute": "salute",
    "signed": "signed",
    "speaker": "speaker",
    "titlePart": "title-part",
    "trailer": "trailer",
}
GROUPS = {
    "address": "address",
    "back": "",
    "body": "",
    "castList": "",
    "cit": "",
    "closer": "closer",
    "div": "part",
    "docTitle": "title",
    "epigraph": "epigraph",
    "floatingText": "part",
    "front": "",
    "group": "",
    "lg": "verse",
    "listBibl": "",
    "listPerson": "",
    "opener": "opener",
    "person": "",
    "postscript": "after",
    "sp": "speech",
    "text": "",
    "titlePage": "title-page",
}
INLINE = {
    "add": ("ins", ""),
    "corr": ("ins", ""),
    "del": ("del", ""),
    "emph": ("em", ""),
    "foreign": ("i", "foreign"),
    "mentioned": ("i", ""),
    "sic": ("span", "sic"),
    "title": ("i", ""),
    "unclear": ("span", "unclear"),
}
HIGHLIGHTS = {
    "bold": Shape("b"),
    "italic": Shape("i"),
    "smallcaps": Shape("span", "sc"),
    "strong": Shape("b"),
    "sub": Shape("sub"),
    "subscript": Shape("sub"),
    "sup": Shape("sup"),
    "superscript": Shape("sup"),
    "underline": Shape("span", "u"),
    "strikethrough": Shape("s"),
}
# Elements that name what a stretch of text is; the names are laid over the page later, by offset.
UNMARKED = [
    "abbr",
    "affiliation",
    "anchor",
    "bibl",
    "choice",
    "classification",
    "date",
    "desc",
    "docAuthor",
    "docDate",
    "docEdition",
    "expan",
    "figDesc",
    "forename",
    "geogName",
    "gloss",
    "graphic",
    "idno",
    "imprimatur",
    "label",
    "lb",
    "measure",
    "milestone",
    "name",
    "num",
    "orgName",
    "orig",
    "persName",
    "placeName",
    "pubPlace",
    "publisher",
    "ref",
    "reg",
    "rs",
    "seg",
    "settlement",
    "signatures",
    "sourceDesc",
    "surname",
    "term",
    "time",
    "w",
]

SHAPES: dict[str, Shape] = {
    **{TEI + name: _line(css) for name, css in LINES.items()},
    **{TEI + name: _group("div", css) for name, css in GROUPS.items()},
    TEI + "item": _group("li"),
    TEI + "row": _group("tr"),
    **{TEI + name: Shape(tag, css) for name, (tag, css) in INLINE.items()},
}
KNOWN = {space + name for name in UNMARKED for space in (TEI, FRUS)}

PLAIN = Shape("span")
PARAGRAPH = SHAPES[TEI + "p"]
PART = SHAPES[TEI + "div"]
NOTE_LINE = _line("note-line")
LIST_HEAD = _line("list-head")
LABEL = Shape("span", "label")
QUOTE = Shape("span", "quote")
MARGIN = Shape("span", "margin-ref")
UNCLEAR = Shape("span", "unclear")
BLOCK_QUOTE = _group("blockquote")
LIST = _group("ul")
LIST_TYPES = ("index", "names", "participants", "terms", "toc")
ITEM = _group("li")
SCROLL = _group("div", "scroll")
TABLE = _group("table")
ROWS = _group("tbody")
CELL = _group("td")
CAPTION = _group("caption")
FIGURE = _group("figure")
ENCLOSURE = _group("section", "enclosure")


def highlight(element: etree._Element) -> Shape:
    """The shape of TEI ``hi`` by its ``@rend``; an unknown way of rendering stays unmarked."""
    return HIGHLIGHTS.get(element.get("rend", "").partition(" ")[0], PLAIN)


def rendition(element: etree._Element) -> str:
    """The classes an element's ``@rend`` or ``@rendition`` asks for: ``center``, ``right`` or ``flush``."""
    asked = f"{element.get('rend', '')} {element.get('rendition', '').replace('#', '')}".split()
    classes = {"center": "center", "right": "right", "flushleft": "flush", "left": "flush"}
    return " ".join(dict.fromkeys(classes[word] for word in asked if word in classes))


def cell_class(element: etree._Element) -> str:
    """Classes of a cell by TEI ``cell/@role``, or ``@rend`` where that says the same."""
    classes = {"num": "number", "brace": "brace", "label": "row-label"}
    return classes.get(element.get("role") or element.get("rend", ""), "")


def cell_spans(element: etree._Element) -> dict[str, str]:
    """How many columns and rows a cell fills (TEI ``@cols`` and ``@rows``), where that is more than one."""
    asked = {"colspan": element.get("cols", ""), "rowspan": element.get("rows", "")}
    return {name: value for name, value in asked.items() if value.isdecimal() and 1 < int(value) <= 1000}
