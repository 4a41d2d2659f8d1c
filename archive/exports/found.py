"""A search's result for machines: as JSON, as a table (CSV), as a feed (Atom)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from archive.citations import item, styles
from archive.citations.table import Lines, cell
from archive.models import Document
from archive.reading import addresses, trail
from archive.records.dates import DateStatement
from archive.search.facets import ENTITIES, Facets
from archive.search.results import Result, Row
from archive.search.searches import Search
from archive.store.heads import Head, Side

from . import record_json
from .record_json import Json

COLUMNS = (
    *("id", "heading", "date", "earliest", "latest", "place", "sender", "recipient", "kind", "status"),
    *("file_number", "despatch_number", "volume", "number", "pages", "address", "citation"),
)
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"


def as_json(result: Result, heads: Mapping[int, Head]) -> Json:
    """A page of a result, in the shape that the outside may rely on."""
    return {
        "count": result.count,
        "count_is_exact": result.is_current,
        "undated": result.undated,
        "page": result.search.page,
        "pages": result.pages,
        "results": [_row(result.search, row, heads[row.document.pk]) for row in result.rows],
        "facets": _facets(result.facets),
        "facets_are_exact": result.is_current,
    }


def csv_lines(documents: Iterable[Document], site: str) -> Iterator[str]:
    """The documents as lines of a table, its head first (RFC 4180); ``site`` begins the addresses."""
    writer = csv.writer(Lines())
    yield writer.writerow(COLUMNS)
    for document in item.at_hand(documents):
        row = (*_columns(document, site), styles.as_the_series(item.of(document)).text)
        yield writer.writerow([cell(value) for value in row])


class Feed(Atom1Feed):
    """A page of a result as a feed (RFC 4287), with its neighbours (RFC 5005) and the number of all results."""

    def root_attributes(self) -> dict[str, str]:
        """Those of Atom, and the prefix of OpenSearch's elements."""
        return {**super().root_attributes(), "xmlns:opensearch": OPENSEARCH}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """What is said of the result as a whole."""
        super().add_root_elements(handler)
        for name, value in self.feed["counts"].items():
            handler.addQuickElement(f"opensearch:{name}", str(value))
        for rel, address in self.feed["links"].items():
            handler.addQuickElement("link", "", {"rel": rel, "href": address})


def feed(result: Result, title: str, site: str) -> Feed:
    """A page of a result as a feed."""
    search = result.search
    made = Feed(
        title=title,
        link=f"{site}/search/?{search.parameters}",
        description="",
        feed_url=f"{site}/search.atom?{search.parameters}",
        feed_guid=f"{site}/search.atom?{search.parameters.minus()}",
        author_name="Chancery",
        counts={"totalResults": result.count, "startIndex": search.start + 1, "itemsPerPage": len(result.rows)},
        links=_neighbours(result, site),
    )
    for row in result.rows:
        document = row.document
        address = site + addresses.slot(document.volume.identifier, document.identifier)
        made.add_item(
            title=document.heading,
            link=address,
            description=" ".join(quoted.snippet.html for quoted in row.quotations),
            unique_id=address,
            updateddate=document.changed_at,
            pubdate=None,
        )
    return made


def _neighbours(result: Result, site: str) -> dict[str, str]:
    at = result.search.page
    pages = {"first": 1, "previous": at - 1, "next": at + 1, "last": max(result.pages, 1)}
    return {
        rel: f"{site}/search.atom?{result.search.parameters.at(page=page)}"
        for rel, page in pages.items()
        if 1 <= page <= max(result.pages, 1)
    }


def _row(search: Search, row: Row, head: Head) -> Json:
    document = row.document
    return {
        "id": document.id_in_archive,
        "heading": document.heading,
        "kind": document.kind,
        "volume": document.volume.identifier,
        "file_number": document.file_number or None,
        "date": record_json.date(DateStatement(**document.date)),
        "place": {"text": document.place, "slug": head.place} if document.place else None,
        "sender": [_side(side) for side in head.sender],
        "recipient": [_side(side) for side in head.recipient],
        "url": addresses.slot(document.volume.identifier, document.identifier),
        "snippets": [
            {
                "page": quoted.page,
                "label": quoted.label,
                "note": quoted.snippet.note or None,
                "html": quoted.snippet.html,
                "url": trail.quotation(search, row, quoted),
            }
            for quoted in row.quotations
        ],
    }


def _side(side: Side) -> Json:
    return {"text": side.text, "name": side.name or None, "office": side.office or None, "actors": side.actors}


def _facets(facets: Facets) -> Json:
    told: dict[str, Any] = {}
    for name, values in facets.items():
        if name in ENTITIES:
            told[name] = [{"slug": v.value, "name": v.name, "count": v.count} for v in values]
        elif name == "volume":
            told[name] = [{"id": v.value, "title": v.name, "count": v.count} for v in values]
        elif name in ("year", "decade"):
            told[name] = [{name: int(v.value), "count": v.count} for v in values]
        else:
            told[name] = [{name: v.value, "count": v.count} for v in values]
    return told


def _columns(document: Document, site: str) -> Sequence[object]:
    frame = document.frame
    labels = [label or name for name, label, *_ in frame["pages"]]
    return (
        document.id_in_archive,
        document.heading,
        document.date.get("text", ""),
        document.earliest or "",
        document.latest or "",
        document.place,
        "; ".join(frame["sender"]),
        "; ".join(frame["recipient"]),
        document.kind,
        "; ".join(document.status),
        document.file_number,
        document.despatch_number,
        document.volume.title,
        document.number,
        "–".join(dict.fromkeys([*labels[:1], *labels[-1:]])),
        site + addresses.slot(document.volume.identifier, document.identifier),
    )
