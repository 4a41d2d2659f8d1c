"""The terms of the Web Annotation Vocabulary, and what the model demands of annotations, collections and pages.

Written out from https://www.w3.org/TR/annotation-vocab/ and https://www.w3.org/TR/annotation-model/, and for the
container from https://www.w3.org/TR/ldp/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pyld import jsonld as processor

ANNOTATIONS, CONTAINERS = "http://www.w3.org/ns/anno.jsonld", "http://www.w3.org/ns/ldp.jsonld"
PREFIXES = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "schema": "http://schema.org/",
    "ldp": "http://www.w3.org/ns/ldp#",
}
OURS = {  # classes and motivations that go by their own name
    "oa": """Annotation Choice CssSelector DataPositionSelector FragmentSelector RangeSelector ResourceSelection
        SpecificResource SvgSelector TextPositionSelector TextQuoteSelector TextualBody TimeState XPathSelector
        Motivation assessing bookmarking classifying commenting describing editing highlighting identifying linking
        moderating questioning replying reviewing tagging""",
    "dctypes": "Dataset Text",
    "foaf": "Person Organization",
    "schema": "Audience",
    "ldp": "BasicContainer",
}
RENAMED = {
    "Image": "dctypes:StillImage",
    "Video": "dctypes:MovingImage",
    "Audio": "dctypes:Sound",
    "HttpRequestState": "oa:HttpRequestState",
    "CssStylesheet": "oa:CssStyle",
    "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
}
CLASSES = RENAMED | {name: f"{prefix}:{name}" for prefix, names in OURS.items() for name in names.split()}
MOTIVATIONS = {name for name in CLASSES if name.endswith("ing")}

# How values are written, for a processor.
LINK, TERM, MOMENT, COUNT = {"@type": "@id"}, {"@type": "@vocab"}, {"@type": "xsd:dateTime"}, "xsd:nonNegativeInteger"
PROPERTIES: dict[str, tuple[str, dict[str, str]]] = {
    "body": ("oa:hasBody", LINK),
    "bodyValue": ("oa:bodyValue", {}),
    "target": ("oa:hasTarget", LINK),
    "source": ("oa:hasSource", LINK),
    "selector": ("oa:hasSelector", LINK),
    "state": ("oa:hasState", LINK),
    "scope": ("oa:hasScope", LINK),
    "refinedBy": ("oa:refinedBy", LINK),
    "creator": ("dcterms:creator", LINK),
    "generator": ("as:generator", LINK),
    "rights": ("dcterms:rights", LINK),
    "motivation": ("oa:motivatedBy", TERM),
    "purpose": ("oa:hasPurpose", TERM),
    "via": ("oa:via", LINK),
    "canonical": ("oa:canonical", LINK),
    "stylesheet": ("oa:styledBy", LINK),
    "styleClass": ("oa:styleClass", {}),
    "conformsTo": ("dcterms:conformsTo", LINK),
    "audience": ("schema:audience", LINK),
    "items": ("as:items", {"@type": "@id", "@container": "@list"}),
    "partOf": ("as:partOf", LINK),
    "first": ("as:first", LINK),
    "last": ("as:last", LINK),
    "next": ("as:next", LINK),
    "prev": ("as:prev", LINK),
    "total": ("as:totalItems", {"@type": COUNT}),
    "startIndex": ("as:startIndex", {"@type": COUNT}),
    "label": ("rdfs:label", {}),
    "format": ("dc:format", {}),
    "language": ("dc:language", {}),
    "created": ("dcterms:created", MOMENT),
    "modified": ("dcterms:modified", MOMENT),
    "generated": ("dcterms:issued", MOMENT),
    "value": ("rdf:value", {}),
    "exact": ("oa:exact", {}),
    "prefix": ("oa:prefix", {}),
    "suffix": ("oa:suffix", {}),
    "start": ("oa:start", {"@type": COUNT}),
    "end": ("oa:end", {"@type": COUNT}),
    "name": ("foaf:name", {}),
    "nickname": ("foaf:nick", {}),
}


def context() -> dict[str, Any]:
    """Both contexts, as a processor reads them."""
    written = {name: {"@id": iri, **how} for name, (iri, how) in PROPERTIES.items()}
    return {"@context": {**PREFIXES, "id": "@id", "type": "@type", **CLASSES, **written}}


def is_lossless(given: Any) -> bool:
    """Whether a processor of JSON-LD understands all of a document: what it knows no term for it drops, and does not
    give back."""
    options = {"documentLoader": _loaded}
    understood = processor.expand(given, options)
    back = processor.compact(understood, given["@context"], options)
    return bool(back == given)


def _loaded(url: str, options: Any) -> dict[str, Any]:
    assert url in (ANNOTATIONS, CONTAINERS)
    return {"contextUrl": None, "documentUrl": url, "document": context(), "contentType": "application/ld+json"}


# What the model demands: of each class its properties, how often each may stand, and of what kind its values are


class Rule(NamedTuple):
    """How often a property stands, and what each of its values is."""

    least: int
    most: int
    fits: Callable[[Any], bool]


def _is_iri(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", value) is not None


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_moment(value: Any) -> bool:
    """xsd:dateTime, in UTC as the model would have it."""
    return isinstance(value, str) and value.endswith("Z") and datetime.fromisoformat(value) is not None


def _is_motivation(value: Any) -> bool:
    return value in MOTIVATIONS or _is_iri(value)


def _is_media_type(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[\w.+-]+/[\w.+-]+", value) is not None


def _has_class(*classes: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and bool(set(classes) & set(_all(value.get("type"))))


def _either(*fitting: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: any(fits(value) for fits in fitting)


MANY = 1_000_000
AGENT = _either(_is_iri, _has_class("Person", "Organization", "Software"))
PLACE = _has_class("TextQuoteSelector", "TextPositionSelector", "FragmentSelector", "XPathSelector", "CssSelector")
RULES: dict[str, dict[str, Rule]] = {
    "Annotation": {
        "id": Rule(1, 1, _is_iri),
        "target": Rule(1, MANY, _either(_is_iri, _has_class("SpecificResource"))),
        "body": Rule(0, MANY, _either(_is_iri, _has_class("TextualBody", "SpecificResource"))),
        "bodyValue": Rule(0, 1, _is_text),
        "motivation": Rule(0, MANY, _is_motivation),
        "creator": Rule(0, MANY, AGENT),
        "created": Rule(0, 1, _is_moment),
        "modified": Rule(0, 1, _is_moment),
        "generator": Rule(0, MANY, AGENT),
        "generated": Rule(0, 1, _is_moment),
        "canonical": Rule(0, 1, _is_iri),
        "via": Rule(0, MANY, _is_iri),
        "rights": Rule(0, MANY, _is_iri),
    },
    "TextualBody": {
        "value": Rule(1, 1, _is_text),
        "format": Rule(0, 1, _is_media_type),
        "purpose": Rule(0, MANY, _is_motivation),
        "language": Rule(0, MANY, _is_text),
    },
    "SpecificResource": {
        "source": Rule(1, 1, _is_iri),
        "selector": Rule(0, MANY, PLACE),
        "styleClass": Rule(0, MANY, _is_text),
        "purpose": Rule(0, MANY, _is_motivation),
    },
    "TextQuoteSelector": {
        "exact": Rule(1, 1, _is_text),
        "prefix": Rule(0, 1, _is_text),
        "suffix": Rule(0, 1, _is_text),
    },
    "TextPositionSelector": {"start": Rule(1, 1, _is_count), "end": Rule(1, 1, _is_count)},
    "XPathSelector": {"value": Rule(1, 1, _is_text)},
    "Person": {"id": Rule(0, 1, _is_iri), "name": Rule(0, MANY, _is_text), "nickname": Rule(0, 1, _is_text)},
    "AnnotationCollection": {
        "id": Rule(1, 1, _is_iri),
        "label": Rule(0, MANY, _is_text),
        "total": Rule(0, 1, _is_count),
        "first": Rule(0, 1, _either(_is_iri, _has_class("AnnotationPage"))),
        "last": Rule(0, 1, _is_iri),
    },
    "AnnotationPage": {
        "id": Rule(1, 1, _is_iri),
        "partOf": Rule(0, 1, _either(_is_iri, lambda value: isinstance(value, dict) and _is_iri(value.get("id")))),
        "items": Rule(1, MANY, _either(_is_iri, _has_class("Annotation"))),
        "next": Rule(0, 1, _is_iri),
        "prev": Rule(0, 1, _is_iri),
        "startIndex": Rule(0, 1, _is_count),
    },
}
RULES["Organization"] = RULES["Person"]
RULES["BasicContainer"] = RULES["AnnotationCollection"]


def faults(given: Any) -> list[str]:
    """What the vocabulary does not have, or the model forbids, each with its place; none for what is valid."""
    found = list(_faults(given, "it"))
    if ANNOTATIONS not in _all(given.get("@context")):
        found.append("it: has not the context of annotations")
    return found


def _faults(given: Any, where: str) -> Iterator[str]:
    if isinstance(given, list):
        for number, each in enumerate(given):
            yield from _faults(each, f"{where}[{number}]")
    if not isinstance(given, Mapping):
        return
    unknown = given.keys() - PROPERTIES.keys() - {"@context", "id", "type"}
    yield from (f"{where}: {name} is no term" for name in sorted(unknown))
    kinds = _all(given.get("type"))
    yield from (f"{where}: {name} is no class" for name in kinds if name not in CLASSES)
    if "type" in given or "partOf" not in where:
        yield from _broken(given, kinds, where)
    for name, value in given.items():
        yield from _faults(value, f"{where}.{name}")


def _broken(given: Mapping[str, Any], kinds: list[Any], where: str) -> Iterator[str]:
    rules = next((RULES[name] for name in kinds if name in RULES), None)
    if rules is None:
        yield f"{where}: of what is said of {kinds} nothing is known here"
        return
    for name, rule in rules.items():
        values = _all(given.get(name)) if name in given else []
        if not rule.least <= len(values) <= rule.most:
            yield f"{where}: {len(values)} times {name}"
        yield from (f"{where}: {value!r} is no {name}" for value in values if not rule.fits(value))
    others = given.keys() & PROPERTIES.keys() - rules.keys()
    yield from (f"{where}: {kinds} has no {name}" for name in sorted(others))
    if {"body", "bodyValue"} <= given.keys():
        yield f"{where}: bodyValue stands beside a body"
    if "start" in rules and not given.get("start", 0) < given.get("end", 0):
        yield f"{where}: ends before it starts"


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
