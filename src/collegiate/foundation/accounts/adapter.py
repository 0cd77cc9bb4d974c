"""What we tell the sign-in library: nobody signs up, people are invited; and what it says when it refuses."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Invited(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Closed for sign-up."""

    error_messages: ClassVar[dict[str, str]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail address and this password do not belong together. Try again.",
        "too_many_login_attempts": "There were too many wrong passwords. Wait five minutes, then try again.",
        "enter_current_password": "This is not the password you use now.",
        "incorrect_password": "This is not your password.",
        "invalid_password_reset": "This link has been used, or is too old.",
        "rate_limited": "That was too often. Wait a few minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return no: a coordinator invites heads, a head invites staff."""
        return False
