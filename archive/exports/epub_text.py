"""The texts of an EPUB: a document's finished pages joined, with its footnotes and its citation, as XHTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

from lxml import etree

from archive.citations import styles
from archive.citations.item import Item
from archive.models import Document, Note, Passage, Reference
from archive.reading.pages import joined, lowered
from archive.rendering.marks import Mark, lay

from .books import Body
from .epub_layout import Layout, PageMark, Sheet

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
TYPE, XML_LANG = f"{{{OPS}}}type", "{http://www.w3.org/XML/1998/namespace}lang"
CITED_AS = "chicago-note"
TAG = re.compile(r"<[^>]*>")
BARE = re.compile(r'("[^"]*")|\sdata-supplied(?:="")?(?=[\s>])')
# What sections are, by id or kind: the structural semantics of EPUB, and the role of DPUB-ARIA that says the same.
SEMANTICS = {
    "appendix": ("appendix", "doc-appendix"),
    "chapter": ("chapter", "doc-chapter"),
    "compilation": ("part", "doc-part"),
    "foreword": ("foreword", "doc-foreword"),
    "index": ("index", "doc-index"),
    "introduction": ("introduction", "doc-introduction"),
    "preface": ("preface", "doc-preface"),
}
PAGE = (
    f'<html xmlns="{XHTML}" xmlns:epub="{OPS}" lang="{{language}}" xml:lang="{{language}}"><head>'
    '<title>{title}</title><link rel="stylesheet" type="text/css" href="{style}"/></head>'
    "<body{attributes}>{body}</body></html>"
)


def sheet(cut: Sheet, body: Body, layout: Layout, language: str) -> bytes:
    """One file of a text, as XHTML."""
    inner = [_heading(cut, body), _text(cut, body, layout), _notes(cut, body, layout)]
    if cut.is_last:
        inner.append(citation(layout.book.items[cut.document.pk]))
    written = _sectioned("".join(inner), cut.document)
    root = parsed(written, layout.book.items[cut.document.pk].title, language)
    _settle(root, cut, layout)
    return serialised(root)


def parsed(body: str, title: str, language: str, attributes: str = "", style: str = "../style.css") -> etree._Element:
    """A whole page around what stands in its body; everything but ``title`` is XML already."""
    page = PAGE.format(body=body, title=escape(title), language=language, attributes=attributes, style=style)
    return etree.fromstring(page, etree.XMLParser(huge_tree=True))


def serialised(root: etree._Element) -> bytes:
    """A page as it is written into the book."""
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return written


def citation(found: Item) -> str:
    """How a text is cited, as a note, with its address as a link."""
    said = styles.cite(found, CITED_AS)
    address = escape(found.address)
    linked = f'<a href="{address}">{address}</a>'
    html = said.html.replace(address, linked, 1) if address in said.html else f"{said.html} {linked}"
    return f'<footer class="citation"><p>{html}</p></footer>'


def xml(html: str) -> str:
    """Finished HTML of the edition as XML: only its bare attribute and its line breaks are written otherwise."""
    return TAG.sub(_tag, html)


def _tag(tag: re.Match[str]) -> str:
    if tag[0] == "<br>":
        return "<br/>"
    return BARE.sub(lambda found: found[1] or "", tag[0]) if "data-supplied" in tag[0] else tag[0]


def _sectioned(html: str, document: Document) -> str:
    """A section's text in an element that says what sort of section it is."""
    section = document.of_section if document.is_section else None
    kind, role = SEMANTICS.get(section.identifier) or SEMANTICS.get(section.kind, ("", "")) if section else ("", "")
    return f'<section epub:type="{kind}" role="{role}">{html}</section>' if kind else html


def _heading(cut: Sheet, body: Body) -> str:
    """What stands over a text that begins without a heading of its own, or goes on in another file."""
    heading = escape(cut.document.heading)
    if cut.number:
        return f'<p class="running">{heading}, continued</p>'
    has_own = any("<h1 " in passage.html for passage in body.passages) and not cut.document.heading_supplied
    return "" if has_own else f'<h1 class="supplied">{heading}</h1>'


def _text(cut: Sheet, body: Body, layout: Layout) -> str:
    passages = _within(cut, body)
    html = xml(_laid(passages, body.references, layout.link))
    return lowered(html) if cut.document.heading_supplied else html


def _within(cut: Sheet, body: Body) -> list[Passage]:
    names = {page.id for page in cut.pages}
    return [passage for passage in body.passages if passage.page.identifier in names]


def _laid(passages: list[Passage], references: Iterable[Reference], link: Callable[[str], str]) -> str:
    """The pages joined; what their first and last page break interrupt is opened and closed."""
    if not passages:
        return ""
    last = passages[-1]
    html = joined(passages) + last.html[len(last.html) - last.closed :]
    marks = [_mark(each, link) for each in references if not each.note]
    here = (mark for mark in marks if mark.end > passages[0].start and mark.start < last.end)
    return lay(html, here, passages[0].start)


def _mark(reference: Reference, link: Callable[[str], str]) -> Mark:
    return Mark(reference.start, reference.end, "a", {"href": link(reference.leads_to)})


def _notes(cut: Sheet, body: Body, layout: Layout) -> str:
    """The footnotes whose marks stand in this file; one on no page stands in the last."""
    pages = {passage.page_id for passage in _within(cut, body)}
    notes = [note for note in body.notes if note.page_id in pages or (note.page_id is None and cut.is_last)]
    if not notes:
        return ""
    written = "".join(_note(note, body.references, layout.link) for note in notes)
    return f'<section class="notes" epub:type="footnotes" aria-label="Footnotes">{written}</section>'


def _note(note: Note, references: Iterable[Reference], link: Callable[[str], str]) -> str:
    html = xml(lay(note.html, [_mark(each, link) for each in references if each.note == note.identifier]))
    mark = escape(note.mark or "*")
    return (
        f'<aside epub:type="footnote" role="doc-footnote" id="{note.identifier}">'
        f'<a class="mark" role="doc-backlink" href="#{note.identifier}-ref" aria-label="Back to note {mark}">{mark}</a>'
        f'<div class="note">{html}</div></aside>'
    )


def _settle(root: etree._Element, cut: Sheet, layout: Layout) -> None:
    """What the site's pages say to browsers, said as EPUB says it."""
    pages = {page.id: page for page in cut.pages}
    for element in root.iter():
        css = element.get("class", "")
        if css == "page-mark":
            page = pages[element.get("id")]
            _page_mark(element, page, layout.begins(page.id, cut))
        elif css == "note-ref":
            element.set(TYPE, "noteref")
        elif css == "scroll" or element.get("role") == "list":
            for name in ("role", "tabindex", "aria-label"):
                element.attrib.pop(name, None)
        if "lang" in element.attrib:
            element.set(XML_LANG, element.get("lang"))


def _page_mark(element: etree._Element, page: PageMark, is_first: bool) -> None:
    """The mark of a printed page: a page break where it begins in the book, only its number where a further text on it
    does."""
    shown = element.text or ""
    element.text = shown if shown.startswith("[") else f"[{shown}]"
    if page.is_printed and is_first:
        element.set(TYPE, "pagebreak")
        return
    for name in ("role", "aria-label"):
        element.attrib.pop(name, None)
