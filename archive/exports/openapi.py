"""The archive's addresses that answer with JSON, described for programs (OpenAPI 3.1); `openapi_shapes` has the shapes.

https://spec.openapis.org/oas/v3.1.1.html
"""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django_filters import Filter

from archive.citations import styles
from archive.search.fields import OneOf, Several
from archive.search.filters import SearchFilter

from .openapi_shapes import ADDRESS, SHAPES, TEXT, maybe, ref
from .record_json import Json

VERSION = "3.1.1"
IDENTIFIER: Json = {"type": "string", "pattern": "^[A-Za-z0-9_-]+$"}
SLUG: Json = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
IIIF = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
JSON, CSL, HTML = "application/json", "application/vnd.citationstyles.csl+json", "text/html"
JSON_LD = "application/ld+json"
IIIF = "https://iiif.io/api/"
PAGE = {"type": "integer", "minimum": 1}
WORDS_OF_QUERY = (
    'Words are all required; `"a phrase"`, `OR`, `-word`, `prefix*`, brackets, `"two words"~5`, and the fields '
    "`heading:`, `file:`, `from:`, `to:`, `place:`."
)
SAID = {
    "q": WORDS_OF_QUERY,
    "after": "A year, month or day (1937, 1937-02, 1937-02-14): documents that may be of that time or later.",
    "before": "A year, month or day: documents that may be of that time or earlier.",
    "file": "A State file number, by its beginning.",
    "undated": "Documents without a date alone.",
    "page": "20 results each.",
}


def description(site: str, release: str) -> Json:
    """All addresses with their parameters and answers; ``site`` begins them, ``release`` is the archive program's."""
    return {
        "openapi": VERSION,
        "info": {
            "title": "Chancery",
            "version": release,
            "summary": "An archive of diplomatic records: documents, volumes, places, actors, searches and citations.",
            "description": "Every offset counts Unicode code points of a document's `text`. Answers have validators "
            "(`ETag`); ask with `If-None-Match`. What has moved answers 301, what was withdrawn 410.",
            "license": {"name": "The rights in the texts are told by each volume.", "url": f"{site}/volumes/"},
        },
        "servers": [{"url": site}],
        "paths": _paths(),
        "components": {"schemas": SHAPES},
    }


def _paths() -> Json:
    volume, document = _in_path("volume", IDENTIFIER), _in_path("document", IDENTIFIER)
    page = _in_path("page", IDENTIFIER)
    slot = _in_path("identifier", IDENTIFIER)
    slug, of_page = _in_path("slug", SLUG), _in_query("page", PAGE, "Of its documents.")
    passage = _in_query("passage", TEXT, "Code points `from-to` of the text, or `footnote:from-to`.")
    search = [_parameter(name, each) for name, each in SearchFilter.base_filters.items()]
    return {
        "/volumes/{volume}.json": _get("A volume: its description, sections and documents", "Volume", [volume]),
        "/volumes/{volume}/{document}.json": _get(
            "A document, or a section with a text of its own", "Document", [volume, document]
        ),
        **_images(volume, document, page),
        "/places/{slug}.json": _get("A place, with a page of its documents", "Place", [slug, of_page]),
        "/actors/{slug}.json": _get("An actor, with a page of its documents", "Actor", [slug, of_page]),
        "/search.json": _searched(_get("A page of a search's result", "Result", search)),
        "/search/suggestions.json": _always(
            "What the beginning of a query may mean", "Suggestions", [_in_query("q", TEXT, "What was typed.")]
        ),
        "/volumes/{volume}.csl.json": _items("A volume as one item", [volume]),
        "/volumes/{volume}/{identifier}.csl.json": _refusing(
            _items("A document, section, passage, or all texts of a printed page", [volume, slot, passage])
        ),
        "/volumes/{volume}/{document}/{page}.csl.json": _items(
            "One printed page of a document", [volume, document, page]
        ),
        "/search.csl.json": _searched(_items("The whole result of a search", [*search, _chosen()])),
        "/volumes/{volume}/cite/": _cited("How a volume is cited", [volume]),
        "/volumes/{volume}/{identifier}/cite/": _cited(
            "How a document, section or printed page is cited",
            [volume, slot, _in_query("page", TEXT, "One printed page of it, by its id."), passage],
        ),
        "/cite/": _resolved(),
        "/iiif/collection.json": _iiif("The volumes that have images of their pages", []),
        "/iiif/{volume}/manifest.json": _iiif("A volume: a canvas for each printed page", [volume]),
        "/iiif/{volume}/{document}/manifest.json": _iiif("The pages of a document", [volume, document]),
        "/iiif/{volume}/{page}/canvas.json": _iiif("A printed page", [volume, page]),
        "/iiif/{volume}/{page}/text.json": _iiif("What stands on it, as annotations", [volume, page]),
        "/iiif/{volume}/search.json": _iiif(
            "What is found in a volume, on its pages (Content Search 2)",
            [volume, _in_query("q", TEXT, WORDS_OF_QUERY), _in_query("page", PAGE, "Of the documents found.")],
        ),
        "/accounts/everything.json": _own(),
        "/api/openapi.json": _always("This description", None, []),
        "/healthz": _health(),
    }


def _images(volume: Json, document: Json, page: Json) -> Json:
    """What there is of page images; the shapes are those of the IIIF (Presentation 3, Content Search 2)."""
    words = _in_query("q", TEXT, WORDS_OF_QUERY)
    motivation = _in_query("motivation", TEXT, "Only annotations with one of these: all have `supplementing`.")
    said: dict[str, tuple[str, list[Json]]] = {
        "collection": ("The volumes that have page images (IIIF)", []),
        "{volume}/manifest": ("A volume with page images (IIIF)", [volume]),
        "{volume}/search": ("A search in it (IIIF)", [volume, words, motivation, _in_query("page", PAGE, "From 1.")]),
        "{volume}/{document}/manifest": ("A document with page images (IIIF)", [volume, document]),
        "{volume}/{page}/canvas": ("A printed page (IIIF)", [volume, page]),
        "{volume}/{page}/text": ("What is printed on it, as annotations (IIIF)", [volume, page]),
    }
    return {f"/iiif/{path}.json": _get(about, None, asked, IIIF) for path, (about, asked) in said.items()}


def _in_path(name: str, shape: Json) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": shape}


def _in_query(name: str, shape: Json, said: str) -> Json:
    return {"name": name, "in": "query", "schema": shape, "description": said}


def _chosen() -> Json:
    said = "Only these documents of the result, as `volume/document`; repeatable."
    return _in_query("id", {"type": "array", "items": TEXT}, said)


def _parameter(name: str, filter_: Filter) -> Json:
    """A parameter of the search, as its filter reads it."""
    field = filter_.field
    shape: Json = dict(TEXT)
    if choices := getattr(field, "choices", ()):
        shape["enum"] = [*choices]
    if isinstance(field, forms.IntegerField):
        shape = {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    if isinstance(field, Several):
        shape = {"type": "array", "items": shape}
    if isinstance(field, OneOf):
        shape["enum"] = ["", *choices]
    return _in_query(name, shape, SAID.get(name, str(filter_.label)))


def _answer(said: str, shape: Json, kind: str = JSON) -> Json:
    return {"description": said, "content": {kind: {"schema": shape}}}


PROBLEM = {**_answer("Why not.", ref("Problem"))}
PROBLEM["content"][HTML] = {"schema": TEXT}
UNCHANGED = {"description": "The copy that was named is still good."}
NOT_ALLOWED = {"description": "It can be read alone.", "headers": {"Allow": {"schema": TEXT}}}
MOVED = {"description": "It has another address now.", "headers": {"Location": {"schema": ADDRESS}}}


def _always(said: str, shape: str | None, parameters: list[Json], kind: str = JSON) -> Json:
    """What answers whoever asks."""
    told = ref(shape) if shape else {"type": "object"}
    responses = {"200": _answer(said, told, kind), "400": PROBLEM, "405": NOT_ALLOWED}
    return {"get": {"summary": said, "parameters": parameters, "responses": responses}}


def _get(said: str, shape: str | None, parameters: list[Json], kind: str = JSON) -> Json:
    """What may be missing, moved or withdrawn."""
    made = _always(said, shape, parameters, kind)
    made["get"]["responses"] |= {"301": MOVED, "304": UNCHANGED, "404": PROBLEM, "410": PROBLEM, "503": _waiting()}
    return made


def _waiting() -> Json:
    headers = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds."}}
    return {**PROBLEM, "description": "The index of words is being made.", "headers": headers}


def _items(said: str, parameters: list[Json]) -> Json:
    return _get(said, "Items", parameters, CSL)


def _refusing(made: Json) -> Json:
    """With what says that a passage cannot be read."""
    made["get"]["responses"]["400"] = PROBLEM
    return made


def _iiif(said: str, parameters: list[Json]) -> Json:
    """What the IIIF has the shape of."""
    made = _get(said, "Linked", parameters, JSON_LD)
    made["get"]["externalDocs"] = {"url": IIIF}
    made["get"]["responses"]["400"] = PROBLEM
    return made


def _searched(made: Json) -> Json:
    """With what says why a query cannot be read."""
    refused = _answer("What is wrong with the query, and where.", ref("Refusal"))
    made["get"]["responses"]["400"] = refused
    refused["content"][JSON]["schema"] = {"anyOf": [ref("Refusal"), ref("Problem")]}
    refused["content"][HTML] = {"schema": TEXT}
    return made


def _negotiated(made: Json, statuses: Iterable[str]) -> Json:
    """The same address has a page for people; programs ask for JSON."""
    for status in statuses:
        made["get"]["responses"][status]["content"][HTML] = {"schema": TEXT}
    return made


def _cited(said: str, parameters: list[Json]) -> Json:
    names = ", ".join(f"`{each.slug}`" for each in styles.STYLES)
    style = _in_query("style", TEXT, f"{names}, or the name of any published CSL style.")
    made = _get(said, "Citation", [*parameters, style])
    whole = {"type": "object", "properties": {"citations": {"type": "array", "items": ref("Citation")}}}
    made["get"]["responses"]["200"]["content"][JSON]["schema"] = {"anyOf": [ref("Citation"), whole]}
    listed = {"type": "array", "items": {"type": "object"}}
    unknown = {"type": "object", "properties": {"error": TEXT, "styles": maybe(listed)}, "required": ["error"]}
    for status in ("400", "404"):
        made["get"]["responses"][status] = _answer("Why not.", unknown)
    return _negotiated(made, ("200", "400", "404"))


def _resolved() -> Json:
    asked = _in_query("q", TEXT, "A pasted citation, whatever its form.")
    made = _always("What a citation means: one passage", "Resolved", [asked])
    responses = made["get"]["responses"]
    responses["300"] = _answer("Several passages that it may mean.", ref("Resolved"))
    responses["302"] = {"description": "To the passage, for browsers.", "headers": {"Location": {"schema": ADDRESS}}}
    responses["304"] = UNCHANGED
    responses["404"] = _answer("None; what was understood, and why not.", ref("Resolved"))
    return _negotiated(made, ("200", "300", "404"))


def _own() -> Json:
    made = _always("All that is a reader's own", None, [])
    there = {"description": "To the log-in.", "headers": {"Location": {"schema": ADDRESS}}}
    made["get"]["responses"]["302"] = there
    return made


def _health() -> Json:
    made = _always("Whether the archive can serve", "Health", [])
    made["get"]["responses"]["503"] = _answer("Why it cannot.", ref("Health"))
    return made
