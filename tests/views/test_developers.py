"""The page for developers: every address that programs read, each with an example that answers."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from archive.models import Volume
from archive.views.developers import OFFERED
from tests.views import privacy
from tests.views.shown import visit

MACHINE = re.compile(r"\.(?:\w+|<\w+:form>)$|\.xml$|^oai$|^dts/")
FOR_THE_SITE_ITSELF = {"everything", "notebook-file"}  # behind a log-in
FOR_THE_SITE_ITSELF |= {"sitemap-ways", "sitemap-names", "sitemap-volume"}  # which the sitemap leads to


def test_every_address_that_programs_read_is_offered() -> None:
    machine = {name for name, route in privacy.patterns() if MACHINE.search(route) and not route.startswith("admin/")}
    assert machine - FOR_THE_SITE_ITSELF <= {offer.name for offers in OFFERED.values() for offer in offers}


def test_every_example_answers(client: Client, specimen: Volume) -> None:
    examples = list(visit(client, "/api/").main.xpath(".//dl[@class='offers']//a/@href"))
    assert "/volumes/specimen/d1.json" in examples
    for address in examples:
        accepted = "application/json" if address.startswith("/cite/") else "*/*"
        answer = client.get(address, headers={"accept": accepted})
        if answer.streaming:
            assert list(answer)
        assert answer.status_code == 200, address


@pytest.mark.django_db
def test_an_empty_archive_offers_the_same_without_examples(client: Client) -> None:
    shown = visit(client, "/api/")
    assert "/volumes/{volume}/{document}.json" in shown.text
    assert "/volumes/{volume}.{form}" in shown.text
    assert not [link for link in shown.links if link.startswith("/volumes/") and link != "/volumes/"]


@pytest.mark.django_db
def test_what_answers_with_json_is_told_in_words(client: Client) -> None:
    shown = visit(client, "/api/json/")
    told = client.get("/api/openapi.json").json()
    assert [path for path in told["paths"] if path not in shown.text] == []
    shapes = [name for name, each in told["components"]["schemas"].items() if "properties" in each]
    assert [name for name in shapes if name not in shown.text] == []
    assert "sender list of Party" in shown.text
    assert "sort one of “relevance”, “date”" in shown.text
