"""Where cross-references lead: looked up when a volume is written, for its own and for all that point to it."""

from __future__ import annotations

import re

from django.db import connection

from archive.rendering.walk import identifier

VOLUME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
SITE = re.compile(r"https?://history\.state\.gov/historicaldocuments/([A-Za-z0-9_-]+)(?:/([A-Za-z0-9_-]+))?/?(?:#.*)?")

# A target is a volume, a page, a document or section, or a footnote or enclosure of a document.
LEAD = """
UPDATE archive_reference SET leads_to = found.address FROM (
    SELECT r.id, CASE
        WHEN v.id IS NULL THEN ''
        WHEN r.anchor = '' THEN v.identifier
        WHEN p.id IS NOT NULL OR d.id IS NOT NULL OR s.id IS NOT NULL THEN v.identifier || '/' || r.anchor || '/'
        ELSE COALESCE(v.identifier || '/' || nd.identifier || '/' || np.identifier || '/#' || r.anchor,
                      v.identifier || '/' || ed.identifier || '/full/#' || r.anchor, '')
    END AS address
    FROM archive_reference r
    LEFT JOIN archive_volume v ON v.identifier = r.volume
    LEFT JOIN archive_page p ON p.volume_id = v.id AND p.identifier = r.anchor
    LEFT JOIN archive_document d ON d.volume_id = v.id AND d.identifier = r.anchor
    LEFT JOIN archive_section s ON s.volume_id = v.id AND s.identifier = r.anchor
    LEFT JOIN (archive_note n JOIN archive_document nd ON nd.id = n.document_id JOIN archive_page np ON np.id = n.page_id)
        ON nd.volume_id = v.id AND n.identifier = r.anchor
    LEFT JOIN (archive_enclosure e JOIN archive_document ed ON ed.id = e.document_id)
        ON ed.volume_id = v.id AND e.identifier = r.anchor
    WHERE r.volume = %s
) AS found WHERE found.id = archive_reference.id AND found.address <> archive_reference.leads_to
"""


def target(encoded: str, own: str) -> tuple[str, str]:
    """The volume and anchor that a TEI ``ref/@target`` names, in the volume ``own``; "" for what it does not name.

    Shapes of the series: ``#pg_12``, ``frus1926v01#pg_548``, ``frus1919Parisv01``, and addresses of its own site;
    other web addresses lead out of the archive, or are scanning noise (``http://thought.it``), and name nothing.
    """
    if site := SITE.fullmatch(encoded):
        return site[1], site[2] or ""
    volume, _, anchor = encoded.partition("#")
    if volume and not VOLUME.fullmatch(volume):
        return "", ""
    return identifier(volume) or own, identifier(anchor)


def lead(volume: str) -> None:
    """Set where the references that point into ``volume`` lead, now that it is written; "" for what is not there."""
    with connection.cursor() as cursor:
        cursor.execute(LEAD, [volume])
