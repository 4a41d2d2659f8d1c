"""Which of a reader's notes they ask for, and in which order: django-filter, with the parameters of the search."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.http import QueryDict
from django_filters import Filter as BaseFilter
from django_filters import FilterSet

from archive.models import Annotation, Entity, Mention, PartyActor
from archive.models.annotation import UNSETTLED, Colour, Standing
from archive.records.document import KINDS
from archive.search import schema
from archive.search.fields import OneOf, Period, Several, Switch
from archive.search.filters import RoleFilter, entities_at
from archive.search.searches import Parameters

LONGEST_SOUGHT = 200  # code points
NEWEST, OLDEST, BY_DATE, BY_DATE_BACK, BY_PLACE = "newest", "oldest", "date", "-date", "volume"
SORTS = {
    NEWEST: "changed last first",
    OLDEST: "written first first",
    BY_DATE: "by the document’s date",
    BY_DATE_BACK: "by the document’s date, latest first",
    BY_PLACE: "as they stand in the volumes",
}
ORDERS: dict[str, tuple[Any, ...]] = {
    NEWEST: ("-modified", "-pk"),
    OLDEST: ("created", "pk"),
    BY_DATE: (F("document__earliest").asc(nulls_last=True), "document_id", "start", "pk"),
    BY_DATE_BACK: (F("document__latest").desc(nulls_last=True), "document_id", "start", "pk"),
    BY_PLACE: ("document__volume__identifier", "document__order", F("start").asc(nulls_first=True), "pk"),
}
UNSETTLED_STATE = "unsettled"  # both that have to be looked at
STATES = (UNSETTLED_STATE, *Standing.values)
Notes = QuerySet[Annotation]


class Sought(forms.CharField):
    """Words that are sought, white space between them."""

    def clean(self, value: Any) -> list[str]:
        """The words, each once."""
        return list(dict.fromkeys(str(super().clean(value)).split()))


class WordsFilter(BaseFilter):
    field_class = Sought

    def filter(self, notes: Notes, value: list[str]) -> Notes:
        """For notes that have all of the words, in what they say, quote, or are tagged with."""
        for word in value:
            notes = notes.filter(Q(text__icontains=word) | Q(quote__icontains=word) | Q(tags__icontains=word))
        return notes


class EntityFilter(BaseFilter):
    """Places or actors by their slugs, each required in the document, in one role as the search has them."""

    field_class = Several

    def filter(self, notes: Notes, value: list[str]) -> Notes:
        """For notes on documents that name them."""
        kind, _, role = self.field_name.partition("_")
        role = role or self.parent.form.cleaned_data.get(f"{kind}_role") or schema.ANY
        known = entities_at(value)
        for slug in value:
            named = known.get(slug)
            notes = notes.filter(_named(named, role, is_place=kind == "place")) if named else notes.none()
        return notes


class OneOfFilter(BaseFilter):
    """Any of some values of a column."""

    field_class = Several

    def filter(self, notes: Notes, value: list[str]) -> Notes:
        """For any of the values."""
        columns = {"volume": "document__volume__identifier", "kind": "document__kind", "colour": "colour"}
        return notes.filter(**{f"{columns[self.field_name]}__in": value})


class TagFilter(BaseFilter):
    field_class = Several

    def filter(self, notes: Notes, value: list[str]) -> Notes:
        """For notes with each of the tags."""
        return notes.filter(tags__contains=value)


class StateFilter(BaseFilter):
    field_class = OneOf

    def filter(self, notes: Notes, value: str) -> Notes:
        """For what became of the words."""
        return notes.filter(standing__in=UNSETTLED if value == UNSETTLED_STATE else [value])


class PeriodFilter(BaseFilter):
    field_class = Period

    def filter(self, notes: Notes, value: tuple[date, date]) -> Notes:
        """For notes on documents that may be as late, or as early; not where only undated ones are wanted."""
        if self.parent.form.cleaned_data.get("undated"):
            return notes
        if self.field_name == "after":
            return notes.filter(document__latest__gte=value[0])
        return notes.filter(document__earliest__lte=value[1])


class UndatedFilter(BaseFilter):
    field_class = Switch

    def filter(self, notes: Notes, value: bool) -> Notes:
        """For notes on documents without a date."""
        return notes.filter(document__earliest=None) if value else notes


class SortFilter(BaseFilter):
    field_class = OneOf

    def filter(self, notes: Notes, value: str) -> Notes:
        """For an order, which is given at last."""
        return notes


class NotebookFilter(FilterSet):
    """Every parameter of the notebook but its page."""

    q = WordsFilter(label="Words", max_length=LONGEST_SOUGHT)
    tag = TagFilter(label="Tag")
    place = EntityFilter(label="Place")
    place_role = RoleFilter(choices=schema.PLACE_ROLES, label="Role of the place")
    place_written = EntityFilter(label="Written from")
    place_mentioned = EntityFilter(label="Place mentioned")
    actor = EntityFilter(label="Actor")
    actor_role = RoleFilter(choices=schema.ACTOR_ROLES, label="Role of the actor")
    actor_sender = EntityFilter(label="Sender")
    actor_recipient = EntityFilter(label="Recipient")
    actor_signatory = EntityFilter(label="Signatory")
    actor_mentioned = EntityFilter(label="Actor mentioned")
    volume = OneOfFilter(label="Volume")
    kind = OneOfFilter(choices=KINDS, label="Kind")
    after = PeriodFilter(label="Document from", max_length=20)
    before = PeriodFilter(label="Document until", max_length=20)
    undated = UndatedFilter(label="Undated")
    state = StateFilter(choices=STATES, label="State")
    colour = OneOfFilter(choices=Colour.values, label="Colour")
    sort = SortFilter(choices=tuple(SORTS), label="Order")

    class Meta:
        model = Annotation
        fields: tuple[str, ...] = ()

    def __init__(self, data: QueryDict, notes: Notes) -> None:
        super().__init__(data, queryset=notes)
        for name, filter_ in self.filters.items():
            filter_.field_name = name

    @property
    def parameters(self) -> Parameters:
        """Names and values as the address has them."""
        return Parameters.of(self.data, self.filters)

    @property
    def notes(self) -> Notes:
        """The notes asked for, those on top that have to be looked at. The form must be valid."""
        notes: Notes = self.queryset
        for name, value in self.form.cleaned_data.items():
            if value not in ("", None, [], False):
                notes = self.filters[name].filter(notes, value)
        first = Case(When(standing__in=UNSETTLED, then=Value(0)), default=Value(1))
        return notes.order_by(first, *ORDERS[self.form.cleaned_data["sort"] or NEWEST])

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, by the labels of the fields."""
        form = self.form
        return [(str(self.filters[name].label), said) for name, errors in form.errors.items() for said in errors]


def tags(notes: Notes) -> list[str]:
    """The tags of some notes, in their order."""
    named = notes.order_by().values_list("tags", flat=True).exclude(tags=[]).distinct()
    return sorted({tag for some in named for tag in some}, key=str.casefold)


def _named(entity: Entity, role: str, *, is_place: bool) -> Q:
    """Whether a note's document has a place or actor in a role."""
    mentions = Mention.objects.filter(document=OuterRef("document"), entity=entity)
    mentions = mentions.filter(kind="place") if is_place else mentions.exclude(kind="place")
    if role != schema.ANY:
        mentions = mentions.filter(role=role)
    found = Q(Exists(mentions))
    if not is_place and role in (schema.ANY, "sender", "recipient"):
        seats = PartyActor.objects.filter(party__document=OuterRef("document"), entity=entity)
        found |= Q(Exists(seats if role == schema.ANY else seats.filter(party__role=role)))
    return found
