"""The notebook as W3C JSON-LD, whole: what `annotations/importing` takes in again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from django.conf import settings

from archive.annotations.jsonld import CONTEXT

from . import annotation_json
from .notebook import AT_A_TIME, Entry


def page(entries: Iterable[Entry]) -> Iterator[str]:
    """The notes as one page of annotations (Web Annotation Data Model, 5.2), piece by piece, as their owner sees
    them."""
    head = {"@context": CONTEXT, "id": f"{settings.SITE_URL}/annotations/notebook.jsonld", "type": "AnnotationPage"}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "items": ['
    before, ahead = "\n", iter(entries)
    while rows := [entry.annotation for entry in islice(ahead, AT_A_TIME)]:
        owner = rows[0].owner
        known = annotation_json.parents(rows, owner) if owner else {}
        for row in rows:
            yield before + json.dumps(annotation_json.written(row, known), ensure_ascii=False)
            before = ",\n"
    yield "\n]}\n"
