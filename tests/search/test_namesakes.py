"""Namesakes: each is called by what tells it from the others, and no two by the same words."""

from __future__ import annotations

import pytest

from archive.models import Entity, EntityName, Variant, Volume
from archive.search import namesakes

pytestmark = pytest.mark.django_db


def person(slug: str, name: str = "Perry", **told: str) -> int:
    return Entity.objects.create(kind="person", name=name, slug=slug, **told).pk


def known_in(key: int, volume: str, name: str = "perry", **told: str | None) -> None:
    """Let a volume, made if it is new, mean somebody by a surname."""
    Volume.objects.get_or_create(identifier=volume, defaults={"title": f"Volume {volume}", **told})
    EntityName.objects.create(kind="person", name=name, scope=volume, entity_id=key)


def test_a_fuller_name_tells_most() -> None:
    amos, horatio = person("perry"), person("perry-2")
    for key, name in ((amos, "Amos Perry"), (horatio, "Horatio J. Perry"), (horatio, "H. Perry")):
        Variant.objects.create(entity_id=key, name=name, basis="signature")
    known_in(amos, "frus1864", subseries="1864")
    assert namesakes.told([amos, horatio]) == {amos: "Amos Perry", horatio: "Horatio J. Perry"}


def test_a_volume_tells_whoever_is_known_in_it_alone() -> None:
    keys = [person(f"perry-{n}") for n in range(2, 6)]
    known_in(keys[0], "frus1861", subseries="1861")
    known_in(keys[1], "frus1864p4", subseries="1864", number="Part IV")
    known_in(keys[2], "frus1936v03", subseries="1936", number="III")
    known_in(keys[3], "letters")
    assert list(namesakes.told(keys).values()) == [
        "volume of 1861",
        "1864, Part IV",
        "1936, Volume III",
        "Volume letters",
    ]


def test_a_description_tells_by_its_first_words() -> None:
    consul = person("perry", description="Consul at Tunis; later at Tangier.")
    long = person("perry-2", description="Secretary of the Legation in Spain, and in charge of it for several years")
    assert namesakes.told([consul, long]) == {
        consul: "Consul at Tunis",
        long: "Secretary of the Legation in Spain, and in …",
    }


def test_where_nothing_else_tells_them_apart_their_numbers_do() -> None:
    keys = [person(slug) for slug in ("perry", "perry-2", "perry-3", "perry-4")]
    for key in keys[2:]:
        known_in(key, f"frus1861-{key}", subseries="1861")
    assert list(namesakes.told(keys).values()) == ["", "2", "volume of 1861, 3", "volume of 1861, 4"]


def test_the_same_words_tell_those_of_another_name_too() -> None:
    keys = [person(slug, slug.partition("-")[0]) for slug in ("perry", "perry-2", "hull", "hull-2")]
    for key, name in zip(keys, ("perry", "perry", "hull", "hull"), strict=True):
        known_in(key, f"frus186{key % 2}", subseries=f"186{key % 2}", name=name)
    assert sorted(namesakes.told(keys).values()) == ["volume of 1860"] * 2 + ["volume of 1861"] * 2


def test_only_those_of_one_name_are_told_more_of() -> None:
    keys = [person("perry"), person("perry-2"), person("adams", "Adams")]
    known_in(keys[1], "frus1861", subseries="1861")
    names = dict(zip(keys, ("Perry", "Perry", "Adams"), strict=True))
    assert namesakes.apart(names) == {
        keys[0]: "Perry",
        keys[1]: "Perry (volume of 1861)",
        keys[2]: "Adams",
    }


def test_signs_of_a_pattern_in_a_name_are_signs() -> None:
    key = person("100", name="100%_")
    Variant.objects.create(entity_id=key, name="100 and more", basis="authority")
    assert namesakes.told([key]) == {key: ""}
