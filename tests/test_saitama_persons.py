"""Whom Saitama's services fit: ``banso navigate`` beside a table that was written from the plan's text.

``saitama_persons.yaml`` holds who asks, what to expect for which service, and where the plan says so. All are answered
by one run of the command.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from banso.cli import main

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "saitama_persons.yaml").read_text("utf-8"))
PERSONS: list[dict[str, Any]] = TABLE["persons"]
VERDICTS = ("fits", "check", "no")
Results = list[dict[str, Any]]


@cache
def answers() -> dict[str, Results]:
    lines = [json.dumps({"id": each["id"], **each["facts"]}, ensure_ascii=False) for each in PERSONS]
    asked = ["navigate", "--plan", "saitama/2025", "--on", "2025-11-20", "-"]
    done = CliRunner().invoke(main, asked, input="\n".join(lines))
    assert done.exit_code == 0, done.output
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["id"] for each in told] == [each["id"] for each in PERSONS]
    return {each["id"]: each["results"] for each in told}


def called(name: str, results: Results) -> dict[str, Any]:
    """The one result that the plan's name leads to."""
    found = [each for each in results if name == each["name"] or name in each["aliases"]]
    assert len(found) == 1, (name, [each["name"] for each in found])
    return found[0]


def differences(person: dict[str, Any], results: Results) -> list[str]:
    """What the command says otherwise than the table."""
    found = []
    for verdict in VERDICTS:
        for name, place in person.get(verdict, {}).items():
            told = called(name, results)
            if told["verdict"] != verdict:
                where, says = TABLE["places"][place].values()
                found.append(
                    f"{name}: {verdict} by {where} ({says}), told {told['verdict']}: {told['reason']}"
                )
    told_of = {
        "next": lambda name: called(name, results)["next_best"],
        "first": lambda name: called(name, results)["windows"][0],
        "missing": lambda name: called(name, results)["missing"],
    }
    for field, tell in told_of.items():
        for name, expected in person.get(field, {}).items():
            wanted = called(expected, results)["name"] if field == "next" else expected
            if tell(name) != wanted:
                found.append(f"{name}: {field} {wanted}, told {tell(name)}")
    return found


@pytest.mark.parametrize("person", PERSONS, ids=lambda person: person["id"])
def test_each_is_told_what_the_plan_lets_them_expect(person):
    assert differences(person, answers()[person["id"]]) == []


def test_the_table_rests_on_the_plan_and_reaches_every_place_that_it_names():
    used = {place for each in PERSONS for verdict in VERDICTS for place in each.get(verdict, {}).values()}
    assert used == set(TABLE["places"])
    assert sum(len(each.get(verdict, {})) for each in PERSONS for verdict in VERDICTS) >= 200


def test_whoever_asks_every_name_of_the_plan_leads_to_one_result():
    names = [name for line in TABLE["names"] for name in line]
    assert len(names) > 60
    for results in answers().values():
        for name in names:
            called(name, results)


def test_whoever_asks_hears_of_every_service_what_fits_first():
    everybody = list(answers().values())
    assert len({frozenset(each["name"] for each in results) for results in everybody}) == 1
    for results in everybody:
        order = [VERDICTS.index(each["verdict"]) for each in results]
        assert order == sorted(order)


def test_a_no_names_what_would_have_to_change_and_somewhere_that_may_fit():
    for who, results in answers().items():
        verdicts = {each["name"]: each["verdict"] for each in results}
        for each in results:
            where = f"{who}: {each['name']}"
            if each["verdict"] == "no":
                assert each["unmet"] and not each["missing"] and not each["windows"], where
                assert verdicts[each["next_best"]] != "no", where
            else:
                assert not each["unmet"] and each["next_best"] is None, where
                assert each["verdict"] == "check" or not each["missing"], where
