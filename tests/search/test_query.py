"""A reader's words are understood as a historian would expect, or refused with a sentence and the place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.query import All, Any, Field, Node, Not, Phrase, Prefix, QueryError, Word, parse, sentence
from archive.search.wording import written


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", None),
        ("…", None),
        ("fishermen", Word("fishermen")),
        ("fishermen treaty", All((Word("fishermen"), Word("treaty")))),
        ("“old agreement”", Phrase("old agreement")),
        ('"treaty port"~5', Phrase("treaty port", 5)),
        ("fish*", Prefix("fish")),
        ("coal -flour", All((Word("coal"), Not(Word("flour"))))),
        ("coal OR (light tower)", Any((Word("coal"), All((Word("light"), Word("tower")))))),
        ("heading:(tax OR duty)", Field("heading", Any((Word("tax"), Word("duty"))))),
        ("file:761.93/1583", Field("file", Word("761.93/1583"))),
        ("Soviet-Chinese", Word("Soviet-Chinese")),
        ("or", Word("or")),
    ],
)
def test_a_query_is_understood(text: str, tree: object) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "what", "at"),
    [
        ('coal "light', "A quotation is not closed.", 5),
        ("(coal", "A bracket is not closed.", 0),
        ("coal)", "A bracket is closed that was not opened.", 4),
        ("()", "There is nothing between the brackets.", 0),
        ("OR coal", "There is nothing before OR.", 0),
        ("coal OR", "There is nothing behind OR.", 7),
        ("coal c*", "At least 2 letters must stand before an asterisk.", 5),
        ('"a b"~51', "Words can be at most 50 apart.", 0),
        ("(" * 21 + "a", "Brackets stand more than 20 deep.", 20),
        ("a" * 1001, "The query is longer than 1000 characters.", 1000),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, what: str, at: int) -> None:
    with pytest.raises(QueryError) as refused:
        parse(text)
    assert (refused.value.what, refused.value.at) == (what, at)


def test_a_query_says_what_it_was_understood_as() -> None:
    said = sentence(parse('fishermen "old agreement" -Tokyo from:Davies'))
    expected = ("fishermen in any form", "exactly “old agreement”", "without Tokyo in any form", "Davies")
    assert all(part in said for part in expected)
    assert sentence(None) == ""


PIECES = [
    "a",
    "ab",
    "$5",
    "-",
    "--x",
    "*",
    "ab*",
    "(",
    ")",
    " ",
    '"',
    "“",
    "~5",
    "~1",
    " OR ",
    "OR",
    "heading:",
    "from:",
]


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        (None, ""),
        (All((Word("coal"), Any((Word("tax"), Phrase("light dues"))))), 'coal (tax OR "light dues")'),
        (Any((All((Word("coal"), Prefix("li"))), Not(Phrase("old port", 3)))), 'coal li* OR -"old port"~3'),
        (Field("heading", All((Word("tax"), Not(Word("$5"))))), "heading:(tax -($5))"),
        (Not(All((Word("a"), Word("from:")))), "-(a from: )"),
    ],
)
def test_a_query_is_written_back_as_it_would_be_typed(tree: Node | None, words: str) -> None:
    assert written(tree) == words
    assert parse(words) == tree


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_is_written_back_is_understood_as_the_same(text: str) -> None:
    try:
        tree = parse(text)
    except QueryError:
        return
    assert parse(written(tree)) == tree


@given(st.text(alphabet='ab ()"“”-*~:OR59heading', max_size=60))
def test_any_text_is_a_query_or_refused_inside_it(text: str) -> None:
    assert 0 <= refusal(text) <= len(text)


def refusal(text: str) -> int:
    """Where a query is refused; 0 if it is not."""
    try:
        sentence(parse(text))
    except QueryError as error:
        return error.at
    return 0
