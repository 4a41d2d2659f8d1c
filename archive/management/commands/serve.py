"""The doorkeeper: opens the archive to readers with the production web server."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from archive.settings import refuse_to_serve_without_a_key

SECONDS_TO_FINISH = 5  # for a page under way; a worker told to stop while it still starts does not hear it


class Command(BaseCommand):
    """Serves until it is interrupted; the workers reach the database through DATABASE_URL."""

    help = "Serve the archive with the production web server until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="processes")
        parser.add_argument("--threads", type=int, default=4, help="requests at once per process")

    def handle(self, **options: Any) -> None:
        refuse_to_serve_without_a_key()
        server = Granian(
            "archive.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            websockets=False,
            workers=options["workers"],
            blocking_threads=options["threads"],
            respawn_failed_workers=True,
            workers_kill_timeout=SECONDS_TO_FINISH,
            log_level=LogLevels.warning,
        )
        self.stdout.write(f"Chancery opens at http://{options['host']}:{options['port']}/ (Ctrl-C closes it)")
        self.stdout.flush()
        server.serve()
