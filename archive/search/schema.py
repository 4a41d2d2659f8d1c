"""What the index holds of a document: its fields, and how the words of each are compared."""

from __future__ import annotations

import hashlib
import inspect
import sys
from importlib.metadata import version
from types import ModuleType

from tantivy import Index, Schema, SchemaBuilder

from . import analysis

# Words. What readers search is the text and its footnotes, in any form and as they stand.
TEXT, WORDS = "text", "words"
HEADING, HEADING_WORDS = "heading", "heading_words"
FROM, TO, PLACE = "from", "to", "place"

# Single values, compared as they are.
FILE, NUMBER, VOLUME, DOCUMENT, SECTION, KIND, STATUS = (
    *("file", "number", "volume", "document", "section", "kind", "status"),
)

# Primary keys: the document's own, and those of the places and actors it has in each role.
KEY = "key"
ANY = "any"
PLACE_ROLES = ("written", "mentioned")
ACTOR_ROLES = ("sender", "recipient", "signatory", "mentioned")

# Who wrote to whom: a number for each pair of a sender and a recipient.
PAIR = "pair"
KEYS = (
    2**26
)  # primary keys are less; two make a number that is exact as a float, as which the index tells what it counts

# Days as numbers (19370214), the year and decade of the earliest, and what results are put in order by.
EARLIEST, LATEST, YEAR, DECADE = "earliest", "latest", "year", "decade"
DATE_UP, DATE_DOWN, LIBRARY = "date_up", "date_down", "library"

ANALYSED = {
    TEXT: analysis.STEMMED,
    WORDS: analysis.EXACT,
    HEADING: analysis.STEMMED,
    HEADING_WORDS: analysis.EXACT,
    FROM: analysis.EXACT,
    TO: analysis.EXACT,
    PLACE: analysis.EXACT,
}


def place(role: str) -> str:
    """The field of the places that a document has in ``role``, or in any."""
    return f"place_{role}"


def actor(role: str) -> str:
    """The field of the actors that a document has in ``role``, or in any."""
    return f"actor_{role}"


def pair(sender: int, recipient: int) -> int:
    """The number of a sender and a recipient."""
    return sender * KEYS + recipient


def parted(pair: int) -> tuple[int, int]:
    """The sender and the recipient of a pair."""
    return divmod(pair, KEYS)


ENTITIES = tuple([place(r) for r in (ANY, *PLACE_ROLES)] + [actor(r) for r in (ANY, *ACTOR_ROLES)])


def build() -> Schema:
    """The schema of the index."""
    builder = SchemaBuilder()
    for name, analyzer in ANALYSED.items():
        builder.add_text_field(name, tokenizer_name=analyzer)
    for name in (FILE, NUMBER, DOCUMENT, SECTION):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (VOLUME, KIND, STATUS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field(LIBRARY, tokenizer_name="raw", index_option="basic", fast=True)
    for name in (KEY, *ENTITIES, PAIR, EARLIEST, LATEST, YEAR, DECADE):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in (DATE_UP, DATE_DOWN):
        builder.add_integer_field(name, fast=True)
    return builder.build()


SCHEMA = build()


def prepare(index: Index) -> Index:
    """Tell an index that was opened or made how words are analysed, which it does not keep itself."""
    for name in {*ANALYSED.values()}:
        index.register_tokenizer(name, analysis.analyzer(name))
    index.config_reader("manual")
    return index


def fingerprint(*makers: ModuleType) -> str:
    """What an index was made by, in twelve letters: another one must be made anew.

    ``makers`` are the modules that say what goes into it, beside this one and the analysis.
    """
    sources = [inspect.getsource(module) for module in (sys.modules[__name__], analysis, *makers)]
    return hashlib.sha256("\0".join([version("tantivy"), *sources]).encode()).hexdigest()[:12]
