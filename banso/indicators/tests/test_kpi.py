"""``banso kpi``."""

import json
import subprocess
import sys
from datetime import datetime

import pytest
from click.testing import CliRunner

from banso.cli import main
from banso.ledger.kinds import Component, Kind
from banso.ledger.operations import Fact, record
from banso.lib import clock
from banso.lib.fiscal import Period

GIVEN = ["kpi", "--plan", "saitama/2025", "--as-of", "2025-11-20"]


def run(*arguments: str):
    return CliRunner().invoke(main, [*GIVEN, *arguments])


def tell(month: int, amount: int, **more) -> None:
    period = Period(2025, month, month)
    given = {"subject": "corner-hires", "organisation": "prefecture", "cell": "指標!G7", **more}
    with clock.standing_at(datetime(2025, 11, 19, 12, tzinfo=clock.JAPAN)):
        record(
            [
                Fact(
                    kind=Kind.INDICATOR_VALUE,
                    plan="saitama/2025",
                    period=period,
                    occurred_on=period.last_day,
                    amount=amount,
                    source="return-version:7",
                    **given,
                )
            ]
        )


def test_an_empty_ledger_gives_all_fifteen_as_unknown(loaded_plan) -> None:
    found = run("--json")
    assert found.exit_code == 0
    rows = json.loads(found.stdout)
    assert [row["id"] for row in rows] == [
        "regular-employment-gain",
        "regular-hires",
        "regular-conversions",
        "training-referrals",
        "support-station-registrations",
        "support-station-outcomes",
        "youth-centre-registrations",
        "youth-centre-transitions",
        "regional-platforms",
        "paid-experience-hires",
        "career-consultations",
        "corner-hires",
        "corner-regular-hires",
        "city-outcomes",
        "city-intensive-outcome-rate",
    ]
    assert [row["target"] for row in rows] == [
        5448, 4371, 1077, 6111, 660, 484, 255, 400, 63, 100, 2700, 1120, 360, 114, 55,
    ]  # fmt: skip
    assert {row["value"] for row in rows} == {None}
    assert {row["status"] for row in rows} == {"unknown"}
    assert {row["achievement"] for row in rows} == {None}
    # The plan has no scale of its own.
    assert {row["verdict"] for row in rows} == {None}
    assert [row["sources"] for row in rows] == [[]] * 15


def test_a_value_comes_with_its_return_and_cell(loaded_plan) -> None:
    for month in range(1, 8):
        tell(month, 80)
    (row,) = json.loads(run("--json", "--indicator", "corner-hires").stdout)
    # 7 × 80 = 560 of 1,120; 214 of 365 days are gone by the end of October: 0.5 × 365 / 214 = 0.8528…
    assert (row["value"], row["status"], row["achievement"], row["pace"]) == (560, "known", 0.5, 0.853)
    assert (row["period"], row["period_value"]) == ("2025-10", 80)
    assert len(row["sources"]) == 7
    source = row["sources"][-1]
    assert (source["source"], source["cell"], source["organisation"]) == (
        "return-version:7",
        "指標!G7",
        "prefecture",
    )
    assert (source["period"], source["amount"], source["status"]) == ("2025-10", 80, "final")
    assert source["recorded_at"].startswith("2025-11-19T12:00")


def test_the_sources_of_the_goal_are_those_of_its_parts(loaded_plan) -> None:
    tell(1, 5, subject="regular-hires")
    tell(1, 3, subject="regular-conversions", organisation="labour-bureau", unit="hw-omiya")
    rows = {row["id"]: row for row in json.loads(run("--json").stdout)}
    assert [s["amount"] for s in rows["regular-employment-gain"]["sources"]] == [5, 3]
    assert rows["regular-employment-gain"]["status"] == "partial"


def test_a_rate_is_printed_rounded_and_kept_exactly(loaded_plan) -> None:
    for part, amount in ((Component.NUMERATOR, 50), (Component.DENOMINATOR, 110)):
        tell(1, amount, subject="city-intensive-outcome-rate", organisation="saitama-city", component=part)
    (row,) = json.loads(
        run("--json", "--indicator", "city-intensive-outcome-rate", "--period", "2025-04").stdout
    )
    # 5.0 ÷ 11.0 = 45.4545… %, because the indicator is reported with one decimal.
    assert row["value"] == 45.5
    assert row["exact"]["value"].startswith("45.45454545")
    assert (row["numerator"], row["denominator"]) == (5, 11)


def test_the_table_is_plain_japanese(loaded_plan) -> None:
    tell(1, 80)
    text = run("--period", "2025-04").stdout
    assert "令和7年4月" in text
    line = next(
        line for line in text.splitlines() if line.startswith("就職確認者数（就職・職場定着支援事業）")
    )
    assert line.split() == [
        "就職確認者数（就職・職場定着支援事業）", "1,120件以上", "80", "80件", "確定", "7.1%", "―",
    ]  # fmt: skip


def test_the_table_keeps_the_decimals_of_the_plan(loaded_plan) -> None:
    tell(1, 112)
    # 112 of 1,120 is 10 %, which is printed with one decimal as on the pages.
    assert "10.0%" in run("--period", "2025-04", "--indicator", "corner-hires").stdout


@pytest.mark.parametrize("sample", [True, False])
def test_sample_data_is_marked_in_text_and_in_every_object(loaded_plan, settings, sample) -> None:
    settings.SAMPLE_DATA = sample
    rows = json.loads(run("--json").stdout)
    assert isinstance(rows, list) and {row["sample"] for row in rows} == {sample}
    assert run().stdout.startswith("【見本データ】") is sample


def test_a_month_without_a_report_is_said_and_not_counted_in_the_time(loaded_plan) -> None:
    for month in range(1, 7):
        tell(month, 80)
    (row,) = json.loads(run("--json", "--indicator", "corner-hires").stdout)
    # 480 of 1,120 by the end of September: 183 of 365 days. October (214 days) is not in.
    assert (row["status"], row["caveats"], row["missing"]) == ("partial", [], ["prefecture 2025-10"])
    assert (row["elapsed"], row["compared_elapsed"], row["compared_until"]) == (0.586, 0.501, "2025-09-30")
    # 480 / 1120 * 365 / 183 = 0.8548; 480 * 365 / 183 = 957.4
    assert (row["pace"], row["forecast"]) == (0.855, 957)


def test_a_question_about_one_body_lists_what_it_reports(loaded_plan) -> None:
    rows = json.loads(run("--json", "--organisation", "saitama-city").stdout)
    assert [row["id"] for row in rows] == [
        "regional-platforms",
        "city-outcomes",
        "city-intensive-outcome-rate",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--indicator", "nothing"], "指標「nothing」は計画にありません。"),
        (["--organisation", "nobody"], "組織「nobody」は計画にありません。"),
        (["--unit", "nowhere"], "報告単位「nowhere」は計画にありません。"),
        (["--period", "someday"], "期間「someday」が読めません。"),
        (["--plan", "nowhere/2025"], "計画「nowhere/2025」はまだ読み込まれていません。"),
    ],
)
def test_what_the_plan_does_not_have_is_said_in_one_sentence(loaded_plan, arguments, sentence) -> None:
    found = run(*arguments)
    assert found.exit_code == 1
    assert sentence in found.stderr
    assert found.stdout == ""


def test_a_database_that_is_not_set_up_says_what_to_run(tmp_path) -> None:
    database = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    found = subprocess.run(
        [sys.executable, "-c", "from banso.cli import main; main()", *GIVEN, "--json"],
        env={"BANSO_DATABASE_URL": database, "BANSO_DATA_DIR": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 1
    assert "banso manage migrate" in found.stderr
    assert found.stdout == ""
