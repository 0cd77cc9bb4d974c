"""What a row that has its entry in the ledger may still do: be reversed, when its entry is."""

from collegiate.foundation.record.guard import Guard


def final_but_for_its_stage(table: str, *, since: str, columns: tuple[str, ...], was: str) -> tuple[Guard, ...]:
    """
    Return the guards of a row that is final once `since` is filled.

    Its only move from then on is from the stage it `was` in to reversed, and that only after the ledger holds the
    entry that takes its own entry back; every one of its `columns` stays.
    """
    changed = " OR ".join(
        f"NEW.{column} <> OLD.{column} OR (NEW.{column} IS NULL) <> (OLD.{column} IS NULL)" for column in columns
    )
    taken_back = "EXISTS (SELECT 1 FROM fund_entry e WHERE e.reverses_id = OLD.entry_id AND e.posted_at IS NOT NULL)"
    moved = f"OLD.stage = '{was}' AND NEW.stage = 'reversed' AND {taken_back}"
    replaced = f"EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.id AND o.{since} IS NOT NULL)"  # noqa: S608 - columns of ours
    words, final = f"{table} is append only", f"OLD.{since} IS NOT NULL"
    return (
        Guard("ins", "INSERT", words, replaced),
        Guard("upd", "UPDATE", words, f"{final} AND ({changed} OR NOT ({moved}))"),
        Guard("del", "DELETE", words, final),
        Guard("cut", "TRUNCATE", words),
    )
