"""The shapes of all that the archive tells as JSON, as JSON Schema 2020-12; `openapi` says at which address each is.

Every property is always there and no other is: what an archive does not know is null or empty.
"""

from __future__ import annotations

from archive.records.document import KINDS
from archive.search import facets

from .record_json import Json

TEXT: Json = {"type": "string"}
FLAG: Json = {"type": "boolean"}
YEAR: Json = {"type": "integer"}
COUNT: Json = {"type": "integer", "minimum": 0}
POSITION: Json = {"type": "integer", "minimum": 0, "description": "In Unicode code points, from 0."}
ADDRESS: Json = {"type": "string", "format": "uri-reference"}
HTML: Json = {"type": "string", "contentMediaType": "text/html"}


def ref(name: str) -> Json:
    """What is described under a name."""
    return {"$ref": f"#/components/schemas/{name}"}


def maybe(shape: Json) -> Json:
    """A shape, or null."""
    return {"anyOf": [shape, {"type": "null"}]}


def many(shape: Json) -> Json:
    """Any number of things of a shape."""
    return {"type": "array", "items": shape}


def record(**properties: Json) -> Json:
    """An object with just these properties."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def one_of(*values: str) -> Json:
    """One of some words."""
    return {"type": "string", "enum": [*values]}


def _counted(**properties: Json) -> Json:
    return record(**properties, count=COUNT)


def _facet(name: str) -> Json:
    """The values of a facet, the most frequent first."""
    if name in facets.ENTITIES:
        return many(_counted(slug=TEXT, name=TEXT))
    if name == "volume":
        return many(_counted(id=TEXT, title=TEXT))
    return many(_counted(**{name: YEAR if name in ("year", "decade") else TEXT}))


RECEIVED = record(text=TEXT, edtf=maybe(TEXT))
PLACE = record(text=TEXT, slug=maybe(TEXT))
PARTIES = many(ref("Party"))
PAGE = {"id": TEXT, "label": maybe(TEXT), "supplied": FLAG, "image": maybe(TEXT)}
LISTED = {
    "id": {"type": "string", "description": "volume/identifier"},
    "heading": TEXT,
    "kind": one_of(*KINDS),
}
BESIDE = _counted(slug=TEXT, name=TEXT, url=ADDRESS, search=ADDRESS)
NAMED = record(slug=TEXT, name=TEXT, url=ADDRESS)
OF_ENTITY: dict[str, Json] = {
    "slug": TEXT,
    "kind": one_of("place", "person", "office", "body"),
    "name": TEXT,
    "office": maybe(TEXT),
    "description": maybe(TEXT),
    "url": ADDRESS,
    "variants": many(TEXT),
    "offices": many(record(office=TEXT, first=maybe(YEAR), last=maybe(YEAR))),
    "identifiers": {"type": "object", "additionalProperties": TEXT},
    "elsewhere": many(record(catalogue=TEXT, url={"type": "string", "format": "uri"})),
    "coordinates": maybe(
        record(latitude={"type": "number"}, longitude={"type": "number"}, source=maybe(TEXT)),
    ),
    "counts": {"type": "object", "additionalProperties": COUNT},
    "years": many(_counted(year=YEAR)),
    "search": ADDRESS,
    "beside": record(places=many(BESIDE), actors=many(BESIDE)),
    "count": COUNT,
    "count_is_exact": FLAG,
    "page": {"type": "integer", "minimum": 1},
    "pages": COUNT,
    "documents": many(
        record(**LISTED, date=ref("Date"), place=maybe(TEXT), file_number=maybe(TEXT), url=ADDRESS),
    ),
}

SHAPES: dict[str, Json] = {
    "Date": record(
        text=maybe(TEXT),
        edtf=maybe(TEXT),
        earliest=maybe({"type": "string", "format": "date"}),
        latest=maybe({"type": "string", "format": "date"}),
        encoded=maybe(TEXT),
        agrees=maybe(FLAG),
        basis=TEXT,
    )
    | {"description": "A date as a statement: as printed, as EDTF, its earliest and latest day, and what it rests on."},
    "Party": record(text=TEXT, name=maybe(TEXT), office=maybe(TEXT), actors=many(TEXT))
    | {"description": "Who sent or received: as printed, and the slugs of the actors it stands for."},
    "Document": record(
        **LISTED,
        volume=TEXT,
        identifier=TEXT,
        number=maybe(TEXT),
        heading_supplied=FLAG,
        status=many(TEXT),
        file_number=maybe(TEXT),
        despatch_number=maybe(TEXT),
        date=ref("Date"),
        received=maybe(RECEIVED),
        place=maybe(PLACE),
        sender=PARTIES,
        recipient=PARTIES,
        signatories=many(TEXT),
        sections=many(TEXT),
        pages=many(record(**PAGE, start=POSITION, end=POSITION)),
        text=TEXT | {"description": "All printed text but that of footnotes; every offset counts its code points."},
        notes=many(record(id=TEXT, mark=TEXT, text=TEXT, page=TEXT, at=POSITION)),
        enclosures=many(record(id=TEXT, label=maybe(TEXT), heading=maybe(TEXT), start=POSITION, end=POSITION)),
        mentions=many(
            record(
                kind=one_of("place", "person", "office", "body"),
                slug=TEXT,
                role=TEXT,
                text=TEXT,
                start=maybe(POSITION),
                end=maybe(POSITION),
                basis=TEXT,
                note=maybe(TEXT),
            )
        ),
        previous=maybe(TEXT),
        next=maybe(TEXT),
    ),
    "Volume": record(
        id=TEXT,
        title=TEXT,
        series=maybe(TEXT),
        subseries=maybe(TEXT),
        number=maybe(TEXT),
        publisher=maybe(TEXT),
        place=maybe(TEXT),
        year=maybe(YEAR),
        editors=many(TEXT),
        repository=maybe(TEXT),
        rights=maybe(TEXT),
        language=maybe(TEXT),
        source=maybe(TEXT),
        revisions=many(TEXT),
        documents=COUNT,
        pages=COUNT,
        notes=COUNT,
        enclosures=COUNT,
        sections=many(record(id=TEXT, kind=TEXT, title=TEXT, parent=maybe(TEXT), has_text=FLAG)),
        document_ids=many(TEXT),
    ),
    "Result": record(
        count=COUNT,
        count_is_exact=FLAG,
        undated=COUNT,
        page={"type": "integer", "minimum": 1},
        pages=COUNT,
        results=many(
            record(
                **LISTED,
                volume=TEXT,
                file_number=maybe(TEXT),
                date=ref("Date"),
                place=maybe(PLACE),
                sender=PARTIES,
                recipient=PARTIES,
                url=ADDRESS,
                snippets=many(record(page=TEXT, label=maybe(TEXT), note=maybe(TEXT), html=HTML, url=ADDRESS)),
            )
        ),
        facets={
            "type": "object",
            "properties": {name: _facet(name) for name in facets.FIELDS},
            "additionalProperties": False,
        },
        facets_are_exact=FLAG,
    ),
    "Place": record(
        **OF_ENTITY,
        letters=many(_counted(sender=NAMED, recipient=NAMED, search=ADDRESS)),
    ),
    "Actor": record(**OF_ENTITY, wrote_to=many(BESIDE), heard_from=many(BESIDE)),
    "Suggestions": record(
        query=TEXT,
        suggestions=many(
            record(kind=one_of("place", "actor", "file", "document"), text=TEXT, detail=TEXT, url=ADDRESS),
        ),
    ),
    "Citation": record(
        id=TEXT,
        style=record(slug=TEXT, title=TEXT),
        citation=record(text=TEXT, html=HTML),
        locator=maybe(TEXT),
        pages=many(TEXT),
        url={"type": "string", "format": "uri"},
        cite={"type": "string", "format": "uri"},
        quotation=maybe(record(words=TEXT, where=TEXT, text=TEXT, html=HTML, search=ADDRESS)),
    ),
    "Resolved": record(
        understood={"type": "object"},
        matches=many(record(url=ADDRESS, label=TEXT, kind=TEXT)),
        why_not=many(TEXT),
    ),
    "Items": many({"type": "object", "required": ["id", "type"]})
    | {
        "description": "Items as reference managers read them.",
        "externalDocs": {"url": "https://github.com/citation-style-language/schema"},
    },
    "Linked": {
        "type": "object",
        "properties": {"@context": {}, "id": {"type": "string", "format": "uri"}, "type": TEXT},
        "required": ["@context", "id", "type"],
        "description": "Linked data (JSON-LD), its shape that of a standard.",
    },
    "Health": record(
        status=TEXT,
        database=one_of("ok", "away", "to be migrated"),
        replica=maybe({"type": "number", "minimum": 0, "description": "Seconds that it is behind."}),
        index=maybe(COUNT | {"description": "Documents still to be written into the index."}),
        disk=maybe(COUNT | {"description": "Bytes free."}),
    ),
    "Problem": record(error=TEXT),
    "Refusal": record(error=TEXT, faults=many(record(parameter=TEXT, message=TEXT, at=maybe(POSITION))))
    | {"description": "What is wrong with a query, by parameter; `at` is the code point where the fault stands."},
}
