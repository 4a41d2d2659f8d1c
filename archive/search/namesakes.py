"""What tells places and actors of one name apart, in words: a fuller name, the volume it is known in, what they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from archive.models import Entity, EntityName, Variant, Volume

OF_A_VOLUME = ("identifier", "title", "series", "subseries", "number")
LONGEST = 48  # characters of a description that stand behind a name
_NUMBER = re.compile(r"-(\d+)\Z")
_SENTENCE = re.compile(r"[.;:](\s|\Z)")


def fuller() -> Subquery:
    """Of each of some entities the first name that has its own and more: "Amos Perry" of Perry."""
    longer = Variant.objects.filter(entity=OuterRef("pk"), name__icontains=OuterRef("name"), office="")
    return Subquery(longer.exclude(name=OuterRef("name")).order_by("pk").values("name")[:1])


def volume() -> Subquery:
    """Of each of some entities the volume in which its bare name means it, if it does so in none but some: a JSON
    object of what ``Volume`` has."""
    own = EntityName.objects.filter(entity=OuterRef(OuterRef("pk")), plain=OuterRef(OuterRef("plain")))
    some = Volume.objects.filter(identifier__in=own.exclude(scope="").values("scope")).order_by("identifier")
    return Subquery(some.values(told=JSONObject(**{name: name for name in OF_A_VOLUME}))[:1])


def told(keys: Collection[int]) -> dict[int, str]:
    """For places and actors that have a name in common with others, by primary key, the words that tell them apart; no
    two of one name have the same."""
    if not keys:
        return {}
    rows = Entity.objects.filter(pk__in=list(keys)).annotate(fuller=fuller(), known_in=volume())
    columns = ("pk", "slug", "plain", "description", "fuller", "known_in")
    found = {
        (key, slug): (plain, name or _printed(within) or _brief(description))
        for key, slug, plain, description, name, within in rows.order_by("slug").values_list(*columns)
    }
    often = Counter(found.values())
    return {key: said[1] if often[said] == 1 else _numbered(said[1], slug) for (key, slug), said in found.items()}


def apart(names: dict[int, str]) -> dict[int, str]:
    """Names by primary key, those that are the same told apart."""
    often = Counter(names.values())
    same = [key for key, name in names.items() if often[name] > 1]
    words = told(same)
    return {key: f"{name} ({words[key]})" if words.get(key) else name for key, name in names.items()}


def _printed(volume: dict[str, str] | None) -> str:
    """A volume in few words: "1936, Volume III", "volume of 1861"."""
    if not volume:
        return ""
    years, number = volume["subseries"], volume["number"]
    if not years:
        return volume["title"][:LONGEST]
    if not number:
        return f"volume of {years}"
    return f"{years}, {number if number.startswith('Part') else f'Volume {number}'}"


def _brief(description: str) -> str:
    """The beginning of a description."""
    first = _SENTENCE.split(description, maxsplit=1)[0]
    return first if len(first) <= LONGEST else f"{first[:LONGEST].rpartition(' ')[0].rstrip(',')} …"


def _numbered(said: str, slug: str) -> str:
    """With the number that the address has, where there is nothing else that tells one from another."""
    number = _NUMBER.search(slug)
    return ", ".join(filter(None, [said, number[1] if number else ""]))
