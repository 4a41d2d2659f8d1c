"""A place or actor as its curator sees it: under which names it is printed, how often, and what would move with it."""

from __future__ import annotations

import pytest

from archive.models import Entity, FormerSlug, Variant
from archive.reading import authority
from archive.store import curating, rematching
from tests.specimens import document, take, volume

pytestmark = pytest.mark.django_db

HEAD = """<head>The Minister in Norway (<persName type="from"{2}>{0}</persName>) to
    Mr. <persName type="to">{1}</persName></head>
    <dateline><placeName>Oslo</placeName></dateline>"""
ALMGREN = "almgren-minister-in-norway"


def letter(number: int, sender: str = "Almgren", recipient: str = "Berg", key: str = "") -> str:
    tie = f' corresp="{key}"' if key else ""
    return document(number, f"{HEAD.format(sender, recipient, tie)}<p>Of Oslo and Bergen.</p>")


def named(slug: str) -> Entity:
    return Entity.objects.get(slug=slug)


def printed(slug: str) -> dict[str, tuple[str, int]]:
    """The names of an entity, with what they mean it within, and how often they are printed."""
    return {name.said: (name.within, name.times) for name in authority.printed(named(slug))}


def test_a_name_is_counted_as_often_as_it_is_printed() -> None:
    take(volume(letter(1) + letter(2) + letter(3, "Almgreen")))
    assert printed(ALMGREN) == {"Almgren, Minister in Norway": ("", 2)}
    curating.merge(named("almgreen-minister-in-norway"), named(ALMGREN))
    assert printed(ALMGREN) == {"Almgren, Minister in Norway": ("", 2), "Almgreen, Minister in Norway": ("", 1)}


def test_a_surname_alone_is_counted_in_its_volume() -> None:
    take(volume(letter(1) + letter(2)))
    take(volume(letter(1), "frus1938v01"))
    assert printed("berg") == {"Berg": ("in frus1937v01", 2)}
    curating.merge(named("berg-2"), named("berg"))
    rows = [(name.said, name.within, name.times) for name in authority.printed(named("berg"))]
    assert rows == [("Berg", "in frus1937v01", 2), ("Berg", "in frus1938v01", 1)]


def test_an_entry_of_the_persons_list_is_counted_where_it_is_pointed_to() -> None:
    listed = '<list type="names"><item><persName xml:id="p_A1">Almgren, Nils</persName>, Minister</item></list>'
    front = f'<div type="section" xml:id="persons">{listed}</div>'
    take(volume(letter(1, key="#p_A1") + letter(2, "N. Almgren", key="#p_A1"), front=front))
    names = authority.printed(named("almgren-nils"))
    by_list = next(name for name in names if "#" in name.row.scope)
    assert (by_list.told, by_list.within, by_list.times) == ("Almgren, Nils", "entry frus1937v01#p_A1", 2)
    assert sum(name.times for name in names) == 2


def test_a_full_name_is_counted_where_documents_are_signed_with_it() -> None:
    signed = document(2, f"{HEAD.format('Almgren', 'Berg', '')}<closer><signed>NILS ALMGREN</signed></closer>")
    take(volume(letter(1) + signed))
    assert printed(ALMGREN) == {"Almgren, Minister in Norway": ("", 3), "Nils Almgren, Minister in Norway": ("", 1)}


def test_a_namesake_is_counted_in_the_chapter_that_tells_who_it_is() -> None:
    def chapter(number: int, inside: str) -> str:
        return f'<div type="chapter" xml:id="c{number}"><head>C</head>{inside}</div>'

    head = '<head>Mr. <persName type="from">Hay</persName> to Mr. <persName type="to">Berg</persName></head>'
    letters = [f"{head}<closer><signed>{name}</signed></closer>" for name in ("John Hay", "", "James Hay")]
    one, two, three = (document(number, text) for number, text in enumerate(letters, 1))
    take(volume("".join(chapter(number, inside) for number, inside in ((1, one + two), (2, three)))))
    assert ("in frus1937v01/c1", 3) in printed(Entity.objects.get(mentions__text="John Hay").slug).values()


def test_a_name_that_was_added_is_in_no_document_yet() -> None:
    take(volume(letter(1)))
    curating.add_variant(named("oslo"), "Kristiania")
    assert printed("oslo") == {"Oslo": ("", 1), "Kristiania": ("", 0)}


def test_what_a_merger_would_move_is_counted_before_it() -> None:
    take(volume(letter(1) + letter(2) + letter(3, "Almgreen")))
    Entity.objects.create(kind="place", name="Bergen", slug="bergen")
    for slug in ("oslo", "bergen"):
        Variant.objects.create(entity=named(slug), name="Bergen", use="text", basis="authority")
    rematching.again(named("oslo").mentions.values_list("document", flat=True))
    moving = authority.moving(named(ALMGREN), named("berg"))
    assert (moving.mentions, moving.documents, moving.names, moving.together) == (2, 2, 1, 2)
    assert authority.moving(named("oslo"), named("bergen")).suggestions == 3


def test_what_was_done_to_either_side_of_an_act_is_told_of_both() -> None:
    take(volume(letter(1) + letter(2, "Almgreen")))
    act = curating.merge(named("almgreen-minister-in-norway"), named(ALMGREN))
    for slug in (ALMGREN, "almgreen-minister-in-norway"):
        assert list(authority.acts(named(slug))) == [act]
    assert not authority.acts(named("oslo")).exists()


def test_an_address_is_found_also_after_it_was_left() -> None:
    oslo = Entity.objects.create(kind="place", name="Oslo", slug="oslo")
    old = Entity.objects.create(kind="place", name="Christiania", slug="christiania", merged_into=oslo)
    FormerSlug.objects.create(slug="kristiania", entity=oslo)
    FormerSlug.objects.create(slug="christiania", entity=oslo)
    assert [authority.find(name) for name in ("oslo", "kristiania", "christiania", "x")] == [oslo, oslo, oslo, None]
    assert authority.held("christiania") == old


def test_names_are_found_by_their_words_what_is_merged_is_not() -> None:
    take(volume(letter(1) + letter(2, "Almgreen")))
    assert authority.named("minister norw") == [named(ALMGREN), named("almgreen-minister-in-norway")]
    curating.merge(named("almgreen-minister-in-norway"), named(ALMGREN))
    assert authority.named("almgreen") == [named(ALMGREN)]
    assert authority.named("almgren", is_place=True) == []
    assert authority.named(" ") == []
