"""Keeping the directory true: write, look at the difference, save; nothing is lost and everything can be traced."""

import re
from datetime import date

import pytest

from banso.directory.models import Change, Exam, Helpline, Phone, Service, ServiceAtWindow, Window
from banso.directory.operations import load_directory
from banso.directory.operations.tracing import touch
from banso.upkeep.tests.entries import WINDOW, filled, text_of
from tests.browser import follow
from tests.plans import read_folder_of

pytestmark = pytest.mark.django_db


def test_a_change_is_shown_before_and_after_then_saved_and_traced(desk, cast, anonymous):
    client = cast.client(cast.body)
    data = filled(client, phones="０４８（１１１）２２２２（代表）内線3\n0120-000-000、048-111-3333")
    look = client.post(WINDOW + "edit/", data)
    assert "048-000-0000 内線12 総務課 048-111-2222 内線3 代表 0120-000-000" in text_of(look)
    assert Phone.objects.get(window=desk).number == "048-000-0000", "nothing is written yet"
    saved = client.post(WINDOW + "edit/", data | {"step": "save"}, follow=True)
    assert "1項目を直しました。" in text_of(saved)
    assert list(desk.phones.values_list("number", "extension")) == [
        ("048-111-2222", "3"),
        ("0120-000-000", ""),
        ("048-111-3333", ""),
    ]
    change = Change.objects.get(key="desk", field="phones")
    assert (change.by, change.organisation, change.origin) == ("県の人", "prefecture", "owner")
    assert change.reason == "電話が変わったため" and change.before[0]["number"] == "048-000-0000"
    page = text_of(anonymous.get("/windows/desk/"))
    assert "048-111-2222" in page and "電話の出典 見本の課（2025-11-26）" in page and "古い広報" not in page


def test_only_the_owner_and_the_secretariat_may(desk, cast, anonymous):
    for user, status in (
        (cast.elsewhere, 403),
        (cast.reader, 403),
        (cast.body, 200),
        (cast.secretariat, 200),
    ):
        client = cast.client(user)
        for address in (WINDOW, WINDOW + "edit/", WINDOW + "close/"):
            assert client.get(address).status_code == status, (user, address)
    stranger = cast.client(cast.elsewhere)
    assert stranger.post(WINDOW + "confirm/").status_code == 403
    assert stranger.post(WINDOW + "edit/", {"name": "x", "step": "save"}).status_code == 403
    assert anonymous.get(WINDOW).status_code == 302
    desk.refresh_from_db()
    assert desk.name == "見本の受付" and desk.assured_on is None
    assert "見本の受付" not in text_of(stranger.get("/directory/"))
    assert "見本の受付" in text_of(cast.client(cast.body).get("/directory/?q=見本"))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"phones": "電話はありません"}, "電話番号「電話はありません」を読み取れません。"),
        ({"phones": "12345"}, "電話番号「12345」を読み取れません。"),
        ({"latitude": "139.7", "longitude": "35.8"}, "緯度と経度が入れ替わっているようです"),
        ({"latitude": "43.06", "longitude": "141.35"}, "計画の地域から遠く離れています"),
        ({"latitude": "35.8", "longitude": ""}, "両方書くか、両方空に"),
        ({"url": "javascript:alert(1)"}, "http:// か https:// で始まる"),
        ({"municipality": "川ロ市"}, "「川ロ市」という市区町村は見つかりません。もしかして: 川口市"),
        ({"catchment": "川口市\nないない市"}, "「ないない市」という市区町村は見つかりません。"),
        ({"postal_code": "3300000"}, "郵便番号は「330-0000」のように"),
        ({"reason": ""}, "変える理由"),
        ({"name": "あ" * 161}, "160"),
        ({"status": "defunct"}, "状態"),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_told_and_all_that_was_typed_comes_back(desk, cast, typed, told):
    client = cast.client(cast.body)
    response = client.post(
        WINDOW + "edit/", filled(client, description="書きかけの説明", **typed) | {"step": "save"}
    )
    assert response.status_code == 400 and told in text_of(response)
    assert "書きかけの説明" in response.content.decode()
    assert not Change.objects.filter(key="desk").exists()


def test_hours_are_reckoned_with_where_they_are_understood_and_else_kept_as_words(desk, cast, anonymous):
    client = cast.client(cast.body)
    good = filled(client, hours_text="月～金 8:30～17:15。休み: 土・日・祝日・年末年始")
    assert "言葉のまま載せます" not in text_of(client.post(WINDOW + "edit/", good))
    client.post(WINDOW + "edit/", good | {"step": "save"})
    assert "いま開いています" in text_of(anonymous.get("/windows/desk/"))
    vague = filled(client, hours_text="天気のよい日に開けます")
    assert "受付時間は、言葉のまま載せます" in text_of(client.post(WINDOW + "edit/", vague))
    client.post(WINDOW + "edit/", vague | {"step": "save"})
    text = text_of(anonymous.get("/windows/desk/"))
    assert "天気のよい日に開けます" in text and "いま開いています" not in text


def test_the_second_of_two_editors_is_told_and_loses_nothing(desk, cast):
    first, second = cast.client(cast.body), cast.client(cast.secretariat)
    late = filled(second, description="二人目の説明") | {"step": "save"}
    first.post(WINDOW + "edit/", filled(first, kana="みほんのうけつけ") | {"step": "save"})
    told = second.post(WINDOW + "edit/", late)
    assert told.status_code == 409
    text = text_of(told)
    assert (
        "ほかの人が先に直しました" in text and "かな: 未確認 → みほんのうけつけ" in text and "県の人" in text
    )
    assert "二人目の説明" in told.content.decode()
    desk.refresh_from_db()
    assert desk.description == "" and desk.kana == "みほんのうけつけ"
    # Having seen it, the second may go on.
    form = told.context["form"]
    again = late | {"seen": form.data["seen"], "after": form.data["after"], "kana": "みほんのうけつけ"}
    second.post(WINDOW + "edit/", again)
    desk.refresh_from_db()
    assert (desk.description, desk.kana) == ("二人目の説明", "みほんのうけつけ")


def test_a_form_that_changes_nothing_writes_nothing(desk, cast):
    client = cast.client(cast.body)
    for step in ("look", "save"):
        response = client.post(WINDOW + "edit/", filled(client) | {"step": step})
        assert "変わったところはありません。" in text_of(response)
    assert not Change.objects.filter(key="desk").exists()


def test_writing_again_brings_back_what_was_typed(desk, cast):
    client = cast.client(cast.body)
    look = client.post(WINDOW + "edit/", filled(client, description="一行目\n二行目"))
    hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', look.content.decode()))
    assert hidden["description"] == "一行目\n二行目"
    again = client.post(WINDOW + "edit/", filled(client, description="一行目\n二行目") | {"step": "write"})
    assert "一行目\n二行目" in again.content.decode()


def test_a_change_is_put_back_by_a_new_change_and_only_the_newest(desk, cast):
    client = cast.client(cast.body)
    for name in ("二つ目の名", "三つ目の名"):
        client.post(WINDOW + "edit/", filled(client, name=name) | {"step": "save"})
    newest, older = Change.objects.filter(key="desk", field="name")
    told = client.post(f"/directory/changes/{older.pk}/undo/", follow=True)
    assert "いちばん新しい変更から" in text_of(told)
    client.post(f"/directory/changes/{newest.pk}/undo/")
    desk.refresh_from_db()
    assert desk.name == "二つ目の名"
    assert Change.objects.filter(key="desk", field="name").count() == 3
    assert (
        Change.objects.filter(key="desk", field="name").first().reason == "2025年11月26日の変更を元に戻した"
    )
    assert cast.client(cast.elsewhere).post(f"/directory/changes/{newest.pk}/undo/").status_code == 403
    assert client.post("/directory/changes/999999/undo/").status_code == 404
    derived = Change.objects.filter(key="desk", field="field_sources").first()
    assert client.post(f"/directory/changes/{derived.pk}/undo/").status_code == 404, (
        "it follows from other fields"
    )


def test_telephones_and_dates_are_put_back_as_they_were(desk, cast):
    client = cast.client(cast.body)
    client.post(WINDOW + "edit/", filled(client, phones="") | {"step": "save"})
    assert not Phone.objects.filter(window=desk).exists()
    client.post(f"/directory/changes/{Change.objects.get(key='desk', field='phones').pk}/undo/")
    phone = Phone.objects.get(window=desk)
    assert (phone.number, phone.extension, phone.note) == ("048-000-0000", "12", "総務課")


def test_the_folder_of_the_plan_does_not_undo_what_an_owner_wrote(loaded_plan, cast, clock_at):
    clock_at("2025-11-26T12:00")
    client, address = cast.client(cast.secretariat), "/directory/window/hw-kawagoe/edit/"
    client.post(
        address,
        filled(client, address, phones="049-000-0000", hours_text="毎日 9:00～17:00") | {"step": "save"},
    )
    load_directory(plan=loaded_plan, reading=read_folder_of(loaded_plan.key))
    window = Window.objects.get(pk="hw-kawagoe")
    assert [p.number for p in window.phones.all()] == ["049-000-0000"]
    assert window.hours is not None and window.field_sources["phones"]["source"] == "見本の課"


def test_confirming_leaves_the_day_and_raises_the_score(desk, cast, anonymous):
    client = cast.client(cast.body)
    before = int(re.search(r"(\d+)点。", text_of(client.get(WINDOW)))[1])
    assert "確かめる" in text_of(client.get("/directory/?q=見本"))
    shown = re.findall(r'name="fields" value="(\w+)" checked', client.get(WINDOW).content.decode())
    assert "phones" in shown and "kind" in shown
    assert "確かめた項目を選んで" in text_of(client.post(WINDOW + "confirm/", follow=True))
    client.post(WINDOW + "confirm/", {"fields": ["kind", "source", "x"]})
    desk.refresh_from_db()
    assert desk.assured_on is None and desk.field_sources["kind"]["confidence"] == "official"
    assert desk.field_sources["phones"]["confidence"] == "old" and "source" not in desk.field_sources
    client.post(WINDOW + "confirm/", {"fields": shown})
    desk.refresh_from_db()
    assert (desk.source, desk.source_date, desk.confidence) == ("埼玉県", "2025-11-26", "official")
    page = text_of(anonymous.get("/windows/desk/")).split("連絡と行き方")[1].split("「未確認」は")[0]
    assert desk.field_sources == {} and "要確認" not in page
    assert int(re.search(r"(\d+)点。", text_of(client.get(WINDOW)))[1]) > before
    assert "窓口が確かめた日 令和7年11月26日" in text_of(anonymous.get("/windows/desk/"))


def test_what_another_says_must_still_be_confirmed(desk, cast):
    body, secretariat = cast.client(cast.body), cast.client(cast.secretariat)
    assert filled(body)["said_by"] == "official" and filled(secretariat)["said_by"] == "secondary"
    secretariat.post(WINDOW + "edit/", filled(secretariat, phones="048-000-1111") | {"step": "save"})
    desk.refresh_from_db()
    assert desk.field_sources["phones"]["confidence"] == "secondary"
    secretariat.post(WINDOW + "confirm/", {"fields": ["phones"]})
    desk.refresh_from_db()
    assert desk.field_sources["phones"]["confidence"] == "secondary" and desk.assured_on is not None


def test_a_body_makes_a_window_of_its_own_and_of_nobody_else(desk, cast, anonymous):
    client = cast.client(cast.body)
    data = filled(
        client,
        "/directory/window/new/",
        name="新しい相談室",
        kind="見本",
        status="active",
        catchment="川口市、蕨市",
    )
    assert "新しい相談室" in text_of(client.post("/directory/window/new/", data))
    made = client.post("/directory/window/new/", data | {"step": "save"})
    window = Window.objects.get(name="新しい相談室")
    assert made.url == f"/directory/window/{window.key}/"
    assert [o.key for o in window.operators.all()] == ["prefecture"]
    assert window.catchment == ["112038", "112232"] and window.catchment_known
    assert "新しい相談室" in text_of(anonymous.get("/windows/?q=新しい相談室"))
    other = client.post(
        "/directory/window/new/", data | {"name": "よその窓口", "owner": "labour-bureau", "step": "save"}
    )
    assert other.status_code == 400 and not Window.objects.filter(name="よその窓口").exists()


def test_the_secretariat_alone_gives_a_window_to_another_organisation(desk, cast):
    client = cast.client(cast.secretariat)
    unknown = client.post(WINDOW + "edit/", filled(client, operators="埼玉労働局\nない機関"))
    assert unknown.status_code == 400 and "「ない機関」という機関はありません。" in text_of(unknown)
    own = cast.client(cast.body)
    own.post(WINDOW + "edit/", filled(own, operators="埼玉労働局") | {"step": "save"})
    assert [o.key for o in desk.operators.all()] == ["prefecture"]
    client.post(WINDOW + "edit/", filled(client, operators="埼玉労働局") | {"step": "save"})
    assert [o.key for o in desk.operators.all()] == ["labour-bureau"]
    assert own.get(WINDOW).status_code == 403 and cast.client(cast.elsewhere).get(WINDOW).status_code == 200


def test_a_window_stands_beside_others_and_never_inside_itself(desk, cast, anonymous):
    client, new = cast.client(cast.secretariat), "/directory/window/new/"
    data = filled(client, new, name="分室", kind="見本", status="active", owner="labour-bureau", step="save")
    unknown = client.post(new, data | {"part_of": "見本の受け付け"})
    assert unknown.status_code == 400 and "という窓口は見つかりません" in text_of(unknown)
    client.post(new, data | {"part_of": "見本の受付", "located_in": "desk"})
    made = Window.objects.get(name="分室")
    assert (made.part_of_id, made.located_in_id, made.one_of_id) == ("desk", "desk", None)
    assert [o.key for o in made.operators.all()] == ["labour-bureau"]
    assert "見本の受付" in text_of(anonymous.get(f"/windows/{made.pk}/"))
    for own in ("見本の受付", made.pk):
        refused = client.post(WINDOW + "edit/", filled(client, part_of=own) | {"step": "save"})
        assert refused.status_code == 400 and "この窓口自身か" in text_of(refused)


def test_the_secretariat_gives_a_service_at_any_window(desk, cast, loaded_plan):
    measure = loaded_plan.document.measures[0].id
    Service.objects.create(
        key="talk",
        name="見本の相談",
        description="話します。",
        organisation_id="prefecture",
        measures=[measure],
    )
    touch()
    client, address = cast.client(cast.secretariat), "/directory/service/talk/edit/"
    client.post(address, filled(client, address, more_windows="hw-urawa\n見本の受付") | {"step": "save"})
    assert set(ServiceAtWindow.objects.filter(service="talk").values_list("window", "part")) == {
        ("hw-urawa", "both"), ("desk", "both"),
    }  # fmt: skip
    assert "more_windows" not in cast.client(cast.body).get(address).context["form"].fields


def test_an_examination_is_made_and_its_days_must_follow_each_other(desk, cast, anonymous):
    client = cast.client(cast.body)
    data = filled(
        client, "/directory/exam/new/", name="見本の採用試験", deadline="2026-01-10", opens_on="2026-01-20"
    )
    refused = client.post("/directory/exam/new/", data | {"step": "save"})
    assert refused.status_code == 400 and "締め切りが、申し込みの始まりより前です。" in text_of(refused)
    client.post("/directory/exam/new/", data | {"opens_on": "2025-12-01", "step": "save"})
    exam = Exam.objects.get(name="見本の採用試験")
    assert (exam.organisation_id, exam.fiscal_year, exam.deadline) == ("prefecture", 2025, date(2026, 1, 10))
    assert "見本の採用試験" in text_of(anonymous.get("/exams/"))
    address = f"/directory/exam/{exam.pk}/"
    client.post(
        address + "edit/", filled(client, address + "edit/", deadline="2026-01-12") | {"step": "save"}
    )
    client.post(f"/directory/changes/{Change.objects.get(key=exam.pk, field='deadline').pk}/undo/")
    exam.refresh_from_db()
    assert exam.deadline == date(2026, 1, 10)


def test_a_service_is_given_at_another_window(desk, cast, anonymous, loaded_plan):
    Service.objects.create(
        key="talk",
        name="見本の相談",
        description="話します。",
        organisation_id="prefecture",
        measures=[loaded_plan.document.measures[0].id],
    )
    touch()
    client, address = cast.client(cast.body), "/directory/service/talk/edit/"
    client.post(address, filled(client, address) | {"at-desk": "intake", "step": "save"})
    assert ServiceAtWindow.objects.get(service="talk").part == "intake"
    assert "見本の相談" in text_of(anonymous.get("/windows/desk/"))


def test_a_new_service_belongs_to_the_plan_and_is_not_public_before_a_window_gives_it(
    desk, cast, anonymous, loaded_plan
):
    client, address = cast.client(cast.body), "/directory/service/new/"
    measure = loaded_plan.document.measures[0]
    data = filled(client, address, name="見本の講座", description="学びます。", status="active")
    assert "計画の取組" in text_of(client.post(address, data)), "it must be chosen"
    data |= {"belongs": f"m:{measure.id}", "offers": ["training"]}
    look = text_of(client.post(address, data))
    assert measure.title in look and "準備中" in look
    client.post(address, data | {"step": "save"})
    service = Service.objects.get(name="見本の講座")
    assert (service.measures, service.offers, service.status) == ([measure.id], ["training"], "inactive")
    assert anonymous.get(f"/services/{service.pk}/").status_code == 404
    assert "見本の講座" in text_of(client.get("/directory/services/"))
    edit = f"/directory/service/{service.pk}/edit/"
    client.post(edit, filled(client, edit) | {"at-desk": "both", "status": "active", "step": "save"})
    assert "見本の講座" in text_of(anonymous.get(f"/services/{service.pk}/"))
    client.post(edit, filled(client, edit) | {"at-desk": "", "step": "save"})
    assert anonymous.get(f"/services/{service.pk}/").status_code == 404


def test_lines_of_immediate_help_are_the_secretariats_alone(desk, cast):
    line = Helpline.objects.filter(is_emergency=False).first()
    address = f"/directory/helpline/{line.pk}/edit/"
    for client in (cast.client(cast.body), cast.client(cast.elsewhere)):
        for place in (address, "/directory/helplines/"):
            assert client.get(place).status_code == 403
        data = {
            "name": "x",
            "number": "110",
            "when": "x",
            "reason": "x",
            "source": "x",
            "said_by": "official",
            "order": "1",
            "step": "save",
        }
        assert client.post("/directory/helpline/new/", data).status_code == 403
    client = cast.client(cast.secretariat)
    bad = client.post(address, filled(client, address, number="でんわ") | {"step": "save"})
    assert bad.status_code == 400 and "0120-000-000" in text_of(bad)
    client.post(address, filled(client, address, number="0120 111 222") | {"step": "save"})
    line.refresh_from_db()
    assert line.number == "0120-111-222"


def test_the_pages_cost_few_queries(desk, cast, assert_queries):
    client = cast.client(cast.secretariat)
    client.get("/directory/")
    for address in (
        "/directory/",
        "/directory/services/",
        "/directory/exams/",
        WINDOW,
        WINDOW + "edit/",
        WINDOW + "close/",
    ):
        with assert_queries(12):
            assert client.get(address).status_code == 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_are_clean_on_a_phone_and_work_without_javascript(desk, cast, new_page, axe):
    page = new_page(cast.secretariat, width=390, javascript=True)
    for address in (
        "/directory/",
        "/directory/helplines/",
        WINDOW,
        WINDOW + "edit/",
        WINDOW + "close/",
        "/directory/service/new/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert axe(page) == [], address
    plain = new_page(cast.body, javascript=False, width=390)
    plain.goto(WINDOW + "edit/")
    plain.get_by_label("かな").fill("みほん")
    plain.get_by_label("変える理由").fill("読み方を加えるため")
    follow(plain.get_by_role("button", name="変わるところを確かめる"))
    follow(plain.get_by_role("button", name="保存する"))
    assert "1項目を直しました。" in plain.inner_text("main")
