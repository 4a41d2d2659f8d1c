"""A whole harvest of a large archive by OAI-PMH, part by part: how long the first and the last parts take, and whether
memory grows on the way; then its letters as one index, and its sitemaps.

    python -m benchmarks.harvesting [--documents 300000] [--keep]

makes a database of its own on the server that DATABASE_URL, or the bundled database, names, with rows as a harvest
reads them (volumes, documents without text, parties, revisions), and removes it again but with ``--keep``, which also
uses what was kept.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import count
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

from archive import local_postgres

DOCUMENTS, IN_A_VOLUME = 300_000, 500
TOKEN = re.compile(rb"<resumptionToken>([^<]+)<")
ROWS = """
INSERT INTO archive_revision (number, token, at)
    SELECT n, n::text, '2026-01-01'::timestamptz + n * interval '1 minute' FROM generate_series(1, {volumes}) n;
INSERT INTO archive_volume (id, identifier, title, series, subseries, publisher, place, editors, repository, rights,
        language, source_note, revisions, document_count, page_count, note_count, enclosure_count, changed_at,
        withdrawn_reason, image_template, image_names)
    SELECT n, 'many' || n, 'Papers, Volume ' || n, 'Papers', '1937', 'The Printer', 'London', '{{}}', '', '', 'en', '',
        '{{}}', {each}, 700, 0, 0, '2026-01-01', '', '', '{{}}' FROM generate_series(1, {volumes}) n;
INSERT INTO archive_source (id, volume_id, name, form) SELECT id, id, identifier, 'tei' FROM archive_volume;
INSERT INTO archive_document (id, volume_id, source_id, identifier, "order", number, kind, heading, heading_supplied,
        status, file_number, despatch_number, date, earliest, latest, received, place, signatories, text, length, tei,
        frame, changed_at, revision, withdrawn_reason)
    SELECT n, 1 + n / {each}, 1 + n / {each}, 'd' || n, n % {each}, n::text, 'telegram',
        'The Chargé in Chile (Norweb) to the Secretary of State', false, '{{}}', '825.512/' || n, n::text,
        '{{"text": "October 3, 1933", "edtf": "1933-10-03", "earliest": "1933-10-03", "latest": "1933-10-03"}}',
        '1933-10-03', '1933-10-03', '{{}}', 'Santiago', '{{}}', '', 0, '<div/>',
        jsonb_build_object('pages', jsonb_build_array(jsonb_build_array('pg_1', '1', 0, 0))), '2026-01-01',
        1 + n / {each}, '' FROM generate_series(0, {documents} - 1) n;
INSERT INTO archive_party (document_id, role, "order", text, name, office, actors)
    SELECT id, 'sender', 0, 'The Chargé in Chile (Norweb)', 'Norweb', 'Chargé in Chile', '[]' FROM archive_document;
INSERT INTO archive_party (document_id, role, "order", text, name, office, actors)
    SELECT id, 'recipient', 0, 'the Secretary of State', '', 'Secretary of State', '[]' FROM archive_document;
"""


def main(documents: int, is_kept: bool) -> None:
    """Print what a harvest costs."""
    address = _address(documents)
    if not (is_kept and _is_made(address)):
        _make(address, documents)
    try:
        for verb, prefix in (("ListIdentifiers", "oai_dc"), ("ListRecords", "oai_dc"), ("ListRecords", "tei")):
            _report(f"{verb}, {prefix}", _harvest(verb, prefix))
        volumes = import_module("archive.models").Volume.objects.order_by("identifier")
        index = import_module("archive.exports.correspondence").pieces(volumes, "", "Letters")
        _report("letters, CMIF", index)
        _report("sitemaps", _sitemaps())
    finally:
        if not is_kept:
            import_module("django.db").connections.close_all()
            _drop(address)


def _address(documents: int) -> str:
    local_postgres.start_unless_given()
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/chancery_harvested_{documents}"))


def _is_made(address: str) -> bool:
    try:
        with psycopg.connect(address):
            _enter(address)
            return True
    except psycopg.OperationalError:
        return False


def _make(address: str, documents: int) -> None:
    _drop(address)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(urlsplit(address).path[1:])))
    _enter(address)
    import_module("django.core.management").call_command("migrate", verbosity=0)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(ROWS.format(documents=documents, volumes=-(-documents // IN_A_VOLUME), each=IN_A_VOLUME))
        connection.execute("VACUUM ANALYZE")


def _enter(address: str) -> None:
    os.environ |= {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "archive.settings", "SECRET_KEY": "of nobody"}
    import_module("django").setup()


def _drop(address: str) -> None:
    server = urlunsplit(urlsplit(address)._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        name = Identifier(urlsplit(address).path[1:])
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _harvest(verb: str, prefix: str) -> Iterator[bytes]:
    server = import_module("archive.exports.oai").Server
    asked = [("verb", verb), ("metadataPrefix", prefix)]
    while True:
        answer = server(asked).answer()
        yield answer
        if not (token := TOKEN.search(answer)):
            return
        asked = [("verb", verb), ("resumptionToken", token[1].decode())]


def _sitemaps() -> Iterator[bytes]:
    client = import_module("django.test").Client(headers={"host": "127.0.0.1"})
    index = client.get("/sitemap.xml").content
    yield index
    for part in re.findall(rb"<loc>https?://[^/]+([^<]+)<", index):
        yield client.get(part.decode()).content


def _report(what: str, parts: Iterable[bytes]) -> None:
    """Times of the first and the last tenth of the parts, and the peak of memory after each of these."""
    times, size, peaks, begun = [], 0, [], time.perf_counter()
    for number, part in zip(count(), parts):
        times.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        size += len(part)
        if number in (0, 9) or number % 100 == 0:
            peaks.append(_peak())
    tenth = max(len(times) // 10, 1)
    first, last = (1000 * sum(some) / len(some) for some in (times[:tenth], times[-tenth:]))
    said = f"{what:24} {len(times):6,} parts {size / 1e6:7.1f} MB {sum(times):6.0f} s, a part {first:5.1f} ms at first"
    early = peaks[min(1, len(peaks) - 1)]
    print(f"{said} and {last:5.1f} at last; peak memory {early:.0f} MiB early, {_peak():.0f} in the end", flush=True)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    main(given.documents, given.keep)
