"""What a peer of ours can be asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from archive.search.searches import Search

Asking = Callable[[], int | None]  # asks once; gives how many documents were found, None where it took too long


class Peer(Protocol):
    """Something that searches; ``does`` says what it does for one query."""

    name: str
    does: str

    def is_built(self) -> bool:
        """Whether it holds the archive already."""

    def build(self) -> None:
        """Take in every document."""

    def size(self) -> int:
        """Bytes on the disk."""

    def asking(self, search: Search) -> Asking:
        """How a search is asked: all that can be prepared is."""

    def change(self, key: int, old: str, new: str) -> None:
        """Put other words into the text of the document with this primary key, and let searches find them."""
