"""
Charts: frozen things with an ``.svg()`` and a ``.table()`` that say the same.

They are drawn on the server with colours as attributes, so that they hold under the strict content policy and on
paper; patterned as well as coloured; a value that cannot be given is a hatched gap, never 0.
"""

from collegiate.foundation.ui.charts.bar import Bar, Mark
from collegiate.foundation.ui.charts.flow import Flow, Time
from collegiate.foundation.ui.charts.line import Line, Point
from collegiate.foundation.ui.charts.multiples import SmallMultiples

Chart = Bar | Flow | Line | SmallMultiples

__all__ = ["Bar", "Chart", "Flow", "Line", "Mark", "Point", "SmallMultiples", "Time"]
