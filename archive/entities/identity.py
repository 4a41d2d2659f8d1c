"""Which actor or place a printed name means: the same printed (name, office) is the same, a bare surname never is."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from django.utils.text import slugify

TITLES = {
    "baron", "captain", "colonel", "commander", "count", "dr", "earl", "general", "governor", "king", "lady",
    "lieutenant", "lord", "m", "madame", "major", "marquis", "messrs", "mme", "mr", "mrs", "president", "prince",
    "princess", "professor", "queen", "secretary", "senator", "señor", "signor", "sir", "viscount",
}  # fmt: skip
LONGEST_SLUG = 150
LONGEST_NAME = 300  # code points that tell two names apart; what is longer was no name


class Identity(NamedTuple):
    """What makes two printed names the same: kind, folded name and office, and where a name alone does not tell,
    the ``scope`` within which it does."""

    kind: str
    name: str
    office: str
    scope: str


def identity(kind: str, name: str, office: str, key: str, volume: str) -> Identity:
    """The identity of a name as printed in ``volume``; ``key`` is the entry of a persons list that the source names.

    A person's full name, or name with office, is the same everywhere; a surname is only within its volume.
    """
    if key:
        return Identity(kind, "", "", key)
    if kind == "person" and not office and is_bare(name):
        return Identity(kind, fold(name), "", volume)
    return Identity(kind, fold(name), fold(office), "")


def fold(name: str) -> str:
    """A name for comparing: compatibility characters, case, white space and outer punctuation make no difference."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return " ".join(folded.split()).strip(" .,;:[]")[:LONGEST_NAME]


def is_bare(name: str) -> bool:
    """Whether a person's name is a surname alone, or one with a title ("Mr. Seward", "Lord Lyons")."""
    words = [word.strip(".,") for word in name.split()]
    return len([word for word in words if word.casefold() not in TITLES]) < 2


def slug(kind: str, name: str, office: str) -> str:
    """The address of a new entity: its name, for persons with the office, ASCII-folded, in lower case, hyphenated."""
    wanted = slugify(re.sub(r"[’'.]", "", f"{name} {office}" if kind == "person" else name))
    return wanted[:LONGEST_SLUG].strip("-") or kind
