"""One side of a heading read: the parties named on it, and who they are; headings asks for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from re import Pattern
from typing import NamedTuple

from archive.records.people import Actor, Party

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tag:
    """A sender or recipient as encoded: TEI ``persName/@type`` (person) or ``gloss/@type`` (office).

    ``side`` is ``from`` or ``to``, ``kind`` is ``person`` or ``office``; offsets are code points of the heading.
    """

    side: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """Where in the heading an actor's name is printed: a person's name, or the words of an office or body."""

    actor: Actor
    start: int
    end: int


_PLAIN = r"(?:(?:Mr|Messrs|MM|Hon|M)\.,?|(?:Mr|Messrs|Messieurs|Monsieur|Se[ñn]or|Herr|Signor|Honorable)(?=\s))"
_NOBLE = r"(?:Lord|Viscount|Earl|Duke|Marquis|Marquess|Count|Conde|Comte|Baron|Prince|Sir|Lady|Countess|Princess)"
_TITLE = (
    rf"(?:{_NOBLE}|(?:(?:Lieutenant|Lieut\.|Major|Brigadier|Rear|Vice)[ -])?(?:General|Gen\.|Admiral|Colonel|Col\."
    r"|Commander)|Commodore|Captain|Capt\.|Major|Maj\.|Lieutenant|Lieut\.|Lt\.|Ensign|Sergeant|Professor|Prof\.|Dr\.|Doctor"
    r"|Judge|(?:Chief )?Justice|Chief|Reverend|Rev\.|Bishop|Archbishop|Cardinal|Father|Don|Doña|Dona|Mrs\.|Miss|Mme\."
    r"|Madame|Senator|Governor|Mayor|King|Queen|Emperor|Empress|Sultan|Chevalier|Sheikh|Ras|Pope)"
)
_OFFICER = (
    r"(?:(?:Acting|Assistant|Under|Deputy|Special|Vice|Prime|Foreign|High)[ -])*"
    r"(?:President|Secretary(?: of (?:State|War|Defense|Commerce|the (?:Treasury|Navy|Interior)))?|Ambassador|Premier"
    r"|Minister(?: Resident)?|Consul(?:[ -][Gg]eneral)?|Consular Agent|Chargé|Commissioner|Chancellor|Agent|Counselor)"
)
_PARTICLE = r"(?:von|van|der|den|de|del|della|dei|di|da|do|dos|du|des|la|las|le|los|el|al|y|e|bin|ibn|zu|ten|ter)"
_CAPITAL = r"(?:[dDlL][’'])?[A-ZÀ-ÖØ-Þ][\w.’'-]*+"
_NAME = rf"(?:{_PARTICLE}\s)*{_CAPITAL}(?:\s(?:{_PARTICLE}\s)*{_CAPITAL})*(?:,\s(?:Jr|Sr|Esq|2d|3d)\b\.?)?"
_PERSON: Pattern[str] = re.compile(
    rf"(?:(?P<article>[Tt]he|our)\s)?(?:(?P<officer>{_OFFICER})\s)?(?:(?P<plain>{_PLAIN})\s?)*"
    rf"(?P<name>(?P<title>{_TITLE}\s(?:of\s)?)*{_NAME}|(?<=Mr\. )[a-z]\w+)"
)
_NEXT: Pattern[str] = re.compile(
    rf"(?<=\))(?:, and|,| and|;)(?: to)? (?=[Tt]he [^()]{{3,120}}\(|{_PLAIN}\s|{_TITLE}\s[A-Z])"
)
_AND: Pattern[str] = re.compile(r",? and |, | & |; ")
_PARENTHESIS: Pattern[str] = re.compile(r"\s?\(\(?([^()]{1,120})(?:\)?\)|$)")
_ASIDE: Pattern[str] = re.compile(
    r"temporarily|in |at |for |now |acting|Acting$|[Aa]d |Extract|Confidential|Telegram|Translation|Copy|Circular|No\."
)
_ELSEWHERE: Pattern[str] = re.compile(
    r",? (?:temporarily|now|then|at present)(?: (?:in|at)\b)?[^()]*$|, (?:at|in) [A-Z][^(),]*$"
)
_ARTICLE: Pattern[str] = re.compile(r"(?:the|our|all|certain|various|an?),? ", re.IGNORECASE)
_JOINED: Pattern[str] = re.compile(r"\s?(?:of|for|in|at|to|on)\s")
_NOUN: Pattern[str] = re.compile(
    r"\b(?:secretar(?:y|ies)|ministers?|ambassadors?|charg[ée]s?|(?:vice-)?consuls?|agents?|commissioners?|chiefs?|directors?"
    r"|chairman|presidents?|counsel(?:l?ors?)?|attach[ée]s?|representatives?|delegates?|advis[eo]rs?|envoys?|governors?"
    r"|officers?|(?<!consulate )(?<!consulates )general|resident|superintendent|administrator|assistants?|aide|emperor"
    r"|king|queen|sultan|regent|commanders?|commandant|collector|treasurer|comptroller|solicitor|premier|chancellor|judge|mayor|members?|manager|negotiators?"
    r"|plenipotentiar(?:y|ies)|observer|custodian|receiver|inspector|speaker|viceroy|khedive|shah|taotai|intende?nte?"
    r"|prefect|nuncio|clerk|dean|deputy|experts?|interpreter|dragoman|postmaster|head|engineer|executive|extraordinary)\b",
    re.IGNORECASE,
)
_BODY: Pattern[str] = re.compile(
    r" & |\b(?:departments?|embass(?:y|ies)|legations?|ministr(?:y|ies)|commissions?|committees?|governments?"
    r"|consulates?|agency|compan(?:y|ies)|banks?|boards?|delegations?|missions?|bureaus?|divisions?|office|league|councils?"
    r"|corporation|association|chamber|senate|congress|conference|union|society|republic|citizens|residents|merchants"
    r"|owners|inhabitants|secretariat|authorit(?:y|ies)|trust|brothers|railway|railroad|house of|parliament|assembly"
    r"|administration|institute|foundation|federation|cabinet|admiralty|porte|staff|group|syndicate|club|squadron|fleet"
    r"|powers|parties|yamen|holy see|interests section|headquarters|incorporated|co\.|inc\.|ltd\.)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    party: Party
    names: tuple[Name, ...]


class _Person(NamedTuple):
    """A person where printed: the office before the name ("President"), and whether an honorific or title says so."""

    start: int
    end: int
    office: str
    several: bool


def read(text: str, words: str, side: Span, tags: Sequence[Tag]) -> list[Found]:
    """The parties of one side; an empty list unless every one of them can be told to be an actor."""
    start, end = side
    found = []
    cuts = [*(match.span() for match in _NEXT.finditer(words, start, end)), (end, end)]
    for cut, following in cuts:
        found.append(_party(text, words, _trimmed(words, start, cut), tags))
        start = following
    return [each for each in found if each] if all(found) else []


def _party(text: str, words: str, span: Span, tags: Sequence[Tag]) -> Found | None:
    if span[0] >= span[1]:
        return None
    tag = next((tag for tag in tags if span[0] <= tag.start and tag.end <= span[1]), None)
    printed = text[slice(*span)]
    return (
        _with_parenthesis(words, span, printed)
        or _as_persons(words, span, printed, tag)
        or _as_tagged(words, span, printed, tag)
        or _as_unit(words, span, printed, tag)
    )


def _with_parenthesis(words: str, span: Span, printed: str) -> Found | None:
    """An office and its holders: "The Chargé in Chile (Norweb)"; or turned round, "Mr. Black (Secretary of State)"."""
    for match in _PARENTHESIS.finditer(words, *span):
        if _ASIDE.match(match.group(1)):
            continue
        before = _trimmed(words, span[0], match.start())
        persons = _persons(words, *before)
        if persons and persons[-1].end == before[1]:
            office = _office(words, *match.span(1))
            return _persons_party(words, printed, [p._replace(office=office) for p in persons], office)
        office = _office(words, *before)
        if joined := _JOINED.match(words, match.end(), span[1]):
            office += " " + _office(words, joined.start() + 1, span[1])
        names = [p._replace(office=office) for p in _listed(words, *match.span(1))]
        if names and office:
            return _persons_party(words, printed, names, office)
    return None


def _as_persons(words: str, span: Span, printed: str, tag: Tag | None) -> Found | None:
    """Persons by honorific or title, alone or several, with the office printed behind; bare names if nothing speaks
    against them ("Joseph E. Davies"), a single word only if it is tagged."""
    if tag is not None and tag.kind == "office" and not re.match(_PLAIN, words[span[0] :]):
        return None
    if persons := _persons(words, *span):
        office = _affiliation(words, persons[-1].end, span[1])
        if len(persons) == 1:
            persons = [persons[0]._replace(office=persons[0].office or office)]
        return _persons_party(words, printed, persons, persons[0].office if len(persons) == 1 else "")
    bare = person_at(words, *span, marked=False)
    if bare is None or (tag is None and " " not in words[bare.start : bare.end]):
        return None
    office = _affiliation(words, bare.end, span[1])
    if bare.end < span[1] and not office:
        return None
    return _persons_party(words, printed, [bare._replace(office=office)], office)


def _as_tagged(words: str, span: Span, printed: str, tag: Tag | None) -> Found | None:
    """A tagged name behind words that are no title we know: "Intendente General Cabezas"."""
    if tag is None or tag.kind != "person" or _BODY.search(words, *span):
        return None
    name = person_at(words, tag.start, tag.end, marked=False)
    if name is None or name.end != tag.end:
        return None
    office = _office(words, span[0], tag.start) if tag.end == span[1] and tag.start > span[0] else ""
    return _persons_party(words, printed, [name._replace(office=office)], office)


def _as_unit(words: str, span: Span, printed: str, tag: Tag | None) -> Found | None:
    """An office or a body, told apart by the noun that heads its words: a Chief of a Division is an office."""
    start, end = _unit(words, *span)
    name = words[start:end]
    head = re.split(r"\s(?:of|for|at|in|on|to)\b", name, maxsplit=1)[0]
    noun, body = list(_NOUN.finditer(head)), list(_BODY.finditer(name if " & " in name else head))
    if not name or not (noun or body or tag is not None):
        return None
    is_body = bool(body) and (not noun or body[-1].start() > noun[-1].start())
    actor = Actor("body" if is_body else "office", name)
    return Found(Party(printed, "", name, (actor,)), (Name(actor, start, end),))


def _persons_party(words: str, printed: str, persons: list[_Person], office: str) -> Found:
    names = tuple(Name(Actor("person", words[p.start : p.end], p.office), p.start, p.end) for p in persons)
    together = words[persons[0].start : persons[-1].end]
    return Found(Party(printed, together, office, tuple(name.actor for name in names)), names)


def _persons(words: str, start: int, end: int) -> list[_Person]:
    """The persons a side opens with, each by honorific, title or office; after "Messrs." names need none."""
    person = person_at(words, start, end, marked=True)
    if person is None:
        return []
    found, several = [person], person.several
    while further := _AND.match(words, found[-1].end, end):
        person = person_at(words, further.end(), end, marked=not several)
        if person is None:
            break
        found.append(person)
    return found


def person_at(words: str, start: int, end: int, *, marked: bool) -> _Person | None:
    """One person at ``start``; if ``marked``, only one with honorific, title or office before the name."""
    match = _PERSON.match(words, start, end)
    if match is None or (marked and not match["plain"] and not match["title"] and not match["officer"]):
        return None
    name = words[match.start("name") : match.end("name")]
    bare = name[len(match["title"] or "") :] if match["title"] else name
    named_by_land = bool(match["title"]) and match["title"].endswith("of ")
    if not match["plain"] and (_NOUN.search(bare) or _BODY.search(bare)):
        return None
    titles = _NOBLE if named_by_land else rf"{_NOBLE}|King|Queen|Emperor|Empress|Reverend"
    if (match["article"] or named_by_land) and not re.match(titles, match["title"] or ""):
        return None
    several = (match["plain"] or "").rstrip(".") in ("Messrs", "MM", "Messieurs")
    return _Person(match.start("name"), match.end("name"), match["officer"] or "", several)


def _listed(words: str, start: int, end: int) -> list[_Person]:
    """The names in a parenthesis: one, or several parted by commas and "and" ("Lansing, White, Bliss, House")."""
    found: list[_Person] = []
    while person := person_at(words, start, end, marked=False):
        found.append(person)
        further = _AND.match(words, person.end, end)
        if further is None:
            break
        start = further.end()
    return found


def _affiliation(words: str, start: int, end: int) -> str:
    """The office printed behind a name: "Mr. Miles of the Division of …", "Sir Edward Thornton, British minister"."""
    behind = re.match(r",? (?:of )?(?=\w)", words[start:end])
    if behind is None or re.match(r"(?:and|at|in|with|for)\b", words[start + behind.end() : end]):
        return ""
    office = _office(words, start + behind.end(), end)
    return office if _NOUN.search(office) or _BODY.search(office) else ""


def _office(words: str, start: int, end: int) -> str:
    return words[slice(*_unit(words, start, end))]


def _unit(words: str, start: int, end: int) -> Span:
    """The words of an office without article, and without where its holder happens to be."""
    start, end = _trimmed(words, start, end)
    if elsewhere := _ELSEWHERE.search(words, start, end):
        end = elsewhere.start()
    while article := _ARTICLE.match(words, start, end):
        start = article.end()
    return _trimmed(words, start, end)


def _trimmed(words: str, start: int, end: int) -> Span:
    while start < end and words[start] in ' ,.;:[]“”"*':
        start += 1
    while start < end and words[end - 1] in ' ,.;:[]“”"*':
        if words[end - 1] == "." and re.search(
            r"\b(?:Jr|Sr|Co|Inc|Ltd|Esq|[A-Z])\.$", words[max(start, end - 5) : end]
        ):
            break
        end -= 1
    return start, end
