"""Whether a reader's copy of a page is still good: a 304 answers without rendering anything."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import condition

from archive.models import Revision

View = Callable[..., HttpResponse]


def etag(request: HttpRequest, *args: object, **kwargs: object) -> str | None:
    """The validator of every page of the edition: the archive's revision and the program's release.

    None for whoever is known to the site, since their pages may show what is theirs.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    number = Revision.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    return f'"{number}-{settings.RELEASE}"'


def edition(view: View) -> View:
    """A view of the edition: it changes only with the archive, so readers and caches may ask whether it has."""

    def validated(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = conditional(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        patch_cache_control(response, no_cache=True)
        return response

    conditional = condition(etag_func=etag)(view)
    validated.__name__, validated.__doc__ = view.__name__, view.__doc__
    return validated
