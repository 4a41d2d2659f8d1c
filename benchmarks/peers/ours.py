"""The archive's own search: as a call, and through the whole site without a network."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import transaction

from archive.models import Document
from archive.search import index, results, standing
from archive.search.searches import Search
from archive.store import write

from .peer import Asking


class Ours:
    """What the views call."""

    name = "ours"
    does = (
        "archive.search.results.of: 20 documents of the database with up to three snippets each and the printed pages "
        "of these, exact count, exact facets with names, undated documents counted; facets of all there is are kept"
    )

    def __init__(self, most: int) -> None:
        self.most = most

    def is_built(self) -> bool:
        return index.pending() == 0

    def build(self) -> None:
        index.rebuild()

    def size(self) -> int:
        now = standing.read()
        return sum(file.stat().st_size for file in now.path.iterdir()) if now else 0

    def asking(self, search: Search) -> Asking:
        return lambda: results.of(search, self.most).count

    def change(self, key: int, old: str, new: str) -> None:
        with transaction.atomic():
            Document.objects.filter(pk=key).update(text=new)
            write.stamp([key])


class Site(Ours):
    """The site at the address of the search with some suffix: every middleware, the form, the template."""

    def __init__(self, path: str) -> None:
        self.name = path
        self.does = f"GET {path} through Django's WSGI handler with the site's middleware"
        self.path = path
        self.handler = get_wsgi_application()

    def asking(self, search: Search) -> Asking:
        query = str(search.parameters)
        return lambda: self._get(self.handler, query)

    def _get(self, handler: WSGIHandler, query: str) -> int:
        environ: dict[str, Any] = {"PATH_INFO": self.path, "QUERY_STRING": query, "wsgi.input": BytesIO()}
        setup_testing_defaults(environ)
        environ["HTTP_HOST"] = "127.0.0.1"
        said: list[str] = []
        response = handler(environ, lambda status, headers, error=None: said.append(status))  # type: ignore[arg-type]
        size = sum(map(len, response))
        response.close()
        if said != ["200 OK"]:
            raise RuntimeError(f"{self.path}?{query}: {said}")
        return size
