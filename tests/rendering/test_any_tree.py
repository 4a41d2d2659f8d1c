"""Any tree of TEI, sensible or not: text, pages and HTML keep what they promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from archive.records.volume import Page
from archive.rendering import elements, shapes
from archive.rendering.edition import Rendering, render
from tests.tools import examples

from .judging import XML_ID, T, element, markers, prove, whole

FRUS = "{http://history.state.gov/frus/ns/1.0}"
OPENING = Page("pg_1", "1")
NAMES = sorted(
    {tag for tag in {*shapes.SHAPES, *shapes.KNOWN, *elements.HANDLERS} if tag} | {T + "quux", T + "certainfinish"}
)
COMMON = [
    T + name
    for name in ("p", "list", "item", "label", "table", "row", "cell", "head", "note", "pb", "quote", "hi", "lb", "div")
]
TEXTS = [
    "",
    " ",
    "\n  ",
    "a",
    "Sir",
    " b c ",
    "d\n\te",
    "&<>\"'",
    "\u00a0",
    "f\u2028g",
    "\u2003",
    "* * *",
    ". . . .",
    "𒀭é",
    "]]>",
]
RENDS = ["", "italic", "smallcaps", "blockquote", "inline", "center", "bordered", "smallcaps italic", '"><b>']
TYPES = ["", "margin", "index", "participants", "document", "shortened-for-running-head", "source", "<i>"]


def written(name: str, attributes: dict[str, str], content: str) -> str:
    """An element as XML; ``ID`` stands for an id until they are told apart."""
    prefix, local = ("frus:", name.removeprefix(FRUS)) if name.startswith(FRUS) else ("", name.removeprefix(T))
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value)
    return f"<{prefix}{local}{given}>{content}</{prefix}{local}>"


NAME = st.sampled_from(COMMON) | st.sampled_from(NAMES)
TEXT = st.sampled_from(TEXTS).map(escape)
ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        "rend": st.sampled_from(RENDS),
        "type": st.sampled_from(TYPES),
        "cols": st.sampled_from(["2", "0", "x"]),
        "n": st.sampled_from(["7", "*", '"<']),
        "xml:id": st.just("ID"),
    },
)
LEAF = st.builds(written, NAME, ATTRIBUTES, TEXT)


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    aside = st.sampled_from(["<!-- not printed -->", "<?x y?>", ""])
    content = st.lists(st.tuples(inner | aside, TEXT).map("".join), max_size=4).map("".join)
    return st.builds(written, NAME, ATTRIBUTES, st.tuples(TEXT, content).map("".join))


TREES = st.recursive(LEAF, grown, max_leaves=25)


def document_of(tree: str) -> etree._Element:
    """The tree inside a document, its ids told apart, its page breaks labelled."""
    numbers = count(10)
    document = element(re.sub("ID", lambda _: f"x{next(numbers)}", tree))
    for number, mark in enumerate(document.iter(T + "pb"), 2):
        mark.set(XML_ID, f"pg_{number}")
        mark.set("n", str(number))
    return document


def is_footnote(each: etree._Element) -> bool:
    return each.tag == T + "note" and each.get(XML_ID) is not None and each.get("rend") != "inline"


def printed(each: etree._Element) -> Iterator[str | etree._Element]:
    """The characters of a source without those of its footnotes, and its page breaks, in their order."""
    if each.tag == T + "pb":
        yield each
    yield from (each.text or "").replace("\r", " ")
    for child in each:
        if isinstance(child.tag, str):
            inside = printed(child)
            yield from (item for item in inside if not is_footnote(child) or not isinstance(item, str))
        yield from child.tail or ""


def by_page(document: etree._Element) -> dict[str, str]:
    """The characters that are no white space, by the page in force."""
    found: dict[str, str] = {}
    page = OPENING.id
    for item in printed(document):
        if not isinstance(item, str):
            page = item.get(XML_ID)
        elif not item.isspace():
            found[page] = found.get(page, "") + item
    return found


def is_blank(each: etree._Element) -> bool:
    return not any(isinstance(item, str) and not item.isspace() for item in printed(each))


def squeezed(text: str) -> str:
    return "".join(text.split())


def outlined(rendering: Rendering) -> str:
    """The joined HTML without what tells of page breaks, without marks, and without what nothing stands in."""
    shown = re.sub(r'<a class="note-ref".*?</a>|<span class="gap".*?</span>', "", whole(rendering))
    shown = re.sub(r" ?continued", "", shown).replace(' class=""', "")
    shown = re.sub(r"\s", "", re.sub(r"(</?\w+) ", r"\1_", shown))
    emptied = ""
    while emptied != shown:
        emptied, shown = shown, re.sub(r"<([a-z0-9]+)(?:_[^>]*)?></\1>|</p><p>", "", shown)
    return shown


@given(TREES)
@settings(max_examples=examples(300))
def test_every_page_shows_its_slice_of_the_text_in_html_that_no_browser_has_to_mend(tree: str) -> None:
    document = document_of(tree)
    prove(render(document, "d1", markers(document), OPENING))


@given(TREES)
@settings(max_examples=examples(300))
def test_the_text_is_the_source_s_characters_without_its_footnotes_page_by_page(tree: str) -> None:
    document = document_of(tree)
    rendering = render(document, "d1", markers(document), OPENING)
    assert {p.page: squeezed(rendering.text[p.start : p.end]) for p in rendering.passages} == by_page(document)
    assert re.fullmatch(r"(\S+[ \n])*\S+|", rendering.text)


@given(TREES)
@settings(max_examples=examples(200))
def test_each_footnote_has_its_own_characters_and_a_mark_in_the_text(tree: str) -> None:
    document = document_of(tree)
    rendering = render(document, "d1", markers(document), OPENING)
    notes = [each for each in document.iter(T + "note") if is_footnote(each)]
    own = ["".join(item for item in printed(each) if isinstance(item, str)) for each in notes]
    assert [(note.id, squeezed(note.text)) for note in rendering.notes] == [
        (each.get(XML_ID), squeezed(text)) for each, text in zip(notes, own, strict=True)
    ]
    assert all(0 <= note.at <= len(rendering.text) for note in rendering.notes)


@given(TREES)
@settings(max_examples=examples(200))
def test_elements_without_a_rule_are_counted_once_a_name(tree: str) -> None:
    document = document_of(tree)
    rendering = render(document, "d1", markers(document), OPENING)
    names = {each.tag for each in document.iter(T + "quux", T + "certainfinish")}
    assert set(rendering.unknown) == {name.replace(T, "") for name in names}


@given(TREES)
@settings(max_examples=examples(200))
def test_what_a_page_break_interrupts_is_whole_again_when_the_pages_are_joined(tree: str) -> None:
    document = document_of(tree)
    assume(document.find(f".//{T}head//{T}pb") is None)  # a heading ends with its page
    assume(not any(is_blank(row) for row in document.iter(T + "row")))  # such a row does not open a page
    assume(all(cell.getparent().tag == T + "row" or not is_blank(cell) for cell in document.iter(T + "cell")))
    for note in document.iter(T + "note", T + "gap"):  # a mark alone opens no page, and may open a block
        note.attrib.pop(XML_ID, None)
        note.tag = T + "note"
    broken = render(document, "d1", markers(document), OPENING)
    unbroken = render(document, "d1", {}, OPENING)
    assert broken.text == unbroken.text
    assert outlined(broken) == outlined(unbroken)
