"""What programs can ask for: a page with every address and form, and the same as OpenAPI."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from archive.exports import openapi

from .validators import edition


@require_safe
@edition
def description(request: HttpRequest) -> HttpResponse:
    """The addresses that answer with JSON, as OpenAPI 3.1."""
    return JsonResponse(openapi.description(settings.SITE_URL, settings.RELEASE))
