"""How often one may log in, have a message sent or report an error: at first at once, then after waits that double.

An attempt counts when it begins, so that many at once are no way round; one that succeeds takes that back. What counts
is the name as it was typed: whether anybody has it makes no difference.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from archive.models import Attempt

FIRST_WAIT, LONGEST_WAIT = 30, 15 * 60  # seconds
FORGOTTEN_AFTER = timedelta(hours=2)
LONGEST_NAME = 254  # characters, as of a mail address


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted together, and how many attempts are free. A success ends the count of those that ``ends`` says so
    of; of the others it takes back the one attempt."""

    key: str
    free: int
    ends: bool = False


def logging_in(request: HttpRequest, name: str) -> list[Scope]:
    """An attempt to prove who one is: by name and address; by address alone, against one who tries many names; by name
    alone, against one who has many addresses."""
    folded, address = _folded(name), visitor(request)
    return [
        Scope(_key("log in", folded, address), 5, ends=True),
        Scope(_key("log in from", address), 50),
        Scope(_key("log in as", folded), 100),
    ]


def sending(request: HttpRequest, to: str) -> list[Scope]:
    """A wish to have a message sent."""
    return [Scope(_key("send to", _folded(to)), 4), Scope(_key("send for", visitor(request)), 20)]


def reporting(request: HttpRequest) -> list[Scope]:
    """A report of an error."""
    return [Scope(_key("report from", visitor(request)), 10)]


def begin(scopes: Iterable[Scope]) -> int:
    """Count an attempt. Gives 0, or the seconds that must be waited for, and then nothing is counted."""
    if not settings.RATE_LIMITS:
        return 0
    now = timezone.now()
    free = {scope.key: scope.free for scope in scopes}
    with transaction.atomic():
        Attempt.objects.filter(last_at__lt=now - FORGOTTEN_AFTER).delete()
        new = [Attempt(key=key, last_at=now) for key in sorted(free)]
        Attempt.objects.bulk_create(new, ignore_conflicts=True)
        rows = list(Attempt.objects.filter(key__in=free).order_by("key").select_for_update())
        wait = max((_left(row, free[row.key], now) for row in rows), default=0)
        if not wait:
            Attempt.objects.filter(key__in=free).update(count=F("count") + 1, last_at=now)
    return wait


def succeed(scopes: Iterable[Scope]) -> None:
    """Take back the attempt that was begun: it was whoever they said."""
    ended = [scope.key for scope in scopes if scope.ends]
    others = [scope.key for scope in scopes if not scope.ends]
    Attempt.objects.filter(key__in=ended).delete()
    Attempt.objects.filter(key__in=others, count__gt=0).update(count=F("count") - 1)


def refused(response: HttpResponse, seconds: int) -> HttpResponse:
    """The answer to who must wait (RFC 6585, 4): 429, and for how long."""
    response.status_code = 429
    response.headers["Retry-After"] = str(seconds)
    return response


def in_words(seconds: int) -> str:
    """How long to wait, for people."""
    minutes = -(-seconds // 60)
    return f"{seconds} second{'s' * (seconds > 1)}" if seconds < 90 else f"{minutes} minutes"


def visitor(request: HttpRequest) -> str:
    """The address a request comes from. Behind HTTPS a proxy stands, and the last it wrote is whom it spoke with."""
    given = str(request.META.get("REMOTE_ADDR", ""))
    if urlsplit(settings.SITE_URL).scheme == "https":
        return request.headers.get("X-Forwarded-For", given).rpartition(",")[2].strip()
    return given


def _left(row: Attempt, free: int, now: datetime) -> int:
    """The seconds until the next attempt may be made."""
    if row.count < free:
        return 0
    wait = min(FIRST_WAIT * 2 ** min(row.count - free, 10), LONGEST_WAIT)
    return max(0, -((now - row.last_at - timedelta(seconds=wait)) // timedelta(seconds=1)))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name[:LONGEST_NAME]).casefold().strip()


def _key(*parts: str) -> str:
    return salted_hmac("archive.attempt", "\n".join(parts), algorithm="sha256").hexdigest()
