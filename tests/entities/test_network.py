"""The picture of who wrote to whom: who stands where, which line is how broad, and that it is always the same."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from itertools import pairwise

import pytest

from archive.entities import network
from archive.entities.network import EDGE, ROW, WIDTH, Node, Pair, Picture

STAR: list[Pair] = [(n, 1, 20 - n) for n in range(2, 9)] + [(1, n, 3) for n in range(5, 12)]
NUMBER = re.compile(r"-?\d+\.\d")


def by_key(picture: Picture) -> dict[int, Node]:
    return {node.key: node for node in picture.nodes}


def breadth(path: str) -> float:
    """How broad a line is where it begins."""
    x, y, *_ = map(float, NUMBER.findall(path))
    *_, last_x, last_y = map(float, NUMBER.findall(path))
    return float(((x - last_x) ** 2 + (y - last_y) ** 2) ** 0.5)


def tangle(count: int, seed: int = 1) -> list[Pair]:
    """Pairs among a few dozen, drawn by lot."""
    dice = random.Random(seed)
    pairs = {(dice.randrange(30), dice.randrange(30)): dice.randrange(1, 90) for _ in range(count)}
    return [(sender, recipient, number) for (sender, recipient), number in pairs.items()]


def test_whoever_had_to_do_with_many_stands_in_the_middle() -> None:
    nodes = by_key(network.picture(STAR))
    assert nodes[1].x == WIDTH / 2
    assert nodes[1].anchor == "middle"
    assert [key for key, node in nodes.items() if node.anchor == "middle"] == [1]


def test_who_mostly_wrote_stands_on_the_left_and_who_was_written_to_on_the_right() -> None:
    nodes = by_key(network.picture(STAR))
    assert all(nodes[key].x < WIDTH / 2 and nodes[key].anchor == "end" for key in (2, 3, 4))
    assert all(nodes[key].x > WIDTH / 2 and nodes[key].anchor == "start" for key in (9, 10, 11))


def test_two_who_wrote_once_stand_side_by_side() -> None:
    left, right = sorted(network.picture([(7, 8, 1)]).nodes, key=lambda node: node.x)
    assert (left.key, right.key) == (7, 8)
    assert left.y == right.y


@pytest.mark.parametrize("pairs", [STAR, tangle(60), tangle(12), [(1, 2, 3)]], ids=["star", "tangle", "few", "one"])
def test_each_name_has_a_line_of_its_own_within_the_picture(pairs: list[Pair]) -> None:
    picture = network.picture(pairs)
    columns: dict[str, list[float]] = defaultdict(list)
    for node in picture.nodes:
        columns[node.anchor].append(node.y)
        assert EDGE <= node.y <= picture.height - EDGE
        assert 0 < node.text_x < WIDTH
        assert 0 < node.text_y < picture.height
    for heights in columns.values():
        heights.sort()
        assert all(below - above >= ROW - 0.2 for above, below in pairwise(heights))


@pytest.mark.parametrize("seed", range(5))
def test_the_same_pairs_give_the_same_picture_in_whatever_order_they_come(seed: int) -> None:
    pairs = tangle(60)
    mixed = pairs[:]
    random.Random(seed).shuffle(mixed)
    first, second = network.picture(pairs), network.picture(mixed)
    assert by_key(first) == by_key(second)
    assert {edge.path for edge in first.edges} == {edge.path for edge in second.edges}


def test_everybody_and_every_pair_is_drawn_once() -> None:
    pairs = [pair for pair in tangle(60) if pair[0] != pair[1]]
    picture = network.picture(pairs)
    assert sorted(by_key(picture)) == sorted({key for pair in pairs for key in pair[:2]})
    assert len(picture.nodes) == len(by_key(picture))
    assert [(edge.sender, edge.recipient, edge.count) for edge in picture.edges] == pairs


def test_what_somebody_wrote_to_themselves_is_not_drawn() -> None:
    picture = network.picture([(1, 1, 9), (1, 2, 3)])
    assert [(edge.sender, edge.recipient) for edge in picture.edges] == [(1, 2)]
    assert by_key(picture)[1].sent == 3


def test_two_who_wrote_to_each_other_have_two_lines() -> None:
    there, back = network.picture([(1, 2, 5), (2, 1, 5)]).edges
    assert there.path != back.path


def test_the_more_was_written_the_broader_is_the_line() -> None:
    many, few = network.picture([(1, 2, 100), (3, 4, 25)]).edges
    assert breadth(many.path) == pytest.approx(2 * breadth(few.path), abs=0.2)


def test_lines_are_made_of_numbers_alone() -> None:
    for edge in network.picture(tangle(60)).edges:
        assert re.fullmatch(r"M[-\d. ]+Q[-\d. ]+L[-\d. ]+Q[-\d. ]+z", edge.path)


def test_nobody_is_no_fault() -> None:
    assert network.picture([]).nodes == []
