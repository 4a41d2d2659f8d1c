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
def test_a_person_printed_in_capitals_is_called_in_small_letters() -> None:
    naming.entities([Printed("person", "DUKE DE SOULÉ", ""), Printed("body", "U. S. S. R.", "")], "x")
    assert set(models.Entity.objects.values_list("name", flat=True)) == {"Duke de Soulé", "U. S. S. R."}


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


# Who signs


def signed(name: str, signature: str, number: int = 1, post: str = "") -> str:
    """A letter from somebody known by surname, or by surname and post, with a signature."""
    by = f"The Chargé in {post} ({PERSON.format(name)})" if post else f"Mr. {PERSON.format(name)}"
    head = f"<head>{by} to the <gloss type='to'>Secretary of State</gloss></head><p>Sir: {number}.</p>"
    return document(number, f"{head}<closer><signed>{signature}</signed></closer>")


PERSON = "<persName type='from'>{}</persName>"


@pytest.mark.django_db
def test_a_signature_tells_two_of_one_surname_apart() -> None:
    letters = signed("Perry", "Amos Perry") + signed("Perry", "Horatio J. Perry", 2) + signed("Perry", "Amos Perry.", 3)
    specimens.take(volume(letters + signed("Perry", "Perry", 4)))
    amos, horatio, again, bare = (sender("frus1937v01", f"d{n}") for n in (1, 2, 3, 4))
    assert amos == again
    assert len({amos, horatio, bare}) == 3


@pytest.mark.django_db
def test_a_surname_is_whoever_alone_signs_with_it_however_it_is_cut_short() -> None:
    forms = ("WM. L. DAYTON", "William L. Dayton", "W. L. Dayton", "Dayton")
    specimens.take(volume("".join(signed("Dayton", form, n) for n, form in enumerate(forms, 1))))
    assert len({sender("frus1937v01", f"d{n}") for n in range(1, 5)}) == 1


@pytest.mark.django_db
def test_a_full_name_in_a_signature_unites_volumes_and_initials_do_not() -> None:
    for name in ("frus1861", "frus1864"):
        specimens.take(volume(signed("Seward", "William H. Seward") + signed("Smith", "J. Smith", 2), name))
    assert sender("frus1861") == sender("frus1864")
    assert sender("frus1861", "d2") != sender("frus1864", "d2")


@pytest.mark.django_db
def test_the_same_full_name_at_two_posts_is_two_actors_with_the_same_further_name() -> None:
    specimens.take(
        volume(signed("Norweb", "R. Henry Norweb", 1, "Chile") + signed("Norweb", "R. Henry Norweb", 2, "Peru"))
    )
    chile, peru = sender("frus1937v01", "d1"), sender("frus1937v01", "d2")
    assert chile != peru
    for each in (chile, peru):
        assert [(v.name, v.use, v.basis) for v in each.variants.all()] == [("R. Henry Norweb", "", "signature")]
        assert set(each.names.values_list("name", flat=True)) == {"norweb", "r. henry norweb"}
    assert chile.slug == "norweb-charge-in-chile"


@pytest.mark.django_db
def test_another_ingestion_makes_nobody_else_of_who_signs() -> None:
    letters = signed("Perry", "Amos Perry") + signed("Perry", "Horatio J. Perry", 2) + signed("Dayton", "Wm. Dayton", 3)
    specimens.take(volume(letters))
    before = [sender("frus1937v01", f"d{n}") for n in (1, 2, 3)]
    count = models.Entity.objects.count()
    specimens.take(volume(letters.replace("Sir:", "Sir, again:")))
    assert [sender("frus1937v01", f"d{n}") for n in (1, 2, 3)] == before
    assert models.Entity.objects.count() == count


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Admiral Smith", "Commodore Smith", "Von Thile", "Duke de Soulé", "Hon. Smith"])
def test_a_title_or_a_particle_makes_no_full_name_of_a_surname(name: str) -> None:
    for number in (1861, 1864):
        specimens.take(volume(signed(name, "Smith"), f"frus{number}"))
    assert sender("frus1861") != sender("frus1864")


def chapter(name: str, *letters: str) -> str:
    return f'<div type="chapter" xml:id="{name}"><head>{name}</head>{"".join(letters)}</div>'


@pytest.mark.django_db
def test_of_two_who_sign_with_a_surname_one_without_a_signature_is_whoever_signs_in_the_chapter() -> None:
    """frus1864p4 has letters to and from a Perry at Madrid and a Perry at Tunis."""
    spain = chapter("spain", signed("Perry", "Horatio J. Perry"), signed("Perry", "Perry", 2), to("Perry", 3))
    tunis = chapter("tunis", signed("Perry", "Amos Perry", 4), to("Perry", 5))
    specimens.take(volume(spain + tunis + chapter("france", to("Perry", 6))))
    horatio, amos = sender("frus1937v01", "d1"), sender("frus1937v01", "d4")
    assert horatio != amos
    assert (sender("frus1937v01", "d2"), recipient("d3"), recipient("d5")) == (horatio, horatio, amos)
    assert recipient("d6") not in (horatio, amos)


@pytest.mark.django_db
def test_where_two_sign_in_one_chapter_one_without_a_signature_is_neither() -> None:
    letters = (signed("Perry", "Horatio J. Perry"), signed("Perry", "Amos Perry", 2), to("Perry", 3))
    elsewhere = chapter("tunis", to("Perry", 4))
    specimens.take(volume(chapter("spain", *letters) + elsewhere))
    assert len({sender("frus1937v01"), sender("frus1937v01", "d2"), recipient("d3"), recipient("d4")}) == 4


@pytest.mark.django_db
def test_another_ingestion_makes_nobody_else_of_namesakes_in_chapters() -> None:
    spain = chapter("spain", signed("Perry", "Horatio J. Perry"), to("Perry", 2))
    tunis = chapter("tunis", signed("Perry", "Amos Perry", 3), to("Perry", 4))
    specimens.take(volume(spain + tunis))
    before = (sender("frus1937v01"), recipient("d2"), sender("frus1937v01", "d3"), recipient("d4"))
    specimens.take(volume((spain + tunis).replace("Sir:", "Sir, again:")))
    assert (sender("frus1937v01"), recipient("d2"), sender("frus1937v01", "d3"), recipient("d4")) == before


@pytest.mark.django_db
@pytest.mark.parametrize("order", [("frus1861", "frus1864"), ("frus1864", "frus1861")])
def test_a_signature_cut_short_is_whoever_signs_in_full_whichever_volume_comes_first(order: tuple[str, str]) -> None:
    letters = {
        "frus1861": signed("Adams", "C. F. Adams") + signed("Adams", "Charles Francis Adams", 2) + to("Adams", 3),
        "frus1864": signed("Adams", "Charles Francis Adams"),
    }
    for name in order:
        specimens.take(volume(letters[name], name))
    mentions = models.Mention.objects.filter(name="Adams").values_list("entity", flat=True)
    assert len(mentions) == 7
    assert len(set(mentions)) == 1


@pytest.mark.django_db
def test_stops_and_short_cuts_make_nobody_else_of_a_full_name() -> None:
    for number, form in enumerate(("Wm. H. Seward", "WILLIAM H SEWARD", "William. H. S[eward]"), 1861):
        specimens.take(volume(signed("Seward", form), f"frus{number}"))
    assert len({sender(f"frus{year}") for year in (1861, 1862, 1863)}) == 1


@pytest.mark.django_db
def test_two_who_sign_differently_with_a_surname_and_an_office_are_two() -> None:
    specimens.take(volume(signed("Wilson", "Hugh R. Wilson", 1, "Chile"), "frus1925v01"))
    specimens.take(volume(signed("Wilson", "Edwin C. Wilson", 1, "Chile"), "frus1935v01"))
    assert sender("frus1925v01") != sender("frus1935v01")
    specimens.take(volume(signed("Wilson", "H. R. Wilson", 1, "Chile"), "frus1926v01"))
    assert sender("frus1926v01") == sender("frus1925v01")


@pytest.mark.django_db
def test_who_signs_by_surname_what_an_office_sends_is_whoever_holds_it_elsewhere() -> None:
    head = "<head>The <gloss type='from'>Secretary of State</gloss> to the <gloss type='to'>Minister in Chile</gloss>"
    telegram = f"{head}</head><p>Report.</p><closer><signed>Thorne</signed></closer>"
    by_name = head.replace("</gloss>", f"</gloss> ({PERSON.format('Thorne')})", 1).replace(" type='from'", "", 1)
    specimens.take(volume(document(1, telegram), "frus1937v01"))
    specimens.take(volume(document(1, telegram) + document(2, f"{by_name}</head><p>Report.</p>"), "frus1938v01"))
    found = models.Mention.objects.filter(name="Thorne").values_list("entity__slug", "role")
    assert sorted(found) == [("thorne-secretary-of-state", "sender")] + [("thorne-secretary-of-state", "signatory")] * 2
    assert sender("frus1938v01", "d1").slug == "secretary-of-state"


def to(name: str, number: int) -> str:
    """A letter to somebody known by surname."""
    head = f"<head>Mr. {PERSON.format('Aldous')} to Mr. <persName type='to'>{name}</persName></head>"
    return document(number, f"{head}<p>Sir: {number}.</p>")


def recipient(name: str) -> models.Entity:
    return models.Mention.objects.get(document__identifier=name, role="recipient").entity


# Lists, places, rulings


@pytest.mark.django_db
def test_who_is_printed_like_an_entry_of_a_list_is_the_entry() -> None:
    key = "frus1917v01#p_N1"
    specimens.take(volume(document(1, letter(key=key)) + document(2, letter()), "frus1918v01"))
    specimens.take(volume(document(1, letter()), "frus1919v01"))
    assert sender("frus1918v01", "d1") == sender("frus1918v01", "d2") == sender("frus1919v01")


@pytest.mark.django_db
def test_two_entries_of_one_list_that_are_printed_alike_are_two() -> None:
    specimens.take(volume(document(1, letter(key="#p_N1")) + document(2, letter(key="#p_N2"))))
    assert sender("frus1937v01", "d1") != sender("frus1937v01", "d2")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("San José", "San Jose"), ("Port-au-Prince", "Port au Prince"), ("Washington, D. C.", "Washington, D.C."),
        ("St. Petersburg", "St Petersburg"), ("Off Funchal", "Funchal"), ("BOGOTÁ", "Bogota"),
        ("U. S. S. “Solvency,” at Sea", "U.S.S. “Solvency”"),
    ],
)  # fmt: skip
def test_a_place_is_the_same_without_its_accents_hyphens_and_stops(one: str, other: str) -> None:
    found = naming.entities([Printed("place", one, ""), Printed("place", other, "")], "x")
    assert len(set(found.values())) == 1


@pytest.mark.django_db
def test_a_place_is_the_same_whatever_office_stands_before_it() -> None:
    line = '<dateline>{}<placeName>London</placeName>, <date when="1861-05-01">May 1, 1861</date></dateline><p>Sir.</p>'
    texts = (line.format(""), line.format("Legation of the United States, "))
    specimens.take(volume("".join(document(n, text) for n, text in enumerate(texts, 1))))
    written = models.Mention.objects.filter(role="written").order_by("document__order")
    assert [(m.name, m.office) for m in written] == [("London", ""), ("London", "Legation of the United States")]
    assert models.Entity.objects.get(kind="place").office == ""


@pytest.mark.django_db
def test_a_ruling_tells_whom_a_name_means_in_one_document() -> None:
    letters = document(1, letter()) + document(2, letter())
    specimens.take(volume(letters))
    other = models.Entity.objects.create(kind="person", name="Another", slug="another")
    where = models.Document.objects.get(identifier="d1")
    models.Ruling.objects.create(document=where, kind="person", name="norweb", office="chargé in chile", entity=other)
    specimens.take(volume(letters.replace("Sir:", "Sir, again:")))
    assert sender("frus1937v01", "d1") == other != sender("frus1937v01", "d2")
    assert models.PartyActor.objects.get(party__document=where, party__role="sender").entity == other


@pytest.mark.django_db
def test_an_address_that_was_left_is_not_given_to_another() -> None:
    place = models.Entity.objects.create(kind="place", name="Oslo", slug="oslo")
    models.FormerSlug.objects.create(slug="christiania", entity=place)
    naming.entities([Printed("body", "Christiania", "")], "x")
    assert "christiania-2" in slugs()
