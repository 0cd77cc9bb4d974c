"""The reference as a whole: its pages, writing them, and saying which are stale."""

from pathlib import Path

from collegiate.config.docs import (
    dictionary,
    indicators,
    interests,
    lifecycles,
    numbers,
    permissions,
    privacy,
    surroundings,
)

FOLDER = Path("docs") / "reference"


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    return {
        "addresses.md": surroundings.addresses(),
        "analytics.md": numbers.reference(),
        "commands.md": surroundings.commands(),
        "data-dictionary.md": dictionary.dictionary(),
        "environment.md": surroundings.environment(),
        "indicators.md": indicators.reference(),
        "interests.md": interests.interests(),
        "lifecycles.md": lifecycles.lifecycles(),
        "permissions.md": permissions.permissions(),
        "privacy.md": privacy.register(),
    }


def write(folder: Path) -> list[str]:
    """Write the pages that have changed; return their names."""
    changed = stale(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for name in changed:
        (folder / name).write_text(written[name], "utf-8")
    return changed


def stale(folder: Path) -> list[str]:
    """Return the names of the pages that are missing, or do not say what the code says."""
    return [
        name
        for name, text in pages().items()
        if not (folder / name).exists() or (folder / name).read_text("utf-8") != text
    ]
