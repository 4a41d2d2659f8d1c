"""Two entities made one and two again: everything goes over, outlives re-ingestion, and comes back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection

from archive import models
from archive.models import Entity, FormerSlug, Mention, PartyActor
from archive.store import merging, rematching
from archive.store.merging import MergeError
from tests import specimens
from tests.specimens import document, volume

HEAD = """<head>The Minister in {0} (<persName type="from">{1}</persName>) to the
    <gloss type="to">Secretary of State</gloss></head>
    <dateline><placeName>{2}</placeName>, <date when="1937-05-01">May 1, 1937</date></dateline>"""


def letter(number: int, name: str = "Almgren", post: str = "Norway", place: str = "Oslo", text: str = "Sir.") -> str:
    return document(number, HEAD.format(post, name, place) + f"<p>{text}</p>")


PLACES = "At Christiania, in Oslo and in Kristiansund."
LETTERS = volume(letter(1) + letter(2, "Almgreen") + letter(3, place="Christiania", text=PLACES))


@pytest.fixture
def _letters() -> None:
    specimens.take(LETTERS)


def named(slug: str) -> Entity:
    return Entity.objects.get(slug=slug)


def almgren() -> tuple[Entity, Entity]:
    """One who is printed in two ways: the misprint, and the right one."""
    return named("almgreen-minister-in-norway"), named("almgren-minister-in-norway")


def senders() -> list[str]:
    seats = PartyActor.objects.filter(party__role="sender").order_by("party__document__order")
    mentions = Mention.objects.filter(role="sender").order_by("document__order")
    slugs = list(mentions.values_list("entity__slug", flat=True))
    assert slugs == list(seats.values_list("entity__slug", flat=True))
    return slugs


def again(text: str = LETTERS) -> None:
    """Take the letters in once more, with another word, so that all is written anew."""
    specimens.take(text.replace("Sir.", "Sir: again."))


def sought(name: str, slug: str) -> None:
    """Let untagged text be searched for a name of a place."""
    models.Variant.objects.create(entity=named(slug), name=name, use="text", basis="authority")
    rematching.again(models.Document.objects.values_list("pk", flat=True))


RIGHT = "almgren-minister-in-norway"


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_mentions_and_parties_go_over_and_stay_through_the_next_ingestion() -> None:
    wrong, right = almgren()
    merging.merge(wrong, right)
    assert senders() == [RIGHT] * 3
    again()
    assert senders() == [RIGHT] * 3
    specimens.take(volume(letter(1, "Almgreen"), "frus1938v01"))
    assert set(senders()) == {RIGHT}


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_the_old_address_leads_to_the_new_one_and_is_not_given_to_another() -> None:
    wrong, right = almgren()
    merging.merge(wrong, right)
    assert FormerSlug.objects.get(slug=wrong.slug).entity == right
    assert Entity.objects.get(pk=wrong.pk).merged_into == right
    assert not Mention.objects.filter(entity=wrong).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_former_addresses_of_what_is_merged_go_on_leading_somewhere() -> None:
    wrong, right = almgren()
    FormerSlug.objects.create(slug="almgren", entity=wrong)
    act = merging.merge(wrong, right)
    assert set(right.former_slugs.values_list("slug", flat=True)) == {"almgren", wrong.slug}
    merging.undo(act)
    assert [*wrong.former_slugs.values_list("slug", flat=True)] == ["almgren"]
    assert not right.former_slugs.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_merge_touches_the_documents_that_name_what_is_merged_and_no_others() -> None:
    wrong, right = almgren()
    before = models.Revision.latest()[0]
    merging.merge(wrong, right)
    touched = models.Document.objects.filter(revision__gt=before).values_list("identifier", flat=True)
    assert [*touched] == ["d2"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_an_undone_merge_gives_every_mention_back() -> None:
    wrong, right = almgren()
    curator = User.objects.create(username="curator")
    act = merging.merge(wrong, right, curator)
    again()
    merging.undo(act, curator)
    assert senders() == [RIGHT, wrong.slug, RIGHT]
    assert not FormerSlug.objects.exists()
    assert Entity.objects.get(pk=wrong.pk).merged_into is None
    assert not right.variants.exists()
    act.refresh_from_db()
    assert (act.by, act.undone_by, act.undone_at is not None) == (curator, curator, True)
    again(LETTERS.replace("Sir.", "Sir: a third time."))
    assert senders() == [RIGHT, wrong.slug, RIGHT]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_the_name_that_went_is_told_among_the_others() -> None:
    wrong, right = almgren()
    merging.merge(wrong, right)
    assert [str(variant) for variant in right.variants.all()] == ["Almgreen, Minister in Norway"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_what_the_other_lacks_it_takes_over_and_gives_back() -> None:
    old, new = named("christiania"), named("oslo")
    Entity.objects.filter(pk=old.pk).update(
        latitude=59.91, longitude=10.75, coordinate_source="An atlas", identifiers={"geonames": "1", "viaf": "2"}
    )
    Entity.objects.filter(pk=new.pk).update(identifiers={"viaf": "3"}, description="The capital")
    act = merging.merge(old, new)
    new.refresh_from_db()
    assert (new.latitude, new.longitude, new.coordinate_source) == (59.91, 10.75, "An atlas")
    assert (new.identifiers, new.description) == ({"geonames": "1", "viaf": "3"}, "The capital")
    merging.undo(act)
    new.refresh_from_db()
    assert (new.latitude, new.coordinate_source, new.identifiers) == (None, "", {"viaf": "3"})


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_names_found_in_the_text_go_over_and_come_back() -> None:
    sought("Christiania", "christiania")
    sought("Oslo", "oslo")

    def found() -> list[tuple[str, str]]:
        rows = Mention.objects.filter(basis="gazetteer").order_by("document", "start")
        return [*rows.values_list("text", "entity__slug")]

    act = merging.merge(named("christiania"), named("oslo"))
    assert found() == [("Christiania", "oslo"), ("Oslo", "oslo")]
    again()
    assert found() == [("Christiania", "oslo"), ("Oslo", "oslo")]
    merging.undo(act)
    assert found() == [("Christiania", "christiania"), ("Oslo", "oslo")]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_what_could_mean_either_means_the_one_there_is_once_they_are_merged() -> None:
    sought("Kristiansund", "christiania")
    sought("Kristiansund", "oslo")
    assert set(models.Suggestion.objects.get().candidates.values_list("slug", flat=True)) == {"oslo", "christiania"}
    act = merging.merge(named("christiania"), named("oslo"))
    assert not models.Suggestion.objects.exists()
    assert Mention.objects.get(text="Kristiansund").entity == named("oslo")
    merging.undo(act)
    assert models.Suggestion.objects.get().candidates.count() == 2
    assert not Mention.objects.filter(text="Kristiansund").exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_ruling_for_what_is_merged_holds_for_what_it_is_now() -> None:
    wrong, right = almgren()
    where = models.Document.objects.get(identifier="d1")
    models.Ruling.objects.create(
        document=where, kind="person", name="almgren", office="minister in norway", entity=wrong
    )
    again()
    assert senders() == [wrong.slug, wrong.slug, RIGHT]
    act = merging.merge(wrong, right)
    again(LETTERS.replace("Sir.", "Sir: a third time."))
    assert senders() == [RIGHT] * 3
    merging.undo(act)
    assert senders() == [wrong.slug, wrong.slug, RIGHT]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_what_is_merged_twice_over_is_found_in_the_last_and_comes_back_from_there() -> None:
    wrong, right = almgren()
    third = Entity.objects.create(kind="person", name="Almgren, Nils", slug="almgren-nils")
    first = merging.merge(wrong, right)
    merging.merge(right, third)
    assert set(senders()) == {"almgren-nils"}
    assert merging.standing(Entity.objects.get(pk=wrong.pk)) == third
    merging.undo(first)
    assert senders() == ["almgren-nils", wrong.slug, "almgren-nils"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_merging_into_what_was_merged_follows_it() -> None:
    wrong, right = almgren()
    third = Entity.objects.create(kind="person", name="Almgren, Nils", slug="almgren-nils")
    merging.merge(right, third)
    assert merging.merge(wrong, right).before["into"] == third.pk
    assert set(senders()) == {"almgren-nils"}


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_what_cannot_be_merged_is_said_in_a_sentence() -> None:
    wrong, right = almgren()
    with pytest.raises(MergeError, match="cannot be merged into itself"):
        merging.merge(right, right)
    with pytest.raises(MergeError, match="a place and an actor are never one"):
        merging.merge(named("oslo"), right)
    act = merging.merge(wrong, right)
    with pytest.raises(MergeError, match=r"Almgreen, Minister in Norway was merged into Almgren, .* already"):
        merging.merge(wrong, right)
    with pytest.raises(MergeError, match="cannot be merged into itself"):
        merging.merge(right, wrong)
    merging.undo(act)
    with pytest.raises(MergeError, match="undone already"):
        merging.undo(act)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_letters")
def test_of_two_curators_who_merge_at_once_one_does_and_the_other_is_told() -> None:
    wrong, right = almgren()
    outcomes = at_once(lambda: merging.merge(wrong, right), lambda: merging.merge(right, wrong))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Act", "MergeError"]
    assert models.Act.objects.count() == 1
    assert len(set(senders())) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_letters")
def test_a_merge_while_the_volume_is_taken_in_is_kept() -> None:
    wrong, right = almgren()
    at_once(lambda: merging.merge(wrong, right), again)
    assert senders() == [RIGHT] * 3


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do things at the same time, each on a connection of its own; gives what came of each."""
    start = Barrier(len(acts))

    def act(what: Callable[[], object]) -> object:
        try:
            start.wait(timeout=30)
            return what()
        except MergeError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(act, what) for what in acts]]
