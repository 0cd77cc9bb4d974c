"""What a row that has its entry in the ledger may still do: be reversed, when its entry is."""

from collections.abc import Iterable

from collegiate.foundation.record.guard import Guard

TAKEN_BACK = "EXISTS (SELECT 1 FROM fund_entry e WHERE e.reverses_id = OLD.entry_id AND e.posted_at IS NOT NULL)"


def changed(columns: Iterable[str]) -> str:
    """Return SQL for whether any of the columns changes."""
    return " OR ".join(
        f"NEW.{column} <> OLD.{column} OR (NEW.{column} IS NULL) <> (OLD.{column} IS NULL)" for column in columns
    )


def final_but_for_its_stage(
    table: str, *, since: str, columns: tuple[str, ...], moves: tuple[str, ...]
) -> tuple[Guard, ...]:
    """
    Return the guards of a row that is final once `since` is filled.

    Every one of its `columns` stays; its stage moves only where one of the conditions of `moves` holds.
    """
    moved = " OR ".join(f"({one})" for one in moves)
    replaced = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id AND o.{since} IS NOT NULL)"  # noqa: S608 - columns of ours
    words, final = f"{table} is append only", f"OLD.{since} IS NOT NULL"
    return (
        Guard("ins", "INSERT", words, replaced),
        Guard("upd", "UPDATE", words, f"{final} AND ({changed(columns)} OR NOT ({moved}))"),
        Guard("del", "DELETE", words, final),
        Guard("cut", "TRUNCATE", words),
    )
