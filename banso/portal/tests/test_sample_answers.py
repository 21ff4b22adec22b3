"""What sample bodies write: fits the time of a measure, and does not read as if one hand had written it."""

from datetime import date

import pytest
from django.conf import settings

from banso.ledger.kinds import MeasureState
from banso.lib.fiscal import Period
from banso.plan.loading import read_folder
from banso.plan.queries import LoadedPlan
from banso.portal.sample.answers import Clerk
from banso.portal.sample.figures import Figures
from banso.returns.workbook import layout as asked
from banso.returns.workbook import layout_of


@pytest.fixture(scope="module")
def clerk():
    reading = read_folder(settings.PLANS_DIR / "saitama" / "2025")
    plan = LoadedPlan("saitama/2025", 1, reading.digest, reading.document)
    return Clerk(plan, Figures(plan.document, plan.digest))


@pytest.mark.parametrize(
    ("period", "state"),
    [
        ("2025-09", MeasureState.NOT_STARTED),
        ("2025-10", MeasureState.ONGOING),
        ("2026-02", MeasureState.ONGOING),
    ],
)
def test_a_campaign_runs_from_its_first_to_its_last_month(clerk, period, state):
    """The plan's campaign is the second half of the year; a body that has ended in October did not take part."""
    document = clerk.plan.document
    (campaign,) = document.campaigns
    assert (campaign.window.start, campaign.window.end) == (date(2025, 10, 1), date(2026, 3, 31))
    measure = document.measure(campaign.measure)
    states = {clerk.figures.state(measure, body.id, Period.parse(period)) for body in document.reporters()}
    assert states == {state}


def test_what_goes_on_has_some_of_everything_that_is_counted(clerk):
    for body in ("labour-bureau", "kanto-mlit"):
        layout = layout_of(clerk.plan, body, Period.parse("2025-10"))
        answers = clerk.answers(layout)[asked.COUNTS.marker]
        told = [answer["value"] for answer in answers.values() if answer["value"] is not None]
        assert told and min(told) >= 1


def test_a_count_that_is_part_of_another_is_no_more_than_that(clerk):
    document = clerk.plan.document
    parts = [
        (measure.id, count) for measure in document.measures for count in measure.counts if count.part_of
    ]
    assert parts
    told = 0
    for body in document.reporters():
        for month in ("2025-07", "2025-10", "2026-01"):
            layout = layout_of(clerk.plan, body.id, Period.parse(month))
            rows = clerk.answers(layout)[asked.COUNTS.marker]
            for measure, count in parts:
                part, whole = (rows.get(f"{measure}|{key}") for key in (count.id, count.part_of))
                if part and whole and part["value"] is not None:
                    told += 1
                    assert part["value"] <= whole["value"], (body.id, month, count.id)
    assert told > 5


def test_the_texts_of_a_body_differ_and_all_are_marked(clerk):
    document = clerk.plan.document
    layout = layout_of(clerk.plan, "labour-bureau", Period.parse("2025-10"))
    rows = clerk.answers(layout)[asked.MEASURES.marker].values()
    done = [row["done"] for row in rows]
    assert len(done) == len(document.measures_of("labour-bureau"))
    assert all(text.startswith("（見本データ）") for text in done)
    # Without the name of what was done, the sentences are still of several kinds.
    frames = {text.partition("「")[0] + text.partition("」")[2] for text in done}
    assert len(frames) >= 5
    assert len({row["next_step"] for row in rows}) >= 4
