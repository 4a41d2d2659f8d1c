"""The parameters of a search, each with what the index is asked for it: django-filter, narrowing a Search in place of
a queryset."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django_filters import CharFilter, FilterSet
from django_filters import Filter as BaseFilter
from tantivy import FieldType, Query

from archive.models import Document, Entity, FormerSlug, Section, Volume
from archive.records.document import KINDS

from . import analysis, entry, match, schema
from .fields import OneOf, Period, Several, Switch, Words
from .schema import SCHEMA
from .searches import EITHER, SORTS, Clause, Parameters, Search

LAST_PAGE = 1_000_000
SAID = {
    schema.place("any"): "place",
    schema.place("written"): "written from",
    schema.place("mentioned"): "mentions",
    schema.actor("any"): "names",
    schema.actor("sender"): "sent by",
    schema.actor("recipient"): "sent to",
    schema.actor("signatory"): "signed by",
    schema.actor("mentioned"): "mentions",
}
STATUSES = (*entry.STATUSES, entry.NOT_PRINTED)


class Fault(NamedTuple):
    """What is wrong with a parameter: its name, what readers call it, a sentence, and at which code point (from 0)."""

    name: str
    label: str
    message: str
    at: int | None


class WordsFilter(BaseFilter):
    field_class = Words

    def filter(self, search: Search, value: Any) -> Search:
        """For the words of a query."""
        return search.asking(*value)


class EntityFilter(BaseFilter):
    """Places or actors by their slugs, each required, in one role; in that of ``role_by`` where another says it."""

    field_class = Several

    def filter(self, search: Search, value: Any) -> Search:
        """For places or actors."""
        role = self.parent.form.cleaned_data.get(f"{self.field_name}_role") or schema.ANY
        field = self.field_name if "_" in self.field_name else f"{self.field_name}_{role}"
        known = entities_at(value)
        return search.narrowed([self._clause(field, slug, known.get(slug)) for slug in value])

    def _clause(self, field: str, slug: str, entity: Entity | None) -> Clause:
        found = Query.term_query(SCHEMA, field, entity.pk) if entity else Query.empty_query()
        return Clause(self.field_name, slug, found, f"{SAID[field]} {entity or slug}", entity is not None)


def entities_at(slugs: list[str]) -> dict[str, Entity]:
    """The places and actors at some addresses, be it that they left them for others."""
    known = {entity.slug: entity for entity in Entity.objects.filter(slug__in=slugs, merged_into=None)}
    if left := set(slugs) - known.keys():
        former = FormerSlug.objects.filter(slug__in=left).select_related("entity")
        known |= {row.slug: row.entity for row in former}
    return known


class RoleFilter(BaseFilter):
    """A role, which the filter of its places or actors looks at."""

    field_class = OneOf

    def filter(self, sought: Any, value: Any) -> Any:
        """For any."""
        return sought


class VolumeFilter(BaseFilter):
    field_class = Several

    def filter(self, search: Search, value: Any) -> Search:
        """For any of some volumes."""
        titles = dict(Volume.objects.filter(identifier__in=value).values_list("identifier", "title"))
        return search.narrowed([self._clause(name, titles.get(name)) for name in value], EITHER)

    def _clause(self, name: str, title: str | None) -> Clause:
        return Clause("volume", name, _term(schema.VOLUME, name), f"in {title or name}", title is not None)


class SectionFilter(BaseFilter):
    field_class = Several

    def filter(self, search: Search, value: Any) -> Search:
        """For what stands in any of some sections, or below it."""
        return search.narrowed([self._clause(name) for name in value], EITHER)

    def _clause(self, name: str) -> Clause:
        volume, _, section = name.partition("/")
        found = Section.objects.filter(volume__identifier=volume, identifier=section).first()
        return Clause("section", name, _term(schema.SECTION, name), f"in {found or name}", found is not None)


class TermFilter(BaseFilter):
    """Any of some values, or each of them, as the index has them."""

    field_class = Several

    def __init__(self, *, mode: str = EITHER, **options: Any) -> None:
        super().__init__(**options)
        self.mode = mode

    def filter(self, search: Search, value: Any) -> Search:
        """For values from a short list."""
        some = [Clause(self.field_name, one, _term(self.field_name, one), one.replace("-", " ")) for one in value]
        return search.narrowed(some, self.mode)


class PeriodFilter(BaseFilter):
    field_class = Period

    def filter(self, search: Search, value: tuple[date, date]) -> Search:
        """For documents that may be as late, or as early; not where only undated ones are wanted."""
        if self.parent.form.cleaned_data.get("undated"):
            return search
        first, last = map(entry.day, value)
        if self.field_name == "after":
            found = Query.range_query(SCHEMA, schema.LATEST, FieldType.Integer, first, None)
        else:
            found = Query.range_query(SCHEMA, schema.EARLIEST, FieldType.Integer, None, last)
        typed = self.parent.data[self.field_name].strip()
        said = f"from {typed} on" if self.field_name == "after" else f"until {typed}"
        return search.narrowed([Clause(self.field_name, typed, found, said)])


class UndatedFilter(BaseFilter):
    field_class = Switch

    def filter(self, search: Search, value: bool) -> Search:
        """For documents without a date."""
        typed = self.parent.data[self.field_name].strip() if value else ""
        return search.narrowed([Clause("undated", typed, UNDATED, "undated")]) if value else search


class NumberFilter(CharFilter):
    """A file number by its beginning, a despatch number or a document as a whole."""

    def filter(self, search: Search, value: str) -> Search:
        """For numbers."""
        said = {"file": "file", "number": "No.", "document": "document"}[self.field_name]
        number = value if self.field_name == "document" else analysis.plain(value)
        found = (match.begins if self.field_name == "file" else _term)(self.field_name, number)
        return search.narrowed([Clause(self.field_name, value, found, f"{said} {value}")])


class SortFilter(BaseFilter):
    field_class = OneOf

    def filter(self, search: Search, value: str) -> Search:
        """For an order."""
        return search.sorted_by(value)


class PageFilter(BaseFilter):
    field_class = forms.IntegerField

    def filter(self, search: Search, value: int) -> Search:
        """For a page of the result."""
        return search.on_page(value)


class SearchFilter(FilterSet):
    """Every parameter of a search."""

    q = WordsFilter(label="Words")
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
    volume = VolumeFilter(label="Volume")
    section = SectionFilter(label="Section")
    document = NumberFilter(label="Document", max_length=400)
    kind = TermFilter(choices=KINDS, label="Kind")
    status = TermFilter(choices=STATUSES, mode="each", label="Status")
    after = PeriodFilter(label="From", max_length=20)
    before = PeriodFilter(label="Until", max_length=20)
    undated = UndatedFilter(label="Undated")
    file = NumberFilter(label="File number", max_length=500)
    number = NumberFilter(label="Despatch or telegram number", max_length=200)
    sort = SortFilter(choices=SORTS, label="Order")
    page = PageFilter(min_value=1, max_value=LAST_PAGE, label="Page")

    class Meta:
        model = Document
        fields: tuple[str, ...] = ()

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, queryset=Document.objects.none())
        for name, filter_ in self.filters.items():
            filter_.field_name = name

    @property
    def parameters(self) -> Parameters:
        """Names and values as the address has them."""
        return Parameters.of(self.data, self.filters)

    @property
    def search(self) -> Search:
        """The search that they ask for. The form must be valid."""
        search = Search(parameters=self.parameters)
        for name, value in self.form.cleaned_data.items():
            if value not in forms.Field.empty_values:
                search = self.filters[name].filter(search, value)
        return search

    def faults(self) -> list[Fault]:
        """What is wrong with the parameters."""
        return [
            Fault(name, str(self.filters[name].label), message, (error.params or {}).get("at"))
            for name, errors in self.form.errors.items()
            for error in errors.as_data()
            for message in error.messages
        ]


UNDATED = match.every([], [Query.exists_query(schema.EARLIEST)])


def _term(field: str, value: str) -> Query:
    return Query.term_query(SCHEMA, field, value)
