"""A need that knows its price."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collegiate.improvement.fund import models
