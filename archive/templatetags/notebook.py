"""How the pages of the notebook say what stands in it."""

from __future__ import annotations

from django import template
from django.contrib.messages.storage.base import Message
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from archive.annotations.filters import NotebookFilter
from archive.models import Annotation
from archive.models.annotation import Reader, Visibility
from archive.rendering.markdown import rendered
from archive.search.searches import Parameters

register = template.Library()


@register.filter
def said(note: Annotation) -> SafeString:
    """What a note says, harmless."""
    return mark_safe(rendered(note.text, note.format))


@register.filter
def writer(note: Annotation, user: Reader) -> str:
    """Who wrote a note; of what is shared by a link alone others are not told."""
    if note.signature or note.owner is None:
        return note.signature
    is_told = note.visibility != Visibility.LINK or note.owner_id == user.pk
    return note.owner.get_username() if is_told else "a reader"


@register.filter
def is_changed(note: Annotation) -> bool:
    """Whether a note was changed on another day than it was written."""
    return note.modified.date() > note.created.date()


@register.filter
def undoing(message: Message, act: str) -> str:
    """The address of the note that a message lets one undo an act on, "" for another message."""
    named, _, address = (message.extra_tags or "").partition(" ")
    return address if named == act else ""


@register.filter
def filter_name(name: str) -> str:
    """How a filter of the notebook is called before what it says."""
    return f"{filter_label(name)}:"


@register.filter
def filter_label(name: str) -> str:
    """How a filter of the notebook is called."""
    return str(NotebookFilter.base_filters[name].label)


@register.simple_tag
def turned(parameters: Parameters, page: int) -> str:
    """The address of another page of the notebook."""
    return f"{reverse('annotations')}?{parameters.at(page=page)}"
