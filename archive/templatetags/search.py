"""How a search, its results and their neighbours are written in a page: addresses, numbers, lines about a document."""

from __future__ import annotations

from django import template
from django.template.defaultfilters import truncatechars

from archive.models import Document, Volume
from archive.reading import trail
from archive.search import choices
from archive.search.choices import Choice
from archive.search.histogram import Bar
from archive.search.results import Quotation, Row
from archive.search.searches import Parameters, Search

from .edition import meta, page_name, short_title

register = template.Library()

UNDATED = "undated · "
LONGEST = 60  # characters of a volume's title in a list
LONGEST_TITLE = 150


@register.filter
def address(parameters: Parameters) -> str:
    """The address of the search with these parameters."""
    return f"{trail.SEARCH}?{parameters}" if parameters else trail.SEARCH


@register.filter
def query(parameters: Parameters) -> str:
    """The same behind the address of another form of the result."""
    return f"?{parameters}" if parameters else ""


@register.filter
def thousands(number: int) -> str:
    """A number with its thousands parted: 3,553."""
    return f"{number:,}"


@register.simple_tag
def named(choice: Choice, volumes: dict[str, Volume]) -> str:
    """How something to choose is called: a volume by few words, anything else as it is."""
    volume = volumes.get(choice.value) if choice.name == "volume" else None
    return brief_title(volume) if volume else choice.said


@register.simple_tag
def title_of(search: Search, filters: list[Choice], volumes: dict[str, Volume]) -> str:
    """What is searched for, in a line: words, filters, page."""
    page = f"page {search.page}" if search.page > 1 else ""
    said = [search.words, *(named(choice, volumes) for choice in filters), page]
    return truncatechars(", ".join(filter(None, said)) or "Search", LONGEST_TITLE)


@register.filter
def during(parameters: Parameters, bar: Bar) -> Parameters:
    """The search in the years of a bar."""
    return choices.during(parameters, bar.first, bar.last)


@register.filter
def only(parameters: Parameters, name: str) -> str:
    """What is asked for in a parameter that has one value: of several the last, as it is read; "" for none."""
    return next(reversed(parameters.values(name)), "")


@register.filter
def others(parameters: Parameters, names: str) -> Parameters:
    """What a form is to carry along beside its own fields ("after before")."""
    return parameters.minus(*names.split())


@register.simple_tag
def into(search: Search, row: Row) -> str:
    """The address of a document found."""
    return trail.into(search, row)


@register.simple_tag
def passage(search: Search, row: Row, quotation: Quotation) -> str:
    """The address of the printed page that something is quoted from."""
    return trail.quotation(search, row, quotation)


@register.filter
def stands(quotation: Quotation) -> str:
    """Where a quotation stands: "p. 57", "footnote, p. 57"."""
    page = page_name(quotation.page, quotation.label)
    return f"footnote, {page}" if quotation.snippet.note else page


@register.filter
def about(document: Document) -> str:
    """One line about a document found; a section's text has no date to be without."""
    line = meta(document)
    return line.removeprefix(UNDATED) if document.is_section else line


@register.filter
def parties(document: Document) -> list[tuple[str, str]]:
    """Who wrote to whom, as far as the heading does not say it: "from" or "to", and the party as printed."""
    sides = (("from", "sender"), ("to", "recipient"))
    said = [(word, party) for word, side in sides for party in document.frame.get(side, ())]
    heading = document.heading.casefold()
    return [(word, party) for word, party in said if str(party).casefold() not in heading]


@register.filter
def printed_in(document: Document) -> str:
    """Where a document is printed, in few words: "1934, The American Republics, Volume V, document 41"."""
    return ", ".join(filter(None, [brief_title(document.volume), document.number and f"document {document.number}"]))


def brief_title(volume: Volume) -> str:
    """A volume's title for a list of many: its years and number where its own title is a sentence."""
    title = short_title(volume)
    if len(title) <= LONGEST or not volume.subseries:
        return title
    number = f"Volume {volume.number}" if volume.number and "olume" not in volume.number else volume.number
    return f"{volume.subseries}, {number}" if number else volume.subseries
