"""A reader's words into a tree, and the tree into a sentence saying what was understood. No database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 1000  # code points of a query
DEEPEST = 20  # brackets in brackets
SHORTEST_PREFIX = 2  # letters before the asterisk
WIDEST = 50  # words apart in "two words"~50
MOST = 100  # words, prefixes and phrases of a query
MOST_PREFIXES = 10
MOST_NEAR = 20  # words of a query that are said to be near others
FIELDS = ("heading", "file", "from", "to", "place")

_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<field>(?:heading|file|from|to|place):(?=\S))
    | (?P<open>\()
    | (?P<close>\))
    | (?P<phrase>["“”„](?P<inside>[^"“”„]*)(?P<end>["“”„])?(?:~(?P<slop>\d{1,6}))?)
    | (?P<minus>-(?=[\w"“(]))
    | (?P<word>[^\s()"“”„]+)
    """,
    re.VERBOSE,
)
_LETTER = re.compile(r"\w")
_RUN = re.compile(r"[^\W_]+")  # letters and digits: a word as the index has it


class QueryError(ValueError):
    """A query that cannot be read: ``what`` is wrong, at code point ``at`` of it (from 0)."""

    def __init__(self, what: str, at: int) -> None:
        super().__init__(what)
        self.what = what
        self.at = at


@dataclass(frozen=True, slots=True)
class Word:
    """A word, in any of its forms."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as they stand, one behind the other; with ``slop`` as many words may come between."""

    text: str
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """What is to stand in one field of a document: heading, file, from, to or place."""

    name: str
    inner: Node


@dataclass(frozen=True, slots=True)
class Not:
    """What is not to stand in it."""

    inner: Node


@dataclass(frozen=True, slots=True)
class All:
    """Several things, each required."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Several things, one of them required."""

    parts: tuple[Node, ...]


Node = Word | Prefix | Phrase | Field | Not | All | Any


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int
    slop: int = 0


def parse(text: str) -> Node | None:
    """The tree of a query; None for one without a word. Raises QueryError."""
    if len(text) > LONGEST:
        raise QueryError(f"The query is longer than {LONGEST} characters.", LONGEST)
    return _Parser(list(_tokens(text)), len(text)).whole()


def sentence(node: Node | None) -> str:
    """What was understood, in words: "fishermen (in any form) and the phrase “old agreement”, without Tokyo"."""
    return _said(node) if node is not None else ""


def words(node: Node | None) -> Iterator[Node]:
    """The words, prefixes and phrases of a query that a text is to contain, as far as they are not in a field."""
    match node:
        case Word() | Prefix() | Phrase():
            yield node
        case All(parts) | Any(parts):
            for part in parts:
                yield from words(part)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup if found["phrase"] is None else "phrase")
        if kind == "phrase":
            if found["end"] is None:
                raise QueryError("A quotation is not closed.", found.start())
            yield _Token("phrase", found["inside"], found.start(), int(found["slop"] or 0))
        elif kind != "space":
            yield _Token(kind, found[0], found.start())


class _Parser:
    def __init__(self, tokens: list[_Token], end: int) -> None:
        self.tokens = tokens
        self.end = end
        self.next = 0
        self.depth = 0
        self.fields: list[str] = []  # that it stands in
        self.words = self.prefixes = self.near = 0

    def whole(self) -> Node | None:
        if not self.tokens:
            return None
        node = self.alternatives()
        if self.next < len(self.tokens):
            raise QueryError("A bracket is closed that was not opened.", self.at())
        return node

    def alternatives(self) -> Node | None:
        parts = [self.sequence()]
        while self.is_or():
            self.next += 1
            if self.peek() is None or self.peek() == "close":
                raise QueryError("There is nothing behind OR.", self.at())
            parts.append(self.sequence())
        said = tuple(part for part in parts if part is not None)
        return Any(said) if len(said) > 1 else said[0] if said else None

    def sequence(self) -> Node | None:
        parts = []
        begun = self.next
        while self.peek() not in (None, "close") and not self.is_or():
            if (part := self.unary()) is not None:
                parts.append(part)
        if self.next == begun and self.is_or():
            raise QueryError("There is nothing before OR.", self.at())
        return All(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def unary(self) -> Node | None:
        if self.peek() == "minus":
            self.next += 1
            inner = self.atom()
            return Not(inner) if inner is not None else None
        return self.atom()

    def atom(self) -> Node | None:
        if self.peek() is None:
            raise QueryError("Something is missing at the end.", self.end)
        token = self.tokens[self.next]
        self.next += 1
        match token.kind:
            case "open":
                return self.bracket(token)
            case "close":
                raise QueryError("A bracket is closed that was not opened.", token.at)
            case "field":
                return self.field(token)
            case "phrase":
                return self.phrase(token)
            case "minus":
                inner = self.atom()
                return Not(inner) if inner is not None else None
            case _:
                return self.word(token)

    def field(self, token: _Token) -> Node | None:
        name = token.text[:-1].lower()
        self.fields.append(name)
        inner = self.atom()
        self.fields.pop()
        return Field(name, inner) if inner is not None else None

    def bracket(self, token: _Token) -> Node | None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(f"Brackets stand more than {DEEPEST} deep.", token.at)
        if self.peek() == "close":
            raise QueryError("There is nothing between the brackets.", token.at)
        node = self.alternatives()
        if self.peek() != "close":
            raise QueryError("A bracket is not closed.", token.at)
        self.next += 1
        self.depth -= 1
        return node

    def phrase(self, token: _Token) -> Node | None:
        if token.slop > WIDEST:
            raise QueryError(f"Words can be at most {WIDEST} apart.", token.at)
        self.near += len(_RUN.findall(token.text)) if token.slop else 0
        if self.near > MOST_NEAR:
            raise QueryError(f"At most {MOST_NEAR} words can be said to be near others.", token.at)
        text = " ".join(token.text.split())
        self.count(token)
        return Phrase(text, token.slop) if _LETTER.search(text) else None

    def word(self, token: _Token) -> Node | None:
        self.count(token)
        if not token.text.endswith("*"):
            return Word(token.text) if _LETTER.search(token.text) else None
        stem = token.text.rstrip("*")
        runs = _RUN.findall(stem)
        begun = stem if "file" in self.fields else "".join(runs[-1:])
        if len(_LETTER.findall(begun)) < SHORTEST_PREFIX:
            raise QueryError(f"At least {SHORTEST_PREFIX} letters must stand before an asterisk.", token.at)
        self.prefixes += len(runs)  # those before the one cut off are looked for with each that begins so
        if self.prefixes > MOST_PREFIXES:
            raise QueryError("Too many words are cut off with an asterisk.", token.at)
        return Prefix(stem)

    def count(self, token: _Token) -> None:
        self.words += 1
        if self.words > MOST:
            raise QueryError(f"A query can hold {MOST} words; a longer passage goes between quotation marks.", token.at)

    def peek(self) -> str | None:
        return self.tokens[self.next].kind if self.next < len(self.tokens) else None

    def is_or(self) -> bool:
        return self.peek() == "word" and self.tokens[self.next].text == "OR"

    def at(self) -> int:
        return self.tokens[self.next].at if self.next < len(self.tokens) else self.end


def _said(node: Node) -> str:
    match node:
        case Word(text):
            return f"{text} in any form"
        case Prefix(text):
            return f"words that begin with {text}"
        case Phrase(text, slop) if slop:
            return f"“{text}” at most {slop} word{'s' if slop > 1 else ''} apart"
        case Phrase(text):
            return f"exactly “{text}”"
        case Field(name, inner):
            where = {"from": "sender", "to": "recipient", "file": "file number"}.get(name, name)
            return f"{_said(inner)} in the {where}"
        case Not(inner):
            return f"without {_said(inner)}"
        case All(parts):
            return _listed(parts, "and")
        case Any(parts):
            return f"either {_listed(parts, 'or')}"


def _listed(parts: tuple[Node, ...], word: str) -> str:
    said = [_said(part) for part in parts]
    return f" {word} ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]
