"""The rebuilding: everything that can be derived from the sources the archive keeps, derived anew."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.management import account
from archive.store import delivery


class Command(BaseCommand):
    """Reads every source again from the bytes it came in; documents keep their identity, readers their annotations."""

    help = "Rebuild everything that is derived from the sources, from the bytes the archive keeps."

    def handle(self, **options: Any) -> None:
        held = delivery.of_held()
        if not held:
            self.stdout.write("The archive holds no source yet.")
            return
        account.taken(held, self.stdout, self.stderr, delivery.RETAKE, hands=None, report=None)
