"""Django's settings, from the environment (`environment.py` lists it all)."""

from pathlib import Path

from csp.constants import NONE, SELF

from collegiate.config import environment
from collegiate.doors.pound import addresses as pound
from collegiate.doors.schools.addresses import page_of

STATE = Path(environment.read("COLLEGIATE_STATE", "var")).resolve()
DEMO = environment.is_on("COLLEGIATE_DEMO")
ADDRESS = environment.read("COLLEGIATE_ADDRESS", "http://localhost:8000")
SECRET_KEY = environment.secret_key(STATE)
DEBUG = False
ALLOWED_HOSTS = environment.read("COLLEGIATE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = environment.is_on("COLLEGIATE_HTTPS")

CHAPTERS = [
    "collegiate.foundation.clock",
    "collegiate.foundation.accounts",
    "collegiate.foundation.files",
    "collegiate.foundation.record",
    "collegiate.foundation.ui",
    "collegiate.partnership.members",
    "collegiate.partnership.communications",
    "collegiate.partnership.childrens_services",
    "collegiate.partnership.feedback",
    "collegiate.partnership.training_day",
    "collegiate.partnership.governance",
    "collegiate.improvement.evidence",
    "collegiate.improvement.needs",
    "collegiate.improvement.fund",
    "collegiate.improvement.commissioning",
    "collegiate.improvement.delivery",
    "collegiate.improvement.achievement_teams",
    "collegiate.improvement.impact",
    "collegiate.improvement.practice",
    "collegiate.improvement.accountability",
]
DOORS = [
    "collegiate.doors.exchange",
    "collegiate.doors.thread",
    "collegiate.doors.pound",
    "collegiate.doors.schools",
    "collegiate.doors.public_site",
    "collegiate.doors.desks",
    "collegiate.doors.town",
]
INSTALLED_APPS = [  # ours first, so that our templates stand in for the libraries'
    *CHAPTERS,
    *DOORS,
    "collegiate.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",  # the boxes that our forms are drawn with
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "collegiate.config.request_id.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "collegiate.partnership.members.middleware.WhoIsAsking",
    "collegiate.doors.desks.middleware.Framing",
    "collegiate.foundation.accounts.door.ClosedDoor",
]
ROOT_URLCONF = "collegiate.config.urls"
ABSOLUTE_URL_OVERRIDES = {  # one answer to "where is its page", for every page
    "members.organisation": page_of,
    "fund.payment": pound.payment,
    "fund.contribution": pound.contribution,
}
WSGI_APPLICATION = "collegiate.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "collegiate.doors.desks.middleware.frame",
            ],
        },
    },
]
FORM_RENDERER = "collegiate.foundation.ui.renderer.Renderer"
CSRF_FAILURE_VIEW = "collegiate.foundation.ui.views.sent_too_late"
DATABASES = {"default": environment.database(STATE)}
SCRATCH_FROM = environment.read("COLLEGIATE_SCRATCH_FROM", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
}  # so that every worker counts the same failed sign-ins
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60  # an invitation sent on a Friday still works after half-term's first week
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "collegiate.foundation.accounts.adapter.Invited"
ACCOUNT_FORMS = {
    "login": "collegiate.foundation.accounts.forms.SignIn",
    "reset_password": "collegiate.foundation.accounts.forms.AskForLink",
    "reset_password_from_key": "collegiate.foundation.accounts.forms.ChoosePassword",
    "change_password": "collegiate.foundation.accounts.forms.ChangePassword",
    "set_password": "collegiate.foundation.accounts.forms.SetPassword",
    "reauthenticate": "collegiate.foundation.accounts.forms.AskAgain",
}
# The library's own looks through, and fills, a table of further addresses for each link; an account has one.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation went to the address
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # or anybody could have us write to any address
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",  # 5 wrong passwords for one address, then five minutes' wait
    "reset_password": "20/m/ip,5/m/key",
}
SESSION_COOKIE_AGE = 14 * 24 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False  # British English; no translation layer

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # `make run` needs no second copy of the style
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"\.woff2$"  # a typeface that is asked for again comes too late to be used
FILES_ROOT = STATE / "files"
LARGEST_FILE = 100_000_000  # bytes; the national register is about 70 MB
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]  # never in memory

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

globals().update(environment.mail())
DEFAULT_FROM_EMAIL = environment.read("COLLEGIATE_MAIL_FROM", "partnership@localhost")

LOGGING_CONFIG = "collegiate.config.logs.configure"
LOGGING = {"level": environment.read("COLLEGIATE_LOG_LEVEL", "INFO")}
