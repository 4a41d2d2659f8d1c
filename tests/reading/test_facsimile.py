"""Where the image of a printed page is, by the address template of its volume."""

from __future__ import annotations

import pytest

from archive.models import Page, Volume
from archive.reading import facsimile
from archive.reading.facsimile import Unfit

PLAIN = "https://images.example.org/{volume}/{image}.jpg"


def image(template: str, name: str = "0047", **said: object) -> facsimile.Image | None:
    volume = Volume(identifier="frus1937v01", image_template=template, **said)
    return facsimile.of(volume, Page(identifier="pg_22", image=name))


def address(template: str, name: str = "0047") -> str | None:
    found = image(template, name)
    return found.address if found else None


def test_the_number_of_the_scan_stands_where_the_template_says() -> None:
    assert address(PLAIN) == "https://images.example.org/frus1937v01/0047.jpg"
    assert address("/static/{page}.png") == "/static/pg_22.png"


def test_what_a_source_gives_for_a_scan_never_leaves_its_place_in_the_address() -> None:
    assert address(PLAIN, "../x?y#z'\"") == "https://images.example.org/frus1937v01/..%2Fx%3Fy%23z%27%22.jpg"
    assert address("https://images.example.org/{image}/info.json", "..") is None


def test_a_page_without_a_scan_or_with_one_that_is_not_held_has_no_image() -> None:
    assert address(PLAIN, "") is None
    assert address("") is None
    assert image(PLAIN, image_names=["0048"]) is None
    assert image(PLAIN, image_names=["0047"]) is not None


@pytest.mark.parametrize(
    ("template", "kind"),
    [(PLAIN, "image/jpeg"), ("/{image}.svg", "image/svg+xml"), ("/{image}.PNG", "image/png"), ("/{image}", "")],
)
def test_the_ending_tells_the_media_type(template: str, kind: str) -> None:
    found = image(template)
    assert found is not None
    assert found.format == kind


def test_an_address_of_a_description_is_a_service_from_which_the_whole_image_comes() -> None:
    found = image("https://images.example.org/iiif/2/{image}/info.json")
    assert found is not None
    assert found.service == "https://images.example.org/iiif/2/0047"
    assert (found.address, found.format) == (f"{found.service}/full/max/0/default.jpg", "image/jpeg")
    assert found.is_service_2


@pytest.mark.parametrize(
    "template",
    [
        "javascript:{image}",
        "data:image/png,{image}",
        "ftp://example.org/{image}",
        "//example.org/{image}",
        "images/{image}.jpg",
        "https:///{image}",
        "https://user:secret@example.org/{image}",
        "https://{image}.example.org/x",
        "https://example.org/{image}; script-src *",
        "https://example.org,https://other.example/{image}",
        "https://example.org/{image} x",
        "https://example.org/'{image}'",
        'https://example.org/"{image}',
        "https://example.org/<{image}>",
        "https://example.org/{image}#x",
        "https://exa*mple.org/{image}",
        "https://example.org/{scan}.jpg",
        "https://example.org/{{image}",
        "https://example.org/one.jpg",
        "",
    ],
)
def test_what_is_no_address_of_images_is_refused_with_a_sentence(template: str) -> None:
    with pytest.raises(Unfit, match=r"\.$"):
        facsimile.checked(template)


@pytest.mark.parametrize(
    ("template", "origin"),
    [
        (PLAIN, "https://images.example.org"),
        ("http://localhost:8182/{image}", "http://localhost:8182"),
        ("/{image}", ""),
    ],
)
def test_a_template_names_the_one_host_that_a_browser_asks(template: str, origin: str) -> None:
    assert facsimile.checked(f" {template} ") == template
    assert facsimile.origin(template) == origin
