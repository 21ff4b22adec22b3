"""Published data: who publishes, what everybody then has, how a revision shows."""

import csv
import hashlib
import io
import json
import re
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from banso.access.rules import Refused
from banso.council import crossing, queries
from banso.council.models import Publication
from banso.council.operations import NotPublished, add_note, print_paper, publish
from banso.council.tests import readers
from banso.council.tests.conftest import MAY

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def two(printed, approve, loaded_plan, cast, clock_at):
    """The paper of 20 November, and one after five offices had 41 for 40 in May; both published."""
    publish(paper=printed, by=cast.secretariat)
    clock_at("2025-12-01T09:00")
    approve("labour-bureau", MAY, 41)
    after = print_paper(plan=loaded_plan, as_of=date(2025, 12, 1), period=MAY, by=cast.secretariat)
    publish(paper=after, by=cast.secretariat)
    return printed, after


def test_before_anything_is_published_everybody_is_told_so(printed, anonymous):
    assert "公開したデータはまだありません。" in text_of(anonymous.get("/data/"))
    for address in ("R7-001/data/", "R7-001/package/", "indicators/regular-hires/"):
        assert anonymous.get(f"/data/{address}").status_code == 404


def test_the_secretariat_sees_what_becomes_public_and_publishes(printed, cast, anonymous):
    client = cast.client(cast.secretariat)
    assert f'href="/papers/{printed.pk}/publish/"' in client.get(f"/papers/{printed.pk}/").content.decode()
    page = text_of(client.get(f"/papers/{printed.pk}/publish/"))
    assert "公開は取り消せません" in page and "R7-001_progress_20251120.csv" in page
    assert client.post(f"/papers/{printed.pk}/publish/")["Location"] == "/data/"
    again = client.post(f"/papers/{printed.pk}/publish/", follow=True)
    assert "もう公開しています" in text_of(again) and Publication.objects.count() == 1
    listed = text_of(anonymous.get("/data/"))
    assert (
        "R7-001" in listed and "令和7年11月20日現在" in listed and "未確認（計画に定めがありません" in listed
    )
    assert "注記を加える" not in listed


def test_nobody_else_publishes_or_adds_a_note(printed, cast):
    others = (cast.body, cast.elsewhere, cast.reader)
    for user in others:
        assert cast.client(user).post(f"/papers/{printed.pk}/publish/").status_code == 403, user
        with pytest.raises(Refused):
            publish(paper=printed, by=user)
    made = publish(paper=printed, by=cast.secretariat)
    for user in others:
        client = cast.client(user)
        assert client.post("/data/R7-001/note/", {"text": "注"}).status_code == 403, user
        with pytest.raises(Refused):
            add_note(publication=made, text="注", by=user)
        assert "データを公開する" not in client.get(f"/papers/{printed.pk}/").content.decode(), user


def test_a_published_file_is_the_kept_one_and_no_other_form_is_public(two, anonymous, cast, assert_queries):
    printed, _after = two
    for form in ("data", "package"):
        answer = anonymous.get(f"/data/R7-001/{form}/")
        assert answer.content == readers.file_of(printed, form)
        assert hashlib.sha256(answer.content).hexdigest() in anonymous.get("/data/").content.decode()
    for form in ("word", "excel", "pdf", "text", "nai"):
        assert anonymous.get(f"/data/R7-001/{form}/").status_code == 404
    assert anonymous.get(f"/papers/{printed.pk}/word/").status_code == 302
    # The list costs the same however much is published.
    with assert_queries(7):
        assert "R7-002" in anonymous.get("/data/").content.decode()
    client = cast.client(cast.secretariat)
    with assert_queries(9):
        assert "注記を加える" in client.get("/data/").content.decode()


def test_the_list_says_what_was_revised_later_and_which_series_have_revisions(two, anonymous):
    page = anonymous.get("/data/").content.decode()
    after, before = (row for row in page.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:])
    # Five offices told one more in May: the hires and the conversions that they count, and nothing of the prefecture.
    assert "R7-001" in before and "R7-002で" in before and "正社員" in before
    assert "改定" not in after
    listed = page.split("指標ごとの系列と改定")[1]
    conversions = listed.split("/data/indicators/regular-conversions/")[1].split("</li>")[0]
    assert "改定あり" in conversions and "1つの期間" in conversions
    assert "改定あり" not in listed.split("/data/indicators/city-outcomes/")[1].split("</li>")[0]


def test_a_revision_stands_beside_what_was_published_before_and_an_interval_keeps_its_ends(
    two, anonymous, assert_queries
):
    with assert_queries(12):
        text = text_of(anonymous.get("/data/indicators/regular-conversions/"))
    # April 300 in both; May 200, then five offices with one more: 205, and 505 in all.
    assert "令和7年4月 300件 累計 300件 300件 累計 300件" in text
    why = "埼玉労働局 令和7年5月分の報告 第2版（2025-12-01承認）"
    assert f"令和7年5月 200件 累計 500件 205件 累計 505件 改定 前の公開 200件、累計 500件 {why}" in text
    rows = list(
        csv.DictReader(
            io.StringIO(
                anonymous.get("/data/indicators/regular-conversions/series.csv").content.decode("utf-8-sig")
            )
        )
    )
    may = [
        (r["公開"], r["種類"], r["値"], r["前の公開からの改定"]) for r in rows if r["期間キー"] == "2025-05"
    ]
    assert may == [
        ("R7-001", "期間の値", "200", "無"),
        ("R7-001", "累計", "500", "無"),
        ("R7-002", "期間の値", "205", "有"),
        ("R7-002", "累計", "505", "有"),
    ]
    found = [(r["前の公開の値"], r["改定のもとの報告"]) for r in rows if r["前の公開からの改定"] == "有"]
    assert found == [("200件", why), ("500件", why)]
    told = json.loads(anonymous.get("/data/indicators/regular-conversions/series.json").content)
    assert [o["value"] for o in told["observations"] if o["period"] == "2025-05"] == [
        "200",
        "500",
        "205",
        "505",
    ]
    assert told["unit"] == "件" and told["licence"].startswith("未確認")
    # An interval keeps both ends, and what is unknown is empty.
    told = json.loads(anonymous.get("/data/indicators/regular-hires/series.json").content)["observations"]
    found = [o for o in told if (o["period"], o["kind"], o["publication"]) == ("2025-05", "累計", "R7-001")]
    assert [(o["value"], o["low"], o["high"], o["status"]) for o in found] == [("", "500", "530", "interval")]
    silent = json.loads(anonymous.get("/data/indicators/city-outcomes/series.json").content)["observations"]
    assert {(o["value"], o["status"]) for o in silent} == {("", "unknown")}


def test_a_note_is_added_and_what_was_published_stays(two, cast, anonymous):
    client = cast.client(cast.secretariat)
    client.post("/data/R7-001/note/", {"text": "5月の転換件数に<誤り>がありました。R7-002をお使いください。"})
    page = anonymous.get("/data/").content.decode()
    assert "5月の転換件数に&lt;誤り&gt;がありました。" in page and "令和7年12月1日" in page
    assert "注記を書いてください。" in text_of(client.post("/data/R7-001/note/", {"text": " "}, follow=True))
    assert client.post("/data/R7-999/note/", {"text": "注"}).status_code == 404
    with pytest.raises(NotPublished, match="1000字"):
        add_note(publication=Publication.objects.first(), text="長" * 1001, by=cast.secretariat)
    # What was published stays published.
    for change in (
        lambda: Publication.objects.all().delete(),
        lambda: Publication.objects.update(published_at="2025-01-01T00:00Z"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Publication.objects.count() == 2


def test_published_data_cross_to_the_public_face_and_stay_as_they_are(printed, cast, loaded_plan, anonymous):
    add_note(publication=publish(paper=printed, by=cast.secretariat), text="注記です", by=cast.secretariat)
    record = json.loads(json.dumps(next(crossing.dump(loaded_plan))))
    assert crossing.restore(loaded_plan, [record]) == 0
    # Under another number it is as on a face that has never had it.
    record["paper"]["number"] = "R7-901"
    assert [crossing.restore(loaded_plan, [record]) for _ in range(2)] == [1, 0]
    page = text_of(anonymous.get("/data/"))
    assert "R7-901" in page and page.count("注記です") == 2
    ours, theirs = (anonymous.get(f"/data/{number}/data/").content for number in ("R7-001", "R7-901"))
    assert ours == theirs and ours
    record["paper"]["number"] = "R7-902"
    record["files"][0]["sha256"] = "0" * 64
    with pytest.raises(crossing.NotReadable), transaction.atomic():
        crossing.restore(loaded_plan, [record])
    assert Publication.objects.count() == 2


def test_the_reasons_of_a_revision_cross_to_the_public_face(two, loaded_plan, anonymous):
    records = json.loads(json.dumps(list(crossing.dump(loaded_plan))))
    for number, record in enumerate(records, start=903):
        record["paper"]["number"] = f"R7-{number}"
    # Of an indicator that nobody has but the public face, so that no ledger could be asked.
    for record in records:
        row = next(r for r in record["indicators"] if r["id"] == "regular-conversions")
        record["indicators"] = [row | {"id": "elsewhere"}]
        record["reasons"] = {"elsewhere": record["reasons"].get("regular-conversions", [])}
    assert crossing.restore(loaded_plan, records) == 2
    page = text_of(anonymous.get("/data/indicators/elsewhere/"))
    assert "前の公開 200件、累計 500件 埼玉労働局 令和7年5月分の報告 第2版（2025-12-01承認）" in page


def test_two_papers_of_one_day_say_the_hour_and_the_last_entry(
    printed, approve, loaded_plan, cast, clock_at, anonymous
):
    publish(paper=printed, by=cast.secretariat)
    clock_at("2025-11-20T15:06")
    approve("labour-bureau", MAY, 41)
    after = print_paper(plan=loaded_plan, as_of=date(2025, 11, 20), period=MAY, by=cast.secretariat)
    publish(paper=after, by=cast.secretariat)
    said = [
        f"令和7年11月20日10時00分現在（台帳{printed.known_seq}番まで）",
        f"令和7年11月20日15時06分現在（台帳{after.known_seq}番まで）",
    ]
    assert said[1] in readers.text_of(after) and queries.verify(after).holds
    page = text_of(anonymous.get("/data/indicators/regular-conversions/"))
    assert page.index(said[0]) < page.index(said[1])
    told = json.loads(anonymous.get("/data/indicators/regular-conversions/series.json").content)
    assert list(dict.fromkeys(o["as_of_text"] for o in told["observations"])) == said
    assert {o["known_seq"] for o in told["observations"]} == {str(printed.known_seq), str(after.known_seq)}
