"""Names of places and actors as they are sought: plainly spelt, by a beginning, by words, or by what is like them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import reduce
from operator import and_, itemgetter
from typing import Any, NamedTuple

from django.contrib.postgres.search import TrigramWordDistance
from django.db import connection, transaction
from django.db.models import Expression, Q, QuerySet

from archive.models import Entity, EntityName
from archive.models.entity import BETWEEN, LONGEST_PLAIN, UNHEARD

MANY = 400  # names that are looked at
ALIKE = 50  # names like a word that are looked at
ENOUGH = 0.45  # of the groups of three letters in both, that a name has in common with what is like it
_UNHEARD, _BETWEEN = re.compile(UNHEARD), re.compile(BETWEEN)


class Named(NamedTuple):
    """A name, printed or preferred, of a place or actor: the entity's primary key and kind, and the name, plainly."""

    key: int
    kind: str
    plain: str

    def begins(self, text: str) -> bool:
        """Whether it begins with a plain text."""
        return self.plain.startswith(f" {text}")

    def holds(self, text: str) -> bool:
        """Whether it has, or the office has, a word that begins so for each word of a plain text."""
        return all(f" {word}" in self.plain for word in text.split())


def plain(name: str) -> str:
    """A name as typed in a hurry, as the database keeps it (``Entity.plain``, but for the space before it)."""
    decomposed = unicodedata.normalize("NFKD", name).lower()
    return _BETWEEN.sub(" ", _UNHEARD.sub("", decomposed)).strip()[:LONGEST_PLAIN]


def of(keys: Iterable[int]) -> list[Named]:
    """All names of some entities."""
    some = list(keys)
    return _names(_rows(EntityName, Q(entity__in=some)).union(_rows(Entity, Q(pk__in=some)), all=True))


def beginning(text: str) -> list[Named]:
    """Names that begin with a plain text; not all, where they are many."""
    return _names(_sought(Q(plain__startswith=f" {text}"))[:MANY])


def holding(text: str) -> list[Named]:
    """Names with a word that begins so for each word of a plain text; not all, where they are many."""
    return _names(_sought(reduce(and_, (Q(plain__contains=f" {word}") for word in text.split())))[:MANY])


def like(text: str) -> list[Named]:
    """Names of which a part is like a plain word, the nearest first; few, since each is compared by itself."""
    near = _sought(Q(plain__trigram_word_similar=text), distance=TrigramWordDistance(text, "plain"))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.word_similarity_threshold = %s", [ENOUGH])
        return _names(sorted(near[:ALIKE], key=itemgetter(-1)))


def _sought(which: Q, **added: Expression) -> QuerySet[Any, Any]:
    """Names, printed and preferred; often the same twice."""
    return _rows(EntityName, which, **added).union(_rows(Entity, which, **added), all=True)


def _rows(model: type[Entity | EntityName], which: Q, **added: Expression) -> QuerySet[Any, Any]:
    key = "pk" if model is Entity else "entity_id"
    found = model._default_manager.filter(which).annotate(**added).order_by()
    return found.values_list(key, "kind", "plain", *added)


def _names(rows: Iterable[Any]) -> list[Named]:
    return list(dict.fromkeys(Named(*row[:3]) for row in rows))
