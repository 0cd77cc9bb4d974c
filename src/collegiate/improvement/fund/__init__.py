"""
The pooled fund: what members paid in, what decisions promised from it, what was paid, and what is free.

Money is whole pence in a double-entry ledger; a posted entry is final. The fund knows no milestone and no
brief: whoever may spend comes with a decision.
"""
