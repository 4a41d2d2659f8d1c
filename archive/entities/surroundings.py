"""What stands around a name in a text and makes it another's: a person's, a ship's, a newspaper's, another office's."""

from __future__ import annotations

import re
from collections.abc import Container

LONGEST_WORD = 30  # code points that are looked at before and behind a name


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Behind these a place is a surname: "Lord Lyons", "Mr. Holland", "General Washington", "George Washington".
TITLES = _set(
    """Mr. Mrs. Messrs. Dr. Drs. M. MM. Mme. Hon. Rev. Gen. Col. Capt. Lieut. Lt. Maj. Prof. Gov. Comdr. Sergt. Sir Lord
    Lady Miss Señor Señora Herr Frau Signor Monsieur Madame Don Doña Admiral Commodore Captain Colonel Major Lieutenant
    Commander Judge Justice Senator President Bishop Archbishop Cardinal Professor King Queen Prince Princess Earl Duke
    Duchess Marquis Marquess Viscount Baron Count Countess General"""
)
GIVEN = _set(
    """Abraham Albert Alexander Alfred Andrew Arthur Benjamin Charles Cornelius Daniel David Edmund Edward Edwin
    Elizabeth Ernest Francis Frank Frederick George Harold Harry Henry Herbert Horace Hugh Isaac Jack Jacob James Jane
    John Joseph Leonard Lewis Louis Louisa Martha Martin Mary Michael Nathaniel Oliver Patrick Paul Percy Peter Philip
    Ralph Richard Robert Roger Samuel Sarah Stephen Theodore Thomas Walter William
    Antonio Carlos Francisco Jorge José Juan Luis Manuel Miguel Pedro Rafael"""
)
NOT_GIVEN = _set("San Santo Saint St. São Fort Port Cape")  # "San José Costa Rica"
NOT_RANKED = _set(
    "Consul Consulate Governor Attorney Director Secretary Postmaster Inspector Agent"
)  # "Consul General Habana"
PEERS = _set("Earl Lord Duke Duchess Marquis Marquess Viscount Viscountess Baron Baroness Count Countess")  # … of
# Or a part of the name of something else: of a house or a headland, a land that lies elsewhere, a newspaper.
PARTS = _set(
    """Fort Port Mount Mt. Cape Point Lake Camp Hotel Hôtel Château Chateau Castle Palazzo Palais Villa Plaza Piazza Rue
    Calle Avenida New Nueva Nouvelle"""
)
PAPERS = _set("Diario Diário Jornal Journal Gaceta Gazzetta Giornale Correo Courrier Mercurio")  # … de
JOINED = _set("Trans trans Cis Pan pan Ibero Indo Cochin Hispano Luso Inter inter Neo Orange New Nova")
# Or a ship.
SHIPS = _set(
    """ship steamship motorship troopship flagship battleship ship-of-war steamer steamers frigate frigates sloop sloops
    sloop-of-war corvette gunboat gunboats gun-boat cruiser cruisers schooner schooners brig brigs brigantine bark barks
    barque yacht packet privateer privateers monitor man-of-war men-of-war liner destroyer destroyers collier tug tanker
    propeller U.S.S. H.M.S. S.S. C.S.S. S.M.S."""
)
QUOTES = "“\"‘'"
# What stands behind makes it a newspaper, a street, a Japanese ship.
OFTEN = _set("Daily Evening Morning Sunday Weekly")
BEHIND = _set(
    """Times Post Herald Tribune Gazette Guardian Chronicle Journal Courier Mercury Star Sun Telegraph News Advertiser
    Mail Argus Intelligencer Zeitung Tageblatt Street Avenue Square County Hotel Bridge Maru"""
)
# These are given names as well, if a surname follows: "Milan Hodza".
GIVEN_TOO = _set("Milan Florence Sydney Santiago Salvador Leticia Victoria Sofia")
NO_SURNAME = _set(
    """Conference Government Province District Treaty Pact Convention Railway Chile Italy Australia January February
    March April May June July August September October November December"""
)
# Lists print a person so: "Koo, Vi Kyuin Wellington".
LISTED = re.compile(
    r"[A-Z][\w’'-]+, (?:(?!(?:Consul|Vice|Minister|Ambassador|Chargé|Legation|Embassy|Commission|North|South|East|West"
    r"|Upper|Lower|Northern|Southern|Eastern|Western|Central|Soviet|Great|The)\b)[A-Z][\w’'-]+\.? )+"
)
LONGEST_LISTED = 60
# "The America" sails: a place has no article unless something follows that it tells of ("the Moscow leaders") …
ALONE = re.compile(
    r"[,.;:)!?\n]|[’']s |$| (?:was|is|were|are|had|has|have|having|not|to|at|in|on|from|which|who|with|by|will|would"
    r"|should|could|may|might|must|shall|for|sailed|arrived|left|lay|took|that|but|be|being|under|when|while|until|did|off"
    r"|before|after)\b"
)
# … or it says what it is ("the Dominican Republic"); then it is hardly a person either ("Captain United States Navy").
SAID = re.compile(
    r"\b(?:[A-Z]\. ?[A-Z]\.|(?:Republic|Kingdom|Empire|States?|Union|Dominion|Regency|Reich|Territory|Colony|Province"
    r"|City|Protectorate|District|Coast|Shore|Strip|Reserv(?:e|ation)|Zone|Basin|Peninsula|Islands?|Straits?|Channel|Canal"
    r"|Gulf|Sea|Ocean|River|Lake|Cape|Porte)\b)"
)

# An office is another one with a word before it ("Assistant Secretary of State") or a field or country behind it.
OF_ANOTHER_OFFICE = re.compile(
    r"\b(?!(?:The|To|And|Dear|Mr|By|From|Our|For)\b)[A-Z]\w+[ -]$|[Mm]ajesty[’']s (?:\w+ )?$"
)
OF_ANOTHER_LAND = re.compile(r" for (?:the )?[A-Z]| (?:of|to) (?:the )?(?!United States)[A-Z]")


# So is an embassy or a department of another government: "the German Embassy at Moscow".
OFFICES = re.compile(r"\b(?:Embassy|Legation|Consulate|Department|Ministry)\b")
OF_ANOTHER_NATION = re.compile(r"\b(?!American )[A-Z]\w+(?:ish|ese|ian|ean|an|ch|ss|ek|ki|[Cc]zech) $")


def fits(kind: str, text: str, start: int, end: int, with_article: Container[str] = ()) -> bool:
    """Whether a name of a kind can mean that kind where it stands, from code point ``start`` to ``end`` of a text.

    ``with_article`` are the names of places before which "the" is written.
    """
    if kind == "office":
        before = OF_ANOTHER_OFFICE.search(text, max(0, start - LONGEST_WORD), start)
        return not (before or OF_ANOTHER_LAND.match(text, end))
    if kind == "body" and OFFICES.search(text, start, end):
        return not OF_ANOTHER_NATION.search(text, max(0, start - LONGEST_WORD), start)
    if kind != "place":
        return True
    says_it = SAID.search(text, start, end) is not None
    if says_it and not text[start + 1 : end].startswith("."):
        return True
    if _is_of_another(text, start) or _is_part_of_more(text, start, end):
        return False
    is_ship = text[start - 4 : start] in ("the ", "The ") and ALONE.match(text, end)
    return says_it or text[start:end] in with_article or not is_ship


def _is_of_another(text: str, start: int) -> bool:
    """Whether the words before a place make it a person, a ship, or a part of another name."""
    at, joint = start - 1, text[start - 1 : start]
    if joint == "-":
        return _before(text, at)[1] in JOINED
    if joint and joint in QUOTES:
        return text[at - 1 : at] == " " and _is_ship(_before(text, at - 1)[1])
    if joint != " ":
        return False
    begun, word = _before(text, at)
    if word.islower() and word not in ("of", "de", "del", "di", "do", "da"):
        return _is_ship(word)
    return _is_named(text, begun, word) or _is_ship(word) or _is_listed(text, start)


def _is_named(text: str, begun: int, word: str) -> bool:
    if word in PARTS or (len(word) == 2 and word[0].isupper() and word[1] == "."):
        return True
    if word in ("of", "de", "del", "di", "do", "da"):
        first = _before(text, begun - 1)[1]
        return first in PEERS or first == "Times" if word == "of" else first in PAPERS
    if word in GIVEN:
        return _before(text, begun - 1)[1] not in NOT_GIVEN
    return word in TITLES and not (word == "General" and _before(text, begun - 1)[1] in NOT_RANKED)


def _is_ship(word: str) -> bool:
    return word in SHIPS or word.lower() in SHIPS


def _is_listed(text: str, start: int) -> bool:
    line = text.rfind("\n", 0, start) + 1
    return start - line <= LONGEST_LISTED and LISTED.fullmatch(text, line, start) is not None


def _is_part_of_more(text: str, start: int, end: int) -> bool:
    """Whether the words behind a place make it a newspaper, a street, or somebody's given name."""
    if text[end : end + 1] != " ":
        return False
    at, word = _behind(text, end + 1)
    if word[:1].isupper() and text[start:end] in GIVEN_TOO and word not in NO_SURNAME:
        return True
    if word in OFTEN:
        at, word = _behind(text, at + 1)
    return word in BEHIND and not (word == "Post" and _behind(text, at + 1)[1] == "Office")


def _before(text: str, end: int) -> tuple[int, str]:
    """The word that ends at a code point, without an opening parenthesis or quotation mark, and where it begins."""
    first = max(0, end - LONGEST_WORD)
    begun = max(text.rfind(" ", first, end), text.rfind("\n", first, end), first - 1) + 1
    return begun, text[begun:end].lstrip("([“\"‘'—")


def _behind(text: str, start: int) -> tuple[int, str]:
    """The word that begins at a code point, and where it ends."""
    at = start
    while text[at : at + 1].isalpha():
        at += 1
    return at, text[start:at]
