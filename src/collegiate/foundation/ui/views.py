"""The pages for when something is wrong, and the gallery of what pages are made of."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from collegiate.foundation.accounts.door import allowed_to, anyone
from collegiate.foundation.ui.gallery import gallery_page
from collegiate.foundation.ui.pages import page

NOT_OPEN = "You cannot open this page."


@allowed_to(anyone)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in each of its states."""
    return page(request, "ui/gallery.html", **gallery_page())


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer what could not be understood."""
    return render(request, "ui/errors/400.html", status=400)


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Refuse, in the sentence that the ruling gave."""
    return render(request, "ui/errors/403.html", {"sentence": str(exception or "") or NOT_OPEN}, status=403)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for what is not there, or may not be known to be there: the same words for both."""
    return render(request, "ui/errors/404.html", status=404)


def handler429(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Ask for patience, where the sign-in library counted too many tries."""
    return render(request, "ui/errors/429.html", status=429)


def handler500(request: HttpRequest) -> HttpResponse:
    """
    Own up to a fault of ours, with the request's id to quote and no trace.

    It asks nothing of the database and of no context processor, which may be what failed.
    """
    words = render_to_string("ui/errors/500.html", {"request_id": getattr(request, "id", "")})
    return HttpResponse(words, status=500)


def sent_too_late(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    """Answer a form whose page was open too long, or came from elsewhere (Django's check of the form's own key)."""
    sentence = "That page was open for too long to be sent safely. Go back, reload it and send it again."
    return render(request, "ui/errors/403.html", {"sentence": sentence, "again": True}, status=403)
