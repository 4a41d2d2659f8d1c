"""Headings read: who writes to whom, as printed, and what kind of paper it calls itself; for the readers of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import Pattern
from typing import NamedTuple

from archive.records.people import Actor, Party

from . import genre as genres

LONGEST = 2000
"""Code points of a heading that is read; a longer one is a text that lost its paragraphs."""


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


@dataclass(frozen=True, slots=True)
class Heading:
    """Both sides of a heading, each empty where it names none; ``genre`` is its leading genre word or ""."""

    sender: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    sender_names: tuple[Name, ...] = ()
    recipient_names: tuple[Name, ...] = ()
    genre: str = ""


def read(text: str, tags: Sequence[Tag] = ()) -> Heading:
    """Read one heading: ``text`` by the contract's rules, ``tags`` what its markup says.

    Correspondence has two sides, "Memorandum by …" a sender, a treaty or minutes neither. Tags help to choose between
    readings; one that contains " to " is not believed, since 110 hold the whole heading ("Mr. Dayton to Mr. Seward").
    """
    if len(text) > LONGEST:
        return Heading()
    words = _lowered(text)
    trusted = [tag for tag in tags if not _TO.search(words, tag.start, tag.end)]
    start, end = _core(words, trusted)
    genre, after = genres.leading(words, start, end)
    for sender, recipient in _readings(words, start, after, end, genre, trusted):
        senders = _parties(text, words, sender, trusted)
        recipients = _parties(text, words, recipient, trusted) if recipient else []
        if senders and (recipients or not recipient):
            return Heading(
                tuple(found.party for found in senders),
                tuple(found.party for found in recipients),
                tuple(name for found in senders for name in found.names),
                tuple(name for found in recipients for name in found.names),
                genre,
            )
    return Heading(genre=genre)


# --- The heading: its core and its two sides --------------------------------------------------------------------------

_DATE = r"(?:\d{1,2}(?:st|nd|rd|d|th)?,? (?:of )?[A-Z][a-z]{2,8},? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}\b(?:, \d{4})?)"
_LEADING: Pattern[str] = re.compile(
    r"[\s*†‡“\"\[\]—–.,:;-]+"
    r"|\d{1,4}[a-z]?[.\])]+"
    r"|No\.?\s?\d{1,4}[A-Za-z]?\b[.\]]*"
    r"|(?:Annex|Appendix|Exhibit|Schedule|(?:[Ss]ub-?)?[IEl]ncl[o0]sure)(?:\s(?:No\.\s?)?\w{1,4})?(?:\sin\sNo\.\s?\d+)?"
    r"[.:—\]-]+"
    r"|From\s"
)
_LETTERED: Pattern[str] = re.compile(r"[A-Z]\.\s+(?=[A-Z][a-z]+\b)")
_RECEIVED: Pattern[str] = re.compile(r"[\s.,;—–-]{0,4}[\[(]?\b[Rr]eceived\b")
_MARKS: Pattern[str] = re.compile(
    r"(?:\s|[*†]|\[\d{1,3}\]|(?<=[^\s\d])\d{1,3}\])*(?:(?<=[^\s\d])\d{1,3})?$|[\s*†\[\]]+$"
)
_TO: Pattern[str] = re.compile(r"(?<=\S)\s+to\s+(?![Nn]egotiate\b)")
# " to " belongs to the words before it if a second one follows: "the Mission to the United Nations to the Department".
_POSTED: Pattern[str] = re.compile(
    r"\b(?:Mission|Delegation|Commission|Representative|Commissioner|Delegate|Ambassador|Minister|Envoy|Secretary|Assistant"
    r"|Advis[eo]r|Aide|Counsel(?:l?or)?|Observer|Liaison|Attaché|Consul|Agent)s?$"
)
_NAMED: Pattern[str] = re.compile(r"\)(?:,[^,()]{1,80},)?$")
_ADDRESSED = {"memorandum", "aide-mémoire", "despatch", "telegram", "letter", "note", "airgram", "instruction"} | {
    "message", "circular", "report", "paper", "reply", "communication", "paraphrase",
}  # fmt: skip
_AUTHOR: Pattern[str] = re.compile(
    rf"\s*(?:No\.\s?\d+,?\s)?(?:(?:of|dated)\s{_DATE},?\s)?"
    r"(?:of\s(?:a\s)?(?:[Tt]elephone\s)?[Cc]onversations?,?\s)?\[?"
    r"(?:(?:[Pp]repared|[Ss]ubmitted|[Ss]ent|[Ww]ritten|[Dd]rafted|[Aa]ddressed|[Hh]anded)\s)?"
    r"(?:(?:[Ff]rom|[Bb]y)\s|of\s(?=(?:Messrs|Mr)\.))"
)
_POSSESSIVE: Pattern[str] = re.compile(r"(?P<who>[^,;()]{2,60})[’']s (?:[a-z]+ ){0,3}[a-z]+$")
_SIDE_END: Pattern[str] = re.compile(
    rf";|\s?—|\]|,?\s\[|,?\s(?:dated\s|on\s|of\s)?{_DATE}|,?\swith\s(?:accompaniments?|[ei]nclosures?)"
    r"|,?\s(?:[Rr]egarding|[Cc]oncerning|[Rr]especting|[Rr]elative to|[Ii]n [Rr]egard to|[Uu]pon"
    r"|[Oo]n the [Ss]ubject of|of (?:an? )?(?:\w+ )?[Cc]onversations?)\b"
    r"|[.\s]?\s?\((?:Extract|Telegram|Translation|Confidential|Private|Copy|Circular|Paraphrase|No\.)"
)
_Span = tuple[int, int]


def _lowered(text: str) -> str:
    """A heading in capitals as it would be printed elsewhere, of the same length."""
    if not text.isupper():
        return text
    titled = re.sub(r"\b(?:To|Of|The|In|At|And|For)\b", lambda small: small.group().lower(), text.title())
    return titled if len(titled) == len(text) else text


def _core(words: str, tags: Sequence[Tag]) -> _Span:
    """The heading without leading numbers and letters, without a receipt behind it and note marks at its end."""
    received = _RECEIVED.search(words)
    start, end = 0, received.start() if received else len(words)
    while opening := _LEADING.match(words, start, end):
        start = opening.end()
    lettered = _LETTERED.match(words, start, end)
    if lettered and (lettered.end() in {tag.start for tag in tags} or _person(words, lettered.end(), end, marked=True)):
        start = lettered.end()
    marks = _MARKS.search(words, max(start, end - 30), end)
    return start, marks.start() if marks else end


def _readings(
    words: str, start: int, after: int, end: int, genre: str, tags: Sequence[Tag]
) -> Iterator[tuple[_Span, _Span | None]]:
    """Where sender and recipient may stand, the fullest reading first. What opens with a genre has them only if it is
    addressed ("Telegram From … to …"), or is someone's own ("Mr. Fay’s parting remarks to the president …")."""
    owner = _POSSESSIVE.match(words, start, after) if genre else None
    if genre and owner is None:
        author = _AUTHOR.match(words, after, end)
        if author is None or genre not in _ADDRESSED:
            return
        start = author.end()
    by = words[:start].lower().endswith("by ")
    split = _split(_masked(words), start, end, tags, posted=not by or bool(tags))
    if split:
        yield (start, owner.end("who") if owner else split[0]), _cut(words, split[1], end)
    if by or words[:start].lower().endswith(("from ", " of ")):
        yield _cut(words, start, split[0] if split else end), None


def _cut(words: str, start: int, end: int) -> _Span:
    stop = _SIDE_END.search(words, start, end)
    return start, stop.start() if stop else end


def _masked(words: str) -> str:
    """The heading with what stands in parentheses or brackets struck out, every offset kept."""
    for _ in range(2):
        words = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", lambda m: "\1" + "\0" * (len(m.group()) - 2) + "\2", words)
    return words.replace("\2", ")")


def _split(masked: str, start: int, end: int, tags: Sequence[Tag], *, posted: bool) -> _Span | None:
    """The " to " between the two sides: one after a name in parentheses ("The Chairman of the Advisory Commission of
    Railway Experts to Russia (Stevens) to …"), else the first that does not belong to a post, else, if one ``posted``
    there may write, the first of all."""
    places = [match.span() for match in _TO.finditer(masked, start, end)]
    places = [place for place in places if _fits(place, tags)] or places
    named = [p for p in places if _NAMED.search(masked[max(start, p[0] - 90) : p[0]])]
    free = [p for p in places if not _POSTED.search(masked[max(start, p[0] - 20) : p[0]])]
    return next(iter([*named, *free, *(places if posted else ())]), None)


def _fits(place: _Span, tags: Sequence[Tag]) -> bool:
    return all(tag.end <= place[0] + 1 if tag.side == "from" else tag.start >= place[1] for tag in tags)


# --- One side: its parties and who they are ---------------------------------------------------------------------------

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
class _Found:
    party: Party
    names: tuple[Name, ...]


class _Person(NamedTuple):
    """A person where printed: the office before the name ("President"), and whether an honorific or title says so."""

    start: int
    end: int
    office: str
    several: bool


def _parties(text: str, words: str, side: _Span, tags: Sequence[Tag]) -> list[_Found]:
    """The parties of one side; an empty list unless every one of them can be told to be an actor."""
    start, end = side
    found = []
    cuts = [*(match.span() for match in _NEXT.finditer(words, start, end)), (end, end)]
    for cut, following in cuts:
        found.append(_party(text, words, _trimmed(words, start, cut), tags))
        start = following
    return [each for each in found if each] if all(found) else []


def _party(text: str, words: str, span: _Span, tags: Sequence[Tag]) -> _Found | None:
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


def _with_parenthesis(words: str, span: _Span, printed: str) -> _Found | None:
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


def _as_persons(words: str, span: _Span, printed: str, tag: Tag | None) -> _Found | None:
    """Persons by honorific or title, alone or several, with the office printed behind; bare names if nothing speaks
    against them ("Joseph E. Davies"), a single word only if it is tagged."""
    if tag is not None and tag.kind == "office" and not re.match(_PLAIN, words[span[0] :]):
        return None
    if persons := _persons(words, *span):
        office = _affiliation(words, persons[-1].end, span[1])
        if len(persons) == 1:
            persons = [persons[0]._replace(office=persons[0].office or office)]
        return _persons_party(words, printed, persons, persons[0].office if len(persons) == 1 else "")
    bare = _person(words, *span, marked=False)
    if bare is None or (tag is None and " " not in words[bare.start : bare.end]):
        return None
    office = _affiliation(words, bare.end, span[1])
    if bare.end < span[1] and not office:
        return None
    return _persons_party(words, printed, [bare._replace(office=office)], office)


def _as_tagged(words: str, span: _Span, printed: str, tag: Tag | None) -> _Found | None:
    """A tagged name behind words that are no title we know: "Intendente General Cabezas"."""
    if tag is None or tag.kind != "person" or _BODY.search(words, *span):
        return None
    name = _person(words, tag.start, tag.end, marked=False)
    if name is None or name.end != tag.end:
        return None
    office = _office(words, span[0], tag.start) if tag.end == span[1] and tag.start > span[0] else ""
    return _persons_party(words, printed, [name._replace(office=office)], office)


def _as_unit(words: str, span: _Span, printed: str, tag: Tag | None) -> _Found | None:
    """An office or a body, told apart by the noun that heads its words: a Chief of a Division is an office."""
    start, end = _unit(words, *span)
    name = words[start:end]
    head = re.split(r"\s(?:of|for|at|in|on|to)\b", name, maxsplit=1)[0]
    noun, body = list(_NOUN.finditer(head)), list(_BODY.finditer(name if " & " in name else head))
    if not name or not (noun or body or tag is not None):
        return None
    is_body = bool(body) and (not noun or body[-1].start() > noun[-1].start())
    actor = Actor("body" if is_body else "office", name)
    return _Found(Party(printed, "", name, (actor,)), (Name(actor, start, end),))


def _persons_party(words: str, printed: str, persons: list[_Person], office: str) -> _Found:
    names = tuple(Name(Actor("person", words[p.start : p.end], p.office), p.start, p.end) for p in persons)
    together = words[persons[0].start : persons[-1].end]
    return _Found(Party(printed, together, office, tuple(name.actor for name in names)), names)


def _persons(words: str, start: int, end: int) -> list[_Person]:
    """The persons a side opens with, each by honorific, title or office; after "Messrs." names need none."""
    person = _person(words, start, end, marked=True)
    if person is None:
        return []
    found, several = [person], person.several
    while further := _AND.match(words, found[-1].end, end):
        person = _person(words, further.end(), end, marked=not several)
        if person is None:
            break
        found.append(person)
    return found


def _person(words: str, start: int, end: int, *, marked: bool) -> _Person | None:
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
    while person := _person(words, start, end, marked=False):
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


def _unit(words: str, start: int, end: int) -> _Span:
    """The words of an office without article, and without where its holder happens to be."""
    start, end = _trimmed(words, start, end)
    if elsewhere := _ELSEWHERE.search(words, start, end):
        end = elsewhere.start()
    while article := _ARTICLE.match(words, start, end):
        start = article.end()
    return _trimmed(words, start, end)


def _trimmed(words: str, start: int, end: int) -> _Span:
    while start < end and words[start] in ' ,.;:[]“”"*':
        start += 1
    while start < end and words[end - 1] in ' ,.;:[]“”"*':
        if words[end - 1] == "." and re.search(
            r"\b(?:Jr|Sr|Co|Inc|Ltd|Esq|[A-Z])\.$", words[max(start, end - 5) : end]
        ):
            break
        end -= 1
    return start, end
