"""The styles a reader can cite in, and an item written in one of them."""

from __future__ import annotations

from dataclasses import dataclass

from . import engine
from .item import Item

NOTE, SHORT, BIBLIOGRAPHY = "note", "short", "bibliography"


class UnknownStyle(Exception):
    """There is no style of that name."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style on offer: ``slug`` in addresses, ``title`` for readers, ``form`` (note, short or bibliography)."""

    slug: str
    title: str
    form: str
    csl: str = ""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A citation as plain text, and as HTML that is safe to show: escaped, with ``i`` and ``span`` alone."""

    text: str
    html: str


STYLES: tuple[Style, ...] = (
    Style("chicago-note", "Chicago, note (18th edition)", NOTE, "chicago-notes-bibliography"),
    Style("chicago-note-short", "Chicago, short note (18th edition)", SHORT, "chicago-shortened-notes-bibliography"),
    Style("chicago-bibliography", "Chicago, bibliography (18th edition)", BIBLIOGRAPHY, "chicago-notes-bibliography"),
    Style("chicago-17-note", "Chicago, note (17th edition)", NOTE, "chicago-notes-bibliography-17th-edition"),
    Style(
        "chicago-17-note-short",
        "Chicago, short note (17th edition)",
        SHORT,
        "chicago-shortened-notes-bibliography-17th-edition",
    ),
    Style(
        "chicago-17-bibliography",
        "Chicago, bibliography (17th edition)",
        BIBLIOGRAPHY,
        "chicago-notes-bibliography-17th-edition",
    ),
    Style("turabian", "Turabian, note", NOTE, "turabian-notes-bibliography"),
    Style("turabian-bibliography", "Turabian, bibliography", BIBLIOGRAPHY, "turabian-notes-bibliography"),
    Style("mla", "MLA", BIBLIOGRAPHY, "modern-language-association"),
    Style("apa", "APA", BIBLIOGRAPHY, "apa"),
    Style("mhra", "MHRA", NOTE, "mhra-notes"),
    Style("bluebook", "Bluebook", NOTE, "bluebook-law-review"),
    Style("frus", "Foreign Relations, short form", NOTE),
)
BY_SLUG = {style.slug: style for style in STYLES}


def find(slug: str) -> Style:
    """The style of that slug, or of that name among the published CSL styles. Raises UnknownStyle."""
    if slug in BY_SLUG:
        return BY_SLUG[slug]
    if not engine.has(slug):
        raise UnknownStyle(slug)
    return Style(slug, slug, NOTE, slug)


def cite(item: Item, style: str) -> Formatted:
    """An item in a style, by its slug. Raises UnknownStyle."""
    found = find(style)
    text, html = engine.written(found.csl or "chicago-notes-bibliography", item.csl(), found.form == BIBLIOGRAPHY)
    return Formatted(text, html)
