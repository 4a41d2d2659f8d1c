"""Whatever curators do to names, in whatever order, and however often volumes are taken in again meanwhile: no name
is lost, every address leads somewhere, and all of it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from archive.models import Act, Document, Entity, Suggestion, Variant
from archive.store import curating, rematching, resolving
from archive.store.curating import CurationError, Portion
from tests import curated, specimens
from tests.curated import changed, letter, printed, slugs, sought, state
from tests.specimens import document, volume

TEXT = "Of <persName>Berg</persName>, at Kristiansund, and again at Kristiansund, and in Bergen. The Storting sat."
SIGNED = "Kristiansund and Oslo.</p><closer><signed>Nils Almgren</signed></closer><p>"
LEGATION = "<dateline><placeName>Legation of the United States, Oslo</placeName></dateline>"
NORWAY = volume(
    letter(1)
    + letter(2, "Almgreen")
    + letter(3, place="Christiania", text=TEXT)
    + letter(4, text=SIGNED)
    + document(
        5, f"<head>Five</head>{LEGATION}<p>Mr. <persName>Berg</persName> and Nils Almgren met at Christiania.</p>"
    )
)
SWEDEN = volume(
    letter(1, "Lund", "Bergen", "From <persName>Berg</persName> to Oslo.")
    + letter(2, "Almgren", "Kristiania", "Kristiansund and Christiania."),
    "frus1938v01",
)
HAY = '<head>Mr. <persName type="from">Hay</persName> to Mr. <persName type="to">Berg</persName></head><p>Sir.</p>'


def hay(number: int, signed: str = "") -> str:
    return document(number, HAY + (f"<closer><signed>{signed}</signed></closer>" if signed else ""))


def chapter(name: str, *letters: str) -> str:
    return f'<div type="chapter" xml:id="{name}"><head>{name}</head>{"".join(letters)}</div>'


SPAIN = volume(
    chapter("spain", hay(1, "John Hay"), hay(2, "James Hay"), hay(3))
    + chapter("tunis", hay(4, "James Hay"), hay(5))
    + chapter("france", hay(6)),
    "frus1939v01",
)
NAMES = st.sampled_from(
    ["Oslo", "OSLO", "Christiania", "Bergen", "Kristiansund", "Almgren", "Nils Almgren", "Berg", "John Hay"]
)
OFFICES = st.sampled_from(["", "Minister in Norway", "Consul"])
VOLUMES = st.sampled_from(["", "frus1937v01"])
ANY = st.integers(0, 30)
SOME = st.sets(st.integers(0, 4), max_size=2)


def one(rows: QuerySet[Any], number: int) -> Any:
    """One of some rows, whichever the number means."""
    some = list(rows.order_by("pk"))
    return some[number % len(some)] if some else None


class Curators(RuleBasedStateMachine):
    """Three volumes of letters, and curators who do anything that can be done to names."""

    def __init__(self) -> None:
        super().__init__()
        self.ground = transaction.atomic()
        self.ground.__enter__()
        for source in (NORWAY, SWEDEN, SPAIN):
            specimens.take(source)
        Entity.objects.create(kind="body", name="Storting", slug="storting", description="The parliament")
        sought("Kristiansund", "christiania", "oslo")
        sought("Bergen", "bergen")
        sought("Storting", "storting")
        sought("Nils Almgren", curated.ALMGREEN)
        Entity.objects.filter(slug="christiania").update(description="The capital", latitude=59.9, longitude=10.7)
        Entity.objects.filter(slug="christiania").update(identifiers={"geonames": "1"})
        self.beginning, self.printed = state(), printed()
        self.slugs: dict[str, bool] = {}
        self.is_orderly = True  # what was undone was always what had been done last

    def teardown(self) -> None:
        try:
            curated.everything_is_found(self.slugs)
            if self.is_orderly:
                self.undo_everything()
        finally:
            transaction.set_rollback(True)
            self.ground.__exit__(None, None, None)

    def attempt(self, act: Callable[[], object]) -> None:
        """Do something, or be told why it cannot be done."""
        with suppress(CurationError):
            act()

    # What curators do

    @rule(from_=ANY, into=ANY)
    def merge(self, from_: int, into: int) -> None:
        rows = Entity.objects.all()
        self.attempt(lambda: curating.merge(one(rows, from_), one(rows, into)))

    @rule(entity=ANY, name=NAMES, office=OFFICES)
    def rename(self, entity: int, name: str, office: str) -> None:
        self.attempt(lambda: curating.rename(one(Entity.objects.all(), entity), name, office))

    @rule(entity=ANY, name=NAMES, office=OFFICES, volume=VOLUMES, is_sought=st.booleans())
    def add_variant(self, entity: int, name: str, office: str, volume: str, is_sought: bool) -> None:
        found = one(Entity.objects.all(), entity)
        self.attempt(lambda: curating.add_variant(found, name, office, volume, is_sought=is_sought))

    @rule(variant=ANY)
    def remove_variant(self, variant: int) -> None:
        self.attempt(lambda: curating.remove_variant(one(Variant.objects.all(), variant)))

    @rule(entity=ANY, names=SOME, documents=SOME, name=NAMES, office=OFFICES)
    def split(self, entity: int, names: set[int], documents: set[int], name: str, office: str) -> None:
        found = one(Entity.objects.filter(merged_into=None), entity)
        known = {one(found.names.all(), number) for number in names} - {None}
        naming = Document.objects.filter(pk__in=found.mentions.values("document"))
        some = {one(naming, number) for number in documents} - {None}
        portion = Portion({row.pk for row in known}, {row.pk for row in some})
        self.attempt(lambda: curating.split(found, portion, name, office))

    @rule(question=ANY, means=st.integers(0, 2))
    def decide(self, question: int, means: int) -> None:
        if (asked := one(Suggestion.objects.all(), question)) is not None:
            meant = [*asked.candidates.order_by("pk"), None][means % (asked.candidates.count() + 1)]
            self.attempt(lambda: curating.decide(asked, meant))

    @rule()
    def undo_what_was_done_last(self) -> None:
        if (act := Act.objects.filter(undone_at=None).order_by("pk").last()) is not None:
            if self.is_orderly:
                curating.undo(act)
            else:
                self.attempt(lambda: curating.undo(act))

    @rule(number=ANY)
    def undo_anything(self, number: int) -> None:
        if (act := one(Act.objects.all(), number)) is not None:
            self.is_orderly &= not Act.objects.filter(undone_at=None, pk__gt=act.pk).exists()
            self.attempt(lambda: curating.undo(act))

    @rule(which=st.integers(0, 2))
    def take_in_again(self, which: int) -> None:
        curated.again((NORWAY, SWEDEN, SPAIN)[which])

    # What holds at any time

    @invariant()
    def all_is_well(self) -> None:
        self.slugs |= slugs()
        assert printed() == self.printed
        curated.nothing_means_what_was_merged()
        assert self.slugs.keys() <= curated.good_addresses()
        self.the_next_ingestion_will_find_the_same()

    def the_next_ingestion_will_find_the_same(self) -> None:
        before = state()
        every = set(Document.objects.values_list("pk", flat=True))
        touched = resolving.again(every) | rematching.again(every)
        assert changed(before, state()) == []
        assert touched == set()

    # In the end

    def undo_everything(self) -> None:
        for act in Act.objects.filter(undone_at=None).order_by("-pk"):
            curating.undo(act)
        assert changed(self.beginning, state()) == []


@pytest.mark.django_db
def test_whatever_is_done_no_name_is_lost_every_address_leads_somewhere_and_all_can_be_undone() -> None:
    run_state_machine_as_test(Curators, settings=settings(max_examples=4, stateful_step_count=10))


@pytest.mark.proof
@pytest.mark.timeout(7200)
@pytest.mark.django_db
def test_the_same_of_many_more_acts_one_after_another() -> None:
    run_state_machine_as_test(Curators, settings=settings(max_examples=200, stateful_step_count=25))
