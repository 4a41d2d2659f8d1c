"""Printed names and the entities they mean, across volumes, corrections and writers at the same time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from archive import models
from archive.ingest import readers
from archive.records.origin import TEI, Origin
from archive.store import naming, write
from archive.store.naming import Printed
from tests import specimens
from tests.specimens import document, volume

HEAD = """<head>The Chargé in {} (<persName type="from"{}>{}</persName>) to the
    <gloss type="to">Secretary of State</gloss></head>"""


def letter(name: str = "Norweb", post: str = "Chile", key: str = "") -> str:
    return HEAD.format(post, f' corresp="{key}"' if key else "", name) + "<p>Sir: I have the honor.</p>"


def sender(volume_: str, name: str = "d1") -> models.Entity:
    mentions = models.Mention.objects.filter(document__volume__identifier=volume_, document__identifier=name)
    return mentions.get(role="sender").entity


def slugs() -> list[str]:
    return list(models.Entity.objects.order_by("pk").values_list("slug", flat=True))


@pytest.mark.django_db
def test_the_same_name_and_office_are_one_entity_across_volumes() -> None:
    for name in ("frus1933v01", "frus1934v01"):
        specimens.take(volume(document(1, letter()), name))
    assert sender("frus1933v01") == sender("frus1934v01")
    assert sorted(slugs()) == [
        "norweb-charge-in-chile",
        "secretary-of-state",
    ]


@pytest.mark.django_db
def test_the_same_surname_at_another_post_is_another_entity() -> None:
    specimens.take(volume(document(1, letter()) + document(2, letter(post="Peru"))))
    assert sender("frus1937v01", "d1") != sender("frus1937v01", "d2")
    assert {"norweb-charge-in-chile", "norweb-charge-in-peru"} < set(slugs())


@pytest.mark.django_db
def test_a_bare_surname_is_one_entity_in_its_volume_and_another_in_the_next() -> None:
    content = (
        "<head>Mr. <persName type='from'>Wilson</persName> to Mr. <persName type='to'>Dayton</persName></head><p>A</p>"
    )
    specimens.take(volume(document(1, content) + document(2, content), "frus1861"))
    specimens.take(volume(document(1, content), "frus1919"))
    assert sender("frus1861", "d1") == sender("frus1861", "d2") != sender("frus1919")
    assert {"wilson", "wilson-2"} < set(slugs())


@pytest.mark.django_db
def test_the_persons_list_unites_what_is_printed_differently_and_gives_the_name() -> None:
    listed = '<list type="names"><item><persName xml:id="p_N1">Norweb, R. Henry</persName>, Chargé</item></list>'
    front = f'<div type="section" xml:id="persons">{listed}</div>'
    documents = document(1, letter(key="#p_N1")) + document(2, letter("R. H. Norweb", "Peru", "#p_N1"))
    specimens.take(volume(documents, front=front))
    one = sender("frus1937v01", "d1")
    assert one == sender("frus1937v01", "d2")
    assert (one.name, one.office, one.slug, one.description) == ("Norweb, R. Henry", "", "norweb-r-henry", "Chargé")


@pytest.mark.django_db
def test_an_entry_of_another_volume_s_list_unites_volumes() -> None:
    key = "frus1917v01#p_N1"
    specimens.take(volume(document(1, letter(key=key)), "frus1918v01"))
    specimens.take(volume(document(1, letter("Mr. Norweb", "Peru", key)), "frus1918v02"))
    assert sender("frus1918v01") == sender("frus1918v02")


@pytest.mark.django_db
def test_who_signs_as_the_sender_is_the_sender() -> None:
    signed = "<closer><signed>R. Henry Norweb</signed></closer>"
    specimens.take(volume(document(1, letter(key="#p_N1") + signed)))
    entities = models.Mention.objects.filter(role__in=("sender", "signatory")).values_list("entity", flat=True)
    assert len(entities) == 2
    assert len(set(entities)) == 1


@pytest.mark.django_db
def test_a_party_s_actor_is_the_entity_that_is_mentioned() -> None:
    specimens.take(volume(document(1, letter(key="#p_N1"))))
    seat = models.PartyActor.objects.get(party__role="sender")
    assert seat.entity == sender("frus1937v01")


@pytest.mark.django_db
def test_taken_addresses_are_numbered() -> None:
    for number, kind in enumerate(("place", "body", "office")):
        assert naming.entities([Printed(kind, "Lisbon", "")], "x")
        assert slugs()[number] == ("lisbon", "lisbon-2", "lisbon-3")[number]


@pytest.mark.django_db
def test_addresses_are_numbered_among_those_made_at_the_same_time() -> None:
    naming.entities([Printed(kind, "Lisbon", "") for kind in ("place", "body", "office")], "x")
    assert sorted(slugs()) == ["lisbon", "lisbon-2", "lisbon-3"]


@pytest.mark.django_db
def test_a_name_that_ends_in_a_number_does_not_take_a_numbered_address() -> None:
    naming.entities([Printed("body", "Committee 2", "")], "x")
    naming.entities([Printed("body", "Committee", ""), Printed("office", "Committee", "")], "x")
    assert sorted(slugs()) == ["committee", "committee-2", "committee-3"]


@pytest.mark.django_db
def test_an_address_is_never_given_to_another_even_if_its_entity_is_not_mentioned_any_more() -> None:
    specimens.take(volume(document(1, letter())))
    specimens.take(volume(document(1, letter(post="Peru"))))
    assert "norweb-charge-in-chile" in slugs()
    specimens.take(volume(document(1, letter())))
    assert sender("frus1937v01").slug == "norweb-charge-in-chile"


@pytest.mark.django_db
def test_the_first_way_a_name_is_printed_is_its_preferred_one() -> None:
    found = naming.entities([Printed("place", "Peking,", ""), Printed("place", "PEKING", "")], "x")
    assert len(set(found.values())) == 1
    assert models.Entity.objects.get().name == "Peking,"


@pytest.mark.django_db
def test_a_curator_s_name_for_an_entity_outlives_the_next_ingestion() -> None:
    specimens.take(volume(document(1, letter())))
    models.Entity.objects.filter(slug="norweb-charge-in-chile").update(name="R. Henry Norweb")
    specimens.take(volume(document(1, letter()), "frus1938v01"))
    assert sender("frus1938v01").name == "R. Henry Norweb"


@pytest.mark.django_db
def test_a_name_given_to_another_entity_means_that_one_from_then_on() -> None:
    specimens.take(volume(document(1, letter())))
    other = models.Entity.objects.create(kind="person", name="Another", slug="another")
    models.EntityName.objects.filter(name="norweb").update(entity=other)
    specimens.take(volume(document(1, letter()), "frus1938v01"))
    assert sender("frus1938v01") == other


def at_once(*acts: Callable[[], object]) -> None:
    """Do things at the same time, each on a connection of its own."""
    start = Barrier(len(acts))

    def act(what: Callable[[], object]) -> None:
        try:
            start.wait(timeout=30)
            what()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(act, what) for what in acts]:
            done.result(timeout=60)


def taking(name: str, content: str) -> Callable[[], object]:
    origin = Origin(TEI, f"{name}.xml", volume(content, name).encode())
    records = readers.read(origin)
    return lambda: write.source(records, origin)


@pytest.mark.django_db(transaction=True)
def test_two_writers_of_the_same_name_at_once_make_one_entity() -> None:
    content = "".join(document(n, letter("Norweb", f"Post {chr(64 + n)}")) for n in range(1, 20))
    at_once(*(taking(f"frus19{n}", content) for n in range(30, 34)))
    assert models.Entity.objects.count() == 20
    assert models.Volume.objects.count() == 4
    assert models.Mention.objects.filter(entity__slug="secretary-of-state").count() == 76


@pytest.mark.django_db(transaction=True)
def test_two_writers_of_the_same_volume_at_once_write_it_once() -> None:
    at_once(*(taking("frus1937v01", document(1, letter())) for _ in range(3)))
    assert models.Document.objects.count() == 1
    assert models.Ingestion.objects.filter(is_current=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_transcripts_into_one_new_volume_at_once_stand_one_behind_the_other() -> None:
    at_once(
        lambda: specimens.transcribe("825.345/41\n\nA to B\n\nNo. 1\n\nSir: One.", "one"),
        lambda: specimens.transcribe("825.345/42\n\nA to B\n\nNo. 2\n\nSir: Two.", "two"),
    )
    assert list(models.Document.objects.order_by("order").values_list("order", flat=True)) == [0, 1]
    assert models.Volume.objects.get().document_count == 2


@pytest.mark.django_db(transaction=True)
def test_a_writer_that_fails_leaves_no_entity_behind() -> None:
    write_it = taking("frus1937v01", document(1, letter()))
    with transaction.atomic():
        write_it()
        transaction.set_rollback(True)
    assert not models.Entity.objects.exists()
