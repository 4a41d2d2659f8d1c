"""What is asked in the benchmark of searching: some sixty queries of every kind, the same in every run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

import psycopg


class Asked(NamedTuple):
    """A query: of which kind, and its parameters as in the address of a search."""

    kind: str
    parameters: dict[str, str]

    @property
    def address(self) -> str:
        """Its query string."""
        return urlencode(self.parameters)

    def __str__(self) -> str:
        return f"{self.kind}: " + " ".join(v if n == "q" else f"{n}={v}" for n, v in self.parameters.items())


WORDS = {
    "common word": ("government", "minister", "the", "telegram"),
    "middling word": ("railway", "fishermen", "loan", "frontier", "passports"),
    "rare word": ("phosphate", "smallpox", "gunboat", "zemstvo"),
    "no such word": ("quaternionic",),
    "several words": (
        *("government treaty", "american citizens protection", "minister foreign affairs conversation"),
        *("loan bankers interest bonds", "railway strike"),
    ),
    "phrase": ('"foreign affairs"', '"most favored nation"', '"law of nations"', '"Trans-Siberian Railway"'),
    "phrase of stop words": ('"of the"', '"it is to be"', '"that he had not been"'),
    "either": ("coal OR oil", '"good offices" OR mediation', "(war OR peace) treaty"),
    "without": ("treaty -peace", "government -united", 'minister -"foreign affairs"'),
    "prefix": ("neutral*", "re*", "bolshev* government"),
    "near": ('"treaty commerce"~5', '"consul general"~1', '"minister war"~10'),
    "field": ("heading:secretary", "heading:minister treaty", "from:ambassador", "to:secretary railway", "place:paris"),
    "file number": ("file:861.77", "file:861 railway"),
}
# {place:3}: the slug of the third most frequent place of writing; actors by how often they are mentioned.
FILTERED: dict[str, tuple[dict[str, str], ...]] = {
    "nothing": ({}, {"sort": "volume"}),
    "place": ({"place_written": "{place:1}"}, {"place_written": "{place:40}", "q": "treaty"}),
    "actor": (
        {"actor_sender": "{actor:1}", "actor_recipient": "{actor:2}"},
        {"actor_sender": "{actor:30}", "q": "government"},
        {"actor": "{actor:5}", "q": '"foreign affairs"'},
    ),
    "date": ({"after": "1917", "before": "1919-06", "q": "railway"}, {"after": "1940-05-10"}),
    "volume": ({"volume": "{volume:1}", "q": "government"}, {"volume": "{volume:7}"}),
    "kind": ({"kind": "telegram", "q": "minister"},),
    "file": ({"file": "861.77"},),
    "status": ({"status": "not-printed", "q": "agreement"},),
    "sort": ({"q": "government", "sort": "date"}, {"q": "treaty", "sort": "-date"}, {"q": "loan", "sort": "volume"}),
    "deep page": ({"q": "government", "page": "200"}, {"page": "1000"}),
    "all at once": (
        {"q": "government -war", "place_written": "{place:2}", "kind": "telegram", "after": "1900", "sort": "-date"},
    ),
}
PLACES = {
    "place": "SELECT e.slug FROM archive_mention m JOIN archive_entity e ON e.id = m.entity_id "
    "WHERE m.role = 'written' GROUP BY e.id ORDER BY count(*) DESC, e.id LIMIT 100",
    "actor": "SELECT e.slug FROM archive_mention m JOIN archive_entity e ON e.id = m.entity_id "
    "WHERE e.kind <> 'place' GROUP BY e.id ORDER BY count(*) DESC, e.id LIMIT 100",
    "volume": "SELECT identifier FROM archive_volume ORDER BY document_count DESC, id LIMIT 100",
}


def every(address: str) -> list[Asked]:
    """All of them, about the names that the archive in the database at ``address`` has."""
    with psycopg.connect(address) as connection:
        names = {what: [name for (name,) in connection.execute(query)] for what, query in PLACES.items()}
    return [Asked(kind, _named(parameters, names)) for kind, parameters in _all()]


def _all() -> Iterator[tuple[str, dict[str, str]]]:
    for kind, queries in WORDS.items():
        yield from ((kind, {"q": query}) for query in queries)
    for kind, asked in FILTERED.items():
        yield from ((kind, parameters) for parameters in asked)


def _named(parameters: dict[str, str], names: dict[str, list[str]]) -> dict[str, str]:
    def name(found: re.Match[str]) -> str:
        some = names[found[1]]
        return some[min(int(found[2]), len(some)) - 1]

    return {key: re.sub(r"\{(\w+):(\d+)\}", name, value) for key, value in parameters.items()}
