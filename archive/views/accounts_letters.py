"""Messages to readers: a template each, whose first line is the subject. Links in them lead to the site's own name."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

CONSOLE = "django.core.mail.backends.console.EmailBackend"
log = logging.getLogger(__name__)


class NotSent(Exception):
    """The mail server takes no message."""


def send(name: str, to: str, /, **said: Any) -> None:
    """Send the message of that name. Raises NotSent; why stands in the log, since it is no reader's business.

    Whoever asks is not told to whom what was written: a message goes out in every case, or in none.
    """
    text = render_to_string(f"accounts/letters/{name}.txt", {"site": settings.SITE_URL, **said})
    subject, _, body = text.strip().partition("\n")
    try:
        EmailMessage(subject.strip(), body.strip() + "\n", to=[to]).send()
    except (OSError, SMTPException) as error:
        log.exception("No message could be sent")
        raise NotSent from error


def is_console() -> bool:
    """Whether messages only stand in the terminal that the archive was started in."""
    return settings.EMAIL_BACKEND == CONSOLE
