"""What the gallery shows."""

from typing import Any


def gallery_page() -> dict[str, Any]:
    """Return the examples."""
    return {}
