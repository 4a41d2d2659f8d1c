"""A client of the annotation protocol, as the tests play it, and what it finds in an archive of two documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from archive.annotations import notebook, selectors, tokens
from archive.annotations.jsonld import CONTEXT
from archive.annotations.notebook import Content
from archive.models import Annotation, Document
from tests import specimens

AT = "/annotations/"
MEDIA = f'application/ld+json; profile="{CONTEXT}"'
TEXT = "<head>The Minister to the Consul</head><p>The boats lie idle. No crew has come. The boats are old.</p>"
FOOTNOTE = '<p>He wrote twice.<note n="1" xml:id="d2fn1">The second letter was not found.</note></p>'
WORDS = "No crew has come."
DOCUMENT = f"{settings.SITE_URL}/volumes/frus1937v01/d1/"


def documents() -> Document:
    """Two documents; gives the first."""
    specimens.take(
        specimens.volume(specimens.page("1") + specimens.document(1, TEXT) + specimens.document(2, FOOTNOTE))
    )
    return Document.objects.get(identifier="d1")


def note(owner: User, text: str = "Compare May.", visibility: str = "private") -> Annotation:
    """A note on the words of the first document."""
    document = Document.objects.get(identifier="d1")
    start = document.text.index(WORDS)
    selector = selectors.made(document.text, start, start + len(WORDS))
    return notebook.create(owner, document, Content(text, ("fishing",)), selector, visibility=visibility)


def said(**members: Any) -> dict[str, Any]:
    """An annotation as a client sends it."""
    body = {"type": "TextualBody", "value": "Where did they go?", "format": "text/plain"}
    selector = {"type": "TextQuoteSelector", "exact": WORDS}
    target = {"source": DOCUMENT, "selector": selector}
    return {"@context": CONTEXT, "type": "Annotation", "body": body, "target": target} | members


@dataclass
class Program:
    """A client with a token, or without."""

    secret: str = ""

    def ask(self, method: str, address: str = AT, data: Any = None, kind: str = MEDIA, **headers: str) -> Any:
        """An answer; the names of headers have underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("X-Request-ID", "asked-by-a-program")
        if self.secret:
            named["Authorization"] = f"Bearer {self.secret}"
        sent = {} if data is None else {"data": data, "content_type": kind}
        return getattr(Client(enforce_csrf_checks=True), method.lower())(address, headers=named, **sent)

    def get(self, address: str = AT, **headers: str) -> Any:
        return self.ask("GET", address, **headers)

    def post(self, data: Any, **headers: str) -> Any:
        return self.ask("POST", AT, data, **headers)

    def put(self, address: str, data: Any, **headers: str) -> Any:
        return self.ask("PUT", address, data, **headers)


def program(user: User) -> Program:
    """A client with a token of somebody's."""
    return Program(tokens.issue(user, "a client")[1])


def path(iri: str) -> str:
    """An address without the site."""
    assert iri.startswith(settings.SITE_URL)
    return iri.removeprefix(settings.SITE_URL)
