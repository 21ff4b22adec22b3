"""All measures month by month, and the search in what bodies wrote: what was told by hand, counted by hand."""

import csv
import io
import re
from dataclasses import replace

import pytest

from banso.directory.queries import catalogue
from banso.indicators.matrix import matrix
from banso.indicators.queries import question
from banso.ledger.kinds import Kind, MeasureState
from banso.ledger.models import Entry
from banso.ledger.operations import Fact, record
from banso.lib import clock
from banso.returns.models import IndicatorLine, MeasureLine, Question
from tests.told import MONTHS, told

pytestmark = pytest.mark.django_db
APRIL, MAY, JUNE = MONTHS
NOT_STARTED, ONGOING, DONE = MeasureState.NOT_STARTED, MeasureState.ONGOING, MeasureState.DONE


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def teller(loaded_plan, cast, clock_at):
    """m1-1-2 belongs to the labour bureau and the prefecture: the prefecture told of April and June, the bureau of June."""
    clock_at("2025-07-10T10:00")
    teller = told(loaded_plan, cast.secretariat)
    teller.state("prefecture", "m1-1-2", APRIL, NOT_STARTED, "", teller.version("prefecture", APRIL))
    version = teller.version("prefecture", JUNE)
    version.remarks = "ＩＴ分野の求人が多い月でした。"
    version.save()
    teller.state("prefecture", "m1-1-2", JUNE, ONGOING, "ＩＴ研修を2回、開きました。", version)
    teller.state(
        "labour-bureau", "m1-1-2", JUNE, DONE, "説明会を終えました。", teller.version("labour-bureau", JUNE)
    )
    return teller


def row_of(plan, measure, **wanted):
    found = matrix(plan, question(plan), wanted)
    return next(row for row in found.rows if row.measure.id == measure)


def test_each_month_counts_who_said_what_and_who_said_nothing(teller, loaded_plan):
    row = row_of(loaded_plan, "m1-1-2")
    assert row.bodies == 2
    assert [cell.text for cell in row.cells] == ["未着手 1・未報告 1", "未報告 2", "実施中 1・完了 1"]
    # Asked for one owner alone, only its own word stands there.
    assert [cell.text for cell in row_of(loaded_plan, "m1-1-2", owner="prefecture").cells] == [
        "未着手",
        "未報告",
        "実施中",
    ]


def test_bodies_whose_period_has_not_ended_are_said_to_be_early(teller, loaded_plan):
    # Five of the 67 bodies report each month; the 62 municipalities each half-year, which ends in September.
    row = row_of(loaded_plan, "m2-3-1")
    assert row.bodies == 67
    assert [cell.text for cell in row.cells] == ["未報告 5・62機関は期限前"] * 3


def test_a_measure_that_nobody_reported_is_visible(teller, loaded_plan):
    found = matrix(loaded_plan, question(loaded_plan), {})
    assert len(found.rows) == 47 and found.silent == 46
    assert [cell.text for cell in row_of(loaded_plan, "m1-1-1").cells] == ["未報告"] * 3


def test_filters_let_through_what_they_name_and_say_how_many_are_hidden(teller, loaded_plan):
    def found(**wanted):
        return matrix(loaded_plan, question(loaded_plan), wanted)

    in_plan = [m for m in loaded_plan.document.measures if m.group == "long-term-jobless"]
    assert [row.measure.id for row in found(group="long-term-jobless").rows] == [m.id for m in in_plan]
    assert found(group="long-term-jobless").hidden == 47 - len(in_plan)
    assert [row.measure.id for row in found(state="done").rows] == ["m1-1-2"]
    assert "m1-1-2" not in [row.measure.id for row in found(state="unreported").rows]


def test_as_of_an_earlier_day_the_page_knows_no_more_than_that_day(teller, cast):
    assert "実施中 1・完了 1" not in text_of(
        cast.client(cast.reader).get("/progress/measures/?as_of=2025-07-09")
    )


def test_the_page_is_open_to_members_and_costs_few_queries(teller, cast, anonymous, assert_queries):
    assert anonymous.get("/progress/measures/").status_code == 302
    assert anonymous.get("/progress/measures/states.csv").status_code == 302
    for user in (cast.secretariat, cast.body, cast.elsewhere, cast.reader):
        client = cast.client(user)
        with assert_queries(12):
            text = text_of(client.get("/progress/measures/?q=研修"))
        assert "47の取組を示しています" in text and "未着手 1・未報告 1" in text
        assert "「研修」を含む報告（1か所）" in text
    assert 'href="/progress/measures/"' in cast.client(cast.reader).get("/progress/").content.decode()


def test_a_search_does_not_mind_width_or_case_and_looks_into_remarks(teller, cast):
    client = cast.client(cast.reader)
    text = text_of(client.get("/progress/measures/", {"q": "it"}))
    assert "「it」を含む報告（2か所）" in text
    assert "ＩＴ研修を2回、開きました。" in text and "意見・備考" in text
    assert "（1か所）" in text_of(client.get("/progress/measures/", {"q": "ｉｔ　研修"}))
    assert "その言葉はありません" in text_of(client.get("/progress/measures/", {"q": "宇宙"}))
    assert "&lt;b&gt;" in client.get("/progress/measures/", {"q": "<b>"}).content.decode()


def test_what_was_corrected_is_found_no_more(teller, cast, loaded_plan):
    old = Entry.objects.get(kind="measure_state", organisation="prefecture", last_month=3)
    version = teller.version("prefecture", JUNE)
    MeasureLine.objects.create(
        version=version, measure="m1-1-2", state=ONGOING, done="研究会を開きました。", cell="取組!C4"
    )
    fact = Fact(
        kind=Kind.MEASURE_STATE, plan=loaded_plan.key, subject="m1-1-2", organisation="prefecture", period=JUNE,
        occurred_on=JUNE.last_day, source=version.source, state="ongoing",
    )  # fmt: skip
    record([replace(fact, replaces=old.seq)])
    client = cast.client(cast.reader)
    assert "（0か所）" in text_of(client.get("/progress/measures/", {"q": "ＩＴ研修"}))
    assert "（1か所）" in text_of(client.get("/progress/measures/", {"q": "研究会"}))


def test_a_return_opens_only_for_those_who_may(teller, cast):
    def links(user):
        page = cast.client(user).get("/progress/measures/", {"q": "説明会"}).content.decode()
        return page.count("/returns/versions/")

    assert [links(u) for u in (cast.secretariat, cast.elsewhere, cast.body, cast.reader)] == [1, 1, 0, 0]


def test_the_csv_says_the_same(teller, cast):
    answer = cast.client(cast.reader).get("/progress/measures/states.csv?group=unstable-work")
    assert answer["Content-Disposition"] == 'attachment; filename="measures_2025-07-10.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    told_of = [
        (r["月"], r["実施状況"], r["機関の数"])
        for r in rows
        if r["取組id"] == "m1-1-2" and r["実施状況コード"] != "unreported"
    ]
    assert told_of == [("2025-04", "未着手", "1"), ("2025-06", "実施中", "1"), ("2025-06", "完了", "1")]


@pytest.mark.parametrize("query", ["group=nai", "state=x", "owner=<script>", "period=x"])
def test_what_cannot_be_read_is_named(query, teller, cast):
    answer = cast.client(cast.reader).get(f"/progress/measures/?{query}")
    assert answer.status_code == 400 and "指定を読めませんでした" in text_of(answer)


def test_the_measure_tells_its_story(teller, cast, loaded_plan, assert_queries):
    client = cast.client(cast.body)
    # A process reads the directory once for each change of it; the page is measured after that.
    catalogue(loaded_plan)
    with assert_queries(12):
        text = text_of(client.get("/measures/m1-1-2/"))
    story = text[text.index("これまでの経過") :]
    assert story.index("令和7年4月") < story.index("令和7年6月")
    assert "埼玉県 はじめての報告：未着手" in story and "埼玉県 未着手から実施中へ" in story
    # What was to come in April stands beside what came in June.
    assert "次に行うこと 次も続けます。 その後（令和7年6月） ＩＴ研修を2回、開きました。" in story
    assert "2機関の報告：実施中 1・完了 1" in story


def test_notes_of_numbers_and_explanations_are_found_too(teller, cast):
    version = teller.version("prefecture", MAY)
    IndicatorLine.objects.create(
        version=version,
        indicator="regular-hires",
        amount=4,
        status="final",
        note="窓口の移転あり",
        cell="指標!E5",
    )
    Question.objects.create(
        version=version, kind="sense", key="x", about="正規雇用", message="多い値です。",
        explanation="合同面接会が移転先であった", answered_at=clock.now(), answered_by=cast.body,
    )  # fmt: skip
    measure = teller.version("labour-bureau", MAY)
    teller.state("labour-bureau", "m1-1-2", MAY, ONGOING, "", measure)
    record([teller.fact("prefecture", "regular-hires", MAY, 4, version)])
    MeasureLine.objects.filter(version=measure).update(
        counts={"held": {"amount": 2, "status": "final", "note": "うち移転先で一回", "cell": "件数!F5"}}
    )
    text = text_of(cast.client(cast.reader).get("/progress/measures/?q=移転"))
    assert "「移転」を含む報告（3か所）" in text
    for words in (
        "数値の備考 窓口の移転あり",
        "確かめたことへの説明 合同面接会が移転先であった",
        "うち移転先で一回",
    ):
        assert words in text, text


def test_every_place_that_was_found_can_be_reached(teller, cast, loaded_plan):
    version = teller.version("prefecture", MAY)
    for measure in loaded_plan.document.measures:
        teller.state("prefecture", measure.id, MAY, ONGOING, f"催し{measure.id}を開いた。", version)
    client = cast.client(cast.reader)
    MeasureLine.objects.filter(version=version).update(next_step="次の催しへ")
    first, second = (client.get(f"/progress/measures/?q=催し&page={n}").content.decode() for n in (1, 2))
    assert (
        "（94か所）" in first
        and first.count("resources__title") == 50
        and second.count("resources__title") == 44
    )


def test_the_story_of_a_measure_shows_what_was_said_before_it_was_corrected(teller, cast, clock_at):
    first = teller.version("prefecture", MAY)
    teller.state("prefecture", "m1-1-2", MAY, ONGOING, "相談会を一回開いた。", first)
    told_first = Entry.objects.get(subject="m1-1-2", source=first.source).pk
    clock_at("2025-07-20T10:00")
    second = teller.version("prefecture", MAY)
    teller.state("prefecture", "m1-1-2", MAY, ONGOING, "相談会を二回開いた。", second, told_first)
    text = text_of(cast.client(cast.secretariat).get("/measures/m1-1-2/"))
    now = text.index("相談会を二回開いた。")
    assert "に訂正）" in text and text.index("訂正の前の報告（1件）") > now
    assert text.index("相談会を一回開いた。") > now
