"""Names that no source tags, found in texts and footnotes: written as mentions, or as suggestions where they may mean
several; rulings are asked first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from archive.entities.gazetteer import Gazetteer, Match, Name, Span
from archive.entities.identity import folded
from archive.models import Mention, Ruling, StopName, Suggestion, Variant
from archive.records import document as records

from . import copy

BASES = ("gazetteer", "curator")  # of mentions that no source gives
LONGEST_DATELINE = 300
STATE = """
SELECT (SELECT count(*) || ' ' || coalesce(sum(hashtextextended(v.name, v.entity_id)), 0) FROM archive_variant v
        JOIN archive_entity e ON e.id = v.entity_id WHERE v.use = 'text' AND e.merged_into_id IS NULL)
    || ' ' || (SELECT coalesce(sum(hashtextextended(name, 0)), 0) FROM archive_stopname)
"""
MENTION = (
    *("document", "entity", "order", "kind", "name", "office"),
    *("role", "text", "start", "end", "note", "basis", "key"),
)
SUGGESTION = ("id", "document", "kind", "text", "start", "end", "note")


class Found(NamedTuple):
    """A name found: in which text ("" or a footnote's id), where, its words, what it may mean, and by whose word."""

    note: str
    start: int
    end: int
    text: str
    meant: tuple[tuple[str, int], ...]
    basis: str


@dataclass(slots=True)
class Reading:
    """A document to be searched: its texts by footnote ("" is its own), where names are known there already, and how
    many mentions the source gives it."""

    key: int
    texts: dict[str, str]
    taken: dict[str, list[Span]] = field(default_factory=dict)
    mentions: int = 0


Suggested = set[tuple[str, int, int, frozenset[int]]]  # footnote, start, end, candidates
Rulings = Mapping[tuple[int, bool, str], tuple[str, int] | None]  # document, whether it is of a place, folded name


def names() -> Iterator[Name]:
    """The names that are looked for."""
    rows = Variant.objects.filter(use="text", entity__merged_into=None)
    return (Name(*row) for row in rows.order_by("pk").values_list("name", "entity__kind", "entity"))


_held: tuple[str, Gazetteer] | None = None


def current() -> Gazetteer:
    """The matcher of the names there are now; made anew only when they have changed."""
    global _held
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        state = f"{connection.settings_dict['NAME']} {cursor.fetchone()[0]}"
    if _held is None or _held[0] != state:
        _held = state, Gazetteer(names(), StopName.objects.values_list("name", flat=True))
    return _held[1]


def of_record(key: int, document: records.Document) -> Reading:
    """A document as its source gives it."""
    texts = {"": document.text, **{note.id: note.text for note in document.notes}}
    known = [(m.note, m.role, m.start, m.end) for m in document.mentions]
    return reading(key, texts, known, [party.text for party in (*document.sender, *document.recipient)])


def reading(
    key: int, texts: dict[str, str], known: Sequence[tuple[str, str, int, int]], sides: Sequence[str]
) -> Reading:
    """A document with its texts, the mentions its source gives (footnote, role, start, end), its parties as printed."""
    taken: dict[str, list[Span]] = defaultdict(list)
    for note, role, start, end in known:
        taken[note].append(_around(role, (start, end), texts[note], sides))
    return Reading(key, texts, taken, len(known))


def _around(role: str, span: Span, text: str, sides: Sequence[str]) -> Span:
    """What says no more than a mention does: the side of a heading that it is in, or its dateline."""
    start, end = span
    if role in ("sender", "recipient"):
        for side in sides:
            at = text.find(side, max(0, start - len(side)), end + len(side))
            if at != -1 and at <= start and end <= at + len(side):
                return at, at + len(side)
    if role == "written":
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        last = len(text) if last == -1 else last
        if last - first <= LONGEST_DATELINE:
            return first, last
    return span


Matches = dict[int, list[tuple[str, Match]]]  # by document: footnote and match


def search(gazetteer: Gazetteer, readings: Iterable[Reading]) -> Matches:
    """What is found in each document, text by text."""
    return {
        each.key: [
            (n, match) for n, text in each.texts.items() for match in gazetteer.find(text, each.taken.get(n, ()))
        ]
        for each in readings
    }


class Searching:
    """Documents being searched while others may still write; what is found is written once nobody else does."""

    def __init__(self, readings: Iterable[Reading]) -> None:
        self.readings = list(readings)
        self.gazetteer = current()
        self.matches = search(self.gazetteer, self.readings)

    def found(self) -> dict[int, list[Found]]:
        """What there is to write, by document; to be asked for by who holds the writers' lock."""
        if (now := current()) is not self.gazetteer:
            self.gazetteer, self.matches = now, search(now, self.readings)
        return decide(self.readings, self.matches)


def rulings(documents: Collection[int]) -> Rulings:
    """What curators have ruled names without an office to mean in some documents, with its kind; None is nobody."""
    rows = Ruling.objects.filter(Q(office="") | ~Q(kind="person"), document__in=documents)
    values = rows.values_list("document", "kind", "name", "entity__kind", "entity").order_by("entity_id")  # nobody last
    ruled: dict[tuple[int, bool, str], tuple[str, int] | None] = {}
    for key, kind, name, now, entity in values:
        ruled.setdefault((key, kind == "place", folded(kind, name)), (now, entity) if entity else None)
    return ruled


def decide(readings: Iterable[Reading], matches: Matches) -> dict[int, list[Found]]:
    """What is found in each document, by its primary key, with the curators' word on it."""
    by_key = {each.key: each for each in readings}
    ruled = rulings(list(by_key))
    return {key: list(_decided(each, matches[key], ruled)) for key, each in by_key.items()}


def _decided(reading: Reading, matches: Iterable[tuple[str, Match]], ruled: Rulings) -> Iterator[Found]:
    for note, match in matches:
        text = reading.texts[note][match.start : match.end]
        found = Found(note, match.start, match.end, text, match.meant, "gazetteer")
        if ruled:
            asked = dict.fromkeys((reading.key, kind == "place", folded(kind, text)) for kind, _ in match.meant)
            said = [ruled[who] for who in asked if who in ruled]
            if said and not (meant := tuple(one for one in said if one is not None)):
                continue
            found = found._replace(meant=meant[:1], basis="curator") if said else found
        yield found


def sure(found: Iterable[Found]) -> list[Found]:
    """What can mean one only: the mentions."""
    return [one for one in found if len(one.meant) == 1]


def unsure(found: Iterable[Found]) -> Suggested:
    """What may mean several: the suggestions."""
    return {(f.note, f.start, f.end, frozenset(entity for _, entity in f.meant)) for f in found if len(f.meant) > 1}


def write(readings: Iterable[Reading], found: Mapping[int, Sequence[Found]]) -> None:
    """Insert what was found behind the mentions of the source; there must be nothing of it yet."""
    copy.rows(Mention, MENTION, (row for each in readings for row in _mentions(each, sure(found[each.key]))))
    _suggest([(key, one) for key, some in found.items() for one in some if len(one.meant) > 1])


def _mentions(reading: Reading, found: Iterable[Found]) -> Iterator[tuple[object, ...]]:
    for order, f in enumerate(found, reading.mentions):
        kind, entity = f.meant[0]
        yield reading.key, entity, order, kind, f.text, "", "mentioned", f.text, f.start, f.end, f.note, f.basis, ""


def _suggest(unsure: list[tuple[int, Found]]) -> None:
    if not unsure:
        return
    ids = copy.allocate(Suggestion, len(unsure))
    copy.rows(
        Suggestion,
        SUGGESTION,
        ((id, key, f.meant[0][0], f.text, f.start, f.end, f.note) for id, (key, f) in zip(ids, unsure, strict=True)),
    )
    copy.rows(
        Suggestion.candidates.through,
        ("suggestion", "entity"),
        ((id, entity) for id, (_, f) in zip(ids, unsure, strict=True) for _, entity in f.meant),
    )


def clear(documents: Collection[int]) -> None:
    """Delete what was found in some documents."""
    Mention.objects.filter(document__in=documents, basis__in=BASES).delete()
    Suggestion.objects.filter(document__in=documents).delete()


def held(documents: Collection[int]) -> dict[int, list[Found]]:
    """What is written of some documents, in the form of what is found."""
    standing: dict[int, list[Found]] = defaultdict(list)
    rows = Mention.objects.filter(document__in=documents, basis__in=BASES).order_by("document", "order")
    for key, note, start, end, text, kind, entity, basis in rows.values_list(
        "document", "note", "start", "end", "text", "kind", "entity", "basis"
    ):
        standing[key].append(Found(note, start, end, text, ((kind, entity),), basis))
    return standing


def suggested(documents: Collection[int]) -> dict[int, Suggested]:
    """The suggestions that are written of some documents: footnote, start, end, candidates."""
    candidates: dict[tuple[int, str, int, int], set[int]] = defaultdict(set)
    rows = Suggestion.objects.filter(document__in=documents)
    for *place, entity in rows.values_list("document", "note", "start", "end", "candidates"):
        candidates[tuple(place)].add(entity)  # type: ignore[index]
    standing: dict[int, Suggested] = defaultdict(set)
    for (key, note, start, end), some in candidates.items():
        standing[key].add((note, start, end, frozenset(some)))
    return standing
