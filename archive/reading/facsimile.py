"""The images of printed pages: where each is, by the address template of its volume."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from archive.models import Page, Passage, Volume

NAMES = ("volume", "image", "page")
SERVICE = "/info.json"  # what the address of an image's description ends in (IIIF Image API 3, 2.2)
WHOLE = "/full/max/0/default.jpg"
VERSION_2 = "/iiif/2/"  # the path at which servers of the Image API 2 stand beside those of 3
PLACE = re.compile(r"\{([^{}]*)\}")
PLAIN = re.compile(r"[A-Za-z0-9._~:/?@!$&()*+=%-]*")  # of RFC 3986; without what ends a word or clause of a policy
HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?")
FORMATS = {
    **{"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif"},
    **{"webp": "image/webp", "avif": "image/avif", "svg": "image/svg+xml"},
}
NOWHERE = ("", ".", "..")  # names that would be no step of a path


class Unfit(ValueError):
    """An address template that cannot be one; the message says why."""


@dataclass(frozen=True, slots=True)
class Image:
    """The image of a printed page: its address, and, where it has one, that of its service (IIIF Image API).

    ``width`` and ``height`` are in pixels, None where nobody said them.
    """

    address: str
    service: str = ""
    width: int | None = None
    height: int | None = None

    @property
    def format(self) -> str:
        """Its media type, "" where the address does not tell."""
        ending = urlsplit(self.address).path.rpartition(".")[2].lower()
        return FORMATS.get(ending, "")

    @property
    def is_service_2(self) -> bool:
        """Whether its service is of version 2 of the Image API."""
        return VERSION_2 in self.service


def checked(template: str) -> str:
    """The template as it is kept. Raises Unfit for one that is no address, or that names no image.

    An address is one of the web, or a path on this site: ``https://images.example.org/{volume}/{image}.jpg``,
    ``/static/{image}.png``; one that ends in ``/info.json`` is a service of the IIIF Image API.
    """
    template = template.strip()
    unknown = [name for name in PLACE.findall(template) if name not in NAMES]
    if unknown:
        raise Unfit(f"{{{unknown[0]}}} stands for nothing: there are {{volume}}, {{image}} and {{page}}.")
    plain = PLACE.sub("x", template)
    if not PLAIN.fullmatch(plain):
        raise Unfit("An address of images holds no spaces, quotation marks, commas, semicolons or brackets.")
    _check_place(plain)
    if "{" in template.partition("://")[2].partition("/")[0]:
        raise Unfit("The host of the images is the same for every page: no {…} stands in it.")
    if not re.search(r"\{(image|page)\}", template):
        raise Unfit(
            "{image} (the number of the scan) or {page} must stand in the address, or all pages have one image."
        )
    return template


class Images:
    """The images of a volume's pages that may be seen: none of a page on which a document stands that is withdrawn,
    since it would show that too."""

    def __init__(self, volume: Volume) -> None:
        self.volume = volume
        gone = Passage.objects.filter(document__volume=volume, document__withdrawn_at__isnull=False)
        gone = gone.filter(document__order__isnull=False) if volume.image_template else gone.none()
        self.withheld = set(gone.values_list("page", flat=True))

    def of(self, page: Page) -> Image | None:
        """That of one page, None where there is none to be seen."""
        return None if page.pk in self.withheld else of(self.volume, page)


def of(volume: Volume, page: Page) -> Image | None:
    """The image of a printed page of a volume, None where there is none."""
    if not volume.image_template or (volume.image_names and page.image not in volume.image_names):
        return None
    values = {"volume": volume.identifier, "image": page.image, "page": page.identifier}
    named = set(PLACE.findall(volume.image_template))
    if any(values[name] in NOWHERE for name in named):
        return None
    address = PLACE.sub(lambda place: quote(values[place[1]], safe=""), volume.image_template)
    service = address.removesuffix(SERVICE) if address.endswith(SERVICE) else ""
    return Image(service + WHOLE if service else address, service, volume.image_width, volume.image_height)


def origin(template: str) -> str:
    """The host that a browser must be let ask for the images: scheme and authority, "" for this site itself."""
    parts = urlsplit(PLACE.sub("x", template))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _check_place(plain: str) -> None:
    """Raises Unfit where an address is neither of the web nor a path on this site."""
    parts = urlsplit(plain)
    if not parts.scheme and not parts.netloc:
        if not re.match(r"/(?!/)", plain):
            raise Unfit("The address begins with https://, http:// or a single /.")
    elif parts.scheme not in ("https", "http") or not HOST.fullmatch(parts.netloc):
        raise Unfit("The address begins with https:// or http:// and the name of a host.")
