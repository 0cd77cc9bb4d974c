"""Where an organisation's page is: every page that names one asks its `get_absolute_url`, which the settings lead here."""

from typing import Any

from django.urls import reverse


def page_of(organisation: Any) -> str:
    """Return a school's own page, by our key so that no link needs its URN; of any other organisation, its record."""
    name = "school-known-by" if organisation.is_school else "members:organisation"
    return reverse(name, args=[organisation.pk])
