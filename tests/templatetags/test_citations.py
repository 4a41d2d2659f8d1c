"""How what is cited is called, and how data stands in a page."""

from __future__ import annotations

import json

import pytest

from archive.models import Document, Page, Volume
from archive.reading.cited import Cited, of, of_volume
from archive.templatetags.citations import as_data, of_document, what

VOLUME = Volume(identifier="frus1937v01", title="Volume One")


def cited(page: Page | None = None) -> Cited:
    """A document of the volume, or a page of it."""
    document = Document(
        pk=1, volume=VOLUME, identifier="d4", number="4", kind="note", heading="A note", frame={"pages": []}
    )
    document._prefetched_objects_cache = {"parties": []}  # type: ignore[attr-defined]
    return of(document, page)


def test_what_is_cited_has_a_name() -> None:
    assert what(of_volume(VOLUME)) == "this volume"
    assert what(cited()) == "Document 4"
    assert what(cited(Page(identifier="pg_22", label="22"))) == "p. 22 of Document 4"


@pytest.mark.parametrize("said", ["</script><!--", "&lt;/script&gt;", "“quoted”", "\u2028", 'a "b" \\ c', "é𝔉"])
def test_data_says_the_same_without_a_character_of_markup(said: str) -> None:
    written = as_data({"name": said})
    assert not {"<", ">", "&"} & set(written)
    assert json.loads(written) == {"name": said}


def test_a_document_that_is_in_no_list_has_no_coins() -> None:
    assert of_document({1: "ctx_ver=Z39.88-2004"}, 1) == "ctx_ver=Z39.88-2004"
    assert of_document({}, 2) == ""
