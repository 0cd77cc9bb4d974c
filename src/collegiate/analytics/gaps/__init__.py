"""
How large is the difference between two groups of pupils, and how sure can one be of it?

A gap is never a point: it comes with an interval. Pupils of one school are taught together, so ten schools of thirty
pupils are not three hundred pupils; where schools are known the interval takes that into account, and is honest with
as few as four schools. A gap seen in a handful of pupils is not shown at all.

Shares: `share`, `gap_of_shares`. Means: `gap_of_means`. Pupils in schools: `gap_by_school`,
`gap_of_shares_by_school`. Has a gap changed: `change_in_gap`.
"""

from collegiate.analytics.gaps.by_school import gap_by_school, gap_of_shares_by_school
from collegiate.analytics.gaps.change import Change, change_in_gap
from collegiate.analytics.gaps.pupils import gap_of_means, gap_of_shares, share
from collegiate.analytics.gaps.results import Gap, Share

__all__ = [
    "Change",
    "Gap",
    "Share",
    "change_in_gap",
    "gap_by_school",
    "gap_of_means",
    "gap_of_shares",
    "gap_of_shares_by_school",
    "share",
]
