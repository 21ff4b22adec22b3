"""Settings. Everything an office may set comes from the environment, prefixed BANSO_."""

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from banso.lib import clock
from banso.lib.faces import why_refused

BASE_DIR = Path(__file__).resolve().parent.parent


def _database(url: str) -> dict[str, Any]:
    """``sqlite:///path`` or ``postgresql://user:password@host:port/name`` (host may be a socket folder)."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path)[1:] if parts.path.startswith("//") else unquote(parts.path),
            # Writers queue for the lock at once instead of failing in the middle of a transaction.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    if parts.scheme == "postgresql":
        # urlsplit lowers the case of a host name, and the folder of a socket may have capitals.
        place = parts.netloc.rpartition("@")[2]
        host = unquote(place.partition(":")[0]) if "%" in place else parts.hostname or ""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    raise ValueError(f"BANSO_DATABASE_URL: 'sqlite:///…' or 'postgresql://…' is needed, not {url!r}")


DATA_DIR = Path(os.environ.get("BANSO_DATA_DIR", BASE_DIR / "var"))
PLANS_DIR = Path(os.environ.get("BANSO_PLANS_DIR", BASE_DIR / "plans"))
# The plan that this office carries out, as a folder below PLANS_DIR: the office says which, the code knows none.
PLAN = os.environ.get("BANSO_PLAN", "")
# Everything is marked 見本データ while this is set.
SAMPLE_DATA = os.environ.get("BANSO_SAMPLE_DATA", "") == "1"
# Where the public finds this site, for what is printed and embedded elsewhere: https://…, without a slash at the end.
PUBLIC_URL = os.environ.get("BANSO_PUBLIC_URL", "").rstrip("/")

# Whether `banso serve` asks owners of windows to confirm what has long been unconfirmed. A trial writes to nobody.
_remind = os.environ.get("BANSO_REMIND_OWNERS", "0" if os.environ.get("BANSO_TRIAL", "") == "1" else "1")
REMIND_OWNERS = _remind == "1"

DEBUG = os.environ.get("BANSO_DEBUG", "") == "1"
TRIAL = os.environ.get("BANSO_TRIAL", "") == "1"
SECRET_KEY = os.environ.get("BANSO_SECRET_KEY", "")
if not SECRET_KEY:
    # Tools that never serve a page (lint, mypy, tests) need no secret; `banso serve` refuses without.
    SECRET_KEY = "not-for-serving"
# What seals the ledger. It outlives a change of the secret key.
SEAL_KEY = os.environ.get("BANSO_SEAL_KEY", "") or SECRET_KEY
# Closes what people write to a window. Several, divided by commas: the first closes, all open. A trial makes its own.
DATA_KEY = os.environ.get("BANSO_DATA_KEY", "")
# Which pages this process serves: for everybody (public), for the offices (office), or all of them.
FACE = os.environ.get("BANSO_FACE", "") or "all"
# The keys of this face, and the public keys of the other one; `banso exchange keys` makes them.
EXCHANGE_KEY = os.environ.get("BANSO_EXCHANGE_KEY", "")
EXCHANGE_PEER = os.environ.get("BANSO_EXCHANGE_PEER", "")
ALLOWED_HOSTS = os.environ.get("BANSO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("BANSO_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    # The rooms come first: their templates replace those of allauth and Django.
    "banso.portal",
    "banso.api",
    "banso.council",
    "banso.indicators",
    "banso.returns",
    "banso.upkeep",
    "banso.navigator",
    "banso.ledger",
    "banso.notices",
    "banso.access",
    "banso.directory",
    "banso.plan",
    "banso.design",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "banso.access.middleware.NobodysAddress",
    "banso.access.middleware.WrongMethod",
]
CSRF_FAILURE_VIEW = "banso.access.views.csrf_failed"

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "banso.design.context.shell",
                "banso.portal.context.navigation",
                "banso.portal.context.help_strip",
            ],
            "builtins": ["banso.design.templatetags.banso", "banso.directory.templatetags.directory"],
        },
    }
]

FORM_RENDERER = "banso.design.forms.Renderer"

DATABASES = {
    "default": _database(os.environ.get("BANSO_DATABASE_URL", f"sqlite:///{DATA_DIR / 'banso.sqlite3'}"))
}
# Failed sign-ins are counted here. In the database, because every worker must see the same count. Far more
# entries than an attacker makes within the window, so that a flood of names does not push the counts out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "access_shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
FACE_REFUSED = why_refused(
    FACE, sqlite=DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3", trial=TRIAL or DEBUG
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "banso.access.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# Offices share machines: closing the browser signs out, and nobody is asked.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = str
MFA_TOTP_ISSUER = "伴走"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# Clocks of offices and telephones differ by half a minute.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "add_webauthn": "banso.access.forms.AddKeyForm",
    "edit_webauthn": "banso.access.forms.EditKeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = TRIAL

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# Two hundred files may come in one request; all but the smallest go to disk at once.
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 500

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not (TRIAL or DEBUG)
SESSION_COOKIE_SAMESITE = "Lax"
if os.environ.get("BANSO_BEHIND_HTTPS_PROXY", "") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Failed sign-ins are counted by the address that the proxy saw, not by the proxy's own.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# How many requests for a talk, and how many wrong codes, one source address may send in an hour. Libraries, offices and
# mobile carriers share one among many: so the number is high, and higher for those that are known to be shared.
REQUESTS_AN_HOUR = int(os.environ.get("BANSO_REQUESTS_AN_HOUR", "60"))
REQUESTS_AN_HOUR_SHARED = int(os.environ.get("BANSO_REQUESTS_AN_HOUR_SHARED", "600"))
# The same for PDFs that have to be made; a leaflet that was made today counts for nobody.
PRINTS_AN_HOUR = int(os.environ.get("BANSO_PRINTS_AN_HOUR", "120"))
PRINTS_AN_HOUR_SHARED = int(os.environ.get("BANSO_PRINTS_AN_HOUR_SHARED", "1200"))
SHARED_ADDRESSES = [a.strip() for a in os.environ.get("BANSO_SHARED_ADDRESSES", "").split(",") if a.strip()]
for _address in SHARED_ADDRESSES:
    ip_network(_address)  # what is mistyped is told at the start

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# The mail server of banso.notices: smtp://user:password@host:port or smtps://…; without it mail waits in the outbox.
SMTP_URL = os.environ.get("BANSO_SMTP_URL", "")
MAIL_FROM = os.environ.get("BANSO_MAIL_FROM", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

clock.start_from_environment()
