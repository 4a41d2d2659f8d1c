"""The site's settings with the address of the constant view."""

from archive.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
