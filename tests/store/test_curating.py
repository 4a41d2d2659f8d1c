"""What curators decide of names: it holds through the next ingestion, loses no mention, and can be undone."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from archive import models
from archive.models import Entity, FormerSlug, Mention, Ruling, Suggestion
from archive.store import curating
from archive.store.curating import CurationError, Portion
from tests import specimens
from tests.curated import (
    ALMGREEN,
    ALMGREN,
    HEAD,
    LETTERS,
    SECRETARY,
    again,
    found,
    keys,
    letter,
    named,
    names,
    place,
    revision,
    senders,
    sought,
    touched_since,
)
from tests.specimens import document, volume


@pytest.fixture
def _letters() -> None:
    specimens.take(LETTERS)


@pytest.fixture
def _one(_letters: None) -> None:
    """The letters, with Almgren and Almgreen taken for one."""
    curating.merge(named(ALMGREEN), named(ALMGREN))


@pytest.fixture
def _unsure(_letters: None) -> None:
    """The letters, in which Kristiansund may be either of two places."""
    sought("Kristiansund", "christiania", "oslo")


@pytest.fixture
def curator(db: None) -> User:
    return User.objects.create_user("bancroft", is_staff=True)


# Renaming


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_renaming_gives_another_address_and_the_old_one_leads_there(curator: User) -> None:
    act = curating.rename(named(ALMGREN), " Nils  Almgren ", "Minister in Norway", curator)
    entity = named("nils-almgren-minister-in-norway")
    assert str(entity) == "Nils Almgren, Minister in Norway"
    assert FormerSlug.objects.get(slug=ALMGREN).entity == entity
    assert act.said == "Almgren, Minister in Norway renamed Nils Almgren, Minister in Norway"
    assert (act.by, act.entity, act.undone_at) == (curator, entity, None)


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_who_is_renamed_is_known_by_the_old_names_and_the_new_one_to_the_next_ingestion() -> None:
    before = Mention.objects.count()
    curating.rename(named(ALMGREN), "Nils Almgren", "Minister in Norway")
    again()
    specimens.take(volume(letter(1, "Nils Almgren") + letter(2), "frus1938v01"))
    new = "nils-almgren-minister-in-norway"
    assert senders() == [new, ALMGREEN, new, new]
    assert senders("frus1938v01") == [new, new]
    assert Mention.objects.filter(document__volume__identifier="frus1937v01").count() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_renaming_touches_no_document_but_is_seen_at_once() -> None:
    before = revision()
    curating.rename(named("oslo"), "Kristiania")
    assert (touched_since(before), revision()) == (set(), before + 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_an_undone_renaming_gives_the_old_address_back_and_keeps_the_newer_one_good() -> None:
    act = curating.rename(named(ALMGREN), "Nils Almgren", "Minister in Norway")
    curating.undo(act)
    again()
    assert senders() == [ALMGREN, ALMGREEN, ALMGREN, ALMGREN]
    assert FormerSlug.objects.get().slug == "nils-almgren-minister-in-norway"
    assert str(named(ALMGREN)) == "Almgren, Minister in Norway"
    assert not named(ALMGREN).variants.exists()
    specimens.take(volume(letter(1, "Nils Almgren"), "frus1938v01"))
    assert senders("frus1938v01") == ["nils-almgren-minister-in-norway-2"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_nobody_is_given_the_name_of_somebody_else() -> None:
    with pytest.raises(CurationError, match="means Almgreen, Minister in Norway already: merge the two"):
        curating.rename(named(ALMGREN), "Almgreen", "Minister in Norway")
    with pytest.raises(CurationError, match="called Oslo already"):
        curating.rename(named("oslo"), "Oslo")
    with pytest.raises(CurationError, match="needs a name"):
        curating.rename(named("oslo"), "  ")


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_renaming_that_another_followed_is_undone_after_that_one() -> None:
    first = curating.rename(named("oslo"), "Kristiania")
    second = curating.rename(named("kristiania"), "Oslo on the Fjord")
    with pytest.raises(CurationError, match="called Oslo on the Fjord since: undo that first"):
        curating.undo(first)
    curating.undo(second)
    curating.undo(first)
    assert named("oslo").name == "Oslo"


# Further names


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_further_name_is_found_in_texts_and_by_later_volumes(curator: User) -> None:
    before = revision()
    act = curating.add_variant(named("oslo"), "Bergen", by=curator)
    assert found() == [("d3", "Bergen", "oslo")]
    assert touched_since(before) == {"d3"}
    assert act.said == "“Bergen” means Oslo"
    again()
    assert found() == [("d3", "Bergen", "oslo")]
    specimens.take(volume(letter(1, place="Bergen"), "frus1938v01"))
    assert Mention.objects.get(role="written", document__volume__identifier="frus1938v01").entity == named("oslo")


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_further_name_that_is_only_told_is_not_looked_for() -> None:
    curating.add_variant(named("oslo"), "Bergen", is_sought=False)
    assert found() == []
    curating.add_variant(named("oslo"), "Bergen")
    assert found() == [("d3", "Bergen", "oslo")]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_an_undone_further_name_is_forgotten() -> None:
    act = curating.add_variant(named("oslo"), "Bergen")
    curating.undo(act)
    assert (found(), named("oslo").variants.count()) == ([], 0)
    specimens.take(volume(letter(1, place="Bergen"), "frus1938v01"))
    assert Mention.objects.get(role="written", document__volume__identifier="frus1938v01").entity.slug == "bergen"


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_further_name_that_documents_have_come_to_print_means_somebody_of_its_own_once_undone() -> None:
    act = curating.add_variant(named("oslo"), "Bergen")
    specimens.take(volume(letter(1, place="Bergen"), "frus1938v01"))
    curating.undo(act)
    written = Mention.objects.get(role="written", document__volume__identifier="frus1938v01")
    assert written.entity.slug == "bergen"


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_surname_alone_is_a_further_name_in_a_volume_at_most() -> None:
    with pytest.raises(CurationError, match="a surname alone, which many bear"):
        curating.add_variant(named(ALMGREN), "Almgren")
    curating.add_variant(named(ALMGREN), "Almgren", volume="frus1937v01")
    assert names(ALMGREN, "almgren") != []
    with pytest.raises(CurationError, match="holds no volume 'frus1999v01'"):
        curating.add_variant(named(ALMGREN), "Almgren", volume="frus1999v01")


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_further_name_that_means_another_is_refused() -> None:
    with pytest.raises(CurationError, match="means Christiania already: merge the two"):
        curating.add_variant(named("oslo"), "Christiania")
    curating.add_variant(named("oslo"), "Bergen")
    with pytest.raises(CurationError, match="“Bergen” means Oslo already"):
        curating.add_variant(named("oslo"), "Bergen")


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_removed_name_is_no_longer_found_and_comes_back_when_that_is_undone() -> None:
    sought("Bergen", "oslo")
    act = curating.remove_variant(named("oslo").variants.get(name="Bergen"))
    assert found() == []
    again()
    assert found() == []
    curating.undo(act)
    assert found() == [("d3", "Bergen", "oslo")]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_further_name_that_was_removed_and_came_back_can_be_undone_itself() -> None:
    added = curating.add_variant(named("oslo"), "Bergen")
    curating.undo(curating.remove_variant(named("oslo").variants.get(name="Bergen")))
    curating.undo(added)
    assert (found(), named("oslo").names.count()) == ([], 1)


@pytest.mark.django_db
def test_a_form_in_which_documents_are_signed_is_told_as_long_as_they_are() -> None:
    specimens.take(
        volume(document(1, f"{HEAD.format('Almgren', 'Oslo')}<closer><signed>Nils Almgren</signed></closer>"))
    )
    signed = named(ALMGREN).variants.get(name="Nils Almgren")
    with pytest.raises(CurationError, match="Documents are signed “Nils Almgren”: it would come back with them"):
        curating.remove_variant(signed)
    curating.add_variant(named(ALMGREN), "Nils Almgren")
    act = curating.remove_variant(named(ALMGREN).variants.get(name="Nils Almgren"))
    assert (named(ALMGREN).variants.get().use, named(ALMGREN).variants.get().basis) == ("", "signature")
    curating.undo(act)
    assert named(ALMGREN).variants.get().use == "text"


@pytest.mark.django_db
def test_a_form_added_for_another_office_goes_again_although_documents_are_signed_with_it() -> None:
    specimens.take(
        volume(document(1, f"{HEAD.format('Almgren', 'Oslo')}<closer><signed>Nils Almgren</signed></closer>"))
    )
    curating.undo(curating.add_variant(named(ALMGREN), "Nils Almgren", "Consul"))
    assert [(form.name, form.office, form.basis) for form in named(ALMGREN).variants.all()] == [
        ("Nils Almgren", "", "signature")
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_removed_name_goes_on_meaning_what_documents_print_it_for() -> None:
    act = curating.add_variant(named("oslo"), "Bergen")
    specimens.take(volume(letter(1, place="Bergen"), "frus1938v01"))
    curating.remove_variant(named("oslo").variants.get(name="Bergen"))
    assert found() == []
    assert Mention.objects.get(role="written", document__volume__identifier="frus1938v01").entity == named("oslo")
    with pytest.raises(CurationError, match="The name was removed since"):
        curating.undo(act)


# Splitting


@pytest.mark.django_db
@pytest.mark.usefixtures("_one")
def test_a_printed_name_that_is_split_off_takes_its_documents_with_it(curator: User) -> None:
    before, mentions = revision(), Mention.objects.count()
    portion = Portion(names=names(ALMGREN, "almgreen"))
    act = curating.split(named(ALMGREN), portion, "Almgreen, the younger", "Minister in Norway", curator)
    younger = "almgreen-the-younger-minister-in-norway"
    assert senders() == [ALMGREN, younger, ALMGREN, ALMGREN]
    assert touched_since(before) == {"d2"}
    assert act.said == (
        "“Almgreen, Minister in Norway” split off Almgren, Minister in Norway"
        " as Almgreen, the younger, Minister in Norway"
    )
    again()
    assert senders() == [ALMGREN, younger, ALMGREN, ALMGREN]
    assert Mention.objects.count() == mentions


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_documents_that_are_split_off_mean_another_and_others_that_print_the_same_do_not() -> None:
    before, mentions = revision(), Mention.objects.count()
    curating.split(named(ALMGREN), Portion(documents=keys("d3")), "Almgren the elder", "Minister in Norway")
    elder = "almgren-the-elder-minister-in-norway"
    assert senders() == [ALMGREN, ALMGREEN, elder, ALMGREN]
    assert touched_since(before) == {"d3"}
    again()
    assert senders() == [ALMGREN, ALMGREEN, elder, ALMGREN]
    specimens.take(volume(letter(1), "frus1938v01"))
    assert senders("frus1938v01") == [ALMGREN]
    assert Mention.objects.filter(document__volume__identifier="frus1937v01").count() == mentions


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_names_found_in_the_text_of_a_document_that_is_split_off_go_with_it() -> None:
    sought("Kristiansund", "oslo")
    curating.split(named("oslo"), Portion(documents=keys("d4")), "Kristiansund on the coast")
    assert found() == [
        ("d3", "Kristiansund", "oslo"),
        ("d3", "Kristiansund", "oslo"),
        ("d4", "Kristiansund", "kristiansund-on-the-coast"),
    ]
    again()
    assert found()[-1] == ("d4", "Kristiansund", "kristiansund-on-the-coast")


@pytest.mark.django_db
@pytest.mark.usefixtures("_one")
@pytest.mark.parametrize("by_documents", [True, False])
def test_an_undone_splitting_gives_everything_back_and_its_address_leads_there(by_documents: bool) -> None:
    mentions = Mention.objects.count()
    portion = Portion(documents=keys("d2")) if by_documents else Portion(names=names(ALMGREN, "almgreen"))
    act = curating.split(named(ALMGREN), portion, "Almgreen, the younger", "Minister in Norway")
    again()
    curating.undo(act)
    assert senders() == [ALMGREN] * 4
    assert not Ruling.objects.exists()
    assert FormerSlug.objects.get(slug="almgreen-the-younger-minister-in-norway").entity == named(ALMGREN)
    again()
    assert (senders(), Mention.objects.count()) == ([ALMGREN] * 4, mentions)
    assert models.Act.objects.filter(undone_at=None).count() == 1  # the merger before it


@pytest.mark.django_db
@pytest.mark.usefixtures("_one")
def test_what_was_split_off_and_then_merged_elsewhere_is_not_given_back() -> None:
    portion = Portion(names=names(ALMGREN, "almgreen"))
    act = curating.split(named(ALMGREN), portion, "Almgreen, the younger")
    other = Entity.objects.create(kind="person", name="Ibsen", slug="ibsen")
    curating.merge(named("almgreen-the-younger"), other)
    with pytest.raises(CurationError, match="Almgreen, the younger was merged into Ibsen in the meantime"):
        curating.undo(act)
    assert models.EntityName.objects.filter(entity=other).count() == 1 + len(act.before["claimed"])


@pytest.mark.django_db
@pytest.mark.usefixtures("_letters")
def test_a_splitting_that_makes_no_sense_is_refused_in_a_sentence() -> None:
    almgren = named(ALMGREN)
    every = [row.pk for row in almgren.names.all()]
    for portion, name, refusal in (
        (Portion(), "Another", "Choose the names, or the documents"),
        (Portion(names=every), "Another", "Nothing would be left of Almgren, Minister in Norway"),
        (Portion(documents=keys("d1")), " ", "needs a name"),
        (Portion(documents=keys("d1")), "A" * 301, "A name has at most 300 characters"),
        (Portion(documents=keys("d2")), "Another", "Not all of these documents name Almgren"),
        (Portion(names=names(ALMGREEN, "almgreen")), "Another", "Not all of these names mean Almgren"),
    ):
        with pytest.raises(CurationError, match=refusal):
            curating.split(almgren, portion, name)
    assert not models.Act.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_one")
def test_what_was_merged_meanwhile_is_not_changed_any_more() -> None:
    almgreen = Entity.objects.get(slug=ALMGREEN)
    for change in (
        lambda: curating.rename(almgreen, "Almgreen II"),
        lambda: curating.add_variant(almgreen, "Almgreen", "Minister in Sweden"),
        lambda: curating.split(almgreen, Portion(documents=keys("d2")), "Another"),
        lambda: curating.merge(almgreen, named("oslo")),
    ):
        with pytest.raises(CurationError, match=r"Almgreen, Minister in Norway was merged into Almgren"):
            change()


HAY = '<head>Mr. <persName type="from">Hay</persName> to Mr. <persName type="to">Berg</persName></head><p>Sir.</p>'


def hay(number: int, signed: str = "") -> str:
    return document(number, f"{HAY}<closer><signed>{signed}</signed></closer>")


@pytest.mark.django_db
def test_a_letter_that_is_split_off_does_not_make_its_writer_the_only_namesake_of_the_chapter() -> None:
    two = hay(1, "John Hay") + hay(2, "James Hay")
    chapter = '<div type="chapter" xml:id="c"><head>C</head>{}</div>'
    specimens.take(volume(chapter.format(two)))
    john, james = senders()
    curating.split(named(john), Portion(documents=keys("d1")), "Colonel John Hay")
    specimens.take(volume(chapter.format(two + hay(3))))
    assert senders()[:2] == ["colonel-john-hay", james]
    assert senders()[2] not in (john, james, "colonel-john-hay")


@pytest.mark.django_db
def test_a_place_before_which_an_office_is_printed_is_split_off_with_its_documents() -> None:
    line = "<dateline><placeName>Legation of the United States, Oslo</placeName></dateline>"
    letters = volume("".join(document(number, f"<head>Letter</head>{line}<p>Sir.</p>") for number in (1, 2)))
    specimens.take(letters)
    assert set(Mention.objects.values_list("office", "entity__slug")) == {("Legation of the United States", "oslo")}
    curating.split(named("oslo"), Portion(documents=keys("d2")), "Oslo, Wisconsin")
    for _ in range(2):
        written = Mention.objects.filter(role="written").order_by("document__order")
        assert [*written.values_list("entity__slug", flat=True)] == ["oslo", "oslo-wisconsin"]
        again(letters)


@pytest.mark.django_db
def test_a_full_name_that_is_split_off_takes_along_the_letters_that_are_signed_with_it() -> None:
    signed = "<closer><signed>Nils Almgren</signed></closer>"
    letters = volume(letter(1, text=f"Sir.</p>{signed}<p>") + letter(2))
    specimens.take(letters)
    curating.split(named(ALMGREN), Portion(names=names(ALMGREN, "nils almgren")), "Nils Almgren", "Minister in Norway")
    before = senders()
    again(letters)
    assert senders() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("_one")
def test_a_splitting_after_which_more_was_done_is_undone_after_that() -> None:
    act = curating.split(named(ALMGREN), Portion(names=names(ALMGREN, "almgreen")), "Almgreen", "Consul")
    renaming = curating.rename(named("almgreen-consul"), "Olaf Almgreen", "Consul")
    with pytest.raises(CurationError, match="More has been done to Olaf Almgreen, Consul since: undo that first"):
        curating.undo(act)
    merger = curating.merge(named(ALMGREN), named(SECRETARY))
    curating.undo(renaming)
    with pytest.raises(CurationError, match="Almgren, Minister in Norway was merged into Secretary of State"):
        curating.undo(act)
    curating.undo(merger)
    curating.undo(act)
    assert senders() == [ALMGREN] * 4


# Rulings


def suggestion(identifier: str) -> Suggestion:
    return Suggestion.objects.select_related("document__volume").filter(document__identifier=identifier)[0]


@pytest.mark.django_db
@pytest.mark.usefixtures("_unsure")
def test_a_name_that_may_mean_several_means_what_the_curator_says_all_over_its_document(curator: User) -> None:
    before = revision()
    assert found() == []
    act = curating.decide(suggestion("d3"), named("oslo"), curator)
    assert found() == [("d3", "Kristiansund", "oslo")] * 2
    assert set(Mention.objects.filter(text="Kristiansund").values_list("basis", "role")) == {("curator", "mentioned")}
    assert touched_since(before) == {"d3"}
    assert list(Suggestion.objects.values_list("document__identifier", flat=True)) == ["d4"]
    assert act.said == "“Kristiansund” in frus1937v01/d3 means Oslo"


@pytest.mark.django_db
@pytest.mark.usefixtures("_unsure")
def test_a_ruling_holds_through_the_next_ingestion() -> None:
    curating.decide(suggestion("d3"), named("christiania"))
    curating.decide(suggestion("d4"), None)
    again()
    assert found() == [("d3", "Kristiansund", "christiania")] * 2
    assert not Suggestion.objects.exists()
    sought("Bergen", "oslo")  # and through the next change of the names that are looked for
    assert found() == [*[("d3", "Kristiansund", "christiania")] * 2, ("d3", "Bergen", "oslo")]
    assert not Suggestion.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_unsure")
def test_a_name_ruled_to_mean_nobody_is_no_mention_and_nothing_that_readers_see_changes() -> None:
    before = revision()
    act = curating.decide(suggestion("d4"), None)
    assert (found(), revision()) == ([], before)
    assert Ruling.objects.get().entity is None
    assert act.said == "“Kristiansund” in frus1937v01/d4 means none of Christiania; Oslo"
    curating.undo(act)
    assert Suggestion.objects.filter(document__identifier="d4").count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_unsure")
def test_a_name_may_mean_another_than_the_candidates_of_their_kind() -> None:
    place("Bergen")
    act = curating.decide(suggestion("d4"), named("bergen"))
    again()
    assert found() == [("d4", "Kristiansund", "bergen")]
    assert act.said == "“Kristiansund” in frus1937v01/d4 means Bergen"
    curating.undo(act)
    assert set(suggestion("d4").candidates.values_list("slug", flat=True)) == {"christiania", "oslo"}


@pytest.mark.django_db
@pytest.mark.usefixtures("_unsure")
def test_an_undone_ruling_makes_it_a_question_again(curator: User) -> None:
    act = curating.decide(suggestion("d3"), named("oslo"))
    again()
    curating.undo(act, curator)
    assert (found(), Ruling.objects.count()) == ([], 0)
    assert suggestion("d3").candidates.count() == 2
    act.refresh_from_db()
    assert (act.undone_by, act.undone_at is not None) == (curator, True)
    with pytest.raises(CurationError, match="undone already"):
        curating.undo(act)


@pytest.mark.django_db
@pytest.mark.usefixtures("_unsure")
def test_a_ruling_for_what_was_merged_since_can_be_undone() -> None:
    act = curating.decide(suggestion("d3"), named("christiania"))
    curating.merge(named("christiania"), named("oslo"))
    assert found() == [("d3", "Kristiansund", "oslo")] * 2 + [("d4", "Kristiansund", "oslo")]
    curating.undo(act)
    assert not Ruling.objects.exists()
    assert set(Mention.objects.filter(document__identifier="d3", text="Kristiansund").values_list("basis")) == {
        ("gazetteer",)
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("_unsure")
def test_what_is_decided_already_or_was_no_candidate_is_refused() -> None:
    open_ = suggestion("d3")
    with pytest.raises(CurationError, match="“Kristiansund” may mean a place there: Secretary of State is none"):
        curating.decide(open_, named(SECRETARY))
    curating.decide(open_, named("oslo"))
    with pytest.raises(CurationError, match="decided this in the meantime"):
        curating.decide(open_, named("christiania"))
    assert found() == [("d3", "Kristiansund", "oslo")] * 2
