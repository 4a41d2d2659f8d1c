"""Full names, as signatures give them: which is a fuller form of a surname, and which two can be one person's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from .identity import PARTICLES, TITLES, fold

LONGEST = 60  # code points of a signature that is one person's name
MOST_WORDS = 6
MISREAD = 5  # letters of a given name in which one may be misread
SHORTEST_GIVEN = 3  # letters of a given name that is spelt out
_WORD = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-]+[^\W\d_]+)*\.?")
_DESCENT = re.compile(r"(?:[js]r|[23]d|i{2,3})\.?", re.IGNORECASE)
_SMALL = re.compile(r"\b(?:" + "|".join(sorted(PARTICLES)) + r")\b", re.IGNORECASE)
# As clerks cut them short; of others the beginning is enough.
_CUT = {"wm": "william", "geo": "george", "chas": "charles", "jno": "john", "jas": "james", "thos": "thomas"} | {
    "robt": "robert", "saml": "samuel", "danl": "daniel", "hy": "henry", "jos": "joseph", "edwd": "edward",
}  # fmt: skip


def fuller(name: str, signature: str) -> str:
    """The signature as a name, if it is a fuller form of ``name``: "Joseph E. Davies" of "Davies"; else "".

    Words in capitals are given small letters, and what the edition supplied loses its brackets.
    """
    signed = " ".join(re.sub(r"[\[\]]", "", signature).split()).strip(" ,")
    if len(signed) > LONGEST or len(signed.split()) > MOST_WORDS or not all(map(_is_word, signed.split())):
        return ""
    ours, theirs = _words(name), _words(signed)
    if not ours or len(theirs) <= len(ours) or not (theirs[-len(ours) :] == ours or alike(name, signed)):
        return ""
    return lowered(signed)


def lowered(name: str) -> str:
    """A name with small letters in those of its words that are in capitals: "William H. Seward", "Duke de Soulé"."""
    return " ".join(map(_lowered, name.split(" ")))


def plain(name: str) -> str:
    """A full name without stops and brackets, given names that are cut short in full: "Geo. P. M[arsh]" is "george p
    marsh"."""
    *given, last = re.sub(r"[\[\],]", "", fold(name)).replace(".", ". ").split() or [""]
    return " ".join([*(_whole(word.strip(".")) for word in given), last.strip(".")])


def surname(name: str) -> str:
    """The last word of a name, as names are compared."""
    return next(iter(_words(name)[-1:]), "")


def is_fuller(form: str, name: str) -> bool:
    """Whether a form has the surname of a name, and more before it."""
    return surname(form) == surname(name) and len(_words(form)) > len(_words(name))


def persons(forms: Iterable[str]) -> list[list[str]]:
    """Forms of one surname by whom they can be: forms that can be one person's stand together, the longest first; one
    that can be several persons' stands alone."""
    found: list[list[str]] = []
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        fitting = [group for group in found if all(alike(form, other) for other in group)]
        if len(fitting) == 1:
            fitting[0].append(form)
        else:
            found.append([form])
    return found


def alike(one: str, other: str) -> bool:
    """Whether two forms of a name can be one person's: the same surname, and given names that agree as far as both go,
    be it by initials. The same first name spelt out is enough: middle names are misread most."""
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs or ours[-1] != theirs[-1]:
        return False
    given = list(zip(map(_whole, ours[:-1]), map(_whole, theirs[:-1]), strict=False))
    if given and given[0][0] == given[0][1] and len(given[0][0]) >= SHORTEST_GIVEN:
        return True
    return all(one.startswith(other) or other.startswith(one) or _is_misread(one, other) for one, other in given)


def is_spelt_out(name: str) -> bool:
    """Whether a given name is more than an initial, so that the name is the same person's elsewhere too."""
    return any(len(_whole(given)) >= SHORTEST_GIVEN for given in _words(name)[:-1])


def _words(name: str) -> list[str]:
    """The given names, then the surname; without titles, particles, and "Jr." behind."""
    words = [word.strip(".,") for word in re.split(r"[\s.]+", fold(name))]
    return [w for w in words if w and w not in TITLES and w not in PARTICLES and not _DESCENT.fullmatch(w)]


def _is_misread(one: str, other: str) -> bool:
    """Whether two given names, spelt out, differ by one letter, as print that was scanned does."""
    return min(len(one), len(other)) >= MISREAD and OSA.distance(one, other, score_cutoff=1) <= 1


def _whole(given: str) -> str:
    return _CUT.get(given, given)


def _is_word(word: str) -> bool:
    return bool(_WORD.fullmatch(word.rstrip(",")) or _DESCENT.fullmatch(word.rstrip(",")))


def _lowered(word: str) -> str:
    """A word in capitals as it is written: "Seward", "McAdoo", "de", "III"."""
    if not word.isupper() or set(word) <= set("IVX.,"):
        return word
    if _SMALL.fullmatch(word):
        return word.lower()
    return re.sub(r"\bMc([a-z])", lambda m: f"Mc{m[1].upper()}", word.title())
