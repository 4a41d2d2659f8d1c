"""The blind: takes a volume or a document out of readers' sight, and puts it back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.store import withdrawal


class Command(BaseCommand):
    """Nothing is deleted: what is withdrawn answers 410 with the reason, and comes back unchanged."""

    help = "Take a volume or a document out of readers' sight, reversibly."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="ID", help="a volume (frus1934v05) or a document (frus1934v05/d41)")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--reason", metavar="TEXT", help="what readers are told who come to its address")
        what.add_argument("--undo", action="store_true", help="put it back")

    def handle(self, **options: Any) -> None:
        name = options["id"]
        try:
            if options["undo"]:
                withdrawal.restore(name)
            else:
                withdrawal.withdraw(name, options["reason"])
        except withdrawal.WithdrawalError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{name} is in readers' sight again." if options["undo"] else f"{name} is withdrawn.")
