"""The application, for any WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "collegiate.config.settings")
application = get_wsgi_application()

# What is loaded at the start stays. Looking all of it through for garbage takes a tenth of a second, in the middle of a
# page that somebody waits for: so every chapter is loaded now, and nobody looks there again.
get_resolver().url_patterns  # noqa: B018 - it loads them
gc.collect()
gc.freeze()
