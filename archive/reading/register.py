"""The places and the actors that the documents name: by name, by letter, by how often, by what somebody typed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Query

from archive.models import Entity, Variant, Volume
from archive.search import index, names, namesakes, schema, tally
from archive.search.index import Reader
from archive.search.names import Named
from archive.search.suggest import A_LIKENESS, A_WORD

ACTORS = ("person", "office", "body")
BY_NAME, BY_COUNT = "name", "documents"
OTHERS = "0"  # the letter of names that begin with none
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SLIPS = 20  # misspelt names that are told at most
TWO_SLIPS = 6  # letters of a name in which there may be two
LAST = "\U0010ffff"


class Entry(NamedTuple):
    """A place or actor: its preferred name as it is sorted (``Entity.plain``), primary key, kind, how many documents
    name it."""

    plain: str
    key: int
    kind: str
    documents: int


class Listed:
    """Some entries by name, which are asked again and again."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = entries

    @cached_property
    def by_count(self) -> list[Entry]:
        """The most frequent first."""
        return _by_count(self.entries)

    @cached_property
    def letters(self) -> set[str]:
        """The letters that there is anything under."""
        return {letter for letter in (*LETTERS, OTHERS) if self.under(letter)}

    def beginning(self, text: str) -> list[Entry]:
        """Those whose preferred name begins with a plain text."""
        return self.entries[self._at(text) : self._at(text + LAST)]

    def under(self, letter: str) -> list[Entry]:
        """Those under a letter."""
        if letter != OTHERS:
            return self.beginning(letter.lower())
        return self.entries[: self._at("a")] + self.entries[self._at("z" + LAST) :]

    def _at(self, text: str) -> int:
        return bisect_left(self.entries, (f" {text}",))


class Register(Listed):
    """All entries at one revision of the archive, by name."""

    def __init__(self, revision: str, entries: list[Entry]) -> None:
        super().__init__(entries)
        self.revision = revision
        self.by_key = {entry.key: entry for entry in entries}
        self._of_kind: dict[str, Listed] = {}

    @cached_property
    def _text(self) -> str:
        """All names one behind the other, since that is quicker to look through than one by one."""
        return "".join(entry.plain for entry in self.entries)

    @cached_property
    def _begins(self) -> list[int]:
        """Where each begins in it."""
        return list(accumulate((len(entry.plain) for entry in self.entries[:-1]), initial=0))

    def of_kind(self, kind: str) -> Listed:
        """Those of a kind, "" for all."""
        if kind and kind not in self._of_kind:
            self._of_kind[kind] = Listed([entry for entry in self.entries if entry.kind == kind])
        return self._of_kind[kind] if kind else self

    def holding(self, text: str) -> list[Entry]:
        """Those whose preferred name, or office, has a word that begins so for each word of a plain text."""
        first, *rest = sorted(text.split(), key=len, reverse=True)
        numbers: dict[int, None] = {}
        at = self._text.find(f" {first}")
        while at >= 0:
            numbers[bisect_right(self._begins, at) - 1] = None
            at = self._text.find(f" {first}", at + 1)
        return [entry for number in numbers if _holds((entry := self.entries[number]).plain, " ".join(rest))]

    def misspelt(self, text: str) -> list[Entry]:
        """Those whose preferred name begins with a slip or two of the pen, the nearest first."""
        begun = [entry.plain[1 : 1 + len(text)] for entry in self.entries]
        slips = 1 if len(text) < TWO_SLIPS else 2
        found = process.extract(text, begun, scorer=OSA.distance, score_cutoff=slips, limit=SLIPS)
        return [self.entries[number] for _, _, number in found]

    def known(self, some: Iterable[Named]) -> list[Entry]:
        """The entries of some names, in their order."""
        keys = dict.fromkeys(named.key for named in some)
        return [self.by_key[key] for key in keys if key in self.by_key]


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that a reader asked for, and the letters there are more of them under; ``is_like`` where none has the
    name typed and these are like it."""

    entries: list[Entry]
    letters: set[str]
    is_current: bool
    is_like: bool = False


_held: dict[bool, Register] = {}


def of(is_place: bool, text: str = "", letter: str = "", kind: str = "", sort: str = "") -> Found:
    """The places, or actors, that begin with a letter, are of a kind and have a name as ``text`` is typed: those that
    begin so, those of which another name does, then those with words that do, each by name; or the most frequent first.
    Where there are none, those with a name like it, the nearest first.

    Raises index.Unavailable.
    """
    reader = index.reader()
    register = _at(reader, is_place)
    if not (plain := names.plain(text)):
        whole = register.of_kind(kind)
        if not letter:
            return Found(whole.by_count if sort == BY_COUNT else whole.entries, whole.letters, reader.is_current)
        under = whole.under(letter)
        return Found(_by_count(under) if sort == BY_COUNT else under, whole.letters, reader.is_current)
    entries, is_like = _named(register, plain)
    some = [entry for entry in entries if not kind or entry.kind == kind]
    listed = [entry for entry in some if not letter or _letter(entry) == letter]
    return Found(_by_count(listed) if sort == BY_COUNT else listed, set(map(_letter, some)), reader.is_current, is_like)


def near(is_place: bool, slug: str, most: int) -> list[Entry]:
    """Those with a name like what an address was thought to be; none where there is no index."""
    try:
        register = _at(index.reader(), is_place)
    except index.Unavailable:
        return []
    plain = names.plain(slug)
    return _named(register, plain)[0][:most] if plain else []


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it is listed: a further name that it was found by, or by which a surname is known, else the volume in
    which that is known."""

    entity: Entity
    documents: int
    called: str = ""
    within: Volume | None = None


def told(entries: Iterable[Entry], text: str = "") -> list[Row]:
    """Some entries that were found by a text, with what is told of each."""
    some = {entry.key: entry for entry in entries}
    plain = names.plain(text)
    called = _called([key for key, entry in some.items() if not _holds(entry.plain, plain)], plain)
    rows = Entity.objects.filter(pk__in=list(some)).annotate(fuller=namesakes.fuller(), known_in=namesakes.volume())
    known = {one.pk: one for one in rows.only("kind", "name", "office", "slug", "description")}
    return [
        _row(one, entry.documents, called.get(key, ""), one.fuller or "", one.known_in)
        for key, entry in some.items()
        if (one := known.get(key))
    ]


def _row(entity: Entity, documents: int, called: str, fuller: str, volume: dict[str, str] | None) -> Row:
    is_brief = entity.kind == "person" and not entity.description
    said = called or (fuller if is_brief else "")
    return Row(entity, documents, said, Volume(**volume) if volume and is_brief and not said else None)


def _holds(plain: str, text: str) -> bool:
    """Whether a plain name has a word that begins so for each word of a plain text."""
    return all(f" {word}" in plain for word in text.split())


def _called(keys: list[int], text: str) -> dict[int, str]:
    """The first of the other names of some entries that a text is the beginning of."""
    found: dict[int, str] = {}
    for variant in Variant.objects.filter(entity__in=keys).order_by("pk") if keys else ():
        if _holds(f" {names.plain(str(variant))}", text):
            found.setdefault(variant.entity_id, str(variant))
    return found


def _named(register: Register, text: str) -> tuple[list[Entry], bool]:
    """Those of a name, and whether it is only like the one typed."""
    is_brief = max(map(len, text.split())) < A_WORD
    other = names.find_beginning(text) if is_brief else names.find_holding(text)
    first = register.beginning(text)
    second = sorted({*register.known(named for named in other if named.begins(text))} - {*first})
    rest = set() if is_brief else {*register.holding(text), *register.known(other)} - {*first, *second}
    if first or second or rest:
        return [*first, *second, *sorted(rest)], False
    if len(text) < A_LIKENESS:
        return [], False
    return register.known(names.find_nearest(text)) or register.misspelt(text), True


def _by_count(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: -entry.documents)


def _letter(entry: Entry) -> str:
    """The letter that a name stands under."""
    first = entry.plain[1:2].upper()
    return first if first and first in LETTERS else OTHERS


def _at(reader: Reader, is_place: bool) -> Register:
    held = _held.get(is_place)
    if held is None or held.revision != reader.revision:
        held = _held[is_place] = _made(reader, is_place)
    return held


def _made(reader: Reader, is_place: bool) -> Register:
    field = (schema.place if is_place else schema.actor)(schema.ANY)
    counts = tally.every(reader.searcher, Query.all_query(), field)
    rows = Entity.objects.filter(kind__in=["place"] if is_place else ACTORS).order_by()
    known = rows.values_list("plain", "pk", "kind")
    return Register(reader.revision, sorted(Entry(*row, counts[row[1]]) for row in known if row[1] in counts))
