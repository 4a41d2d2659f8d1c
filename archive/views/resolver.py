"""The resolver: a pasted citation leads to the passage it means, a text with many gives a table of them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from archive.citations.resolver import resolve
from archive.citations.resolver.resolve import FOUND, Answer, Resolution
from archive.citations.resolver.understanding import LONGEST_TEXT
from archive.exports import citation_files, pasted
from archive.exports.citation_files import FORMS
from archive.reading import pasted as passages

from . import preferences
from .validators import edition

NAME = "citations"  # of the files


@csrf_exempt  # it changes nothing: a text is sent because an address cannot be so long
@vary_on_headers("Accept")
@require_http_methods(["GET", "HEAD", "POST"])
def cite(request: HttpRequest) -> HttpResponseBase:
    """What is pasted, found: one citation by its address, a long text by sending it."""
    if request.method == "POST":
        return _text(request)
    return _asked(request) if request.GET.get("q", "").strip() else _form(request)


@require_safe
@edition
def _form(request: HttpRequest) -> HttpResponse:
    return render(request, "cite/resolver.html", {"longest": LONGEST_TEXT})


@require_safe
@edition
def _asked(request: HttpRequest) -> HttpResponse:
    """302 to the passage that one means, 300 with those it may mean, 404 with what was understood and the form."""
    text = request.GET["q"].strip()
    found = resolve.answer(text)
    if preferences.wants_json(request):
        return JsonResponse(found.as_json(), status=200 if found.status == FOUND else found.status)
    context = {"searched_citation": text, "answer": found, "longest": LONGEST_TEXT}
    response = render(request, "cite/resolver.html", context, status=found.status)
    if found.status == FOUND:
        return HttpResponseRedirect(found.matches[0].url, content=response.content)
    return response


def _text(request: HttpRequest) -> HttpResponse:
    """All citations of a text: a table of them, or those that were found as a file."""
    text = request.POST.get("text", "")
    found = resolve.everything(text)
    if form := FORMS.get(request.POST.get("form", "")):
        return _file(form, found.resolutions)
    if preferences.wants_json(request):
        return JsonResponse(pasted.as_json(found.resolutions, settings.SITE_URL))
    context = {"text": text, "found": found, "counts": _counts(found), "forms": FORMS.values(), "longest": LONGEST_TEXT}
    return render(request, "cite/text.html", context)


def _file(form: citation_files.Form, resolutions: tuple[Resolution, ...]) -> HttpResponse:
    if form.suffix == "csv":
        content = "".join(pasted.table(resolutions, settings.SITE_URL)).encode()
    else:
        certain = [each.matches[0] for each in resolutions if each.status == FOUND]
        content = citation_files.whole(form, passages.items(certain))
    response = HttpResponse(content, content_type=form.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{NAME}.{form.suffix}"'
    return response


def _counts(found: Answer) -> dict[str, int]:
    statuses = [each.status for each in found.resolutions if each.cited.says_something]
    return {"all": len(statuses), "found": statuses.count(FOUND), "doubtful": statuses.count(resolve.SEVERAL)}
