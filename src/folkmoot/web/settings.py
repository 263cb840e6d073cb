"""Django's settings, read from the table in `folkmoot.environment`."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from folkmoot import environment
from folkmoot.environment import setting
from folkmoot.errors import Refused
from folkmoot.web import languages

HERE = Path(__file__).parent
FOLKMOOT_HOME = environment.home().resolve()
FOLKMOOT_BODY = setting("FOLKMOOT_BODY")
RECORD_FOLDER = FOLKMOOT_HOME / "record"
DOWNLOADS_FOLDER = FOLKMOOT_HOME / "downloads"


def _whole(name: str) -> int:
    """A setting that is a whole number from 1 up."""
    told = setting(name)
    if not told.isascii() or not told.isdigit() or not int(told):
        raise Refused(f"{name} is {told!r}; write a whole number from 1 up, such as 3000.")
    return int(told)


def _secret_key() -> str:
    if key := setting("FOLKMOOT_SECRET_KEY"):
        return key
    kept = FOLKMOOT_HOME / "secret_key"
    if not kept.exists():
        FOLKMOOT_HOME.mkdir(parents=True, exist_ok=True)
        _write_once(kept, secrets.token_urlsafe(50))
    return kept.read_text()


def _write_once(path: Path, words: str) -> None:
    """Whole or not at all, and never over what another process wrote first."""
    mine = path.with_name(f"{path.name}.{os.getpid()}")
    mine.touch(mode=0o600)
    mine.write_text(words)
    try:
        os.link(mine, path)
    except FileExistsError:
        pass
    finally:
        mine.unlink()


SECRET_KEY = _secret_key()
DEBUG = setting("FOLKMOOT_DEBUG") == "1"
HTTPS = setting("FOLKMOOT_HTTPS") == "1"
ALLOWED_HOSTS = [host.strip() for host in setting("FOLKMOOT_HOSTS").split(",") if host.strip()]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "rules.apps.AutodiscoverRulesConfig",
    "folkmoot.web.accounts",
    "folkmoot.web.journal",
    "folkmoot.web.consent",
    "folkmoot.web.replies",
    "folkmoot.web.record",
    "folkmoot.web.attribution",
    "folkmoot.web.meetings",
    "folkmoot.web.opinion",
    "folkmoot.web.themes",
    "folkmoot.web.hall",
    "folkmoot.web.manifesto",
    "folkmoot.web.tracing",
    "folkmoot.web.asking",
    "folkmoot.web.told",
    "folkmoot.web.alerts",
    "folkmoot.web.front",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "folkmoot.web.api.middleware.Answers",
    "folkmoot.web.nulls.NoNulls",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
    "folkmoot.web.problems.Problems",
]

ROOT_URLCONF = "folkmoot.web.urls"
WSGI_APPLICATION = "folkmoot.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "folkmoot.web.front.context.installation",
            ],
        },
    }
]


def _postgresql(url: str) -> dict[str, Any]:
    try:
        if urlsplit(url).scheme in {"postgresql", "postgres"}:
            return {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
    except ValueError:
        pass  # said below, without the address: it may hold a password
    raise Refused(
        "DATABASE_URL names no PostgreSQL database. Write it as postgresql://user:password@host:port/name, "
        "or leave it out, and the house is a file in the home."
    )


def _database(url: str) -> dict[str, Any]:
    if url:
        return _postgresql(url)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": FOLKMOOT_HOME / "house.sqlite3",
        "CONN_MAX_AGE": None,
        # FULL, so that a vote that was acknowledged is on the disk when the power goes.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


DATABASES = {"default": _database(setting("DATABASE_URL"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "folkmoot.web.accounts.adapter.StaffOnly"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_TOTP_ISSUER = FOLKMOOT_BODY
AXES_HANDLER = "folkmoot.web.accounts.lockout.Digests"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = languages.OWN[0]
LOCALE_PATHS = [FOLKMOOT_HOME / "locale"]
LANGUAGES = languages.offered(*LOCALE_PATHS)
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = FOLKMOOT_HOME / "static"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "folkmoot.web.front.storage.HashedStatic"},
}


def _mail(url: str) -> dict[str, Any]:
    """Django's settings for mail, from smtp://user:password@host:port, smtps:// or smtp://…?tls=1."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:  # not repeated: it may hold a password
        raise Refused("EMAIL_URL names no mail server. Write it as smtp://user:password@host:port?tls=1.")
    asked = parse_qs(parts.query)
    tls = asked.get("tls", [""])[0] == "1"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587 if tls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": tls and parts.scheme != "smtps",
        "EMAIL_TIMEOUT": 20,
        **({"DEFAULT_FROM_EMAIL": asked["from"][0]} if "from" in asked else {}),
    }


_FIRST_HOST = (ALLOWED_HOSTS[0].lstrip(".*") if ALLOWED_HOSTS else "") or "localhost"
SITE_ADDRESS = setting("FOLKMOOT_ADDRESS").rstrip("/") or f"{'https' if HTTPS else 'http'}://{_FIRST_HOST}"
MAIL_FROM = setting("FOLKMOOT_MAIL_FROM")
MAIL_IS_SENT = bool(setting("EMAIL_URL"))
"""Without a server mail is printed to the log, which must hold no address of anybody's: alerts stay off."""
DEFAULT_FROM_EMAIL = MAIL_FROM or f"folkmoot@{_FIRST_HOST}"
globals().update(_mail(setting("EMAIL_URL")))

_IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _IN_MEMORY},
    # Counts of requests, each under a digest: apart, so that many addresses push out nothing else.
    "limits": {"BACKEND": _IN_MEMORY, "LOCATION": "limits", "OPTIONS": {"MAX_ENTRIES": 50_000}},
}
API_REQUESTS_A_MINUTE = _whole("FOLKMOOT_API_RATE")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# By plain HTTP under any name, as in a hall, browsers ignore it and complain on every page.
SECURE_CROSS_ORIGIN_OPENER_POLICY = None if "*" in ALLOWED_HOSTS and not HTTPS else "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 7 * 24 * 3600
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# The log holds no personal data: no addresses of pages asked for, no names of who failed to sign in.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "axes": {"level": "CRITICAL"},
        "allauth": {"level": "ERROR"},
    },
}
