"""The front door of the web server: makes the application that it serves."""

import os

from django.core.wsgi import get_wsgi_application

from archive import local_postgres
from archive.settings import refuse_to_serve_without_a_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
refuse_to_serve_without_a_key()
local_postgres.start_unless_given()

application = get_wsgi_application()
