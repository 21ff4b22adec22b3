"""The progress pages show what the ledger holds, in words and numbers that were worked out by hand (see tests.told)."""

import csv
import io
import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banso.directory.queries import catalogue
from banso.ledger.kinds import MeasureState, Status
from banso.ledger.models import Entry
from banso.ledger.operations import record
from banso.lib.fiscal import Period
from tests.databases import own_queries
from tests.told import MONTHS, OFFICES, told

pytestmark = pytest.mark.django_db
JUNE = MONTHS[2]


@pytest.fixture
def teller(loaded_plan, cast, clock_at):
    clock_at("2025-07-10T10:00")
    return told(loaded_plan, cast.secretariat)


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def row_of(page: str, label: str) -> str:
    """The row of a table that begins with the link ``label``."""
    found = re.search(
        rf"<tr[^>]*>\s*<th scope=\"row\">(?:(?!</tr>).)*?>{re.escape(label)}</a>.*?</tr>", page, re.S
    )
    assert found, label
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group()))


@pytest.fixture
def overview(teller, cast):
    return cast.client(cast.reader).get("/progress/").content.decode()


def test_an_indicator_shows_its_month_its_sum_and_how_far_it_is(overview):
    row = row_of(overview, "若者自立支援センター埼玉の新規利用登録者数")
    # 20 + 25 + 30 = 75; 75 ÷ 255 = 29.41 %; 91 of 365 days = 24.93 %
    assert "255人以上" in row and "30人" in row and "75人" in row and "29.4%" in row and "経過率以上" in row
    assert "経過 24.9%" in overview


def test_an_indicator_behind_the_time_says_by_how_much_and_no_more(overview):
    row = row_of(overview, "若者自立支援センター埼玉の就職等移行者数")
    # 31 ÷ 400 = 7.75 %, rounded half up; 24.93 - 7.75 = 17.18
    assert "31人" in row and "7.8%" in row and "17.2ポイント下回る" in row
    assert "評価</th>" not in overview, "the plan has no scale, so there is no column for one"


def test_two_bodies_that_may_count_the_same_hire_give_an_interval(overview):
    # 5 × 10 × 3 = 150 and 40 × 3 = 120: at least the larger, at most the sum
    row = row_of(overview, "正社員就職件数")
    assert "150～270件" in row and "50～90件" in row and "3.4～6.2%" in row and "幅のある値" in row


def test_a_rate_comes_from_its_raw_parts(teller, cast):
    page = text_of(cast.client(cast.reader).get("/progress/city-intensive-outcome-rate/"))
    # 18 of 32 is 56.25 %, which is not the mean of 50, 60 and 58.3
    assert "56.3%" in page and "18人 ÷" in page and "32人" in page


def test_a_coverage_names_the_towns_and_does_not_take_silence_for_no(teller, cast):
    page = text_of(cast.client(cast.reader).get("/progress/regional-platforms/"))
    assert (
        "満たしている（3市町村）" in page
        and "満たしていない（1市町村）" in page
        and "未確認（59市町村）" in page
    )
    yes, no = page.index("満たしている（3"), page.index("満たしていない（1")
    assert "さいたま市 川越市 熊谷市" in page[yes:no] and "川口市" in page[no:][:60]


def test_what_nobody_reported_is_unknown_and_never_zero(overview):
    row = row_of(overview, "キャリアコンサルティング数（就職・職場定着支援事業）")
    assert "未確認" in row and " 0" not in row.replace("2,700", "")


def test_the_page_of_an_indicator_has_series_parts_and_pace(teller, cast):
    client = cast.client(cast.reader)
    page = text_of(client.get("/progress/regular-hires/"))
    assert "令和7年4月 50～90件" in page and "100～180件" in page
    assert (
        "埼玉労働局 50件 150件" in page
        and "埼玉県 40件 120件" in page
        and "ハローワーク川口 10件 30件" in page
    )
    registrations = text_of(client.get("/progress/youth-centre-registrations/"))
    assert "令和7年6月末までに期間の24.9%が過ぎ、達成率は29.4%です。" in registrations
    # 75 ÷ (91 ÷ 365) = 300.8
    assert "期間の終わりに301人になる計算です" in registrations
    assert "同じ数が2か所に書かれていますが、指標は一つです。" in registrations


def test_every_number_leads_to_its_return_and_cell_for_those_who_may_open_it(teller, cast):
    address = "/progress/youth-centre-registrations/"
    for user in (cast.secretariat, cast.body):
        page = cast.client(user).get(address).content.decode()
        assert len(re.findall(r'<a href="/returns/versions/\d+/">令和7年\d月分の報告 第1版</a>', page)) == 3
    for user in (cast.elsewhere, cast.reader):
        page = cast.client(user).get(address).content.decode()
        assert "/returns/versions/" not in page and "令和7年4月分の報告 第1版" in page and "指標!D7" in page


def test_a_past_day_shows_what_was_known_then(teller, cast, clock_at, loaded_plan):
    clock_at("2025-08-05T10:00")
    april = Entry.objects.get(subject="youth-centre-registrations", first_month=1)
    teller.correct(april, 22, teller.version("prefecture", MONTHS[0]))
    client, address = cast.client(cast.reader), "/progress/youth-centre-registrations/?period=2025-04"
    assert "令和7年4月 22人" in text_of(client.get(address))
    before = text_of(client.get(f"{address}&as_of=2025-07-31"))
    assert "令和7年7月31日時点で分かっていたこと" in before and "令和7年4月 20人" in before


def test_a_quarter_can_be_asked_for(teller, cast):
    page = text_of(cast.client(cast.reader).get("/progress/?period=2025-04..2025-06"))
    assert "令和7年4月から6月まで" in page and "75人" in page


@pytest.mark.parametrize(
    "query, sentence",
    [
        ("period=kotoshi", "期間は 2025-09 または 2025-04..2025-09 のように書いてください。"),
        ("period=2025-13", "期間は 2025-09 または 2025-04..2025-09 のように書いてください。"),
        ("period=2025-08", "令和7年8月は選べません"),
        ("period=2024-05", "令和6年5月は選べません"),
        ("as_of=2025-07-11", "今日より後の日付は選べません"),
        ("as_of=昨日", "日付は 2025-11-20 のように書いてください"),
        ("as_of=2025-05-10&period=2025-06", "令和7年6月は選べません"),
    ],
)
def test_a_question_that_cannot_be_read_is_named_and_not_passed_over(teller, cast, query, sentence):
    for address in ("/progress/", "/progress/regular-hires/", "/progress/groups/unstable-work/"):
        response = cast.client(cast.reader).get(f"{address}?{query}")
        assert response.status_code == 400
        assert sentence in text_of(response) and "下の数字は、令和7年" in text_of(response)


def test_before_anything_is_known_every_page_still_opens(loaded_plan, cast, clock_at):
    clock_at("2025-04-02T10:00")
    client = cast.client(cast.secretariat)
    for address in ("/progress/", "/progress/regular-hires/", "/progress/organisations/prefecture/", "/"):
        response = client.get(address)
        assert response.status_code == 200 and "未確認" in text_of(response) or address == "/"


PAGES = (
    "/progress/",
    "/progress/groups/unstable-work/",
    "/progress/groups/unstable-work/chart.svg",
    "/progress/organisations/prefecture/",
    "/progress/regular-hires/",
    "/progress/regular-hires/chart.svg",
    "/progress/regular-hires/series.csv",
)


@pytest.mark.parametrize("address", PAGES)
def test_progress_needs_a_sign_in_and_is_open_to_every_role(teller, cast, anonymous, address):
    response = anonymous.get(address)
    assert response.status_code == 302 and response.url.startswith("/accounts/login/")
    for user in (cast.secretariat, cast.body, cast.elsewhere, cast.reader):
        assert cast.client(user).get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/progress/nai/", "/progress/groups/nai/", "/progress/organisations/nai/", "/progress/nai/chart.svg", "/progress/nai/series.csv"],
)  # fmt: skip
def test_what_the_plan_does_not_have_is_not_found(teller, cast, address):
    response = cast.client(cast.reader).get(address)
    assert response.status_code == 404 and "ページが見つかりません" in text_of(response)


def test_a_bodys_returns_are_shown_to_itself_and_the_secretariat_only(teller, cast):
    address = "/progress/organisations/prefecture/"
    for user, sees in (
        (cast.body, True),
        (cast.secretariat, True),
        (cast.elsewhere, False),
        (cast.reader, False),
    ):
        page = cast.client(user).get(address).content.decode()
        assert ("期間ごとの報告" in page) is sees
        assert "うちこの機関 120件" in page


def test_a_chart_is_sent_again_only_when_it_changed(teller, cast):
    client, address = cast.client(cast.reader), "/progress/groups/long-term-jobless/chart.svg"
    first = client.get(address)
    assert first["Content-Type"] == "image/svg+xml" and "private" in first["Cache-Control"]
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    june = Entry.objects.get(subject="youth-centre-registrations", first_month=3)
    teller.correct(june, 90, teller.version("prefecture", JUNE))
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200 and again["ETag"] != first["ETag"]


def test_the_series_can_be_saved_as_a_table(teller, cast):
    response = cast.client(cast.reader).get("/progress/youth-centre-registrations/series.csv")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(r["期間キー"], r["値"], r["累計"]) for r in rows[:3]] == [
        ("2025-04", "20", "20"),
        ("2025-05", "25", "45"),
        ("2025-06", "30", "75"),
    ]


def test_in_the_first_days_of_a_month_the_comparison_stands_on_the_reports_that_came(teller, cast, clock_at):
    clock_at("2025-08-02T10:00")
    page = cast.client(cast.reader).get("/progress/").content.decode()
    row = row_of(page, "若者自立支援センター埼玉の新規利用登録者数")
    # July is not in. Up to June 75 of 255 = 29.4 % stand against 91 of 365 days = 24.9 %, not 122 (33.4 %).
    assert "経過率以上" in row and "6月末までの報告で比較（達成率29.4%、経過率24.9%）" in row
    assert "一部未報告" in row and "未報告 1件" in row and "経過 33.4%" in page
    text = text_of(cast.client(cast.reader).get("/progress/youth-centre-registrations/"))
    assert "報告がそろっている令和7年6月末までで比べています。期間の24.9%が過ぎ、達成率は29.4%です。" in text
    assert "期間の終わりに301人になる計算です" in text


def test_an_interval_that_lacks_a_month_says_both(teller, cast, clock_at):
    clock_at("2025-08-02T10:00")
    row = row_of(cast.client(cast.reader).get("/progress/").content.decode(), "正社員就職件数")
    assert "150～270件" in row and "幅のある値" in row and "一部未報告" in row and "未報告 2件" in row
    page = text_of(cast.client(cast.reader).get("/progress/regular-hires/"))
    assert "実際の値は、示した幅の外にあることがあります。" in page


def test_what_is_under_survey_is_not_called_unreported(teller, cast, loaded_plan, clock_at):
    clock_at("2025-08-05T10:00")
    july = Period(2025, 4, 4)
    version = teller.version("prefecture", july)
    silent = {"amount": None, "status": Status.UNDER_SURVEY}
    record([replace(teller.fact("prefecture", "youth-centre-registrations", july, 0, version), **silent)])
    page = cast.client(cast.reader).get("/progress/").content.decode()
    row = row_of(page, "若者自立支援センター埼玉の新規利用登録者数")
    assert "一部調査中" in row and "調査中 1件" in row and "未報告" not in row
    text = text_of(cast.client(cast.reader).get("/progress/youth-centre-registrations/"))
    assert "まだ分からない値（調査中 1件）" in text and "まだ入っていない報告" not in text


def test_a_coverage_of_a_month_without_a_report_is_not_settled(teller, cast, clock_at):
    clock_at("2025-08-02T10:00")
    page = cast.client(cast.reader).get("/progress/").content.decode()
    row = row_of(page, "地域における支援ネットワーク") if "地域における支援ネットワーク" in page else page
    assert "一部未報告" in row
    text = text_of(cast.client(cast.reader).get("/progress/regional-platforms/"))
    assert "まだ分からない市町村が59あります。" in text


def test_the_measures_of_a_group_are_counted_once_each_however_many_bodies_report(teller, cast):
    for body in ("prefecture", "labour-bureau"):
        version = teller.version(body, JUNE)
        teller.state(body, "m1-1-2", JUNE, MeasureState.ONGOING, "", version)
    teller.state("prefecture", "m1-1-4", JUNE, MeasureState.NOT_STARTED, "", version)
    page = cast.client(cast.reader).get("/progress/").content.decode()
    section = page[page.index('id="measures"') :]
    row = re.search(r"<tr><th scope=\"row\">.*?</tr>", section, re.S).group()
    cells = dict(re.findall(r'data-label="([^"]+)">([^<]+)<', row))
    # 28 measures: one runs in two bodies, one has not begun, of 26 nobody told. Three reports in all.
    assert cells == {
        "取組の数": "28", "完了": "0", "実施中": "1", "未着手": "1", "予定なし": "0", "未報告": "26", "承認された報告": "3件",
    }  # fmt: skip


@pytest.mark.parametrize("sample, mark", [(True, "見本データ"), (False, "")])
def test_every_row_of_a_saved_series_says_that_it_is_sample_data(teller, cast, settings, sample, mark):
    settings.SAMPLE_DATA = sample
    response = cast.client(cast.reader).get("/progress/youth-centre-registrations/series.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 3 and {row["見本"] for row in rows} == {mark}


def test_pages_cost_the_same_however_much_is_told(teller, cast, loaded_plan, assert_queries):
    client, count = cast.client(cast.secretariat), {}
    # A process reads the directory once for each change of it; the pages are measured after that.
    catalogue(loaded_plan)
    for address in (*PAGES, "/measures/m1-1-1/", "/"):
        count[address] = _queries(client, address)
        assert count[address] <= 12, address
    for number in range(1, 13):
        # Twelve more versions of everything that a body has told, each correcting the one before.
        version = teller.version("labour-bureau", Period(2025, 1, 1))
        for office in OFFICES:
            last = Entry.objects.filter(subject="regular-hires", unit=office, first_month=1).last()
            teller.correct(last, 10 + number, version)
    for address, before in count.items():
        assert _queries(client, address) == before, address


def _queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(own_queries(captured))
