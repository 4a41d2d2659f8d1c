"""How words are compared: in any form (stemmed), or as they stand: in the index, in marks and in snippets."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

STEMMED, EXACT = "stemmed", "exact"
LONGEST_WORD = 100  # bytes; longer runs are no words


class Token(NamedTuple):
    """A word of a text: how it is compared, its place among the words, and its code points in the text."""

    term: str
    position: int
    start: int
    end: int


@cache
def analyzer(name: str) -> TextAnalyzer:
    """The analysis of that name: lower case and without accents, and for ``stemmed`` by its English stem."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return (builder.filter(Filter.stemmer("english")) if name == STEMMED else builder).build()
