"""Reading HTML written along with the characters, cut by printed page so that each page stands on its own.

Elements are asked for in the order of the source and opened only when something is to stand in them. What HTML does not
allow (a list inside a paragraph, a row outside a table) is mended by closing and reopening. At a page break everything
is closed and reopened on the next page, and how many characters that mending took is kept, so that pages can be joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import zip_longest

# Text inside these would be moved or dropped by a browser's parser, so it gets the elements that may hold it.
IMPLIED = {"ul": ("li",), "table": ("tbody", "tr", "td"), "tbody": ("tr", "td"), "tr": ("td",)}
RIGHTFUL = {"ul": {"li"}, "table": {"tbody", "caption"}, "tbody": {"tr"}, "tr": {"td"}}
# What these become where they stand in none of the elements that may hold them (an item outside a list).
ASTRAY = {"li": "div", "caption": "div", "tr": "div", "td": "div"}


@dataclass(slots=True, eq=False)
class Frame:
    """An HTML element that is, or is to be, open. ``phrasing`` elements cannot hold ``block`` ones."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    block: bool = True
    phrasing: bool = False
    opened: bool = False
    column: int = 0  # of a row, how many columns its cells so far fill; of a cell, how many stand before it (-1: open)
    filled: int = 0  # of a row, how many columns have been set on this page
    implied: list[Frame] = field(default_factory=list)  # what holds stray text between this frame and the next

    def opening(self) -> str:
        """The start tag; when it is opened again, without its id and marked as continued."""
        attributes = dict(self.attributes)
        if self.opened:
            attributes.pop("id", None)
            attributes["class"] = f"{attributes.get('class', '')} continued".strip()
        self.opened = True
        return f"<{self.tag}{written(attributes)}>"

    def closing(self) -> str:
        """The end tag."""
        return f"</{self.tag}>"

    @property
    def width(self) -> int:
        """How many columns a cell fills."""
        return int(self.attributes.get("colspan", "1"))

    def take_column(self, cell: Frame) -> None:
        """Give a new cell its place in this row."""
        cell.column = self.column
        self.column += cell.width


@dataclass(slots=True)
class Cut:
    """One page's finished HTML, with how much of its beginning and end only mends the page break."""

    html: str
    opened: int
    closed: int


def written(attributes: dict[str, str]) -> str:
    """HTML attributes, escaped; an empty value is written as a bare name."""
    return "".join(f' {name}="{escape(value)}"' if value else f" {name}" for name, value in attributes.items())


class Pages:
    """Writes the HTML of one text, page after page."""

    def __init__(self) -> None:
        self.cuts: list[Cut] = []
        self._frames: list[Frame] = []
        self._open: list[Frame] = []
        self._out: list[str] = []
        self._opened = 0

    def push(self, frame: Frame) -> None:
        """Ask for an element; it is opened when something stands in it."""
        holder = self.innermost
        if frame.tag in ASTRAY and (holder is None or frame.tag not in RIGHTFUL.get(holder.tag, ())):
            frame.tag = ASTRAY[frame.tag]
            frame.attributes = {name: value for name, value in frame.attributes.items() if not name.endswith("span")}
        if holder is not None:
            holder.implied = []
        self._frames.append(frame)

    def pop(self) -> None:
        """The innermost element asked for is over."""
        self._frames.pop()

    @property
    def innermost(self) -> Frame | None:
        """The element asked for last and not yet over."""
        return self._frames[-1] if self._frames else None

    def is_open(self, frame: Frame) -> bool:
        """Whether something stands in an element on this page already."""
        return any(each is frame for each in self._open)

    def write(self, gap: str, body: str) -> None:
        """Set characters of the text: ``body`` in the elements asked for, ``gap`` in those that go on behind it."""
        wanted = self._wanted(text=True)
        if gap:
            if self._open != wanted:
                self._reach(wanted[: _shared(self._open, wanted)])
            self._out.append(gap)
        self._reach(wanted)
        self._out.append(escape(body, quote=False))

    def supply(self, html: str) -> None:
        """Set finished HTML that is no part of the text; its outermost element says so with ``data-supplied``."""
        self._reach(self._wanted(text=True))
        self._out.append(html)

    def place(self) -> None:
        """Open what was asked for, although nothing stands in it (an empty cell keeps the others in their columns)."""
        self._reach(self._wanted(text=False))

    def mark(self, html: str) -> None:
        """Set a page's mark before its first characters; not inside a heading, whose name it would enter."""
        wanted = self._wanted(text=True)
        if not self.cuts:
            self._out.insert(0, html)
            return
        self._reach(wanted[: _heading(wanted)])
        self._out.append(html)

    def turn(self, gap: str) -> None:
        """Begin a new page: ``gap`` still belongs to the one before. A heading ends with its page and begins again."""
        wanted = self._wanted(text=True)
        kept = wanted[: min(_shared(self._open, wanted), _heading(wanted))]
        self._reach(kept)
        self._out.append(gap)
        self._finish()
        for frame in kept:
            frame.filled = 0
            self._enter(frame)
        for cell in wanted[len(kept) : len(kept) + 1]:
            self._fill(cell)
        self._opened = sum(map(len, self._out))

    def finish(self) -> list[Cut]:
        """Close what is open; all pages written."""
        self._reach([])
        self._finish()
        return self.cuts

    def _finish(self) -> None:
        closings = "".join(frame.closing() for frame in reversed(self._open))
        self.cuts.append(Cut("".join(self._out) + closings, self._opened, len(closings)))
        self._out, self._open, self._opened = [], [], 0

    def _reach(self, wanted: list[Frame]) -> None:
        """Close and open elements until just the ``wanted`` ones are open."""
        if self._open == wanted:
            return
        same = _shared(self._open, wanted)
        while len(self._open) > same:
            self._out.append(self._open.pop().closing())
        for frame in wanted[same:]:
            self._enter(frame)

    def _enter(self, frame: Frame) -> None:
        self._fill(frame)
        self._out.append(frame.opening())
        self._open.append(frame)

    def _fill(self, cell: Frame) -> None:
        """Set an empty cell for the columns that a page break left behind, so that ``cell`` keeps its own."""
        row = self._open[-1] if self._open else None
        if cell.tag != "td" or row is None or row.tag != "tr":
            return
        if cell.column > row.filled:
            self._out.append(f'<td data-supplied class="continued" colspan="{cell.column - row.filled}"></td>')
        row.filled = max(row.filled, cell.column) + cell.width

    def _wanted(self, text: bool) -> list[Frame]:
        """The elements asked for, without those that cannot hold what stands in them, with those HTML implies."""
        kept: list[Frame] = []
        blocked = strict = False
        for frame in reversed(self._frames):
            if not (frame.phrasing and blocked):
                kept.append(frame)
            blocked = blocked or frame.block
            strict = strict or frame.tag in IMPLIED
        kept.reverse()
        return list(_legal(kept, text)) if strict else kept


def _shared(some: list[Frame], others: list[Frame]) -> int:
    """How many frames the two begin with in common."""
    count = 0
    for one, other in zip(some, others, strict=False):
        if one is not other:
            break
        count += 1
    return count


def _heading(frames: list[Frame]) -> int:
    """Where among the frames a heading stands; how many there are if none does."""
    return next((at for at, frame in enumerate(frames) if frame.tag[1:].isdecimal()), len(frames))


def _legal(frames: list[Frame], text: bool) -> Iterator[Frame]:
    """The frames, with a row and a cell, or an item, around what may not stand directly in a table or a list."""
    for frame, inner in zip_longest(frames, frames[1:]):
        yield frame
        stray = text if inner is None else inner.tag not in RIGHTFUL.get(frame.tag, {inner.tag})
        if stray and frame.tag in IMPLIED:
            frame.implied = frame.implied or [Frame(tag, column=-1) for tag in IMPLIED[frame.tag]]
            yield from frame.implied
