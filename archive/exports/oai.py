"""The archive as a repository that libraries harvest by OAI-PMH 2.0, through the server of the library oaipmh.

Its lists go on where the last part ended, by a place in the order of changes that stands in the token itself: nothing
is kept between two requests, and nothing is left out, or told twice, that does not change meanwhile.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from lxml import etree
from oaipmh import common, error, server
from oaipmh.datestamp import DatestampError
from oaipmh.metadata import MetadataRegistry
from oaipmh.server import decodeResumptionToken, encodeResumptionToken

from archive.citations import item
from archive.models import Document, Volume
from archive.reading import harvest
from archive.reading.harvest import Asked, Entry, Place

from . import dublin_core, tei_header

RECORDS_AT_A_TIME, HEADERS_AT_A_TIME, SETS_AT_A_TIME = 100, 500, 500
OAI_DC, DC = "http://www.openarchives.org/OAI/2.0/oai_dc/", "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
DUBLIN_CORE_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
TEI_SCHEMA = "https://www.tei-c.org/release/xml/tei/custom/schema/xsd/tei_all.xsd"
IDENTIFIER_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai-identifier"
IN_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+")  # a host that oai-identifier takes
TOKEN = re.compile(r"[A-Za-z0-9%._~*+-]+")
DATESTAMP = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?", re.ASCII)
SAYABLE = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")  # in an attribute of XML
VERBS = ("Identify", "ListMetadataFormats", "ListSets", "ListIdentifiers", "ListRecords", "GetRecord")
ARGUMENTS = ("verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken")
Named = dict[str, Any]
Listed = tuple[list[Any], str | None]


class Format(NamedTuple):
    """A form of records: its schema and namespace, and how the metadata of some texts are written, by primary keys."""

    schema: str
    namespace: str
    written: Callable[[list[Document]], Mapping[int, etree._Element]]


def _dublin_core(texts: list[Document]) -> dict[int, etree._Element]:
    items = zip(texts, item.many(texts), strict=True)
    return {text.pk: _oai_dc(dublin_core.elements(one, text.volume.rights)) for text, one in items}


def _oai_dc(said: list[dublin_core.Pair]) -> etree._Element:
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI_DC} {DUBLIN_CORE_SCHEMA}")
    for name, text in said:
        etree.SubElement(root, f"{{{DC}}}{name}").text = text
    return root


def _tei(texts: list[Document]) -> dict[int, etree._Element]:
    """With names as printed: what authorities say of them may change without the record."""
    return tei_header.of(texts, is_lasting=True)


FORMATS = {
    "oai_dc": Format(DUBLIN_CORE_SCHEMA, OAI_DC, _dublin_core),
    "tei": Format(TEI_SCHEMA, tei_header.TEI, _tei),
}


class Repository(common.ResumptionOAIPMH):
    """What the archive answers to each verb, in the library's terms."""

    def handleVerb(self, verb: str, kw: Named) -> Any:
        """Answer a verb with its arguments, which the library has looked at. Raises the protocol's errors."""
        answers: dict[str, Callable[..., Any]] = {
            "Identify": _identify,
            "GetRecord": _record,
            "ListMetadataFormats": _formats,
            "ListIdentifiers": _headers,
            "ListRecords": _records,
            "ListSets": _sets,
        }
        return answers[verb](**kw)


def base() -> str:
    """The address of the repository."""
    return f"{settings.SITE_URL}/oai"


def identifier(name: str) -> str:
    """What a text is called among harvesters: ``oai:archive.example.org:frus1934v05/d41``."""
    return f"oai:{urlsplit(settings.SITE_URL).hostname}:{name}"


def _identify() -> common.Identify:
    said = common.Identify(
        repositoryName="Chancery",
        baseURL=base(),
        protocolVersion="2.0",
        adminEmails=[settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")],
        earliestDatestamp=_plain(harvest.earliest()),
        deletedRecord="persistent",  # what is withdrawn or removed, and each address left, keeps its row for good
        granularity="YYYY-MM-DDThh:mm:ssZ",
        compression=["identity"],
        toolkit_description=False,
    )
    if IN_SCHEME.fullmatch(host := urlsplit(settings.SITE_URL).hostname or ""):
        said.add_description(_scheme(host))
    return said


def _scheme(host: str) -> str:
    parts = {"scheme": "oai", "repositoryIdentifier": host, "delimiter": ":"}
    root = etree.Element(f"{{{IDENTIFIER_SCHEMA}}}oai-identifier", nsmap={None: IDENTIFIER_SCHEMA, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{IDENTIFIER_SCHEMA} {IDENTIFIER_SCHEMA}.xsd")
    for name, text in (*parts.items(), ("sampleIdentifier", identifier("frus1934v05/d41"))):
        etree.SubElement(root, f"{{{IDENTIFIER_SCHEMA}}}{name}").text = text
    return etree.tostring(root, encoding="unicode")


def _formats(identifier: str = "") -> list[tuple[str, str, str]]:
    if identifier:
        _find(identifier)
    return [(prefix, form.schema, form.namespace) for prefix, form in FORMATS.items()]


def _record(identifier: str, metadataPrefix: str) -> tuple[Any, ...]:
    return next(_told([_find(identifier)], _known(metadataPrefix)))


def _find(name: str) -> Entry:
    volume, _, inside = name.removeprefix(identifier("")).partition("/")
    found = harvest.find(volume, inside) if name.startswith(identifier("")) and "\0" not in name else None
    if found is None:
        raise error.IdDoesNotExistError(f"There is no {name}.")
    return found


def _known(prefix: str) -> Format:
    if prefix not in FORMATS:
        raise error.CannotDisseminateFormatError(f"There is no format {prefix}, but {' and '.join(FORMATS)}.")
    return FORMATS[prefix]


def _headers(**asked: Any) -> Listed:
    entries, token, _ = _part("ListIdentifiers", asked, HEADERS_AT_A_TIME)
    return [_header(entry) for entry in entries], token


def _records(**asked: Any) -> Listed:
    entries, token, prefix = _part("ListRecords", asked, RECORDS_AT_A_TIME)
    return list(_told(entries, _known(prefix))), token


def _part(verb: str, asked: Named, most: int) -> tuple[list[Entry], str | None, str]:
    """The next entries of a list, the token for those behind them ("" where a list that was parted ends, None for one
    that was not), and its format."""
    asked, after, given = _taken_up(verb, asked) if "resumptionToken" in asked else (asked, None, 0)
    _known(asked["metadataPrefix"])
    about = Asked(_aware(asked.get("from_")), _last_of(asked.get("until")), asked.get("set", ""))
    entries, has_more = harvest.page(about, after, most)
    ended = None if after is None else ""
    token = _token(verb, asked, entries[-1].place, given + len(entries)) if has_more else ended
    return entries, token, asked["metadataPrefix"]


def _token(verb: str, asked: Named, place: Place | str, given: int) -> str:
    """What asks for the rest of a list: all that was asked, and the place that was reached."""
    after = place if isinstance(place, str) else ".".join(map(str, place))
    token: str = encodeResumptionToken({**asked, "verb": verb, "after": after}, given)
    return token


def _taken_up(verb: str, asked: Named) -> tuple[Named, Place, int]:
    """What a token asks for: the arguments at first, the place reached, how many were given."""
    said, given = _read(verb, asked)
    numbers = re.fullmatch(r"(\d{1,18})\.([01])\.(\d{1,18})", said.pop("after"), re.ASCII)
    if numbers is None or said.get("metadataPrefix") not in FORMATS:
        raise error.BadResumptionTokenError("The token is none of this repository's.")
    return said, Place(*map(int, numbers.groups())), given


def _read(verb: str, asked: Named) -> tuple[Named, int]:
    token = asked["resumptionToken"]
    try:
        said, given = decodeResumptionToken(token) if TOKEN.fullmatch(token) else ({}, 0)
    except (DatestampError, ValueError) as fault:
        raise error.BadResumptionTokenError("The token cannot be read.") from fault
    is_sayable = all(SAYABLE.fullmatch(str(value)) for value in said.values())
    if said.pop("verb", "") != verb or "after" not in said or not is_sayable:
        raise error.BadResumptionTokenError("The token is none of this repository's, or of another verb.")
    return said, given


def _sets(**asked: Any) -> Listed:
    after, given = "", 0
    if "resumptionToken" in asked:
        said, given = _read("ListSets", asked)
        after = said["after"]
    found = harvest.volumes(after, SETS_AT_A_TIME + 1)
    listed = [(row.identifier, _set_name(row), None) for row in islice(found, SETS_AT_A_TIME)]
    if len(found) > len(listed):
        return listed, _token("ListSets", {}, listed[-1][0], given + len(listed))
    if not listed:
        raise error.NoSetHierarchyError("There are no volumes yet, and each is a set.")
    return listed, "" if after else None


def _set_name(volume: Volume) -> str:
    return volume.identifier if volume.is_withdrawn else volume.title


def _told(entries: list[Entry], form: Format) -> Iterator[tuple[Any, ...]]:
    """The records of some entries: header, metadata, and nothing about them."""
    written = form.written([entry.text for entry in entries if entry.text])
    for entry in entries:
        yield _header(entry), written[entry.text.pk] if entry.text else None, None


def _header(entry: Entry) -> common.Header:
    return common.Header(None, identifier(entry.id), _plain(entry.at), [entry.volume], entry.text is None)


def _aware(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(tzinfo=UTC)


def _last_of(moment: datetime | None) -> datetime | None:
    """The end of a second, of which datestamps say the beginning."""
    return moment and moment.replace(tzinfo=UTC, microsecond=999_999)


def _plain(moment: datetime) -> datetime:
    """As the library wants it: of UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


class Server(server.ServerBase):
    """The library's server of the archive's records, for one request.

    The library takes arguments, and one verb, that the protocol does not know; those are refused before.
    """

    def __init__(self, asked: Sequence[tuple[str, str]]) -> None:
        registry = MetadataRegistry()
        for prefix in FORMATS:
            registry.registerWriter(prefix, _write)
        super().__init__(Repository(), registry)
        self.asked = asked

    def answer(self) -> bytes:
        """The answer as XML; to what cannot be answered it says what is wrong."""
        try:
            _refuse_what_is_none(self.asked)
        except error.ErrorBase:
            return self.handleException({}, sys.exc_info())
        return bytes(self.handleRequest(dict(self.asked)))

    def handleException(self, kw: Named, exc_info: Any) -> bytes:
        """An error of the protocol as its answer, with the arguments where they are arguments at all; others rise."""
        fault = exc_info[1]
        if not isinstance(fault, error.ErrorBase):
            raise fault
        is_bad = isinstance(fault, error.BadVerbError | error.BadArgumentError)
        said = {} if is_bad else {"verb": dict(self.asked)["verb"], **kw}
        tree = self._tree_server._outputErrors([(fault.oainame(), str(fault))], **said)
        return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)


def _refuse_what_is_none(asked: Sequence[tuple[str, str]]) -> None:
    """Raise the protocol's errors for verbs and arguments that the library would let pass, or fall over."""
    given = dict(asked)
    if given.get("verb") not in VERBS or [name for name, _ in asked].count("verb") > 1:
        raise error.BadVerbError(f"One verb is needed: {', '.join(VERBS)}.")
    if len(given) < len(asked):
        raise error.BadArgumentError("An argument is repeated.")
    for name, value in asked:
        if name not in ARGUMENTS or not SAYABLE.fullmatch(value):
            raise error.BadArgumentError(f"{name if SAYABLE.fullmatch(name) else 'This'} is no argument that is known.")
    days = [given[name] for name in ("from", "until") if name in given]
    if not all(DATESTAMP.fullmatch(day) for day in days) or (len(days) == 2 and days[0] > days[1]):
        raise error.BadArgumentError("from and until are a day or a second (2026-11-24T08:00:00Z), from not the later.")


def _write(element: etree._Element, metadata: etree._Element) -> None:
    element.append(metadata)
