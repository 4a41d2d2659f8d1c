"""What tests of search take in and ask: which documents are found."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import QueryDict

from archive.models import Document, Volume
from archive.search import results
from archive.search.filters import SearchFilter
from archive.search.searches import Search
from tests import specimens

EVERY = 1_000_000


def search(q: str = "", **parameters: object) -> Search:
    """The search of an address: its words, and its other parameters."""
    asked = ({"q": q} if q else {}) | parameters
    form = SearchFilter(QueryDict(urlencode(asked, doseq=True)))
    assert form.form.is_valid(), form.faults()
    return form.search


def found(q: str = "", **parameters: object) -> list[str]:
    """The identifiers of the documents found, in the order of the result."""
    count, keys = results.keys(search(q, **parameters), 0, EVERY)
    assert count == len(keys)
    names = dict(Document.objects.values_list("pk", "identifier"))
    return [names[key] for key in keys]


def counts(facet: str, q: str = "", **parameters: object) -> dict[str, int]:
    """The values of a facet, each with its count."""
    return {value.value: value.count for value in results.of(search(q, **parameters)).facets[facet]}


def paper(number: int, words: str, name: str = "") -> str:
    """A document that says these words."""
    return specimens.document(number, f"<head>Paper {number}</head><p>{words}</p>", name)


def take(name: str, *words: str) -> Volume:
    """Take in a volume of a document each for some words."""
    return specimens.take(specimens.volume("".join(paper(n, said) for n, said in enumerate(words, 1)), name=name))
