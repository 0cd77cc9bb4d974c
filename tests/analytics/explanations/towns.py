"""The pictures of value added and of impact: intervals, and what chance does."""

from typing import Any

import numpy as np

from collegiate.foundation.ui.charts.drawing import INK, QUIET, SERIES, TEAL
from tests.analytics.explanations.plot import BOTTOM, HIGH, TOP, Axes, labelled, whole


def value_added(worked: dict[str, Any]) -> str:
    """Return every school's effect with its interval, from the lowest to the highest."""
    drawn = worked["found"].caterpillar()
    axes = Axes.of([0, drawn.schools.size + 1], [*drawn.lower, *drawn.upper])
    parts = axes.drawn("schools, from the lowest to the highest", "value added, and its 95 % interval")
    parts.append(axes.line([0, axes.columns[-1]], [0, 0], stroke=INK, stroke_width=1.5))
    for place, (school, effect, low, high) in enumerate(
        zip(drawn.schools, drawn.effect, drawn.lower, drawn.upper, strict=True), start=1
    ):
        apart = low > 0 or high < 0
        parts.append(
            axes.line(
                [place, place],
                [low, high],
                stroke=TEAL if apart else QUIET,
                stroke_width=3,
                **({} if apart else {"stroke_dasharray": "3 3"}),
            )
        )
        parts.append(axes.dot(place, effect, r=4, fill=TEAL if apart else QUIET))
        if school == 0:
            parts.append(labelled("six pupils", axes.across(place) - 30, axes.up(low) + 20))
    return whole("value-added", "Value added of forty invented schools", drawn.sentence(), parts)


def impact(worked: dict[str, Any]) -> str:
    """Return sets of schools without support as a heap of dots, and the supported schools' effect above them."""
    picture, effect = worked["picture"], worked["study"].effect
    axes = Axes.of([*picture.placebos, effect.lower, effect.upper], [0, 1])
    parts = axes.drawn("points from what was expected", "sets of five schools, one dot each", rows=False)
    step = 0.125
    heaps: dict[int, int] = {}
    for gap in picture.placebos:
        heap = round(gap / step)
        heaps[heap] = heaps.get(heap, 0) + 1
        y = HIGH - BOTTOM - 9 * heaps[heap] + 3
        parts.append(axes.dot(heap * step, 0, r=3.8, fill=SERIES[4], transform=f"translate(0 {y - axes.up(0):.1f})"))
    middle = TOP + 60
    low, high, at = (axes.across(value) for value in (effect.lower, effect.upper, effect.estimate))
    parts.append(
        f'<path d="M{low:.1f} {middle:.1f}H{high:.1f}M{low:.1f} {middle - 7:.1f}v14M{high:.1f} {middle - 7:.1f}v14" '
        f'stroke="{TEAL}" stroke-width="3" fill="none"/><circle cx="{at:.1f}" cy="{middle:.1f}" r="7" fill="{TEAL}"/>'
    )
    parts.append(labelled("the five supported schools, with the interval", low - 90, middle - 20))
    parts.append(
        axes.line([0, 0], [0, 1], stroke=INK, stroke_width=1.5) + labelled("as expected", axes.across(0) - 40, TOP + 15)
    )
    assert np.isfinite(picture.gap)
    return whole("impact", "The supported schools among others", picture.sentence(), parts)
