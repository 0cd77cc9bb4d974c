"""Forms of the fund."""

from django import forms

from collegiate.foundation.ui.forms import DateField, Once


class On(Once):
    """The day on which money came in or left, as the bank says."""

    on = DateField(label="On which day, as the bank statement says?")


class Refuse(Once):
    """Why a payment is refused."""

    because = forms.CharField(label="Why is it refused?", max_length=300, help_text="Whoever asked for it reads this.")


class Confirm(Once):
    """A deed that needs nothing typed."""
