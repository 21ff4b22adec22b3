"""Charts, drawn by the real libraries: words, places, bytes."""

import re
import struct
import zlib
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from banso.design.charts import (
    Bar,
    Point,
    achievement_bars,
    achievement_sentence,
    month_labels,
    png,
    series_chart,
    series_sentence,
)
from banso.design.charts.achievement import _draw
from banso.design.charts.drawing import wrapped
from banso.lib.fiscal import Period
from banso.lib.numbers import Rounding

HALF = Decimal("0.5")
ROWS = [
    Bar("正社員になった人", Decimal("0.5562"), elapsed=HALF),
    Bar("窓口の登録", None, elapsed=HALF),
    Bar("二つの機関が数える人", None, Decimal("0.4"), Decimal("0.7"), elapsed=HALF),
    Bar("まだ起きていないこと", Decimal(0), elapsed=HALF),
]


def words(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter() if element.tag.endswith("text")]


def shapes(svg, colour):
    """Width and height of every bar of a colour, from the path that Vega writes."""
    found = re.findall(rf'd="M[-\d.]+,[-\d.]+h([-\d.]+)v([-\d.]+)h[^"]*Z"[^>]*fill="{colour}"', svg)
    return [(float(width), float(height)) for width, height in found]


def points(labels):
    known = [Point(label, Decimal(10 * i), Decimal(100 * i)) for i, label in enumerate(labels[:5], 1)]
    known[2] = Point(labels[2], None, None, mark="調査中")
    return known + [Point(label, None, None, expected=False) for label in labels[5:]]


@pytest.fixture
def year():
    return month_labels(Period(2025, 1, 12).months())


def test_every_row_has_its_name_and_its_figure_in_japanese():
    said = words(achievement_bars(ROWS, "不安定な仕事"))
    for word in ["不安定な仕事", *(row.label for row in ROWS), "55.6%", "未確認", "40.0%〜70.0%", "0.0%"]:
        assert word in said


def test_a_bar_is_as_long_as_its_share_of_the_axis():
    # The axis runs to 120 % over 340 units: 60 % is half of it.
    svg = achievement_bars([Bar("半分", Decimal("0.6"))])
    assert [width for width, _height in shapes(svg, "#0017c1")] == [pytest.approx(170)]


def test_an_unknown_value_has_no_bar():
    assert all(width == 0 for width, _height in shapes(achievement_bars([Bar("不明", None)]), "#0017c1"))


def test_an_interval_is_drawn_from_its_low_to_its_high_end():
    svg = achievement_bars([Bar("幅", None, Decimal("0.3"), Decimal("0.9"))])
    assert [width for width, _height in shapes(svg, "#9db7f9")] == [pytest.approx(170)]
    assert [width for width, _height in shapes(svg, "#0017c1")] == [pytest.approx(85)]


def test_a_runaway_is_cut_off_and_says_so():
    said = words(achievement_bars([Bar("超過", Decimal("41.5"))]))
    assert "4,150.0% ▶" in said and "300%" in said


def test_a_chart_of_nothing_is_still_a_chart():
    assert achievement_bars([]).startswith("<svg")
    assert series_chart([], unit="人").startswith("<svg")


def test_the_same_rows_give_the_same_bytes():
    first = achievement_bars(ROWS, "同じ")
    _draw.cache_clear()
    assert achievement_bars(list(ROWS), "同じ") == first


def test_months_are_named_in_japanese_and_what_is_missing_is_marked(year):
    svg = series_chart(points(year), unit="人", target=Decimal(4371), title="正社員になった人")
    said = words(svg)
    for word in ["累計（人）", "期間ごとの値（人）", "目標 4,371", "調査中", "10", "50", "正社員になった人"]:
        assert word in said
    months = "".join(ElementTree.fromstring(svg).itertext())
    assert "令和7年" in months and "令和8年" in months and "3月" in months
    # Only June is missing; from September on nothing is expected yet.
    assert said.count("調査中") == 1 and "未確認" not in said


def test_an_unknown_month_breaks_the_line_and_has_no_bar(year):
    assert len(shapes(series_chart(points(year), unit="人"), "#9db7f9")) == 4


def test_the_year_stands_above_its_first_month(year):
    assert year[0] == "4月\n令和7年" and year[1] == "5月" and year[9] == "1月\n令和8年"


def test_the_sentence_says_what_the_chart_shows(year):
    assert achievement_sentence(ROWS) == (
        "目標に対する割合の横棒グラフ。正社員になった人は55.6%、窓口の登録は未確認、"
        "二つの機関が数える人は40.0%〜70.0%、まだ起きていないことは0.0%。期間の経過は50.0%。"
    )
    assert series_sentence(points(year), unit="人", target=Decimal(4371)) == (
        "累計の折れ線と期間ごとの棒のグラフ。8月までの累計は500人。目標は4,371人。値のない期間は6月。"
    )


def test_no_chart_needs_what_the_policy_forbids(year):
    for svg in (achievement_bars(ROWS), series_chart(points(year), unit="人")):
        assert "style=" not in svg and "<style" not in svg and "<script" not in svg
        assert not re.search(r'(href|src)="', svg)


def test_a_png_has_300_dots_per_inch_and_is_not_blank():
    svg = achievement_bars(ROWS)
    image = png(svg)
    chunks = {image[at + 4 : at + 8]: image[at + 8 :] for at in _chunk_starts(image)}
    across, down, unit = struct.unpack(">IIB", chunks[b"pHYs"][:9])
    # 300 dots per inch are 11,811 per metre.
    assert (across, down, unit) == (11811, 11811, 1)
    width = struct.unpack(">I", chunks[b"IHDR"][:4])[0]
    drawn = float(re.search(r'width="([\d.]+)"', svg)[1])
    assert width == pytest.approx(drawn * 300 / 72, abs=2)
    assert len(set(_pixels(image))) > 50


def _chunk_starts(image):
    at = 8
    while at < len(image):
        yield at
        at += 12 + struct.unpack(">I", image[at : at + 4])[0]


def _pixels(image):
    data = b"".join(
        image[at + 8 : at + 8 + struct.unpack(">I", image[at : at + 4])[0]]
        for at in _chunk_starts(image)
        if image[at + 4 : at + 8] == b"IDAT"
    )
    return zlib.decompress(data)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("短い名", "短い名"),
        ("正社員で就職した人（県と労働局の合計）", "正社員で就職した人\n（県と労働局の合計）"),
        ("", ""),
    ],
)
def test_a_name_breaks_where_japanese_may_break(text, lines):
    assert wrapped(text) == lines


def test_a_name_that_is_far_too_long_ends_in_an_ellipsis():
    assert wrapped("長" * 100).endswith("…") and wrapped("長" * 100).count("\n") == 2


def test_a_period_between_two_bounds_is_drawn_from_low_to_high_and_is_not_unknown(year):
    between = [
        Point(year[0], None, None, Decimal(5), Decimal(12), value_low=Decimal(5), value_high=Decimal(12)),
        Point(year[1], None, None, mark="調査中"),
    ]
    svg = series_chart(between, unit="件")
    said = words(svg)
    assert "5～12" in said and said.count("調査中") == 1
    assert len(shapes(svg, "#9db7f9")) == 1, "one light bar, for the period between its bounds"
    assert "値のない期間は5月" in series_sentence(between, unit="件")


def test_decimals_are_those_of_the_plan(year):
    third = [Point(year[0], Decimal(1) / 3, Decimal(1) / 3)]
    assert "0.3" in words(series_chart(third, unit="%", digits=1))
    assert "累計は0.33%" in series_sentence(third, unit="%", digits=2)
    bar = [Bar("三分の二", Decimal(2) / 3)]
    assert achievement_sentence(bar, digits=2, mode=Rounding.TRUNCATE).startswith(
        "目標に対する割合の横棒グラフ。三分の二は66.66%。"
    )
    assert "67%" in words(achievement_bars(bar, digits=0))


def test_where_the_definition_changes_the_line_ends_and_it_is_said(year):
    three = [Point(year[n], Decimal(n + 1), Decimal(n + 1), breaks=n == 2) for n in range(3)]
    drawn = "".join(ElementTree.fromstring(series_chart(three, unit="件")).itertext())
    assert "縦の破線：ここから定義が変わる" in drawn
    assert "6月から定義が変わり、その前とつなげて比べられない。" in series_sentence(three, unit="件")
