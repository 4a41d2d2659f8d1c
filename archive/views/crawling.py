"""For those that go through the whole site, or look whether there is anything new: sitemaps, robots.txt, a feed."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.exports import sitemap, volumes_feed
from archive.reading import arrivals, site_map
from archive.reading.site_map import Place

from .entities import page_asked
from .validators import edition

# Where there is no end of addresses, or nothing of the archive's: searches, what a search adds to an address, and lists
# by more than one choice; forms; readers' own rooms, curators'; and what harvesters ask for in their own way.
KEPT_OUT = (
    *("/search", "/accounts/", "/annotations/", "/notes/", "/desk/", "/admin/", "/oai"),
    *("/*/report/", "/*/note/", "/*/card/", "/*/network/", "/*?q=", "/*?hit=", "/*?passage=", "/*?*&"),
)


@require_safe
@edition
def sitemaps(request: HttpRequest) -> HttpResponse:
    """The sitemap of sitemaps."""
    return _xml(sitemap.index(_parts(), settings.SITE_URL))


@require_safe
@edition
def ways_in(request: HttpRequest) -> HttpResponse:
    """The pages that lead to all others."""
    return _xml(sitemap.addresses(site_map.ways_in(), settings.SITE_URL))


@require_safe
@edition
def volume_sitemap(request: HttpRequest, volume: str, part: int) -> HttpResponse:
    """A part of a volume."""
    return _xml(sitemap.addresses(site_map.volume(volume, part), settings.SITE_URL))


@require_safe
@edition
def names_sitemap(request: HttpRequest, part: int) -> HttpResponse:
    """Some of the places and actors."""
    return _xml(sitemap.addresses(site_map.names(part), settings.SITE_URL))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave out (RFC 9309), and where they find all the rest."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@edition
def volumes(request: HttpRequest) -> HttpResponse:
    """The newest volumes as a feed."""
    made = volumes_feed.feed(arrivals.of(page_asked(request)), settings.SITE_URL)
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _parts() -> Iterator[Place]:
    yield Place(reverse("sitemap-ways"))
    yield from (Place(reverse("sitemap-names", kwargs={"part": part})) for part in site_map.name_parts())
    for extent in site_map.volumes():
        for part in range(1, extent.parts + 1):
            address = reverse("sitemap-volume", kwargs={"volume": extent.volume, "part": part})
            yield Place(address, extent.changed_at)


def _xml(pieces: Iterator[str]) -> HttpResponse:
    """At most some megabytes, whole, so that a copy can be kept."""
    return HttpResponse("".join(pieces), content_type=sitemap.CONTENT_TYPE)
