"""Questions about reports, and what the partnership can say of a time."""

from collegiate.improvement.accountability.queries.content import content
from collegiate.improvement.accountability.queries.reports import covering, get, latest, reports, what_changed

__all__ = ["content", "covering", "get", "latest", "reports", "what_changed"]
