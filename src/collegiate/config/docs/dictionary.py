"""The data dictionary: every table, what a row is, and what each column holds."""

from typing import Any

from django.apps import AppConfig
from django.db import models

from collegiate.config.docs.chapters import chapters, tables
from collegiate.config.docs.markdown import page, paragraph, table

INTRODUCTION = """\
Every table, by chapter. *Personal* marks what is personal data; [the privacy register](privacy.md) says why it is kept and
for how long. Money is in whole pence, days are days in London, moments carry their time zone."""


def dictionary() -> str:
    """Return the page."""
    return page("Data dictionary", INTRODUCTION, *(_chapter(app) for app in chapters() if tables(app)))


def _chapter(app: AppConfig) -> str:
    return "\n\n".join([f"## {app.verbose_name}", *(_model(model) for model in tables(app))])


def _model(model: type[models.Model]) -> str:
    personal: frozenset[str] = getattr(getattr(model, "Privacy", None), "personal", frozenset())
    rows = [
        [
            f"`{field.column}`",
            _kind(field),
            "" if field.null or field.blank else "yes",
            "yes" if field.name in personal else "",
            _meaning(field),
        ]
        for field in model._meta.fields
    ]
    parts = [
        f"### {model._meta.label}",
        f"Table `{model._meta.db_table}`. {paragraph(model)}{_finality(model)}",
        table(["column", "kind", "required", "personal", "meaning"], rows),
    ]
    rules = [f"- {constraint.violation_error_message}" for constraint in model._meta.constraints]
    return "\n\n".join([*parts, "The database holds:\n\n" + "\n".join(rules)] if rules else parts)


def _finality(model: type[models.Model]) -> str:
    final = getattr(model, "append_only", False)
    if final is True:
        return " **Rows are never changed or removed.**"
    return f" **Final from the moment `{final}` is filled.**" if final else ""


def _kind(field: models.Field[Any, Any]) -> str:
    if field.related_model:
        return f"→ {field.related_model._meta.label}"
    kind = field.get_internal_type().removesuffix("Field").lower()
    size = f", at most {field.max_length}" if field.max_length and not field.choices else ""
    return f"{kind}{size}{', unique' if field.unique and not field.primary_key else ''}"


def _meaning(field: models.Field[Any, Any]) -> str:
    """Say what a column means where its name does not: its words, its help, its choices."""
    words = str(field.verbose_name) if str(field.verbose_name) != field.name.replace("_", " ") else ""
    choices = ", ".join(f"`{value}` {label}" for value, label in field.flatchoices if value != "")
    return "; ".join(part for part in (words, str(field.help_text).rstrip("."), choices) if part)
