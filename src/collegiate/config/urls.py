"""Every address. Pages of libraries get their ruling here."""

from django.urls import include, path

from collegiate.config.health import health
from collegiate.foundation.accounts.door import anyone, under

urlpatterns = [
    path("healthz", health, name="health"),
    path("accounts/", under(anyone, include("allauth.urls"))),
]
