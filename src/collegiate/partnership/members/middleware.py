"""Who is asking: their standing, read once a request."""

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from collegiate.foundation import clock
from collegiate.partnership.members import queries
from collegiate.partnership.members.queries import DESK


class WhoIsAsking:
    """Put the standing of whoever signed in on the request; asked for nothing, it asks nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        request.standing = SimpleLazyObject(lambda: _standing(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Answer 404 where a row is not there, or the viewer may not know that it is."""
        if isinstance(exception, ObjectDoesNotExist):
            raise Http404 from exception


def _standing(request: HttpRequest) -> object:
    account = request.user if request.user.is_authenticated else None
    return queries.standing_of(account, clock.today(), acting_as=request.session.get(DESK, ""))
