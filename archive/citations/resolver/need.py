"""What citations need to be looked up, and all of it fetched for many of them in a few queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from . import agreement, finding
from .cited import Cited
from .finding import Key, Letter, PrintedPage, Standing
from .holding import Holding
from .shelf import Candidate, Shelf


@dataclass(frozen=True, slots=True)
class Need:
    """What one citation needs to be looked up: ``candidates`` are the volumes that its words may mean, ``pointed`` the
    one that its address names; ``condition`` the documents that it may describe."""

    cited: Cited
    candidates: tuple[Candidate, ...]
    pointed: Holding | None
    condition: Q | None

    @classmethod
    def of(cls, cited: Cited, shelf: Shelf) -> Need:
        """Decide what to look up, by the volumes held."""
        candidates = tuple(shelf.candidates(cited)) if cited.names_a_volume else ()
        shown = tuple(each for each in candidates if not each.holding.withdrawn)
        pointed = shelf.find(cited.address.volume) if cited.address and cited.address.volume else None
        return cls(cited, candidates, pointed, _condition(cited, shown))

    @property
    def shown(self) -> list[Candidate]:
        """The candidates that readers may see."""
        return [each for each in self.candidates if not each.holding.withdrawn]

    @property
    def labels(self) -> list[Key]:
        """The pages it names, by volume and bare label."""
        return [(key, finding.bare(span.first)) for key in self._keys for span in self.cited.pages]

    @property
    def numbers(self) -> list[Key]:
        """The documents it names by number; a bare number may be one in volumes that are cited so."""
        if self.cited.document:
            return [(key, self.cited.document) for key in self._keys]
        if not self.cited.pages or not self.is_unkeyed:
            return []
        return [(each.holding.key, self.cited.pages[0].first) for each in self.shown if each.holding.by_document]

    @property
    def _keys(self) -> set[int]:
        """The volumes in which its place is looked for."""
        return {each.holding.key for each in self.shown} | ({self.pointed.key} if self.pointed else set())

    @property
    def looks_beside(self) -> bool:
        """Whether the documents on its pages are to be compared: some words of it may describe one."""
        cited = self.cited
        is_sure = any(each.sure for each in self.shown)
        return bool(cited.pages and not cited.address and is_sure and (cited.lead or cited.sender or cited.document))

    @property
    def file(self) -> str:
        """The State file number whose dossier may be meant."""
        if self.cited.address:
            return self.cited.address.file
        return "" if self.cited.names_a_volume else self.cited.file

    def misses(self, held: Holding, pages: Mapping[Key, list[PrintedPage]]) -> bool:
        """Whether a volume has not all the pages that are cited."""
        return any((held.key, finding.bare(span.first)) not in pages for span in self.cited.pages)

    @property
    def is_unkeyed(self) -> bool:
        """Whether nothing says that the pages are pages."""
        return not self.cited.words.get("pages", "").lower().startswith(("p", "at"))

    @property
    def slots(self) -> list[Key]:
        """The ids that its address names."""
        if self.pointed is None or self.cited.address is None:
            return []
        names = (self.cited.address.slot, self.cited.address.page)
        return [(self.pointed.key, name) for name in names if name]


def _condition(cited: Cited, shown: Sequence[Candidate]) -> Q | None:
    """The documents that a citation may describe; None where pages or numbers say it, or where it says too little."""
    if cited.address or cited.pages or cited.document or not cited.names_a_letter:
        return None
    if cited.names_a_volume and not shown:
        return None
    file = finding.in_file(cited.file) if "/" in cited.file else Q(file_number=cited.file) if cited.file else None
    within = Q(volume__in=[each.holding.key for each in shown]) if cited.names_a_volume else Q()
    if file is not None:
        return file & within
    if cited.date:
        return Q(earliest__lte=cited.date.latest, latest__gte=cited.date.earliest) & within
    if cited.number:
        shapes = [cited.number, f"{cited.number}."]
        return Q(despatch_number__in=shapes) & within
    surname = agreement.surname(cited.sender or cited.recipient)
    return Q(heading__icontains=surname) & within if surname and cited.names_a_volume else None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What some citations needed: pages by volume and label, documents by volume and number, what stands at ids, the
    documents on pages by the pages' keys, those that may be described and whether these are all, volumes' last pages,
    and which dossiers are held."""

    pages: Mapping[Key, list[PrintedPage]]
    numbered: Mapping[Key, list[Letter]]
    standing: Mapping[Key, Standing]
    beside: Mapping[int, list[Letter]]
    letters: Sequence[Letter]
    has_all_letters: bool
    ends: Mapping[int, str]
    dossiers: frozenset[str]


def fetch(needs: Sequence[Need]) -> Fetched:
    """Fetch what some citations need, all of them together."""
    pages = finding.pages(*_sides(key for need in needs for key in need.labels))
    beside = {page.key for need in needs if need.looks_beside for key in need.labels for page in pages.get(key, ())}
    ends = {each.holding.key for need in needs for each in need.shown if need.misses(each.holding, pages)}
    letters, has_all = finding.matching(need.condition for need in needs if need.condition is not None)
    return Fetched(
        pages=pages,
        numbered=finding.numbered({key for need in needs for key in need.numbers}),
        standing=finding.slots({key for need in needs for key in need.slots}),
        beside=finding.on_pages(beside),
        letters=letters,
        has_all_letters=has_all,
        ends=finding.last_labels(ends),
        dossiers=finding.dossiers({need.file for need in needs} - {""}),
    )


def _sides(keys: Iterable[Key]) -> tuple[set[int], set[str]]:
    some = set(keys)
    return {volume for volume, _ in some}, {label for _, label in some}
