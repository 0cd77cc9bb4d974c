"""The privacy notice, read off what every model declares of itself."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Kept:
    """What one kind of row keeps about people."""

    what: str
    fields: str
    lawful_basis: str
    source: str
    shared_with: str
    kept_for: str


def notice() -> list[Kept]:
    """Return what is kept about people, one entry a kind of row that has something personal, by name."""
    found = []
    for model in apps.get_models():
        declared: Any = getattr(model, "Privacy", None)
        personal: frozenset[str] = getattr(declared, "personal", frozenset())
        if not model.__module__.startswith("collegiate.") or not personal:
            continue
        names = sorted(str(getattr(model._meta.get_field(name), "verbose_name", name)) for name in personal)
        found.append(
            Kept(
                what=_told_apart(model),
                fields=", ".join(names),
                lawful_basis=declared.lawful_basis,
                source=declared.source,
                shared_with=declared.shared_with,
                kept_for=declared.kept_for,
            )
        )
    return sorted(found, key=lambda kept: kept.what)


def _told_apart(model: type[Model]) -> str:
    """Return what a kind of row is called, with its chapter where another kind is called the same."""
    name = str(model._meta.verbose_name_plural)
    alike = sum(str(other._meta.verbose_name_plural) == name for other in apps.get_models())
    chapter = str(apps.get_app_config(model._meta.app_label).verbose_name)
    return f"{name} ({chapter.lower()})".capitalize() if alike > 1 else name.capitalize()
