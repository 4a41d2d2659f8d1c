"""From what a citation says to the passage it means: one when that is certain, several when in doubt, or why none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from . import shelf, understanding
from .cited import Cited
from .lookup import Library
from .match import Match
from .need import Need, fetch
from .shelf import Shelf

FOUND, SEVERAL, NONE = 302, 300, 404
MOST_MATCHES = 40
UNCERTAIN = "It does not say enough to be sure which of these is meant."
PERHAPS = "It does not say enough to be sure that this is meant."


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of one citation: the ``matches``, best first, and sentences that say what was not found or is open.

    A match is ``certain`` only if it is the only one, and all that the citation says agrees with it.
    """

    cited: Cited
    matches: tuple[Match, ...] = ()
    why_not: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """302 for the one passage that is meant, 300 for several or one in doubt, 404 for none."""
        if not self.matches:
            return NONE
        return FOUND if len(self.matches) == 1 and self.matches[0].certain else SEVERAL


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a whole text: a resolution for each citation in it, in its order."""

    resolutions: tuple[Resolution, ...]

    @property
    def matches(self) -> tuple[Match, ...]:
        """All passages found, each once; certain only where one citation alone was read."""
        found: dict[str, Match] = {}
        for match in (match for each in self.resolutions for match in each.matches):
            found.setdefault(match.url, match)
        return tuple(found.values())

    @property
    def status(self) -> int:
        """302 if every citation that says something means the same passage, else 300, or 404 where none is found."""
        telling = [each for each in self.resolutions if each.cited.says_something]
        if telling and all(each.status == FOUND for each in telling) and len(self.matches) == 1:
            return FOUND
        return SEVERAL if self.matches else NONE

    @property
    def why_not(self) -> tuple[str, ...]:
        """What was not found, and what is open, in sentences; each once."""
        return tuple(dict.fromkeys(said for each in self.resolutions for said in each.why_not))

    def as_json(self) -> dict[str, Any]:
        """For programs: what was understood, and the passages."""
        read = [each.cited.understood | _problems(each) for each in self.resolutions]
        return {
            "understood": read[0] if len(read) == 1 else {"citations": read},
            "matches": [{"url": each.url, "label": each.label, "kind": each.kind} for each in self.matches],
            "why_not": list(self.why_not),
        }


def _problems(resolution: Resolution) -> dict[str, Any]:
    return {"problems": list(resolution.cited.problems)} if resolution.cited.problems else {}


def answer(text: str) -> Answer:
    """Understand a text, as one citation or several, and find what it means; for any text, in bounded time."""
    held = shelf.current()
    return Answer(tuple(all_of(understanding.understand(text, held.titles), held)))


def everything(text: str) -> Answer:
    """Find all citations of a long text, each for itself: a bibliography, the notes of an article."""
    held = shelf.current()
    return Answer(tuple(all_of(understanding.every(text, held.titles), held)))


def resolve(cited: Cited) -> Resolution:
    """Find what one citation means, with at most six queries."""
    return all_of([cited], shelf.current())[0]


def all_of(citations: Sequence[Cited], held: Shelf) -> list[Resolution]:
    """Find what many citations mean, with as many queries as for one."""
    readings = [(number, each) for number, cited in enumerate(citations) for each in (cited, cited.otherwise) if each]
    needs = [Need.of(each, held) for _, each in readings]
    library = Library(held, fetch(needs))
    found: dict[int, list[Resolution]] = {}
    for (number, _), need in zip(readings, needs, strict=True):
        found.setdefault(number, []).append(_one(need, library))
    return [_chosen(found[number]) for number in range(len(citations))]


def _chosen(readings: Sequence[Resolution]) -> Resolution:
    """Of two ways to read a citation the one that is certain; where both find something, all."""
    first, *others = readings
    if first.status == FOUND or not others:
        return first
    other = others[0]
    if other.status != FOUND:
        return first
    if not first.matches:
        return Resolution(first.cited.otherwise or first.cited, other.matches, ())
    doubtful = [replace(match, certain=False) for match in (*other.matches, *first.matches)]
    return Resolution(first.cited, tuple(doubtful), (UNCERTAIN,))


def _one(need: Need, library: Library) -> Resolution:
    matches, said = library.find(need)
    once = list({match.url: match for match in reversed(matches)}.values())[::-1]
    if len(once) > 1 or need.cited.further:
        once = [replace(match, certain=False) for match in once]
    if once and not (len(once) == 1 and once[0].certain) and not said:
        said = [UNCERTAIN if len(once) > 1 else PERHAPS]
    return Resolution(need.cited, tuple(once[:MOST_MATCHES]), (*need.cited.problems, *said))


def certain(citations: Iterable[Cited], held: Shelf) -> list[Match | None]:
    """For each citation the one passage it means, None where there is any doubt."""
    return [each.matches[0] if each.status == FOUND else None for each in all_of(list(citations), held)]
