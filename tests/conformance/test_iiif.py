"""iiif-prezi3 reads every manifest, canvas and page of annotations that the archive gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from iiif_prezi3 import AnnotationPage, Canvas, Collection, Manifest

from archive.models import Document, Volume
from archive.search import index
from archive.store import imaging
from tests import tools

FACSIMILES = Path(__file__).parents[2] / "static" / "specimen"
SERVICE = "https://images.example.org/iiif/{volume}/{image}/info.json"


def read(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    said: dict[str, Any] = answer.json()
    return said


def judge(client: Client, volume: Volume, every: int) -> None:
    """All of a volume, and every so-manieth of its pages and documents."""
    base = f"/iiif/{volume.identifier}"
    manifest = Manifest(**read(client, f"{base}/manifest.json"))
    pages = list(volume.pages.filter(order__isnull=False).values_list("identifier", flat=True))
    assert len(manifest.items) == len(pages)
    for name in pages[::every]:
        Canvas(**read(client, f"{base}/{name}/canvas.json"))
        AnnotationPage(**read(client, f"{base}/{name}/text.json"))
    documents = Document.objects.in_volume(volume).filter(frame__pages__0__isnull=False)
    for name in list(documents.values_list("identifier", flat=True))[::every]:
        Manifest(**read(client, f"{base}/{name}/manifest.json"))


def searched(client: Client, volume: str, words: str) -> int:
    """How many annotations a search finds, each page of them read."""
    address, found = f"/iiif/{volume}/search.json?q={words}", 0
    while address:
        said = read(client, address)
        AnnotationPage(**said)
        found += len(said["items"])
        address = said.get("next", {}).get("id", "").replace("http://127.0.0.1:8000", "")
    return found


def test_the_specimen_volume_s_four_invented_images_are_there_and_are_read(client: Client, specimen: Volume) -> None:
    names = sorted(path.stem for path in FACSIMILES.glob("*.svg"))
    imaging.put("specimen", "/static/specimen/{image}.svg", names, (1000, 1500))
    said = read(client, "/iiif/specimen/manifest.json")
    painted = [canvas for canvas in said["items"] if "items" in canvas]
    assert [canvas["label"]["none"][0] for canvas in painted] == ["1", "2", "3", "4"]
    assert all("Invented" in path.read_text(encoding="utf-8") for path in FACSIMILES.glob("*.svg"))
    judge(client, specimen, every=1 if tools.WHOLE else 9)
    Collection(**read(client, "/iiif/collection.json"))


def test_what_a_search_finds_in_it_is_read(client: Client, specimen: Volume) -> None:
    imaging.put("specimen", "/static/specimen/{image}.svg")
    index.follow()
    assert searched(client, "specimen", "coal") > 10


@pytest.mark.proof
@pytest.mark.usefixtures("published")
@pytest.mark.timeout(1800)
@pytest.mark.django_db
def test_every_published_volume_is_read(client: Client) -> None:
    for volume in Volume.objects.all():
        imaging.put(volume.identifier, SERVICE)
        judge(client, volume, every=1)
        assert searched(client, volume.identifier, "treaty") > 0
    Collection(**read(client, "/iiif/collection.json"))
