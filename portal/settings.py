"""Accord's settings: one file, all from the environment; `docs/settings.md` says each in a line."""

from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal import env

BASE_DIR = env.CHECKOUT
ACCORD_HOME = env.home()
DEBUG = env.flag("ACCORD_DEBUG")
SECRET_KEY = env.secret_key()
# Links in mails are built from this address, never from a request's Host header.
BASE_URL = env.text("ACCORD_BASE_URL", f"http://127.0.0.1:{env.number('ACCORD_PORT', 8000)}").rstrip("/")
SECURE = BASE_URL.startswith("https://")
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "localhost", *env.words("ACCORD_HOSTS")]
if not SECURE:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "portal",
    "apps.core",
    "apps.trail",
    "apps.people",
    "apps.notices",
    "apps.agreements",
    "apps.goals",
    "apps.collateral",
    "apps.leads",
    "apps.meetings",
    "apps.followups",
    "apps.home",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "pgtrigger",
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
    "allauth.account.middleware.AccountMiddleware",
    "apps.people.middleware.WhereSignedIn",
    "apps.people.middleware.ReadsOnce",
    "apps.people.middleware.OwnLanguageAndZone",
    "apps.people.middleware.RefusalsAsPages",
    "apps.core.choosing.Suggestions",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
FORM_RENDERER = "apps.core.controls.Controls"
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
                "portal.shell.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "apps.core.templatetags.kit",
                "apps.core.templatetags.fields",
                "apps.core.templatetags.once",
            ],
        },
    }
]

# --- PostgreSQL, the only truth -------------------------------------------------------------------------
DATABASE_URL = env.text("DATABASE_URL") or env.running("database") or "postgres:///accord"
# What runs here: web, worker, beat or a command. The web gives up on a statement after 10 s, a worker after 120 s.
PROCESS = env.text("ACCORD_PROCESS", "command")
_seconds = {"web": 10, "worker": 120}.get(PROCESS, 0)
DATABASES = {"default": env.database(DATABASE_URL)}
# Every trigger first looks whether it is to be passed over. Where nothing says so it runs into an error of its own and
# takes it back, and that costs more the more foreign keys wait for the end of the transaction: so say "none".
_options = f"-c statement_timeout={_seconds}s -c lock_timeout={_seconds}s -c pgtrigger.ignore={{}}"
DATABASES["default"]["OPTIONS"] |= {"options": _options}
if PROCESS == "web":
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 2, "max_size": env.number("ACCORD_WEB_THREADS", 8) + 2}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis: hints and caches, which may be wiped at any moment ------------------------------------------
REDIS_URL, CELERY_BROKER_URL = env.redis(env.text("REDIS_URL") or env.running("redis") or "redis://127.0.0.1:6379/0")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

# --- People and sign-in ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "apps.people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = "strict"
# allauth would write to strangers where to sign up, and nobody can.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_NAME = "__Host-accord" if SECURE else "accord"
CSRF_COOKIE_NAME = "__Host-accord-csrf" if SECURE else "accord-csrf"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

# --- Mail: every mail is a delivery in our outbox first -------------------------------------------------
EMAIL_BACKEND = "apps.notices.backend.Outbox"
EMAIL_URL = env.text("EMAIL_URL")
SMTP = env.mail(EMAIL_URL) if EMAIL_URL else None
DEFAULT_FROM_EMAIL = env.text("ACCORD_MAIL_FROM", "Accord <accord@localhost>")
# How long a mail server may take for each answer, in seconds; a worker's claim on a mail lasts five times as long.
MAIL_TIMEOUT = env.number("ACCORD_MAIL_TIMEOUT", 10)
# Where answers to mails are fetched from, and the address that each mail asks to be answered at.
INBOX_URL = env.text("INBOX_URL")
INBOX = env.inbox(INBOX_URL) if INBOX_URL else None
REPLY_ADDRESS = env.reply_address(env.text("ACCORD_REPLY_ADDRESS"), INBOX["username"]) if INBOX else ""
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")

# --- Language, time -------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale", *env.words("ACCORD_LOCALE_PATHS")]
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# --- Files ----------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ACCORD_HOME / "static"
# What browsers get is built from the sources by `manage.py assets`; while working on Accord they get the sources.
BUILT = BASE_DIR / "built"
STATICFILES_DIRS = [BASE_DIR / "static" if DEBUG else BUILT]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": ACCORD_HOME / "files",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Compressing is the slowest step of a first start: only what browsers ask for, once.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("br", "gz", "jpg", "map", "png", "webp", "woff2")
# Where the tests find the sample of real leads; the portal itself never reads it.
SAMPLE_DATA = env.text("ACCORD_SAMPLE_DATA")
UPLOAD_LIMIT = env.number("ACCORD_UPLOAD_LIMIT_MB", 100) * 1024 * 1024
# The virus scanner; without one nothing is checked.
CLAMD_URL = env.scanner(env.text("CLAMD_URL"))
# Hosts on the company's own network at which links of the library may be looked at.
LINK_HOSTS = env.words("ACCORD_LINK_HOSTS")
# Where a process has a copy of somebody's file while it works on it: nowhere that others of this machine may look.
WORKING_FOLDER = env.folder("working")
FILE_UPLOAD_TEMP_DIR = WORKING_FOLDER
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The form says that a hundred are enough; what goes far beyond isn't looked at.
DATA_UPLOAD_MAX_NUMBER_FILES = 400
FILE_UPLOAD_HANDLERS = [
    "apps.collateral.incoming.UpToTheLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Keeping browsers strict ----------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if env.flag("ACCORD_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Else every member would come from the proxy's address, and one who mistypes a password would slow down all.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# --- The API --------------------------------------------------------------------------------------------
API_RATE = env.number("ACCORD_API_RATE", 1200)  # calls of a member per minute
REST_FRAMEWORK = {
    # The door's base class says who comes in and how often; a view that isn't built on it lets nobody in.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "apps.people.door.schema.Schema",
    "EXCEPTION_HANDLER": "apps.people.door.problems.answer_problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Accord",
    "DESCRIPTION": "Everything a page can do, by the same commands and with the same refusals.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "filters": {"keys": {"()": "apps.core.logs.WithoutKeys"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keys"]}},
    "root": {"handlers": ["console"], "level": env.text("ACCORD_LOG_LEVEL", "INFO")},
}
