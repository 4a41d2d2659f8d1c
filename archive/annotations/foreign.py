"""Files of annotations from elsewhere, read: W3C JSON-LD, as this archive gives it, and what Hypothesis exports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.models.annotation import Colour

from . import jsonld, selectors
from .jsonld import MARKDOWN
from .keeping import Content
from .selectors import WHOLE, AnnotationError, Json, Selector

LARGEST = 10 * 1024 * 1024  # bytes of a file
MOST = 2_000  # annotations of a file
LISTS = ("items", "rows", "annotations")
HYPOTHESIS = "https://hypothes.is/a/"


class Unreadable(Exception):
    """A file that cannot be read; the message says why, in a sentence for its reader."""


@dataclass(frozen=True)
class Foreign:
    """An annotation of a file: its ``id``, the address it is on, where there, and what it says."""

    id: str
    source: str
    selector: Selector
    content: Content


def listed(file: bytes) -> list[Any]:
    """The entries of a file, unread. Raises Unreadable."""
    if len(file) > LARGEST:
        raise Unreadable(f"The file is larger than {LARGEST // 1024 // 1024} MB: take it in in parts.")
    try:
        given = json.loads(file.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("The file is not JSON, or not whole. Choose a JSON-LD file or a Hypothesis export.") from error
    found = list(_entries(given))
    if not found:
        raise Unreadable("There are no annotations in the file.")
    if len(found) > MOST:
        raise Unreadable(f"The file has {len(found):,} annotations; {MOST:,} are taken in at once: do it in parts.")
    return found


def read(given: object) -> Foreign:
    """One entry. Raises AnnotationError, and Refused for a note that is too long."""
    if not isinstance(given, Mapping):
        raise AnnotationError("annotation", "is not a JSON object")
    return _hypothesis(given) if "uri" in given else _w3c(given)


def called(given: object) -> str:
    """How an entry is told from the others in a report: its id, or where it is."""
    if not isinstance(given, Mapping):
        return ""
    said = given.get("id") or given.get("uri") or ""
    return said[:200] if isinstance(said, str) else ""


def _entries(given: object) -> Iterator[Any]:
    if isinstance(given, Mapping):
        inner = next((given[name] for name in LISTS if isinstance(given.get(name), list)), None)
        first = given.get("first")
        if inner is not None:
            yield from inner
        elif isinstance(first, Mapping):
            yield from first.get("items", []) if isinstance(first.get("items"), list) else []
        elif "target" in given or "uri" in given:
            yield given
    elif isinstance(given, list):
        yield from given


def _w3c(given: Mapping[str, Any]) -> Foreign:
    """An annotation of the W3C's model; an archive's own need not be given back as it came."""
    whole = {"@context": jsonld.CONTEXT, **given}
    said = jsonld.read(whole)
    target = said.targets[0]
    content = Content(said.text, said.tags, _colour(given), said.format, _kept(said))
    return Foreign(said.id, target.source, target.selector, content)


def _kept(said: jsonld.Annotation) -> Json:
    """All of an annotation, to be given back: under another IRI, so that its own is told as ``via``."""
    given = jsonld.assigned(said, "").given if said.id else said.given
    return {name: value for name, value in given.items() if name != "id"}


def _colour(given: Mapping[str, Any]) -> str:
    """The class of the first target, where it is one of the colours that there are."""
    for target, _ in selectors.listed(given.get("target", []), ""):
        named = target.get("styleClass") if isinstance(target, Mapping) else None
        return str(named) if isinstance(named, str) and named in Colour.values else Colour.YELLOW
    return str(Colour.YELLOW)


def _hypothesis(given: Mapping[str, Any]) -> Foreign:
    """A row of Hypothesis' API. It counts positions in the web page, not in the text: they say nothing here."""
    address = _words(given, "uri")
    id = f"{HYPOTHESIS}{_words(given, 'id')}" if given.get("id") else ""
    tags = given.get("tags") or []
    if not isinstance(tags, Sequence) or isinstance(tags, str) or not all(isinstance(tag, str) for tag in tags):
        raise AnnotationError("tags", "is not a list of words")
    selector = replace(_selected(given), position=None, others=())
    said: Json = {"@context": jsonld.CONTEXT, "type": "Annotation", "target": address}
    extra = said | ({"via": id} if id else {})
    return Foreign(id, address, selector, Content(_words(given, "text"), tuple(tags), format=MARKDOWN, extra=extra))


def _selected(given: Mapping[str, Any]) -> Selector:
    for target, where in selectors.listed(given.get("target") or [], "target"):
        if isinstance(target, Mapping) and target.get("selector"):
            return selectors.read(target["selector"], f"{where}.selector")
        break
    return WHOLE


def _words(given: Mapping[str, Any], name: str) -> str:
    return selectors.words(given.get(name) or "", name)
