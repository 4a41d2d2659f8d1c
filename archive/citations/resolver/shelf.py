"""The volumes held, kept as long as the archive does not change; which of them a citation may mean."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from archive.models import Revision, Volume

from .cited import Cited
from .fitting import Neighbours, fit
from .holding import Holding, Years, holding

ROOM_FOR_DOUBT = 12  # volumes that are looked into where a citation does not say which one it means


@dataclass(frozen=True, slots=True)
class Candidate:
    """A volume that a citation may mean; ``sure`` if all it says agrees and nothing is missing."""

    holding: Holding
    sure: bool


@dataclass(frozen=True)
class Shelf:
    """All volumes held, withdrawn ones among them."""

    holdings: tuple[Holding, ...]

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """Whole titles that can be recognised in a text."""
        return tuple(each.title for each in self.holdings)

    @cached_property
    def by_identifier(self) -> dict[str, Holding]:
        """By id, and by id in small letters where no other has it."""
        lowered: dict[str, Holding] = {}
        for each in self.holdings:
            lowered.setdefault(each.identifier.lower(), each)
        return lowered | {each.identifier: each for each in self.holdings}

    @cached_property
    def by_key(self) -> dict[int, Holding]:
        return {each.key: each for each in self.holdings}

    def find(self, identifier: str) -> Holding | None:
        """The volume of an id; capitals matter only between two that differ in them alone."""
        return self.by_identifier.get(identifier) or self.by_identifier.get(identifier.lower())

    def candidates(self, cited: Cited) -> list[Candidate]:
        """The volumes that a citation may mean: those that agree in all, else those that do not disagree."""
        fits = [(each, fit(cited, each, self._beside(each))) for each in self.holdings]
        sure = [each for each, fits_ in fits if fits_]
        if len(sure) == 1:
            return [Candidate(sure[0], True)]
        open_ = [each for each, fits_ in fits if fits_ is None]
        of_its_years = [each for each in open_ if each.years == cited.years]
        return [Candidate(each, False) for each in (sure or of_its_years or open_)[:ROOM_FOR_DOUBT]]

    def of_years(self, years: Years) -> list[Holding]:
        """What is held of the years a citation names, to tell a reader who asked for another."""
        return [each for each in self.holdings if each.years == years and not each.withdrawn]

    def _beside(self, held: Holding) -> Neighbours:
        shares = any(len(self._years_of[word]) > 1 for word in held.own)
        return Neighbours(held.years in self._numbered, shares)

    @cached_property
    def _numbered(self) -> set[Years | None]:
        return {each.years for each in self.holdings if each.volume and not each.own}

    @cached_property
    def _years_of(self) -> dict[str, set[Years | None]]:
        """The years of the volumes that bear a name, by its words."""
        found: dict[str, set[Years | None]] = defaultdict(set)
        for each in self.holdings:
            for word in each.own:
                found[word].add(each.years)
        return found


_KEPT: dict[str, Shelf] = {}


def current() -> Shelf:
    """The shelf of the archive's present revision, kept until there is a newer one."""
    _, token = Revision.latest()
    if not token or token not in _KEPT:
        shelf = load()
        _KEPT.clear()
        if token:
            _KEPT[token] = shelf
        return shelf
    return _KEPT[token]


def load() -> Shelf:
    """The shelf as the database has it now, also in the middle of a transaction."""
    rows = Volume.objects.order_by("identifier")
    columns = ("pk", "identifier", "title", "series", "subseries", "number", "year", "withdrawn_at", "withdrawn_reason")
    return Shelf(tuple(holding(Volume(**dict(zip(columns, row, strict=True)))) for row in rows.values_list(*columns)))
