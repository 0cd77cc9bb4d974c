"""What we tell the sign-in library: nobody signs up; people are invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Invited(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Closed for sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return no: a coordinator invites heads, a head invites staff."""
        return False
