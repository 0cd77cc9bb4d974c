"""The picture of growth: pupils before and now, and the curves below which a tenth, a half and nine tenths lie."""

from typing import Any

import numpy as np

from collegiate.analytics.growth.design import curve
from collegiate.foundation.ui.charts.drawing import SERIES, TEAL
from tests.analytics.explanations.plot import Axes, labelled, whole

SHOWN = 500
CURVES = {10: "1 in 10 below", 50: "half below", 90: "9 in 10 below"}


def growth(worked: dict[str, Any]) -> str:
    """Return the picture."""
    before, now, planes = worked["before"], worked["now"], worked["growth"].planes[0]
    axes = Axes.of(before, now)
    parts = axes.drawn("score a year before", "score now")
    parts += [
        axes.dot(x, y, r=2.5, fill=SERIES[4], fill_opacity="0.7")
        for x, y in zip(before[:SHOWN], now[:SHOWN], strict=True)
    ]
    xs = np.linspace(*np.quantile(before, [0.002, 0.99]), 60)
    design = np.hstack([np.ones((xs.size, 1)), curve(xs, planes.knots[0])])
    for share, words in CURVES.items():
        ys = design @ planes.coefficients[share]
        parts.append(
            axes.line(xs, ys, stroke=TEAL, stroke_width=3, **({} if share == 50 else {"stroke_dasharray": "8 5"}))
        )
        parts.append(labelled(words, axes.across(xs[-1]) + 10, axes.up(ys[-1]) + 5))
    said = (
        f"{SHOWN} of {now.size:,} invented pupils: the score a year before along, the score now up, and three curves."
    )
    return whole("growth", "Growth", said, parts)
