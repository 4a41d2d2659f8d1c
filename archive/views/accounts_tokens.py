"""Personal tokens in the profile: made for one's own programs, named, listed, revoked; a secret is shown once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from archive.annotations import tokens
from archive.annotations.keeping import Refused
from archive.exports import annotation_json

from .accounts import for_readers, reader


@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def listed(request: HttpRequest) -> HttpResponse:
    """The tokens there are; a new one's secret stands in the answer that makes it, and nowhere again."""
    secret, refused, name = "", "", request.POST.get("name", "")
    if request.method == "POST":
        try:
            made, secret = tokens.issue(reader(request), name)
            name = made.name
        except Refused as error:
            refused = str(error)
    shown = {"secret": secret, "refused": refused, "name": name, "container": annotation_json.container()}
    status = 400 if refused else 200
    return render(request, "accounts/tokens.html", shown | {"tokens": tokens.of(reader(request))}, status=status)


@require_POST
@for_readers
def revoke(request: HttpRequest, token: int) -> HttpResponseBase:
    """A token that is worth nothing any more."""
    if tokens.revoke(reader(request), token):
        messages.success(request, "The token is revoked: programs that bear it are refused from now on.")
    else:
        messages.error(request, "You have no such token.")
    return redirect("tokens")
