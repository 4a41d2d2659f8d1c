"""The image of a printed page beside its text, where a reader asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from archive.models import Page, Volume
from archive.reading import facsimile

View = Callable[..., HttpResponseBase]
VIEW, FACSIMILE = "view", "facsimile"  # what an address says to have it
CARRIED = f"{VIEW}={FACSIMILE}"


def is_asked(request: HttpRequest) -> bool:
    """Whether the address asks for the image."""
    return request.GET.get(VIEW) == FACSIMILE


def allowed(view: View) -> View:
    """A view of a volume whose pages may load images from that volume's host, and from no other.

    Also where it only says that a reader's copy is still good: that renews the copy's policy.
    """

    @wraps(view)
    def answered(request: HttpRequest, volume: str, **named: Any) -> HttpResponseBase:
        origin = _origin(volume) if is_asked(request) else ""
        guarded: View = csp_update({"img-src": [origin], "connect-src": [origin]})(view) if origin else view
        return guarded(request, volume=volume, **named)

    return answered


def beside(request: HttpRequest, volume: Volume, page: Page) -> dict[str, object]:
    """What a view of a printed page says of its image: whether it is shown, and where it can be switched."""
    if not volume.image_template:
        return {}
    image = facsimile.Images(volume).of(page)
    query = request.GET.copy()
    query.pop(VIEW, None)
    if is_asked(request):
        return {
            "imaged": page,
            "facsimile": image,
            "facsimile_shown": True,
            "facsimile_switch": f"?{query.urlencode()}",
        }
    query[VIEW] = FACSIMILE
    return {"imaged": page, "facsimile": image, "facsimile_switch": f"?{query.urlencode()}"}


def carried(request: HttpRequest, trail: str = "") -> str:
    """What the addresses of other pages carry on: the trail, and that images are wanted."""
    if not is_asked(request):
        return trail
    return f"{trail}&{CARRIED}" if trail else f"?{CARRIED}"


def _origin(volume: str) -> str:
    template = Volume.objects.shown().filter(identifier=volume).values_list("image_template", flat=True).first()
    return facsimile.origin(template or "")
