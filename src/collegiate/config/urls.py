"""Every address. Pages of libraries get their ruling here."""

from django.conf import settings
from django.urls import include, path

from collegiate.config.health import health
from collegiate.foundation.accounts.door import anyone, keeps_the_address, under
from collegiate.foundation.ui.views import handler400, handler403, handler404, handler429, handler500

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

urlpatterns = [
    path("healthz", health, name="health"),
    path("", include("collegiate.doors.desks.urls")),
    path("", include("collegiate.doors.public_site.urls")),
    path("gallery/", include("collegiate.foundation.ui.urls")),
    path("thread/", include("collegiate.doors.thread.urls")),
    path("follow/", include("collegiate.doors.pound.urls")),
    path("schools/", include("collegiate.doors.schools.urls")),
    path("", include("collegiate.doors.exchange.urls")),
    path("accounts/", under(anyone, include("allauth.urls"), but={"account_email": keeps_the_address})),
    path("members/", include("collegiate.partnership.members.urls")),
    path("notices/", include("collegiate.partnership.communications.urls")),
    path("services/", include("collegiate.partnership.childrens_services.urls")),
    path("feedback/", include("collegiate.partnership.feedback.urls")),
    path("training-day/", include("collegiate.partnership.training_day.urls")),
    path("", include("collegiate.partnership.governance.urls")),
    path("evidence/", include("collegiate.improvement.evidence.urls")),
    path("needs/", include("collegiate.improvement.needs.urls")),
    path("fund/", include("collegiate.improvement.fund.urls")),
    path("support/", include("collegiate.improvement.commissioning.urls")),
    path("delivery/", include("collegiate.improvement.delivery.urls")),
    path("teams/", include("collegiate.improvement.achievement_teams.urls")),
    path("impact/", include("collegiate.improvement.impact.urls")),
    path("practice/", include("collegiate.improvement.practice.urls")),
    path("reports/", include("collegiate.improvement.accountability.urls")),
]
if settings.DEMO:  # one-click sign-in exists in a demonstration only; a production check fails where it is on
    urlpatterns.append(path("cast/", include("collegiate.doors.town.urls")))
