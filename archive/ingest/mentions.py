"""Names as far as a source encodes or prints them plainly: parties, places of writing, signatures, tagged names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from archive.records.document import Reference
from archive.records.people import Actor, Mention
from archive.rendering.shapes import TEI, XML_ID
from archive.rendering.walk import Span

from . import headings, labels, placenames
from .datelines import Dateline
from .headings import Heading, Name, Tag

if TYPE_CHECKING:
    from .document import Source

TAGGED = {TEI + "persName": "person", TEI + "placeName": "place", TEI + "orgName": "body", TEI + "gloss": "office"}
PARTY = ("from", "to")
LONGEST_CLOSE = 120  # code points before a signature that can say for whom it is
LONGEST_KEY = 400  # code points; what is longer points to no list
_BODY = re.compile(
    r" & |\b(?:Mission|Commission|Delegation|Committee|Legation|Embassy|Council|Board|Department|Ministry|Bank|Company"
    r"|Association|Society|Corporation|Incorporated|Plenipotentiaries)\b",
    re.IGNORECASE,
)
_UNSIGNED = re.compile(r"\b(?:not signed|unsigned|no signature|illegible)\b", re.IGNORECASE)
_FOR_ANOTHER = re.compile(r"\b(?:For|By)\b[^\n]*\n?[^\n]*$")
_SEAL = re.compile(r"\[(?:seal|l\. ?s)\.?\]", re.IGNORECASE)
_DESCENT = re.compile(r"(?:[JS]r\.?|[23]d|I{2,3})")


def of_document(
    source: Source, heading: Heading, head: etree._Element | None, dateline: Dateline, line: int
) -> tuple[Mention, ...]:
    """All mentions of a document, in the order of its text.

    ``line`` is the code point from which the offsets of ``dateline`` count.
    """
    parties = list(_parties(source, heading, head))
    named = [*parties, *_enclosed(source), *_signatories(source, heading, parties)]
    found = [*named, *_written(source, dateline, line), *_tagged(source, named)]
    return tuple(sorted(dict.fromkeys(found), key=lambda m: (m.note, m.start, m.end)))


def of_section(source: Source) -> tuple[Mention, ...]:
    """The mentions of a section's own text: what is tagged in it."""
    return tuple(_tagged(source, []))


def party_tags(source: Source, head: etree._Element | None) -> tuple[Tag, ...]:
    """The TEI ``persName`` and ``gloss`` of a heading that say who is sender (``from``) and who recipient (``to``)."""
    if head is None or (around := source.span(head)) is None:
        return ()
    found = []
    for element in head.iter(TEI + "persName", TEI + "gloss"):
        span = source.span(element)
        if element.get("type") in PARTY and span is not None and not span.note and span.end > span.start:
            kind = "person" if element.tag == TEI + "persName" else "office"
            found.append(Tag(element.get("type", ""), kind, span.start - around.start, span.end - around.start))
    return tuple(found)


def signatures(source: Source) -> Iterator[etree._Element]:
    """The TEI ``signed`` of a document, and closers that are a signature without being tagged as one."""
    for element in source.own(TEI + "signed", TEI + "closer"):
        if _is_signature(element) if element.tag == TEI + "closer" else not _is_signature(element.getparent()):
            yield element


def _is_signature(element: etree._Element) -> bool:
    """Whether a closer is one signature: a name in small capitals, and nothing but an office tagged as signed."""
    in_capitals = any(child.get("rend") == "smallcaps" for child in element.iterchildren(TEI + "hi"))
    return element.tag == TEI + "closer" and in_capitals and all(map(_is_office, element.iter(TEI + "signed")))


def _is_office(signed: etree._Element) -> bool:
    """Whether what is tagged as signed is all in italics, as offices are."""
    looks = {child.get("rend") for child in signed.iterchildren(TEI + "hi")}
    beside = [signed.text, *(child.tail for child in signed)]
    return looks == {"italic"} and not any(character.isalpha() for text in beside for character in text or "")


def references(source: Source) -> tuple[Reference, ...]:
    """The cross-references of a text and its footnotes (TEI ``ref/@target``) that stand on words."""
    found = []
    for element in source.element.iter(TEI + "ref"):
        span = source.span(element)
        if span is not None and span.end > span.start and element.get("target"):
            found.append(Reference(" ".join(element.get("target").split()), *span))
    return tuple(found)


def _parties(source: Source, heading: Heading, head: etree._Element | None) -> Iterator[Mention]:
    span = source.span(head) if head is not None else None
    if head is None or span is None:
        return
    tags = _party_tags(source, head)
    for role, names in (("sender", heading.sender_names), ("recipient", heading.recipient_names)):
        for name in names:
            yield _party(source, role, name, span.start, tags)


def _party_tags(source: Source, head: etree._Element) -> list[tuple[Span, etree._Element]]:
    elements = head.iter(TEI + "persName", TEI + "gloss")
    return [(span, element) for element in elements if (span := source.span(element)) is not None]


def _party(source: Source, role: str, name: Name, shift: int, tags: list[tuple[Span, etree._Element]]) -> Mention:
    start, end = name.start + shift, name.end + shift
    tag = next((tag for span, tag in tags if span.start < end and start < span.end and not span.note), None)
    basis = "encoded" if tag is not None and tag.get("type") in PARTY else "heading"
    key = _key(source.volume, tag) if tag is not None else ""
    text = source.rendering.text[start:end]
    return Mention(name.actor.kind, name.actor.name, role, text, start, end, basis, name.actor.office, key=key)


def _written(source: Source, dateline: Dateline, line: int) -> Iterator[Mention]:
    if dateline.place_start is None or dateline.place_end is None:
        return
    start, end = dateline.place_start + line, dateline.place_end + line
    tagged = any(
        span.start <= start < span.end for place in source.own(TEI + "placeName") if (span := source.span(place))
    )
    basis = "encoded" if tagged else "dateline"
    text = source.rendering.text[start:end]
    yield Mention("place", dateline.place, "written", text, start, end, basis, dateline.office)


def _enclosed(source: Source) -> Iterator[Mention]:
    """The two sides of enclosures, where their headings tag them."""
    for _, element, _ in source.rendering.enclosures:
        head = element.find(TEI + "head")
        if head is not None and (tags := party_tags(source, head)):
            heading = headings.read(source.text(head), tags)
            yield from (replace(party, role="mentioned") for party in _parties(source, heading, head))


def _signatories(source: Source, heading: Heading, parties: list[Mention]) -> Iterator[Mention]:
    """Who signed; a signature with the sender's surname is the sender, with the office the heading gives."""
    senders = [name.actor for name in heading.sender_names]
    keys = {Actor(party.kind, party.name, party.office): party.key for party in parties}
    signed = [
        (element, span) for element in signatures(source) if (span := source.span(element)) and span.end > span.start
    ]
    for element, span in signed:
        text = source.text(element)
        name = signature(text)
        if not name or len(name) > labels.LONGEST:
            continue
        alone = len(signed) == 1 and not _FOR_ANOTHER.search(source.rendering.text[: span.start][-LONGEST_CLOSE:])
        who = _signatory(name, senders, alone)
        tagged = element.find(f".//{TEI}persName[@corresp]")
        key = keys.get(who, "") or (_key(source.volume, tagged) if tagged is not None else "")
        yield Mention(who.kind, who.name, "signatory", text, span.start, span.end, "signature", who.office, key=key)


def _signatory(name: str, senders: list[Actor], alone: bool) -> Actor:
    """The sender who is called so, a body, or a person: whoever alone signs, by surname, what an office sends, holds
    that office ("The Secretary of State to …", signed "Hull")."""
    if (sender := next((actor for actor in senders if _is_called(actor, name)), None)) is not None:
        return sender
    if _BODY.search(name):
        return Actor("body", name)
    offices = [actor.name for actor in senders if actor.kind == "office"]
    holds_it = alone and len(senders) == len(offices) == 1 and " " not in name
    return Actor("person", name, offices[0] if holds_it else "")


def signature(text: str) -> str:
    """The name that a signature begins with: without "[seal]", what the edition supplies without its brackets, and
    without the office behind it; "" where there is none."""
    if _UNSIGNED.search(text):
        return ""
    name, *behind = re.sub(r"[\[\]]", "", _SEAL.sub("", text)).split(",")
    if behind and name.strip().lower().startswith("the "):  # "The Civil Governor, Jacintho …"
        name, *behind = behind
    if behind and _DESCENT.fullmatch(behind[0].strip()):
        return f"{name},{behind[0]}".strip()
    return name.strip(" .")


def _is_called(actor: Actor, name: str) -> bool:
    if actor.kind == "person":
        return _surname(actor.name) == _surname(name)
    return actor.kind == "body" and actor.name.casefold() == name.casefold()


def _surname(name: str) -> str:
    words = [word for word in name.replace(",", " ").split() if not _DESCENT.fullmatch(word)]
    return words[-1].casefold() if words else ""


def _tagged(source: Source, taken: list[Mention]) -> Iterator[Mention]:
    """Names tagged in the running text and the notes; those of a heading's two sides are the parties already."""
    for element in source.element.iter(*TAGGED):
        span = source.span(element)
        if span is None or span.end == span.start:
            continue
        if not span.note and any(m.start < span.end and span.start < m.end for m in taken):
            continue
        if element.get(XML_ID) or not _names_someone(element):
            continue
        text, kind, office = _slice(source, span), TAGGED[element.tag], ""
        start, end = 0, len(text)
        if kind == "place":
            (start, end), office = placenames.inside(text)
        if start < end:
            name, at = text[start:end], (span.start + start, span.start + end)
            key = _key(source.volume, element)
            yield Mention(kind, name, "mentioned", name, *at, "encoded", office, note=span.note, key=key)


def _names_someone(element: etree._Element) -> bool:
    """A tag that names a party of an enclosure, or an entry of the persons list, or a place outside a dateline."""
    if element.tag == TEI + "gloss":
        return element.get("type") in PARTY
    if element.tag == TEI + "persName":
        return bool(element.get("corresp")) or element.get("type") in PARTY
    return element.getparent().tag != TEI + "dateline"


def _slice(source: Source, span: Span) -> str:
    if not span.note:
        return source.rendering.text[span.start : span.end]
    note = next(note for note in source.rendering.notes if note.id == span.note)
    return note.text[span.start : span.end]


def _key(volume: str, element: etree._Element) -> str:
    """The persons-list entry a tag points to (TEI ``@corresp``), with the volume it is of."""
    target = element.get("corresp", "").split(" ")[0]
    key = f"{volume}{target}" if target.startswith("#") else target
    return key if len(key) <= LONGEST_KEY else ""
