"""A file brings windows in: every row has one outcome, nothing is repaired or overwritten in silence, and it can be undone."""

import io

import pytest
from openpyxl import Workbook

from banso.directory.exchange.incoming import Unreadable
from banso.directory.models import Change, DirectoryImport, Window
from banso.directory.operations import (
    NotImported,
    apply_import,
)
from banso.directory.tests.importing import HEAD, after, preview, row
from tests.plans import load_plan

pytestmark = pytest.mark.django_db


def test_a_row_that_nobody_knows_makes_a_window(plan):
    made = row(
        plan,
        "A1,川越の相談室,112011,川越市,元町一丁目3番,35.92,139.48,049-200-0001,350-0001,https://a.example.jp/",
    )
    assert (made.number, made.outcome, made.reason, made.repairs, made.problems) == (2, "created", "", [], [])
    apply_import(pk=made.source_id, by="事務局")
    window = Window.objects.get(pk=made.key)
    assert (window.name, window.municipality_id, window.address) == (
        "川越の相談室",
        "112011",
        "川越市元町一丁目3番",
    )
    assert [p.number for p in window.phones.all()] == ["049-200-0001"]
    assert (window.origin, window.source, set(window.channels)) == (
        "import",
        "窓口.csv",
        {"place", "telephone"},
    )
    told = Change.objects.get(key=made.key)
    assert (told.field, told.origin, told.by) == ("*", "import", "事務局")
    assert (
        row(
            plan,
            "A1,川越の相談室,112011,川越市,元町一丁目3番,35.92,139.48,049-200-0001,350-0001,https://a.example.jp/",
        ).outcome
        == "matched"
    )


def test_a_window_is_found_by_id_and_else_by_name_and_municipality(plan):
    assert row(plan, "w-open,別の名,,,,,,,,").key == "w-open"
    # The city of a ward, and another spelling, change nothing.
    same = row(plan, ",ｱｵｿﾞﾗ相談室,,さいたま市,,,,,,")
    assert (same.key, same.differences) == ("w-open", [])
    assert same.outcome == "matched"
    by_name = row(plan, ",あおぞら　相談室,,さいたま市浦和区,,,,,,https://new.example.jp/")
    assert (by_name.key, by_name.outcome, after(by_name)) == (
        "w-open",
        "changed",
        {"url": "https://new.example.jp/"},
    )
    elsewhere = row(plan, ",あおぞら相談室,,川越市,,,,,,")
    assert (elsewhere.outcome, elsewhere.key) != ("changed", "w-open") and elsewhere.outcome == "created"


def test_what_could_be_two_windows_is_refused_with_both_names(plan):
    for key, code in (("t-1", "112011"), ("t-2", "112011")):
        Window.objects.create(key=key, name="おなじ名の窓口", kind="窓口", municipality_id=code)
    made = row(plan, ",おなじ名の窓口,112011,,,,,,,")
    assert made.outcome == "refused" and "t-1、t-2" in made.reason
    assert row(plan, "t-2,おなじ名の窓口,112011,,,,,,,").outcome == "matched"


def test_a_name_for_many_windows_never_takes_what_one_office_says(plan):
    Window.objects.filter(pk="station-kawaguchi").update(municipality_id="112038")
    for line, other in (
        (",福祉事務所,,川越市,,,,049-200-0001,,", "welfare-offices"),
        (",地域若者サポートステーション,,所沢市,並木1-1,,,,,", "support-stations"),
        (",サポステ,,秩父市,,,,,,", "support-stations"),
        (",サポステ,,川口市,,,,,,", "station-kawaguchi"),
        (",サポステ,,,,,,,,", "station-kawagoe"),
    ):
        made = row(plan, line)
        assert (made.outcome, made.differences) == ("refused", []), line
        assert (
            "決められません" in made.reason and "IDを書いてください" in made.reason and other in made.reason
        )
    own = row(plan, "K1,福祉事務所,,川越市,,,,049-200-0001,,")
    assert (own.outcome, own.key) == ("created", "112011-k1") and "welfare-offices" in own.problems[0]
    assert row(plan, "welfare-offices,福祉事務所,,川越市,,,,,,").key == "welfare-offices"


def test_a_place_is_read_as_people_write_it_and_the_reading_is_named(plan):
    county = row(plan, "A1,あ,,伊奈町（北足立郡）,小室9493,,,,,")
    assert (after(county)["municipality"], after(county)["address"]) == ("113018", "伊奈町小室9493")
    short = row(plan, "A2,い,,川越,,,,,,")
    assert after(short)["municipality"] == "112011" and "「川越」を「川越市」と読みました" in short.repairs[0]
    away = row(plan, "A3,う,,横浜市,,,,,,")
    assert away.outcome == "refused" and "もしかして" not in away.reason


def test_a_plan_whose_places_are_on_no_map_takes_files_too(db):
    mihon = load_plan("mihon/2025")
    whole = row(mihon, "A1,みほんの相談室,992011,あおば見本市,1-1,,,,,")
    assert (whole.outcome, after(whole)["municipality"]) == ("created", "992011")
    assert after(row(mihon, "A2,べつの相談室,99202,いずみ見本,,,,,,"))["municipality"] == "992020"
    assert after(row(mihon, "A3,う,,北区,,,,,,"))["municipality"] == "991015"
    typed = row(mihon, "A4,え,,うみべ見元市,,,,,,")
    assert typed.outcome == "refused" and "もしかして：うみべ見本市" in typed.reason
    assert "地域の外" in row(mihon, "A5,お,112011,,,,,,,").reason


def test_every_repair_is_named(plan):
    swapped = row(plan, "A1,あ,11201,川越市,,139.48,35.92,４９２０００００１,３５０－０００１,")
    assert after(swapped) | {} == after(swapped)
    assert (after(swapped)["latitude"], after(swapped)["longitude"]) == (35.92, 139.48)
    assert after(swapped)["municipality"] == "112011"
    assert after(swapped)["phones"][0]["number"] == "0492000001"
    assert after(swapped)["postal_code"] == "350-0001"
    said = "".join(swapped.repairs)
    for what in (
        "入れ替わっていた緯度と経度",
        "「11201」を「112011」に補い",
        "先頭の0を補い",
        "半角に",
        "「350-0001」の形",
    ):
        assert what in said, (what, said)
    whole = row(plan, "A2,い,,埼玉県川越市元町1-3-1,,,,,,")
    assert (after(whole)["municipality"], after(whole)["address"]) == ("112011", "川越市元町1-3-1")
    assert "分けました" in whole.repairs[0]


def test_the_words_for_the_hours_leave_out_nothing_of_days_times_and_remark(plan):
    head = "ID,名称,所在地_市区町村,利用可能曜日,開始時間,終了時間,利用可能日時特記事項"
    for cells, words, is_understood in (
        ("月火水木金,09:00,17:00,祝日、年末年始は休み", "月～金 9:00～17:00。祝日、年末年始は休み", True),
        ("月火水木金,09:00,17:00,予約が必要です", "月～金 9:00～17:00。予約が必要です", False),
        ("月火水木金,09:00,17:00,", "月～金 9:00～17:00", True),
        ("月火水木金,08:30,17:15,月～金 8:30～17:15。休み：祝日", "月～金 8:30～17:15。休み：祝日", True),
        ("隔週月,09:00,17:00,電話で確認", "隔週月 09:00～17:00。電話で確認", False),
        (",,,毎日よる", "毎日よる", False),
    ):
        said = row(plan, f'A1,あ,川越市,{cells.rsplit(",", 1)[0]},"{cells.rsplit(",", 1)[1]}"', head)
        told = after(said)
        assert (told["hours_text"], bool(told.get("hours"))) == (words, is_understood), cells
        if is_understood:
            assert len(told["hours"]["openings"]) == 1


def test_numbers_of_one_cell_are_kept_apart_with_extension_and_note(plan):
    said = row(plan, 'A1,あ,112011,川越市,,,,"０４８（６６７）８６０９、048-000-0000（代表）内線123",,')
    assert after(said)["phones"] == [
        {"number": "048-667-8609", "extension": "", "note": ""},
        {"number": "048-000-0000", "extension": "123", "note": "代表"},
    ]
    assert "2つの番号に分けました" in said.repairs[0] and not said.problems
    kept = row(plan, 'w-open,あおぞら相談室,111074,,,,,"048-000-0002、048-000-0009",,')
    assert [p["number"] for p in after(kept)["phones"]] == ["048-000-0002", "048-000-0009"]
    assert after(kept)["phones"][0]["note"] == "家族の方"


def test_what_cannot_be_read_is_named_and_left_out(plan):
    made = row(plan, "w-open,あおぞら相談室,111074,,,99.9,200,電話なし,12,ftp://x")
    assert (made.outcome, made.differences, len(made.problems)) == ("matched", [], 4)
    far = row(plan, "w-open,あおぞら相談室,111074,,,35.99,139.08,,,")
    assert "離れています" in far.problems[0] and not far.differences


REFUSED = [
    (",,112011,,,,,,,", "名称がない"),
    ("A,あ,131016,,,,,,,", "地域の外"),
    ("A,あ,112010,,,,,,,", "正しくありません"),
    ("A,あ,112011,熊谷市,,,,,,", "示す所が違います"),
    ("A,あ,,川越氏,,,,,,", "もしかして：川越市"),
    ("A,あ,112011", "列が足りません"),
    ("A,あ,112011,,,,,,,,はみだし", "行の形がくずれています"),
]  # fmt: skip


def test_a_row_that_cannot_be_placed_is_refused_with_its_reason(plan):
    for line, reason in REFUSED:
        made = row(plan, line)
        assert made.outcome == "refused" and reason in made.reason, made.reason
        assert not made.differences


def test_the_same_window_twice_in_a_file_is_never_taken_twice(plan):
    line = "A1,川越の相談室,112011,,,,,049-200-0001,,"
    rows = preview(plan, f"{HEAD}\n{line}\n{line}\n{line.replace('0001', '0002')}\n").rows.order_by("number")
    assert [(r.number, r.outcome) for r in rows] == [(2, "created"), (3, "matched"), (4, "refused")]
    assert "2行目" in rows[1].reason and "2行目" in rows[2].reason


def test_encodings_and_wide_headers_are_read(plan):
    text = "ＩＤ,名称,建物名等（方書）,所在地_市区町村\nA1,川越の相談室,元町ビル２階,川越市\n"
    for encoding in ("cp932", "utf-8-sig", "utf-8", "utf-16", "euc_jp"):
        made = preview(plan, text.encode(encoding))
        assert after(made.rows.get())["building"] == "元町ビル２階", encoding
        assert any("全角のかっこ" in note for note in made.notes)


def test_a_workbook_is_read_from_the_sheet_that_has_names(plan):
    book = Workbook()
    book.active.append(["はじめに", "この表について"])
    sheet = book.create_sheet("一覧")
    sheet.append(["○○市の窓口"])
    sheet.append([])
    sheet.append(["ID", "名称", "市区町村コード", "緯度", "経度", "開始時間"])
    sheet.append(["A1", "川越の相談室", 112011, 35.92, 139.48, None])
    sheet.append([None, None, None, None, None, None])
    sheet.append(["A2", None, 112011, None, None, None])
    stream = io.BytesIO()
    book.save(stream)
    rows = preview(plan, stream.getvalue(), name="窓口.xlsx").rows.order_by("number")
    assert [(r.number, r.outcome) for r in rows] == [(4, "created"), (6, "refused")]
    assert after(rows[0])["latitude"] == 35.92


NO_TABLES = [
    (b"a,b\n1,2\n", "「名称」の列がありません"),
    (b"", "空です"),
    (b"PK\x03\x04broken", "Excelファイルとして開けません"),
    ("名称\n".encode() + b"\x80\xfd", "文字として読めません"),
    (b"%PDF-1.7 x", "PDF"),
]  # fmt: skip


def test_a_file_that_is_no_table_of_windows_is_told_and_nothing_kept(plan):
    for content, said in NO_TABLES:
        with pytest.raises(Unreadable, match=said):
            preview(plan, content)
    with pytest.raises(NotImported, match="行がありません"):
        preview(plan, f"{HEAD}\n")
    assert not DirectoryImport.objects.exists()
