"""What stands around a document on its reading pages, looked up once when its volume is written."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from django.db import connection
from psycopg.types.json import Jsonb

from archive.models import Document, Party, Passage, Section, Volume

Link = list[str]  # identifier and heading


class _Text(NamedTuple):
    key: int
    identifier: str
    heading: str
    is_section: bool
    path: list[str]
    readable: bool


def rebuild(volume: Volume) -> None:
    """Set the frame of every document of the volume.

    A frame holds ``crumbs`` (the sections around it, outermost first), ``pages`` (identifier, label, code points from
    and to), ``sender`` and ``recipient`` (as printed), ``previous`` and ``next``: for a document the neighbouring
    documents, for a section's text the texts before and behind it. Withdrawn documents are nobody's neighbours.
    """
    texts = _texts(volume)
    pages = _pages(volume)
    parties = _parties(volume)
    titles = dict(Section.objects.filter(volume=volume).values_list("identifier", "title"))
    neighbours = _neighbours(texts)
    frames = (
        (
            text.key,
            {
                "crumbs": [[name, titles[name]] for name in text.path],
                "pages": pages[text.key],
                "sender": parties[text.key, "sender"],
                "recipient": parties[text.key, "recipient"],
                "previous": neighbours[text.key][0],
                "next": neighbours[text.key][1],
            },
        )
        for text in texts
    )
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE frames (id bigint PRIMARY KEY, frame jsonb) ON COMMIT DROP")
        with cursor.copy("COPY frames FROM STDIN") as copy:
            for key, frame in frames:
                copy.write_row((key, Jsonb(frame)))
        cursor.execute(
            "UPDATE archive_document d SET frame = f.frame FROM frames f WHERE f.id = d.id AND d.frame <> f.frame"
        )
        cursor.execute("DROP TABLE frames")


def _texts(volume: Volume) -> list[_Text]:
    rows = Document.objects.filter(volume=volume, order__isnull=False).order_by("order")
    values = rows.values_list(
        "pk", "identifier", "heading", "kind", "section__path", "withdrawn_at", "of_section__has_text"
    )
    return [
        _Text(key, name, heading, kind == "section", _around(kind, path or []), gone is None and has_text is not False)
        for key, name, heading, kind, path, gone, has_text in values
    ]


def _around(kind: str, path: list[str]) -> list[str]:
    return path[:-1] if kind == "section" else path


def _pages(volume: Volume) -> dict[int, list[list[Any]]]:
    pages: dict[int, list[list[Any]]] = defaultdict(list)
    rows = Passage.objects.filter(document__volume=volume).order_by("document", "start")
    for key, *page in rows.values_list("document", "page__identifier", "page__label", "start", "end"):
        pages[key].append(page)
    return pages


def _parties(volume: Volume) -> dict[tuple[int, str], list[str]]:
    parties: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = Party.objects.filter(document__volume=volume).order_by("document", "order")
    for key, role, text in rows.values_list("document", "role", "text"):
        parties[key, role].append(text)
    return parties


def _neighbours(texts: list[_Text]) -> dict[int, tuple[Link | None, Link | None]]:
    """The texts before and behind each section's text, the documents before and behind each document."""
    documents = [text for text in texts if not text.is_section]
    before, behind = _nearest(texts), _nearest(texts[::-1])
    before.update(_nearest(documents))
    behind.update(_nearest(documents[::-1]))
    return {text.key: (before[text.key], behind[text.key]) for text in texts}


def _nearest(texts: list[_Text]) -> dict[int, Link | None]:
    """For each text the last readable one before it."""
    found: dict[int, Link | None] = {}
    last: Link | None = None
    for text in texts:
        found[text.key] = last
        if text.readable:
            last = [text.identifier, text.heading]
    return found
