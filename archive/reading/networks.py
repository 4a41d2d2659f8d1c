"""Who corresponded with whom: in the documents of a search, or around one actor; the pairs drawn, and all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from archive.entities import network
from archive.entities.network import Edge, Node, Picture
from archive.models import Entity
from archive.search import index
from archive.search.index import Reader
from archive.search.searches import Parameters, Search

from . import company, correspondence
from .company import Letters
from .correspondence import Name, Pair

DRAWN = 60  # pairs
OWN = 40  # of these, at least so many are an actor's own, if there are so many
EVERY = 1_600  # more than the pairs of forty
AT_ONCE = 500  # pairs whose names are looked up together


@dataclass(frozen=True, slots=True)
class Network:
    """The most frequent pairs of the ``found`` documents: as rows, and as a picture."""

    found: int
    letters: list[Letters]
    picture: Picture
    known: dict[int, Name]
    is_current: bool

    @property
    def is_whole(self) -> bool:
        """Whether there are no more pairs than these."""
        return len(self.letters) < DRAWN

    @property
    def nodes(self) -> Iterator[tuple[Node, Name]]:
        """The nodes of the picture with who they are."""
        return ((node, self.known[node.key]) for node in self.picture.nodes)

    @property
    def edges(self) -> Iterator[tuple[Edge, Letters]]:
        """The edges of the picture, the broadest first, with the letters they stand for."""
        rows = {(row.sender.key, row.recipient.key): row for row in self.letters}
        return ((edge, rows[edge.sender, edge.recipient]) for edge in self.picture.edges)


def of_search(search: Search) -> Network:
    """The network of a search's documents. Raises index.Unavailable."""
    reader, query = index.reader(), search.query()
    pairs = correspondence.strongest(reader.searcher, query, DRAWN)
    found = reader.searcher.search(query, limit=1).count  # type: ignore[attr-defined]
    return _of(reader, int(found), pairs, search.parameters.minus("sort"))


def of_actor(actor: Entity) -> Network:
    """The network around an actor: its correspondents, and what these wrote to each other.

    Raises index.Unavailable.
    """
    reader = index.reader()
    own = correspondence.own(reader.searcher, actor.pk, DRAWN)
    others = correspondence.others(actor.pk, own)
    among = correspondence.among(reader.searcher, others, DRAWN - min(len(own), OWN))
    return _of(reader, 0, [*own[: DRAWN - len(among)], *among], Parameters())


def pairs_of_search(search: Search) -> Iterator[Pair]:
    """All pairs of a search's documents. Raises index.Unavailable."""
    return correspondence.every(index.reader().searcher, search.query())


def pairs_of_actor(actor: Entity) -> list[Pair]:
    """All pairs an actor belongs to, and those that its most frequent correspondents make with each other.

    Raises index.Unavailable.
    """
    searcher = index.reader().searcher
    own = correspondence.own(searcher, actor.pk)
    return [*own, *correspondence.among(searcher, correspondence.others(actor.pk, own), EVERY)]


def told(pairs: Iterable[Pair], asked: Parameters) -> Iterator[Letters]:
    """Pairs with the names they are known by, some looked up at a time; the search for each is within what is asked."""
    waiting = iter(pairs)
    while some := list(islice(waiting, AT_ONCE)):
        known = correspondence.named(key for pair in some for key in (pair.sender, pair.recipient))
        yield from company.letters(some, known, asked)


def _of(reader: Reader, found: int, pairs: Sequence[Pair], asked: Parameters) -> Network:
    known = correspondence.named(key for pair in pairs for key in (pair.sender, pair.recipient))
    told = [pair for pair in pairs if pair.sender in known and pair.recipient in known]
    drawn = network.picture([(pair.sender, pair.recipient, pair.documents) for pair in told])
    return Network(found, company.letters(told, known, asked), drawn, known, reader.is_current)
