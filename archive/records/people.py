"""Who and where, as printed: parties of a document, mentions of names, and the persons list of a volume."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, office or body as printed: ``kind`` is ``person``, ``office`` or ``body``.

    ``name`` is the printed name without article ("Norweb", "Mr. Seward"; for an office or body its title);
    ``office`` the office a person is printed with ("Chargé in Chile"), else "".
    """

    kind: str
    name: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a letter: ``text`` as printed, ``name`` and ``office`` taken from it ("" where absent).

    ``actors`` are who that is: several when the side names several ("Donnelly and Turkel").
    """

    text: str
    name: str = ""
    office: str = ""
    actors: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a document: who or what (``kind`` person, office, body or place), in what role, and where.

    ``role`` is ``sender``, ``recipient``, ``signatory``, ``written`` (places) or ``mentioned``; ``start`` and ``end``
    are code points in the document's text, or in the text of the footnote whose id ``note`` holds. ``basis`` is one of
    ``encoded heading dateline signature gazetteer curator``; ``key`` a persons-list id (``frus1919Parisv01#p_ABC1``).
    """

    kind: str
    name: str
    role: str
    text: str
    start: int
    end: int
    basis: str
    office: str = ""
    note: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """An entry of a volume's persons list (TEI ``persName/@xml:id``): ``key``, printed name, description."""

    key: str
    name: str
    description: str = ""
