"""The notebook as files, a note at a time: Markdown, a table, a page that Word opens, RIS, CSL-JSON, JSON-LD."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from archive.citations import csl, ris
from archive.citations.plain import line
from archive.citations.table import Lines, cell

from .citation_files import AT_ONCE, SAID
from .notebook import Entry
from .notebook_jsonld import page as jsonld_page
from .notebook_pages import html_page, markdown_page

COLUMNS = (
    *("document", "heading", "date", "volume", "pages", "quotation", "note", "tags", "colour", "state"),
    *("old_quotation", "shown_to", "written", "changed", "footnote", "read_at", "address"),
)


class Form(NamedTuple):
    """A kind of file: the end of its name, what readers call it, what it is good for, its type, what writes it.

    ``broken`` ends one that could not be finished.
    """

    suffix: str
    title: str
    use: str
    content_type: str
    write: Callable[[Iterable[Entry]], Iterator[str]]
    broken: str


def table(entries: Iterable[Entry]) -> Iterator[str]:
    """The notes as lines of a table, its head first (RFC 4180); no cell is a formula."""
    writer = csv.writer(Lines())
    yield writer.writerow(COLUMNS)
    for entry in entries:
        yield writer.writerow([cell(value) for value in _values(entry)])


def references(entries: Iterable[Entry]) -> Iterator[str]:
    """The notes as RIS: what each is on, for exactly its pages, with quotation, note and tags."""
    for entry in entries:
        fields = list(ris.fields(entry.item)) if entry.item else [("TY", "GEN"), ("TI", entry.title)]
        said = [(tag, f"{value}#{entry.annotation.address}" if tag == "ID" else value) for tag, value in fields]
        said += [("N1", line(text)) for text in _said(entry)]
        said += [("KW", line(tag)) for tag in entry.annotation.tags]
        yield "\r\n".join([*(f"{tag}  - {value}" for tag, value in said if value), "ER  - ", "", ""])


def csl_json(entries: Iterable[Entry]) -> Iterator[str]:
    """The same as a CSL-JSON array."""
    before = "[\n"
    for entry in entries:
        item = entry.item.csl() if entry.item else {"type": "document", "title": entry.title}
        keywords = ", ".join(line(tag) for tag in entry.annotation.tags)
        own = {"id": f"{entry.name}#{entry.annotation.address}", "annote": "\n\n".join(_said(entry))}
        said: dict[str, Any] = csl.known({**item, **own, "keyword": keywords})
        yield before + json.dumps(said, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"


FORMS = {
    form.suffix: form
    for form in (
        Form("md", "Markdown", "for a text editor", "text/markdown; charset=utf-8", markdown_page, f"\n\n**{SAID}**\n"),
        Form("html", "Word", "a page with real footnotes", "text/html; charset=utf-8", html_page, f"<p>{SAID}</p>"),
        Form("csv", "CSV", "for a spreadsheet", "text/csv; charset=utf-8; header=present", table, f"{SAID}\r\n"),
        Form(
            "ris",
            "RIS",
            "for Zotero, EndNote, Citavi",
            "application/x-research-info-systems; charset=utf-8",
            references,
            f"TY  - GEN\r\nTI  - {SAID}\r\n",
        ),
        Form(
            "csl.json",
            "CSL-JSON",
            "for Pandoc, Zotero",
            "application/vnd.citationstyles.csl+json",
            csl_json,
            f"\n{SAID}\n",
        ),
        Form(
            "jsonld",
            "JSON-LD",
            "all of it, to be taken in again",
            'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
            jsonld_page,
            f"\n{SAID}\n",
        ),
    )
}


def pieces(form: Form, entries: Iterable[Entry]) -> Iterator[bytes]:
    """A file of any number of notes, some at a time; one that cannot be finished says so at its end."""
    gathered: list[str] = []
    size = 0
    try:
        for written in form.write(entries):
            gathered.append(written)
            size += len(written)
            if size >= AT_ONCE:
                yield "".join(gathered).encode()
                gathered, size = [], 0
        yield "".join(gathered).encode()
    except Exception:
        yield form.broken.encode()
        raise


def _said(entry: Entry) -> list[str]:
    """Quotation and note."""
    quote = entry.annotation.quote
    return list(filter(None, [f"“{quote}”" if quote else "", entry.annotation.text]))


def _values(entry: Entry) -> tuple[object, ...]:
    note = entry.annotation
    return (
        *(entry.name, entry.title, entry.date, entry.document.volume.title, entry.where, note.quote, note.text),
        *("; ".join(note.tags), note.colour, note.get_standing_display(), note.old_quote),
        *(note.get_visibility_display(), note.created.isoformat("T", "seconds")),
        *(note.modified.isoformat("T", "seconds"), entry.citation.text if entry.citation else ""),
        *(entry.address, entry.own_address),
    )
