"""A note, and a list of notes, as the W3C's JSON-LD gives them to clients of the protocol.

https://www.w3.org/TR/annotation-protocol/ and https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from archive.annotations import jsonld, placing
from archive.annotations.jsonld import CONTEXT, Target
from archive.annotations.selectors import AnnotationError, Json
from archive.models import Annotation
from archive.models.annotation import Colour, Reader, Visibility, Voice
from archive.reading import addresses

LDP = "http://www.w3.org/ns/ldp.jsonld"
LABEL = "Readers' notes and the archive's own"

Parents = Mapping[int, UUID]


def iri(row: Annotation) -> str:
    """The address of a note, whole."""
    return f"{settings.SITE_URL}{row.get_absolute_url()}"


def container() -> str:
    """The address of all notes, whole."""
    return f"{settings.SITE_URL}{reverse('annotations')}"


def source(row: Annotation) -> str:
    """The address of what a note is on: the document, the printed page that is meant, or the footnote."""
    volume, document = row.document.volume.identifier, row.document.identifier
    path = addresses.page(volume, document, row.page) if row.page else addresses.slot(volume, document)
    return f"{settings.SITE_URL}{path}" + (f"#{row.footnote}" if row.footnote else "")


def parents(rows: Iterable[Annotation], user: Reader) -> Parents:
    """The addresses of the notes that some rows answer, by key, as far as somebody may know of them: an address that
    is shared is told to nobody but who had it, which is who answered."""
    answers = [row for row in rows if row.reply_to_id is not None]
    seen = Annotation.objects.visible_to(user).filter(pk__in={row.reply_to_id for row in answers})
    found: dict[int, UUID] = dict(seen.values_list("pk", "address"))
    for row in answers:
        above = row.reply_to
        if above is not None and above.pk not in found and row.owner_id is not None and row.owner_id == user.pk:
            found |= dict(Annotation.objects.at(above.address, user).values_list("pk", "address"))
    return found


def whole(rows: list[Annotation], user: Reader | None) -> list[Json]:
    """Notes as somebody is given them, who may see them; nobody (None) is told what they answer."""
    known = parents(rows, user) if user else {}
    return [written(row, known) for row in rows]


def items(rows: list[Annotation], user: Reader) -> list[Json]:
    """The same in a list, whose context is not repeated."""
    found = whole(rows, user)
    return [{name: value for name, value in each.items() if (name, value) != ("@context", CONTEXT)} for each in found]


def annotation(row: Annotation, user: Reader) -> Json:
    """A note as somebody is given it, who may see it."""
    return whole([row], user)[0]


def target(row: Annotation, user: Reader) -> Target:
    """Where a note stands, as somebody is told it."""
    return next(filter(ours, jsonld.read(annotation(row, user)).targets))


def written(row: Annotation, known: Parents) -> Json:
    """A note as JSON-LD; what a client sent is given back, but for what has changed since, and who wrote it is told."""
    given = _given(row)
    said = jsonld.assigned(jsonld.read(given), iri(row)) if given else jsonld.Annotation((), id=iri(row))
    found = jsonld.written(
        replace(
            said,
            targets=_targets(row, said, known),
            text=row.text,
            format=row.format,
            tags=tuple(row.tags),
            motivations=said.motivations if given else _motivations(row),
            created=said.created or row.created,
            modified=row.modified if row.version > 1 or said.modified is None else said.modified,
        )
    )
    return _signed(_coloured(found, row), row)


def ours(target: Target) -> bool:
    """Whether a target is on this site."""
    return target.source.startswith(f"{settings.SITE_URL}/")


def colour(given: Json, otherwise: str = Colour.YELLOW) -> str:
    """The colour that an annotation's target has, as the class of its style (4.4 of the model)."""
    targets = given["target"] if isinstance(given["target"], list) else [given["target"]]
    named = [each.get("styleClass") for each in targets if isinstance(each, dict)]
    return next((name for name in named if name in Colour.values), otherwise)


def _given(row: Annotation) -> Json:
    """What a client of the protocol sent; what other programs left with a note is no annotation, and theirs."""
    try:
        jsonld.read(row.extra)
    except AnnotationError:
        return {}
    return dict(row.extra)


def _targets(row: Annotation, said: jsonld.Annotation, known: Parents) -> tuple[Target, ...]:
    """Where it stands, in place of the first target on this site that was sent."""
    if row.reply_to_id is not None and row.reply_to_id in known:
        address = reverse("annotation", args=[known[row.reply_to_id]])
        place = Target(f"{settings.SITE_URL}{address}")
    else:
        place = Target(source(row), placing.selector_of(row))
    at = next((number for number, each in enumerate(said.targets) if ours(each)), len(said.targets))
    return (*said.targets[:at], place, *said.targets[at + 1 :])


def _motivations(row: Annotation) -> tuple[str, ...]:
    if row.reply_to_id is not None:
        return ("replying",)
    if row.voice == Voice.CORRECTION:
        return ("editing",)
    return (jsonld.COMMENTING if row.text else jsonld.TAGGING if row.tags else "highlighting",)


def _coloured(found: Json, row: Annotation) -> Json:
    """A colour other than a highlighter's stands with the target, unless its client has another class there."""
    target = found["target"]
    if row.reply_to_id is not None or isinstance(target, list) or colour(found) == row.colour:
        return found
    held = {"type": "SpecificResource", "source": target} if isinstance(target, str) else target
    is_theirs = "styleClass" in held and held["styleClass"] not in Colour.values
    return found if is_theirs else found | {"target": held | {"styleClass": row.colour}}


def _signed(found: Json, row: Annotation) -> Json:
    """Who wrote it stands first among its creators; of what is shared by a link alone the name is not told."""
    name = row.signature or (row.owner.get_username() if row.owner else "")
    writer = {"type": "Organization" if row.is_of_archive else "Person", "name": name}
    sent = found.pop("creator", [])
    others = [each for each in (sent if isinstance(sent, list) else [sent]) if each != writer]
    said = others if row.visibility == Visibility.LINK else [writer, *others]
    return found | ({"creator": said[0] if len(said) == 1 else said} if said else {})


# The list


def collection(at: str, total: int, page: Json | None, last: int) -> Json:
    """The container: with its first page in it, or the address of that; ``at`` is its address, with a query."""
    found: Json = {
        "@context": [CONTEXT, LDP],
        "id": at,
        "type": ["BasicContainer", "AnnotationCollection"],
        "label": LABEL,
        "total": total,
    }
    if not total:
        return found
    first: Any = f"{at}&page=0"
    if page is not None:
        first = {name: value for name, value in page.items() if name != "@context"}
    return found | {"first": first, "last": f"{at}&page={last}"}


def page(at: str, total: int, number: int, start: int, items: list[Any], *, is_last: bool) -> Json:
    """One page of the container; ``start`` is the place of its first note."""
    found: Json = {"@context": CONTEXT, "id": f"{at}&page={number}", "type": "AnnotationPage"}
    found |= {"partOf": {"id": at, "total": total}, "startIndex": start}
    if number:
        found["prev"] = f"{at}&page={number - 1}"
    if not is_last:
        found["next"] = f"{at}&page={number + 1}"
    return found | {"items": items}
