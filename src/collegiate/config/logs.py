"""Logs as JSON lines, with what is personal left out."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*")
QUIET = ("django.request", "django.security", "asyncio")


def without_addresses(logger: Any, method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Put a mark in place of every e-mail address, also inside traces."""
    return {name: ADDRESS.sub("[address]", value) if isinstance(value, str) else value for name, value in event.items()}


def configure(settings: dict[str, Any]) -> None:
    """Send every log line, ours and the libraries', to standard error as one JSON object."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso"),
    ]
    final = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            without_addresses,
            structlog.processors.JSONRenderer(),
        ],
        foreign_pre_chain=shared,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(final)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings["level"])
    for name in QUIET:  # they put paths and addresses in messages; our own request line says enough
        logging.getLogger(name).setLevel(logging.ERROR)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
