"""The doorkeeper: opens the archive to readers with the production web server."""

import os
import shutil
import signal
from argparse import ArgumentParser
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from archive.settings import refuse_to_serve_without_a_key
from archive.watching import metrics

SECONDS_TO_FINISH = 5  # for a page under way


def application(_: str) -> WSGIHandler:
    """What a worker serves; called in the worker.

    Ctrl-C goes to the whole process group. A worker that hears it from the terminal and again from
    the server often hangs; in a group of its own it hears it once, and while it starts it just ends.
    """
    os.setpgid(0, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return get_wsgi_application()


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
        counted = metrics.gather()
        try:
            server.serve(target_loader=application)
        finally:
            shutil.rmtree(counted, ignore_errors=True)
