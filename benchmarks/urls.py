"""The site's addresses and, beside them, a view that does nothing: what any page under this middleware costs."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from archive.urls import urlpatterns as site


def constant(request: HttpRequest) -> HttpResponse:
    """The same few bytes to everybody."""
    return HttpResponse("constant")


urlpatterns = [path("constant/", constant), *site]
