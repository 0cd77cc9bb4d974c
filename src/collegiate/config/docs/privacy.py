"""The privacy register: what is personal in each table, why it is kept and for how long."""

from collegiate.config.docs.chapters import chapters, tables
from collegiate.config.docs.markdown import page, table

INTRODUCTION = """\
What each table declares about personal data. The same declarations drive the privacy notice, a person's own copy of what is
held about them, erasure, retention and the scrubbing of dumps."""


def register() -> str:
    """Return the page."""
    rows, plain = [], []
    for app in chapters():
        for model in tables(app):
            privacy = getattr(model, "Privacy", None)
            personal = sorted(getattr(privacy, "personal", ()))
            if not personal:
                plain.append(f"- {model._meta.label}: {getattr(privacy, 'kept_for', '')}")
                continue
            said = [getattr(privacy, name, "") for name in ("lawful_basis", "source", "shared_with", "kept_for")]
            rows.append([model._meta.label, ", ".join(f"`{name}`" for name in personal), *said])
    header = ["table", "personal", "lawful basis", "where it comes from", "shared with", "kept for"]
    return page("Privacy register", INTRODUCTION, table(header, rows), "## Nothing personal", "\n".join(plain))
