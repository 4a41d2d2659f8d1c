"""Where the documents of a search were written, or what places they mention: on a map, and in the words beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.expressions import RawSQL
from tantivy import Query, Searcher

from archive.entities import spots, world_map
from archive.entities.spots import Placed, Spot
from archive.entities.world_map import Area, View
from archive.models import Entity
from archive.search import index, match, schema, tally
from archive.search.schema import SCHEMA
from archive.search.searches import Parameters, Search

WRITTEN, MENTIONED = "written", "mentioned"
ROLES = (WRITTEN, MENTIONED)
CONSIDERED = 3_000  # places, the most frequent first
DRAWN = 200
TOLD = 12  # places without coordinates that are named
COLUMNS = ("kind", "name", "office", "slug", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class Row:
    """A place: how many documents it stands for, the search that finds these, and how it is drawn, if it is."""

    entity: Entity
    count: int
    search: Parameters
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Map:
    """The places of a search's documents in one role, in an area: those drawn, and those that are not, and why.

    Of the ``found`` documents ``named`` name any place in that role and ``placed`` one that the map of the world has.
    """

    search: Search
    role: str
    view: View
    rows: list[Row]
    outside: int
    unplaced: list[Row]
    unplaced_more: int
    beyond: int
    found: int
    named: int
    placed: int
    is_current: bool

    @property
    def land(self) -> str:
        """The land, as the path of an SVG picture in tenths of a unit."""
        return world_map.land(self.view.area)

    @property
    def scale(self) -> list[tuple[int, float]]:
        """Numbers of documents and the radii of their circles."""
        return spots.scale(max((row.count for row in self.rows), default=1))

    @property
    def lost(self) -> int:
        """How many documents name a place, but none that the map of the world has."""
        return self.named - self.placed

    @property
    def silent(self) -> int:
        """How many documents name no place in that role."""
        return self.found - self.named


def of(search: Search, role: str = WRITTEN, area: Area = world_map.WORLD) -> Map:
    """The map of a search's documents. Raises index.Unavailable."""
    reader = index.reader()
    searcher, query, field = reader.searcher, search.query(), schema.place(role)
    counted = tally.frequent(searcher, query, {field: CONSIDERED + 1})[field]
    considered = dict(counted[:CONSIDERED])
    placed = _placed(considered)
    drawn = [key for key in considered if key in placed]
    missing = [key for key in considered if key not in placed]
    known = Entity.objects.only(*COLUMNS).in_bulk([*drawn[:DRAWN], *missing[:TOLD]])
    view = View(area)
    rows = _drawn(search, role, view, [(known[key], considered[key]) for key in drawn[:DRAWN]])
    return Map(
        search,
        role,
        view,
        rows,
        len(drawn[:DRAWN]) - len(rows),
        [Row(known[key], considered[key], _narrowed(search, role, known[key])) for key in missing[:TOLD]],
        max(len(missing) - TOLD, 0),
        max(len(drawn) - DRAWN, 0),
        _count(searcher, query),
        _count(searcher, match.every([query, Query.exists_query(field)])),
        _count(searcher, match.every([query, Query.term_set_query(SCHEMA, field, list(placed))])),
        reader.is_current,
    )


def _drawn(search: Search, role: str, view: View, placed: list[tuple[Entity, int]]) -> list[Row]:
    """The places that stand in a view, the most frequent first."""
    points = [Placed(e.name, e.longitude or 0.0, e.latitude or 0.0, count) for e, count in placed]
    drawn = {spot.number: spot for spot in spots.of(view, points)}
    return [
        Row(entity, count, _narrowed(search, role, entity), drawn[number])
        for number, (entity, count) in enumerate(placed)
        if number in drawn
    ]


def _placed(keys: Iterable[int]) -> set[int]:
    """Those of some places of which it is known where they are."""
    # One list, where a parameter for each would take longer to write than to look up.
    some = RawSQL("SELECT unnest(%s::bigint[])", (list(keys),))
    return set(Entity.objects.filter(pk__in=some).exclude(latitude=None).values_list("pk", flat=True))


def _narrowed(search: Search, role: str, entity: Entity) -> Parameters:
    return search.parameters.minus("sort").plus(f"place_{role}", entity.slug)


def _count(searcher: Searcher, query: Query) -> int:
    return int(searcher.search(query, limit=1).count)  # type: ignore[attr-defined]
