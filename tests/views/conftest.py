"""The archive's own fixtures, taken in: what a fresh install shows."""

import pytest

from archive.models import Document, Volume
from tests import specimens


@pytest.fixture
def specimen(db: None) -> Volume:
    """The specimen volume, alone in the archive unless more is asked for."""
    return specimens.load(specimens.SPECIMEN)


@pytest.fixture
def seed(db: None) -> Document:
    """The despatch 761.93/1583, from its transcript."""
    specimens.load(specimens.SEED)
    return Document.objects.get(identifier="761-93-1583")
