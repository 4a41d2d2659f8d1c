"""Names of places and actors as they are sought: plainly spelt, by a beginning, a word, or what is like them."""

from __future__ import annotations

import re
import unicodedata
from functools import reduce
from operator import and_
from typing import Any, NamedTuple

from django.contrib.postgres.search import TrigramWordDistance
from django.db.models import Expression, Q, QuerySet

from archive.models import Entity, EntityName
from archive.models.entity import BETWEEN, LONGEST_PLAIN, UNHEARD

MANY = 5_000  # names with the same beginning that are looked at
ALIKE = 100  # names like another that are looked at
_UNHEARD, _BETWEEN = re.compile(UNHEARD), re.compile(BETWEEN)


class Named(NamedTuple):
    """A place or actor with a name that was sought: its primary key, its kind, and how far the name is from that."""

    key: int
    kind: str
    distance: float = 0.0


def plain(name: str) -> str:
    """A name as typed in a hurry, as the database keeps it (``Entity.plain``, but for the space before it)."""
    decomposed = unicodedata.normalize("NFKD", name).lower()
    return _BETWEEN.sub(" ", _UNHEARD.sub("", decomposed)).strip()[:LONGEST_PLAIN]


def beginning(text: str) -> list[Named]:
    """Those with a name, printed or preferred, that begins with a plain text."""
    return [Named(*row) for row in _sought(Q(plain__startswith=f" {text}"), "kind")[:MANY]]


def holding(text: str) -> list[Named]:
    """Those with a name or office that has, for each word of a plain text, one that begins so; together is nearer."""
    every = reduce(and_, (Q(plain__contains=f" {word}") for word in text.split()))
    found = _sought(every, "kind", "plain")[:MANY]
    return [Named(key, kind, float(f" {text}" not in plain)) for key, kind, plain in found]


def like(text: str) -> list[Named]:
    """Those with a name of which a part is like a plain text, the nearest first."""
    near = Q(plain__trigram_word_similar=text)
    found = _sought(near, "kind", "distance", distance=TrigramWordDistance(text, "plain"))
    return [Named(*row) for row in found.order_by("distance")[:ALIKE]]


def words_like(word: str) -> set[str]:
    """Words of names that have much in common with a plain word, wherever they differ."""
    found = _sought(Q(plain__trigram_word_similar=word), "plain")
    return {part for _, name in found[:ALIKE] for part in name.split()}


def _sought(which: Q, *columns: str, **added: Expression) -> QuerySet[Any, Any]:
    """Rows of an entity's primary key and some columns, from printed and preferred names."""
    printed = EntityName.objects.filter(which).annotate(**added).order_by().values_list("entity_id", *columns)
    preferred = Entity.objects.filter(which).annotate(**added).order_by().values_list("pk", *columns)
    return printed.union(preferred)
