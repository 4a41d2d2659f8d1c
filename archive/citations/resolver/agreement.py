"""Whether a document is the letter that a citation describes: parties, number, date and file compared, fact by fact."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from .cited import Cited, When
from .finding import DASHES, FRACTIONS, Letter
from .understanding import plain

OFFICES = {
    "acting", "admiral", "adviser", "agent", "ambassador", "assistant", "attaché", "attache", "chairman",
    "chancellor", "chargé", "charge", "chief", "commission", "commissioner", "committee", "company", "consul",
    "consulate", "counselor", "delegation", "department", "deputy", "director", "division", "embassy", "emperor",
    "envoy", "general", "government", "governor", "king", "legation", "mayor", "mission", "minister", "ministry",
    "office", "officer", "plenipotentiary", "premier", "president", "prime", "queen", "representative", "secretary",
    "state", "under", "vice", "affairs", "foreign", "treasury", "navy", "war", "interior", "commerce",
}  # fmt: skip
"""Words of offices and bodies: with one of them a side names an office, without it a person."""
LITTLE = {
    "a", "an", "and", "at", "de", "del", "der", "di", "du", "et", "for", "hon", "honorable", "in", "la", "le",
    "lord", "m", "messrs", "miss", "mm", "mr", "mrs", "ms", "of", "on", "our", "sir", "temporarily", "the", "to",
    "van", "von", "his", "her", "excellency", "jr", "sr", "dr", "esq",
}  # fmt: skip
SHORTENED = {
    "sec": "secretary", "secy": "secretary", "amb": "ambassador", "min": "minister", "dept": "department",
    "asst": "assistant", "pres": "president", "gov": "government", "cons": "consul", "secstate": "secretary state",
}  # fmt: skip
LEADING = re.compile(r"^(?:\[\d+\] *)?\*?(?:No\. *)?(?:\d+[.\])]*)? *")
FEWEST = 3  # words of a heading that is recognised in a citation


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which facts agree, which are contradicted, which the document leaves open: names of fields of ``Cited``."""

    agree: frozenset[str]
    differ: frozenset[str]
    open: frozenset[str]

    @property
    def is_certain(self) -> bool:
        """Whether it agrees in enough for no other paper to be meant, and a number that is said is known to be its."""
        both = {"sender", "recipient"} <= self.agree
        telling = "date" in self.agree and (
            both or ("number" in self.agree and bool({"sender", "recipient"} & self.agree))
        )
        return not self.differ and ("file" in self.agree or (telling and "number" not in self.open))


def of(cited: Cited, letter: Letter) -> Verdict:
    """Compare what a citation says of a letter with a document."""
    if named := _has_heading(cited, letter):
        judged: dict[str, bool | None] = {"sender": True, "recipient": True}
    else:
        judged = {
            "sender": party(cited.sender, [*letter.sender, *letter.signatories]) if cited.sender else None,
            "recipient": party(cited.recipient, letter.recipient) if cited.recipient else None,
        }
    judged["number"] = _number(cited.number, letter)
    judged["date"] = _date(cited.date, letter)
    judged["file"] = _file(cited.file, letter.file)
    said = {name for name in judged if getattr(cited, name)} | ({"sender", "recipient"} if named else set())
    return Verdict(
        frozenset(name for name in said if judged[name]),
        frozenset(name for name in said if judged[name] is False),
        frozenset(name for name in said if judged[name] is None),
    )


def is_on_its_page(cited: Cited, letter: Letter) -> bool:
    """Whether the document on a page that is cited is the one described: both parties agree, and nothing differs."""
    verdict = of(cited, letter)
    return {"sender", "recipient"} <= verdict.agree and not verdict.differ


def _has_heading(cited: Cited, letter: Letter) -> bool:
    heading = plain(LEADING.sub("", letter.heading))
    return len(heading.split()) >= FEWEST and heading in plain(cited.lead)


def party(said: str, printed: Iterable[str]) -> bool | None:
    """Whether a party as cited is one as printed or signed; None if one says the name and the other the office."""
    words = _words(said)
    sides = [(side, "(" in text) for text in printed if (side := _words(text))]
    if not words or not sides:
        return None
    if any(words <= side or side <= words for side, _ in sides):
        return True
    if words & OFFICES:
        return None if any(not side & OFFICES for side, _ in sides) else False
    if any(surname(said) in side for side, _ in sides):
        return True
    return None if all(side & OFFICES and not named for side, named in sides) else False


def _words(side: str) -> frozenset[str]:
    found = re.findall(r"[^\W\d_]+", folded(side))
    spelt = " ".join(SHORTENED.get(word, word) for word in found).split()
    return frozenset(word for word in spelt if word not in LITTLE and len(word) > 1)


def surname(side: str) -> str:
    """The last name of a person as cited; of "Norweb, R. Henry" the first."""
    head, comma, rest = side.partition(",")
    named = head if comma and not rest.strip().lower().startswith(("jr", "sr")) else side
    words = [word for word in re.findall(r"[^\W\d_]+", folded(named)) if word not in LITTLE and len(word) > 1]
    return words[-1] if words else ""


def folded(text: str) -> str:
    """In small letters, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _number(said: str, letter: Letter) -> bool | None:
    held = [number for number in (letter.despatch, letter.telegram) if number]
    if not said or not held:
        return None
    return any(_same(said, number) for number in held)


def _same(one: str, other: str) -> bool:
    return one.strip(". ").lower().lstrip("0") == other.strip(". ").lower().lstrip("0")


def _date(said: When | None, letter: Letter) -> bool | None:
    if said is None or letter.earliest is None or letter.latest is None:
        return None
    first, last = letter.earliest.isoformat(), letter.latest.isoformat()
    if said.latest < first or last < said.earliest:
        return False
    return True if first == last else None


def _file(said: str, held: str) -> bool | None:
    if not said or not held:
        return None
    return _plain_file(held) == _plain_file(said) or _plain_file(held).startswith(f"{_plain_file(said)},")


def _plain_file(number: str) -> str:
    plainer = number.replace(" ", "").lower().translate(DASHES)
    for sign, spelt in FRACTIONS.items():
        plainer = plainer.replace(sign, spelt)
    return plainer
