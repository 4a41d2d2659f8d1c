"""Letters from Norway for tests of what curators do: who sent them, what their texts name, and several curators at
once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from archive.models import (
    Document,
    Entity,
    EntityName,
    FormerSlug,
    Ingestion,
    Mention,
    PartyActor,
    Revision,
    Ruling,
    Suggestion,
    Variant,
)
from archive.reading import entities
from archive.reading.addresses import Moved
from archive.search import index
from archive.store import curating, intake, rematching, verification
from archive.store.gazetteering import BASES
from tests import specimens
from tests.search import searching
from tests.specimens import document, volume

State = dict[str, set[str]]

HEAD = """<head>The Minister in Norway (<persName type="from">{}</persName>) to the
    <gloss type="to">Secretary of State</gloss></head>
    <dateline><placeName>{}</placeName>, <date when="1937-05-01">May 1, 1937</date></dateline>"""
TWICE = "At Kristiansund, and again at Kristiansund, and in Bergen."
ALMGREN, ALMGREEN = "almgren-minister-in-norway", "almgreen-minister-in-norway"  # one, misprinted once
SECRETARY = "secretary-of-state"


def letter(number: int, name: str = "Almgren", place: str = "Oslo", text: str = "Sir.") -> str:
    """A letter of the Minister in Norway to the Secretary of State."""
    return document(number, f"{HEAD.format(name, place)}<p>{text}</p>")


LETTERS = volume(
    letter(1) + letter(2, "Almgreen") + letter(3, place="Christiania", text=TWICE) + letter(4, text="Kristiansund.")
)


def again(source: str = LETTERS) -> None:
    """Take letters in once more, corrected in a word, and read the kept bytes of all volumes as `reindex` does."""
    specimens.take(source.replace("Sir.", f"Sir: corrected after {Revision.objects.count()} changes."))
    for ingestion in Ingestion.objects.filter(is_current=True):
        assert intake.retake(ingestion.pk, ingestion.file).error == ""


def named(slug: str) -> Entity:
    """The place or actor at an address."""
    return Entity.objects.get(slug=slug)


def place(name: str) -> Entity:
    """A place that no document names."""
    return Entity.objects.create(kind="place", name=name, slug=name.lower())


def sought(name: str, *slugs: str) -> None:
    """Let texts be searched for a name, which may mean several."""
    for slug in slugs:
        Variant.objects.create(entity=named(slug), name=name, use="text", basis="authority")
    rematching.again(Document.objects.values_list("pk", flat=True))


def senders(name: str = "frus1937v01") -> list[str]:
    """Who sent each letter, as mentions and as parties, which agree."""
    mentions = Mention.objects.filter(role="sender", document__volume__identifier=name).order_by("document__order")
    seats = PartyActor.objects.filter(party__role="sender", party__document__volume__identifier=name)
    slugs = list(mentions.values_list("entity__slug", flat=True))
    assert slugs == list(seats.order_by("party__document__order").values_list("entity__slug", flat=True))
    return slugs


def found() -> list[tuple[str, str, str]]:
    """The names found in texts: document, words, whom they mean."""
    rows = Mention.objects.filter(basis__in=("gazetteer", "curator")).order_by("document__order", "start")
    return [*rows.values_list("document__identifier", "text", "entity__slug")]


def names(slug: str, *wanted: str) -> list[int]:
    """Some of the names by which a place or actor is known, by primary key."""
    return [row.pk for row in named(slug).names.all() if row.name in wanted]


def keys(*identifiers: str) -> list[int]:
    """Documents by primary key."""
    return list(Document.objects.filter(identifier__in=identifiers).values_list("pk", flat=True))


def revision() -> int:
    return Revision.latest()[0]


def touched_since(before: int) -> set[str]:
    """The documents that were stamped since a revision."""
    return set(Document.objects.filter(revision__gt=before).values_list("identifier", flat=True))


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do things at the same time, each on a connection of its own; gives "done" for each, or why it was refused."""
    start = Barrier(len(acts))

    def act(what: Callable[[], object]) -> str:
        try:
            start.wait(timeout=30)
            what()
        except curating.CurationError as error:
            return str(error)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(act, what) for what in acts]]


# What holds whatever is done


def state() -> State:
    """All that acts can change, in rows that can be compared."""
    entity = ("pk", "kind", "name", "office", "slug", "description", "latitude", "longitude", "coordinate_source")
    living = Variant.objects.filter(entity__merged_into=None)
    return {
        "entities": _rows(Entity.objects.values_list(*entity, "merged_into", "identifiers")),
        "names": _rows(EntityName.objects.values_list("kind", "name", "office", "scope", "entity__slug")),
        "variants": _rows(living.values_list("entity__slug", "name", "office", "use", "basis")),
        "rulings": _rows(Ruling.objects.values_list("document", "kind", "name", "office", "entity__slug")),
        "mentions": _rows(Mention.objects.values_list("document", "order", "kind", "text", "basis", "entity__slug")),
        "seats": _rows(PartyActor.objects.values_list("party__document", "party__role", "order", "entity__slug")),
        "questions": _rows(Suggestion.objects.values_list("document", "note", "text", "kind", "candidates__slug")),
    }


def _rows(rows: Iterable[Any]) -> set[str]:
    return set(map(str, rows))


def changed(before: State, now: State) -> list[tuple[str, set[str], set[str]]]:
    """What is otherwise than it was: rows that are gone, rows that are new. What was split off once may stay behind."""
    both = [(name, rows - now[name], now[name] - rows) for name, rows in before.items()]
    return [(name, gone, new) for name, gone, new in both if gone or (new and name != "entities")]


def printed() -> list[tuple[Any, ...]]:
    """The names that the sources print."""
    rows = Mention.objects.exclude(basis__in=BASES).order_by("document", "order")
    return [*rows.values_list("document", "order", "kind", "name", "office", "role")]


def slugs() -> dict[str, bool]:
    """The addresses there are, and whether each is a place's."""
    return {slug: kind == "place" for slug, kind in Entity.objects.values_list("slug", "kind")}


def good_addresses() -> set[str]:
    """The addresses at which something is, or from which one is led to it."""
    living = Entity.objects.filter(merged_into=None).values_list("slug", flat=True)
    return {*living, *FormerSlug.objects.filter(entity__merged_into=None).values_list("slug", flat=True)}


def lead(slug: str, is_place: bool) -> Entity:
    """Where an address leads, at once or by one redirection."""
    try:
        return entities.find(slug, is_place)
    except Moved as moved:
        _, room, now, _ = moved.address.split("/")
        assert room == ("places" if is_place else "actors")
        return entities.find(now, is_place)


def nothing_means_what_was_merged() -> None:
    for table in (Mention, PartyActor, Ruling, EntityName, FormerSlug):
        assert not table._default_manager.filter(entity__merged_into__isnull=False).exists()
    assert not Suggestion.objects.filter(candidates__merged_into__isnull=False).exists()


def everything_is_found(addresses: Mapping[str, bool]) -> None:
    """The search for each address finds the documents that name what it leads to; the inspection finds no fault."""
    index.follow()
    for slug, is_place in addresses.items():
        held = Document.objects.filter(mentions__entity=lead(slug, is_place)).distinct()
        wanted = sorted(held.values_list("identifier", flat=True))
        assert sorted(searching.found(**{"place" if is_place else "actor": slug})) == wanted, slug
    assert list(verification.faults()) == []
