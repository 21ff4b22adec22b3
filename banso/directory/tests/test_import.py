"""A file brings windows in: every row has one outcome, nothing is repaired or overwritten in silence, and it can be undone."""

import io
import json
from collections import Counter

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from banso.cli import main
from banso.directory.codes import Confidence, Form, ImportState, Origin, RowOutcome
from banso.directory.exchange.files import exported
from banso.directory.exchange.incoming import Said, Unreadable
from banso.directory.models import Change, DirectoryImport, ImportRow, Window
from banso.directory.operations import (
    NotImported,
    accept_conflicts,
    apply_import,
    preview_import,
    undo_import,
)
from banso.directory.operations.tracing import change, keep, touch
from banso.directory.queries import public_directory, public_lists
from banso.directory.tests import dirty
from banso.directory.tests.world import fill
from tests.plans import load_plan

pytestmark = pytest.mark.django_db
HEAD = "ID,名称,所在地_全国地方公共団体コード,所在地_市区町村,所在地_町字,緯度,経度,電話番号,郵便番号,URL"


@pytest.fixture
def plan(loaded_plan):
    fill(loaded_plan)
    return loaded_plan


def preview(plan, text, *, name="窓口.csv", encoding="utf-8"):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return preview_import(file=io.BytesIO(content), name=name, plan=plan, by="事務局")


def row(plan, line, head=HEAD):
    return preview(plan, f"{head}\n{line}\n").rows.get()


def after(row):
    return {d["field"]: d["after"] for d in row.differences}


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


def test_what_an_owner_wrote_is_changed_only_when_the_secretariat_says_so(plan):
    keep(
        [
            change(
                "window", "w-open", "url", "", "https://npo.example.jp/soudan", origin=Origin.OWNER, by="担当"
            )
        ]
    )
    line = f"{HEAD}\nw-open,あおぞら相談室,111074,,,,,048-999-0001,,https://new.example.jp/\n"
    made = preview(plan, line)
    assert made.counts["conflicts"] == 1
    assert {d["field"]: d["conflict"] for d in made.rows.get().differences} == {"url": True, "phones": False}
    done = apply_import(pk=made.pk, by="事務局")
    assert Window.objects.get(pk="w-open").url == "https://npo.example.jp/soudan"
    assert done.told == {"created": 0, "changed": 1, "kept_fields": 1}
    assert [p.number for p in Window.objects.get(pk="w-open").phones.all()] == [
        "048-999-0001",
        "048-000-0002",
    ]
    again = preview(plan, line)
    assert accept_conflicts(pk=again.pk, numbers=[2]) == 1
    apply_import(pk=again.pk, by="事務局")
    assert Window.objects.get(pk="w-open").url == "https://new.example.jp/"


def test_a_changed_field_stands_under_the_source_of_the_file_and_returns_to_its_own(plan):
    own = {"source": "広報", "source_date": "2024", "confidence": "old"}
    Window.objects.filter(pk="w-open").update(field_sources={"phones": own, "address": own})
    said = Said("みほん市の一覧", "2025-10", Confidence.SECONDARY)
    text = f"{HEAD}\nw-open,あおぞら相談室,111074,,,,,048-999-0001,,https://new.example.jp/\nA1,川越の相談室,112011,,,,,,,\n"
    made = preview_import(file=io.BytesIO(text.encode()), name="a.csv", plan=plan, by="事務局", said=said)
    apply_import(pk=made.pk, by="事務局")
    theirs = {"source": "みほん市の一覧", "source_date": "2025-10", "confidence": "secondary"}
    window = Window.objects.get(pk="w-open")
    assert window.field_sources == {"phones": theirs, "url": theirs, "address": own}
    new = Window.objects.get(name="川越の相談室")
    assert (new.source, new.source_date, new.confidence) == ("みほん市の一覧", "2025-10", "secondary")
    undo_import(pk=made.pk, by="事務局")
    assert Window.objects.get(pk="w-open").field_sources == {"phones": own, "address": own}


OWN = "ID,名称,所在地_全国地方公共団体コード,電話番号,確かさコード,出典,確認日,見本データ"


def test_what_a_row_says_of_its_own_source_comes_in(plan):
    line = "A1,川越の相談室,112011,049-200-0001,official,川越市の条例（2025-04時点）。電話・所在する市区町村の出典は広報（2023時点、古い資料）。,2025-05-01,0"
    made = row(plan, line, OWN)
    apply_import(pk=made.source_id, by="事務局")
    new = Window.objects.get(name="川越の相談室")
    assert (new.source, new.source_date, new.confidence) == ("川越市の条例", "2025-04", "official")
    assert (new.assured_on.isoformat(), new.assured_by, new.is_sample) == ("2025-05-01", "窓口.csv", False)
    assert new.field_sources == {
        "phones": {"source": "広報", "source_date": "2023", "confidence": "old"},
        "municipality": {"source": "広報", "source_date": "2023", "confidence": "old"},
    }
    # The old source never said the new number; an older confirmation takes nothing back.
    again = row(plan, line.replace("0001", "0002").replace("2025-05-01", "2024-01-01"), OWN)
    assert [(d["field"], d["source"]["source"]) for d in again.differences] == [("phones", "窓口.csv")]
    odd = row(plan, "A1,川越の相談室,112011,,sure,,2999-01-01,", OWN)
    assert odd.outcome == "matched" and len(odd.problems) == 2


def test_an_import_is_refused_when_the_directory_changed_since_its_preview(plan):
    made = preview(plan, f"{HEAD}\nA1,川越の相談室,112011,,,,,,,\n")
    touch()
    with pytest.raises(NotImported, match="台帳が変わりました"):
        apply_import(pk=made.pk, by="事務局")
    assert not Window.objects.filter(name="川越の相談室").exists()
    assert DirectoryImport.objects.get().state == ImportState.PREVIEW


def test_an_import_is_applied_once_and_undone_once(plan):
    before = Window.objects.values().get(pk="w-open")
    made = preview(
        plan,
        f"{HEAD}\nw-open,新しい名,111074,,,,,,,\nA1,川越の相談室,112011,,,,,,,\nw-phone,でんわ相談,,,,,,048-999-0009,,\n",
    )
    apply_import(pk=made.pk, by="事務局")
    with pytest.raises(NotImported):
        apply_import(pk=made.pk, by="事務局")
    keep([change("window", "w-phone", "phones", None, None, origin=Origin.OWNER, by="担当")])
    Window.objects.get(pk="w-phone").phones.update(number="048-111-1111")
    undone = undo_import(pk=made.pk, by="事務局")
    assert Window.objects.values().get(pk="w-open") == before
    assert Window.objects.get(name="川越の相談室").status == "inactive"
    assert Window.objects.get(pk="w-phone").phones.get().number == "048-111-1111"
    assert (undone.told["back"], undone.told["closed"], undone.told["left"]) == (1, 1, 1)
    assert Change.objects.filter(key="w-open", field="name").count() == 2
    with pytest.raises(NotImported):
        undo_import(pk=made.pk, by="事務局")


@pytest.mark.parametrize("form", [Form.LOCAL, Form.XLSX])
def test_what_was_written_out_comes_back_unchanged(plan, form):
    file = exported(form, public_directory(plan), public_lists())
    made = preview(plan, file.content, name=file.name)
    odd = [(r.name, r.outcome, r.reason, r.differences) for r in made.rows.exclude(outcome="matched")]
    assert odd == []
    assert made.counts["matched"] == len(public_directory(plan).windows)
    # What a window has several of comes back from the table of links.
    Window.objects.filter(pk="w-open").update(catchment=[], catchment_known=False, channels=["place"])
    Window.objects.get(pk="w-open").operators.clear()
    touch()
    again = preview(plan, file.content, name=file.name)
    told = after(again.rows.get(key="w-open"))
    assert (told["catchment"], told["catchment_known"]) == (["112011", "112020"], True)
    assert (told["operators"], sorted(told["channels"])) == (["npo-a"], ["place", "telephone"])
    apply_import(pk=again.pk, by="事務局")
    window = Window.objects.get(pk="w-open")
    assert (window.catchment, window.operators.get().pk) == (["112011", "112020"], "npo-a")


def test_formulas_without_results_errors_and_other_sheets_are_told(plan):
    book = Workbook()
    book.active.append(["名称", "市区町村コード", "電話番号"])
    book.active.append(["川越の相談室", "112011", "=A1&B1"])
    book.active.append(["=A2", None, None])
    book.active.append(["#REF!", "112011", None])
    book.create_sheet("去年の一覧").append(["名称", "x"])
    stream = io.BytesIO()
    book.save(stream)
    made = preview(plan, stream.getvalue(), name="窓口.xlsx")
    first, second, third = made.rows.order_by("number")
    assert first.outcome == "created" and "C2の数式の結果" in first.problems[0]
    assert second.outcome == third.outcome == "refused"
    assert "A3の数式の結果" in second.problems[0] and "エラー値（#REF!）" in third.problems[0]
    assert any("「去年の一覧」" in note and "読んでいません" in note for note in made.notes)


def test_every_one_of_some_thousand_dirty_rows_is_reported_once(plan):
    data = dirty.content(2_000, seed=20251120)
    made = preview(plan, data)
    rows = list(
        ImportRow.objects.filter(source=made).values("number", "outcome", "reason", "differences", "key")
    )
    assert [r["number"] for r in rows] == dirty.numbers(data)
    assert Counter(r["outcome"] for r in rows) == Counter({o.value: made.counts[o.value] for o in RowOutcome})
    assert all(r["reason"] for r in rows if r["outcome"] == "refused")
    assert all(not r["differences"] for r in rows if r["outcome"] in ("refused", "matched"))
    assert len({r["key"] for r in rows if r["outcome"] == "created"}) == made.counts["created"] > 500
    assert made.counts["refused"] > 100 and made.counts["repaired"] > 100
    apply_import(pk=made.pk, by="事務局")
    assert Window.objects.filter(origin="import").count() == made.counts["created"]
    # The same file again: what was taken is there, what was refused is refused, nothing is made twice.
    again = preview(plan, data)
    assert again.counts["created"] == again.counts["changed"] == 0
    assert again.counts["refused"] == made.counts["refused"]


def test_the_command_shows_first_and_then_does(plan, tmp_path):
    file = tmp_path / "窓口.csv"
    file.write_bytes(f"{HEAD}\nA1,川越の相談室,112011,,,,,,,\nA2,あ,131016,,,,,,,\n".encode("cp932"))
    dry = CliRunner().invoke(main, ["directory", "import", str(file), "--dry-run", "--json"])
    assert dry.exit_code == 1
    told = json.loads(dry.output)
    assert (told["state"], [r["outcome"] for r in told["rows"]]) == ("preview", ["created", "refused"])
    assert not DirectoryImport.objects.exists()
    options = ["--source", "みほん課", "--as-of", "2025年10月", "--confidence", "official"]
    wrong = CliRunner().invoke(main, ["directory", "import", str(file), "--as-of", "去年"])
    assert wrong.exit_code == 1 and "--as-of" in wrong.output
    done = CliRunner().invoke(main, ["directory", "import", str(file), *options])
    assert done.exit_code == 1 and "3行目 取り込まない" in done.output and "2行：新しく作る 1" in done.output
    window = Window.objects.get(name="川越の相談室")
    assert (window.source, window.source_date, window.confidence) == ("みほん課", "2025-10", "official")
    number = DirectoryImport.objects.get().pk
    assert f"取り込みの番号は {number} です" in done.output
    back = CliRunner().invoke(main, ["directory", "undo", str(number), "--json"])
    assert back.exit_code == 0 and json.loads(back.output)["told"]["closed"] == 1
    assert Window.objects.get(name="川越の相談室").status == "inactive"
    for again in (str(number), "999999"):
        assert CliRunner().invoke(main, ["directory", "undo", again]).exit_code == 1
    file.write_text("名称,所在地_市区町村\n")
    empty = CliRunner().invoke(main, ["directory", "import", str(file)])
    assert empty.exit_code == 1 and "行がありません" in empty.output
    file.write_text("これは表ではない")
    broken = CliRunner().invoke(main, ["directory", "import", str(file)])
    assert broken.exit_code == 1 and "名称" in broken.output
