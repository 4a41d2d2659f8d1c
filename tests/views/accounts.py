"""Pages of accounts as the tests read them, and the messages that were sent."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core import mail
from django.test import Client
from lxml import html

PASSWORD = "treaty of oregon"


def shown(answer: Any, status: int = 200) -> Any:
    """A page about an account: nobody keeps it, nothing in it is anything but harmless, its fields have names."""
    assert answer.status_code == status
    assert {"no-store", "private"} <= {part.strip() for part in answer["Cache-Control"].split(",")}
    assert "Cookie" in answer["Vary"]
    tree = html.fromstring(answer.content)
    assert len(tree.xpath("//h1")) == 1
    assert tree.xpath("//@style | //@onclick | //script[not(@src)]") == []
    for form in tree.xpath("//form[@method='post']"):
        assert form.xpath(".//input[@name='csrfmiddlewaretoken']")
    for field in tree.xpath("//main//*[self::input or self::select][not(@type='hidden') and not(@hidden)]"):
        assert tree.xpath(f"//label[@for='{field.get('id')}']")
        described = (field.get("aria-describedby") or "").split()
        assert all(tree.xpath(f"//*[@id='{name}']") for name in described)
        assert field.get("onpaste") is None
    return tree


def words(tree: Any, path: str = "//main") -> str:
    return " ".join(" ".join(part.text_content() for part in tree.xpath(path)).split())


def said_of(tree: Any, field: str) -> str:
    """What is said to be wrong with a field, where a screen reader finds it too."""
    (found,) = tree.xpath(f"//*[@name='{field}']")
    assert found.get("aria-invalid") == "true"
    (place,) = [name for name in found.get("aria-describedby").split() if name.endswith("_error")]
    return words(tree, f"//*[@id='{place}']")


def told(client: Client, address: str, status: int = 200, **fields: Any) -> str:
    """What the page says that a form leads to, without what differs in every page."""
    return words(shown(client.post(address, fields, follow=True), status))


def message() -> mail.EmailMessage:
    """The one message that was sent since the last was asked for."""
    (sent,) = mail.outbox
    mail.outbox.clear()
    return sent


def way(sent: mail.EmailMessage) -> str:
    """The address in a message, inside the site."""
    (found,) = re.findall(rf"^{re.escape(settings.SITE_URL)}(/\S+)$", str(sent.body), re.MULTILINE)
    return str(found)
