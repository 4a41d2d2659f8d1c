"""The cache in front: what it may keep and for how long, and the word that it is to forget.

Any page can change with any document, through a cross-reference or a name; so everything is forgotten at each change,
by one key. The keys of volumes and documents are for those who run the cache.
"""

from __future__ import annotations

import logging
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control

LOG = logging.getLogger(__name__)
KEYS = "Surrogate-Key"
EVERYTHING = "archive"
PATIENCE = 2  # seconds


def may_keep(request: HttpRequest, response: HttpResponseBase) -> None:
    """Has a cache in front answer with it for SHARED_CACHE_SECONDS; browsers still ask each time (RFC 9111, 5.2.2.10;
    RFC 5861)."""
    seconds = settings.SHARED_CACHE_SECONDS
    patch_cache_control(response, public=True, max_age=0, s_maxage=seconds, stale_while_revalidate=seconds)
    named = request.resolver_match.kwargs if request.resolver_match else {}
    keys = [EVERYTHING]
    if volume := named.get("volume"):
        keys.append(volume)
        keys += [f"{volume}/{named[kind]}" for kind in ("document", "identifier") if kind in named]
    response.headers[KEYS] = " ".join(keys)


def forget_once_committed() -> None:
    """Tell every cache in front to forget, as soon as what is being written can be read."""
    if settings.PURGE_URLS:
        transaction.on_commit(_forget, robust=True)


def _forget() -> None:
    """What cannot be told is logged: the cache then forgets by itself, after SHARED_CACHE_SECONDS."""
    for address in settings.PURGE_URLS:
        asked = Request(address, method="PURGE", headers={KEYS: EVERYTHING})
        try:
            urlopen(asked, timeout=PATIENCE).close()
        except OSError as error:
            LOG.warning("A cache in front could not be told to forget: %s", error)
