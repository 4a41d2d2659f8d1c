"""How words are compared: in any form (stemmed), or as they stand: in the index, in marks and in snippets."""

from __future__ import annotations

from functools import cache

import tantivy
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

STEMMED, EXACT = "stemmed", "exact"
LONGEST_WORD = 100  # bytes; longer runs are no words


@cache
def analyzer(name: str) -> TextAnalyzer:
    """The analysis of that name: lower case and without accents, and for ``stemmed`` by its English stem."""
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(Filter.lowercase()).filter(Filter.ascii_fold())
    return (builder.filter(Filter.stemmer("english")) if name == STEMMED else builder).build()


def terms(name: str, text: str) -> list[str]:
    """The words of a text as they are compared."""
    return analyzer(name).analyze(text)


def tokens(name: str, text: str) -> list[tantivy.Token]:
    """The same with their places among the words, and their code points in the text."""
    return analyzer(name).pre_tokenize(text).tokens


def plain(number: str) -> str:
    """A file or despatch number as it is compared: small letters, single spaces."""
    return " ".join(number.lower().split())
