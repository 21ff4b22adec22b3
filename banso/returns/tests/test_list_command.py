"""``banso returns list``: where the returns of ended periods stand."""

import json

import pytest
from click.testing import CliRunner

from banso.cli import main

pytestmark = pytest.mark.django_db


def run(*words):
    return CliRunner().invoke(main, ["returns", "list", *words])


@pytest.mark.parametrize("sample", [True, False])
def test_every_line_is_marked_where_the_data_are_samples(plan, settings, clock_at, sample):
    settings.SAMPLE_DATA = sample
    clock_at("2025-10-20T10:00")
    lines = run("--plan", plan.key, "--period", "2025-09").stdout.splitlines()
    assert lines
    assert {line.endswith("見本データ") for line in lines} == {sample}
    assert all("期限 令和7年" in line and "2025-" not in line for line in lines)
    rows = json.loads(run("--plan", plan.key, "--period", "2025-09", "--json").stdout)
    assert [row["sample"] for row in rows] == [sample] * len(lines)
    assert {row["due"][:7] for row in rows} == {"2025-10"}
