"""A volume or document with page images as a manifest of IIIF Presentation 3: a canvas for each printed page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from archive.models import Document, Page, Volume
from archive.reading import addresses, contents, facsimile
from archive.reading.contents import Entry
from archive.reading.facsimile import Image, Images

Json = dict[str, Any]
CONTEXT = "http://iiif.io/api/presentation/3/context.json"
SEARCH_CONTEXT = "http://iiif.io/api/search/2/context.json"
TYPE = f'application/ld+json;profile="{CONTEXT}"'
SIZE = (1000, 1500)  # of a canvas whose image's size nobody said: the proportion of a printed page, two to three
RIGHTS = re.compile(r"https?://(?:creativecommons\.org|rightsstatements\.org)/[\w./-]*[\w/-]")
NO_LANGUAGE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """The addresses of a volume's manifests and their parts; ``site`` begins them."""

    site: str
    volume: str

    def manifest(self, document: str = "") -> str:
        """That of the volume, or of one of its documents."""
        return self._of("manifest", document)

    def canvas(self, page: str) -> str:
        """That of a printed page."""
        return self._of("canvas", page)

    def text(self, page: str) -> str:
        """That of what is printed on it."""
        return self._of("text", page)

    @property
    def search(self) -> str:
        """Where the volume is searched."""
        return self._of("search")

    def _of(self, what: str, part: str = "") -> str:
        return f"{self.site}/iiif/{self.volume}/{part}{'/' if part else ''}{what}.json"


def collection(volumes: Iterable[Volume], site: str) -> Json:
    """The volumes that have page images."""
    return {
        "@context": CONTEXT,
        "id": f"{site}/iiif/collection.json",
        "type": "Collection",
        "label": _english("Volumes with page images"),
        "provider": _provider(site),
        "items": [
            {"id": Place(site, row.identifier).manifest(), "type": "Manifest", "label": _as_printed(row.title)}
            for row in volumes
        ],
    }


def manifest(volume: Volume, site: str) -> Json:
    """A volume: its pages in order, and its contents as ranges."""
    place = Place(site, volume.identifier)
    pages = volume.pages.filter(order__isnull=False).order_by("order")
    said = [("Series", volume.series), ("Years", volume.subseries), ("Volume", volume.number)]
    said += [("Editors", "; ".join(volume.editors)), ("Published", _imprint(volume)), ("Source", volume.source_note)]
    return {
        **_head(place, volume, volume.title, site + addresses.volume(volume.identifier)),
        "metadata": _metadata([*said, ("Identifier", volume.identifier)]),
        "seeAlso": _also(f"{site}/volumes/{volume.identifier}"),
        "rendering": _forms(f"{site}/volumes/{volume.identifier}"),
        "items": list(_canvases(place, volume, pages)),
        "structures": list(_ranges(place, contents.of(volume), _own_pages(volume))),
    }


def document_manifest(document: Document, site: str) -> Json:
    """A document, or a section's text: the pages that it stands on."""
    volume = document.volume
    place, name = Place(site, volume.identifier), f"{site}/volumes/{volume.identifier}/{document.identifier}"
    pages = Page.objects.filter(passages__document=document).order_by("passages__start")
    frame = document.frame
    said = [("From", "; ".join(frame["sender"])), ("To", "; ".join(frame["recipient"]))]
    said += [("Date", document.date.get("text")), ("Place", document.place), ("File", document.file_number)]
    return {
        **_head(place, volume, document.heading, f"{name}/", document.identifier),
        "metadata": _metadata([*said, ("Printed in", volume.title), ("Identifier", document.id_in_archive)]),
        "seeAlso": _also(name),
        "rendering": _forms(name),
        "partOf": [{"id": place.manifest(), "type": "Manifest", "label": _as_printed(volume.title)}],
        "items": list(_canvases(place, volume, pages)),
    }


def _canvases(place: Place, volume: Volume, pages: Iterable[Page]) -> Iterator[Json]:
    images = Images(volume)
    yield from (canvas(place, images, page) for page in pages)


def canvas(place: Place, images: Images, page: Page) -> Json:
    """A printed page, with its image if there is one, and the address of its text."""
    volume, name, image = images.volume, place.canvas(page.identifier), images.of(page)
    width, height = volume.image_width or SIZE[0], volume.image_height or SIZE[1]
    made: Json = {"id": name, "type": "Canvas", "label": _as_printed(page.label or page.name)}
    made |= {"width": width, "height": height}
    if image is not None:
        made["items"] = [_painted(name, image)]
    made["annotations"] = [{"id": place.text(page.identifier), "type": "AnnotationPage"}]
    made["homepage"] = [_homepage(place.site + addresses.slot(volume.identifier, page.identifier), page.name)]
    return made


def _painted(name: str, image: Image) -> Json:
    body: Json = {"id": image.address, "type": "Image"}
    if image.address.startswith("/"):
        body["id"] = name.partition("/iiif/")[0] + image.address
    if image.format:
        body["format"] = image.format
    if image.width and image.height:
        body |= {"width": image.width, "height": image.height}
    if image.service:
        body["service"] = [_image_service(body["id"].removesuffix(facsimile.WHOLE), image)]
    painting = {"type": "Annotation", "motivation": "painting", "body": body, "target": name}
    return {"id": f"{name}#images", "type": "AnnotationPage", "items": [{"id": f"{name}#image", **painting}]}


def _image_service(address: str, image: Image) -> Json:
    """A service of the Image API, of the version that its address tells."""
    if image.is_service_2:
        return {"@id": address, "@type": "ImageService2", "profile": "http://iiif.io/api/image/2/level1.json"}
    return {"id": address, "type": "ImageService3", "profile": "level1"}


def _head(place: Place, volume: Volume, label: str, home: str, document: str = "") -> Json:
    """What every manifest begins with."""
    made: Json = {
        "@context": [SEARCH_CONTEXT, CONTEXT],
        "id": place.manifest(document),
        "type": "Manifest",
        "label": _as_printed(label),
        "provider": _provider(place.site),
        "homepage": [_homepage(home, label)],
        "viewingDirection": "left-to-right",
    }
    if not document:  # what is searched is a volume
        made |= {"behavior": ["paged"], "service": [{"id": place.search, "type": "SearchService2"}]}
    if volume.rights:
        made["requiredStatement"] = {"label": _english("Rights"), "value": _as_printed(_plain(volume.rights))}
    if found := RIGHTS.search(volume.rights):
        made["rights"] = found[0].replace("https://", "http://")
    return made


def _own_pages(volume: Volume) -> dict[int, list[str]]:
    """The pages that sections' own texts stand on, by the primary keys of the sections."""
    texts = Document.objects.filter(volume=volume, withdrawn_at=None, order__isnull=False, of_section__isnull=False)
    rows = texts.values_list("of_section", "frame")
    return {key: [name for name, *_ in frame["pages"]] for key, frame in rows}


def _ranges(place: Place, entry: Entry, own: dict[int, list[str]]) -> Iterator[Json]:
    """The sections and documents in an entry of the contents, each with its pages and what is below it, in the order
    of the source; what stands on no page is left out."""
    parts: list[tuple[int, str, str, Sequence[str], Entry | None]] = []
    for row in entry.documents:
        parts.append((row.order or 0, row.identifier, row.heading, [name for name, *_ in row.frame["pages"]], None))
    for below in entry.entries:
        if (section := below.section) is not None:
            parts.append((section.order, section.identifier, section.title, own.get(section.pk, ()), below))
    for _, identifier, title, pages, inside in sorted(parts, key=lambda part: part[0]):
        items = [{"id": place.canvas(page), "type": "Canvas"} for page in pages]
        items += _ranges(place, inside, own) if inside else []
        if items:
            name = f"{place.manifest()}#range-{identifier}"
            yield {"id": name, "type": "Range", "label": _as_printed(title), "items": items}


def _imprint(volume: Volume) -> str:
    return ", ".join(str(part) for part in (volume.place, volume.publisher, volume.year) if part)


def _metadata(said: Iterable[tuple[str, str | None]]) -> list[Json]:
    return [{"label": _english(name), "value": _as_printed(_plain(value))} for name, value in said if value]


def _also(name: str) -> list[Json]:
    """The same for machines that read more than pictures."""
    tei = {"id": f"{name}.xml", "type": "Dataset", "format": "application/tei+xml", "label": _english("TEI")}
    return [tei, {"id": f"{name}.json", "type": "Dataset", "format": "application/json", "label": _english("JSON")}]


def _forms(name: str) -> list[Json]:
    """The same to be read elsewhere."""
    epub = {"id": f"{name}.epub", "type": "Text", "format": "application/epub+zip", "label": _english("EPUB")}
    return [epub, {"id": f"{name}.txt", "type": "Text", "format": "text/plain", "label": _english("Plain text")}]


def _provider(site: str) -> list[Json]:
    return [{"id": f"{site}/", "type": "Agent", "label": _english("Chancery"), "homepage": [_homepage(f"{site}/")]}]


def _homepage(address: str, label: str = "Chancery") -> Json:
    return {"id": address, "type": "Text", "format": "text/html", "label": _as_printed(label)}


def _english(text: str) -> dict[str, list[str]]:
    return {"en": [text]}


def _as_printed(text: str) -> dict[str, list[str]]:
    return {NO_LANGUAGE: [text]}


def _plain(text: str) -> str:
    """Words that no viewer takes for HTML, which some values may be (Presentation 3, 4.2)."""
    return f"<span>{escape(text)}</span>" if text.lstrip().startswith("<") else text
