"""What a client of the protocol sends: read from JSON, its target found among the documents; nothing is written."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from archive.annotations import addressed, jsonld
from archive.annotations.jsonld import Target
from archive.annotations.keeping import Content
from archive.annotations.selectors import AnnotationError, Selector
from archive.exports import annotation_json
from archive.models import Document
from archive.reading import addresses
from archive.reading.addresses import Missing, Moved, Withdrawn

LARGEST = 1_000_000  # bytes
MEDIA_TYPES = ("application/ld+json", "application/json")
PLACE = re.compile(r"/volumes/(?P<volume>[\w-]+)/(?P<document>[\w-]+)/(?:full/|(?P<page>[\w-]+)/)?", re.ASCII)


class Unreadable(Exception):
    """A request that cannot be done, and the status that says so; ``path`` is where in what was sent."""

    def __init__(self, status: int, said: str, path: str = "") -> None:
        super().__init__(said)
        self.status = status
        self.path = path


@dataclass(frozen=True)
class Place:
    """What a target is on: a document, its printed page or footnote, or another note, whose address is ``answers``."""

    document: Document | None = None
    page: str = ""
    footnote: str = ""
    answers: UUID | None = None


@dataclass(frozen=True)
class Sent:
    """An annotation that a client sent, and its target on this site."""

    said: jsonld.Annotation
    target: Target

    @property
    def selector(self) -> Selector:
        """What of the target is meant."""
        return self.target.selector

    def content(self, colour: str) -> Content:
        """What it says. Raises Refused."""
        said = self.said
        return Content(said.text, said.tags, colour, said.format, said.given)


def read(request: HttpRequest) -> Sent:
    """The annotation in a request. Raises Unreadable."""
    if (request.content_type or "").lower() not in MEDIA_TYPES:
        raise Unreadable(415, f"An annotation is sent as {' or '.join(MEDIA_TYPES)}.")
    try:
        said = jsonld.read(_parsed(_body(request)))
    except AnnotationError as error:
        raise Unreadable(400, f"This is no annotation: {error.where} {error.what}.", error.where) from error
    if (target := next(filter(annotation_json.ours, said.targets), None)) is None:
        raise Unreadable(400, f"None of its targets is on {settings.SITE_URL}.", "target")
    return Sent(said, target)


def place(target: Target) -> Place:
    """What a target is on. Raises Unreadable for what is no document that readers see, nor a note."""
    path, fragment = _split(target.source)
    if note := addressed.NOTE.fullmatch(path):
        return Place(answers=UUID(note[1]))
    if (named := PLACE.fullmatch(path)) is None:
        raise Unreadable(400, "The target is no document of this archive.", "target")
    try:
        document = _document(named["volume"], named["document"])
    except (Missing, Withdrawn) as error:
        raise Unreadable(400, "The target is no document that is shown here.", "target") from error
    page = "" if target.selector.selects_text else _page(document, named["page"] or "")
    return Place(document, page, _footnote(document, fragment))


def named(target: str) -> tuple[str, str] | None:
    """The volume and the document that an address names, as they are called now; None for what names none."""
    path, _ = _split(target)
    found = PLACE.fullmatch(path)
    if found is None or not target.startswith((f"{settings.SITE_URL}/", "/")):
        return None
    try:
        document = _document(found["volume"], found["document"])
    except (Missing, Withdrawn):
        return found["volume"], found["document"]
    return document.volume.identifier, document.identifier


def _body(request: HttpRequest) -> bytes:
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) <= LARGEST and len(request.body) <= LARGEST:
            return request.body
    except (RequestDataTooBig, ValueError):
        pass  # too large to be read at all, or of a length that is no number
    raise Unreadable(413, f"An annotation has at most {LARGEST:,} bytes.")


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Unreadable(400, f"This is no JSON: {error.msg} at {where}.", where) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(400, "This is no JSON in UTF-8.", "line 1, column 1") from error


def _split(address: str) -> tuple[str, str]:
    try:
        found = urlsplit(address)
    except ValueError:
        return "", ""
    return unquote(found.path), unquote(found.fragment)


def _document(volume: str, identifier: str) -> Document:
    """The document at an address, also at one it had before. Raises Missing or Withdrawn."""
    try:
        return addresses.find_document(volume, identifier)
    except Moved as moved:
        there = PLACE.fullmatch(moved.address)
        if there is None:
            raise Missing(identifier) from moved
        return addresses.find_document(there["volume"], there["document"])


def _page(document: Document, page: str) -> str:
    if page and not document.passages.filter(page__identifier=page).exists():
        raise Unreadable(400, "The target is no page of this document.", "target")
    return page


def _footnote(document: Document, fragment: str) -> str:
    """A footnote that the end of an address names; whatever else it names is the document's text."""
    if not fragment or "\0" in fragment:
        return ""
    return fragment if document.notes.filter(identifier=fragment).exists() else ""
