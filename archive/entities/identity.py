"""Which actor or place a printed name means: the same printed (name, office) is the same, a bare surname never is."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from django.utils.text import slugify

TITLES = {
    "admiral", "ambassador", "archbishop", "baron", "baroness", "bey", "bishop", "brevet", "brigadier", "capt",
    "captain", "cardinal", "chargé", "chevalier", "chief", "col", "colonel", "comdr", "commander", "commodore",
    "conde", "consul", "count", "countess", "doctor", "don", "doña", "dr", "duchess", "duke", "duque", "earl",
    "emperor", "empress", "ensign", "father", "gen", "general", "generalissimo", "gov", "governor", "herr", "hon",
    "honorable", "judge", "justice", "king", "lady", "lieut", "lieutenant", "lord", "lt", "m", "madame", "maj",
    "major", "marquess", "marquis", "marshal", "messrs", "minister", "miss", "mm", "mme", "monsieur", "mr", "mrs",
    "pasha", "president", "prince", "princess", "prof", "professor", "queen", "ras", "rear", "rev", "reverend",
    "secretary", "senator", "señor", "señora", "sergeant", "sheikh", "signor", "sir", "sultan", "vice", "viscount",
}  # fmt: skip
PARTICLES = {
    "and", "da", "dal", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "las", "le",
    "los", "of", "ten", "ter", "the", "van", "von", "y", "zu",
}  # fmt: skip
LONGEST_SLUG = 150
LONGEST_NAME = 300  # code points that tell two names apart; what is longer was no name
WRITTEN = "written"  # the scope of what datelines alone print for a place: "Mexico" is the city there
_WHEREABOUTS = re.compile(r"^ ?(?:(?:at|off|near) )+(?=.)")
_AT_SEA = re.compile(r"(?<=.)(?:,? at sea)+$")
_JOINTS = re.compile(r"[\s.‐-―-]+")
_QUOTED = re.compile(r",?[“”\"]")


class Identity(NamedTuple):
    """What makes two printed names the same: kind, folded name and office, and where a name alone does not tell,
    the ``scope`` within which it does."""

    kind: str
    name: str
    office: str
    scope: str


def identity(kind: str, name: str, office: str, key: str, volume: str) -> Identity:
    """The identity of a name as printed in ``volume``; ``key`` is the entry of a persons list that the source names.

    A person's full name, or name with office, is the same everywhere; a surname is only within its volume. A place is
    the same whatever office was printed before it.
    """
    if key:
        return Identity(kind, "", "", key)
    if kind == "person" and not office and is_bare(name):
        return Identity(kind, fold(name), "", volume)
    return Identity(kind, folded(kind, name), fold(office) if kind == "person" else "", "")


def folded(kind: str, name: str) -> str:
    """A name for comparing with others of its kind: for places accents, hyphens and full stops make no difference
    ("San José", "Port-au-Prince", "Washington, D.C."), nor where off them a ship lay, nor the marks around its name and
    that it was at sea; for persons they may."""
    return _plainer(name) if kind == "place" else fold(name)


def fold(name: str) -> str:
    """A name for comparing: compatibility characters, case, white space and outer punctuation make no difference."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return " ".join(folded.split()).strip(" .,;:[]")[:LONGEST_NAME]


def _plainer(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", fold(name))
    without = "".join(character for character in decomposed if not unicodedata.combining(character))
    plain = _WHEREABOUTS.sub("", _JOINTS.sub(" ", _QUOTED.sub("", without)))
    return _AT_SEA.sub("", plain).strip(" ,;:[]") or fold(name)


def is_bare(name: str) -> bool:
    """Whether a person's name is a surname alone, or one with titles and particles ("Mr. Seward", "Von Thile")."""
    words = [word.strip(".,").casefold() for word in re.split(r"[\s-]", name)]
    return len([word for word in words if word and word not in TITLES and word not in PARTICLES]) < 2


def slug(kind: str, name: str, office: str) -> str:
    """The address of a new entity: its name, for persons with the office, ASCII-folded, in lower case, hyphenated."""
    wanted = slugify(re.sub(r"[’'.]", "", f"{name} {office}" if kind == "person" else name))
    return wanted[:LONGEST_SLUG].strip("-") or kind
