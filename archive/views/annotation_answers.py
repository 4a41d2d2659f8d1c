"""How the protocol of annotations answers: who asks, in which form, with which headers, and what is said in refusal.

https://www.w3.org/TR/annotation-protocol/ on top of https://www.w3.org/TR/ldp/
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from archive.annotations import tokens
from archive.annotations.jsonld import CONTEXT
from archive.annotations.selectors import Json

from .annotation_sent import MEDIA_TYPES, Unreadable

JSON_LD, JSON = MEDIA_TYPES
PROFILED = f'{JSON_LD}; profile="{CONTEXT}"'
HTML = "text/html"
SAFE = ("GET", "HEAD", "OPTIONS")
CONTAINER_METHODS, NOTE_METHODS, PAGE_METHODS = (
    "GET, HEAD, OPTIONS, POST", "GET, HEAD, OPTIONS, PUT, DELETE", "GET, HEAD, OPTIONS"
)  # fmt: skip
CONTAINER_LINKS = (
    '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type", '
    '<http://www.w3.org/TR/annotation-protocol/>; rel="http://www.w3.org/ns/ldp#constrainedBy"'
)
# Of an answer that carries a new note, but is the container's (RFC 8288, 3.2).
ANCHORED_LINKS = ", ".join(f'{link}; anchor="{{0}}"' for link in CONTAINER_LINKS.split(", "))
NOTE_LINKS = '<http://www.w3.org/ns/ldp#Resource>; rel="type", <http://www.w3.org/ns/oa#Annotation>; rel="type"'
MINIMAL = "http://www.w3.org/ns/ldp#PreferMinimalContainer"
IRIS = "http://www.w3.org/ns/oa#PreferContainedIRIs"
DESCRIPTIONS = "http://www.w3.org/ns/oa#PreferContainedDescriptions"
# Programs in other sites' pages come with a token; a browser sends them no cookie of ours, since none is allowed.
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": ", ".join(
        ("Accept-Post", "Allow", "Content-Location", "ETag", "Link", "Location", "Preference-Applied", "Vary")
    ),
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS, POST, PUT, DELETE",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, If-Match, If-None-Match, Prefer, Slug",
    "Access-Control-Max-Age": "3600",
}

_RETURN = re.compile(r"(^|[,;\s])return\s*=\s*\"?representation\b", re.IGNORECASE)
_INCLUDE = re.compile(r"\binclude\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)


def identify(request: HttpRequest) -> None:
    """Tell whose token a request bears; a browser's session needs the secret of our forms to change anything.

    Raises Unreadable: 401 for a token that is none, 403 without the secret.
    """
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        user = tokens.bearer(secret.strip())
        if user is None:
            raise Unreadable(401, "This token is unknown, or was revoked.")
        request.user = user
    elif request.method not in SAFE and request.user.is_authenticated and not _has_secret(request):
        raise Unreadable(403, "A browser has to send the CSRF token; other clients send a personal token.")


def ask_who(request: HttpRequest) -> None:
    """Raises Unreadable for who is not known."""
    if not request.user.is_authenticated:
        raise Unreadable(401, "Send a personal token, which you make in your account, or log in.")


def form(request: HttpRequest) -> str:
    """The media type that a client wants, the W3C's if it does not say. Raises Unreadable for one there is not."""
    offered = [PROFILED, JSON_LD, JSON, HTML]
    wanted = request.get_preferred_type(offered)
    if wanted is None and JSON_LD in request.headers.get("Accept", ""):  # of another profile: RFC 6906, 3.1
        return PROFILED
    if wanted is None:
        raise Unreadable(406, f"This can be had as {PROFILED}, {JSON} and {HTML}.")
    return PROFILED if wanted == JSON_LD else wanted


def preferred(request: HttpRequest) -> set[str]:
    """What a client prefers to find in the container (RFC 7240, and 4.2.1 of the protocol)."""
    said = request.headers.get("Prefer", "")
    if not _RETURN.search(said):
        return set()
    included = _INCLUDE.search(said)
    return set((included[1] or included[2] or "").split()) if included else set()


def etag(content: bytes, version: int = 0) -> str:
    """The validator of an answer: of what stands in it, and so of nothing that whoever asks may not see."""
    return f'"{sha256(content + str(version).encode()).hexdigest()[:40]}"'


def rendered(found: Json) -> bytes:
    """JSON as it is sent."""
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def answer(request: HttpRequest, content: bytes, tag: str, links: str, allowed: str, status: int = 200) -> HttpResponse:
    """An answer with a representation, in the form that is wanted."""
    wanted = form(request)
    headers = {"ETag": tag, "Allow": allowed} | ({"Link": links} if links else {})
    kind = PROFILED if wanted == HTML else wanted
    return HttpResponse(content, status=status, content_type=kind, headers=headers)


def validated(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The same, or 304 if the client has it."""
    held = get_conditional_response(request, etag=response.headers["ETag"], response=response) or response
    for name in ("Link", "Allow", "Content-Location", "Accept-Post"):
        if name in response.headers:
            held.headers[name] = response.headers[name]
    return held


def matches(request: HttpRequest, tag: str) -> None:
    """Raises Unreadable with 412 for a client that saw another version; nothing if it says no version."""
    said = request.headers.get("If-Match")
    if said is not None and said.strip() != "*" and tag not in parse_etags(said):
        raise Unreadable(412, "This note has been changed since you fetched it: fetch it again.")


def refused(error: Unreadable, links: str, allowed: str) -> HttpResponse:
    """A refusal, with its sentence."""
    said = {"error": str(error)} | ({"path": error.path} if error.path else {})
    content = rendered(said)
    headers = {"Link": links, "Allow": allowed, "ETag": etag(content), "Cache-Control": "no-store"}
    response = HttpResponse(content, status=error.status, content_type=JSON, headers=headers)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="annotations"'
    return response


def finished(response: HttpResponseBase, *vary: str) -> HttpResponseBase:
    """What every answer has: nobody else keeps it, and it differs by who asks."""
    patch_vary_headers(response, ["Accept", *vary, "Authorization", "Cookie"])
    if "no-store" not in response.headers.get("Cache-Control", ""):
        patch_cache_control(response, private=True, no_cache=True)
    for name, value in CROSS_ORIGIN.items():
        response.headers[name] = value
    return response


def of_container(response: HttpResponseBase) -> HttpResponseBase:
    """What every answer of the container has, a page for browsers and the way to log in too (4.1 of the protocol)."""
    if isinstance(response, HttpResponse):
        response.headers.setdefault("ETag", etag(response.content))
    for name, value in (("Link", CONTAINER_LINKS), ("Allow", CONTAINER_METHODS)):
        response.headers.setdefault(name, value)
    return response


def _has_secret(request: HttpRequest) -> bool:
    def nothing(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    view: Callable[..., Any] = nothing
    return CsrfViewMiddleware(nothing).process_view(request, view, (), {}) is None
