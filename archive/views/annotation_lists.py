"""The notes that somebody may see, as the protocol's container and its pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from archive.annotations.selectors import Json
from archive.exports import annotation_json
from archive.models import Annotation
from archive.models.annotation import AnnotationQuerySet, Reader

from . import annotation_answers as answers
from . import annotation_sent as sent
from .annotation_sent import Unreadable

PER_PAGE = 100


@dataclass(frozen=True)
class Asked:
    """What is asked of the container: notes or their addresses alone, a page or (``number`` None) all, and of which
    document."""

    are_iris: bool
    is_minimal: bool
    is_preferred: bool
    number: int | None
    target: str

    @classmethod
    def of(cls, request: HttpRequest) -> Asked:
        """What an address, and the preferences sent with it, ask. Raises Unreadable for no number of a page."""
        said, page = answers.preferred(request), request.GET.get("page")
        iris = request.GET.get("iris")
        wants_iris = answers.IRIS in said and answers.DESCRIPTIONS not in said
        are_iris = iris == "1" if iris is not None else wants_iris
        is_preferred = page is None and bool(said & {answers.MINIMAL, answers.IRIS, answers.DESCRIPTIONS})
        return cls(are_iris, answers.MINIMAL in said, is_preferred, _number(page), request.GET.get("target", ""))

    @property
    def address(self) -> str:
        """The address of the container that is asked for, which says whether its pages hold notes or addresses."""
        query = {"iris": str(int(self.are_iris))} | ({"target": self.target} if self.target else {})
        return f"{annotation_json.container()}?{urlencode(query)}"


def listed(asked: Asked, user: Reader) -> Json:
    """The container or its page, with what somebody may see. Raises Unreadable for a page that there is not."""
    rows = _of(asked.target, Annotation.objects.visible_to(user)).order_by("created", "pk")
    total = rows.count()
    last = max(0, (total - 1) // PER_PAGE)
    if asked.number is not None:
        if asked.number > last or not total:
            raise Unreadable(404, "The list has no such page.")
        return _page(asked, rows, asked.number, total, user)
    first = None if asked.is_minimal or not total else _page(asked, rows, 0, total, user)
    return annotation_json.collection(asked.address, total, first, last)


def _page(asked: Asked, rows: AnnotationQuerySet, number: int, total: int, user: Reader) -> Json:
    start, end = number * PER_PAGE, (number + 1) * PER_PAGE
    found = list(rows.select_related("document__volume", "owner", "reply_to")[start:end])
    items = [annotation_json.iri(row) for row in found] if asked.are_iris else annotation_json.items(found, user)
    return annotation_json.page(asked.address, total, number, start, items, is_last=end >= total)


def _of(target: str, rows: AnnotationQuerySet) -> AnnotationQuerySet:
    """Those on a document, which its address names, or that of its page; an address of nothing here has none."""
    if not target:
        return rows
    named = sent.named(target.replace("\0", ""))
    if named is None:
        return rows.none()
    return rows.filter(document__volume__identifier=named[0], document__identifier=named[1])


def _number(page: str | None) -> int | None:
    if page is None:
        return None
    if not (page.isascii() and page.isdigit() and len(page) < 10):
        raise Unreadable(404, "The list has no such page.")
    return int(page)
