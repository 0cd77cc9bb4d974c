"""
Was it worth the money? What a unit of change cost, and economy, efficiency, effectiveness and equity.

Money is known to the penny; the change is not, so a cost per unit is an interval and sometimes has no upper limit.
"""

from collegiate.analytics.value.change import CostPerChange, cost_per_change
from collegiate.analytics.value.reached import Equity, equity
from collegiate.analytics.value.three import (
    Economy,
    Effectiveness,
    Efficiency,
    economy,
    effectiveness,
    efficiency,
)

__all__ = [
    "CostPerChange",
    "Economy",
    "Effectiveness",
    "Efficiency",
    "Equity",
    "cost_per_change",
    "economy",
    "effectiveness",
    "efficiency",
    "equity",
]
