"""Two entities made one and two again: everything goes over, outlives re-ingestion, and comes back."""

from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from django.contrib.auth.models import User

from archive import models
from archive.models import Entity, FormerSlug, Mention
from archive.reading import authority
from archive.store import curating
from archive.store.curating import CurationError
from tests import curated, specimens
from tests.curated import ALMGREEN, ALMGREN, letter, named, place, senders, sought
from tests.search import searching
from tests.specimens import volume

PLACES = "At Christiania, in Oslo and in Kristiansund."
LETTERS = volume(letter(1) + letter(2, "Almgreen") + letter(3, place="Christiania", text=PLACES))


@pytest.fixture
def _letters() -> None:
    specimens.take(LETTERS)


def almgren() -> tuple[Entity, Entity]:
    """One who is printed in two ways: the misprint, and the right one."""
    return named(ALMGREEN), named(ALMGREN)


def again() -> None:
    curated.again(LETTERS)


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_mentions_and_parties_go_over_and_stay_through_the_next_ingestion() -> None:
    wrong, right = almgren()
    curating.merge(wrong, right)
    assert senders() == [ALMGREN] * 3
    again()
    assert senders() == [ALMGREN] * 3
    specimens.take(volume(letter(1, "Almgreen"), "frus1938v01"))
    assert set(senders()) == {ALMGREN}


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_the_old_address_leads_to_the_new_one_and_is_not_given_to_another() -> None:
    wrong, right = almgren()
    curating.merge(wrong, right)
    assert FormerSlug.objects.get(slug=wrong.slug).entity == right
    assert Entity.objects.get(pk=wrong.pk).merged_into == right
    assert not Mention.objects.filter(entity=wrong).exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_former_addresses_of_what_is_merged_go_on_leading_somewhere() -> None:
    wrong, right = almgren()
    FormerSlug.objects.create(slug="almgren", entity=wrong)
    act = curating.merge(wrong, right)
    assert set(right.former_slugs.values_list("slug", flat=True)) == {"almgren", wrong.slug}
    curating.undo(act)
    assert [*wrong.former_slugs.values_list("slug", flat=True)] == ["almgren"]
    assert not right.former_slugs.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_merge_touches_the_documents_that_name_what_is_merged_and_no_others() -> None:
    wrong, right = almgren()
    before = models.Revision.latest()[0]
    curating.merge(wrong, right)
    touched = models.Document.objects.filter(revision__gt=before).values_list("identifier", flat=True)
    assert [*touched] == ["d2"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_an_undone_merge_gives_every_mention_back() -> None:
    wrong, right = almgren()
    curator = User.objects.create(username="curator")
    act = curating.merge(wrong, right, curator)
    again()
    curating.undo(act, curator)
    assert senders() == [ALMGREN, wrong.slug, ALMGREN]
    assert not FormerSlug.objects.exists()
    assert Entity.objects.get(pk=wrong.pk).merged_into is None
    assert not right.variants.exists()
    act.refresh_from_db()
    assert (act.by, act.undone_by, act.undone_at is not None) == (curator, curator, True)
    again()
    assert senders() == [ALMGREN, wrong.slug, ALMGREN]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_the_name_that_went_is_told_among_the_others() -> None:
    wrong, right = almgren()
    curating.merge(wrong, right)
    assert [str(variant) for variant in right.variants.all()] == ["Almgreen, Minister in Norway"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_what_the_other_lacks_it_takes_over_and_gives_back() -> None:
    old, new = named("christiania"), named("oslo")
    Entity.objects.filter(pk=old.pk).update(
        latitude=59.91, longitude=10.75, coordinate_source="An atlas", identifiers={"geonames": "1", "viaf": "2"}
    )
    Entity.objects.filter(pk=new.pk).update(identifiers={"viaf": "3"}, description="The capital")
    act = curating.merge(old, new)
    new.refresh_from_db()
    assert (new.latitude, new.longitude, new.coordinate_source) == (59.91, 10.75, "An atlas")
    assert (new.identifiers, new.description) == ({"geonames": "1", "viaf": "3"}, "The capital")
    curating.undo(act)
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

    act = curating.merge(named("christiania"), named("oslo"))
    assert found() == [("Christiania", "oslo"), ("Oslo", "oslo")]
    again()
    assert found() == [("Christiania", "oslo"), ("Oslo", "oslo")]
    curating.undo(act)
    assert found() == [("Christiania", "christiania"), ("Oslo", "oslo")]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_what_could_mean_either_means_the_one_there_is_once_they_are_merged() -> None:
    sought("Kristiansund", "christiania")
    sought("Kristiansund", "oslo")
    assert set(models.Suggestion.objects.get().candidates.values_list("slug", flat=True)) == {"oslo", "christiania"}
    act = curating.merge(named("christiania"), named("oslo"))
    assert not models.Suggestion.objects.exists()
    assert Mention.objects.get(text="Kristiansund").entity == named("oslo")
    curating.undo(act)
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
    assert senders() == [wrong.slug, wrong.slug, ALMGREN]
    act = curating.merge(wrong, right)
    again()
    assert senders() == [ALMGREN] * 3
    curating.undo(act)
    assert senders() == [wrong.slug, wrong.slug, ALMGREN]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_what_is_merged_twice_over_is_found_in_the_last_and_comes_back_from_there() -> None:
    wrong, right = almgren()
    third = Entity.objects.create(kind="person", name="Almgren, Nils", slug="almgren-nils")
    first = curating.merge(wrong, right)
    curating.merge(right, third)
    assert set(senders()) == {"almgren-nils"}
    assert authority.standing(Entity.objects.get(pk=wrong.pk)) == third
    curating.undo(first)
    assert senders() == ["almgren-nils", wrong.slug, "almgren-nils"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
@pytest.mark.parametrize("order", [*permutations(range(3))], ids=str)
def test_mergers_in_a_row_are_undone_in_any_order(order: tuple[int, ...]) -> None:
    row = [named("christiania"), named("oslo"), place("Bergen"), place("Kristiania")]
    Entity.objects.filter(slug="christiania").update(
        description="The capital", latitude=59.9, longitude=10.7, identifiers={"geonames": "1"}
    )
    for name, *slugs in (("Kristiansund", "oslo", "kristiania"), ("Oslo", "oslo"), ("Christiania", "christiania")):
        sought(name, *slugs)
    before, addresses = curated.state(), curated.slugs()
    mergers = [curating.merge(from_, into) for from_, into in pairwise(row)]
    assert {written.entity for written in Mention.objects.filter(role="written")} == {row[-1]}
    for number in order:
        again()
        curating.undo(mergers[number])
        curated.nothing_means_what_was_merged()
        assert all(curated.lead(slug, is_place=is_place) for slug, is_place in addresses.items())
    assert curated.changed(before, curated.state()) == []
    assert not FormerSlug.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_name_that_only_one_of_two_is_sought_by_is_sought_on() -> None:
    sought("Kristiansund", "christiania")
    named("oslo").variants.create(name="Kristiansund", basis="authority")  # only told
    act = curating.merge(named("christiania"), named("oslo"))
    again()
    assert Mention.objects.get(text="Kristiansund").entity == named("oslo")
    curating.undo(act)
    again()
    assert Mention.objects.get(text="Kristiansund").entity == named("christiania")
    assert named("oslo").variants.get(name="Kristiansund").use == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_body_that_texts_are_searched_for_by_one_word_is_merged_into_no_person() -> None:
    Entity.objects.create(kind="body", name="Storting", slug="storting")
    sought("Storting", "storting")
    with pytest.raises(CurationError, match="“Storting” alone is looked for in texts for no person: remove that form"):
        curating.merge(named("storting"), named(ALMGREN))


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_ruling_for_a_body_holds_for_the_office_that_it_turned_out_to_be() -> None:
    for slug, kind in (("consulate", "body"), ("post", "office"), ("other", "office")):
        Entity.objects.create(kind=kind, name=slug, slug=slug)
    specimens.take(volume(letter(1, text="So said the Consul General."), "frus1938v01"))
    sought("Consul General", "consulate", "post", "other")
    curating.decide(models.Suggestion.objects.get(), named("consulate"))
    act = curating.merge(named("consulate"), named("post"))
    again()
    said = Mention.objects.get(text="Consul General")
    assert (said.entity, said.kind, said.basis) == (named("post"), "office", "curator")
    curating.undo(act)
    assert Mention.objects.get(text="Consul General").entity == named("consulate")


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_what_goes_by_an_address_from_before_a_merger_is_searched_for_as_what_it_is_now() -> None:
    wrong, right = almgren()
    curating.merge(wrong, right)
    assert searching.found(actor=wrong.slug) == searching.found(actor=right.slug) == ["d1", "d2", "d3"]
    curating.rename(right, "Nils Almgren", "Minister in Norway")
    assert searching.found(actor_sender=[ALMGREN, ALMGREEN]) == ["d1", "d2", "d3"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_who_is_renamed_to_a_name_that_was_merged_into_it_takes_no_address_from_it() -> None:
    act = curating.merge(named("christiania"), named("oslo"))
    again_ = curating.rename(named("oslo"), "Christiania")
    assert curated.lead("christiania", is_place=True).slug == "christiania-2"
    curating.undo(again_)
    curating.undo(act)
    assert {named("oslo").name, named("christiania").name} == {"Oslo", "Christiania"}


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_merging_into_what_was_merged_follows_it() -> None:
    wrong, right = almgren()
    third = Entity.objects.create(kind="person", name="Almgren, Nils", slug="almgren-nils")
    curating.merge(right, third)
    assert curating.merge(wrong, right).before["into"] == third.pk
    assert set(senders()) == {"almgren-nils"}


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_what_cannot_be_merged_is_said_in_a_sentence() -> None:
    wrong, right = almgren()
    with pytest.raises(CurationError, match="cannot be merged into itself"):
        curating.merge(right, right)
    with pytest.raises(CurationError, match="a place and an actor are never one"):
        curating.merge(named("oslo"), right)
    act = curating.merge(wrong, right)
    with pytest.raises(CurationError, match=r"Almgreen, Minister in Norway was merged into Almgren, .* already"):
        curating.merge(wrong, right)
    with pytest.raises(CurationError, match="cannot be merged into itself"):
        curating.merge(right, wrong)
    curating.undo(act)
    with pytest.raises(CurationError, match="undone already"):
        curating.undo(act)
