"""Choosing which desk to look at."""

from django import forms

from collegiate.foundation.ui.forms import Once
from collegiate.values import Role


class ChooseDesk(Once):
    """Which of the roles held to look at the desk of."""

    role = forms.ChoiceField(label="Which desk do you want to see?", widget=forms.RadioSelect)

    def __init__(self, *args: object, roles: list[Role], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.words.capitalize()) for role in roles]  # type: ignore[attr-defined]
