"""What other programs make of our files: rispy, pybtex, biber, a JSON schema and a reader of tables."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pybtex.errors
import rispy
from jsonschema import Draft7Validator
from pybtex.database import Entry, parse_string
from rispy.config import LIST_TYPE_TAGS, TAG_KEY_MAPPING

from archive.citations import formats, ris
from archive.citations.item import Item
from tests import tools

Json = dict[str, Any]

# What the archive says of CSL's own schema (https://resource.citationstyles.org/schema/latest/input/json/csl-data.json).
WORD = {"type": "string", "minLength": 1, "pattern": r"^[^\x00-\x1f\x7f]+$"}
NAME = {
    "type": "object",
    "additionalProperties": False,
    "minProperties": 1,
    "properties": dict.fromkeys(("family", "given", "suffix", "literal"), WORD),
}
NAMES = {"type": "array", "minItems": 1, "items": NAME}
DATE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["date-parts"],
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
        "circa": {"type": "boolean"},
    },
}
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type", "title", "URL"],
        "additionalProperties": False,
        "properties": {
            "type": {"enum": ["personal_communication", "chapter", "book"]},
            **dict.fromkeys(("author", "recipient", "editor"), NAMES),
            **dict.fromkeys(("event-date", "issued", "accessed"), DATE),
            **dict.fromkeys(("id", "title", "genre", "event-place", "archive_location", "container-title"), WORD),
            **dict.fromkeys(("volume", "page", "note", "language", "publisher", "publisher-place", "URL"), WORD),
        },
    },
}
TEX = {
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textbackslash}": "\\",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
    **{f"\\{char}": char for char in "&%$#_"},
}


def ris_records(items: Iterable[Item]) -> list[Json]:
    """What rispy reads; it must know every tag."""
    read: list[Json] = rispy.loads("".join(formats.ris(items)))
    assert not any("unknown_tag" in record for record in read)
    return read


def ris_said(item: Item) -> Json:
    """What it should have read."""
    said: Json = {}
    for tag, value in ris.fields(item):
        name = TAG_KEY_MAPPING[tag]
        if value and tag in LIST_TYPE_TAGS:
            said.setdefault(name, []).append(value)
        elif value:
            assert name not in said
            said[name] = value
    return said


def bibtex_entries(items: Iterable[Item]) -> dict[str, Entry]:
    """What pybtex reads, without a warning, by key."""
    with pybtex.errors.capture() as complaints:
        read = parse_string("".join(formats.bibtex(items)), "bibtex")
    assert complaints == []
    return dict(read.entries)


def bibtex_text(value: str) -> str:
    """A value of BibTeX as a reader sees it, without the braces that keep it whole."""
    whole = re.fullmatch(r"\{((?:[^{}]|\\[{}]|\{\\text\w+\})*)\}", value)
    return re.sub("|".join(map(re.escape, TEX)), lambda found: TEX[found.group()], whole[1] if whole else value)


def biber_complaints(items: Iterable[Item], folder: Path) -> list[str]:
    """What biber has against our BibTeX, its data model included."""
    biber = tools.require("biber", package="biber")
    (folder / "cited.bib").write_text("".join(formats.bibtex(items)), encoding="utf-8")
    said = subprocess.run(
        [biber, "--tool", "--validate-datamodel", "cited.bib"], cwd=folder, capture_output=True, text=True, check=False
    )
    return [line for line in said.stdout.splitlines() if not line.startswith("INFO")] + said.stderr.splitlines()


def csl_items(items: Iterable[Item]) -> list[Json]:
    """What a program reads from our CSL-JSON, held to the schema."""
    read: list[Json] = json.loads("".join(formats.csl_json(items)))
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(read)] == []
    return read


def rows(items: Iterable[Item]) -> Sequence[dict[str, str]]:
    """The lines of the table by their columns."""
    return list(csv.DictReader(io.StringIO("".join(formats.table(items)), newline=""), strict=True))
