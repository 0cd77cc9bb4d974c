"""Logs as JSON lines, with what is personal left out."""

import logging
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from types import TracebackType
from typing import Any

import structlog

ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*")
QUIET = ("django.request", "django.security", "asyncio")
TYPED = ("django.request", "django.security")
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def without_addresses(logger: Any, method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Put a mark in place of every e-mail address."""
    return {name: ADDRESS.sub("[address]", value) if isinstance(value, str) else value for name, value in event.items()}


def without_what_was_typed(logger: Any, method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """
    Say in fixed words what Django reports of a request.

    Its own words carry the path or the host that somebody typed, which may be a name; the route stands in our own line.
    """
    record = event.get("_record")
    if record is not None and record.name.startswith(TYPED):
        event["event"] = "a page failed" if event.get("exc_info") else "a request was refused"
    return event


def trace(exc_info: ExcInfo) -> str:
    """
    Return where it failed and what kind of fault it was, but not its message.

    A database's message quotes the row, and a row has names in it.
    """
    lines, fault = [], exc_info[1]
    while True:
        lines += [
            f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)
        ]
        lines.append(f"{type(fault).__module__}.{type(fault).__qualname__}")
        before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        if before is None:
            return "\n".join(lines)
        lines.append("because of")
        fault = before


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
            without_what_was_typed,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.ExceptionRenderer(trace),
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
