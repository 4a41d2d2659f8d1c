"""What the archive tells as JSON, held against its own description, and that against OpenAPI's."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from pytest_django import DjangoDbBlocker

from archive.models import Document, Entity, Volume
from archive.store import withdrawal
from tests import specimens
from tests.views import privacy

ADDRESS = "/api/openapi.json"
MINUTES = 10
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)


@pytest.fixture
def told(client: Client, db: None) -> dict[str, Any]:
    """The description."""
    found: dict[str, Any] = client.get(ADDRESS).json()
    return found


@pytest.fixture
def archive(db: None) -> None:
    """The specimen, the seed and what withdrawing leaves."""
    specimens.load(specimens.SPECIMEN)
    specimens.load(specimens.SEED)
    withdrawal.withdraw("specimen/d3", "Under review.")


def shape_of(told: dict[str, Any], path: str, status: int, kind: str) -> dict[str, Any]:
    """The shape of an answer, with all that it refers to."""
    content = told["paths"][path]["get"]["responses"][str(status)]["content"]
    shape: dict[str, Any] = content[kind]["schema"] | {"components": told["components"]}
    return shape


def asked(client: Client, told: dict[str, Any], path: str, address: str) -> None:
    """Ask as a program does; what comes is described."""
    answer = client.get(address, headers={"accept": "application/json"})
    kind = answer["Content-Type"].split(";")[0]
    shape = shape_of(told, path, answer.status_code, kind)
    if "json" in kind:
        said = json.loads(answer.getvalue())
        faults = Draft202012Validator(shape).iter_errors(said)
        assert [f"{address} {each.json_path}: {each.message:.200}" for each in faults] == []


def test_the_description_is_openapi(told: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(told).validate()
    assert told["openapi"].startswith("3.1.")


def test_every_address_that_ends_on_json_is_described(told: dict[str, Any]) -> None:
    routes = {"/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route) for _, route in privacy.patterns()}
    citations = {
        route.replace("{form}", "csl.json")
        for route in routes
        if route.endswith(".{form}") and "network" not in route and not route.startswith("/annotations/")
    }
    assert {route for route in routes if route.endswith(".json")} | citations <= set(told["paths"])


@pytest.mark.usefixtures("archive")
def test_every_document_volume_place_and_actor_is_as_described(client: Client, told: dict[str, Any]) -> None:
    for volume in Volume.objects.all():
        asked(client, told, "/volumes/{volume}.json", f"/volumes/{volume.identifier}.json")
        asked(client, told, "/volumes/{volume}.csl.json", f"/volumes/{volume.identifier}.csl.json")
    for row in Document.objects.select_related("volume"):
        path = f"/volumes/{row.volume.identifier}/{row.identifier}"
        asked(client, told, "/volumes/{volume}/{document}.json", f"{path}.json")
        asked(client, told, "/volumes/{volume}/{identifier}.csl.json", f"{path}.csl.json")
        asked(client, told, "/volumes/{volume}/{identifier}/cite/", f"{path}/cite/")
    for entity in Entity.objects.filter(merged_into=None):
        room = "places" if entity.kind == "place" else "actors"
        asked(client, told, f"/{room}/{{slug}}.json", f"/{room}/{entity.slug}.json")


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/search.json", "/search.json"),
        ("/search.json", "/search.json?q=lighthouse&place=oslo&sort=date"),
        ("/search.json", "/search.json?q=%22never+closed&page=0&kind=song"),
        ("/search.csl.json", "/search.csl.json?q=lighthouse"),
        ("/search/suggestions.json", "/search/suggestions.json?q=the"),
        ("/cite/", "/cite/?q=specimen%2Fd1"),
        ("/cite/", "/cite/?q=nothing+known"),
        ("/volumes/{volume}/{identifier}/cite/", "/volumes/specimen/pg_1/cite/"),
        ("/volumes/{volume}/{identifier}/cite/", "/volumes/specimen/d1/cite/?style=no-such-style"),
        ("/volumes/{volume}/{identifier}/cite/", "/volumes/specimen/d1/cite/?passage=9-1"),
        ("/volumes/{volume}/{identifier}.csl.json", "/volumes/specimen/d1.csl.json?passage=9-1"),
        ("/volumes/{volume}/{document}.json", "/volumes/specimen/d3.json"),
        ("/volumes/{volume}/{document}.json", "/volumes/specimen/d999.json"),
        ("/volumes/{volume}.json", "/volumes/none.json"),
        ("/actors/{slug}.json", "/actors/nobody.json"),
        ("/healthz", "/healthz"),
        ("/api/openapi.json", "/api/openapi.json"),
    ],
)
def test_searches_citations_and_refusals_are_as_described(
    client: Client, told: dict[str, Any], path: str, address: str
) -> None:
    asked(client, told, path, address)


@pytest.fixture(scope="module")
def shown(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The specimen, in the archive for all that ask its site."""
    with django_db_blocker.unblock():
        specimens.load(specimens.SPECIMEN)
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.mark.proof
@pytest.mark.timeout(60 * MINUTES + 300)
@pytest.mark.usefixtures("shown")
def test_whatever_is_asked_for_ten_minutes_is_answered_as_described(site: str, tmp_path: Path) -> None:
    """By Schemathesis: no fault of the server, and no status, form, header or shape that is not described."""
    run = ["run", site + ADDRESS, "--url", site, "--max-time", str(60 * MINUTES), "--checks", ",".join(CHECKS)]
    command = [sys.executable, "-m", "schemathesis.cli", *run, "--continue-on-failure"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    print(done.stdout[-600:])
    assert done.returncode == 0, done.stdout[-20_000:]
