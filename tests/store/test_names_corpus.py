"""The published volumes and the authority file: who wrote to whom from where is what the tags say, no two persons are
one, and nearly all places of writing are on the map.

What the tags say is read here by lxml alone: TEI ``persName`` and ``gloss`` of type ``from`` and ``to`` in a document's
heading, ``placeName`` in its dateline.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree
from pytest_django import DjangoDbBlocker

from archive.entities import full_names
from archive.entities.identity import fold, folded
from archive.ingest import mentions
from archive.models import Document, Entity, EntityName, Mention, PartyActor, Variant
from archive.store import authorities
from tests import specimens

pytestmark = [pytest.mark.corpus, pytest.mark.proof, pytest.mark.timeout(900), pytest.mark.django_db]

TEI = "{http://www.tei-c.org/ns/1.0}"
FRUS = "{http://history.state.gov/frus/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
SHARE = 0.995
COMMON_SURNAMES = 100
TITLES = re.compile(
    r"(?:the,?|all|messrs|mrs?|m|dr|hon|señor|don|lord|sir|viscount|baron|count|general|admiral|colonel|captain"
    r"|commander|commodore|lieutenant|major|sergeant|chief|senator|president|secretary)\b[.,]*\s+",
    re.IGNORECASE,
)
# A tagged place that is none: frus1919Parisv11 d276 tags the "Circa" of "Circa July 1".
NO_PLACE = re.compile(r"[\W\d_]*(?:circa|undated)?[\W\d_]*", re.IGNORECASE)


class Tagged(NamedTuple):
    """What the tags of a document say."""

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    written: tuple[str, ...]


# What datelines print without the town: an office, a house, a ship.
NO_TOWN = re.compile(r"\b(?:Office|Affairs|Department|Legation|Palace)\b|\bS\. S\. ")
# An estate, a harbor, two waters: not in GeoNames as far as it comes with packages; and one of which there are two.
OFF_THE_MAP = {
    "Green Wood Gate, Ashdown Forrest, Withyham, Sussex", "Henderson Harbor, N. Y.",
    "Off Southwest Pass of Mississippi", "Simiahmoo Bay, Gulf of Georgia", "La Libertad",
}  # fmt: skip

Where = tuple[str, str]  # volume and document
Tags = dict[Where, Tagged]


@pytest.fixture(scope="module")
def tags(corpus: Path, published: None, django_db_blocker: DjangoDbBlocker) -> Tags:
    """What the tags of the published volumes say; the archive holds them with the authority file."""
    with django_db_blocker.unblock():
        authorities.load(specimens.FIXTURES / "authorities")
    return dict(entry for path in sorted(corpus.glob("*.xml")) for entry in _read(path))


def _read(path: Path) -> Iterator[tuple[tuple[str, str], Tagged]]:
    root = etree.parse(path, etree.XMLParser(huge_tree=True)).getroot()
    for division in root.iter(TEI + "div"):
        if division.get("type") == "document" and division.get(XML_ID):
            own = [e for e in division.iter(TEI + "head", TEI + "dateline") if _is_own(e, division)]
            head = next((e for e in own if e.tag == TEI + "head"), None)
            dateline = next((e for e in own if e.tag == TEI + "dateline"), None)
            places = () if dateline is None else _said(dateline.iter(TEI + "placeName"))
            told = Tagged(_side(head, "from"), _side(head, "to"), places)
            yield (root.get(XML_ID), division.get(XML_ID)), told


def _is_own(element: etree._Element, division: etree._Element) -> bool:
    """Whether nothing stands between a document and an element that is enclosed, noted or another document."""
    for around in element.iterancestors():
        if around is division:
            return True
        if around.tag in (FRUS + "attachment", TEI + "note", TEI + "div"):
            return False
    return False


def _side(head: etree._Element | None, side: str) -> tuple[str, ...]:
    """The tagged names of a side; a tag around the whole heading ("Mr. Dayton to Mr. Seward") says nothing of it."""
    if head is None:
        return ()
    names = _said(e for e in head.iter(TEI + "persName", TEI + "gloss") if e.get("type") == side)
    return tuple(name for name in names if not re.search(r"\sto\s(?!negotiate)", name, re.IGNORECASE))


def _said(elements: Iterator[etree._Element]) -> tuple[str, ...]:
    words = (" ".join("".join(_own_text(element)).split()) for element in elements)
    return tuple(word for word in words if word and not NO_PLACE.fullmatch(word))


def _own_text(element: etree._Element) -> Iterator[str]:
    """The characters of an element without its notes; breaks part words."""
    yield element.text or ""
    for child in element:
        if child.tag in (TEI + "lb", TEI + "pb"):
            yield " "
        elif isinstance(child.tag, str) and child.tag != TEI + "note":
            yield from _own_text(child)
        yield child.tail or ""


def _plain(name: str) -> str:
    name = re.sub(r"[’']s$", "", name.strip(" .,*"))
    while title := TITLES.match(name):
        name = name[title.end() :]
    return fold(name)


def _seats(role: str) -> dict[tuple[str, str], set[str]]:
    """What those are called, in any way, whom the archive holds for one side of each document."""
    called = _called()
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = PartyActor.objects.filter(party__role=role)
    columns = ("party__document__volume__identifier", "party__document__identifier", "entity")
    for volume, document, entity in rows.values_list(*columns):
        found[volume, document] |= called[entity]
    return found


def _called() -> dict[int, set[str]]:
    """All names and offices of every entity: preferred, printed and further ones."""
    called: dict[int, set[str]] = defaultdict(set)
    rows = (
        *Entity.objects.values_list("pk", "name", "office"),
        *EntityName.objects.values_list("entity", "name", "office"),
        *Variant.objects.values_list("entity", "name", "office"),
        *Mention.objects.order_by().values_list("entity", "name", "office").distinct(),
    )
    for key, name, office in rows:
        called[key] |= {_plain(name), _plain(office), folded("place", name)}
    return called


def _report(what: str, tagged: Iterable[Where], wrong: Collection[Where]) -> None:
    """Print of how many documents it is found, volume by volume; to be seen with ``-s`` and without workers."""
    print(f"\n{what:34} {'tagged':>8} {'as tagged':>10} {'share':>8}")
    of_volume = Counter(volume for volume, _ in tagged)
    amiss = Counter(volume for volume, _ in wrong)
    for volume, count in [*sorted(of_volume.items()), ("all", of_volume.total())]:
        right = count - (amiss.total() if volume == "all" else amiss[volume])
        print(f"  {volume:32} {count:8,} {right:10,} {right / count:8.2%}")


@pytest.mark.parametrize(("role", "side"), [("sender", 0), ("recipient", 1)])
def test_who_sent_and_who_received_is_what_the_tags_say(
    tags: Tags, role: str, side: int, capsys: pytest.CaptureFixture[str]
) -> None:
    seats = _seats(role)
    tagged = {where: told[side] for where, told in tags.items() if told[side]}
    wrong = {where: names for where, names in tagged.items() if not all(_plain(name) in seats[where] for name in names)}
    with capsys.disabled():
        _report(f"sent {'by' if role == 'sender' else 'to'}", tagged, wrong)
        for where, names in wrong.items():
            print(f"  {'/'.join(where)}: {names}, found {sorted(seats[where])[:6]}")
    assert tagged
    assert len(wrong) <= (1 - SHARE) * len(tagged)


def test_where_documents_were_written_is_what_the_tags_say(tags: Tags, capsys: pytest.CaptureFixture[str]) -> None:
    called = _called()
    found: dict[tuple[str, str], tuple[str, set[str]]] = {}
    columns = ("document__volume__identifier", "document__identifier", "text", "entity")
    for volume, document, text, entity in Mention.objects.filter(role="written").values_list(*columns):
        found[volume, document] = text, called[entity]
    tagged = {where: told.written for where, told in tags.items() if told.written}
    wrong = {where: names for where, names in tagged.items() if not _is_right(names, found.get(where))}
    with capsys.disabled():
        _report("written from", tagged, wrong)
        for where, names in wrong.items():
            print(f"  {'/'.join(where)}: {names}, found {found.get(where, ('',))[0]!r}")
    assert tagged
    assert len(wrong) <= (1 - SHARE) * len(tagged)


def _is_right(tagged: tuple[str, ...], found: tuple[str, set[str]] | None) -> bool:
    """Whether the words found stand in a tag, and the place is called so, by whatever office stands before it."""
    if found is None:
        return False
    text, called = found
    plain = folded("place", text)
    return plain in called and any(plain in folded("place", name) for name in tagged)


def test_nothing_was_sent_by_whom_no_tag_nor_heading_names(tags: Tags) -> None:
    """A document without tags has a party only where its heading prints one."""
    untagged = {where for where, told in tags.items() if not told.sender and not told.recipient}
    rows = Document.objects.letters().filter(parties__isnull=False).distinct()
    for volume, document, heading in rows.values_list("volume__identifier", "identifier", "heading"):
        if (volume, document) in untagged:
            assert re.search(r"\b(?:to|by|from|of|with|and|[’']s)\b|[’']s", heading, re.IGNORECASE), heading


def test_nine_of_ten_documents_with_a_place_in_their_dateline_can_be_put_on_a_map(
    tags: Tags, capsys: pytest.CaptureFixture[str]
) -> None:
    where = {name for name, told in tags.items() if told.written}
    columns = ("document__volume__identifier", "document__identifier", "entity__name", "entity__latitude")
    rows = Mention.objects.filter(role="written").values_list(*columns)
    on_the_map = {(volume, document) for volume, document, _, latitude in rows if latitude is not None}
    off = Counter(name for volume, document, name, latitude in rows if latitude is None)
    with capsys.disabled():
        _report("on the map, of those written from", where, where - on_the_map)
        print(f"  not on it: {off.most_common(20)}")
    assert len(where & on_the_map) >= 0.9 * len(where)
    assert {name for _, _, name, latitude in rows if latitude is not None} >= {"Washington", "Mexico City", "Havana"}


def test_the_hundred_places_that_most_documents_were_written_from_have_a_point_and_its_source(tags: Tags) -> None:
    """All but what datelines print without the town, and five that are in no data at hand."""
    rows = Mention.objects.filter(role="written", document__volume__identifier__in={volume for volume, _ in tags})
    often = Counter(rows.values_list("entity", flat=True)).most_common(100)
    places = Entity.objects.in_bulk([key for key, _ in often])
    off = {place.name for place in places.values() if place.latitude is None}
    assert all(place.coordinate_source for place in places.values() if place.latitude is not None)
    assert {name for name in off if not NO_TOWN.search(name)} <= OFF_THE_MAP
    assert len(off) < 20


def test_spellings_of_a_place_are_one_place(tags: Tags) -> None:
    def bearers(*printed: str) -> set[int]:
        rows = Mention.objects.filter(role="written", name__in=printed)
        return set(rows.values_list("entity", flat=True))

    together = [("Habana", "Havana"), ("Petrograd", "St. Petersburg"), ("Constantinople", "Istanbul")]
    together += [("Santiago de Chili", "Santiago"), ("Tokyo", "Yedo"), ("Washington", "Washington, D. C.")]
    together += [("Managua", "Mamagua"), ("Managua", "Managua, Nicaragua"), ("Mexico", "City of Mexico")]
    for printed in together:
        assert len(bearers(*printed)) == 1, printed
    written = Mention.objects.filter(role="written", name="Mexico").first()
    mentioned = Mention.objects.filter(role="mentioned", name="Mexico").first()
    assert written is not None
    assert mentioned is not None
    assert (written.entity.name, mentioned.entity.name) == ("Mexico City", "Mexico")


def test_no_two_persons_of_a_common_surname_are_one_actor(tags: Tags, capsys: pytest.CaptureFixture[str]) -> None:
    """The signatures of whoever is one actor can all be one person's; of the surnames, those of the most documents."""
    signed: dict[int, set[str]] = defaultdict(set)
    surnames: Counter[str] = Counter()
    bearers: dict[str, set[int]] = defaultdict(set)
    rows = Mention.objects.filter(kind="person", role__in=("sender", "recipient", "signatory"))
    for entity, name, role, text in rows.values_list("entity", "name", "role", "text"):
        words = _plain(name).split()
        surname = words[-1] if words else ""
        surnames[surname] += 1
        bearers[surname].add(entity)
        if role == "signatory" and (full := full_names.fuller(name, mentions.signature(text))):
            signed[entity].add(full)
    common = [surname for surname, _ in surnames.most_common(COMMON_SURNAMES)]
    shared = {
        (surname, one, other)
        for surname in common
        for entity in bearers[surname]
        for one in signed[entity]
        for other in signed[entity]
        if not full_names.alike(one, other)
    }
    with capsys.disabled():
        print(f"\nsurnames: {len(common)}; actors of these: {sum(len(bearers[surname]) for surname in common)}")
    assert shared == set()


def test_two_who_sign_with_the_same_surname_in_one_volume_are_two(tags: Tags) -> None:
    """frus1864p4 has Amos Perry, consul at Tunis, and Horatio J. Perry, chargé at Madrid."""
    rows = Mention.objects.filter(document__volume__identifier="frus1864p4", role="signatory", name="Perry")
    signed: dict[str, set[int]] = defaultdict(set)
    for entity, text in rows.values_list("entity", "text"):
        signed[fold(mentions.signature(text))].add(entity)
    assert len(signed["amos perry"]) == len(signed["horatio j. perry"]) == 1
    assert signed["amos perry"] != signed["horatio j. perry"]


def test_who_is_written_to_by_surname_is_whoever_signs_in_the_same_chapter(tags: Tags) -> None:
    """Letters to a Perry at Madrid stand in another chapter than those of the Perry at Tunis."""
    perry = Mention.objects.filter(document__volume__identifier="frus1864p4", name="Perry")
    by_chapter: dict[str, set[int]] = defaultdict(set)
    for chapter, entity in perry.values_list("document__section__title", "entity"):
        by_chapter[chapter].add(entity)
    assert {chapter: len(entities) for chapter, entities in by_chapter.items()} == {"SPAIN.": 1, "TUNIS.": 1}
    assert by_chapter["SPAIN."] != by_chapter["TUNIS."]


@pytest.mark.parametrize(
    ("name", "office", "volumes"),
    [
        ("Hull", "Secretary of State", {"frus1934v05", "frus1936v03"}),
        (
            "Phillips",
            "Acting Secretary of State",
            {"frus1918Russiav03", "frus1919Parisv11", "frus1934v05", "frus1936v03"},
        ),
        ("Seward", "", {"frus1861", "frus1864p4"}),
    ],
)
def test_who_signs_for_a_department_is_one_in_every_volume(
    tags: Tags, name: str, office: str, volumes: set[str]
) -> None:
    rows = Mention.objects.filter(role="signatory", name=name, office=office)
    assert set(rows.values_list("document__volume__identifier", flat=True)) >= volumes
    assert len(set(rows.values_list("entity", flat=True))) == 1


def test_who_signs_with_a_full_name_is_one_in_every_volume(tags: Tags) -> None:
    rows = Mention.objects.filter(
        role="sender", name="Seward", document__volume__identifier__in=("frus1861", "frus1864p4")
    )
    assert len(set(rows.values_list("entity", flat=True))) == 1
