"""The rows of the archive: what is true of volumes, documents, pages, notes, names and where they came from."""

from .address import Address
from .document import Document, Enclosure, Party, PartyActor, Reference
from .entity import Entity, EntityName, ListedPerson, Mention
from .ingestion import Finding, Ingestion, Revision, Source
from .note import Note
from .page import Page, Passage
from .volume import Section, Volume

__all__ = [
    "Address",
    "Document",
    "Enclosure",
    "Entity",
    "EntityName",
    "Finding",
    "Ingestion",
    "ListedPerson",
    "Mention",
    "Note",
    "Page",
    "Party",
    "PartyActor",
    "Passage",
    "Reference",
    "Revision",
    "Section",
    "Source",
    "Volume",
]
