"""Rulings on comparing the ledger with the bank."""

from collegiate.improvement.fund.models import OWN_ENTRIES_UP_TO, Reconciliation, StatementLine
from collegiate.values import YES, Money, Role, Ruling, Standing, counted, no


def may_reconcile_at_all(standing: Standing) -> Ruling:
    """Rule on saying which entry a line of a bank statement is."""
    if standing.holds(Role.BOOKKEEPER, Role.AUTHORISER):
        return YES
    return no("Only the bookkeeper and those who authorise payments compare the ledger with the bank.")


def may_match(standing: Standing, rest: Money, *, fits: bool) -> Ruling:
    """Rule on matching a line of which `rest` is left; `fits` where each entry has something left, going the same way."""
    if not (ruling := may_reconcile_at_all(standing)):
        return ruling
    if not rest:
        return no("This line is explained already. Take its matches off first.")
    if not fits:
        return no("Choose an entry of which something is left, and that goes the same way as the line.")
    return YES


def may_take_off(standing: Standing, line: StatementLine, *, last: Reconciliation | None) -> Ruling:
    """Rule on taking matches off: until the day is reconciled; `last` is the latest day that is."""
    if not (ruling := may_reconcile_at_all(standing)):
        return ruling
    if last is not None and line.on <= last.on:
        return no(f"The ledger and the bank agreed on {last.on:%-d %B %Y}, so what is before it stays.")
    return YES


def may_reconcile(standing: Standing, held: Money, closing: Money, *, lines: int, entries: int, own: str) -> Ruling:
    """
    Rule on reconciling a day: everything is explained, both hold the same, and no large entry is the reconciler's own.

    `lines` and `entries` are how many are not explained; `own` names one of their own above the amount.
    """
    if not (ruling := may_reconcile_at_all(standing)):
        return ruling
    if lines or entries:
        return no(
            f"Explain the rest first: {counted(lines, 'line')} of the bank and "
            f"{counted(entries, 'entry', 'entries')} of the ledger have no match."
        )
    if held != closing:
        return no(f"The ledger holds {held} on that day and the bank {closing}. They differ by {held - closing}.")
    if own:
        return no(
            f"You entered “{own}”, which is above {OWN_ENTRIES_UP_TO}. Somebody else reconciles entries so large: "
            "whoever authorises payments can."
        )
    return YES
