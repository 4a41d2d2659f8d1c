"""The rows of the archive: what is true of volumes, documents, pages, notes, names and where they came from,
and of what readers write about them."""

from .address import Address
from .annotation import Annotation, Earlier
from .attempt import Attempt
from .document import Document, Enclosure, Party, PartyActor, Reference
from .entity import Entity, EntityName, ListedPerson, Mention, StopName, Variant
from .ingestion import Finding, Ingestion, Revision, Source
from .note import Note
from .page import Page, Passage
from .report import ErrorReport, Flag
from .ruling import Act, FormerSlug, Ruling, Suggestion
from .token import Token
from .volume import Section, Volume

__all__ = [
    "Act",
    "Address",
    "Annotation",
    "Attempt",
    "Document",
    "Earlier",
    "Enclosure",
    "Entity",
    "EntityName",
    "ErrorReport",
    "Finding",
    "Flag",
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
    "Token",
    "Variant",
    "Volume",
]
