"""What a reader may choose next: values to narrow by, filters to take back, orders and pages; each is a search's
parameters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from . import histogram, namesakes
from .facets import BLIND, Value
from .histogram import Histogram
from .results import PERIOD, Result
from .searches import DATE, DATE_BACK, RELEVANCE, VOLUME, Clause, Parameters, Search

FACETS = {
    "place_written": "Written from",
    "place_mentioned": "Places mentioned",
    "actor_sender": "Sender",
    "actor_recipient": "Recipient",
    "actor_signatory": "Signatory",
    "actor_mentioned": "Actors mentioned",
    "volume": "Volume",
    "kind": "Kind",
    "status": "Status",
}
IN_WORDS = ("kind", "status")  # ``editorial-note`` is "editorial note"
ORDERS = {RELEVANCE: "relevance", DATE: "date", DATE_BACK: "latest first", VOLUME: "volume"}
AT_ONCE = 8  # values of a facet that are seen at once
MOST = 40  # values of a facet that are shown at all
NEAR = 1  # pages on either side of the one shown that can be turned to by number


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose, or to take back: how it is called, the search then, how many documents have it, and which
    parameter says it how."""

    said: str
    parameters: Parameters
    count: int | None = None
    is_chosen: bool = False
    name: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values: those seen at once, what is chosen first, and the others."""

    name: str
    label: str
    first: list[Choice]
    rest: list[Choice]


def facets(result: Result) -> list[Facet]:
    """The facets of a result that have a value."""
    words = namesakes.told({value.key for values in result.facets.values() for value in _namesakes(values)})
    made = (_facet(result, name, label, words) for name, label in FACETS.items())
    return [facet for facet in made if facet.first]


def years(result: Result) -> Histogram | None:
    """The years of a result as a picture; None where nothing has a date."""
    return histogram.of({int(year.value): year.count for year in result.facets["year"]})


def during(parameters: Parameters, first: int, last: int) -> Parameters:
    """The search in the years ``first`` to ``last``."""
    return parameters.minus(*PERIOD, "undated").at(after=f"{first:04}", before=f"{last:04}")


def undated(search: Search) -> Parameters:
    """The search among documents that have no date."""
    return search.parameters.minus(*PERIOD, "undated").at(undated=1)


def filters(search: Search) -> list[Choice]:
    """The filters of a search, to take back one by one; a period from its beginning to its end is one."""
    period = {clause.name: clause.value for clause in search.clauses if clause.name in PERIOD}
    if len(period) < len(PERIOD):
        return [_filter(search, clause) for clause in search.clauses]
    said = period["after"] if period["after"] == period["before"] else f"{period['after']} – {period['before']}"
    kept = [_filter(search, clause) for clause in search.clauses if clause.name not in PERIOD]
    return [*kept, Choice(said, search.parameters.minus(*PERIOD))]


def words_alone(search: Search) -> Parameters:
    """The search without any of its filters."""
    filtering = {name for name, _ in search.parameters} - {"q", "sort"}
    return search.parameters.minus(*filtering)


def orders(search: Search) -> list[Choice]:
    """The orders a result can be put in; by relevance only where there are words."""
    usual = replace(search, sort="").order
    return [
        Choice(said, _ordered(search.parameters, order, usual), is_chosen=order == search.order)
        for order, said in ORDERS.items()
        if order != RELEVANCE or search.tree
    ]


def pages(result: Result) -> list[Choice | None]:
    """The first, last and nearest pages of a result by number; None where some are left out."""
    here, last = result.search.page, result.pages
    shown = sorted({1, last} | {number for number in range(here - NEAR, here + NEAR + 1) if 1 <= number <= last})
    listed: list[Choice | None] = []
    for number in shown:
        before = listed[-1].count if listed and listed[-1] else 0
        if number - (before or 0) == 2:  # one page takes no more room than the sign that it is left out
            listed.append(_page(result.search, number - 1))
        elif number - (before or 0) > 2:
            listed.append(None)
        listed.append(_page(result.search, number))
    return listed


def page(search: Search, number: int) -> Parameters:
    """The search on another page of its result."""
    left = search.parameters.minus()
    return left.at(page=number) if number > 1 else left


def _page(search: Search, number: int) -> Choice:
    return Choice(str(number), page(search, number), number, number == search.page)


def _ordered(parameters: Parameters, order: str, usual: str) -> Parameters:
    left = parameters.minus("sort")
    return left if order == usual else left.at(sort=order)


def _facet(result: Result, name: str, label: str, words: dict[int, str]) -> Facet:
    parameters = result.search.parameters
    chosen = dict.fromkeys(parameters.values(name))
    values = result.facets[name]
    known = {value.value for value in values}
    if name in BLIND:  # what is chosen is listed, also where nothing else that is asked for has it
        values = [*values, *(Value(value, value, 0) for value in chosen if value not in known)]
    told = [replace(v, name=f"{v.name} ({words[v.key]})") if words.get(v.key) else v for v in values]
    choices = [_choice(parameters, name, value, value.value in chosen) for value in told]
    choices.sort(key=lambda choice: not choice.is_chosen)
    seen = max(AT_ONCE, sum(choice.is_chosen for choice in choices))
    return Facet(name, label, choices[:seen], choices[seen:])


def _choice(parameters: Parameters, name: str, value: Value, is_chosen: bool) -> Choice:
    left = parameters.minus(**{name: value.value}) if is_chosen else parameters.plus(name, value.value)
    said = value.name.replace("-", " ") if name in IN_WORDS else value.name
    return Choice(said, left, value.count, is_chosen, name, value.value)


def _namesakes(values: Iterable[Value]) -> list[Value]:
    """Those of some places or actors that have a name in common."""
    listed = [value for value in values if value.key]
    often = Counter(value.name for value in listed)
    return [value for value in listed if often[value.name] > 1]


def _filter(search: Search, clause: Clause) -> Choice:
    parameters = search.parameters
    if len(parameters.values(clause.name)) == 1:
        role = f"{clause.name}_role"  # says nothing without the places or actors that it is the role of
        left = parameters.minus(clause.name, role)
    else:
        left = parameters.minus(**{clause.name: clause.value})
    said = {"status": f"status: {clause.said}", "volume": clause.said.removeprefix("in ")}
    return Choice(said.get(clause.name, clause.said), left, name=clause.name, value=clause.value)
