"""The privacy notice, read off what every model declares of itself."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps


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
                what=str(model._meta.verbose_name_plural).capitalize(),
                fields=", ".join(names),
                lawful_basis=declared.lawful_basis,
                source=declared.source,
                shared_with=declared.shared_with,
                kept_for=declared.kept_for,
            )
        )
    return sorted(found, key=lambda kept: kept.what)
