"""Documents, sections and volumes as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import pytest
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Document, Volume
from archive.store import withdrawal
from tests.specimens import document, take, volume

NOTED = (
    '<head>One</head><p>Words<note n="1" xml:id="d1fn1">So.</note> &amp; more.'
    '<note n="" xml:id="d1fn2">Unmarked.</note></p>'
)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    return answer.content.decode()


def streamed(client: Client, address: str) -> str:
    answer = cast(StreamingHttpResponse, client.get(address))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    return b"".join(cast(Iterable[bytes], answer.streaming_content)).decode()


def test_the_seed_s_text_is_its_text_and_no_more(client: Client, seed: Document) -> None:
    assert text(client, "/volumes/transcripts/761-93-1583.txt") == seed.text + "\n"


def test_every_text_of_the_specimen_begins_with_its_own_characters(client: Client, specimen: Volume) -> None:
    for row in Document.objects.all():
        assert text(client, f"/volumes/specimen/{row.identifier}.txt").startswith(row.text + "\n")


@pytest.mark.django_db
def test_footnotes_stand_behind_the_text_with_their_marks(client: Client) -> None:
    take(volume(document(1, NOTED)))
    assert text(client, "/volumes/frus1937v01/d1.txt") == "One\nWords & more.\n\n[1] So.\n[*] Unmarked.\n"


def test_a_section_has_its_text_too(client: Client, specimen: Volume) -> None:
    assert text(client, "/volumes/specimen/preface.txt").startswith("Preface\nThis volume is a specimen.")


@pytest.mark.django_db
def test_a_volume_s_texts_stand_one_behind_another(client: Client) -> None:
    take(volume(document(1, NOTED) + document(2, "<head>Two</head><p>B.</p>")))
    expected = "One\nWords & more.\n\n[1] So.\n[*] Unmarked.\n\n***\n\nTwo\nB.\n"
    assert streamed(client, "/volumes/frus1937v01.txt") == expected


def test_a_volume_s_text_holds_every_text_of_it_in_order(client: Client, specimen: Volume) -> None:
    found = streamed(client, "/volumes/specimen.txt")
    for row in Document.objects.order_by("order"):
        assert row.text in found, row.identifier
        found = found.partition(row.text)[2]


@pytest.mark.django_db
def test_a_volume_s_text_leaves_out_what_is_withdrawn(client: Client) -> None:
    take(volume(document(1, NOTED) + document(2, "<head>Two</head><p>B.</p>")))
    withdrawal.withdraw("frus1937v01/d1", "Under review")
    assert streamed(client, "/volumes/frus1937v01.txt") == "Two\nB.\n"


@pytest.mark.django_db
def test_a_volume_s_text_takes_as_many_questions_for_few_documents_as_for_many(client: Client) -> None:
    counts = []
    for name, size in (("few", 2), ("many", 40)):
        chapter = '<div type="chapter" xml:id="ch1"><head>Of it</head>{}</div>'
        papers = "".join(document(n, f"<head>Paper {n}</head><p>A.</p>") for n in range(size))
        take(volume(chapter.format(papers), name))
        with CaptureQueriesContext(connection) as asked:
            streamed(client, f"/volumes/{name}.txt")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_text_is_what_it_is_and_not_markup(client: Client) -> None:
    take(volume(document(1, "<head>One</head><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")))
    answer = client.get("/volumes/frus1937v01/d1.txt")
    assert b"<script>" in answer.content
    assert answer["X-Content-Type-Options"] == "nosniff"
