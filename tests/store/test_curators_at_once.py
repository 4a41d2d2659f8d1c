"""Several curators at once, and while volumes are taken in: one clear result each time, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from archive.models import Act, Entity, FormerSlug, Ruling, Suggestion
from archive.search import index
from archive.store import curating
from archive.store.curating import Portion
from tests import curated, specimens
from tests.curated import ALMGREEN, ALMGREN, again, at_once, found, keys, named, names, place, senders, sought
from tests.specimens import volume

pytestmark = pytest.mark.django_db(transaction=True)
DONE = "done"


@pytest.fixture(autouse=True)
def _letters(client: Client) -> Iterator[None]:
    """The letters, in which Kristiansund may be either of two places; in the end no name of them is lost, every address
    leads with one redirection to what it means now, and is searched for as that."""
    specimens.take(curated.LETTERS)
    sought("Kristiansund", "christiania", "oslo")
    place("Bergen")
    printed, slugs = curated.printed(), curated.slugs()
    documents = {row[0] for row in printed}
    yield
    assert [row for row in curated.printed() if row[0] in documents] == printed
    curated.nothing_means_what_was_merged()
    slugs |= curated.slugs()
    curated.everything_is_found(slugs)
    for slug, is_place in slugs.items():
        answer = client.get(f"/{'places' if is_place else 'actors'}/{slug}/", follow=True)
        assert answer.status_code == 200
        gone = FormerSlug.objects.filter(slug=slug).exists()
        assert [status for _, status in answer.redirect_chain] == ([301] if gone else [])


def told(done: list[str], *beginnings: str) -> bool:
    """Whether one act was done, and the others refused in sentences that begin so."""
    refused = sorted(text for text in done if text != DONE)
    return len(refused) == len(beginnings) and all(map(str.startswith, refused, sorted(beginnings)))


def test_of_two_who_merge_each_into_the_other_one_does_and_the_other_is_told() -> None:
    wrong, right = named(ALMGREEN), named(ALMGREN)
    done = at_once(lambda: curating.merge(wrong, right), lambda: curating.merge(right, wrong))
    assert told(done, "Almgr")
    assert "cannot be merged into itself" in max(done, key=len)
    assert Act.objects.count() == FormerSlug.objects.count() == 1
    assert len(set(senders())) == 1


def test_of_two_who_merge_the_same_into_different_ones_the_second_is_told_into_what() -> None:
    wrong, right, third = named("christiania"), named("oslo"), named("bergen")
    done = at_once(lambda: curating.merge(wrong, right), lambda: curating.merge(wrong, third))
    assert sorted(done)[1] == DONE
    assert sorted(done)[0] in (
        "Christiania was merged into Oslo already.",
        "Christiania was merged into Bergen already.",
    )
    assert Act.objects.count() == FormerSlug.objects.count() == 1


def test_mergers_in_a_ring_leave_one_of_them_out() -> None:
    ring = [named("christiania"), named("oslo"), named("bergen")]
    first, second, third = ring
    done = at_once(
        lambda: curating.merge(first, second),
        lambda: curating.merge(second, third),
        lambda: curating.merge(third, first),
    )
    assert done.count(DONE) == 2
    assert "cannot be merged into itself" in max(done, key=len)
    assert Entity.objects.filter(pk__in=[one.pk for one in ring], merged_into=None).count() == 1


def test_mergers_in_a_row_end_in_the_last_whichever_comes_first() -> None:
    first, second, third = named("christiania"), named("oslo"), named("bergen")
    done = at_once(lambda: curating.merge(first, second), lambda: curating.merge(second, third))
    assert done == [DONE, DONE]
    assert set(third.former_slugs.values_list("slug", flat=True)) == {"christiania", "oslo"}


def test_of_two_who_decide_the_same_one_does_and_the_other_is_told() -> None:
    asked, oslo, christiania = Suggestion.objects.all()[0], named("oslo"), named("christiania")
    done = at_once(lambda: curating.decide(asked, oslo), lambda: curating.decide(asked, christiania))
    assert sorted(done) == ["Somebody else has decided this in the meantime, or the text has changed.", DONE]
    assert Ruling.objects.count() == Act.objects.count() == 1


def test_of_two_who_undo_the_same_one_does_and_the_other_is_told() -> None:
    act = curating.merge(named(ALMGREEN), named(ALMGREN))
    done = at_once(lambda: curating.undo(act), lambda: curating.undo(act))
    assert told(done, "This was undone already")
    assert senders() == [ALMGREN, ALMGREEN, ALMGREN, ALMGREN]


def test_two_mergers_of_a_row_are_undone_at_once() -> None:
    first = curating.merge(named("christiania"), named("oslo"))
    second = curating.merge(named("oslo"), named("bergen"))
    assert at_once(lambda: curating.undo(first), lambda: curating.undo(second)) == [DONE, DONE]
    assert not FormerSlug.objects.exists()


def test_of_two_who_rename_two_the_same_one_does_and_the_other_is_told() -> None:
    oslo, bergen = named("oslo"), named("bergen")
    done = at_once(lambda: curating.rename(oslo, "Kristiania"), lambda: curating.rename(bergen, "Kristiania"))
    assert told(done, "“Kristiania” means ")


def test_who_renames_what_is_merged_at_the_time_does_so_before_or_is_told() -> None:
    christiania, oslo = named("christiania"), named("oslo")
    done = at_once(lambda: curating.merge(christiania, oslo), lambda: curating.rename(christiania, "Kristiania"))
    assert done in ([DONE, DONE], [DONE, "Christiania was merged into Oslo in the meantime."])


def test_of_two_who_split_the_same_name_off_one_does_and_the_other_is_told() -> None:
    curating.merge(named(ALMGREEN), named(ALMGREN))
    almgren, portion = named(ALMGREN), Portion(names=names(ALMGREN, "almgreen"))
    done = at_once(
        lambda: curating.split(almgren, portion, "A", "Consul"), lambda: curating.split(almgren, portion, "B")
    )
    assert told(done, "Not all of these names mean Almgren")


# While a volume is taken in


def test_a_merger_while_the_volume_is_taken_in_is_kept() -> None:
    wrong, right = named(ALMGREEN), named(ALMGREN)
    assert at_once(lambda: curating.merge(wrong, right), again) == [DONE, DONE]
    assert senders() == [ALMGREN] * 4
    again()
    assert senders() == [ALMGREN] * 4


def test_an_undoing_while_the_volume_is_taken_in_is_kept() -> None:
    act = curating.merge(named(ALMGREEN), named(ALMGREN))
    assert at_once(lambda: curating.undo(act), again) == [DONE, DONE]
    assert senders() == [ALMGREN, ALMGREEN, ALMGREN, ALMGREN]


def test_a_splitting_while_the_volume_is_taken_in_is_kept() -> None:
    portion = Portion(documents=keys("d3"))
    assert at_once(lambda: curating.split(named(ALMGREN), portion, "Almgren the elder"), again) == [DONE, DONE]
    assert senders() == [ALMGREN, ALMGREEN, "almgren-the-elder", ALMGREN]


def test_a_further_name_while_the_volume_is_taken_in_is_found_in_it() -> None:
    index.follow()  # whether the index tells of the name or every text is looked into
    assert at_once(lambda: curating.add_variant(named("oslo"), "Bergens"), again) == [DONE, DONE]
    assert at_once(lambda: curating.add_variant(named("bergen"), "Bergen"), again) == [DONE, DONE]
    assert ("d3", "Bergen", "bergen") in found()


def test_a_merger_and_a_renaming_while_two_volumes_are_taken_in() -> None:
    other = volume(curated.letter(1, "Almgreen", "Christiania"), "frus1938v01")
    acts = (
        lambda: curating.merge(named(ALMGREEN), named(ALMGREN)),
        lambda: curating.rename(named("christiania"), "Kristiania"),
        again,
        lambda: specimens.take(other),
    )
    assert at_once(*acts) == [DONE] * 4
    assert (senders(), senders("frus1938v01")) == ([ALMGREN] * 4, [ALMGREN])
