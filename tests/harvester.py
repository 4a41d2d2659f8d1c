"""Harvesters that are not ours, asking the archive under test."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.test import Client
from lxml import etree
from sickle import Sickle
from sickle.response import OAIResponse

OAI = "{http://www.openarchives.org/OAI/2.0/}"
SCHEMA = Path(__file__).parent / "conformance" / "oai.rng"


@cache
def schema() -> etree.RelaxNG:
    """What every answer is like."""
    return etree.RelaxNG(file=str(SCHEMA))


class Answer:
    """An answer as Sickle has it from the network."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.text = content.decode()


class Harvester(Sickle):
    """Sickle at the archive under test; every answer is held to the protocol's schema, and ``answers`` are counted."""

    def __init__(self, method: str = "GET") -> None:
        super().__init__("http://testserver/oai", http_method=method)
        self.answers = 0

    def harvest(self, **asked: str) -> OAIResponse:
        """The answer to a request."""
        return OAIResponse(Answer(self.ask(**asked)), asked)

    def ask(self, **asked: str) -> bytes:
        """The content of the answer to a request."""
        client = Client()
        answer = client.post("/oai", asked) if self.http_method == "POST" else client.get("/oai", asked)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/xml; charset=utf-8"
        schema().assertValid(etree.fromstring(answer.content))
        self.answers += 1
        return bytes(answer.content)


def refused(content: bytes) -> str:
    """The code of the error that an answer tells, "" for none."""
    fault: Any = etree.fromstring(content).find(f"{OAI}error")
    return "" if fault is None else str(fault.get("code"))


def names(records: Any) -> list[str]:
    """What some records, or headers, are of: ``frus1937v01/d1``; those that are deleted with a dagger."""
    headers = [getattr(one, "header", one) for one in records]
    return [f"{one.identifier.split(':', 2)[2]}{'†' if one.deleted else ''}" for one in headers]
