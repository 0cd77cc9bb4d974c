"""
The frame is made before the page, so that no template asks the database for it.

It is made before the door is asked too: whoever is refused still finds the way elsewhere. Only for an
address that leads nowhere is there no page to make it before, so it is made when that is said.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from collegiate.doors.desks.frame import frame_for

WITHOUT = ("/healthz", "/static/")


class Framing:
    """Put the frame on the request; the context processor hands it to the template."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """Make the frame."""
        if not request.path.startswith(WITHOUT):
            request.frame = frame_for(request.standing, request.path)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Hand the frame to every template; nothing where the page failed before anybody knew who asks."""
    made = getattr(request, "frame", None)
    if made is None and request.resolver_match is None and hasattr(request, "standing"):
        made = frame_for(request.standing, request.path)
    return {"frame": made}
