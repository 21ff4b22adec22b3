"""The home of each role: what to do, what is late, what changed."""

import re

import pytest

from banso.ledger.models import Entry
from banso.ledger.operations import record
from banso.lib.fiscal import Period
from banso.plan.faults import Fault, Severity
from banso.plan.models import LoadAttempt
from banso.plan.queries import _document
from banso.returns.states import State
from tests.told import MONTHS, told

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def part(text: str, start: str, end: str) -> str:
    return text[text.index(start) : text.index(end, text.index(start))]


@pytest.fixture
def teller(loaded_plan, cast, clock_at):
    clock_at("2025-07-10T10:00")
    return told(loaded_plan, cast.secretariat)


def test_a_visitor_is_welcomed_and_led_to_the_plan_and_the_sign_in(anonymous, loaded_plan):
    page = anonymous.get("/")
    assert page.status_code == 200
    assert "どなたでも読めます" in text_of(page)
    assert 'href="/plan/"' in page.content.decode() and 'href="/accounts/login/"' in page.content.decode()
    assert "進み具合</a>" not in page.content.decode()


def test_a_visitor_finds_one_clear_start_and_a_door_for_each_who_asks(anonymous, loaded_plan, assert_queries):
    anonymous.get("/")
    with assert_queries(12):
        page = anonymous.get("/")
    html = page.content.decode()
    assert html.count("door--main") == 1 and 'href="/find/"' in html
    assert "家族のことで相談したい" in html and 'name="a.asker" value="supporter"' in html
    assert 'href="/employers/"' in html and 'action="/windows/"' in html
    assert not page.cookies


def test_the_secretariat_sees_what_waits_and_what_was_sent_back(teller, cast):
    teller.version("jeed", MONTHS[2], State.SUBMITTED)
    teller.version("kanto-meti", MONTHS[2], State.ASKED_BACK, "数え方を教えてください。")
    text = text_of(cast.client(cast.secretariat).get("/"))
    assert "高齢・障害・求職者雇用支援機構 令和7年6月" in part(text, "承認を待つ報告", "差し戻して返事")
    assert "関東経済産業局 令和7年6月" in part(text, "差し戻して返事", "期限を過ぎた")


def test_the_secretariat_sees_who_is_late_and_for_which_periods(teller, cast, clock_at, loaded_plan):
    clock_at("2025-08-28T09:00")
    text = text_of(cast.client(cast.secretariat).get("/"))
    late = part(text, "期限を過ぎた報告（待つ期間の長い順）", "指標")
    # The prefecture told of April to June; July fell due in August. The regional bureau told of nothing.
    prefecture = part(late, "埼玉県 ", "令和7年8月")
    assert prefecture.split()[1] == "1" and "令和7年7月" in prefecture
    bureau = part(late, "関東経済産業局 ", "令和7年5月")
    assert bureau.split()[1] == "4" and "令和7年4月" in bureau


def test_the_secretariat_sees_indicators_behind_the_time_the_widest_gap_first(teller, cast):
    text = text_of(cast.client(cast.secretariat).get("/"))
    behind = part(text, "経過率を下回る指標（", "すべての指標を見る")
    # Hires reach at most 6.2 % and so lie 18.8 points behind 24.9 %; transitions 17.2.
    assert behind.index("正社員就職件数") < behind.index("若者自立支援センター埼玉の就職等移行者数")
    assert "18.8ポイント" in behind and "17.2ポイント" in behind
    assert "新規利用登録者数" not in behind


def test_the_secretariat_sees_a_correction_with_both_values_for_two_weeks(teller, cast, clock_at):
    clock_at("2025-09-01T09:00")
    may = Entry.objects.get(subject="youth-centre-registrations", first_month=2)
    teller.correct(may, 27, teller.version("prefecture", MONTHS[1]))
    client = cast.client(cast.secretariat)
    text = text_of(client.get("/"))
    changed = part(text, "訂正された数と状態", "承認された報告")
    assert "埼玉県 令和7年5月 若者自立支援センター埼玉の新規利用登録者数 25人 27人" in changed
    assert "埼玉県 令和7年5月 （訂正）" in text
    clock_at("2025-09-20T09:00")
    assert "この2週間に変わったことはありません。" in text_of(client.get("/"))


def test_a_plan_that_could_not_be_loaded_is_told_with_the_place_of_the_fault(teller, cast, clock_at):
    fault = Fault(
        "indicators.yaml",
        12,
        "unknown-owner",
        Severity.ERROR,
        "indicators.0",
        "担い手がいません。",
        "idを直してください。",
    )
    LoadAttempt.objects.create(
        plan="saitama/2025", at="2025-07-10T00:00Z", edition=None, faults=[fault.as_json()]
    )
    client = cast.client(cast.secretariat)
    assert "計画の新しい版を読み込めませんでした" in text_of(client.get("/"))
    page = text_of(client.get("/plan/edition/"))
    assert "indicators.yaml 12 unknown-owner 担い手がいません。" in page and "idを直してください。" in page
    for other in (None, cast.body, cast.reader):
        page = text_of(cast.client(other).get("/plan/edition/"))
        assert "内容の指紋" in page and "unknown-owner" not in page
    assert "5,448人以上" in text_of(client.get("/plan/")), "the edition in force stays"


def test_a_body_sees_its_own_returns_with_the_question_and_no_others(teller, cast, clock_at):
    clock_at("2025-08-28T09:00")
    teller.version("prefecture", Period(2025, 4, 4), State.ASKED_BACK, "７月の件数は\n確かですか。")
    text = text_of(cast.client(cast.body).get("/"))
    todo = part(text, "出す報告", "出した報告を見る")
    assert "令和7年7月の報告" in todo and "７月の件数は 確かですか。" in todo and "期限超過" in todo
    assert "関東経済産業局" not in text and "承認を待つ報告" not in text
    assert "うちこの機関 120件" in text
    elsewhere = text_of(cast.client(cast.elsewhere).get("/"))
    assert "確かですか" not in elsewhere and "労働局のホーム" in elsewhere


def test_a_reader_sees_progress_and_papers_and_no_returns(teller, cast):
    response = cast.client(cast.reader).get("/")
    text = text_of(response)
    assert "75人" in text and "協議会の資料" in text
    assert 'href="/returns/"' not in response.content.decode()


FOR_ALL = ("ホーム", "窓口をさがす", "窓口一覧", "計画")
FOR_BODIES = ("進み具合", "報告", "窓口の情報", "資料", "公開データ", "相談の申し込み", "お知らせ")


@pytest.mark.parametrize(
    "role, labels",
    [
        (None, [*FOR_ALL, "公開データ"]),
        ("reader", [*FOR_ALL, "進み具合", "資料", "公開データ", "お知らせ"]),
        ("body", [*FOR_ALL, *FOR_BODIES]),
        ("secretariat", [*FOR_ALL, *FOR_BODIES]),
    ],
)
def test_the_navigation_holds_what_the_role_may_open_and_marks_the_place(loaded_plan, cast, role, labels):
    page = cast.client(getattr(cast, role) if role else None).get("/measures/m1-1-1/").content.decode()
    nav = page[page.index('<nav class="site-nav"') :]
    nav = nav[: nav.index("</nav>")]
    assert re.findall(r">([^<>\s]+)</a>", nav) == labels
    assert re.findall(r'aria-current="page">([^<]+)<', nav) == ["計画"]


def test_a_missing_page_still_comes_without_a_plan(anonymous, cast):
    assert anonymous.get("/nai/").status_code == 404
    assert cast.client(cast.secretariat).get("/").status_code == 503


def test_the_homes_cost_at_most_twelve_queries(teller, cast, assert_queries):
    for number in range(1, 7):
        for organisation in ("jeed", "kanto-mlit", "m-112011", "m-112020"):
            teller.version(organisation, Period(2025, number, number), State.SUBMITTED)
    for user in (cast.secretariat, cast.body, cast.reader):
        client = cast.client(user)
        # The first page of a new process reads the edition too.
        _document.cache_clear()
        with assert_queries(12):
            assert client.get("/").status_code == 200


def test_an_indicator_is_not_behind_because_its_report_is_not_in_yet(teller, cast, clock_at):
    clock_at("2025-08-02T10:00")
    text = text_of(cast.client(cast.secretariat).get("/"))
    behind = part(text, "経過率を下回る指標（", "すべての指標を見る")
    # 75 of 255 (29.4 %) would lie below the 33.4 % gone by at the end of July, of which nobody has told.
    assert "新規利用登録者数" not in behind
    assert "18.8ポイント" in behind and "6月末までの報告で比較" in behind


def test_a_rate_of_an_earlier_day_stands_with_the_value_that_it_compares(teller, cast, clock_at):
    clock_at("2025-08-02T10:00")
    july = Period(2025, 4, 4)
    record([teller.fact("prefecture", "regular-hires", july, 50, teller.version("prefecture", july))])
    behind = part(
        text_of(cast.client(cast.secretariat).get("/")), "経過率を下回る指標（", "すべての指標を見る"
    )
    # What July adds stands in the total, and the rate on what everybody has told: 150 to 270 of 4,371.
    assert "170～320件 未報告 1件 3.4～6.2% 6月末までの報告で比較（累計150～270件）" in behind


def test_what_lies_behind_by_less_than_the_usual_decimals_shows_as_many_as_it_takes(teller, cast):
    last = Entry.objects.get(subject="regular-hires", organisation="prefecture", first_month=3)
    teller.correct(last, 859, teller.version("prefecture", MONTHS[2]))
    behind = part(
        text_of(cast.client(cast.secretariat).get("/")), "経過率を下回る指標（", "すべての指標を見る"
    )
    # 939 to 1,089 of 4,371, and 91 of 365 days: 24.914 % is 24.9 % just as 24.932 % is, and 0.017 points are 0.0.
    assert "21.48～24.91% 24.93% 0.02ポイント" in behind
    # The others keep theirs.
    assert "7.8% 24.9% 17.2ポイント" in behind
