"""The door: a source's bytes and its XML, or a sentence saying why it is not let in."""

from __future__ import annotations

import gzip
import re
import zlib
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from archive.records.findings import SourceError
from archive.rendering.shapes import TEI

MEBIBYTE = 1024 * 1024
LARGEST_SOURCE = 100 * MEBIBYTE
LONGEST_LINE = 10 * MEBIBYTE
LONGEST_HEAD = 2 * MEBIBYTE
CHUNK = 64 * 1024
CAUTION = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
AMPLIFIED = "entity amplification"  # libxml2's word for an entity bomb, which it tells of without its line
FAULTS_OF_IDS = {etree.ErrorTypes.DTD_ID_REDEFINED, etree.ErrorTypes.DTD_XMLID_VALUE}
POSITION = re.compile(r", line \d+, column \d+$")  # the end of lxml's message, told as the error's line already


def content(path: Path) -> bytes:
    """The bytes of a source file, unpacked if its name ends in ``.gz``.

    Raises SourceError for what cannot be read, is empty, or is larger than 100 MiB (unpacked).
    """
    try:
        with path.open("rb") as raw:
            data = _unpacked(raw).read(LARGEST_SOURCE + 1) if path.suffix == ".gz" else raw.read(LARGEST_SOURCE + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(path.name, None, f"cannot be read: {reason}") from error
    if not data.strip():
        raise SourceError(path.name, 1, "the file is empty")
    if len(data) > LARGEST_SOURCE:
        raise _too_large(path.name, data)
    return data


def _unpacked(raw: BinaryIO) -> BinaryIO:
    return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]


def _too_large(file: str, data: bytes) -> SourceError:
    for number, line in enumerate(BytesIO(data), 1):
        if len(line) > LONGEST_LINE:
            return SourceError(file, number, f"the line is longer than {LONGEST_LINE // MEBIBYTE} MiB")
    return SourceError(file, None, f"the file is larger than {LARGEST_SOURCE // MEBIBYTE} MiB")


def head(path: Path) -> etree._Element | None:
    """The root of an XML source as far as its TEI header, None where there is no reading so far."""
    parser = etree.XMLPullParser(("end",), tag=TEI + "teiHeader", **CAUTION)
    left = LONGEST_HEAD
    try:
        with path.open("rb") as raw:
            stream = _unpacked(raw) if path.suffix == ".gz" else raw
            while left > 0 and (chunk := stream.read(CHUNK)):
                left -= len(chunk)
                parser.feed(chunk)
                for _, header in parser.read_events():
                    return header.getroottree().getroot()
    except (OSError, EOFError, zlib.error, etree.XMLSyntaxError):
        return None
    return None


def xml(data: bytes, file: str) -> etree._Element:
    """The root of an XML source. Nothing is fetched and no entity resolved, whatever the source asks for.

    Raises SourceError with the line for what is not well-formed, declares entities or refers to such as are declared
    elsewhere (libxml2 only warns of those, and drops them from attributes), or has a huge text node.
    """
    parser = etree.XMLParser(**CAUTION)
    try:
        root = _parsed(data, parser)
    except etree.XMLSyntaxError as error:
        if AMPLIFIED in (error.msg or ""):
            raise _declares_entities(data, file) from error
        fault = POSITION.sub("", error.msg or "").strip()
        raise SourceError(file, error.lineno or 1, f"not well-formed XML: {fault}") from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise _declares_entities(data, file)
    for warning in parser.error_log.filter_types(etree.ErrorTypes.WAR_UNDECLARED_ENTITY):
        raise SourceError(file, warning.line, f"{warning.message} in this file, and nothing else is read")
    return root


def _parsed(data: bytes, parser: etree.XMLParser) -> etree._Element:
    """The root, also where an id is repeated or is no XML name: that is no fault of form, and told better later.

    The option that stops libxml2 from looking at ids (``collect_ids``) would make it load a DTD and what that declares.
    """
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        errors = parser.error_log.filter_from_errors()
        if any(error.type not in FAULTS_OF_IDS for error in errors):
            raise
    return etree.fromstring(data, etree.XMLParser(recover=True, **CAUTION))


def _declares_entities(data: bytes, file: str) -> SourceError:
    line = data[: max(data.find(b"<!ENTITY"), 0)].count(b"\n") + 1
    return SourceError(file, line, "the document declares entities, which are not accepted in a source")
