"""A result quotes the words around its hits, whole words, from the text and its footnotes, never as markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from archive.search import hits, snippets
from archive.search.query import parse
from archive.search.snippets import Snippet


def of(query: str, text: str, *notes: tuple[str, str]) -> list[Snippet]:
    return snippets.of(text, notes, hits.wanted(parse(query)))


def filler(words: int) -> str:
    return " ".join(f"word{n}" for n in range(words))


def test_a_short_text_is_quoted_whole() -> None:
    assert of("herring", "Of herring\nand cod.") == [Snippet(3, "", "Of <mark>herring</mark> and cod.")]


def test_what_is_left_out_is_said_and_words_are_whole() -> None:
    text = f"{filler(60)} herring {filler(60)}"
    (snippet,) = of("herring", text)
    assert snippet.at == text.index("herring")
    assert re.fullmatch(r"… (word\d+ )+<mark>herring</mark>( word\d+)+ …", snippet.html)
    quoted = snippet.html.removeprefix("… ").removesuffix(" …").replace("<mark>", "").replace("</mark>", "")
    assert f" {quoted} " in text


def test_markup_in_a_text_is_text() -> None:
    (snippet,) = of("herring", "<script>herring & cod</script>")
    assert snippet.html == "&lt;script&gt;<mark>herring</mark> &amp; cod&lt;/script&gt;"


def test_hits_that_stand_together_are_quoted_together() -> None:
    (snippet,) = of("herring cod", "Of herring and of cod.")
    assert snippet.html == "Of <mark>herring</mark> and of <mark>cod</mark>."


def test_three_passages_are_quoted_in_the_order_of_the_text() -> None:
    text = f" {filler(60)} ".join(["herring"] * 5)
    found = of("herring", text)
    assert [snippet.at for snippet in found] == sorted(match.start() for match in re.finditer("herring", text))[:3]


def test_the_passage_with_the_most_different_words_is_among_them() -> None:
    text = f" {filler(60)} ".join([*["herring"] * 5, "herring and cod"])
    assert any("<mark>cod</mark>" in snippet.html for snippet in of("herring cod", text))


def test_a_footnote_is_quoted_where_the_text_has_too_little() -> None:
    text, note = f"herring {filler(60)} herring", ("d1fn1", "See the herring.")
    assert [(snippet.note, snippet.at) for snippet in of("herring", text, note)] == [
        ("", 0),
        ("", text.rindex("herring")),
        ("d1fn1", 8),
    ]
    assert of("cod", text, note) == []


def test_of_words_that_are_not_wanted_nothing_is_quoted() -> None:
    assert of("-herring", "Of herring.") == []
    assert of("heading:herring", "Of herring.") == []


@pytest.mark.parametrize("shift", range(-12, 13))
def test_in_a_long_text_a_word_is_found_wherever_it_stands(shift: int) -> None:
    """And a word that has it at its end is not taken for it where the text is looked through piece by piece."""
    at = snippets.AT_ONCE + shift
    text = "x " * (at // 2) + "y" * (at % 2) + "unfish " + "x " * 200 + "fish"
    assert [snippet.at for snippet in of('"fish"', text)] == [text.rindex("fish")]
    phrase = "x " * (at // 2) + "y" * (at % 2) + " the old agreement " + "x " * 200
    assert [snippet.at for snippet in of('"the old agreement"', phrase)] == [phrase.index("the old")]


def test_a_phrase_that_is_longer_than_a_snippet_is_found_in_a_long_text() -> None:
    phrase = filler(60)
    text = "x " * (snippets.AT_ONCE // 2 - 100) + phrase + " x" * 200
    assert [snippet.at for snippet in of(f'"{phrase}"', text)] == [text.index("word0")]


@given(st.text(max_size=300), st.text(st.characters(categories=["L"]), min_size=1, max_size=5))
def test_a_snippet_is_a_piece_of_the_text_with_marks(text: str, word: str) -> None:
    whole = f"{text} {word} {text}"
    for snippet in of(f'"{word}"', whole):
        tree = html.fragment_fromstring(clean(snippet.html), create_parent="div")
        quoted = clean(snippet.html.replace("<mark>", "").replace("</mark>", ""))
        shown = html.fragment_fromstring(quoted, create_parent="div").text_content()
        assert shown.removeprefix("… ").removesuffix(" …") in clean(whole.replace("\n", " "))
        assert {child.tag for child in tree} == {"mark"}


def clean(text: str) -> str:
    """Without what HTML cannot say."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", "", text)
