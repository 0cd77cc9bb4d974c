"""
Which counts of a table may be published, so that nobody can tell who is meant, and does what was hidden stay hidden?

A count of one to four names a child to anyone who knows the school. Hiding it is not enough where totals are
published: what is left over can be taken away from the total. So further cells are hidden with it, as few and as
small as will do, and the result is put to the test by the very sums a curious reader would do (`attack`).

Small counts in a table: `suppress`. In a list: `suppress_counts`. A share: `publishable_share`. What a reader can
work out: `attack`; from two publications of a table: `attack_both`.
"""

from collegiate.analytics.disclosure.attacks import Attack, Exposed, attack
from collegiate.analytics.disclosure.lists import HiddenCounts, publishable_share, suppress_counts
from collegiate.analytics.disclosure.tables import Suppression, suppress, with_totals
from collegiate.analytics.disclosure.twice import AttackOnBoth, attack_both

__all__ = [
    "Attack",
    "AttackOnBoth",
    "Exposed",
    "HiddenCounts",
    "Suppression",
    "attack",
    "attack_both",
    "publishable_share",
    "suppress",
    "suppress_counts",
    "with_totals",
]
