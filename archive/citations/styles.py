"""The styles a reader can cite in, and an item written in one of them."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import lru_cache

from . import csl, engine, wording
from .dated import DAY_FIRST, MONTH_FIRST, SHORT, Dated
from .engine import Formatted, Pinpoint
from .item import Item

NOTE, SHORT_NOTE, BIBLIOGRAPHY = "note", "short", "bibliography"
THE_SERIES = ""  # instead of a CSL style: the form is made here
CHAPTER, LETTER = "chapter", "personal_communication"
UNPRINTED = "webpage"  # the type that does without imprint and "n.d."
KEPT = 2048  # finished citations


class UnknownStyle(Exception):
    """There is no style of that name."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style on offer: ``slug`` for addresses, ``title`` for readers, ``form`` (note, short or bibliography).

    ``csl`` is the published style that it follows; ``dates`` and ``quotes`` are how it writes in a description;
    ``type`` is the CSL type under which it gives no more of a letter than that and the volume; ``seen`` is how it says
    on what day an address was seen, where the published style says it only of what has no date.
    """

    slug: str
    title: str
    form: str
    csl: str
    dates: str = MONTH_FIRST
    quotes: str = wording.AMERICAN
    type: str = CHAPTER
    seen: str = ""


def _bibliography(slug: str, title: str, name: str, **said: str) -> Style:
    """A style's bibliography, where letters stand under their sender."""
    return Style(slug, title, BIBLIOGRAPHY, name, type=LETTER, **{"seen": "Accessed {date}. {address}", **said})


CHICAGO, CHICAGO_SHORT = "chicago-notes-bibliography", "chicago-shortened-notes-bibliography"
CHICAGO_17, CHICAGO_17_SHORT = f"{CHICAGO}-17th-edition", f"{CHICAGO_SHORT}-17th-edition"
TURABIAN = "turabian-notes-bibliography"
SEEN = "accessed {date}, {address}"
STYLES: tuple[Style, ...] = (
    Style("chicago-note", "Chicago, 18th edition, note", NOTE, CHICAGO, seen=SEEN),
    Style("chicago-note-short", "Chicago, 18th edition, short note", SHORT_NOTE, CHICAGO_SHORT),
    _bibliography("chicago-bibliography", "Chicago, 18th edition, bibliography", CHICAGO),
    Style("chicago-17-note", "Chicago, 17th edition, note", NOTE, CHICAGO_17, seen=SEEN),
    Style("chicago-17-note-short", "Chicago, 17th edition, short note", SHORT_NOTE, CHICAGO_17_SHORT),
    _bibliography("chicago-17-bibliography", "Chicago, 17th edition, bibliography", CHICAGO_17),
    Style("turabian", "Turabian, note", NOTE, TURABIAN, seen=SEEN),
    _bibliography("turabian-bibliography", "Turabian, bibliography", TURABIAN),
    _bibliography("mla", "MLA", "modern-language-association", dates=SHORT, seen="{address}. Accessed {date}"),
    _bibliography("apa", "APA", "apa", quotes=wording.NO_QUOTES, seen="Retrieved {date}, from {address}"),
    Style("mhra", "MHRA", NOTE, "mhra-notes", DAY_FIRST, wording.BRITISH),
    Style("bluebook", "Bluebook", NOTE, "bluebook-law-review", type=LETTER, seen="{address} (last visited {date})"),
    Style("frus", "Foreign Relations, short form", NOTE, THE_SERIES),
)
BY_SLUG = {style.slug: style for style in STYLES}


def find(slug: str) -> Style:
    """The style of that slug, or the published CSL style of that name. Raises UnknownStyle."""
    if slug in BY_SLUG:
        return BY_SLUG[slug]
    if not engine.has(slug):
        raise UnknownStyle(slug)
    said = engine.facts(slug)
    form = NOTE if said.is_note or not said.has_bibliography else BIBLIOGRAPHY
    if said.is_british:
        return Style(slug, said.title, form, slug, DAY_FIRST, wording.BRITISH)
    return Style(slug, said.title, form, slug)


@lru_cache(KEPT)
def cite(item: Item, style: str) -> Formatted:
    """An item in a style, by its slug: ``text`` is plain, ``html`` safe to show. Raises UnknownStyle.

    A published style that has nothing to say of such a paper says it as Chicago does.
    """
    found = find(style)
    if found.csl == THE_SERIES:
        return as_the_series(item)
    said = _written(item, found)
    return said if said.text else cite(item, STYLES[0].slug)


def _written(item: Item, style: Style) -> Formatted:
    if style.form == BIBLIOGRAPHY:
        return engine.entry(style.csl, csl.known(_listed(item, style)))
    fields = _shortly(item, style) if style.form == SHORT_NOTE else _noted(item, style)
    return engine.note(style.csl, csl.known(fields), _pinpoint(item, style))


def _noted(item: Item, style: Style) -> csl.Json:
    """For a note: all that is said of the document in one, then the volume."""
    if item.is_volume:
        return {**item.csl(), **_seen(item, style)}
    author = [{"literal": wording.described(item, style.dates, style.quotes)}]
    return {"type": style.type if item.book.is_printed else UNPRINTED, "author": author, **_volume(item, style)}


def _shortly(item: Item, style: Style) -> csl.Json:
    """For a short note: document and volume in few words, as one names a book again."""
    book = item.book
    known_as = ["FRUS" if book.is_of_the_series else "", book.short_without_number]
    title = ", ".join(filter(None, known_as))
    author = [] if item.is_volume else [{"literal": wording.shortly(item, style.dates, style.quotes)}]
    return {"type": "book", "author": author, "title": title, "volume": book.arabic}


def _listed(item: Item, style: Style) -> csl.Json:
    """For a bibliography: a letter under its sender where the style has what was sent, all else as in a note."""
    if item.is_volume:
        return {**item.csl(), **_seen(item, style)}
    number = "" if item.is_by_page or not item.document else f"doc. {item.document}"
    if item.is_letter and style.type == LETTER:
        genre = wording.join([wording.sent(item, style.dates), number])
        author = [{"literal": wording.parties(item.sender)}]
        fields = {"author": author, "genre": genre}
    else:
        said = wording.join([wording.described(item, style.dates, style.quotes), number])
        fields = {"author": [{"literal": said}]}
    kind = (LETTER if "genre" in fields else CHAPTER) if item.book.is_printed else UNPRINTED
    return {"type": kind, **fields, **_volume(item, style), "page": "-".join(item.pages) if item.is_by_page else ""}


def _volume(item: Item, style: Style) -> csl.Json:
    volume = {"container-title": item.book.title_without_number, "volume": item.book.arabic}
    return {**volume, **csl.imprint(item), **_seen(item, style)}


def _seen(item: Item, style: Style) -> csl.Json:
    """The address with the day it was seen on, where that is asked for and the published style keeps silent of it."""
    if not item.accessed or not style.seen:
        return {}
    said = style.seen.format(date=Dated(item.accessed).words(style.dates), address=item.address)
    return {"URL": said, "accessed": None}


def _pinpoint(item: Item, style: Style) -> Pinpoint | None:
    if not item.locator:
        return None
    said = wording.pointed(item, item.locator)
    if style.csl == "bluebook-law-review" and not item.is_by_page:  # it names no locator but sections
        return Pinpoint("page", f"doc. {said}")
    return Pinpoint("page" if item.is_by_page else "document", said)


def as_the_series(item: Item) -> Formatted:
    """An item in the short form of the series: what is made so quickly need not be kept."""
    before, name, behind = wording.as_the_series(item)
    marked = f"<i>{html.escape(name)}</i>"
    plain = wording.join([before, name, behind]) + "."
    return Formatted(plain, wording.join([html.escape(before), marked, html.escape(behind)]) + ".")
