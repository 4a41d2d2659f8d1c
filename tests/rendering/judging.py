"""Pages judged as a browser would read them: the text that stays when what the archive supplied is left out, and every
place where a browser would have to mend the nesting."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from lxml import etree, html

from archive.records.volume import Page
from archive.rendering.edition import Rendering, render

T = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
NAMESPACES = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"'

LINES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "a", "i", "b", "em", "s", "sub", "sup", "ins", "del"}
GROUPS = {"div", "section", "blockquote", "figure", "ul", "li", "table", "caption", "tbody", "tr", "td"}
ONLY_IN = {"li": {"ul"}, "caption": {"table"}, "tbody": {"table"}, "tr": {"tbody"}, "td": {"tr"}}
ONLY_HOLD = {"ul": {"li"}, "table": {"caption", "tbody"}, "tbody": {"tr"}, "tr": {"td"}}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class Open(NamedTuple):
    """An element that is open, and whether it or one around it was supplied by the archive."""

    tag: str
    supplied: bool


class Judge(HTMLParser):
    """Reads a page tag by tag; ``faults`` are what HTML does not allow, ``text`` what the source gave."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[Open] = []
        self.faults: list[str] = []
        self.text = ""
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.faults += [f"{tag}: an attribute twice"] if len(given) < len(attrs) else []
        parent = self.open[-1].tag if self.open else ""
        around = {each.tag for each in self.open}
        if tag not in LINES | GROUPS | {"br"}:
            self.faults.append(f"<{tag}>")
        if tag in LINES & {"p"} | GROUPS | HEADINGS and around & LINES:
            self.faults.append(f"{tag} in {' '.join(each.tag for each in self.open)}")
        if parent not in ONLY_IN.get(tag, {parent}) or tag not in ONLY_HOLD.get(parent, {tag}):
            self.faults.append(f"{tag} directly in {parent or 'nothing'}")
        if tag == "a" and "a" in around:
            self.faults.append("a in a")
        if given.get("role") == "doc-pagebreak" and (parent in ONLY_HOLD or around & HEADINGS):
            self.faults.append(f"a page mark in {' '.join(each.tag for each in self.open)}")
        if (name := given.get("id")) is not None:
            self.faults += [f"the id {name!r} twice"] if name in self.ids else []
            self.ids.add(name)
        if tag != "br":
            self.open.append(Open(tag, "data-supplied" in given or any(each.supplied for each in self.open)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1].tag if self.open else 'nothing'}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1].tag in ONLY_HOLD and data.strip():
            self.faults.append(f"text directly in {self.open[-1].tag}")
        if not (self.open and self.open[-1].supplied):
            self.text += data

    def handle_comment(self, data: str) -> None:
        self.faults.append("a comment")


def judged(page: str) -> Judge:
    """A page, read to its end."""
    judge = Judge()
    judge.feed(page)
    judge.close()
    judge.faults += [f"{each.tag} is never closed" for each in judge.open]
    return judge


def as_shown(page: str) -> str:
    """The text content that a lenient parser of HTML finds, elements marked ``data-supplied`` left out."""
    tree = html.fragment_fromstring(page, create_parent="div")
    for supplied in tree.xpath(".//*[@data-supplied]"):
        supplied.drop_tree()
    return str(tree.text_content())


def element(content: str, attributes: str = "") -> etree._Element:
    """A document's TEI element with the given content."""
    return etree.fromstring(f'<div type="document" xml:id="d1" {NAMESPACES} {attributes}>{content}</div>')


def markers(root: etree._Element) -> dict[etree._Element, Page]:
    """The page each ``pb`` opens: by its id, else by its label."""
    return {
        mark: Page(mark.get(XML_ID) or f"pg_{mark.get('n')}", mark.get("n") or None) for mark in root.iter(T + "pb")
    }


def rendered(content: str, opening: Page = Page("pg_1", "1")) -> Rendering:  # noqa: B008
    """A document with the given content rendered from page 1 on, and judged: no test here may leave a fault behind."""
    root = element(content)
    rendering = render(root, "d1", markers(root), opening)
    prove(rendering)
    return rendering


def prove(rendering: Rendering) -> None:
    """What holds of every rendering: pages tile the text, each shows its slice in good HTML, joined they are whole."""
    reached, joined = 0, ""
    for passage in rendering.passages:
        assert passage.start == reached < passage.end
        reached = passage.end
        judge = judged(passage.html)
        assert judge.faults == [], passage.html
        assert judge.text == as_shown(passage.html) == rendering.text[passage.start : passage.end], passage.html
        joined += passage.html[passage.opened : len(passage.html) - passage.closed]
    assert reached == len(rendering.text)
    whole = judged(joined)
    assert whole.faults == [], joined
    assert whole.text == as_shown(joined) == rendering.text
    for note in rendering.notes:
        judge = judged(note.html)
        assert judge.faults == [], note.html
        assert judge.text == as_shown(note.html) == note.text


def whole(rendering: Rendering) -> str:
    """The pages of a rendering joined, without their page marks and the white space at the borders of blocks."""
    joined = "".join(p.html[p.opened : len(p.html) - p.closed] for p in rendering.passages)
    return re.sub(r'<span class="page-mark".*?</span>', "", tight(joined))


def tight(page: str) -> str:
    """HTML without the white space at the borders of its blocks, which no browser shows."""
    blocks = "|".join(GROUPS | HEADINGS | {"p"})
    return re.sub(rf"\s*(</?(?:{blocks})\b[^>]*>)\s*", r"\1", page)


def pages(rendering: Rendering) -> dict[str, str]:
    """What stands on each page: its slice of the text, by the page's id."""
    return {p.page: rendering.text[p.start : p.end] for p in rendering.passages}


def page(rendering: Rendering, name: str) -> str:
    """The HTML of one page, without its page mark and the white space at the borders of its blocks."""
    shown = next(passage.html for passage in rendering.passages if passage.page == name)
    before, mark, after = shown.partition(f'<span class="page-mark" id="{name}"')
    assert mark, f"{name} has no page mark"
    return tight(before + after.partition("</span>")[2])
