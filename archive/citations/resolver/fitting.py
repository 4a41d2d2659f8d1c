"""Whether a citation means a volume: what it says compared with what the volume can be cited by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .cited import Cited
from .holding import Holding
from .series import title_words

EVERYWHERE = title_words(
    "Papers Relating to the Foreign Relations of the United States Affairs Diplomatic Message President Annual "
    "Congress Transmitted Accompanying Session Houses Two First Second Third Commencement Conference World War American"
)
"""Words of so many titles that a citation names no volume by one of them alone."""
ONCE = frozenset({"paris", "lansing", "malta", "yalta", "cairo", "tehran", "potsdam"})
"""What the series has volumes of for one conference or collection alone, so that they are called by it without years;
of Russia, Iran or China it has many, whichever are held."""


class Neighbours(NamedTuple):
    """What the library has beside a volume: whether volumes of its years bear plain numbers (where none does, a number
    may be that of a part, "1864 IV"), and whether volumes of other years bear its name ("Russia")."""

    have_numbers: bool = True
    share_its_name: bool = True


def fit(cited: Cited, holding: Holding, neighbours: Neighbours) -> bool | None:
    """Whether a citation means a volume: True if all agrees, None if it does not say enough, False if it cannot."""
    if cited.title:
        said = ("volume", "part", "supplement", "appendix")
        agrees = all(getattr(cited, name) in ("", getattr(holding, name)) for name in said)
        return cited.title == holding.title and agrees
    if cited.series and not holding.in_series:
        return False
    judged = [
        _years_fit(cited, holding, neighbours.share_its_name),
        _number_fits(cited, holding, neighbours.have_numbers),
        _alike(cited.supplement, holding.supplement),
        _appendix_fits(cited, holding),
        _name_fits(cited, holding),
    ]
    if False in judged:
        return False
    return None if None in judged else True


def _years_fit(cited: Cited, holding: Holding, shares_its_name: bool) -> bool | None:
    """Without years a volume is known by its name, if no others have such a one: "PPC XI:30"."""
    if cited.years is None:
        return True if not shares_its_name and title_words(cited.name) & ONCE & holding.words else None
    if holding.years == cited.years:
        return True
    first, last = cited.years
    begins, ends = holding.years or (0, 0)
    inside = begins <= first <= last <= ends and (first in (last, begins) or last == ends)
    return None if inside else False


def _number_fits(cited: Cited, holding: Holding, year_has_numbers: bool) -> bool | None:
    if cited.volume and not holding.volume:
        is_part = not cited.part and cited.volume == holding.part
        return (None if year_has_numbers or _is_keyed(cited) else True) if is_part else False
    if cited.volume != holding.volume:
        return False if cited.volume else None
    if cited.part == holding.part:
        return True
    return None if holding.part and not cited.part else False


def _is_keyed(cited: Cited) -> bool:
    return cited.words.get("volume", "").lower().startswith("v")


def _alike(said: str, held: str) -> bool | None:
    """Supplements: "0" is one without a number, which may be one with it."""
    if said == held:
        return True
    if said and not held:
        return False
    return None if {said, held} <= {"", "0", "1"} or not said or said == "0" else False


def _appendix_fits(cited: Cited, holding: Holding) -> bool | None:
    """Like supplements; "Affairs in China" names the appendix without its number."""
    if not cited.appendix and holding.appendix and len(title_words(cited.name) & holding.words) > 1:
        return True
    return _alike(cited.appendix, holding.appendix)


def _name_fits(cited: Cited, holding: Holding) -> bool | None:
    """Whether words of a title are the volume's; one that has a name must be called by it, others may be."""
    said = title_words(cited.name)
    telling = said - EVERYWHERE
    agreeing = {word for word in said if _has(holding.words, word)}
    if holding.own:
        if not telling & agreeing and not said & holding.own:
            return False if telling else (True if holding.supplement and cited.supplement else None)
        return True if said <= agreeing else None
    if not cited.series and "relations" in said:  # "The Foreign Relations of China, 1949" is a book of somebody's
        return False
    if not telling:
        return True if cited.series or not said else None
    if said <= agreeing:
        return True if cited.years or cited.series or telling & ONCE else None
    return None if agreeing & telling or (cited.series and cited.years and cited.volume) else False


def _has(words: Iterable[str], said: str) -> bool:
    """Whether a word is among them, also shortened: "Am." for American."""
    return any(word == said or (len(said) > 1 and word.startswith(said)) for word in words)
