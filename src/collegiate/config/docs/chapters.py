"""The chapters that are installed, in the order of the house, and their tables and rulings."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from django.apps import AppConfig, apps
from django.db import models

PACKAGE = "collegiate"


def chapters() -> list[AppConfig]:
    """Return our chapters, lowest first, as the settings list them."""
    return [app for app in apps.get_app_configs() if app.name.startswith(f"{PACKAGE}.")]


def tables(app: AppConfig) -> list[type[models.Model]]:
    """Return a chapter's models in the order in which they are defined."""
    return list(app.get_models())


def rulings(app: AppConfig) -> Iterator[Callable[..., Any]]:
    """Yield a chapter's public rulings, ``may_…``, in the order in which they are written."""
    seen = set()
    for module in _policies(app.name):
        for name, function in vars(module).items():
            is_ours = inspect.isfunction(function) and function.__module__.startswith(f"{app.name}.policies")
            if name.startswith("may_") and is_ours and function not in seen:
                seen.add(function)
                yield function


def _policies(package: str) -> Iterator[ModuleType]:
    try:
        room = importlib.import_module(f"{package}.policies")
    except ModuleNotFoundError as missing:
        if missing.name != f"{package}.policies":
            raise
        return
    yield room
    for found in pkgutil.iter_modules(getattr(room, "__path__", [])):
        yield importlib.import_module(f"{package}.policies.{found.name}")
