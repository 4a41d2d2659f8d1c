"""An annotation as W3C JSON-LD, and back; what is not understood of another's is kept and given back unchanged.

Of the Web Annotation Data Model (https://www.w3.org/TR/annotation-model/) are understood: textual bodies and tags,
motivations, targets with their selectors, the creator, and when it was made and changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from . import selectors
from .selectors import WHOLE, AnnotationError, Json, Selector, listed

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MARKDOWN, PLAIN = "text/markdown", "text/plain"
TEXTUAL, COMMENTING, TAGGING = "TextualBody", "commenting", "tagging"
DEEPEST = 50  # objects in objects

_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


@dataclass(frozen=True, slots=True)
class Agent:
    """Who made an annotation: an IRI, a name, or both; "" where it is not said."""

    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What is annotated: the IRI ``source``, or of what stands there the part that is selected."""

    source: str
    selector: Selector = WHOLE


@dataclass(frozen=True)
class Annotation:
    """What is understood of an annotation, and as ``given`` all that its client sent ({} for one made here).

    ``id`` is an IRI, "" before it has one; ``text`` the first comment, in the media type ``format``; ``tags`` and
    ``motivations`` are in the order given.
    """

    targets: tuple[Target, ...]
    id: str = ""
    text: str = ""
    format: str = MARKDOWN
    tags: tuple[str, ...] = ()
    motivations: tuple[str, ...] = ()
    creator: Agent | None = None
    created: datetime | None = None
    modified: datetime | None = None
    given: Json = field(default_factory=dict, compare=False)


def read(given: object) -> Annotation:
    """An annotation from parsed JSON, in the compact form of the W3C's context. Raises AnnotationError."""
    if not isinstance(given, Mapping):
        raise AnnotationError("annotation", "is not a JSON object")
    _check(given)
    if CONTEXT not in [each for each, _ in listed(given.get("@context"), "")]:
        raise AnnotationError("@context", f"is not {CONTEXT}")
    if "Annotation" not in [each for each, _ in listed(given.get("type"), "")]:
        raise AnnotationError("type", "is not Annotation")
    if "body" in given and "bodyValue" in given:
        raise AnnotationError("bodyValue", "stands beside a body")
    motivations = tuple(_string(each, where) for each, where in _values(given, "motivation"))
    text, format = _text(given, motivations)
    return Annotation(
        targets=_targets(given),
        id=_string(given.get("id", ""), "id"),
        text=text,
        format=format,
        tags=tuple(str(body["value"]) for body in _bodies(given) if _is_tag(body, motivations)),
        motivations=motivations,
        creator=_agent(given),
        created=_moment(given, "created"),
        modified=_moment(given, "modified"),
        given=deepcopy(dict(given)),
    )


def written(annotation: Annotation) -> Json:
    """An annotation as JSON-LD. Of what its client gave only that is written anew which has changed since."""
    found: Json = deepcopy(annotation.given) or {"@context": CONTEXT, "id": annotation.id, "type": "Annotation"}
    said = read(found) if annotation.given else Annotation((), id=annotation.id)
    if annotation.id != said.id:
        found["id"] = annotation.id
    if annotation.motivations != said.motivations:
        found["motivation"] = _one_or_all(list(annotation.motivations))
    if annotation.creator != said.creator:
        found["creator"] = _person(annotation.creator)
    for name in ("created", "modified"):
        if (moment := getattr(annotation, name)) != getattr(said, name):
            found[name] = moment and f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if (annotation.text, annotation.format, annotation.tags) != (said.text, said.format, said.tags):
        found["body"] = _one_or_all(_new_bodies(annotation, said))
        found.pop("bodyValue", None)
    if annotation.targets != said.targets:
        found["target"] = _one_or_all(_new_targets(annotation, said))
    empty: tuple[Any, ...] = ("", None, [])
    return {
        name: value for name, value in found.items() if value not in empty or (name, value) in annotation.given.items()
    }


def assigned(annotation: Annotation, iri: str) -> Annotation:
    """A client's annotation under the IRI that it has here; its own becomes ``via``, and ``canonical`` is left.

    https://www.w3.org/TR/annotation-protocol/#create-a-new-annotation
    """
    given = dict(annotation.given)
    if given and annotation.id not in ("", iri):
        via = [each for each, _ in _values(given, "via")]
        given["via"] = _one_or_all([*via, annotation.id] if annotation.id not in via else via)
    if given:
        given["id"] = iri
    return replace(annotation, id=iri, given=given)


def _check(given: object) -> None:
    """Raises AnnotationError for what no database keeps: too deep, no characters, no numbers."""
    left: list[tuple[object, str, int]] = [(given, "annotation", 0)]
    while left:
        each, where, depth = left.pop()
        if depth > DEEPEST:
            raise AnnotationError("annotation", f"has more than {DEEPEST} objects in one another")
        if isinstance(each, str):
            selectors.words(each, where)
        elif isinstance(each, float) and not isfinite(each):
            raise AnnotationError(where, "is not a number")
        elif isinstance(each, Mapping):
            left += ((selectors.words(name, where), where, depth) for name in each)
            left += ((value, f"{where}.{name}", depth + 1) for name, value in each.items())
        elif isinstance(each, list | tuple):
            left += ((value, f"{where}[{number}]", depth + 1) for number, value in enumerate(each))


def _values(given: Mapping[str, Any], name: str) -> Iterable[tuple[Any, str]]:
    return listed(given[name], name) if name in given else ()


def _one_or_all(found: list[Any]) -> Any:
    """What JSON-LD gives as one value or as a list of them."""
    return found[0] if len(found) == 1 else found


def _string(given: object, where: str) -> str:
    if not isinstance(given, str):
        raise AnnotationError(where, "is not a string")
    return given


def _iri(given: object, where: str) -> str:
    if not isinstance(given, str) or not _IRI.fullmatch(given):
        raise AnnotationError(where, "is not an IRI")
    return given


def _bodies(given: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The textual bodies. Raises AnnotationError for one without its words."""
    found = []
    for each, where in _values(given, "body"):
        if isinstance(each, Mapping) and TEXTUAL in [kind for kind, _ in listed(each.get("type"), "")]:
            _string(each.get("value"), f"{where}.value")
            found.append(each)
    return found


def _is_tag(body: Mapping[str, Any], motivations: Sequence[str]) -> bool:
    """Whether a body is a tag: by its purpose, or where it has none by the annotation's only motivation."""
    purposes = [each for each, _ in _values(body, "purpose")] or list(motivations)
    return purposes == [TAGGING]


def _text(given: Mapping[str, Any], motivations: tuple[str, ...]) -> tuple[str, str]:
    """The first comment, and its media type; of two of them the first."""
    if "bodyValue" in given:
        return _string(given["bodyValue"], "bodyValue"), PLAIN
    for body in _bodies(given):
        if not _is_tag(body, motivations):
            formats = [each for each, _ in _values(body, "format")]
            return str(body["value"]), str(formats[0]) if formats else PLAIN
    return "", MARKDOWN


def _targets(given: Mapping[str, Any]) -> tuple[Target, ...]:
    found = tuple(_target(each, where) for each, where in _values(given, "target"))
    if not found:
        raise AnnotationError("target", "is missing")
    return found


def _target(given: object, where: str) -> Target:
    if not isinstance(given, Mapping):
        return Target(_iri(given, where))
    if "source" not in given:
        return Target(_iri(given.get("id"), f"{where}.id"))
    source = given["source"]
    if isinstance(source, Mapping):
        source = source.get("id")
    selector = selectors.read(given["selector"], f"{where}.selector") if "selector" in given else WHOLE
    return Target(_iri(source, f"{where}.source"), selector)


def _agent(given: Mapping[str, Any]) -> Agent | None:
    """The first of its creators."""
    for each, where in _values(given, "creator"):
        if isinstance(each, Mapping):
            names = [name for name, _ in _values(each, "name")]
            id, name = each.get("id", ""), names[0] if names else ""
            return Agent(_string(id, f"{where}.id"), _string(name, f"{where}.name"))
        return Agent(_string(each, where))
    return None


def _moment(given: Mapping[str, Any], name: str) -> datetime | None:
    """A date and time (xsd:dateTime); in UTC where no zone is given."""
    if name not in given:
        return None
    said = _string(given[name], name)
    try:
        found = datetime.fromisoformat(said) if _DATE.fullmatch(said) else None
    except ValueError as error:
        raise AnnotationError(name, "is no date and time") from error
    if found is None:
        raise AnnotationError(name, "is no date and time, as 2026-01-31T12:00:00Z is")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _person(agent: Agent | None) -> Json | None:
    if agent is None:
        return None
    said = {"id": agent.id, "type": "Person", "name": agent.name}
    return {name: value for name, value in said.items() if value}


def _new_bodies(annotation: Annotation, said: Annotation) -> list[Any]:
    """The bodies that the client gave, with other words in the comment, and with the tags that there are now."""
    given = [each for each, _ in _values(annotation.given, "body")]
    ours = {id(body): _is_tag(body, said.motivations) for body in _bodies(annotation.given)}
    comment = next((body for body in given if ours.get(id(body)) is False), {"type": TEXTUAL, "purpose": COMMENTING})
    words = {"value": annotation.text, "format": annotation.format}
    found: list[Any] = [{**comment, **words}] if annotation.text else []
    found += [each for each in given if each is not comment and not ours.get(id(each))]
    tags = {each["value"]: each for each in given if ours.get(id(each))}
    return found + [tags.get(tag, {"type": TEXTUAL, "purpose": TAGGING, "value": tag}) for tag in annotation.tags]


def _new_targets(annotation: Annotation, said: Annotation) -> list[Any]:
    """The targets that the client gave, those that have changed with another source or selector."""
    given = [each for each, _ in _values(annotation.given, "target")]
    beside = [*zip(given, said.targets, strict=True), *[({}, Target(""))] * len(annotation.targets)]
    return [
        given[said.targets.index(target)] if target in said.targets else _new_target(target, *old)
        for target, old in zip(annotation.targets, beside, strict=False)
    ]


def _new_target(target: Target, given: Any, said: Target) -> Any:
    old = given if isinstance(given, Mapping) and "source" in given else {}
    if not target.selector and not old:
        return target.source
    source = old["source"] if old and target.source == said.source else target.source
    found = {"type": "SpecificResource", **old, "source": source}
    if target.selector:
        return found | {"selector": selectors.rewritten(target.selector, old.get("selector", []))}
    return {name: value for name, value in found.items() if name != "selector"}
