"""Names of places and actors outside the text."""

from __future__ import annotations

import pytest

from archive.templatetags import names

DAVIES = {"Davies": "/actors/davies/"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The Ambassador (Davies)", 'The Ambassador (<a href="/actors/davies/">Davies</a>)'),
        ("Daviesville", "Daviesville"),
        ("<Davies> & Co.", '&lt;<a href="/actors/davies/">Davies</a>&gt; &amp; Co.'),
        ("Davies's and Davies", '<a href="/actors/davies/">Davies</a>\'s and <a href="/actors/davies/">Davies</a>'),
    ],
)
def test_a_name_in_a_printed_text_is_a_link_and_nothing_in_it_is_markup(text: str, shown: str) -> None:
    assert names.linked(text, DAVIES) == shown


@pytest.mark.parametrize("none", [None, {}, ""])
def test_a_text_without_names_is_as_it_was(none: dict[str, str] | None) -> None:
    assert names.linked("Davies & Co.", none) == "Davies &amp; Co."
