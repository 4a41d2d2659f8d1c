"""A page as a browser finds it: its links, its ids, its scripts, and the words a reader sees."""

from __future__ import annotations

import json
from collections import Counter
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

from django.test import Client
from lxml import html

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "cite", "background"}


class Shown(HTMLParser):
    """An HTML page, read. ``links`` are the addresses of its ``a`` elements, ``data`` what stands in it as JSON-LD;
    ``faults`` is what no page may have."""

    def __init__(self, address: str, content: str) -> None:
        super().__init__()
        self.address = address
        self.links: list[str] = []
        self.relations: dict[str, str] = {}
        self.ids: Counter[str] = Counter()
        self.faults: list[str] = []
        self.headings: list[str] = []
        self.canonical = ""
        self.data: list[dict[str, Any]] = []
        self._open: list[str] = []
        self._is_data = False
        self.feed(content)
        self.close()
        self.faults += [f"{tag} is never closed" for tag in self._open]
        self.faults += [f"the id {name!r} {count} times" for name, count in self.ids.items() if count > 1]
        tree = html.document_fromstring(content)
        self.title = words(tree.findtext("head/title") or "")
        self.text = words(tree.xpath("string(//main)"))
        self.main = tree.xpath("//main")[0]
        self.whole = " ".join(tree.xpath("//body//text()[normalize-space()]"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.faults += [f"an attribute twice in {tag}"] if len(given) < len(attrs) else []
        if given.get("rel") == "canonical":
            self.canonical = given.pop("href")
        self.faults += [f"{name} in {tag}" for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        self.faults += [f"{given[n]} in {tag}" for n in ADDRESSES & set(given) if not is_harmless(given[n])]
        self._is_data = tag == "script" and given.get("type") == "application/ld+json" and "src" not in given
        if tag == "script" and not self._is_data and not given.get("src", "").startswith("/static/js/"):
            self.faults.append("a script that is not the site's")
        if tag in ("iframe", "object", "embed", "base", "style"):
            self.faults.append(tag)
        is_question = given.get("action") == "/cite/"  # sent because it may be long
        if tag == "form" and given.get("method", "get") not in ("get", "dialog") and not is_question:
            self.faults.append("a form that changes something")
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "a" and "href" in given:
            self.links.append(urljoin(self.address, given["href"]))
        if "rel" in given and "href" in given:
            self.relations.setdefault(given["rel"], given["href"])
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(tag)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script" and data.strip():
            if self._is_data:
                self.data.append(json.loads(data))
            else:
                self.faults.append(f"a script in the page: {data[:40]}")


def is_harmless(address: str) -> bool:
    """Whether an address is one of the site's own, or names a place in the page."""
    return address.startswith(("/", "#", "?")) and not address.startswith("//")


def words(text: str) -> str:
    """A text with its white space folded."""
    return " ".join(text.split())


def page(answer: Any, address: str = "/") -> Shown:
    """An answer, read as the page it is; there is none that may have faults."""
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    shown = Shown(address, answer.content.decode())
    assert shown.faults == [], address
    return shown


def visit(client: Client, address: str, status: int = 200) -> Shown:
    """Ask for a page, and read it."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return page(answer, address)


def without_fragment(address: str) -> tuple[str, str]:
    """An address and the place in its page that it names, "" for the page itself."""
    found = urldefrag(address)
    return found.url, found.fragment
