"""The employers' door: what a firm can do, and which subsidies it may get by the rules of their day."""

import pytest

from banso.navigator.tests.walking import text_of

pytestmark = pytest.mark.django_db

# A firm that hires somebody of 45 referred by a Hello Work in 2025, and that everything speaks for.
HIRING = {
    "referred_on": "2025-09-01",
    "hired_on": "令和7年10月1日",
    "employed_as": "regular",
    "age_at_hiring": "４５歳",
    "referred_by": "hello_work",
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
    response = client.post("/employers/subsidies/", {**HIRING, **answers})
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
