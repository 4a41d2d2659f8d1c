"""One place or actor: how it is named and when, and its documents by the part it has in them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from tantivy import Query, Searcher

from archive.models import Document, Entity, FormerSlug, Volume
from archive.search import histogram, index, namesakes, results, schema, tally
from archive.search.histogram import Histogram
from archive.search.schema import SCHEMA
from archive.search.searches import DATE, PER_PAGE, Parameters, Search

from . import addresses, company, printed
from .addresses import Missing, Moved
from .company import Company
from .printed import Forms

YEARS = 1_000  # more than any archive spans
AT = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}/"),
    "viaf": ("VIAF", "https://viaf.org/viaf/{}/"),
}


class Role(NamedTuple):
    """A part that a place or actor has in documents: in the index, in addresses, in words, as a search's parameter."""

    name: str
    tab: str
    label: str
    parameter: str


OF_PLACES = (
    Role(schema.ANY, "", "All documents", "place"),
    Role("written", "written", "Written from", "place_written"),
    Role("mentioned", "mentioned", "Mentioned in", "place_mentioned"),
)
OF_ACTORS = (
    Role(schema.ANY, "", "All documents", "actor"),
    Role("sender", "sent", "Sent", "actor_sender"),
    Role("recipient", "received", "Received", "actor_recipient"),
    Role("signatory", "signed", "Signed", "actor_signatory"),
    Role("mentioned", "mentioned", "Mentioned in", "actor_mentioned"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """A role, how many documents there are of it, and where they are listed."""

    role: Role
    count: int
    address: str


class Elsewhere(NamedTuple):
    """What a place or actor is called in another catalogue, and where that stands."""

    catalogue: str
    identifier: str
    address: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A place or actor, and a page of its documents in one role, in date order; ``years`` are those of that role."""

    entity: Entity
    tabs: list[Tab]
    tab: Tab
    page: int
    documents: list[Document]
    years: dict[int, int]
    forms: Forms
    company: Company
    is_current: bool

    @property
    def within(self) -> Volume | None:
        """The volume in which whoever is known by a surname alone is known by it; looked up where it was found."""
        volume = getattr(self.entity, "known_in", None)
        return Volume(**volume) if volume and self.entity.kind == "person" else None

    @property
    def pages(self) -> int:
        """How many pages of documents there are."""
        return ceil(self.tab.count / PER_PAGE)

    @property
    def start(self) -> int:
        """The number of the first document on the page, from 1."""
        return (self.page - 1) * PER_PAGE + 1

    @property
    def histogram(self) -> Histogram | None:
        """The years as a picture; None where no document has a date."""
        return histogram.of(self.years)

    @property
    def search(self) -> Parameters:
        """The search for these documents."""
        return Parameters([(self.tab.role.parameter, self.entity.slug)])

    @property
    def elsewhere(self) -> list[Elsewhere]:
        """Where else it is told of."""
        known = {key: str(value) for key, value in self.entity.identifiers.items() if value}
        return [Elsewhere(name, known[key], at.format(known[key])) for key, (name, at) in AT.items() if key in known]


def roles(is_place: bool) -> tuple[Role, ...]:
    """The roles of places, or of actors; the first of them is any."""
    return OF_PLACES if is_place else OF_ACTORS


def find(slug: str, is_place: bool) -> Entity:
    """The place or actor at an address. Raises Missing, and Moved for an address that leads elsewhere now."""
    entity: Entity | None = Entity.objects.annotate(known_in=namesakes.volume()).filter(slug=slug).first()
    if entity is None:
        former = FormerSlug.objects.filter(slug=slug).select_related("entity").first()
        if former is None:
            raise Missing(slug)
        entity = former.entity
    while entity.merged_into is not None:
        entity = entity.merged_into
    if entity.slug != slug or (entity.kind == "place") != is_place:
        raise Moved(addresses.entity(entity.kind, entity.slug))
    return entity


def of(entity: Entity, role: Role, page: int = 1) -> Profile:
    """A page of the documents of a place or actor in a role; its company only for any role.

    Raises index.Unavailable.
    """
    reader = index.reader()
    searcher, own = reader.searcher, roles(entity.kind == "place")
    tabs = [_tab(searcher, entity, one) for one in own]
    tab = tabs[own.index(role)]
    page = max(min(page, ceil(tab.count / PER_PAGE)), 1)
    found = _query(entity, role)
    return Profile(
        entity,
        tabs,
        tab,
        page,
        _documents(searcher, found, page),
        dict(sorted(tally.frequent(searcher, found, {schema.YEAR: YEARS})[schema.YEAR])),
        printed.of(entity),
        company.of(searcher, entity) if role == own[0] else Company(),
        reader.is_current,
    )


def _query(entity: Entity, role: Role) -> Query:
    field = schema.place if entity.kind == "place" else schema.actor
    return Query.term_query(SCHEMA, field(role.name), entity.pk)


def _tab(searcher: Searcher, entity: Entity, role: Role) -> Tab:
    count = searcher.search(_query(entity, role), limit=1).count  # type: ignore[attr-defined]
    address = addresses.entity(entity.kind, entity.slug)
    return Tab(role, int(count), f"{address}{role.tab}/" if role.tab else address)


def _documents(searcher: Searcher, query: Query, page: int) -> list[Document]:
    by, order = results.SORTED_BY[DATE]
    found = searcher.search(query, PER_PAGE, offset=(page - 1) * PER_PAGE, order_by_field=by, order=order)
    keys = searcher.fast_field_values(schema.KEY, [address for _, address in found.hits])
    rows = results.rows(Search(), [int(key) for key in keys if key is not None], 1)
    return [row.document for row in rows]
