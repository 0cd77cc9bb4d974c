"""What narrows the list of schools."""

from django import forms

from collegiate.foundation.ui.forms import Filters
from collegiate.partnership.members.models import Phase


class WhichSchools(Filters):
    """Schools by a part of their name, and by phase."""

    words = forms.CharField(label="Name", max_length=100)
    phase = forms.ChoiceField(label="Phase", choices=[("", "Every phase"), *Phase.choices])
