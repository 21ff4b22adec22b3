"""The employers' door: what a firm can do, and which subsidies it may get by the rules of their day."""

import pytest

from banso.navigator.tests.walking import Visitor, text_of

pytestmark = pytest.mark.django_db

# A firm that hires somebody of 45 referred by a Hello Work in 2025, and that everything speaks for.
HIRING = {
    "referred_on": "2025-09-01",
    "hired_on": "令和7年10月1日",
    "employed_as": "regular",
    "age_at_hiring": "４５歳",
    "referred_by": "hello-work",
    "regular_months_in_5_years": "12",
    "regular_in_1_year": "no",
    "in_stable_work": "no",
    "individual_support": "yes",
    "wishes_regular": "yes",
}
COURSE = "特定求職者雇用開発助成金（中高年層安定雇用支援コース）"


@pytest.fixture(autouse=True)
def plan(loaded_plan, clock_at):
    clock_at("2025-11-20T10:00")
    return loaded_plan


def asked(client, **answers):
    told = {f"a.{fact.replace('_', '-')}": value for fact, value in {**HIRING, **answers}.items()}
    response = client.post("/employers/subsidies/", {**told, "go": "all"})
    assert response.status_code == 200 and not response.cookies and response["Cache-Control"] == "no-store"
    return response.content.decode()


def answer_of(page, name=COURSE):
    """The part of the result that is about one subsidy."""
    found = page[page.index('id="answers"') : page.index('id="questions"')]
    part = next(part for part in found.split("<h3>")[1:] if name in part)
    return text_of(part)


def test_a_firm_sees_what_it_can_do_and_where_to_ask(anonymous, assert_queries):
    anonymous.get("/employers/")
    with assert_queries(12):
        response = anonymous.get("/employers/")
    text = text_of(response.content.decode())
    for want in ("職場体験や実習を受け入れたい", "助成金を使いたい", "面接会などで働きたい人に会いたい"):
        assert want in text
    assert "企業人材サポートデスク" in text and "計画にある、会社のための取組" in text
    # An association of employers, which gives advice to nobody.
    council = "埼玉県雇用対策協議会"
    assert f"行う所（相談の窓口ではありません） {council}" in text and f"相談する所 {council}" not in text
    assert not response.cookies


def test_a_firm_enters_the_navigator_without_saying_its_name(anonymous):
    page = anonymous.get("/employers/").content.decode()
    assert 'name="a.asker" value="employer"' in page
    asked_first = anonymous.post("/find/", {"a.asker": "employer"}).content.decode()
    assert "何歳" not in asked_first and "<h1" in asked_first


def test_every_subsidy_shows_its_rules_by_date_with_source_and_what_must_be_confirmed(anonymous):
    text = text_of(anonymous.get("/employers/subsidies/").content.decode())
    listed = text[text.index("助成金の一覧") :]
    assert "紹介を受けた日が令和7年4月1日から" in listed and "紹介を受けた日が令和7年3月31日まで" in listed
    assert "600,000円" in listed and "要確認" in listed and "埼玉労働局" in listed
    assert "額は未確認" in listed, "an amount on which the sources disagree is not given"


def test_a_hiring_that_meets_every_condition_is_possible_and_the_office_decides(anonymous):
    told = answer_of(asked(anonymous))
    assert "可能性あり" in told and "決めるのは埼玉労働局です。" in told and "資料は要確認" in told
    assert "合わない" not in told and "わからない" not in told


@pytest.mark.parametrize(
    ("age", "prospect"), [("34", "対象外"), ("35", "可能性あり"), ("60", "対象外"), ("", "要確認")]
)
def test_the_age_at_hiring_decides_and_silence_excludes_nobody(anonymous, age, prospect):
    told = answer_of(asked(anonymous, age_at_hiring=age))
    assert told.startswith(f"{COURSE} {prospect}")


def test_who_was_referred_before_april_is_judged_by_the_earlier_rules(anonymous):
    told = answer_of(asked(anonymous, referred_on="2025-03-31"))
    assert told.startswith(f"{COURSE} 要確認") and "前のコース" in told


def test_a_condition_that_can_be_met_says_how(anonymous):
    told = answer_of(asked(anonymous, referred_by="none"))
    assert "対象外" in told and "こうすると変わります: ハローワークなどに求人を出し" in told


def test_an_answer_that_cannot_be_read_is_shown_at_its_field_and_nothing_is_lost(anonymous):
    page = asked(anonymous, age_at_hiring="四十五くらい", hired_on="あした")
    assert "読めない答えがあります" in page and 'id="answers"' not in page
    assert "数字で書いてください" in page and "日付は、2025-10-01 のように" in page
    assert 'value="四十五くらい"' in page and 'value="2025-09-01"' in page


@pytest.mark.parametrize(
    ("born_on", "says"),
    [
        ("2025-10-01", "雇い入れる日が、生まれた日と同じか、それより前"),
        ("2026-05-05", "雇い入れる日が、生まれた日と同じか、それより前"),
        ("2010-10-02", "14歳です。15歳になっていない方は雇えません"),
        ("1900-01-01", "雇い入れる日に125歳です"),
    ],
)
def test_days_that_cannot_be_are_asked_again_at_the_day_of_hiring(anonymous, born_on, says):
    page = asked(anonymous, age_at_hiring="", born_on=born_on)
    field = page[page.index('id="f-a.hired-on"') - 900 : page.index('id="f-a.hired-on"') + 300]
    assert says in text_of(field) and 'id="answers"' not in page
    assert f'value="{born_on}"' in page and 'value="令和7年10月1日"' in page, "nothing is lost"


def test_somebody_of_fifteen_that_day_can_be_hired(anonymous):
    assert 'id="answers"' in asked(anonymous, age_at_hiring="", born_on="2010-10-01")


def test_an_age_that_the_days_contradict_is_asked_again(anonymous):
    page = asked(anonymous, age_at_hiring="45", born_on="1978-05-05")
    assert (
        "生まれた日と雇い入れる日からは47歳ですが、年齢の答えは45歳です" in page
        and 'id="answers"' not in page
    )


@pytest.fixture
def firm():
    return Visitor().open("/employers/subsidies/")


def test_one_question_after_the_other_leads_to_what_is_possible(firm, assert_queries):
    firm.press("期間を決めて雇っている方を、正社員に変える")
    assert firm.heading == "正社員に変える前に、計画を届け出ていますか。" and "あと最大" in firm.text
    firm.press("はい")
    firm.press("次へ", **{"months-employed": "８か月"})
    firm.press("次へ", **{"wage-rise-percent": "5"})
    firm.press("いいえ")
    assert firm.heading == "正社員に変える日は、いつですか。" and 'type="date"' in firm.page
    with assert_queries(12):
        firm.press("次へ", **{"converted-on": "2026-01-15"})
    assert firm.heading == "助成金を調べた結果"
    (career,) = [part for part in results(firm) if "キャリアアップ助成金" in part]
    assert "可能性あり" in career and "決めるのは埼玉労働局です" in career
    assert "2026年1月15日" in firm.text and "８か月" in firm.text
    assert "いまの予定とは別の助成金を見る" in firm.text


def results(firm):
    shown = (
        firm.page[firm.page.index('id="answers"') :].partition('id="others"')[0].partition('id="given"')[0]
    )
    return [text_of("<h3>" + part) for part in shown.split("<h3>")[1:]]


def test_not_to_know_is_an_answer_and_a_slip_is_asked_again_where_it_is(firm):
    firm.press("わからない・両方")
    first = firm.heading
    firm.press("わからない・答えない")
    assert firm.heading != first
    assert "あと最大" in firm.text and "わからない・答えない" in firm.text
    firm.press("次へ", **{"weekly-hours": "たくさん"})
    assert "数字で書いてください" in firm.text and 'value="たくさん"' in firm.page
    firm.press("次へ", **{"weekly-hours": ""})
    assert "答えを入れるか" in firm.text
    firm.press("一つ前にもどる")
    assert firm.heading == first and "答えを変えます" in firm.text


def test_a_day_that_cannot_be_is_asked_again_with_all_other_answers_kept(firm):
    firm.press("正社員として雇い入れる").press("はい").press("次へ", **{"weekly-hours": "40"}).press("はい")
    firm.press("次へ", **{"born-on": "1978-05-05"}).press("次へ", **{"hired-on": "1978-05-05"})
    assert firm.heading == "雇い入れる日は、いつですか。" and "生まれた日と同じか" in firm.text
    firm.press("次へ", **{"hired-on": "2025-12-01"})
    assert firm.heading != "雇い入れる日は、いつですか。" and "1978年5月5日" in firm.text
    (stable,) = [part for part in results(firm) if COURSE in part]
    assert "「雇い入れる日の年齢」" not in stable


def test_the_result_can_be_seen_at_once_and_questions_go_on_from_it(firm):
    firm.press("正社員として雇い入れる").press("今すぐ結果を見る")
    assert [part for part in results(firm) if "要確認" in part.split("わからない")[0]], firm.text
    firm.press("続けて答える")
    assert firm.heading == "雇い入れた後に、訓練をしますか。"
    firm.press("今すぐ結果を見る").press("この助成金の質問に答える")
    asked = firm.heading
    firm.press("わからない・答えない")
    assert firm.heading != asked
    firm.press("今すぐ結果を見る")
    assert len(results(firm)) == 1
    firm.press("ほかの助成金の結果にもどる")
    assert len(results(firm)) == 4


def test_one_subsidy_can_be_chosen_from_the_list(firm):
    firm.press("この助成金だけを調べる （トライアル雇用助成金")
    assert firm.heading == "一週間に何時間働く仕事ですか。"
    firm.press("次へ", **{"weekly-hours": "20"})
    (trial,) = results(firm)
    assert "対象外" in trial and "こうすると変わります: 週30時間以上の仕事にする" in trial


def test_all_questions_at_once_know_what_was_answered(firm):
    firm.press("派遣で働いている方を、正社員に変える").press("はい").press("すべての質問を一度に見る")
    assert firm.heading == "助成金のすべての質問"
    assert '<option value="dispatched" selected>' in firm.page
    filed = firm.page[firm.page.index('name="a.plan-filed"') :]
    assert '<option value="yes" selected>' in filed[: filed.index("</select>")]
    assert "調べた結果" in firm.text
    # Who asks for others opens it without answering anything first.
    assert "調べた結果" not in Visitor().open("/employers/subsidies/?all=1").text


def test_what_no_page_sends_breaks_nothing(anonymous):
    for fields in (
        {"a.plan": "nai"}, {"a.only": "nai"}, {"go": "change:nai"}, {"go": "more"}, {"go": "skip:only"},
        {"a.employed-as": ["regular", "nai"]}, {"a.hired-on": "きのう", "go": "result"}, {"a.plan": ["hire", "x"]},
    ):  # fmt: skip
        response = anonymous.post("/employers/subsidies/", fields)
        assert response.status_code == 200 and not response.cookies, fields
