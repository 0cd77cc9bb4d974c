"""Every address, and those that a demonstration adds."""

from django.urls import include, path

from collegiate.config.urls import handler400, handler403, handler404, handler429, handler500
from collegiate.config.urls import urlpatterns as always

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

urlpatterns = [*always, path("cast/", include("collegiate.doors.town.urls"))]
