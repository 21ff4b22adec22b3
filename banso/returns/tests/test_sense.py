"""Numbers that do not make sense beside others are asked with figures, never refused; the answer stays with them."""

import pytest

from banso.lib.fiscal import Period
from banso.plan.format import PlanDocument
from banso.returns import operations
from banso.returns.models import Question
from banso.returns.queries.bounds import goal_of, people_of
from banso.returns.rules import NotPossible
from banso.returns.sense import Case, Goal, Shape, findings
from banso.returns.tests.conftest import put_in_force
from banso.returns.tests.filling import filled, put
from banso.returns.tests.small_plan import document
from banso.returns.workbook import build

MONTHS = [Period(2025, number, number) for number in range(1, 13)]


class Line:
    def __init__(self, indicator, amount, *, unit="", member="", component="value"):
        self.indicator, self.unit, self.member = indicator, unit, member
        self.component, self.amount, self.cell = component, amount, "指標!I5"


SHAPES = {
    "flow": Shape("就職件数", {"value": "件"}, "flow"),
    "part": Shape("うち正規", {"value": "件"}, "subset", wholes=("flow",)),
    "series": Shape("累計登録", {"value": "人"}, "cumulative_series"),
    "stock": Shape("在籍者", {"value": "人"}, "stock"),
    "days": Shape("待ち日数", {"value": "日"}, "average", decimals=1),
    "rate": Shape(
        "決定率",
        {"numerator": "人", "denominator": "人"},
        "ratio",
        decimals=1,
        percentage=True,
    ),
    "town": Shape("会議の設置", {"value": "市町村"}, "coverage"),
}


def asked(lines, before=None, last_year=None):
    """(rule, message) of what is asked; ``before``: (indicator, unit) → the amounts of the earlier months."""
    told = {
        (indicator, unit, member, component): list(zip(MONTHS, amounts, strict=False))
        for (indicator, unit, member, component), amounts in (before or {}).items()
    }
    case = Case(MONTHS[7], SHAPES, lines, told, last_year or {}, {"112011": "例市", "east": "東事務所"})
    return {finding.rule: finding.message for finding in findings(case)}


def history(indicator, *amounts, unit="", member="", component="value"):
    return {(indicator, unit, member, component): amounts}


def test_a_cumulative_series_that_shrinks_is_asked_with_both_values():
    found = asked([Line("series", 90)], history("series", 40, 100))
    assert found == {
        "shrinking_series": "累計で記入する値が減っています。令和7年5月は100人、今回は90人です。"
    }
    assert asked([Line("series", 100)], history("series", 40, 100)) == {}


@pytest.mark.parametrize(
    ("amount", "is_asked"),
    # Middle 100, spread √100 = 10: four spreads are 40, a doubling is 200, a halving 50.
    [(100, False), (141, False), (199, False), (200, True), (51, False), (50, True)],
)
def test_a_total_far_from_the_recent_months_is_asked(amount, is_asked):
    found = asked([Line("flow", amount)], history("flow", 95, 100, 105, 100))
    assert ("unusual_total" in found) == is_asked


def test_small_numbers_may_jump_because_they_scatter():
    assert asked([Line("flow", 6)], history("flow", 2, 3, 1, 2)) == {}


def test_two_months_are_no_habit():
    assert asked([Line("flow", 900)], history("flow", 100, 100)) == {}


def test_the_total_of_the_units_is_compared_not_each_unit():
    before = history("flow", 50, 50, 50, unit="east") | history("flow", 50, 50, 50, unit="west")
    assert asked([Line("flow", 20, unit="east"), Line("flow", 80, unit="west")], before) == {}
    found = asked([Line("flow", 150, unit="east"), Line("flow", 150, unit="west")], before)
    assert found == {
        "unusual_total": "最近の値より大きく増えています。直近3回は100件から100件、今回は300件です。"
    }


def test_a_total_unlike_the_same_month_of_last_year_is_asked():
    found = asked([Line("flow", 30)], None, {("flow", "", "", "value"): 100})
    assert found == {"unlike_last_year": "前年の同じ期間と大きく違います。前年は100件、今回は30件です。"}
    assert asked([Line("flow", 40)], None, {("flow", "", "", "value"): 100}) == {}


def test_a_digit_too_many_is_asked_as_such():
    found = asked([Line("flow", 570)], history("flow", 55, 57, 60))
    assert found == {"digits_slip": "桁を確かめてください。直近3回の中央は57件、今回は570件です。"}
    assert "digits_slip" in asked([Line("flow", 6)], history("flow", 55, 57, 60))


def test_decimals_are_shown_as_they_were_typed():
    found = asked([Line("days", 1255)], history("days", 120, 125, 130))
    assert found == {"digits_slip": "桁を確かめてください。直近3回の中央は12.5日、今回は125.5日です。"}


def test_zero_after_many_is_asked_once_there_were_four():
    assert "zero_after_many" in asked([Line("flow", 0)], history("flow", 3, 4, 2, 5))
    assert asked([Line("flow", 0)], history("flow", 3, 4, 2)) == {}
    assert asked([Line("flow", 0)], history("flow", 3, 0, 2, 5)) == {}


def test_a_part_above_its_whole_is_asked_where_the_body_tells_both():
    found = asked([Line("flow", 8, unit="east"), Line("flow", 1, unit="west"), Line("part", 10)])
    assert list(found) == ["part_above_whole"]
    assert "もとは9件、うち10件" in found["part_above_whole"]
    assert asked([Line("part", 10)]) == {}
    assert asked([Line("flow", None), Line("part", 10)]) == {}


def test_a_ratio_above_one_is_asked():
    lines = [Line("rate", 700, component="numerator"), Line("rate", 70, component="denominator")]
    assert asked(lines) == {"ratio_above_one": "分子が分母より大きい値です。分子は70人、分母は7人です。"}


def test_everything_as_last_month_is_asked_once():
    lines = [Line("flow", 5, unit="east"), Line("flow", 6, unit="west"), Line("stock", 7)]
    before = history("flow", 5, unit="east") | history("flow", 6, unit="west") | history("stock", 7)
    found = asked(lines, before)
    assert found == {
        "nothing_changed": "3個の値がすべて、令和7年4月の報告と同じです。"
        "前の様式をそのまま送っていないか確かめてください。"
    }
    lines[0].amount = 4
    assert asked(lines, before) == {}


def test_what_was_set_and_is_no_more_is_asked():
    found = asked([Line("town", 0, member="112011")], history("town", 0, 1, member="112011"))
    assert found == {"unset": "令和7年5月は設置済でしたが、今回は未設置です。"}
    assert "unset" in asked([Line("stock", None)], history("stock", 30))
    assert asked([Line("town", 0, member="112011")], history("town", 0, member="112011")) == {}


GOALS = {
    "flow": Shape("就職件数", {"value": "件"}, "flow", goal=Goal(1077, 12)),
    "rare": Shape("大会", {"value": "回"}, "flow", goal=Goal(1, 12)),
    "m1/visitors": Shape("ア 相談会 来場者数", {"value": "人"}, "flow", people=31658),
}


def asked_of_the_plan(lines, period=MONTHS[0], idle=None):
    case = Case(period, GOALS, lines, idle=idle or {})
    return {finding.rule: finding.message for finding in findings(case)}


def test_one_month_above_the_target_of_the_year_is_asked_without_any_history():
    lines = [Line("flow", 600, unit="east"), Line("flow", 478, unit="west")]
    assert asked_of_the_plan(lines) == {
        "beyond_goal": "令和7年4月だけで、12か月分の目標（1,077件）を超えています。今回は1,078件です。"
    }
    lines[0].amount = 599
    assert asked_of_the_plan(lines) == {}
    # What one office has not told makes the sum no smaller.
    assert "beyond_goal" in asked_of_the_plan(
        [Line("flow", 1078, unit="east"), Line("flow", None, unit="west")]
    )
    # Most of the year may well hold the whole target.
    assert asked_of_the_plan([Line("flow", 1078)], Period(2025, 1, 7)) == {}
    # Two of a single one wanted are soon there: the square root of 2, four times, is more than that.
    assert asked_of_the_plan([Line("rare", 2)]) == {}
    assert "beyond_goal" in asked_of_the_plan([Line("rare", 20)])


def test_more_people_than_there_are_by_the_plan_are_asked():
    assert asked_of_the_plan([Line("m1/visitors", 31658)]) == {}
    assert asked_of_the_plan([Line("m1/visitors", 31659)]) == {
        "beyond_people": "計画が見積もる対象者の全部（31,658人）より多い値です。今回は31,659人です。"
    }


def test_a_count_of_a_measure_that_has_not_begun_is_asked():
    idle = {"m1/visitors": "未着手"}
    assert asked_of_the_plan([Line("m1/visitors", 20)], idle=idle) == {
        "counted_while_idle": "実施状況は「未着手」ですが、20人と書かれています。"
    }
    assert asked_of_the_plan([Line("m1/visitors", 0)], idle=idle) == {}


def bounds(**changed):
    """The target of an indicator, as it bounds April and October, in the small plan (100 or more in the year)."""
    content = document()
    conversions = next(i for i in content["indicators"] if i["id"] == "conversions")
    conversions.update(changed)
    plan = PlanDocument.model_validate(content)
    return [goal_of(plan, plan.indicator("conversions"), Period(2025, month, month)) for month in (1, 7)]


def test_the_bounds_are_those_of_the_plan_and_of_its_amendments():
    assert bounds() == [Goal(100, 12)] * 2
    assert bounds(direction="down") == [None, None]
    assert bounds(targets=[{"comparator": "<=", "value": 100}]) == [None, None]
    later = [
        {"comparator": ">=", "value": 100},
        {"comparator": ">=", "value": 300, "effective_from": "2025-10-01"},
    ]
    assert bounds(targets=later) == [Goal(100, 12), Goal(300, 12)]
    half = [{"comparator": ">=", "value": 100, "window": {"start": "2025-10-01", "end": "2026-03-31"}}]
    assert bounds(targets=half) == [None, Goal(100, 6)]
    assert bounds(window={"start": "2024-10-01", "end": "2026-03-31"}) == [Goal(100, 12)] * 2
    assert (
        bounds(window={"start": "2024-10-01", "end": "2026-03-31"}, cumulative_over_years=True)
        == [Goal(100, 18)] * 2
    )


def test_how_many_people_there_are_is_said_only_where_the_plan_says_it_of_every_group():
    content = document()
    estimate = {
        "id": "e1", "label": "推計", "value": 3000, "unit": "人", "numerator_age": {"min": 35, "max": 59},
        "survey": "調査", "survey_year": 2022, "source": "出典", "apportioned": False, "additive": False,
    }  # fmt: skip
    content["groups"][0]["estimates"] = [estimate, {**estimate, "id": "e2", "value": 4000}]
    content["groups"].append({**content["groups"][0], "id": "g2", "number": 2, "estimates": []})
    plan = PlanDocument.model_validate(content)
    assert people_of(plan, ["g1"], "人") == 4000
    assert people_of(plan, ["g1"], "件") is None
    assert people_of(plan, ["g1", "g2"], "人") is None


@pytest.mark.django_db
def test_the_first_return_of_all_is_asked_about_what_contradicts_itself(take):
    def change(book):
        for row in book["取組"].iter_rows(min_row=5):
            for cell in row:
                if cell.value == "実施中":
                    cell.value = "未着手"

    version = take(change)
    asked = {(q.rule, q.place) for q in Question.objects.filter(version=version, kind="sense")}
    assert {rule for rule, _place in asked} == {"counted_while_idle"}
    assert version.state == "draft" and all(place.startswith("件数!") for _rule, place in asked)


@pytest.mark.django_db
def test_an_explanation_lets_the_number_through_and_stays_with_it(take, cast):
    version = take(lambda book: put(book, "指標", "分子：決まった人", "当期の値", 70))
    question = Question.objects.get(version=version)
    assert (version.state, question.rule, question.place) == ("draft", "ratio_above_one", "指標!I8")
    with pytest.raises(NotPossible, match="答えていない質問が1件"):
        operations.submit(version=version, by=cast.body)
    words = "前月までの参加者が今月決まったため。"
    operations.answer(version=version, answers={question.pk: words}, by=cast.body)
    operations.submit(version=version, by=cast.body)
    operations.approve(version=version, by=cast.secretariat)
    page = cast.client(cast.secretariat).get(f"/returns/versions/{version.pk}/").content.decode()
    assert words in page


@pytest.mark.django_db
def test_an_answer_to_a_cell_is_checked_for_sense_too(take, cast):
    def change(book):
        put(book, "指標", "分子：決まった人", "当期の値", "70か7")

    version = take(change)
    cell = Question.objects.get(version=version)
    operations.answer(version=version, answers={cell.pk: "70"}, by=cast.body)
    assert Question.objects.get(version=version, kind="sense").rule == "ratio_above_one"
    operations.answer(version=version, answers={cell.pk: "7"}, by=cast.body)
    assert not Question.objects.filter(version=version, kind="sense").exists()


@pytest.mark.django_db
def test_the_counts_of_measures_are_asked_like_any_number(plan, cast):
    content = document()
    content["measures"][0]["counts"].append(
        {"id": "new", "label": "うち初めての方", "unit": "人", "part_of": "visitors"}
    )
    amended = put_in_force(content, "e" * 64)

    def told(month, visitors, new):
        def change(book):
            put(book, "件数", "来場者数", "当期の値", visitors)
            put(book, "件数", "うち初めての方", "当期の値", new)

        data = filled(build(amended, "prefecture", Period(2025, month, month)), change, value=4 + month)
        return operations.take_workbook(plan=amended, file=data, file_name="x.xlsx", by=cast.body)

    for month in (3, 4, 5):
        operations.approve(version=told(month, 30, 20), by=cast.secretariat)
    version = told(6, 4800, 0)
    asked_about = {(q.about, q.place) for q in Question.objects.filter(version=version)}
    assert asked_about == {
        ("ア 相談会を開く 来場者数", "件数!F6"),
        ("ア 相談会を開く うち初めての方", "件数!F7"),
    }
    (part,) = Question.objects.filter(version=told(6, 30, 31), rule="part_above_whole")
    assert "もとの値（ア 相談会を開く 来場者数）" in part.message and "もとは30人、うち31人" in part.message


@pytest.mark.parametrize(
    ("then", "now", "month", "words"),
    [
        ("完了", "実施中", 6, "令和7年8月は「完了」でしたが、今回は「実施中」です。"),
        ("実施中", "未着手", 5, "承認済みの報告は「実施中」でしたが、今回は「未着手」です。"),
        ("実施中", "完了", 6, ""),
        ("完了", "予定なし", 6, ""),
    ],
)
@pytest.mark.django_db
def test_a_measure_that_goes_back_is_asked(plan, cast, then, now, month, words):
    def told(month, state):
        data = filled(
            build(plan, "prefecture", Period(2025, month, month)),
            lambda book: put(book, "取組", "相談会を開く", "実施状況", state),
            value=4 + month,
        )
        return operations.take_workbook(plan=plan, file=data, file_name="x.xlsx", by=cast.body)

    first = told(5, then)
    for question in Question.objects.filter(version=first, kind="sense"):
        operations.answer(version=first, answers={question.pk: "そのとおり"}, by=cast.body)
    if first.state == "draft":
        operations.submit(version=first, by=cast.body)
    operations.approve(version=first, by=cast.secretariat)
    version = told(month, now)
    asked = list(
        Question.objects.filter(version=version, rule="state_goes_back").values_list("message", flat=True)
    )
    assert asked == ([words] if words else [])
