"""Opening hours: what a text says, what it leaves unknown, open now and open next."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from banso.lib.clock import JAPAN
from banso.lib.hours import (
    Closing,
    Hours,
    OnHolidays,
    Opening,
    Problem,
    describe,
    from_columns,
    from_dict,
    is_open,
    next_open,
    parse,
    to_dict,
    to_hsds,
)

OFFICE = parse("月～金 8:30～17:15", "土・日・祝日・12/29～31・1/2～3（1/1は祝日）")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("text", "closed", "moment", "answer"),
    [
        ("月～金 8:30～17:15", "祝日", "2026-09-24 08:30", True),
        ("月～金 8:30～17:15", "祝日", "2026-09-24 17:15", False),
        ("平日 9:00～17:00", "", "2026-09-22 10:00", False),  # 国民の休日
        ("平日 9:00～17:00", "", "2027-03-22 10:00", False),  # 振替休日
        ("月～金 9:00～17:00", "年末年始", "2026-09-22 10:00", None),
        ("月～金 9:00～17:00", "祝日", "2026-12-29 10:00", None),
        ("月～金 9:00～17:00", "祝日・年末年始", "2026-12-29 10:00", False),
        ("月～金 9:00～17:00", "祝日、12月29日から翌年1月3日まで", "2026-12-28 10:00", True),
        ("24時間365日", "", "2027-01-01 03:00", True),
        ("毎日16:00～21:00、毎月10日は8:00～翌8:00", "", "2026-11-11 07:59", True),
        ("毎日16:00～21:00、毎月10日は8:00～翌8:00", "", "2026-11-11 08:00", False),
        ("毎日16:00～21:00、毎月10日は20:00～21:00", "", "2026-11-10 17:00", False),
        ("第1・第3土曜日 10時～12時", "", "2026-11-21 11:00", True),
        ("第1・第3土曜日 10時～12時", "", "2026-11-14 11:00", False),
        ("最終金曜日 13:00～16:00", "", "2026-11-27 13:00", True),
        ("最終金曜日 13:00～16:00", "", "2026-11-20 13:00", False),
        ("平日 9:00～17:00、土日祝 10:00～16:00", "", "2026-09-22 16:30", False),
        ("平日 9:00～17:00、土日祝 10:00～16:00", "", "2026-09-22 10:00", True),
        ("平日 9:00～17:00（12:00～13:00を除く）", "", "2026-11-24 12:30", False),
        ("10:00～17:00", "月曜日（祝日の場合は翌日）・年末年始", "2026-10-12 11:00", True),
        ("10:00～17:00", "月曜日（祝日の場合は翌日）・年末年始", "2026-10-13 11:00", False),
        ("10:00～17:00", "月曜日（祝日の場合は翌平日）・年末年始", "2026-09-24 11:00", False),
        ("火曜から土曜 午前10時～午後6時半", "", "2026-11-28 18:29", True),
        ("月～金 午後1時～5時", "", "2026-11-25 13:00", True),
        ("10:00～18:30（月～金）", "", "2026-11-28 11:00", False),
        ("月～金 9:00～17:00\n（祝日・年末年始を除く）", "", "2026-09-22 10:00", False),
        ("月～金 9:00～17:00 ※祝日・年末年始を除く", "", "2026-12-29 10:00", False),
        ("毎日（12月29日から1月3日を除く） 9:00～17:00", "", "2026-09-22 10:00", True),
        ("金 22:00～翌5:00", "", "2026-11-28 04:59", True),
        ("月～金 9:00～17:00", "2026年8月13日～15日", "2026-08-14 10:00", False),
        ("月～金 9:00～17:00、第3水曜日は休み", "", "2026-11-18 10:00", False),
        ("月～金 9:00～17:00（2026年4月1日から2027年3月31日まで）", "", "2027-04-05 10:00", None),
        ("", "", "2026-11-25 10:00", None),
        ("", "日", "2026-11-29 10:00", False),
    ],
)
def test_a_text_answers_whether_it_is_open(text, closed, moment, answer):
    assert is_open(parse(text, closed), at(moment)) is answer


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("地域により異なる", ""),
        ("各機関の相談受付時間内", ""),
        ("月～金 10:00～17:00（以降は抜粋切れ）", ""),
        ("月～金 9:00～17:00（水曜は19時まで）", ""),
        ("月～金 9:00～5:00", ""),
        ("月～金 午前9時～5時", ""),
        ("月～金 9:00～25:70", ""),
        ("9:00～17:00", ""),
        ("月～金", ""),
        ("月1回 13:00～15:00", ""),
        ("隔週火曜 13:00～15:00", ""),
        ("第1・第3火・木 9:00～10:00", ""),
        ("第7月曜 9:00～10:00", ""),
        ("月～金 祝日を除く 9:00～17:00", ""),
        ("月～金 9:00～17:00 など", ""),
        ("平日24時間365日", ""),
        ("月～金 9:00～17:00", "不定休"),
        ("月～金 9:00～17:00", "13月1日"),
        ("月～金 9:00～17:00", "祝日（一部を除く）"),
        ("毎日 9:00～17:00", "休日"),
    ],
)
def test_what_is_not_understood_wholly_is_a_problem_that_says_why(text, closed):
    problem = parse(text, closed)
    assert isinstance(problem, Problem)
    assert problem.message.endswith("。")
    assert problem.text in (text, closed)


def test_a_remark_on_how_to_come_is_kept_and_changes_nothing():
    hours = parse("平日 9:00～17:00（来所は電話予約）")
    assert [opening.note for opening in hours.openings] == ["来所は電話予約"]


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        (("月火水木金", "08:30", "17:00"), "月～金 8:30～17:00"),
        (("月火水木金", "08:30", "17:00", "土・日・祝日・年末年始は休み"), None),
        (("0We", "9:00", "12:00"), "水 9:00～12:00"),
        (("13Mo", "9:00", "12:00"), "第1・第3月 9:00～12:00"),
        (("14Tu4Th", "9:00", "12:00"), "第1・第4火 9:00～12:00、第4木 9:00～12:00"),
        (("6Fr", "9:00", "12:00"), "最終金 9:00～12:00"),
        (("1-5", "09:00:00", "17:00:00"), "月～金 9:00～17:00"),
    ],
)
def test_columns_of_the_municipal_standard_and_codes_of_gif_are_read(columns, text):
    hours = from_columns(*columns)
    assert hours == parse(text) if text else is_open(hours, at("2026-12-30 10:00")) is False


@pytest.mark.parametrize(
    "columns",
    [
        ("7Su", "9:00", "12:00"),
        ("月", "", "17:00"),
        ("月", "9:00", "17:00", "夏は短い"),
        ("8Mo", "9:00", "10:00"),
    ],
)
def test_columns_that_leave_a_doubt_are_a_problem(columns):
    assert isinstance(from_columns(*columns), Problem)


def test_hsds_schedules_carry_the_rule_the_offset_and_the_closed_days():
    [weekly] = to_hsds(OFFICE)
    assert weekly["freq"] == "WEEKLY"
    assert weekly["byday"] == "MO,TU,WE,TH,FR"
    assert (weekly["opens_at"], weekly["closes_at"]) == ("08:30+09:00", "17:15+09:00")
    assert "祝日" in weekly["notes"]
    [monthly] = to_hsds(parse("第1・最終土 10:00～24:00（2026年4月1日から）"))
    assert (monthly["freq"], monthly["byday"]) == ("MONTHLY", "1SA,-1SA")
    assert (monthly["closes_at"], monthly["valid_from"]) == ("00:00+09:00", "2026-04-01")


@pytest.mark.parametrize(
    "data", [{}, {"openings": [{"opens": 5}], "closings": []}, {"openings": 3, "closings": []}]
)
def test_other_json_is_refused(data):
    with pytest.raises(ValueError):
        from_dict(data)


DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)
NTH = st.frozensets(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1)
RULES = st.sampled_from([rule for rule in OnHolidays if rule is not OnHolidays.ALSO])
SELECTORS = st.one_of(
    st.fixed_dictionaries({"weekdays": WEEKDAYS, "holidays": st.sampled_from(OnHolidays)}),
    st.fixed_dictionaries({"weekdays": WEEKDAYS, "nth": NTH, "holidays": RULES}),
    st.fixed_dictionaries({"month_days": st.frozensets(st.integers(1, 31), min_size=1), "holidays": RULES}),
)
MONTH_DAYS = st.dates(date(2028, 1, 1), date(2028, 12, 31)).map(lambda day: (day.month, day.day))
CLOSINGS = st.lists(
    st.one_of(
        st.builds(Closing, WEEKDAYS, NTH),
        st.builds(Closing, month_days=st.frozensets(st.integers(1, 31), min_size=1)),
        st.sampled_from([Closing(holidays=True), Closing(year_end=True)]),
        st.builds(Closing, span=st.tuples(MONTH_DAYS, MONTH_DAYS)),
        st.builds(Closing, dates=st.tuples(DAYS, DAYS).map(lambda two: (min(two), max(two)))),
    ),
    max_size=3,
    unique=True,
)


@st.composite
def openings(draw):
    opens = draw(st.integers(0, 1439))
    note = draw(st.sampled_from(["", "電話・メール", "裏口から入る"]))
    valid_from = draw(st.none() | DAYS)
    valid_to = draw(st.none() | DAYS)
    assume(not (valid_from and valid_to) or valid_from <= valid_to)
    closes = opens + draw(st.integers(1, 1440))
    return Opening(opens, closes, **draw(SELECTORS), valid_from=valid_from, valid_to=valid_to, note=note)


@st.composite
def all_hours(draw):
    weekly = draw(
        st.lists(st.builds(Closing, WEEKDAYS, moves=st.sampled_from(["", "翌日", "翌平日"])), max_size=1)
    )
    return Hours(tuple(draw(st.lists(openings(), max_size=3))), (*weekly, *draw(CLOSINGS)))


@given(all_hours())
def test_what_is_said_is_read_back_as_the_same_rules(hours):
    assert parse(describe(hours)) == hours
    assert from_dict(to_dict(hours)) == hours


@settings(max_examples=60, deadline=None)
@given(all_hours(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), st.data())
def test_next_open_is_open_and_nothing_before_it_is(hours, moment, data):
    moment = moment.replace(tzinfo=JAPAN)
    found = next_open(hours, moment)
    limit = found or moment + timedelta(days=390)
    if found:
        assert is_open(hours, found) is True
        assert found >= moment
    minutes = int((limit - moment).total_seconds() // 60)
    for _ in range(20 if limit > moment else 0):
        between = moment + timedelta(minutes=data.draw(st.integers(0, minutes)))
        assert between >= limit or is_open(hours, between) is not True


@settings(max_examples=40, deadline=None)
@given(st.lists(openings(), max_size=3), CLOSINGS, st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_a_closed_day_lets_nothing_begin(opened, closings, moment):
    today = Closing(dates=(moment.date(), moment.date()))
    within_a_day = tuple(opening for opening in opened if opening.closes <= 1440)
    assert is_open(Hours(within_a_day, (*closings, today)), moment) is False


@given(st.text(alphabet="月火金土日祝平第1392:～、（）()時分・/休み除くはから翌毎24 年末始", max_size=25))
def test_any_text_gives_hours_or_a_problem(text):
    hours = parse(text)
    assert isinstance(hours, Problem) or parse(describe(hours)) == hours
