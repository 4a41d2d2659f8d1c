"""The gate: reads every setting from the environment and refuses what makes no sense, with a sentence."""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from archive import database, local_postgres, log_lines

BASE = Path(__file__).resolve().parent.parent
DATA_FOLDER = local_postgres.FOLDER
RELEASE = "0.1"
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


# How a variable is read


def _refuse(name: str, value: str, expected: str) -> NoReturn:
    without_password = re.sub(r"(?<=:)[^:/@]+(?=@)", "…", value)
    raise ImproperlyConfigured(f"{name} is {without_password!r}, but should be {expected}.")


def _read(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def _switch(name: str, on: str, off: str, default: str) -> bool:
    value = _read(name, default)
    if value not in {on, off}:
        _refuse(name, value, f"{on!r} or {off!r}")
    return value == on


def _seconds(name: str, default: str) -> float:
    value = _read(name, default)
    if not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", value) or not float(value):
        _refuse(name, value, "a number of seconds, such as 1 or 2.5")
    return float(value)


def _list(name: str, each: str, expected: str, default: str = "") -> list[str]:
    values = [value.strip() for value in _read(name, default).split(",") if value.strip()]
    for value in values:
        if not re.fullmatch(each, value):
            _refuse(name, value, f"{expected}, several parted by commas")
    return values


def _count(name: str, default: str) -> int:
    value = _read(name, default)
    if not re.fullmatch(r"\d{1,9}", value, re.ASCII):
        _refuse(name, value, "a whole number, 0 or more")
    return int(value)


def _web_address(name: str, default: str, path: str, expected: str) -> str:
    value = _read(name, default)
    if not re.fullmatch(rf"https?://[^\s/?#@]+{path}", value):
        _refuse(name, value, expected)
    return value


def _database(name: str, url: str, **options: object) -> dict[str, Any]:
    """How a database is reached; ``options`` are libpq's, where the address does not say otherwise."""
    try:
        return database.settings(url, options)
    except ValueError:
        _refuse(name, url, "the address of a PostgreSQL database, such as postgresql://user:password@host/name")


def _key_kept_in(folder: Path) -> str:
    """The key of an archive on one's own machine: made at first use, then always the same."""
    kept = folder / "secret-key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"secret-key-{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(get_random_secret_key())
        with suppress(FileExistsError):  # another process was first: its key holds
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text()


def _mail(name: str) -> dict[str, Any]:
    """How messages are sent: through a mail server, or, where none is named, into the terminal."""
    value, expected = _read(name), "the address of a mail server, such as smtp+tls://user:password@host:587"
    if not value:
        return {"backend": "console.EmailBackend", "host": "", "port": 0, "tls": False, "ssl": False, "user": ("", "")}
    try:
        server = urlsplit(value)
        port = server.port or MAIL_PORTS[server.scheme]
    except (ValueError, KeyError):
        _refuse(name, value, expected)
    if not server.hostname or server.path.strip("/") or server.query:
        _refuse(name, value, expected)
    user = (unquote(server.username or ""), unquote(server.password or ""))
    kind = {"tls": server.scheme == "smtp+tls", "ssl": server.scheme == "smtps"}
    return {"backend": "smtp.EmailBackend", "host": server.hostname, "port": port, "user": user, **kind}


# What the environment decides

DEBUG = _switch("DEBUG", on="1", off="0", default="0")
RATE_LIMITS = _switch("RATE_LIMITS", on="on", off="off", default="on")
LOG_AS_JSON = _switch("LOG_FORMAT", on="json", off="plain", default="plain")
METRICS_TOKEN = _read("METRICS_TOKEN")
if METRICS_TOKEN and not re.fullmatch(r"[\w.~+/=-]{16,}", METRICS_TOKEN, re.ASCII):
    _refuse("METRICS_TOKEN", "…", "a secret of 16 or more letters and digits, which Prometheus shows")
SLOW_QUERY_MS = _count("SLOW_QUERY_MS", default="500")
SHARED_CACHE_SECONDS = _count("SHARED_CACHE_SECONDS", default="0")
PURGE_URLS = _list("PURGE_URL", r"https?://[^\s/?#@]+(/\S*)?", "the web address of a cache in front")
CACHE_URL = _read("CACHE_URL")
if CACHE_URL and not re.fullmatch(r"rediss?://\S+", CACHE_URL):
    _refuse("CACHE_URL", CACHE_URL, "the address of a Redis server, such as redis://host:6379/0")
REGISTRATION = _switch("REGISTRATION", on="open", off="closed", default="open")
SITE_URL = _web_address(
    "SITE_URL",
    default="http://127.0.0.1:8000",
    path="/?",
    expected="the address of the site without a path, such as https://archive.example.org",
).rstrip("/")
FRUS_SOURCE_URL = _web_address(
    "FRUS_SOURCE_URL",
    default="https://raw.githubusercontent.com/HistoryAtState/frus/master/volumes/",
    path=r"(/\S*)?",
    expected="the web address of the folder that holds the published volumes",
).rstrip("/") + "/"  # fmt: skip
PUBLIC_NOTES = _read("PUBLIC_NOTES", "asked")
if PUBLIC_NOTES not in {"asked", "open", "off"}:
    _refuse("PUBLIC_NOTES", PUBLIC_NOTES, "'asked' (a curator allows each of them), 'open' or 'off'")
ALLOWED_HOSTS = _list(
    "ALLOWED_HOSTS",
    each=r"\*|\.?[\w.-]+|\[[\da-fA-F:.]+\]",
    expected="a host name, such as archive.example.org",
    default="localhost,127.0.0.1,[::1]",
)
CSRF_TRUSTED_ORIGINS = [
    SITE_URL,
    *_list(
        "CSRF_TRUSTED_ORIGINS",
        each=r"https?://[^\s/?#@]+",
        expected="an origin, such as https://archive.example.org",
    ),
]

# Messages to readers: links for new accounts and new passwords.
MAIL = _mail("MAIL_URL")
EMAIL_BACKEND = f"django.core.mail.backends.{MAIL['backend']}"
EMAIL_HOST, EMAIL_PORT = MAIL["host"], MAIL["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["user"]
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["tls"], MAIL["ssl"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = _read("MAIL_FROM", f"chancery@{urlsplit(SITE_URL).hostname}")
if not re.fullmatch(r"[^\r\n]*[^\s@<>]+@[^\s@<>]+>?", DEFAULT_FROM_EMAIL):
    _refuse("MAIL_FROM", DEFAULT_FROM_EMAIL, "a mail address, such as archive@example.org")

DATABASE_URL = _read("DATABASE_URL", local_postgres.address())
# Of several hosts one is the primary: where a replica has taken over, that is where connections go.
DATABASES = {"default": _database("DATABASE_URL", DATABASE_URL, target_session_attrs="read-write")}
DATABASE_REPLICA_URL = _read("DATABASE_REPLICA_URL")
if DATABASE_REPLICA_URL:
    DATABASES["replica"] = _database("DATABASE_REPLICA_URL", DATABASE_REPLICA_URL)
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    DATABASE_ROUTERS = ["archive.replicas.Router"]
REPLICA_LAG_SECONDS = _seconds("REPLICA_LAG_SECONDS", "1")

SECRET_KEY = _read("SECRET_KEY")
if not SECRET_KEY and (DEBUG or local_postgres.address() == DATABASE_URL):
    SECRET_KEY = _key_kept_in(DATA_FOLDER)


def refuse_to_serve_without_a_key() -> None:
    """Commands do without a key; a server with one of its own at every start would log readers out.

    Raises ImproperlyConfigured when SECRET_KEY is unset on a server with its own database.
    """
    if not SECRET_KEY:
        _refuse("SECRET_KEY", "", "a long random text, kept secret and the same on every server")


# What the project decides

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "csp",
    "js_lib_leaflet",
    "archive",
]
MIDDLEWARE = [
    "archive.watching.visits.Watched",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "archive.views.away.WhileAway",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "archive.views.accounts_caches.PrivateForReaders",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "archive.views.problems.ReadingErrors",
    "archive.replicas.Reading",
]
ROOT_URLCONF = "archive.urls"
WSGI_APPLICATION = "archive.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STATICFILES_DIRS = [BASE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "archive.assets.Assets"},
}
LOCAL_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
SHARED = "django.core.cache.backends.redis.RedisCache" if CACHE_URL else LOCAL_MEMORY
CACHES = {
    "default": {"BACKEND": SHARED, "LOCATION": CACHE_URL},
    # Finished pages of the edition, by revision; each process keeps its own, some 15 kB a page.
    "pages": {"BACKEND": LOCAL_MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 2000}},
}

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "profile"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

if urlsplit(SITE_URL).scheme == "https":
    # The web server speaks plain HTTP; the proxy before it speaks TLS and says so in this header.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

LOGGING = log_lines.written(as_json=LOG_AS_JSON)
