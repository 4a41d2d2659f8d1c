"""The volumes of the archive as a feed (Atom), the newest first."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from archive.citations import book
from archive.models import Volume
from archive.reading import addresses
from archive.reading.arrivals import Arrivals

FEED = "/volumes.atom"


class Feed(Atom1Feed):
    """A page of a feed (RFC 4287) with its neighbours (RFC 5005)."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """What is said of the feed as a whole."""
        super().add_root_elements(handler)
        for rel, address in self.feed["links"].items():
            handler.addQuickElement("link", "", {"rel": rel, "href": address})


def feed(arrivals: Arrivals, site: str) -> Feed:
    """A page of the volumes in the order of their arrival; ``site`` begins the addresses."""
    made = Feed(
        title="Chancery: volumes",
        link=f"{site}/volumes/",
        description="Volumes that came into the archive, the newest first.",
        feed_url=f"{site}{_at(arrivals.page)}",
        feed_guid=f"{site}{FEED}",
        author_name="Chancery",
        links={rel: f"{site}{_at(page)}" for rel, page in _neighbours(arrivals)},
    )
    for volume, arrived_at in arrivals.volumes:
        address = site + addresses.volume(volume.identifier)
        made.add_item(
            title=volume.title,
            link=address,
            description=escape(_told(volume)),  # an entry's summary is HTML
            unique_id=address,
            pubdate=arrived_at,
            updateddate=max(volume.changed_at, arrived_at),
        )
    return made


def _told(volume: Volume) -> str:
    """What it is and how much of it there is."""
    printed = book.of(volume)
    imprint = ", ".join(filter(None, [printed.publisher, str(printed.year or "")]))
    size = f"{volume.document_count:,} documents on {volume.page_count:,} printed pages"
    return ". ".join(filter(None, [printed.series, imprint, size])) + "."


def _neighbours(arrivals: Arrivals) -> Iterable[tuple[str, int]]:
    pages = {"first": 1, "previous": arrivals.page - 1, "next": arrivals.page + 1, "last": arrivals.pages}
    return [(rel, page) for rel, page in pages.items() if 1 <= page <= arrivals.pages]


def _at(page: int) -> str:
    return FEED if page == 1 else f"{FEED}?page={page}"
