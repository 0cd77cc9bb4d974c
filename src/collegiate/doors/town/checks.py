"""One-click sign-in is for demonstrations only."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def no_demonstration_in_production(app_configs: Any = None, **kwargs: Any) -> list[Error]:
    """Fail where the demonstration setting is on."""
    if not settings.DEMO:
        return []
    return [
        Error(
            "COLLEGIATE_DEMO is on: anybody could sign in as anybody.",
            hint="Unset it; it is for demonstrations on one’s own machine.",
            id="town.E001",
        )
    ]
