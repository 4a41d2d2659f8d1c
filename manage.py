#!/usr/bin/env python3
"""The side door: runs a management command, with a database to talk to where the command needs one."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from archive import local_postgres

WITHOUT_DATABASE = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "makemigrations",
    "version",
}


def needs_database(arguments: list[str]) -> bool:
    """Whether the command line `arguments` (after the script's name) will talk to a database."""
    if not arguments or arguments[0].startswith("-") or arguments[0] in WITHOUT_DATABASE:
        return False
    return not {"-h", "--help", "--version"} & set(arguments)


def main() -> None:
    """Runs the command; starts or joins the bundled PostgreSQL first when DATABASE_URL is unset."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    try:
        if needs_database(sys.argv[1:]):
            local_postgres.start_unless_given()
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, local_postgres.LocalPostgresError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
