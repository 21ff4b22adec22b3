"""The directory leaves the house in four forms; what is not public leaves in none of them."""

import csv
import io
import json
import zipfile

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from banso.cli import main
from banso.directory.codes import Form, Origin
from banso.directory.exchange.files import exported
from banso.directory.models import Change, Service, SubsidyVersion, Window
from banso.directory.operations.tracing import change, keep, touch
from banso.directory.queries import public_directory, public_edits, public_lists
from banso.directory.tests.world import SECRETS, fill
from banso.lib.readability import check, read, read_path
from tests.hsds import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(loaded_plan, clock_at):
    clock_at("2025-11-20T10:00")
    fill(loaded_plan)
    return loaded_plan


def made(plan, form):
    public = public_directory(plan)
    return exported(form, public, public_lists(), public_edits(public))


def rows_of(file):
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        name = next(n for n in archive.namelist() if n.count("_") == 2)
        text = archive.read(name).decode("utf-8-sig")
    return {row.get("ID") or row["制度番号"]: row for row in csv.DictReader(io.StringIO(text))}


def as_text(file):
    """All that can be read in a file, unpacked."""
    if file.name.endswith(".json"):
        return file.content.decode()
    if file.name.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(file.content))
        return "\n".join(str(value) for sheet in book for row in sheet.values for value in row)
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.parametrize("form", list(Form))
def test_nothing_hidden_or_being_prepared_leaves_in_any_form(filled, form):
    Window.objects.filter(pk="w-hidden").update(assured_by="名前の出ない人")
    keep([
        change("window", "w-hidden", "address", "熊谷市非公開町1", "熊谷市非公開町9-9-9", origin=Origin.OWNER, by="名前の出ない人"),
        change("window", "w-draft", "name", "準備中の窓口", "準備中の窓口2", origin=Origin.OWNER, by="名前の出ない人"),
        change("window", "w-phone", "part_of", "w-draft", None, origin=Origin.OWNER, by="名前の出ない人"),
        change("window", "w-phone", "operators", ["npo-draft"], [], origin=Origin.OWNER, by="名前の出ない人"),
        change("service", "s-talk", "next_best", ["s-draft"], [], origin=Origin.OWNER, by="名前の出ない人"),
    ])  # fmt: skip
    text = as_text(made(filled, form))
    assert "あおぞら相談室" in text or form is Form.GIF
    for secret in (*SECRETS, "名前の出ない人"):
        assert secret not in text, secret


def test_an_address_that_was_hidden_once_stays_out_of_the_history(filled):
    Window.objects.filter(pk="w-open").update(address_hidden=False)
    keep([
        change("window", "w-open", "address_hidden", True, False, origin=Origin.OWNER, by="担当"),
        change("window", "w-open", "address", "むかしの隠れ家1-1", "さいたま市浦和区北浦和五丁目6番5号", origin=Origin.OWNER, by="担当"),
        change("window", "w-open", "name", "旧あおぞら", "あおぞら相談室", origin=Origin.OWNER, by="担当", organisation="npo-a"),
    ])  # fmt: skip
    text = as_text(made(filled, Form.HSDS))
    assert "むかしの隠れ家" not in text
    told = json.loads(text)["organizations"]
    places = next(o for o in told if o["name"] == "NPO法人あおぞら")["locations"]
    history = next(place for place in places if place["name"] == "あおぞら相談室")["metadata"]
    assert [(m["field_name"], m["previous_value"], m["updated_by"]) for m in history] == [
        ("name", "旧あおぞら", "NPO法人あおぞら")
    ]


def test_what_was_written_before_an_entry_became_public_stays_inside(filled):
    Window.objects.filter(pk="w-draft").update(status="active")
    keep([
        change("window", "w-draft", "name", "下書きの名", "準備中の窓口", origin=Origin.OWNER, by="担当"),
        change("window", "w-draft", "status", "inactive", "active", origin=Origin.OWNER, by="担当"),
        change("window", "w-draft", "url", "", "https://a.example.jp/", origin=Origin.OWNER, by="担当"),
    ])  # fmt: skip
    text = as_text(made(filled, Form.HSDS))
    assert "下書きの名" not in text
    assert "https://a.example.jp/" in text


@pytest.mark.parametrize("form", [Form.LOCAL, Form.GIF, Form.XLSX])
def test_the_data_files_pass_the_rule_of_machine_readability(filled, form):
    file = made(filled, form)
    report = check(read(file.name, file.content, is_first=True))
    assert report.passes, [(r.rule.id, r.finding.places[:3], r.finding.note) for r in report.failing]
    assert report.of("L3-08").outcome == "conforms"


def test_a_window_stands_in_the_columns_of_the_standard(filled):
    row = rows_of(made(filled, Form.LOCAL))["w-open"]
    expected = {
        "全国地方公共団体コード": "110001", "地方公共団体名": "埼玉県", "名称": "あおぞら相談室",
        "名称_カナ": "アオゾラソウダンシツ", "名称_通称": "あおぞら", "所在地_全国地方公共団体コード": "111074",
        "所在地_連結表記": "埼玉県さいたま市浦和区北浦和五丁目6番5号", "所在地_都道府県": "埼玉県",
        "所在地_市区町村": "さいたま市浦和区", "所在地_町字": "北浦和五丁目", "所在地_番地以下": "6番5号",
        "建物名等(方書)": "あおぞらビル2階", "緯度": "35.8722", "経度": "139.6468", "電話番号": "048-000-0001",
        "内線番号": "12", "郵便番号": "330-0074", "団体名": "NPO法人あおぞら", "名称_英字": "", "状態コード": "active",
        "対象の地域の範囲": "埼玉県の2市区町村", "見本データ": "0",
    }  # fmt: skip
    assert {name: row[name] for name in expected} == expected
    assert "青空相談" in row["備考"] and "048-000-0002（家族の方）" in row["備考"]
    assert "月～金 9:00～17:00" in row["利用可能日時特記事項"]
    hidden = rows_of(made(filled, Form.LOCAL))["w-hidden"]
    assert (hidden["所在地_連結表記"], hidden["緯度"]) == ("", "")
    assert "所在地は公開していません" in hidden["備考"]


def test_a_row_is_as_certain_as_its_least_certain_field_and_names_what_each_rests_on(filled):
    row = rows_of(made(filled, Form.LOCAL))["w-open"]
    assert row["確かさコード"] == "old"
    assert row["出典"] == (
        "https://npo.example.jp/（2025-06時点）。相談の方法の出典は団体の案内（2025-07時点）。"
        "場所・電話の出典は電話帳（2025-05時点、二次資料）。ウェブサイトの出典はむかしの冊子（古い資料）。"
    )
    book = load_workbook(io.BytesIO(made(filled, Form.XLSX).content))
    phones = [r for r in book["電話"].iter_rows(min_row=2, values_only=True) if r[0] == "w-open"]
    assert {r[-2:] for r in phones} == {("secondary", "電話帳（2025-05時点）")}
    fields = [
        r[2:] for r in book["項目ごとの出典"].iter_rows(min_row=2, values_only=True) if r[0] == "w-open"
    ]
    assert ("場所", "secondary", "電話帳（2025-05時点）") in fields and len(fields) == 4


def test_what_its_owner_stated_too_long_ago_leaves_as_old(filled):
    Window.objects.filter(pk="w-open").update(
        source_date="2025-06", field_sources={"phones": {"source": "公式の冊子", "source_date": "2022-10", "confidence": "official"}}
    )  # fmt: skip
    touch()
    row = rows_of(made(filled, Form.LOCAL))["w-open"]
    assert row["確かさコード"] == "old"
    assert row["出典"].endswith("電話の出典は公式の冊子（2022-10時点、古い資料）。")
    Window.objects.filter(pk="w-open").update(source_date="2022", field_sources={})
    touch()
    assert rows_of(made(filled, Form.LOCAL))["w-open"]["確かさコード"] == "old"
    Window.objects.filter(pk="w-open").update(assured_on="2025-10-01")
    touch()
    assert rows_of(made(filled, Form.LOCAL))["w-open"]["確かさコード"] == "official"


def test_hsds_tells_how_far_each_part_can_be_trusted_and_why(filled):
    told = json.loads(made(filled, Form.HSDS).content)
    places = next(o for o in told["organizations"] if o["name"] == "NPO法人あおぞら")["locations"]
    place = next(p for p in places if p["name"] == "あおぞら相談室")

    def trust(thing):
        found = [a for a in thing["attributes"] if a["link_type"] == "confidence"]
        assert {a["link_id"] for a in found} == {thing["id"]}
        return {a["label"]: (a["taxonomy_term"]["code"], a.get("value")) for a in found}

    whole = rows_of(made(filled, Form.LOCAL))["w-open"]
    assert trust(place) == {
        "確かさと出典": (whole["確かさコード"], whole["出典"]),
        "相談の方法の確かさと出典": ("official", "団体の案内（2025-07時点）"),
        "ウェブサイトの確かさと出典": ("old", "むかしの冊子"),
    }
    assert trust(place["phones"][0]) == {"確かさと出典": ("secondary", "電話帳（2025-05時点）")}
    assert trust(place["addresses"][0]) == {"確かさと出典": ("secondary", "電話帳（2025-05時点）")}
    assert place["description"] == "場所・電話・ウェブサイトは要確認。話を聞く所。"
    talk = next(s for s in told["services"] if s["name"] == "ゆっくり話す相談")
    assert trust(talk) == {"確かさと出典": ("official", "計画")}


def test_hsds_calls_virtual_only_what_is_reached_without_going_there(filled):
    Window.objects.filter(pk="w-phone").update(channels=[])
    touch()
    services = json.loads(made(filled, Form.HSDS).content)["services"]
    found = {at["location"]["name"]: at["location"] for s in services for at in s["service_at_locations"]}
    for name in ("あおぞら相談室", "かくれた相談所", "でんわ相談"):
        assert found[name]["location_type"] == "physical", "a place unknown or kept back is still a place"
        assert ("addresses" in found[name]) == (name == "あおぞら相談室")
    assert "場所は未確認です。" in found["でんわ相談"]["description"]
    assert found["かくれた相談所"]["description"] == "要確認（古い資料）。所在地は公開していません。"


def test_a_service_that_no_window_gives_any_longer_is_not_active(filled):
    Window.objects.filter(pk="w-phone").update(status="defunct")
    Window.objects.filter(pk="w-open").update(status="defunct")
    touch()
    told = {s["name"]: s for s in json.loads(made(filled, Form.HSDS).content)["services"]}
    assert told["電話の相談"]["status"] == "inactive"
    assert "行う窓口がすべて" in told["電話の相談"]["alert"]
    assert told["ゆっくり話す相談"]["status"] == "active"


def test_days_and_times_have_their_columns_where_one_line_says_them(filled):
    opening = {"opens": 540, "closes": 1020, "weekdays": [0, 1, 2, 3, 4]}
    Window.objects.filter(pk="w-open").update(hours={"openings": [opening], "closings": []})
    row = rows_of(made(filled, Form.LOCAL))["w-open"]
    assert (row["利用可能曜日"], row["開始時間"], row["終了時間"]) == ("月火水木金", "09:00", "17:00")
    second = opening | {"opens": 600, "weekdays": [5], "nth": [2]}
    Window.objects.filter(pk="w-phone").update(hours={"openings": [opening, second], "closings": []})
    row = rows_of(made(filled, Form.LOCAL))["w-phone"]
    assert (row["利用可能曜日"], row["開始時間"], row["利用可能日時特記事項"]) == ("", "", "毎日よる")


def test_services_and_subsidies_stand_in_the_columns_of_gif(filled):
    rows = rows_of(made(filled, Form.GIF))
    talk = rows["s-talk"]
    assert talk["タイトル(制度名)"] == "ゆっくり話す相談"
    assert talk["概要"] == "時間をかけて話を聞く。"
    assert talk["対象者"].startswith(
        "次のすべてに当たること：15歳から概ね49歳までの方／40歳以上の方（要確認）"
    )
    assert (talk["対象の全国地方公共団体コード"], talk["費用"], talk["実施組織・支援機関"]) == (
        "110001",
        "0",
        "",
    )
    assert rows["s-phone"]["内容"].startswith("'=1+1")
    subsidy = rows["sub-a"]
    assert (subsidy["給付上限額"], subsidy["制度所管組織"], subsidy["地域"]) == ("600000", "労働局", "埼玉県")
    assert "2025-04-01から" in subsidy["公募備考"]


def test_a_subsidy_that_is_offered_as_a_service_is_told_once_with_its_rules(filled):
    Service.objects.filter(pk="s-phone").update(name="やとい入れの助成", aliases=["古い別名"])
    earlier = {"date_fact": "hired_on", "valid_to": "2025-03-31", "source": "前の案内", "confidence": "old"}
    SubsidyVersion.objects.create(subsidy_id="sub-a", **earlier)
    touch()
    file = made(filled, Form.GIF)
    rows = rows_of(file)
    numbers = [key for key, row in rows.items() if row["タイトル(制度名)"] == "やとい入れの助成"]
    assert numbers == ["s-phone.2025-03-31", "s-phone"]
    assert (rows["s-phone"]["給付上限額"], rows["s-phone"]["サービス種別"]) == ("600000", "助成金")
    assert rows["s-phone"]["元制度番号"] == "s-phone.2025-03-31"
    assert (rows[numbers[0]]["確かさコード"], rows[numbers[0]]["詳細参照先"]) == ("old", "前の案内")
    text = as_text(file)
    assert "s-phone,実施する窓口,w-phone" in text and "古い別名" not in text


def test_the_workbook_has_one_table_a_sheet(filled):
    book = load_workbook(io.BytesIO(made(filled, Form.XLSX).content))
    assert book.sheetnames == [
        "窓口", "制度", "サービスと窓口", "電話", "項目ごとの出典", "組織", "採用試験", "緊急の連絡先",
        "項目の定義", "コード表", "関係の表", "データの説明",
    ]  # fmt: skip
    at = [row[:4] for row in book["サービスと窓口"].iter_rows(min_row=2, values_only=True)]
    assert ("s-talk", "ゆっくり話す相談", "w-hidden", "かくれた相談所") in at
    assert [row[0] for row in book["組織"].iter_rows(min_row=2, values_only=True)].count("npo-a") == 1


def test_ages_are_never_narrower_than_the_conditions(filled):
    told = json.loads(made(filled, Form.HSDS).content)
    talk = next(s for s in told["services"] if s["name"] == "ゆっくり話す相談")
    # 概ね gives no number, neither does what no source confirms, nor what is not in force yet.
    assert not {"minimum_age", "maximum_age"} & talk.keys()
    assert "概ね49歳" in talk["eligibility_description"]
    assert talk["eligibility_description"].endswith("数の項目には示しません。")
    rule = {"fact": "age", "min": 15, "max": 49}
    Service.objects.filter(pk="s-talk").update(conditions=[{"says": "15歳から49歳までの方", "rule": rule}])
    touch()
    talk = next(
        s for s in json.loads(made(filled, Form.HSDS).content)["services"] if s["name"] == "ゆっくり話す相談"
    )
    assert (talk["minimum_age"], talk["maximum_age"]) == (15, 49)
    assert talk["eligibility_description"] == "15歳から49歳までの方。"


def test_the_command_writes_what_the_query_gives(filled, tmp_path):
    result = CliRunner().invoke(main, ["directory", "export", "hsds", "--out", str(tmp_path), "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert json.loads((tmp_path / "directory_110001_hsds.json").read_text())["services"]
    assert (told["form"], told["services"]) == ("hsds", len(public_directory(filled).services))
    missing = CliRunner().invoke(
        main, ["directory", "export", "xlsx", "--out", str(tmp_path / "no" / "x.xlsx")]
    )
    assert missing.exit_code == 1 and "書けません" in missing.output


def test_a_file_ends_as_what_it_is_and_each_table_in_it_stands_alone(filled, tmp_path):
    asked = ["directory", "export", "local", "--out", str(tmp_path / "mado"), "--json"]
    told = json.loads(CliRunner().invoke(main, asked).output)
    assert told["file"] == str(tmp_path / "mado.zip")
    zipfile.ZipFile(told["file"]).extractall(tmp_path)
    report = check(read_path(tmp_path / "directory_110001_local_links.csv"))
    assert report.passes, [(r.rule.id, r.finding.places[:3], r.finding.note) for r in report.failing]
    assert report.of("L3-08").outcome == "conforms"
    # Without the table that it goes with, nothing says what it is.
    (tmp_path / "directory_110001_local.csv").unlink()
    assert not check(read_path(tmp_path / "directory_110001_local_links.csv")).passes


def test_a_fictitious_plan_marks_every_entry(db, tmp_path):
    from tests.plans import load_plan

    plan = load_plan("mihon/2025")
    file = made(plan, Form.LOCAL)
    assert {row["見本データ"] for row in rows_of(file).values()} == {"1"}
    assert "見本データ：実在の窓口" in as_text(file)
    assert Change.objects.exists()


def hsds_told(filled):
    """The whole directory in HSDS, of which a window has hours and a service was changed by its owner."""
    opening = {"opens": 540, "closes": 1020, "weekdays": [0, 1, 2, 3, 4]}
    Window.objects.filter(pk="w-open").update(hours={"openings": [opening], "closings": []})
    fees = change(
        "service", "s-talk", "fees", None, "無料", origin=Origin.OWNER, by="担当", organisation="npo-a"
    )
    keep([fees])
    return json.loads(made(filled, Form.HSDS).content)


def test_the_json_is_valid_hsds(filled):
    told = hsds_told(filled)
    lists = {
        "service": "services",
        "organization": "organizations",
        "taxonomy": "taxonomies",
        "taxonomy_term": "taxonomy_terms",
    }
    for entity, name in lists.items():
        assert told[name], name
        assert [fault for value in told[name] for fault in faults(entity, value)] == []
    # The schema bites: a service without a name, and one with a field that HSDS does not know.
    assert faults("service", {"id": told["services"][0]["id"], "status": "active"})
    assert faults("service", told["services"][0] | {"secret": "x"})


def test_hsds_tells_all_that_the_directory_knows(filled):
    told = hsds_told(filled)
    talk = next(s for s in told["services"] if s["name"] == "ゆっくり話す相談")
    assert talk["organization"]["name"] == "NPO法人あおぞら"
    assert [area["name"] for area in talk["service_areas"]] == ["埼玉県"]
    terms = {a["taxonomy_term"]["code"] for a in talk["attributes"]}
    assert {"family_consultation", "place_to_belong", "self"} <= terms
    assert (talk["fees_description"], talk["application_process"]) == ("無料", "電話で予約する。")
    assert [(m["field_name"], m["updated_by"]) for m in talk["metadata"]] == [("fees", "NPO法人あおぞら")]
    at = {place["location"]["name"]: place for place in talk["service_at_locations"]}
    assert set(at) == {"あおぞら相談室", "かくれた相談所"}
    assert at["かくれた相談所"]["description"].startswith("受付")
    place = at["あおぞら相談室"]["location"]
    assert place["addresses"][0] | {"id": "", "attributes": []} == {
        "id": "", "location_id": place["id"], "address_1": "北浦和五丁目6番5号", "address_2": "あおぞらビル2階",
        "city": "さいたま市浦和区", "state_province": "埼玉県", "postal_code": "330-0074", "country": "JP",
        "address_type": "physical", "attributes": [],
    }  # fmt: skip
    assert [(p["number"], p.get("extension")) for p in place["phones"]] == [
        ("048-000-0001", 12),
        ("048-000-0002", None),
    ]
    assert (place["schedules"][0]["byday"], place["schedules"][0]["opens_at"]) == (
        "MO,TU,WE,TH,FR",
        "09:00+09:00",
    )
    assert "addresses" not in at["かくれた相談所"]["location"]
    assert "要確認（古い資料）" in at["かくれた相談所"]["location"]["description"]
    phone = next(s for s in told["services"] if s["name"] == "電話の相談")["service_at_locations"][0][
        "location"
    ]
    assert (phone["location_type"], phone["schedules"][0]["description"]) == ("virtual", "毎日よる")
