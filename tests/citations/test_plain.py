"""Printed words as one line of plain text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.plain import join, line


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("Lane\r\n to\tHull\u2028now\x0b", "Lane to Hull now"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc"),
        ("\u202eevil\u202c \u2067name\u2069\ufeff", "evil name"),
        ("\ue000hidden\ue001", "hidden"),
        ("na\u00a0\u00a0me", "na me"),
        ("soft\u00adhyphen", "softhyphen"),
        ("نامه\u200cها", "نامه\u200cها"),
        ("Ñúñez 張伯倫", "Ñúñez 張伯倫"),
        ("\ud800broken", "broken"),
        ("", ""),
    ],
)
def test_a_line_has_no_breaks_controls_or_directions(printed: str, plain: str) -> None:
    assert line(printed) == plain


@given(st.text())
def test_any_text_is_one_line_that_stays_as_it_is(text: str) -> None:
    said = line(text)
    assert line(said) == said
    assert len(said.splitlines()) <= 1
    assert not any(unicodedata.category(char) in ("Cc", "Co", "Cs") for char in said)


def test_parts_that_say_nothing_are_left_out() -> None:
    assert join(["a", "", "b"]) == "a, b"
    assert join([]) == ""


def test_a_comma_goes_into_the_quotation_mark() -> None:
    assert join(["“Preface”", "1934"]) == "“Preface,” 1934"
    assert join(["“Who?”", "1934"]) == "“Who?” 1934"
