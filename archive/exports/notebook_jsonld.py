"""The notebook as W3C JSON-LD, whole: what `annotations/importing` takes in again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings
from django.urls import reverse

from archive.annotations.jsonld import CONTEXT

from . import annotation_json
from .notebook import AT_A_TIME, Entry


def page(entries: Iterable[Entry]) -> Iterator[str]:
    """The notes as one page of annotations (Web Annotation Data Model, 5.2), piece by piece, as their owner sees them,
    each good on its own. No page is without notes: then it is a collection of none."""
    head = {"@context": CONTEXT, "id": settings.SITE_URL + reverse("notebook-file", args=["jsonld"])}
    ahead = iter(entries)
    before = json.dumps(head | {"type": "AnnotationPage"}, ensure_ascii=False)[:-1] + ', "items": [\n'
    is_begun = False
    while rows := [entry.annotation for entry in islice(ahead, AT_A_TIME)]:
        for each in annotation_json.whole(rows, rows[0].owner):
            yield before + json.dumps(each, ensure_ascii=False)
            before, is_begun = ",\n", True
    yield "\n]}\n" if is_begun else json.dumps(head | {"type": "AnnotationCollection", "total": 0}) + "\n"
