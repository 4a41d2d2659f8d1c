"""Addresses as sitemaps (sitemaps.org, protocol 0.9), written one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import escape

from archive.reading.site_map import MOST, Place

CONTENT_TYPE = "application/xml; charset=utf-8"
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def addresses(places: Iterable[Place], site: str) -> Iterator[str]:
    """A sitemap; ``site`` begins the addresses."""
    return _file("urlset", "url", places, site)


def index(files: Iterable[Place], site: str) -> Iterator[str]:
    """The sitemap of sitemaps."""
    return _file("sitemapindex", "sitemap", files, site)


def _file(whole: str, each: str, places: Iterable[Place], site: str) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{whole} xmlns="{SITEMAPS}">\n'
    for address, changed_at in islice(places, MOST):
        moment = f"<lastmod>{changed_at:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if changed_at else ""
        yield f"<{each}><loc>{escape(site + address)}</loc>{moment}</{each}>\n"
    yield f"</{whole}>\n"
