"""All settings, in one file; each reads the environment and has a safe default.

`docs/operations.md` lists the variables. Nothing else in the project reads the environment.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- who and where -------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
# The embedded default keeps its key beside its data; `check --deploy` refuses a short one.
SECRET_KEY = env.str("SECRET_KEY", default="embedded-only-not-for-a-newsroom")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
NEWSROOM_NAME = env.str("NEWSROOM_NAME", default="The Newsroom")
# Readers' addresses in ClaimReview, webhooks and mails start with this.
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "config",
    "jobs",
    "accounts",
    "sources",
    "claims",
    "reviews",
    "publishing",
    "partners",
    "desk",
    "seeds",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.newsroom",
            ]
        },
    }
]

# --- data ----------------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'recheck.sqlite3'}")
DATABASES: dict[str, dict[str, Any]] = {"default": dict(env.db_url_config(DATABASE_URL))}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: with DEFERRED, nine of ten read-then-write transactions fail as "locked".
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    # A file, not memory: a live worker process must see what a test writes.
    DATABASES["default"]["TEST"] = {
        "NAME": env.str("TEST_SQLITE", default=str(BASE_DIR / "var" / "test.sqlite3"))
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c lock_timeout=3s -c idle_in_transaction_session_timeout=30s"
    }
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

# --- people --------------------------------------------------------------------------------
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "desk:claims"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "UTC"
# Weekday words and the times on pages: the newsroom's own zone, one setting.
NEWSROOM_ZONE = env.str("NEWSROOM_ZONE", default="Europe/Kyiv")

# --- safety --------------------------------------------------------------------------------
BEHIND_TLS = env.bool("BEHIND_TLS", default=False)
SECURE_SSL_REDIRECT = BEHIND_TLS
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
    }
}
CSRF_FAILURE_VIEW = "desk.problems.csrf_failure"
# Form posts carry whole articles; 20 MB of text is refused by name, not by a broken connection.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000

# --- the web outside -----------------------------------------------------------------------
# Exact host:port pairs that may be fetched although they are not public: the demo's own feed and
# the tests' servers. `check --deploy` refuses anything here.
FETCH_ALLOW = env.list("FETCH_ALLOW", default=[])
FETCH_USER_AGENT = env.str("FETCH_USER_AGENT", default="Recheck/0.1 (claim desk)")
FETCH_DEADLINE_S = env.float("FETCH_DEADLINE_S", default=20.0)
FETCH_MAX_BYTES = env.int("FETCH_MAX_BYTES", default=10_000_000)

# --- matching ------------------------------------------------------------------------------
# Each machine's own folder, which its workers may write: the claim index and the encoder.
INDEX_DIR = env.str("INDEX_DIR", default=str(BASE_DIR / "var" / "index"))
# A folder with another sentence encoder, or "none" to find claims by shared words alone.
SENTENCE_ENCODER = env.str("SENTENCE_ENCODER", default="")

# Passages about claims that were filed longer ago are only suggested, however sure the machine is.
AUTO_CONFIRM_DAYS = env.int("AUTO_CONFIRM_DAYS", default=180)

# --- work ----------------------------------------------------------------------------------
BROKER_URL = env.str("BROKER_URL", default="redis://127.0.0.1:6379/0")
LEASE_S = env.float("LEASE_S", default=150.0)
SWEEP_S = env.float("SWEEP_S", default=1.0)
MAX_ATTEMPTS = env.int("MAX_ATTEMPTS", default=5)
# How long one slice of a long job may take: at most 60, and well below the lease.
LONG_JOB_SLICE_S = env.float("LONG_JOB_SLICE_S", default=20.0)
# The order of the journey. A sweep is a task without arguments that does what is due; each one
# that did work wakes the ones named behind it, and a tick wakes all of them every SWEEP_S.
SWEEPS: dict[str, tuple[str, ...]] = {
    "sources.fetch_due": ("claims.follow_sources",),
    "claims.follow_sources": ("claims.read_due", "claims.long_jobs"),
    "claims.read_due": ("claims.recheck_due",),
    "claims.long_jobs": ("claims.recheck_due", "claims.long_jobs"),
    "claims.recheck_due": ("reviews.follow", "publishing.follow", "partners.follow"),
    "reviews.follow": (),
    "publishing.follow": ("partners.follow",),
    "partners.follow": ("partners.deliver_due",),
    "partners.deliver_due": (),
}
# Who listens to which queue; `manage.py run worker --queues fetch,match` takes some of them.
QUEUES: dict[str, str] = {
    "sources.fetch_due": "fetch",
    "claims.follow_sources": "match",
    "claims.read_due": "match",
    "claims.long_jobs": "long",
    "claims.recheck_due": "recheck",
    "reviews.follow": "recheck",
    "publishing.follow": "recheck",
    "partners.follow": "webhook",
    "partners.deliver_due": "webhook",
    "jobs.tick": "recheck",
}

# --- static files, API, logs ---------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
# No build step, so names carry no hash: a style is asked for again after ten minutes.
WHITENOISE_MAX_AGE = 600
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/fonts/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["partners.api.authentication.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["partners.api.authentication.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "partners.api.problems.as_problem",
    "UNAUTHENTICATED_USER": None,
}
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Its "ready" line tells the supervisor that the worker is up.
        "celery.apps.worker": {"level": "INFO"},
        # A tick a second would say a dozen lines each.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
    },
}
