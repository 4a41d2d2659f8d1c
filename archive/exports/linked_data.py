"""Places, actors, sections and printed pages for schema.org; of what is cited archive.citations.metadata tells."""

from __future__ import annotations

from archive.citations.csl import known
from archive.models import Section, Volume
from archive.reading import addresses
from archive.reading.entities import Profile
from archive.reading.pages import PrintedPage

from .record_json import Json

CONTEXT = "https://schema.org"
OF_KIND = {"place": "Place", "person": "Person", "office": "Organization", "body": "Organization"}


def name(profile: Profile, site: str) -> Json:
    """A place or actor: how it is called, where it is or what office it held, and where else it is told of."""
    own = profile.entity
    address = site + addresses.entity(own.kind, own.slug)
    is_placed = own.latitude is not None and own.longitude is not None
    return {
        "@context": CONTEXT,
        "@id": address,
        "@type": OF_KIND[own.kind],
        **known(
            {
                "name": own.name,
                "alternateName": profile.forms.names,
                "description": own.description,
                "jobTitle": [office.name for office in profile.forms.offices] if own.kind == "person" else [],
                "geo": _point(own.latitude, own.longitude) if is_placed else None,
                "sameAs": [one.address for one in profile.elsewhere],
                "url": address,
            }
        ),
    }


def printed_page(printed: PrintedPage, site: str) -> Json:
    """A printed page of a volume, with the texts that stand on it."""
    page = printed.page
    address = site + addresses.slot(page.volume.identifier, page.identifier)
    texts = [piece.document for piece in printed.pieces]
    return {
        "@context": CONTEXT,
        "@id": address,
        "@type": "WebPage",
        "name": f"{page.name} of {page.volume.title}",
        "url": address,
        **known({"position": page.label}),
        "isPartOf": _volume(page.volume, site),
        "hasPart": [
            {
                "@type": "Chapter",
                "@id": site + addresses.slot(page.volume.identifier, text.identifier),
                "name": text.heading,
            }
            for text in texts
        ],
    }


def section(found: Section, site: str) -> Json:
    """A section that has no text of its own, in its volume."""
    address = site + addresses.slot(found.volume.identifier, found.identifier)
    return {
        "@context": CONTEXT,
        "@id": address,
        "@type": "Chapter",
        "name": found.title,
        "url": address,
        "isPartOf": _volume(found.volume, site),
    }


def _volume(volume: Volume, site: str) -> Json:
    return {
        "@type": ["PublicationVolume", "Book"],
        "@id": site + addresses.volume(volume.identifier),
        "name": volume.title,
    }


def _point(latitude: float | None, longitude: float | None) -> Json:
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
