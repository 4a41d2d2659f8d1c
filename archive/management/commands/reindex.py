"""The rebuilding: everything that can be derived from the sources the archive keeps, derived anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from archive.management import account
from archive.store import delivery


class Command(BaseCommand):
    """Reads every source again from the bytes it came in; documents keep their identity, readers their annotations."""

    help = "Rebuild everything that is derived from the sources, from the bytes the archive keeps."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--search", action="store_true", help="the index of words alone, from the texts as they are"
        )

    def handle(self, **options: Any) -> None:
        held = delivery.of_held()
        if not held:
            self.stdout.write("The archive holds no source yet.")
            return
        if options["search"]:
            account.searchable(self.stdout, self.stderr, anew=True)
        else:
            account.taken(held, self.stdout, self.stderr, delivery.RETAKE, hands=None, report=None)
