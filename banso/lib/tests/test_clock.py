"""The clock: offset, ticking, and the end of a day in Japan."""

from datetime import UTC, date, datetime, timedelta

import pytest

from banso.lib import clock


def test_the_end_of_a_day_in_japan_is_three_in_the_afternoon_in_utc():
    assert clock.end_of_day(date(2025, 11, 20)) == datetime(2025, 11, 20, 15, tzinfo=UTC)


def test_the_date_changes_at_midnight_in_japan():
    with clock.standing_at(datetime(2025, 11, 20, 14, 59, 50, tzinfo=UTC)):
        assert clock.today() == date(2025, 11, 20)
    with clock.standing_at(datetime(2025, 11, 20, 15, 0, 0, tzinfo=UTC)):
        assert clock.today() == date(2025, 11, 21)


def test_a_clock_that_was_moved_still_ticks():
    with clock.standing_at(datetime(2025, 11, 20, tzinfo=UTC)):
        first = clock.now()
        assert timedelta() <= clock.now() - first < timedelta(seconds=60)
        assert first.year == 2025


def test_afterwards_the_clock_is_as_it_was():
    before = clock.now()
    with clock.standing_at(datetime(2000, 1, 1, tzinfo=UTC)):
        pass
    assert abs(clock.now() - before) < timedelta(seconds=60)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        clock.start_at(datetime(2025, 11, 20))


def test_the_environment_may_set_the_clock(monkeypatch):
    monkeypatch.setattr(clock, "_offset", timedelta())
    monkeypatch.setenv("BANSO_CLOCK", "2025-11-20T09:00:00+09:00")
    clock.start_from_environment()
    assert clock.today() == date(2025, 11, 20)


def test_a_moment_on_the_wall_clock_of_japan():
    assert clock.local(datetime(2025, 11, 20, 15, tzinfo=UTC)).isoformat() == "2025-11-21T00:00:00+09:00"
