"""The authority file: loaded into the archive, compared with it, or written out of it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.entities.authorities import Faulty
from archive.management import account
from archive.store import authorities, authority_export


class Command(BaseCommand):
    """``authorities load FOLDER`` loads all of it or nothing, ``--diff FOLDER`` says what that would change, ``export
    FOLDER`` writes what the archive knows in the same format. ``authorities -v 2 load`` says each change."""

    help = "Load, compare or export the authority file: places, bodies, offices and persons (CSV)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--diff", type=Path, metavar="FOLDER", help="say what loading it would change")
        acts = parser.add_subparsers(dest="act", metavar="load|export")
        load = acts.add_parser("load", help="load it, all or nothing")
        load.add_argument("folder", type=Path, metavar="FOLDER")
        load.add_argument("--diff", action="store_true", dest="only", help="say what would change, and change nothing")
        export = acts.add_parser("export", help="write it")
        export.add_argument("folder", type=Path, metavar="FOLDER")
        export.add_argument("--all", action="store_true", help="names that no authority file knows yet as well")

    def handle(self, **options: Any) -> None:
        if options["act"] == "export":
            self._export(options["folder"], options["all"])
        elif options["diff"] or (options["act"] == "load" and options["only"]):
            self._compare(options["diff"] or options["folder"])
        elif options["act"] == "load":
            self._load(options["folder"], options["verbosity"] > 1)
        else:
            raise CommandError("Say what to do: load FOLDER, --diff FOLDER or export FOLDER.")

    def _load(self, folder: Path, all_of_it: bool) -> None:
        outcome = self._asked(authorities.load, folder)
        for change in outcome.changes if all_of_it else ():
            self.stdout.write(change)
        if not outcome.changes:
            self.stdout.write(f"The archive agrees with {folder} already ({outcome.unchanged:,} names).")
            return
        self.stdout.write(
            f"{folder}: {outcome.added:,} new, {outcome.changed:,} changed, {outcome.united:,} united with others, "
            f"{outcome.unchanged:,} as they were; {outcome.documents:,} documents name others than before."
        )
        account.searchable(self.stdout, self.stderr)

    def _compare(self, folder: Path) -> None:
        outcome = self._asked(authorities.difference, folder)
        for change in outcome.changes:
            self.stdout.write(change)
        if not outcome.changes:
            self.stdout.write(f"The archive agrees with {folder} ({outcome.unchanged:,} names).")

    def _asked(self, ask: Any, folder: Path) -> authorities.Outcome:
        try:
            outcome: authorities.Outcome = ask(folder)
        except Faulty as error:
            for fault in error.faults:
                self.stderr.write(str(fault))
            faults = "1 fault" if len(error.faults) == 1 else f"{len(error.faults):,} faults"
            raise CommandError(f"{folder} cannot be used: {faults}; nothing was changed.") from error
        return outcome

    def _export(self, folder: Path, every: bool) -> None:
        counts = authority_export.export(folder, every)
        self.stdout.write(f"{folder}: " + ", ".join(f"{count:,} in {file}" for file, count in counts.items()) + ".")
