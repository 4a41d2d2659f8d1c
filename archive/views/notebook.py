"""The notebook: a reader's notes on one page, and each at its own address, in its context, with its answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.annotations import filters
from archive.annotations.filters import NotebookFilter, Notes
from archive.exports import notebook as exports
from archive.exports.notebook import Entry
from archive.exports.notebook_files import FORMS
from archive.models import Annotation, Document, Entity, Volume
from archive.models.annotation import Colour, Standing
from archive.reading.quoting import Span
from archive.search.searches import Parameters

from . import preferences
from .accounts import for_readers, reader

PER_PAGE = 50
DELETED = 20  # that are shown, to be had back
OFFERED = 100  # places and actors to choose from
PLACES = 8  # that a lost note may have come to
NEAR = 40  # code points before and behind the words of an offer
AROUND = 400  # code points before and behind a note's words
FIELDS = {
    *("q", "tag", "state", "place", "place_role", "actor", "actor_role", "after", "before", "volume", "colour"),
    *("sort", "undated"),
}  # of the form
STATES = {filters.UNSETTLED_STATE: "to be looked at", **dict(Standing.choices)}


class Offer(NamedTuple):
    """A place to which a lost note may have come: how a form names it, and the words there."""

    value: str
    before: str
    words: str
    behind: str


class Shown(NamedTuple):
    """A note on a page; ``offers`` are places for a lost one."""

    entry: Entry
    offers: Sequence[Offer] = ()


class Field(NamedTuple):
    """A filter of the form: what it offers, as values and words, nothing for a date; and what it is set to."""

    name: str
    offered: Sequence[tuple[str, str]]
    value: str

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """What it offers, and what it is set to all the same."""
        is_known = not self.value or self.value in dict(self.offered)
        return self.offered if is_known else [*self.offered, (self.value, self.value)]


class Chip(NamedTuple):
    """A filter that is set: its name, what it says, and the parameters that are left without it."""

    name: str
    said: str
    left: Parameters


@for_readers
@require_safe
def notebook(request: HttpRequest) -> HttpResponse:
    """One's own notes: those asked for, those that have to be looked at on top."""
    mine = Annotation.objects.of(reader(request))
    asked = NotebookFilter(request.GET, mine)
    given = _given(asked)
    fields = _fields(mine, given["given"])
    context = {"faults": asked.faults, "forms": FORMS.values(), "colours": Colour.choices, "fields": fields, **given}
    if asked.faults:
        return render(request, "notebook/notebook.html", context, status=400)
    listed = Paginator(exports.lean(asked.notes), PER_PAGE).get_page(request.GET.get("page"))
    context |= {
        "listed": listed,
        "shown": _shown(exports.entries(listed.object_list, preferences.style(request).slug)),
        "chips": _chips(asked, fields),
        "deleted": exports.lean(Annotation.objects.deleted_by(reader(request))).order_by("-deleted_at")[:DELETED],
    }
    return render(request, "notebook/notebook.html", context)


@never_cache
@require_safe
def one(request: HttpRequest, address: UUID) -> HttpResponse:
    """A note that somebody may see, in the words around it."""
    note = exports.lean(Annotation.objects.at(address, request.user)).first()
    if note is None:
        raise Http404("There is no such note, or it is not yours to see.")
    style = preferences.style(request).slug
    answers = exports.lean(Annotation.objects.replying_to(note, request.user))
    (shown,) = _shown(exports.entries([note], style))
    context = {
        "note": note,
        "one": shown,
        "is_own": note.may_be_changed_by(request.user) and not note.is_of_archive,
        "around": _around(shown.entry),
        "answers": list(answers),
        "colours": Colour.choices,
    }
    return render(request, "notebook/note.html", context)


def _given(asked: NotebookFilter) -> dict[str, Any]:
    """What the address asks for: by name for the fields of the form, and what these have no place for."""
    first = dict(reversed(asked.parameters))
    shown = {(name, value) for name, value in first.items() if name in FIELDS}
    beside = [pair for pair in asked.parameters if pair not in shown]
    narrowed = [name for name, _ in asked.parameters if name not in ("q", "sort")]
    return {"parameters": asked.parameters, "given": first, "beside": beside, "narrowed": narrowed}


def _chips(asked: NotebookFilter, fields: Sequence[Field]) -> list[Chip]:
    """Each filter in words, with the address without it."""
    pairs = [(name, value) for name, value in asked.parameters if name != "sort" and not name.endswith("_role")]
    slugs = {value for name, value in pairs if name.partition("_")[0] in ("place", "actor")}
    names = {entity.slug: str(entity) for entity in Entity.objects.filter(slug__in=slugs)} if slugs else {}
    said = {field.name: dict(field.offered) for field in fields} | {"undated": {"1": "yes"}}
    chips = []
    for name, value in pairs:
        words = said.get(name, {}).get(value) or names.get(value, value)
        role = said.get(f"{name}_role", {}).get(asked.form.cleaned_data.get(f"{name}_role") or "", "")
        left = asked.parameters.minus(**{name: value})
        chips.append(Chip(name, f"{words}, {role}" if role else words, left))
    return chips


def _fields(mine: Notes, given: dict[str, str]) -> list[Field]:
    """What the notes can be narrowed by beside words: what one's own notes are on, and the dates."""
    documents = mine.order_by().values("document")
    named = Entity.objects.filter(mentions__document__in=documents).annotate(times=Count("mentions__document"))
    named = named.order_by("-times", "name").only("slug", "name", "office")
    places = [(place.slug, str(place)) for place in named.filter(kind="place")[:OFFERED]]
    actors = [(actor.slug, str(actor)) for actor in named.exclude(kind="place")[:OFFERED]]
    volumes = Volume.objects.filter(documents__in=documents).distinct().order_by("identifier")
    offered: dict[str, Sequence[tuple[str, str]]] = {
        "tag": [(tag, tag) for tag in filters.tags(mine)],
        "place": places,
        "place_role": [("written", "written from"), ("mentioned", "mentioned")],
        "actor": actors,
        "actor_role": [(role, role) for role in ("sender", "recipient", "signatory", "mentioned")],
        "after": (),
        "before": (),
        "volume": [(volume.identifier, volume.title) for volume in volumes],
        "state": [*STATES.items()],
        "colour": Colour.choices,
        "sort": [*filters.SORTS.items()],
    }
    return [Field(name, options, given.get(name, "")) for name, options in offered.items()]


def _shown(entries: Iterable[Entry]) -> list[Shown]:
    """Notes, the lost ones with the places that they may have come to."""
    some = list(entries)
    lost = {each.annotation.document_id for each in some if each.annotation.places and each.is_shown}
    texts = dict(Document.objects.filter(pk__in=lost).values_list("pk", "text")) if lost else {}
    return [Shown(each, _offers(each, texts)) for each in some]


def _offers(entry: Entry, texts: dict[int, str]) -> list[Offer]:
    note = entry.annotation
    text = entry.footnote.text if entry.footnote is not None else texts.get(note.document_id, "")
    spans = [(start, end) for start, end in note.places if 0 <= start < end <= len(text)]
    return [
        offered(
            Span(start, end, note.footnote), text[max(start - NEAR, 0) : start], text[start:end], text[end : end + NEAR]
        )
        for start, end in spans[:PLACES]
    ]


def offered(span: Span, before: str, words: str, behind: str) -> Offer:
    """A place, with whole words around it where there are several."""
    whole = before.partition(" ")[2] if len(before.split()) > 2 else before
    return Offer(str(span), whole, words, behind.rpartition(" ")[0] if len(behind.split()) > 2 else behind)


def _around(entry: Entry) -> tuple[str, str] | None:
    """The words before and behind a note's; None where it stands in no text, or in none that is shown."""
    note = entry.annotation
    start, end = note.start, note.end
    if start is None or end is None or not entry.is_shown:
        return None
    text = entry.footnote.text if entry.footnote is not None else _text(note.document_id)
    before, behind = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    before = "… " + before.partition(" ")[2] if start > AROUND else before
    behind = behind.rpartition(" ")[0] + " …" if end + AROUND < len(text) else behind
    return before, behind


def _text(document: int) -> str:
    return Document.objects.values_list("text", flat=True).get(pk=document)
