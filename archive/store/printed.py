"""The names that documents print, and whom each of them means there: rulings are asked first, then ``naming``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.entities import full_names
from archive.ingest import mentions
from archive.records.document import Document
from archive.records.people import Actor, Mention, Party

from . import naming
from .naming import Printed

Owned = tuple[int, Document]  # a document's primary key and its record
Who = tuple[str, str, str]  # kind, name and office as printed


class Meant:
    """Whom the names in some documents of ``volume`` mean, by primary key; unknown ones are made. ``beside`` are names
    in others of its documents that tell.

    To be made in a transaction that holds the writers' lock.
    """

    def __init__(self, documents: list[Owned], volume: str, beside: Iterable[Printed] = ()) -> None:
        names = {name for _, document in documents for name in of(document)} | set(beside)
        self.entities = naming.entities(sorted(names), volume)
        self.rulings = naming.rulings([key for key, _ in documents])

    def mentions(self, key: int, document: Document) -> Iterator[int]:
        """The entities of a document's mentions, in their order."""
        signed = signatures(document)
        return (self._of(key, _mentioned(mention, signed, document.sections)) for mention in document.mentions)

    def seats(self, key: int, document: Document, party: Party) -> Iterator[int]:
        """The entities of the actors of one of a document's parties, in their order."""
        signed, keys = signatures(document), _keys(document)
        return (self._of(key, _seated(actor, signed, keys, document.sections)) for actor in party.actors)

    def _of(self, key: int, name: Printed) -> int:
        return self.rulings.get(naming.ruled(key, name)) or self.entities[name]


def of(document: Document) -> Iterator[Printed]:
    """Every name a document prints, as mentions and as parties."""
    signed, keys = signatures(document), _keys(document)
    for mention in document.mentions:
        yield _mentioned(mention, signed, document.sections)
    for party in (*document.sender, *document.recipient):
        for actor in party.actors:
            yield _seated(actor, signed, keys, document.sections)


def signatures(document: Document) -> dict[Who, str]:
    """The fuller forms in which a document is signed by those whom no persons list names."""
    found: dict[Who, str] = {}
    for m in document.mentions:
        signs = m.role == "signatory" and m.kind == "person" and not m.key
        if signs and (fuller := full_names.fuller(m.name, mentions.signature(m.text))):
            found.setdefault((m.kind, m.name, m.office), fuller)
    return found


def _keys(document: Document) -> dict[Who, str]:
    """The persons-list entries that the source ties to a document's parties."""
    parties = (mention for mention in document.mentions if mention.role in ("sender", "recipient") and mention.key)
    return {(m.kind, m.name, m.office): m.key for m in parties}


def _mentioned(mention: Mention, signed: dict[Who, str], sections: tuple[str, ...]) -> Printed:
    who = (mention.kind, mention.name, mention.office)
    fuller = "" if mention.key else signed.get(who, "")
    written = mention.kind == "place" and mention.role == "written"
    return Printed(*who, mention.key, fuller, written, sections if mention.kind == "person" else ())


def _seated(actor: Actor, signed: dict[Who, str], keys: dict[Who, str], sections: tuple[str, ...]) -> Printed:
    who = (actor.kind, actor.name, actor.office)
    key = keys.get(who, "")
    return Printed(*who, key, "" if key else signed.get(who, ""), False, sections if actor.kind == "person" else ())
