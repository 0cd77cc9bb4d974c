"""A chart says what its table says, to everybody, on every ground."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegiate.foundation.ui.charts import Bar, Flow, Line, Mark, Point, SmallMultiples
from collegiate.foundation.ui.charts.drawing import said
from collegiate.foundation.ui.charts.scale import Scale, round_numbers
from collegiate.foundation.ui.gallery import gallery_page
from collegiate.values import CannotSay, Money

FEW = CannotSay("Fewer than 11 pupils took the tests.")
SVG = "{http://www.w3.org/2000/svg}"
CHARTS = gallery_page()["charts"]

BARS = Bar(
    "Days given",
    (Mark("Hillside", 12, note="of 20"), Mark("Copse Lane", FEW), Mark("Ashmere <&> School", 3.25, 1, note="of 4")),
    unit="days",
    series=("Primary", "Secondary"),
)
LINE = Line(
    "Expected standard",
    (
        Point("2021/22", 51.0, 39.0, 63.0, 54.0, 63.0, "61 pupils"),
        Point("2022/23", FEW, like_low=55.0, like_high=64.0),
        Point("2023/24", 61.25, 49.0, 72.0, 56.0, 65.0, "58 pupils"),
        Point("2024/25", 62.0, n="59 pupils"),
    ),
    unit="%",
    name="Hillside",
)


def parsed(chart, **how) -> ElementTree.Element:
    return ElementTree.fromstring(chart.svg(**how))


def cells(chart) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in chart.table().rows]


@pytest.mark.parametrize("width", [320, 720])
@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_a_picture_holds_under_the_content_policy(chart, width):
    drawn = chart.svg(width=width)

    assert "style=" not in drawn
    assert "<script" not in drawn
    assert "href" not in drawn
    assert not re.search(r"\bon[a-z]+=", drawn)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_a_picture_is_named_and_described_by_what_is_in_it(chart):
    picture = parsed(chart, key="one")
    named = [picture.find(f".//*[@id='{name}']").text for name in picture.get("aria-labelledby").split()]

    assert picture.get("role") == "img"
    assert named == [chart.title, chart.description]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_ids_begin_with_the_key_and_every_pattern_used_is_there(chart):
    drawn = chart.svg(key="seven")
    ids = re.findall(r' id="([^"]+)"', drawn)

    assert len(ids) == len(set(ids))
    assert all(one.startswith("seven-") for one in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= set(ids)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_the_same_chart_is_drawn_the_same(chart):
    assert chart.svg(key="a") == chart.svg(key="a")


def test_the_table_of_bars_has_every_figure_and_the_reason_for_each_gap():
    assert [column.text for column in BARS.table().columns] == ["Name", "Group", "Value", "Of"]
    assert cells(BARS) == [
        ["Hillside", "Primary", "12 days", "of 20"],
        ["Copse Lane", "Primary", "Cannot say: fewer than 11 pupils took the tests.", ""],
        ["Ashmere <&> School", "Secondary", "3.2 days", "of 4"],
    ]


def test_a_bar_is_as_long_as_its_value():
    bars = [rect for rect in parsed(BARS, width=720).iter(f"{SVG}rect") if float(rect.get("height")) == 24]
    hillside, ashmere = (float(rect.get("width")) for rect in bars)

    assert ashmere / hillside == pytest.approx(3.25 / 12, abs=0.001)


def test_a_bar_that_cannot_be_said_is_a_hatched_gap_with_its_reason():
    picture = parsed(BARS)
    gap = next(rect for rect in picture.iter(f"{SVG}rect") if rect.get("fill") == "url(#chart-gap)")

    assert gap.find(f"{SVG}title").text == "Copse Lane: Cannot say: fewer than 11 pupils took the tests."


def test_series_are_patterned_as_well_as_coloured():
    fills = {rect.get("fill") for rect in parsed(BARS).iter(f"{SVG}rect") if float(rect.get("height")) == 24}

    assert fills == {"#0b5563", "url(#chart-p1)"}


def test_a_bar_below_zero_is_refused():
    with pytest.raises(ValueError, match="begins at zero"):
        Bar("Gap", (Mark("Hillside", -3),))


def test_the_table_of_a_line_has_value_range_band_and_number():
    assert [column.text for column in LINE.table().columns] == [
        "Year",
        "Hillside",
        "Likely range",
        "Schools like it",
        "Of",
    ]
    assert cells(LINE) == [
        ["2021/22", "51%", "39% to 63%", "54% to 63%", "61 pupils"],
        ["2022/23", "Cannot say: fewer than 11 pupils took the tests.", "", "55% to 64%", ""],
        ["2023/24", "61.2%", "49% to 72%", "56% to 65%", "58 pupils"],
        ["2024/25", "62%", "", "", "59 pupils"],
    ]


def test_a_line_breaks_where_a_value_cannot_be_said():
    strokes = [path.get("d") for path in parsed(LINE).iter(f"{SVG}path") if path.get("stroke-linejoin") == "round"]

    assert [stroke.count("L") for stroke in strokes] == [0, 1]


def test_a_dot_stands_for_each_value_and_says_it():
    tips = [
        circle.find(f"{SVG}title").text
        for circle in parsed(LINE).iter(f"{SVG}circle")
        if circle.find(f"{SVG}title") is not None
    ]

    assert tips == ["2021/22: 51% (likely 39% to 63%)", "2023/24: 61.2% (likely 49% to 72%)", "2024/25: 62%"]


def test_a_higher_value_stands_higher():
    heights = [
        float(circle.get("cy"))
        for circle in parsed(LINE).iter(f"{SVG}circle")
        if circle.find(f"{SVG}title") is not None
    ]

    assert heights == sorted(heights, reverse=True)


def test_the_legend_explains_only_what_is_drawn():
    bare = Line("Bare", (Point("2023/24", 5), Point("2024/25", 6)))

    assert "Schools like it" not in bare.svg()
    assert "cannot say" not in bare.svg()
    assert "Schools like it" in LINE.svg()


def test_years_that_would_touch_are_left_out_but_never_the_last():
    many = Line("Many", tuple(Point(f"20{y}/{y + 1}", y) for y in range(10, 24)))
    shown = [text.text for text in parsed(many, width=320).iter(f"{SVG}text") if text.text.startswith("20")]

    assert "2023/24" in shown
    assert 2 <= len(shown) <= 6


def test_a_description_says_first_and_last_and_how_many_are_missing():
    assert (
        LINE.description == "Hillside: 51% in 2021/22 and 62% in 2024/25. 1 cannot be said. The table has every figure."
    )


def test_a_line_of_which_nothing_can_be_said_says_so():
    unknown = Line("Unknown", (Point("2023/24", FEW), Point("2024/25", FEW)))

    assert unknown.description == "This school: none of 2 values can be said. The table says why."
    assert not list(parsed(unknown).iter(f"{SVG}circle"))[1:]


def test_small_multiples_share_one_table():
    both = SmallMultiples(
        "Hillside", (LINE, Line("Attendance", tuple(Point(p.label, 95.5) for p in LINE.points), unit="%"))
    )

    assert [column.text for column in both.table().columns] == ["Year", "Expected standard", "Attendance"]
    assert cells(both)[:2] == [
        ["2021/22", "51% (likely 39% to 63%; schools like it 54% to 63%; 61 pupils)", "95.5%"],
        ["2022/23", "Cannot say: fewer than 11 pupils took the tests.", "95.5%"],
    ]


def test_small_multiples_over_other_years_are_refused():
    with pytest.raises(ValueError, match="over the same years"):
        SmallMultiples("Hillside", (LINE, Line("Other", (Point("2024/25", 1),))))


def test_money_is_said_in_whole_pounds():
    spent = Bar("Spent", (Mark("Coaching", Money(1_200_050)),))

    assert cells(spent) == [["Coaching", "£12,000"]]
    assert "£12,000" in spent.svg()


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(61.25, "%", "61.2%"), (1200, "£", "£1,200"), (-5, "£", "-£5"), (3, "days", "3 days"), (0, "%", "0%")],
)
def test_a_value_is_said_with_its_unit(value, unit, words):
    assert said(value, unit) == words


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_round_numbers_reach_round_what_is_drawn(low, wide):
    places = round_numbers(low, low + wide)

    assert places[0] <= low + wide * 1e-6
    assert places[-1] >= (low + wide) - wide * 1e-6
    assert 2 <= len(places) <= 8


def test_a_scale_is_straight():
    up = Scale(0, 100, 200, 0)

    assert [up(value) for value in (0, 50, 100)] == [200, 100, 0]


FLOW = next(chart for chart in CHARTS if isinstance(chart, Flow))


def test_what_comes_in_stands_above_nothing_and_what_goes_out_hangs_below():
    picture = parsed(FLOW, key="one")
    rects = [one for one in picture.iter(f"{SVG}rect") if one.find(f"{SVG}title") is not None]
    places = {one.find(f"{SVG}title").text: (float(one.get("y")), float(one.get("height"))) for one in rects}

    came, paid, promised = (
        places["Mar 2026, came in: £4,000"],
        places["Mar 2026, paid: £42,000"],
        places["May 2026, promised: £42,000"],
    )
    assert came[0] + came[1] == pytest.approx(paid[0], abs=0.2)
    assert promised == paid
    assert len(places) == 4  # nothing is drawn where nothing moved
    assert "to come" in "".join(picture.itertext())


def test_the_table_of_a_flow_says_every_amount_without_its_sign():
    assert FLOW.table().columns[-1].text == "Free to promise"
    assert cells(FLOW)[1:] == [
        ["Mar 2026", "£4,000.00", "£42,000.00", "£0.00", "£16,000.00"],
        ["May 2026", "£0.00", "£0.00", "£42,000.00", "£16,000.00"],
    ]  # nothing moved in February and April
