"""The sign-in library's forms in our words: labels that stand alone, and nothing written inside the boxes."""

from typing import Any

from allauth.account import forms as theirs
from django import forms

ADDRESS = "E-mail address"
GOOD_PASSWORD = "At least 10 characters. Three words that have nothing to do with each other are hard to guess."  # noqa: S105 - advice, not a password


def in_our_words(form: forms.Form, **labels: str) -> None:
    """Label the fields, take away what is written inside the boxes, and say once what makes a good password."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
        field.help_text = GOOD_PASSWORD if name == "password1" else ""


class SignIn(theirs.LoginForm):  # type: ignore[misc]  # the library has no types
    """An e-mail address and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, login=ADDRESS, password="Password", remember="Keep me signed in on this device")  # noqa: S106 - a label


class AskForLink(theirs.ResetPasswordForm):  # type: ignore[misc]  # the library has no types
    """The address to send a link to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, email=ADDRESS)


class ChoosePassword(theirs.ResetPasswordKeyForm):  # type: ignore[misc]  # the library has no types
    """A password, twice, by a link that works once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, password1="New password", password2="The new password again")


class SetPassword(theirs.SetPasswordForm):  # type: ignore[misc]  # the library has no types
    """A first password, twice, for somebody who signed in without one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, password1="Password", password2="The password again")


class ChangePassword(theirs.ChangePasswordForm):  # type: ignore[misc]  # the library has no types
    """The password of now, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(
            self, oldpassword="Password you use now", password1="New password", password2="The new password again"
        )


class AskAgain(theirs.ReauthenticateForm):  # type: ignore[misc]  # the library has no types
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self, password="Password")  # noqa: S106 - a label
