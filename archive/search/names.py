"""Names of places and actors as they are sought: plainly spelt, by a beginning, by words, or by what is like them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction
from rapidfuzz import fuzz

from archive import replicas
from archive.models.entity import BETWEEN, LONGEST_PLAIN, UNHEARD

MANY = 200  # names that are looked at
ALIKE = 50  # names like a word that are looked at
ENOUGH = 0.45  # of the groups of three letters in both, that a name has in common with what is like it
_UNHEARD, _BETWEEN = re.compile(UNHEARD), re.compile(BETWEEN)

# As names are printed and as they are preferred, which is often the same; written out, for it is asked at each key.
_SOUGHT = """
SELECT entity_id, kind, plain FROM archive_entityname WHERE {which}
UNION ALL SELECT id, kind, plain FROM archive_entity WHERE {which} LIMIT {most}
"""


class Named(NamedTuple):
    """A name, printed or preferred, of a place or actor: the entity's key and kind, and name and office, plainly."""

    key: int
    kind: str
    plain: str

    def begins(self, text: str) -> bool:
        """Whether it begins with a plain text."""
        return self.plain.startswith(f" {text}")

    def is_apart(self, text: str) -> bool:
        """Whether the words of a plain text do not stand together in it."""
        return f" {text}" not in self.plain


def plain(name: str) -> str:
    """A name as typed in a hurry, as the database keeps it (``Entity.plain``, but for the space before it)."""
    decomposed = unicodedata.normalize("NFKD", name).lower()
    return _BETWEEN.sub(" ", _UNHEARD.sub("", decomposed)).strip()[:LONGEST_PLAIN]


def holding(some: list[Named], text: str) -> list[Named]:
    """Those of some names that have a word that begins so for each word of a plain text."""
    for word in text.split():
        wanted = f" {word}"
        some = [one for one in some if wanted in one.plain]
    return some


def of(keys: Iterable[int], most: int) -> list[Named]:
    """The names of some entities."""
    which = "{} = ANY(%(keys)s)"
    query = _SOUGHT.replace("{which}", which.format("entity_id"), 1).replace("{which}", which.format("id"))
    return _found(query.format(most=most), keys=list(keys))


def find_beginning(text: str) -> list[Named]:
    """Names that begin with a plain text; not all, where they are many."""
    return _found(_SOUGHT.format(which="plain LIKE %(begins)s", most=MANY), begins=f" {text}%")


def find_holding(text: str) -> list[Named]:
    """Names with a word that begins so for each word of a plain text; not all, where they are many."""
    holds = {f"word{n}": f"% {word}%" for n, word in enumerate(text.split())}
    return _found(_SOUGHT.format(which=" AND ".join(f"plain LIKE %({n})s" for n in holds), most=MANY), **holds)


def find_like(word: str) -> list[Named]:
    """Names of which a part is like a plain word; few, since each is compared by itself."""
    connection = replicas.connection()
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = %s", [ENOUGH])
        return _found(_SOUGHT.format(which="plain %%> %(word)s", most=ALIKE), word=word)


def find_nearest(text: str) -> list[Named]:
    """Names of which a part is like a plain text, the nearest first."""
    return sorted(find_like(text), key=lambda one: (-fuzz.partial_ratio(text, one.plain), len(one.plain), one.plain))


def _found(query: str, **values: Any) -> list[Named]:
    with replicas.connection().cursor() as cursor:
        cursor.execute(query, values)
        return list(dict.fromkeys(Named(*row) for row in cursor.fetchall()))
