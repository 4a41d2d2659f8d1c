"""The characters of a text as every offset counts them: white space folded, blocks parted, pages noted."""

from __future__ import annotations

SPACE, LINE = " ", "\n"


class Characters:
    """Collects the text of one document, or of one footnote, piece by piece.

    Runs of white space (``str.isspace``) become one space and the borders of blocks one line feed; a text neither
    begins nor ends with either. Offsets are Unicode code points.
    """

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._gap = ""

    @property
    def is_parted(self) -> bool:
        """Whether white space stands between what was taken and what follows."""
        return bool(self._gap)

    def space(self) -> None:
        """Note white space; it counts once something follows it."""
        if self.length and not self._gap:
            self._gap = SPACE

    def block(self) -> None:
        """Note the border of a block: a line feed, once something follows it."""
        if self.length:
            self._gap = LINE

    def rejoin(self) -> None:
        """What follows stands on the same line after all (an item behind its label)."""
        if self._gap:
            self._gap = SPACE

    def take(self, chunk: str) -> tuple[str, str] | None:
        """Add source characters; give the separator and the text that this adds, or None if all was white space."""
        words = chunk.split()
        if not words:
            if chunk:
                self.space()
            return None
        if chunk[0].isspace():
            self.space()
        gap, body = self._gap, SPACE.join(words)
        self._gap = SPACE if chunk[-1].isspace() else ""
        self._parts += (gap, body)
        self.length += len(gap) + len(body)
        return gap, body

    def text(self) -> str:
        """All that was taken so far."""
        return "".join(self._parts)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow ``start`` to ``end`` of ``text`` to what is not a separator; an empty span stays where it is."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
