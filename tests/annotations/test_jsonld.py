"""An annotation as the W3C writes it, and another's given back as it came but for what was changed."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.annotations import jsonld, selectors
from archive.annotations.jsonld import CONTEXT, Agent, Annotation, Target
from archive.annotations.selectors import AnnotationError, Position, Quote, Selector

from . import vocabulary
from .letters import HARBOR

SOURCE = "https://archive.example/volumes/frus1861/d17/"
IRI = "https://archive.example/annotations/5"
NOTED = selectors.made(HARBOR, 7, 15)
NOTE = Annotation(
    targets=(Target(SOURCE, NOTED),),
    id=IRI,
    text="*Seventy*, says the keeper.",
    tags=("lighthouses", "oil"),
    motivations=("commenting",),
    creator=Agent("https://archive.example/readers/3", "Ada Moss"),
    created=datetime(2026, 1, 31, 12, tzinfo=UTC),
    modified=datetime(2026, 2, 1, 8, 30, 5, tzinfo=UTC),
)

# Shapes of the recommendation, with members that nothing here knows.
FOREIGN: dict[str, Any] = {
    "@context": [CONTEXT, {"ex": "https://example.org/terms#"}],
    "id": "https://other.example/anno/1",
    "type": ["Annotation", "ex:Remark"],
    "motivation": ["commenting", "ex:wondering"],
    "canonical": "urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df",
    "created": "2025-10-13T13:00:00+02:00",
    "generated": "2025-11-04T12:00:00Z",
    "generator": {"id": "https://other.example/client", "type": "Software", "name": "Client 2"},
    "rights": "https://creativecommons.org/publicdomain/zero/1.0/",
    "creator": [
        {"id": "https://other.example/user/1", "type": "Person", "nickname": "pq", "name": "P. Quill"},
        "urn:x:y",
    ],
    "body": [
        {"type": "TextualBody", "value": "Is it?", "format": "text/plain", "language": "en", "ex:mood": [1, 2.5, None]},
        "https://other.example/essay",
        {"type": "TextualBody", "value": "oil", "purpose": "tagging", "ex:weight": 3},
        {"type": "SpecificResource", "purpose": "tagging", "source": "https://other.example/city1"},
        {"type": "TextualBody", "value": "<b>more</b>", "format": "text/html"},
    ],
    "target": {
        "type": "SpecificResource",
        "source": {"id": SOURCE, "format": "text/html", "ex:seen": True},
        "state": {"type": "TimeState", "sourceDate": "2025-07-20T13:30:00Z"},
        "selector": [
            {"type": "XPathSelector", "value": "/p[2]"},
            {"type": "TextQuoteSelector", "exact": "Mr. Vale", "ex:note": "first"},
        ],
        "ex:more": {"a": {"b": []}},
    },
}


def sent(annotation: Annotation) -> Any:
    """What goes over the wire and comes from it."""
    return json.loads(json.dumps(jsonld.written(annotation)))


def test_an_annotation_is_written_as_the_recommendation_has_it() -> None:
    assert jsonld.written(NOTE) == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": IRI,
        "type": "Annotation",
        "motivation": "commenting",
        "creator": {"id": "https://archive.example/readers/3", "type": "Person", "name": "Ada Moss"},
        "created": "2026-01-31T12:00:00Z",
        "modified": "2026-02-01T08:30:05Z",
        "body": [
            {"type": "TextualBody", "purpose": "commenting", "value": NOTE.text, "format": "text/markdown"},
            {"type": "TextualBody", "purpose": "tagging", "value": "lighthouses"},
            {"type": "TextualBody", "purpose": "tagging", "value": "oil"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": SOURCE,
            "selector": [
                {"type": "TextQuoteSelector", "exact": "Mr. Vale", "prefix": "No. 17\n", "suffix": HARBOR[15:47]},
                {"type": "TextPositionSelector", "start": 7, "end": 15},
            ],
        },
    }


def test_what_is_not_said_is_not_written() -> None:
    assert jsonld.written(Annotation((Target(SOURCE),))) == {
        "@context": CONTEXT,
        "type": "Annotation",
        "target": SOURCE,
    }


def test_a_highlight_has_no_body() -> None:
    found = jsonld.written(replace(NOTE, text="", tags=(), motivations=("highlighting",)))
    assert found["motivation"] == "highlighting"
    assert "body" not in found


def test_a_reply_has_another_annotation_for_its_target() -> None:
    reply = Annotation((Target(IRI),), text="Indeed.", motivations=("replying",))
    assert jsonld.written(reply)["target"] == IRI
    assert jsonld.read(sent(reply)) == reply


def test_an_annotation_is_read_as_it_was_written() -> None:
    assert jsonld.read(sent(NOTE)) == NOTE


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
WORD = st.text("abc𒀭 ", min_size=1, max_size=5)
MOMENT = st.datetimes(datetime(1000, 1, 1), timezones=st.just(UTC)).map(lambda moment: moment.replace(microsecond=0))
NOTES = st.builds(
    Annotation,
    targets=st.lists(
        st.builds(Target, st.just(SOURCE), st.sampled_from([NOTED, selectors.WHOLE])), min_size=1, max_size=2
    ).map(tuple),
    id=st.just(IRI),
    text=TEXT.filter(bool),
    format=st.sampled_from(["text/markdown", "text/plain"]),
    tags=st.lists(WORD, max_size=3, unique=True).map(tuple),
    motivations=st.lists(st.sampled_from(["commenting", "highlighting", "replying"]), max_size=2, unique=True).map(
        tuple
    ),
    creator=st.none() | st.builds(Agent, st.just("urn:reader:1"), WORD),
    created=st.none() | MOMENT,
    modified=st.none() | MOMENT,
)


@given(NOTES)
def test_any_annotation_is_read_as_it_was_written(note: Annotation) -> None:
    assert jsonld.read(sent(note)) == note
    assert sent(jsonld.read(sent(note))) == sent(note)


@given(NOTES, NOTES)
def test_an_annotation_that_was_edited_says_what_it_says_now(before: Annotation, after: Annotation) -> None:
    edited = replace(after, given=sent(before))
    assert jsonld.read(sent(edited)) == after


# Another's


def test_of_another_s_annotation_the_words_tags_place_and_writer_are_understood() -> None:
    found = jsonld.read(FOREIGN)
    assert (found.text, found.format, found.tags) == ("Is it?", "text/plain", ("oil",))
    assert found.motivations == ("commenting", "ex:wondering")
    assert found.creator == Agent("https://other.example/user/1", "P. Quill")
    assert found.created == datetime(2025, 10, 13, 13, tzinfo=timezone(timedelta(hours=2)))
    assert found.targets == (
        Target(SOURCE, Selector(Quote("Mr. Vale"), None, ({"type": "XPathSelector", "value": "/p[2]"},))),
    )


def test_another_s_annotation_is_given_back_unchanged() -> None:
    before = deepcopy(FOREIGN)
    assert sent(jsonld.read(FOREIGN)) == before == FOREIGN


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)
    )
)
def test_members_that_nothing_knows_come_back_wherever_they_stand(unknown: Any) -> None:
    given = deepcopy(FOREIGN)
    for holder in (given, given["body"][0], given["target"], given["target"]["selector"][0], given["creator"][0]):
        holder["ex:unknown"] = unknown
    assert sent(jsonld.read(given)) == given
    edited = replace(jsonld.read(given), text="Edited.")
    assert sent(edited)["target"] == given["target"]
    assert sent(edited)["body"][0]["ex:unknown"] == unknown


def test_an_edited_comment_keeps_its_other_members_and_its_neighbors() -> None:
    found = sent(replace(jsonld.read(FOREIGN), text="It is.", format="text/markdown", tags=("oil", "keys")))
    words = {"value": "It is.", "format": "text/markdown"}
    assert found["body"] == [
        {**FOREIGN["body"][0], **words},
        *(body for body in FOREIGN["body"][1:] if body != FOREIGN["body"][2]),
        FOREIGN["body"][2],
        {"type": "TextualBody", "purpose": "tagging", "value": "keys"},
    ]
    assert {name: value for name, value in found.items() if name != "body"} == {
        name: value for name, value in FOREIGN.items() if name != "body"
    }


def test_a_tag_taken_away_is_the_only_body_that_goes() -> None:
    found = sent(replace(jsonld.read(FOREIGN), tags=()))
    assert found["body"] == [body for body in FOREIGN["body"] if body != FOREIGN["body"][2]]


def test_a_target_anchored_again_keeps_what_else_is_said_of_it() -> None:
    before = jsonld.read(FOREIGN)
    others = before.targets[0].selector.others
    now = replace(NOTED, others=others)
    found = sent(replace(before, targets=(Target(SOURCE, now),)))
    assert found["target"]["state"] == FOREIGN["target"]["state"]
    assert found["target"]["ex:more"] == FOREIGN["target"]["ex:more"]
    assert selectors.read(found["target"]["selector"]) == now
    assert found["target"]["source"] == FOREIGN["target"]["source"]
    (quote,) = [each for each in found["target"]["selector"] if each["type"] == "TextQuoteSelector"]
    assert quote["ex:note"] == "first"


def test_of_two_targets_only_the_one_that_changed_is_written_anew() -> None:
    given = {**FOREIGN, "target": [FOREIGN["target"], "https://other.example/page"]}
    before = jsonld.read(given)
    found = sent(replace(before, targets=(before.targets[0], Target("https://other.example/page2"))))
    assert found["target"] == [FOREIGN["target"], "https://other.example/page2"]


def test_a_bare_body_value_is_a_plain_comment_until_it_is_edited() -> None:
    given = {"@context": CONTEXT, "type": "Annotation", "bodyValue": "Is it?", "target": SOURCE}
    found = jsonld.read(given)
    assert (found.text, found.format) == ("Is it?", "text/plain")
    assert sent(found) == given
    edited = sent(replace(found, text="It is."))
    assert "bodyValue" not in edited
    assert jsonld.read(edited).text == "It is."


def test_a_body_without_a_purpose_is_a_tag_if_the_annotation_only_tags() -> None:
    body = {"type": "TextualBody", "value": "oil"}
    given = {"@context": CONTEXT, "type": "Annotation", "motivation": "tagging", "body": body, "target": SOURCE}
    assert (jsonld.read(given).text, jsonld.read(given).tags) == ("", ("oil",))


def test_a_time_without_a_zone_is_taken_for_utc() -> None:
    given = {"@context": CONTEXT, "type": "Annotation", "created": "2025-01-28T12:00:00", "target": SOURCE}
    assert jsonld.read(given).created == datetime(2025, 1, 28, 12, tzinfo=UTC)
    assert sent(jsonld.read(given)) == given


# Under an address of this archive


def test_another_s_annotation_gets_an_address_here_and_its_own_is_kept_as_the_way_it_came() -> None:
    found = sent(jsonld.assigned(jsonld.read(FOREIGN), IRI))
    assert (found["id"], found["via"]) == (IRI, FOREIGN["id"])
    assert found["canonical"] == FOREIGN["canonical"]
    assert {**found, "id": FOREIGN["id"]} == {**FOREIGN, "via": FOREIGN["id"]}


def test_ways_it_came_before_are_kept_too() -> None:
    given = {**FOREIGN, "via": "https://first.example/9"}
    found = sent(jsonld.assigned(jsonld.read(given), IRI))
    assert found["via"] == ["https://first.example/9", FOREIGN["id"]]


def test_an_address_given_twice_is_no_way_it_came() -> None:
    once = jsonld.assigned(jsonld.read(FOREIGN), IRI)
    assert jsonld.assigned(once, IRI) == once
    assert sent(jsonld.assigned(once, IRI)) == sent(once)


def test_an_annotation_made_here_has_come_no_way() -> None:
    found = sent(jsonld.assigned(replace(NOTE, id=""), IRI))
    assert found["id"] == IRI
    assert "via" not in found


# Refused


def deep(levels: int) -> Any:
    """Objects in objects."""
    return {"in": deep(levels - 1)} if levels else {}


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"@context": "http://example.org/other"}, "@context", CONTEXT),
        ({"@context": None}, "@context", CONTEXT),
        ({"type": "Note"}, "type", "is not Annotation"),
        ({"id": 5}, "id", "is not a string"),
        ({"motivation": ["commenting", 7]}, "motivation[1]", "is not a string"),
        ({"bodyValue": "Is it?"}, "bodyValue", "stands beside a body"),
        ({"body": {"type": "TextualBody"}}, "body.value", "is not a string"),
        ({"body": [{"type": "TextualBody", "value": 3}]}, "body[0].value", "is not a string"),
        ({"target": []}, "target", "is missing"),
        ({"target": 7}, "target", "is not an IRI"),
        ({"target": {"type": "Composite", "items": []}}, "target.id", "is not an IRI"),
        ({"target": [SOURCE, "d17"]}, "target[1]", "is not an IRI"),
        ({"target": {"source": {"id": ""}}}, "target.source", "is not an IRI"),
        ({"target": {"source": SOURCE, "selector": {"type": "TextQuoteSelector"}}}, "target.selector.exact", "quotes"),
        (
            {"target": [{"source": SOURCE, "selector": [{"type": "TextPositionSelector", "start": 5, "end": 5}]}]},
            "target[0].selector[0].end",
            "is not behind the start",
        ),
        ({"creator": 7}, "creator", "is not a string"),
        ({"creator": {"name": ["P. Quill"], "id": []}}, "creator.id", "is not a string"),
        ({"created": "yesterday"}, "created", "no date and time"),
        ({"created": "2025-13-40T12:00:00Z"}, "created", "no date and time"),
        ({"modified": "2025-01-28"}, "modified", "no date and time"),
        ({"modified": None}, "modified", "is not a string"),
        ({"ex:a": {"b": ["a\0"]}}, "annotation.ex:a.b[0]", "a character that no text has"),
        ({"ex:\ud800": 1}, "annotation", "a character that no text has"),
        ({"ex:a": [float("nan")]}, "annotation.ex:a[0]", "is not a number"),
        ({"ex:a": deep(60)}, "annotation", "objects in one another"),
    ],
)
def test_what_is_no_annotation_is_refused_with_its_place(change: dict[str, Any], where: str, what: str) -> None:
    with pytest.raises(AnnotationError) as refused:
        jsonld.read({**FOREIGN, **change})
    assert refused.value.where == where
    assert what in refused.value.what


@pytest.mark.parametrize("given", [None, 5, "x", [FOREIGN]])
def test_what_is_no_object_is_no_annotation(given: Any) -> None:
    with pytest.raises(AnnotationError, match="is not a JSON object"):
        jsonld.read(given)


def test_an_annotation_without_a_target_is_refused() -> None:
    with pytest.raises(AnnotationError, match="target: is missing"):
        jsonld.read({"@context": CONTEXT, "type": "Annotation"})


def test_what_was_read_is_not_the_client_s_to_change() -> None:
    given = deepcopy(FOREIGN)
    found = jsonld.read(given)
    given["body"][0]["value"] = "Other."
    assert found.given["body"][0]["value"] == "Is it?"
    assert Position(7, 15) == NOTED.position


# By the W3C's vocabulary


@given(NOTES)
def test_every_annotation_of_ours_is_valid_by_the_vocabulary(note: Annotation) -> None:
    assert vocabulary.faults(sent(note)) == []
    assert vocabulary.is_lossless(sent(note))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"colour": "red"}, "it: colour is no term"),
        ({"type": "Remark"}, "it: Remark is no class"),
        ({"id": "/annotations/5"}, "it: '/annotations/5' is no id"),
        ({"created": "2026-01-31"}, "it: '2026-01-31' is no created"),
        ({"motivation": "musing"}, "it: 'musing' is no motivation"),
        ({"body": [{"type": "TextualBody"}]}, "it.body[0]: 0 times value"),
        ({"bodyValue": "Is it?"}, "it: bodyValue stands beside a body"),
        ({"target": []}, "it: 0 times target"),
        ({"target": {"type": "SpecificResource", "source": [SOURCE, IRI]}}, "it.target: 2 times source"),
        ({"@context": "https://other.example/"}, "it: has not the context of annotations"),
        ({"exact": "Mr. Vale"}, "it: ['Annotation'] has no exact"),
    ],
)
def test_what_the_vocabulary_does_not_allow_is_found(change: dict[str, Any], fault: str) -> None:
    assert fault in vocabulary.faults(sent(NOTE) | change)


def test_a_term_that_no_context_has_is_lost_to_a_processor() -> None:
    assert vocabulary.is_lossless(sent(NOTE))
    assert not vocabulary.is_lossless(sent(NOTE) | {"colour": "red"})
