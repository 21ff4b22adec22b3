"""The page of a measure: what it is for everybody, how it stands for members."""

import re

import pytest

from banso.ledger.kinds import MeasureState
from tests.told import MONTHS, told

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def teller(loaded_plan, cast, clock_at):
    clock_at("2025-07-10T10:00")
    return told(loaded_plan, cast.secretariat)


def test_everybody_sees_what_a_measure_is_and_nobody_without_a_sign_in_how_it_stands(teller, anonymous):
    text = text_of(anonymous.get("/measures/m1-1-1/"))
    assert (
        "担い手 埼玉労働局" in text
        and "おおむね35歳から59歳まで" in text
        and "ミドル世代支援コーナー" in text
    )
    assert "第4 目標・主な取組及びKPI" in text and "進み具合は、ログインすると見られます。" in text
    assert "機関ごとの実施状況" not in text


def test_a_measure_leads_to_the_one_it_repeats_and_back(teller, anonymous):
    again = anonymous.get("/measures/m1-3-1/").content.decode()
    assert "再掲のもとの取組" in again and 'href="/measures/m1-1-1/"' in again
    assert 'href="/measures/m1-3-1/"' in anonymous.get("/measures/m1-1-1/").content.decode()


def test_a_member_sees_what_each_body_did_and_which_body_is_silent(teller, cast):
    version = teller.version("prefecture", MONTHS[0])
    teller.state("prefecture", "m1-1-2", MONTHS[0], MeasureState.NOT_STARTED, "", version)
    for month in MONTHS[1:]:
        version = teller.version("prefecture", month)
        teller.state(
            "prefecture", "m1-1-2", month, MeasureState.ONGOING, "セミナーを3回開きました。", version
        )
    text = text_of(cast.client(cast.reader).get("/measures/m1-1-2/"))
    assert "担う機関は2、承認された報告があるのは1です。" in text
    assert "埼玉県 実施中 令和7年6月 セミナーを3回開きました。 次も続けます。" in text
    assert "令和7年4月 未着手 令和7年5月から6月まで 実施中" in text
    assert "埼玉労働局 未報告 承認された報告はまだありません。" in text


def test_the_state_can_be_asked_for_as_of_an_earlier_period(teller, cast):
    for month, state in zip(
        MONTHS, (MeasureState.NOT_STARTED, MeasureState.ONGOING, MeasureState.DONE), strict=True
    ):
        teller.state("prefecture", "m1-1-4", month, state, "", teller.version("prefecture", month))
    client = cast.client(cast.reader)
    assert "埼玉県 完了" in text_of(client.get("/measures/m1-1-4/"))
    may = text_of(client.get("/measures/m1-1-4/?period=2025-05"))
    assert "埼玉県 実施中" in may and "完了" not in may
    assert client.get("/measures/m1-1-4/?period=x").status_code == 400


def test_the_return_behind_a_state_opens_for_those_who_may(teller, cast):
    version = teller.version("prefecture", MONTHS[0])
    teller.state("prefecture", "m1-1-4", MONTHS[0], MeasureState.ONGOING, "", version)
    for user, sees in (
        (cast.secretariat, True),
        (cast.body, True),
        (cast.elsewhere, False),
        (cast.reader, False),
    ):
        page = cast.client(user).get("/measures/m1-1-4/").content.decode()
        assert (f"/returns/versions/{version.pk}/" in page) is sees


def test_a_measure_of_everybody_names_all_bodies_and_costs_no_more(teller, cast, assert_queries):
    client = cast.client(cast.reader)
    # The directory is read whole after it changed, once for each process, and then kept.
    client.get("/measures/m1-1-1/")
    with assert_queries(12):
        text = text_of(client.get("/measures/m4-1-1/"))
    assert "未報告" in text and "川越市" in text


def test_a_measure_that_the_plan_does_not_have_is_not_found(teller, anonymous):
    assert anonymous.get("/measures/m9-9-9/").status_code == 404


def test_a_measure_leads_only_to_indicators_that_the_plan_ties_to_it(teller, cast):
    client = cast.client(cast.reader)
    # The plan ties no indicator to matching events, though bodies of theirs hold some.
    events = text_of(client.get("/measures/m1-3-11/"))
    assert "計画が結びつけている指標" not in events and "同じ区分の指標" in events


def test_the_content_comes_first_and_many_members_of_a_class_are_folded(teller, cast, loaded_plan):
    towns = [m.id for m in loaded_plan.document.members if m.member_of == "municipalities"]
    for number, town in enumerate(towns[:9]):
        version = teller.version(town, MONTHS[0])
        state = MeasureState.DONE if number == 0 else MeasureState.ONGOING
        teller.state(town, "m4-1-1", MONTHS[0], state, "広報に載せました。", version)
    page = cast.client(cast.reader).get("/measures/m4-1-1/").content.decode()
    assert page.index("取組の内容") < page.index('id="state"')
    summary = re.search(r"<summary>(市町村（[^<]*)</summary>", page).group(1)
    assert summary == f"市町村（{len(towns)}機関）: 実施中 8、完了 1、未報告 {len(towns) - 9}"
    told = "広報に載せました。"
    before, folded = page[: page.index(summary)], page[page.index(summary) :]
    assert told not in before and folded[: folded.index("</details>")].count(told) == 9


def test_a_measure_says_to_everybody_where_it_can_be_had_and_what_to_do_next(loaded_plan, anonymous):
    page = anonymous.get("/measures/m1-1-3/")
    text = text_of(page)
    assert "どんなことができますか セミナー キャリアカウンセリング" in text
    assert "だれのためですか ご本人のための取組です。" in text
    assert "埼玉しごとセンター" in text and "電話 未確認" in text, "what no source says is not invented"
    assert text.index("どこで受けられますか") < text.index("次にすること") < text.index("取組の内容")
    assert not page.cookies


def test_a_measure_of_offices_alone_sends_nobody_to_a_window(loaded_plan, anonymous):
    measures = loaded_plan.document.measures
    alone = next(
        m.id for m in measures if {a.value for a in m.audience} == {"organisation"} and not m.windows
    )
    text = text_of(anonymous.get(f"/measures/{alone}/"))
    assert "支える人や役所がともに行う取組です。" in text and "自分に合う窓口をさがす" not in text
    assert "どこが行いますか" in text and "どこで受けられますか" not in text


def test_a_measure_of_offices_whose_service_people_use_says_how_they_come_to_it(loaded_plan, anonymous):
    text = text_of(anonymous.get("/measures/m3-1-5/"))
    assert "どこで受けられますか" in text and "申し込むことはありません" not in text
    assert "何をする取組ですか 各市への働きかけ" in text
    assert "使い方 自立相談支援機関に相談してから使います。" in text and "自分に合う窓口をさがす" in text
