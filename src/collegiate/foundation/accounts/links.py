"""The one-use link by which an invited person sets a password and is signed in."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from collegiate.foundation.accounts.models import Account


def first_sign_in(account: Account) -> str:
    """Return the path of a link that works once, and until the password or e-mail address changes."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(account), "key": default_token_generator.make_token(account)},
    )
