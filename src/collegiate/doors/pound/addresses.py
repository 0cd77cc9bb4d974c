"""Where a pound is followed from: pages that name a payment or a contribution ask its `get_absolute_url`, which the settings lead here."""

from typing import Any

from django.urls import reverse


def payment(payment: Any) -> str:
    """Return where a payment is followed back to its needs."""
    return reverse("follow-payment", args=[payment.pk])


def contribution(contribution: Any) -> str:
    """Return where a contribution is followed to its uses."""
    return reverse("follow-contribution", args=[contribution.pk])
