"""What an import changes when it is applied: sources kept, conflicts asked, everything undone at once."""

import io
import json
from collections import Counter

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from banso.cli import main
from banso.directory.codes import Confidence, Form, ImportState, Origin, RowOutcome
from banso.directory.exchange.files import exported
from banso.directory.exchange.incoming import Said
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
from banso.directory.tests.importing import HEAD, after, preview, row

pytestmark = pytest.mark.django_db


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
