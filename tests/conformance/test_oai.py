"""The archive's records, harvested by Sickle, a client that is not ours; each answer held to the protocol's schema."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from sickle.oaiexceptions import NoRecordsMatch

from archive.exports import oai
from archive.models import Document, Volume
from tests import specimens
from tests.harvester import Harvester, names

pytestmark = pytest.mark.django_db


def held(volume: str = "") -> set[str]:
    """What the archive shows."""
    shown = Document.objects.shown().select_related("volume")
    return {row.id_in_archive for row in (shown.filter(volume__identifier=volume) if volume else shown)}


@pytest.fixture
def _in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists come in parts although they are short."""
    monkeypatch.setattr(oai, "RECORDS_AT_A_TIME", 20)
    monkeypatch.setattr(oai, "HEADERS_AT_A_TIME", 7)


@pytest.mark.usefixtures("_in_parts")
def test_everything_is_harvested_once_in_each_format_and_by_set_by_get_and_by_post(
    specimen: Volume, seed: Document
) -> None:
    for method, prefix in product(("GET", "POST"), ("oai_dc", "tei")):
        sickle = Harvester(method)
        every = names(sickle.ListRecords(metadataPrefix=prefix))
        assert len(every) == len(set(every))
        assert set(every) == held() == set(names(sickle.ListIdentifiers(metadataPrefix=prefix)))
        assert sickle.answers == -(-len(every) // 20) + -(-len(every) // 7)
        for one in sickle.ListSets():
            assert set(names(sickle.ListRecords(metadataPrefix=prefix, set=one.setSpec))) == held(one.setSpec)


def test_the_repository_says_what_it_is(specimen: Volume) -> None:
    sickle = Harvester()
    said = sickle.Identify()
    assert (said.repositoryName, said.protocolVersion) == ("Chancery", "2.0")
    assert (said.deletedRecord, said.granularity) == ("persistent", "YYYY-MM-DDThh:mm:ssZ")
    assert [one.metadataPrefix for one in sickle.ListMetadataFormats()] == ["oai_dc", "tei"]
    assert [(one.setSpec, one.setName) for one in sickle.ListSets()] == [("specimen", specimen.title)]


def test_an_archive_with_nothing_in_it_has_no_records(db: None) -> None:
    with pytest.raises(NoRecordsMatch):
        Harvester().ListRecords(metadataPrefix="oai_dc")


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_every_published_volume_is_harvested(corpus: Path) -> None:
    for path in sorted(corpus.glob("*.xml")):
        specimens.load(path)
    for prefix in ("oai_dc", "tei"):
        every = names(Harvester().ListRecords(metadataPrefix=prefix))
        assert len(every) == len(set(every))
        assert set(every) == held()
