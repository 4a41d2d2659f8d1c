"""Personal tokens, by which a reader's own programs reach the notebook; only who is given one ever sees its secret."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from archive.models import Token

from .keeping import Refused

BYTES = 32  # of the secret, drawn at random: so many that a plain hash of them cannot be tried out
PREFIX = "chancery_"  # by which scanners for leaked secrets know it
MOST = 20  # of one reader
USED_AGAIN = timedelta(minutes=1)  # how exactly the last use is noted


def issue(owner: User, name: str) -> tuple[Token, str]:
    """A new token, and its secret, which is told this once. Raises Refused for a name of nothing, or one too many."""
    name = " ".join(name.replace("\0", "").split())[:100]
    if not name:
        raise Refused("Give the token a name, so that you know it again.")
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=owner.pk)
        if Token.objects.filter(owner=owner).count() >= MOST:
            raise Refused(f"You have {MOST} tokens: delete one that you no longer use.")
        secret = PREFIX + secrets.token_urlsafe(BYTES)
        return Token.objects.create(owner=owner, name=name, sha256=_hashed(secret)), secret


def bearer(secret: str) -> User | None:
    """Whose token a secret is; nobody's if it is unknown, or its owner's account is closed."""
    token = Token.objects.select_related("owner").filter(sha256=_hashed(secret), owner__is_active=True).first()
    if token is None:
        return None
    now = timezone.now()
    long_ago = Q(used_at=None) | Q(used_at__lt=now - USED_AGAIN)
    Token.objects.filter(long_ago, pk=token.pk).update(used_at=now)
    return token.owner


def of(owner: User) -> QuerySet[Token]:
    """A reader's tokens, the newest first."""
    return Token.objects.filter(owner=owner)


def revoke(owner: User, token: int) -> bool:
    """Make a token of one's own worthless at once; whether there was one of that primary key."""
    return Token.objects.filter(owner=owner, pk=token).delete()[0] > 0


def _hashed(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
