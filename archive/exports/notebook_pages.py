"""The notebook as a text to go on writing in: Markdown, and HTML whose footnotes Word takes for its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from tempfile import SpooledTemporaryFile

from archive.rendering.markdown import MARKDOWN, rendered

from .notebook import Entry

HELD = 1024 * 1024  # bytes of footnotes that are kept in memory until they are printed below
# What Markdown would read as its own: everywhere, at the ends of words, at the beginning of a line.
SPECIAL = re.compile(r"[\\`*\[\]<>~&$^|#]|(?<!\w)_|_(?!\w)|^[-+](?=\s)|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
TAG = re.compile(r"<(?!/?i>)[^>]*>")
# What would be raw HTML elsewhere; here it is read as characters.
RAW = re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?|mailto):)")
HEAD = """<!DOCTYPE html>
<html lang="en" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta charset="utf-8"><title>Notebook</title></head>
<body>
<h1>Notebook</h1>
"""


def markdown_page(entries: Iterable[Entry]) -> Iterator[str]:
    """The notes under the headings of their documents, each with its footnote."""
    yield "# Notebook\n"
    for number, entry in enumerate(entries, 1):
        note = entry.annotation
        parts = [f"## {_plain(entry.title)}"]
        parts += [_plain(where) for where in [_where(entry)] if where]
        mark = f"[^{number}]" if entry.citation else ""
        quoted = [f"> {_plain(line)}" for line in note.quote.splitlines()]
        if quoted:
            quoted[-1] += mark
        parts += ["\n".join(quoted)] if quoted else []
        parts += [_markdown(note.text, note.format)] if note.text.strip() else []
        parts += [mark] if mark and not quoted else []
        parts += [f"Tags: {_plain(', '.join(note.tags))}"] if note.tags else []
        parts += [f"[^{number}]: {_cited(entry)}"] if mark else []
        yield "\n" + "\n\n".join(parts) + "\n"


def html_page(entries: Iterable[Entry]) -> Iterator[str]:
    """The same as HTML; the footnotes come last, and wait on disk if there are many."""
    yield HEAD
    with SpooledTemporaryFile(HELD, "w+", encoding="utf-8") as footnotes:
        for number, entry in enumerate(entries, 1):
            if entry.citation:
                footnotes.write(_footnote(number, entry.citation.html))
            yield _article(number, entry)
        yield "<div style='mso-element:footnote-list'><hr>\n"
        footnotes.seek(0)
        yield from footnotes
    yield "</div>\n</body></html>\n"


def _article(number: int, entry: Entry) -> str:
    note = entry.annotation
    sign = (
        f"<a style='mso-footnote-id:ftn{number}' href='#_ftn{number}' name='_ftnref{number}'><sup>[{number}]</sup></a>"
        if entry.citation
        else ""
    )
    title = escape(entry.title)
    linked = f'<a href="{escape(entry.address)}">{title}</a>' if entry.address else title
    parts = [f"<h2>{linked}</h2>"]
    parts += [f"<p>{escape(where)}</p>" for where in [_where(entry)] if where]
    lines = [f"<p>{escape(line)}</p>" for line in note.quote.splitlines() if line.strip()]
    if lines:
        lines[-1] = f"{lines[-1][:-4]}{sign}</p>"
    parts += [f"<blockquote>{''.join(lines)}</blockquote>"] if lines else []
    parts += [rendered(note.text, note.format)]
    parts += [f"<p>{sign}</p>"] if sign and not lines else []
    parts += [f"<p>Tags: {escape(', '.join(note.tags))}</p>"] if note.tags else []
    return "\n".join(filter(None, parts)) + "\n"


def _footnote(number: int, citation: str) -> str:
    back = f"<a style='mso-footnote-id:ftn{number}' href='#_ftnref{number}' name='_ftn{number}'>"
    return (
        f"<div style='mso-element:footnote' id='ftn{number}'><p>{back}<sup>[{number}]</sup></a> {citation}</p></div>\n"
    )


def _where(entry: Entry) -> str:
    volume = entry.document.volume.title if entry.is_shown else ""
    lost = entry.annotation.get_standing_display() if entry.annotation.is_unsettled else ""
    return " · ".join(filter(None, [volume, entry.date, entry.where, lost]))


def _plain(text: str) -> str:
    """Characters that Markdown reads as such, in one line."""
    return SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))


def _markdown(text: str, format: str) -> str:
    """A note; what it says in another format than Markdown as its characters."""
    if format == MARKDOWN:
        return RAW.sub(r"\\<", text.strip())
    return "\n\n".join(_plain(line) for line in text.splitlines() if line.strip())


def _cited(entry: Entry) -> str:
    """A footnote in Markdown, with its italics."""
    html = TAG.sub("", entry.citation.html if entry.citation else "")
    parts = re.split(r"</?i>", html)
    said = [_plain_inside(unescape(part)) for part in parts]
    return "".join(f"*{part}*" if number % 2 and part else part for number, part in enumerate(said))


def _plain_inside(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", re.sub(r"\s+", " ", text))
