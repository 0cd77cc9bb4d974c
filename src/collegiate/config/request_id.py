"""An id for each request: on the response, in the log, and on an error page for the person to quote."""

from collections.abc import Callable
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse


class RequestId:
    """Name the request, and log its path, answer and duration; never who asked or what they typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request under its id."""
        request.id = uuid4().hex[:12]  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request=request.id):  # type: ignore[attr-defined]
            response = self.get_response(request)
            match = request.resolver_match
            structlog.get_logger("collegiate.request").info(
                "request", method=request.method, route=match.route if match else "", status=response.status_code
            )
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response
