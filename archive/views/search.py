"""The search page: what was found, what it can be narrowed by, and what was wrong with what was asked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.citations.resolver import resolve, understanding
from archive.citations.resolver.match import Match
from archive.exports.citation_files import FORMS
from archive.models import Volume
from archive.search import blame, choices, query, results, spelling
from archive.search.filters import SearchFilter
from archive.search.results import Result
from archive.search.searches import Search

from . import heads
from .validators import edition, passing

TYPED = ("q", "after", "before", "file", "number")  # what has a field of its own in the page
MOST_CITED = 3  # passages that are offered for words which read as a citation
AROUND = 60  # code points of a query shown on either side of what is wrong in it


@require_safe
@edition
def search(request: HttpRequest) -> HttpResponse:
    """The page of a search's result; 400 for a search that cannot be read, with what is wrong in it."""
    asked = SearchFilter(request.GET)
    if not asked.form.is_valid():
        return render(request, "search/refused.html", _refused(asked), status=400)
    found = results.of(asked.search, choices.MOST)
    return passing(render(request, "search/results.html", _shown(found)), found.is_current)


def _shown(found: Result) -> dict[str, Any]:
    asked = found.search
    context = {
        "result": found,
        "search": asked,
        "parameters": asked.parameters,
        "searched": asked.words,
        "understood": query.sentence(asked.tree),
        "filters": choices.filters(asked),
        "facets": choices.facets(found),
        "volumes": _volumes(found),
        "years": choices.years(found),
        "orders": choices.orders(asked),
        "pages": choices.pages(found),
        "words_alone": choices.words_alone(asked),
        "undated": choices.undated(asked),
        "is_undated": any(clause.name == "undated" for clause in asked.clauses),
        "is_dated": any(clause.name in results.PERIOD for clause in asked.clauses),
        "cited": _cited(asked.words),
        "forms": FORMS.values(),
        **heads.coins(row.document for row in found.rows),
    }
    return context | _turns(found) | (_why_nothing(asked) if not found.count else {})


def _cited(words: str) -> tuple[Match, ...]:
    """The passages that words mean which are a citation by their form: few, or none."""
    read = understanding.understand(words) if words else []
    if not any(one.address or one.file or one.series for one in read):
        return ()
    matches = resolve.answer(words).matches
    return matches if len(matches) <= MOST_CITED else ()


def _turns(found: Result) -> dict[str, Any]:
    """The pages of the result before and behind the one shown."""
    asked, here = found.search, found.search.page
    return {
        "last": choices.page(asked, found.pages),
        "last_number": found.rows[-1].number if found.rows else 0,
        "previous": choices.page(asked, here - 1) if 1 < here <= found.pages else None,
        "next": choices.page(asked, here + 1) if here < found.pages else None,
    }


def _why_nothing(asked: Search) -> dict[str, Any]:
    """What would be found without one word or filter, and what else may have been meant."""
    if not asked.parameters.minus("sort"):
        return {"is_empty": True}
    return {"blamed": blame.of(asked), "suggested": spelling.suggestions(asked)}


def _volumes(found: Result) -> dict[str, Volume]:
    """The volumes that the page names, by their ids."""
    names = {value.value for value in found.facets["volume"]} | set(found.search.parameters.values("volume"))
    columns = ("identifier", "title", "series", "subseries", "number")
    return {volume.identifier: volume for volume in Volume.objects.filter(identifier__in=names).only(*columns)}


def _refused(asked: SearchFilter) -> dict[str, Any]:
    """What is wrong, with the place in the query where that can be said, and the search without it."""
    names = list(asked.form.errors)
    words = asked.parameters.values("q")[-1:]
    at = next((fault.at for fault in asked.faults() if fault.at is not None), None)
    return {
        "faults": asked.faults(),
        "wrong": names,
        "parameters": asked.parameters.minus(*(name for name in names if name not in TYPED)),
        "searched": "".join(words),
        "cited": _cited("".join(words)),
        "marked": _marked(words[0], at) if words and at is not None else None,
        "without": asked.parameters.minus(*names),
    }


def _marked(words: str, at: int) -> tuple[str, str, str]:
    """A query before, at and behind the code point at which something is wrong, cut short where it is long."""
    begin, end = max(at - AROUND, 0), at + AROUND
    before = ("… " if begin else "") + words[begin:at]
    return before, words[at : at + 1], words[at + 1 : end] + (" …" if len(words) > end else "")
