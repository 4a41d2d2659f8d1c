"""What of a text was taken out at one place and put in at another; `changes` keeps it beside what stayed in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .alignment import within
from .blocks import Block, Gap, extended, gaps, held
from .likeness import is_correction
from .seams import FARTHEST, SENTENCE, seam

MOVED = 10  # characters that stand once in what was taken out and in what was put in, and so belong together
MOVED_NEAR = 40  # characters between what was moved together


def moved(old: str, new: str, main: Sequence[Block]) -> list[list[Block]]:
    """What of two texts was taken out at one place and put in at another: each with what was put right in it."""
    left = list(gaps(main))
    passages: list[list[Block]] = []
    for run in sorted(_runs(old, new, left)):
        if passages and _follows(passages[-1][-1], run):
            passages[-1].append(run)
        else:
            passages.append([run])
    found = [within(old, new, _whole_lines(old, new, some, left)) for some in passages]
    return [blocks for blocks in found if _is_sentence(old, blocks)]


def _whole_lines(old: str, new: str, some: Sequence[Block], left: Sequence[Gap]) -> Gap:
    """The parts of either text that some runs stand in: up to the ends of their lines, if those were put right."""
    start, start_new, end, end_new = some[0].old, some[0].new, some[-1].old_end, some[-1].new_end
    gone = next(gap for gap in left if gap.old <= end <= gap.old_end)
    come = next(gap for gap in left if gap.new <= end_new <= gap.new_end)
    ends = _line_end(old, end, gone.old_end), _line_end(new, end_new, come.new_end)
    if is_correction(old[end : ends[0]], new[end_new : ends[1]]):
        end, end_new = ends
    gone = next(gap for gap in left if gap.old <= start <= gap.old_end)
    come = next(gap for gap in left if gap.new <= start_new <= gap.new_end)
    starts = old.rfind("\n", gone.old, start) + 1 or gone.old, new.rfind("\n", come.new, start_new) + 1 or come.new
    if is_correction(old[starts[0] : start], new[starts[1] : start_new]):
        start, start_new = starts
    return Gap(start, end, start_new, end_new)


def _line_end(text: str, at: int, farthest: int) -> int:
    """Where the line at a place of a text ends, or where ``farthest`` is."""
    if at and text[at - 1] == "\n":
        return at
    end = text.find("\n", at, farthest)
    return end if end >= 0 else farthest


def _runs(old: str, new: str, left: Sequence[Gap]) -> Iterator[Block]:
    """What stands once in the old text, in a gap, and once in the new one, in a gap."""
    seeds = {old[at : at + MOVED]: (at, gap) for gap in left for at in range(gap.old, gap.old_end - MOVED + 1)}
    for come in left:
        at = come.new
        while at + MOVED <= come.new_end:
            if found := seeds.get(new[at : at + MOVED]):
                start, gone = found
                between = Gap(gone.old, gone.old_end, come.new, come.new_end)
                run = extended(old, new, between, Block(start, at, MOVED))
                words = old[run.old : run.old_end]
                if old.count(words) == new.count(words) == 1:
                    yield run
                at = run.new_end
            else:
                at += 1


def _is_sentence(old: str, found: Sequence[Block]) -> bool:
    """Whether what was moved is whole sentences or lines, or most of one: parts of a formula may come together anew."""
    start, end = found[0].old, found[-1].old_end
    first = next((at for at in range(start, end) if seam(old, at) >= SENTENCE), end)
    last = next((at for at in range(end, start, -1) if seam(old, at) >= SENTENCE), start)
    if 2 * (last - first) >= end - start:
        return True
    before = (by for by in range(min(start, FARTHEST) + 1) if seam(old, start - by) >= SENTENCE)
    behind = (by for by in range(min(len(old) - end, FARTHEST) + 1) if seam(old, end + by) >= SENTENCE)
    whole = end - start + next(before, FARTHEST) + next(behind, FARTHEST)
    return 4 * held(found) >= 3 * whole


def _follows(before: Block, run: Block) -> bool:
    """Whether a run stands right behind another in both texts."""
    return all(0 <= way <= MOVED_NEAR for way in (run.old - before.old_end, run.new - before.new_end))
