"""A published volume as it is read: the names in its texts and footnotes are links, and change no character of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from archive.models import Note, Passage
from archive.reading import pages
from archive.store import authorities
from tests import specimens
from tests.rendering.judging import as_shown
from tests.tools import some

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600), pytest.mark.django_db]

VOLUME = "frus1894Nicaragua"


def test_no_name_changes_a_character_of_a_page_or_a_footnote(corpus: Path) -> None:
    specimens.load(corpus / f"{VOLUME}.xml")
    authorities.load(settings.BASE / "fixtures" / "authorities")
    notes = {(note.document_id, note.identifier): note.text for note in Note.objects.all()}
    counted = 0
    for passage in some([*Passage.objects.select_related("document", "page").order_by("pk")], 3):
        row = passage.document
        piece = pages.reading(VOLUME, row.identifier, passage.page.identifier).piece
        assert as_shown(piece.html) == row.text[passage.start : passage.end]
        for note in piece.notes:
            assert as_shown(note.html) == notes[row.pk, note.id]
        counted += piece.html.count('class="name"')
    assert counted > 700
