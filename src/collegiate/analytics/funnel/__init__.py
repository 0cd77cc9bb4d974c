"""
Which schools' figures lie outside what chance, and ordinary differences between schools, would give?

Small schools stray further by chance, so limits are drawn that narrow as schools grow: a funnel. Schools also differ
for many ordinary reasons; where they do so by more than chance, the limits widen by as much. A school inside them is
like the others as far as anyone can tell. Schools stand in order of their ids: a funnel never ranks.

`funnel_of_shares`, `funnel_of_rates`, `funnel_of_means` draw one figure; `several` looks at many together.
"""

from collegiate.analytics.funnel.chart import Funnel, Place, Point
from collegiate.analytics.funnel.figures import funnel_of_means, funnel_of_rates, funnel_of_shares
from collegiate.analytics.funnel.many import Outside, Several, several

__all__ = [
    "Funnel",
    "Outside",
    "Place",
    "Point",
    "Several",
    "funnel_of_means",
    "funnel_of_rates",
    "funnel_of_shares",
    "several",
]
