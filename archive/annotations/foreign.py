"""Files of annotations from elsewhere, read: W3C JSON-LD, as this archive gives it, and what Hypothesis exports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from archive.models.annotation import Colour

from . import jsonld, selectors
from .addressed import NOTE
from .jsonld import MARKDOWN
from .keeping import Content
from .placing import NotebookError
from .selectors import WHOLE, AnnotationError, Json, Selector

LARGEST = 25 * 1024 * 1024  # bytes of a file
MOST = 30_000  # annotations of a file
LONGEST = 1_000_000  # characters of one of them
MOST_FAULTS = 20  # of a file that are told
LISTS = ("items", "rows", "annotations")
REPLYING = "replying"
HYPOTHESIS = "https://hypothes.is/a/"


class Unreadable(Exception):
    """A file that cannot be read; the message says why, in a sentence for its reader; ``faults`` where."""

    def __init__(self, what: str, faults: Sequence[str] = ()) -> None:
        super().__init__(what)
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Foreign:
    """An annotation of a file: its ``id``, the address it is on, where there, what it says, and since when.

    ``answers`` are the ids of the annotation that it answers, and of what that answers, as far as they are told.
    """

    id: str
    source: str
    selector: Selector
    content: Content
    answers: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None


def listed(file: bytes) -> list[Any]:
    """The entries of a file, unread. Raises Unreadable."""
    if len(file) > LARGEST:
        raise Unreadable(f"It is larger than {LARGEST // 1024 // 1024} MB.")
    found = list(_entries(_parsed(file)))
    if not found:
        raise Unreadable("There are no annotations in it.")
    if len(found) > MOST:
        raise Unreadable(f"It has {len(found):,} annotations; a file may have {MOST:,}.")
    return found


def all_read(given: Sequence[object]) -> dict[int, Foreign]:
    """All entries of a file, by their number in it. Raises Unreadable with what is wrong in which of them."""
    found, faults = dict[int, Foreign](), list[str]()
    for number, each in enumerate(given, 1):
        try:
            found[number] = read(each)
        except (AnnotationError, NotebookError) as error:
            name = called(each)
            what = f"{error.where} {error.what}" if isinstance(error, AnnotationError) else str(error)
            faults.append(f"Record {number}{name and f' ({name})'}: {what}")
    if faults:
        count = f"{len(faults):,} of its {len(given):,} records" if len(given) > 1 else "Its record"
        raise Unreadable(f"{count} cannot be read, so nothing was taken in.", faults[:MOST_FAULTS])
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


def _parsed(file: bytes) -> object:
    """A file's JSON. Raises Unreadable with the line that is at fault."""
    try:
        return json.loads(file.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        at = f"Line {error.lineno}, column {error.colno}: {error.msg}"
    except UnicodeDecodeError as error:
        line = file.count(b"\n", 0, error.start) + 1
        at = f"Line {line}: these are no characters in UTF-8."
    except RecursionError:
        at = "It has too many brackets in one another."
    except ValueError:
        at = "There is a number in it that is too long."
    raise Unreadable("It is not JSON, or not whole: choose a JSON-LD file of a notebook, or a Hypothesis export.", [at])


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
    is_answer = REPLYING in said.motivations or NOTE.search(target.source)
    answers = (target.source,) if is_answer else ()
    return Foreign(said.id, target.source, target.selector, content, answers, said.created, said.modified)


def _kept(said: jsonld.Annotation) -> Json:
    """All of an annotation, to be given back: under another IRI, so that its own is told as ``via``."""
    if len(json.dumps(said.given)) > LONGEST:
        raise AnnotationError("annotation", f"has more than {LONGEST:,} characters")
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
    answers = tuple(f"{HYPOTHESIS}{one}" for one in reversed(_list(given, "references")))
    selector = replace(_selected(given), position=None, others=())
    said: Json = {"@context": jsonld.CONTEXT, "type": "Annotation", "target": address}
    extra = said | ({"via": id} if id else {})
    content = Content(_words(given, "text"), tuple(_list(given, "tags")), format=MARKDOWN, extra=extra)
    return Foreign(id, address, selector, content, answers, _moment(given, "created"), _moment(given, "updated"))


def _selected(given: Mapping[str, Any]) -> Selector:
    for target, where in selectors.listed(given.get("target") or [], "target"):
        if isinstance(target, Mapping) and target.get("selector"):
            return selectors.read(target["selector"], f"{where}.selector")
        break
    return WHOLE


def _words(given: Mapping[str, Any], name: str) -> str:
    return selectors.words(given.get(name) or "", name)


def _list(given: Mapping[str, Any], name: str) -> list[str]:
    found = given.get(name) or []
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise AnnotationError(name, "is not a list of words")
    return found


def _moment(given: Mapping[str, Any], name: str) -> datetime | None:
    """A date and time; in UTC where no zone is given."""
    said = _words(given, name)
    try:
        found = datetime.fromisoformat(said) if said else None
    except ValueError as error:
        raise AnnotationError(name, "is no date and time, as 2026-01-31T12:00:00Z is") from error
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found
