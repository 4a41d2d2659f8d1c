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
CONSIDERED = 1_000  # places, the most frequent first
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

    @property
    def said(self) -> str:
        """In words: "Santiago, 12 documents"."""
        return f"{self.entity.name}, {self.count:,} document{'' if self.count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Map:
    """The places of a search's documents in one role, in an area: those drawn, and those that are not, and why.

    Of the ``found`` documents ``named`` name any place in that role and ``lost`` none but such as it is not known of
    where they are; None where there are more places than were looked at, so that ``is_whole`` does not hold.
    """

    search: Search
    role: str
    view: View
    rows: list[Row]
    outside: int
    beyond: int
    unplaced: list[Row]
    unplaced_more: int
    found: int
    named: int
    lost: int | None
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
    def is_whole(self) -> bool:
        """Whether every place was looked at."""
        return self.lost is not None

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
    view, points = View(area), _points(considered)
    inside = [key for key in considered if key in points and view.holds(view.point(*points[key]))]
    missing = [key for key in considered if key not in points]
    known = Entity.objects.only(*COLUMNS).in_bulk([*inside[:DRAWN], *missing[:TOLD]])
    named = _count(searcher, match.every([query, Query.exists_query(field)]))
    told = sorted(((known[key], considered[key]) for key in inside[:DRAWN]), key=lambda one: (-one[1], one[0].name))
    return Map(
        search,
        role,
        view,
        _drawn(search, role, view, told),
        len(points) - len(inside),
        max(len(inside) - DRAWN, 0),
        [Row(known[key], considered[key], _narrowed(search, role, known[key])) for key in missing[:TOLD]],
        max(len(missing) - TOLD, 0),
        _count(searcher, query),
        named,
        named - _placed(searcher, query, field, points) if len(counted) <= CONSIDERED else None,
        reader.is_current,
    )


def _drawn(search: Search, role: str, view: View, placed: list[tuple[Entity, int]]) -> list[Row]:
    """The places of a view, the most frequent first."""
    points = [Placed(e.name, e.longitude or 0.0, e.latitude or 0.0, count) for e, count in placed]
    drawn = {spot.number: spot for spot in spots.of(view, points)}
    return [
        Row(entity, count, _narrowed(search, role, entity), drawn[number])
        for number, (entity, count) in enumerate(placed)
        if number in drawn
    ]


def _points(keys: Iterable[int]) -> dict[int, tuple[float, float]]:
    """Where some places are, longitude and latitude, as far as that is known."""
    # One list, where a parameter for each would take longer to write than to look up.
    some = RawSQL("SELECT unnest(%s::bigint[])", (list(keys),))
    known = Entity.objects.filter(pk__in=some).exclude(latitude=None)
    rows = known.values_list("pk", "longitude", "latitude")
    return {key: (east, north) for key, east, north in rows if east is not None and north is not None}


def _placed(searcher: Searcher, query: Query, field: str, some: Iterable[int]) -> int:
    """How many documents have any of some places."""
    return _count(searcher, match.every([query, Query.term_set_query(SCHEMA, field, list(some))]))


def _narrowed(search: Search, role: str, entity: Entity) -> Parameters:
    return search.parameters.minus("sort").plus(f"place_{role}", entity.slug)


def _count(searcher: Searcher, query: Query) -> int:
    return int(searcher.search(query, limit=1).count)  # type: ignore[attr-defined]
