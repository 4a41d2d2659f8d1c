"""Taking along what is one's own, and ending an account."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from archive.exports import belongings
from archive.models import Annotation

from . import preferences
from .accounts import for_readers, forgetting, is_theirs, reader, too_often
from .accounts_forms import DeleteForm
from .accounts_throttle import refused

FILE = "chancery-{}.json"


def _account(user: User) -> str:
    there = f" and address {user.email}" if user.email else ""
    return f"Your account: the name {user.get_username()}{there}, and your password. The name is free for others then."


def _notes(user: User) -> str:
    """Answers of others stay; what they answer goes."""
    count = Annotation.objects.filter(owner=user).count()
    return f"Your {count:,} notes, also those that others can see." if count > 1 else "Your note." if count else ""


# What goes with an account, in a sentence each, "" where there is none of it. Another kind of thing is a line here.
WHAT_GOES: tuple[Callable[[User], str], ...] = (_account, _notes)


@require_safe
@for_readers
def everything(request: HttpRequest) -> StreamingHttpResponse:
    """All that is the reader's own, as a file, sent while it is made."""
    user = reader(request)
    beside = {
        "archive": settings.SITE_URL,
        "taken_at": timezone.now().isoformat(timespec="seconds"),
        "preferences": {"citation_style": preferences.style(request).slug},
    }
    response = StreamingHttpResponse(belongings.everything(user, beside), content_type="application/json")
    name = FILE.format("".join(letter for letter in user.get_username() if letter.isascii() and letter.isalnum()))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def delete(request: HttpRequest) -> HttpResponse:
    """End an account, for good; it takes the password and says what goes."""
    user = reader(request)
    if _is_last_administrator(user):
        return render(request, "accounts/delete.html", {"is_last": True}, status=409 if request.POST else 200)
    form = DeleteForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "what_goes": [said for goes in WHAT_GOES if (said := goes(user))]}
    if not form.is_valid():
        return render(request, "accounts/delete.html", context)
    wait = is_theirs(request, form.cleaned_data["password"])
    if wait:
        return refused(render(request, "accounts/delete.html", context | {"refused": too_often(wait)}), wait)
    if wait is None:
        form.add_error("password", "This is not your password. Nothing was deleted.")
        return render(request, "accounts/delete.html", context)
    logout(request)
    user.delete()
    return forgetting(redirect("deleted"))


@require_safe
@never_cache
def deleted(request: HttpRequest) -> HttpResponse:
    """The account is gone."""
    return render(request, "accounts/deleted.html")


def _is_last_administrator(user: User) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()
