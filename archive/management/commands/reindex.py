"""The rebuilding: everything that can be derived from the sources the archive keeps, derived anew."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.management import account
from archive.store import delivery


class Command(BaseCommand):
    """Reads every source again from the bytes it came in; documents keep their identity, readers their annotations."""

    help = "Rebuild everything that is derived from the sources, from the bytes the archive keeps."

    def handle(self, **options: Any) -> None:
        account.taken(delivery.of_held(), self.stdout, self.stderr, delivery.RETAKE, hands=None, report=None)
