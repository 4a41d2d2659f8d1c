"""A running site that holds the archive's own fixtures, as a fresh install does."""

import pytest

from archive.models import Volume
from tests import specimens


@pytest.fixture
def specimen(transactional_db: None) -> Volume:
    """The specimen volume and the despatch 761.93/1583; gives the volume."""
    specimens.load(specimens.SEED)
    return specimens.load(specimens.SPECIMEN)
