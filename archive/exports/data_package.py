"""The description of an exported archive, for programs that read data packages (Frictionless, version 2)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings

from archive.entities.authorities import COLUMNS, FILES, STOPS
from archive.ingest.exported import MANIFEST, SOURCES

from .archive_parts import ANNOTATIONS, AUTHORITIES

NAME = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
JSON_LINES = {"format": "jsonl", "mediatype": "application/jsonl", "encoding": "utf-8"}
STRINGS = ("id", "volume", "identifier", "number", "kind", "heading", "file_number", "despatch_number", "text")
LISTS = ("status", "sender", "recipient", "signatories", "sections", "pages", "notes", "enclosures", "mentions")
FIELDS = [
    *({"name": name, "type": "string"} for name in (*STRINGS, "previous", "next")),
    *({"name": name, "type": "array"} for name in LISTS),
    *({"name": name, "type": "object"} for name in ("date", "received", "place")),
    {"name": "heading_supplied", "type": "boolean"},
]

Resource = dict[str, Any]


def files(listed: Callable[[str], Iterator[str]]) -> Iterator[tuple[str, list[bytes]]]:
    """The description as a file; ``listed`` gives the paths of the files of a form."""
    found = {
        "$schema": PROFILE,
        "name": "archive",
        "title": "All that an archive of diplomatic records holds and shows",
        "description": (
            f"Take it into another archive with `ingest`, `authorities load` and `annotations load`. {MANIFEST} has "
            "the SHA-256 of every file. Texts stand in TEI in tei/{volume}/{document}.xml and plain in "
            "text/{volume}/{document}.txt."
        ),
        "homepage": f"{settings.SITE_URL}/",
        "resources": [one for one in _resources(listed) if one["path"]],
    }
    yield NAME, [json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"]


def _resources(listed: Callable[[str], Iterator[str]]) -> Iterator[Resource]:
    yield _many("sources", "The sources as they came: TEI volumes and transcripts", listed(SOURCES))
    for path in listed(AUTHORITIES):
        yield _table(path)
    lines = list(listed("jsonl"))
    volumes = [path for path in lines if not path.endswith(".jsonl")]
    yield _many("volumes", "Each volume as JSON: description and contents", iter(volumes), format="json")
    documents = (path for path in lines if path.endswith(".jsonl"))
    fields = {"primaryKey": ["id"], "fields": FIELDS}
    yield _many("documents", "Every text as JSON, a line each", documents, schema=fields, **JSON_LINES)
    notes = listed(ANNOTATIONS)
    yield _many("annotations", "What everybody sees of notes: W3C Web Annotations", notes, format="jsonld")


def _many(name: str, title: str, paths: Iterator[str], **more: Any) -> Resource:
    return {"name": name, "title": title, "path": list(paths), **more}


def _table(path: str) -> Resource:
    name = PurePosixPath(path).name
    kind = FILES.get(name, "stop" if name == STOPS else "")
    columns = [{"name": column, "type": "string"} for column in COLUMNS[kind]]
    told = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": {"fields": columns}}
    return {"name": f"authorities-{name.removesuffix('.csv')}", "title": "Authority file", "path": path, **told}
