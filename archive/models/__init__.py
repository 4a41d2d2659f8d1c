"""The rows of the archive: what is true of volumes, documents, pages, notes, names and where they came from."""

from .address import Address
from .document import Document, Enclosure, Party, PartyActor, Reference
from .entity import Entity, EntityName, ListedPerson, Mention, StopName, Variant
from .ingestion import Finding, Ingestion, Revision, Source
from .note import Note
from .page import Page, Passage
from .ruling import Act, FormerSlug, Ruling, Suggestion
from .volume import Section, Volume

__all__ = [
    "Act",
    "Address",
    "Document",
    "Enclosure",
    "Entity",
    "EntityName",
    "Finding",
    "FormerSlug",
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
    "Ruling",
    "Section",
    "Source",
    "StopName",
    "Suggestion",
    "Variant",
    "Volume",
]
