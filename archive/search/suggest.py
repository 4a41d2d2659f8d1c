"""What a reader who is typing may be about to name: places, actors, file numbers, documents by their heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA
from tantivy import Query, Searcher

from archive.models import Document, Entity, EntityName, Volume

from . import analysis, index, match, names, schema, spelling
from .analysis import EXACT
from .index import Reader
from .names import Named
from .schema import SCHEMA

PLACE, ACTOR, FILE, DOCUMENT = "place", "actor", "file", "document"
LONGEST = 200  # code points that are read
SHORTEST = 2  # letters that suggest something
A_WORD, A_LIKENESS = 3, 4  # letters that are looked for inside names, and that other names are compared with
OF_EACH = 4
FREQUENT = 1_000  # places, and actors, whose names are kept at hand
TOLD = ("identifier", "heading", "kind", "place", "date", "volume__identifier", "volume__title")
NUMBERS = 500  # file numbers of one beginning that are looked at


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something of the archive: how it is called, what is told of it, and by what it is known: the slug of a place or
    actor, a file number or its class, ``volume/document``."""

    kind: str
    text: str
    detail: str
    known_by: str


class _Frequent(NamedTuple):
    revision: str
    names: list[Named]


_kept = _Frequent("", [])


def for_typing(text: str, most: int = OF_EACH) -> list[Suggestion]:
    """What the beginning of a query may mean, ``most`` of each kind: places, actors, file numbers, documents.

    Raises index.Unavailable.
    """
    typed = text[:LONGEST].replace("\0", " ").encode(errors="replace").decode()
    if len(names.plain(typed)) < SHORTEST:
        return []
    reader = index.reader()
    searcher = reader.searcher
    named = _named(reader, names.plain(typed), most)
    return [*_entities(searcher, named), *_files(searcher, typed, most), *_documents(searcher, typed, most)]


def _named(reader: Reader, text: str, most: int) -> list[Named]:
    """Those whose name begins so; where they are few, those with words in it that do; where there are none, those with
    a name like it. Of each the most frequent, places first."""
    places: dict[int, Named] = {}
    actors: dict[int, Named] = {}

    def add(found: Iterable[Named]) -> None:
        for one in found:
            some = places if one.kind == PLACE else actors
            if len(some) < most:
                some.setdefault(one.key, one)

    def is_enough() -> bool:
        return min(len(places), len(actors)) >= most

    frequent = _frequent(reader)
    add(one for one in frequent if one.begins(text))
    if not is_enough():
        found = _found(reader.searcher, text)
        add(one for one in found if one.begins(text))
        if _is_long(text):
            held = [*names.holding(frequent, text), *found]
            add(sorted(held, key=lambda one: one.is_apart(text)))
    if not places and not actors:
        add(_misspelt(reader.searcher, text))
    return [*places.values(), *actors.values()]


def _found(searcher: Searcher, text: str) -> list[Named]:
    """Names with words that begin so; where those are very many, or the words very short, names that begin so first."""
    found = names.find_holding(text) if _is_long(text) else []
    if not _is_long(text) or len(found) >= names.MANY / 2:  # each may be there twice
        found = [*names.find_beginning(text), *found]
    return _ranked(searcher, found)


def _is_long(text: str) -> bool:
    return max(map(len, text.split())) >= A_WORD


def _frequent(reader: Reader) -> list[Named]:
    """The names of the places and actors that most documents have; looked up once for each revision."""
    global _kept
    if _kept.revision != reader.revision:
        asked = {field: {"terms": {"field": field, "size": FREQUENT}} for field in map(_field, (PLACE, ACTOR))}
        counted = reader.searcher.aggregate(Query.all_query(), asked)
        keys = [int(bucket["key"]) for field in counted.values() for bucket in field["buckets"]]
        _kept = _Frequent(reader.revision, _ranked(reader.searcher, names.of(keys, most=4 * FREQUENT)))
    return _kept.names


def _ranked(searcher: Searcher, found: Iterable[Named]) -> list[Named]:
    """Names whose entity stands in any document, those with the most documents first."""
    counted = [(_frequency(searcher, one), one) for one in found]
    return [one for count, one in sorted(counted, key=lambda pair: -pair[0]) if count]


def _misspelt(searcher: Searcher, text: str) -> list[Named]:
    """Names for a text with a word that no word of the archive begins with: put right, else those with one like it."""
    words = text.split()
    wrong = [word for word in words if len(word) >= A_LIKENESS and not _is_begun(searcher, word)]
    if not wrong:
        return []
    longest = max(wrong, key=len)
    for better in spelling.near(searcher, schema.WORDS, longest):
        found = names.find_holding(" ".join(better if word == longest else word for word in words))
        if ranked := _ranked(searcher, found):
            return ranked
    rest = " ".join(word for word in words if word != longest)
    alike = _ranked(searcher, names.holding(names.find_like(longest), rest))
    return sorted(alike, key=lambda one: min(OSA.distance(longest, part) for part in one.plain.split()))


def _is_begun(searcher: Searcher, word: str) -> bool:
    return bool(searcher.terms_with_prefix(schema.WORDS, word, limit=1))


def _field(kind: str) -> str:
    return schema.place(schema.ANY) if kind == PLACE else schema.actor(schema.ANY)


def _frequency(searcher: Searcher, named: Named) -> int:
    return searcher.doc_freq(_field(named.kind), named.key)


def _entities(searcher: Searcher, named: Sequence[Named]) -> list[Suggestion]:
    entities = Entity.objects.only("name", "office", "description", "slug").in_bulk([one.key for one in named])
    within = _within(key for key, entity in entities.items() if not (entity.office or entity.description))
    suggestions = []
    for one in named:
        entity = entities[one.key]
        if count := _count(searcher, Query.term_query(SCHEMA, _field(one.kind), one.key)):
            kind = PLACE if one.kind == PLACE else ACTOR
            told = [_documents_said(count), entity.description.rstrip(".") or within.get(one.key, "")]
            suggestions.append(Suggestion(kind, str(entity), " · ".join(filter(None, told)), entity.slug))
    return suggestions


def _within(keys: Iterable[int]) -> dict[int, str]:
    """For whoever is known by a surname alone, the volume he is known in."""
    if not (some := list(keys)):
        return {}
    scopes = dict(EntityName.objects.filter(entity__in=some).exclude(scope="").values_list("entity", "scope"))
    volumes = Volume.objects.filter(identifier__in=scopes.values())
    titles = {volume.identifier: volume.title.removeprefix(volume.series).lstrip(" ,.:;") for volume in volumes}
    return {key: titles[scope] for key, scope in scopes.items() if scope in titles}


def _files(searcher: Searcher, typed: str, most: int) -> list[Suggestion]:
    """File numbers that begin so, or, as long as no slash is typed, the classes they belong to."""
    begun = analysis.plain(typed)
    found: Counter[str] = Counter()
    for number, count in searcher.terms_with_prefix(schema.FILE, begun, limit=NUMBERS):
        found[number if "/" in begun else number.partition("/")[0]] += count
    asked = {name: _in_file(name) for name, _ in found.most_common(most)}
    firsts = {name: _keys(searcher, query, 1) for name, query in asked.items()}
    printed = _printed([key for keys in firsts.values() for key in keys])
    return [
        Suggestion(FILE, number, _documents_said(_count(searcher, asked[name])), number)
        for name, keys in firsts.items()
        for key in keys
        if (number := printed[key][: len(name)])
    ]


def _in_file(number: str) -> Query:
    return match.any_of([Query.term_query(SCHEMA, schema.FILE, number), match.begins(schema.FILE, f"{number}/")])


def _printed(keys: Iterable[int]) -> dict[int, str]:
    """The file numbers of documents as they are printed: what the index has is all in small letters."""
    return dict(Document.objects.filter(pk__in=keys).values_list("pk", "file_number"))


def _documents(searcher: Searcher, typed: str, most: int) -> list[Suggestion]:
    """Documents with all these words in the heading, the last one perhaps not yet finished."""
    *words, last = analysis.terms(EXACT, typed) or [""]
    if len(last) + sum(map(len, words)) < A_WORD:
        return []
    whole = [Query.term_query(SCHEMA, schema.HEADING_WORDS, word) for word in words]
    keys = _keys(searcher, match.every([*whole, match.begins(schema.HEADING_WORDS, last)]), most)
    found = Document.objects.shown().select_related("volume").only(*TOLD).in_bulk(keys)
    return [Suggestion(DOCUMENT, d.heading, _told(d), d.id_in_archive) for key in keys if (d := found.get(key))]


def _told(document: Document) -> str:
    undated = "" if document.is_section else "undated"
    date = document.date.get("text") or document.date.get("edtf") or undated
    return " · ".join(filter(None, [document.place, date, document.volume.title]))


def _keys(searcher: Searcher, query: Query, most: int) -> list[int]:
    found = searcher.search(query, limit=most, count=False).hits
    return [int(key) for key in searcher.fast_field_values(schema.KEY, [address for _, address in found]) if key]


def _count(searcher: Searcher, query: Query) -> int:
    return searcher.search(query, limit=1).count or 0  # type: ignore[attr-defined]


def _documents_said(count: int) -> str:
    return f"{count:,} document{'s' if count != 1 else ''}"
