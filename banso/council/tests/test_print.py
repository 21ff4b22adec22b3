"""Printing: a paper is a record. Who may print, what stays, what a correction does not touch."""

import csv
import hashlib
import io
import zipfile
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from banso.access.rules import Refused
from banso.council import operations, queries
from banso.council.content import gather
from banso.council.models import Paper, PaperFile
from banso.council.operations import NotPrinted, print_paper
from banso.council.printing import package
from banso.council.tests import readers
from banso.council.tests.conftest import MAY
from banso.ledger.models import Entry
from banso.lib.readability import check, read
from tests.plans import load_plan

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 20)


def bytes_of(paper):
    return {file.form: bytes(file.file) for file in PaperFile.objects.filter(paper=paper)}


def test_a_correction_after_printing_changes_the_next_paper_and_not_this_one(
    printed, approve, loaded_plan, cast, clock_at
):
    before, content = bytes_of(printed), printed.content
    clock_at("2025-11-21T09:00")
    approve("labour-bureau", MAY, 41)  # five offices: 205 instead of 200

    kept = queries.paper(printed.pk)
    assert kept.content == content and bytes_of(kept) == before
    assert queries.verify(kept).holds

    after = print_paper(plan=loaded_plan, as_of=date(2025, 11, 21), period=MAY, by=cast.secretariat)
    assert after.number == "R7-002"
    label = "企業内の正社員転換件数"
    assert readers.word_row(readers.word_of(printed), "前年度", label)["累計"] == "500件"
    assert readers.word_row(readers.word_of(after), "前年度", label)["累計"] == "505件"
    # The day before is still what was known the day before.
    again = print_paper(plan=loaded_plan, as_of=DAY, period=MAY, by=cast.secretariat)
    # Both knew the same; the first said the hour because its day had not ended.
    assert queries.differences(content["figures"], again.content["figures"]) == ["as_of_text", "as_of_moment"]
    assert again.content["figures"]["as_of_text"] == "令和7年11月20日現在"


def test_the_same_content_gives_the_same_bytes(reported, loaded_plan, cast):
    printed = print_paper(plan=loaded_plan, as_of=DAY, period=MAY, by=cast.secretariat)
    made = operations._files(queries.paper(printed.pk).content)
    assert {form.value: content for form, content in made.items()} == bytes_of(printed)


def test_a_paper_keeps_its_files_with_their_digests_and_tells_the_ledger(printed, loaded_plan):
    files = PaperFile.objects.filter(paper=printed)
    assert [f.form for f in files] == ["word", "excel", "pdf", "text", "data", "package"]
    for file in files:
        assert hashlib.sha256(bytes(file.file)).hexdigest() == file.sha256
        assert len(bytes(file.file)) == file.size
    assert (printed.number, printed.as_of, printed.edition_id) == ("R7-001", DAY, loaded_plan.edition_id)
    entry = Entry.objects.get(kind="paper_printed")
    assert (entry.subject, entry.organisation, entry.occurred_on) == ("R7-001", "labour-bureau", DAY)
    assert entry.seq == printed.known_seq + 1


def test_the_database_refuses_to_change_a_paper_or_its_files(printed):
    for change in (
        lambda: Paper.objects.filter(pk=printed.pk).update(title="別の題"),
        lambda: PaperFile.objects.filter(paper=printed).update(size=1),
        lambda: PaperFile.objects.filter(paper=printed).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert queries.paper(printed.pk).title == printed.title


@pytest.mark.parametrize("who", ["body", "elsewhere", "reader"])
def test_only_the_secretariat_prints(who, loaded_plan, cast, clock_at):
    clock_at("2025-11-20T10:00")
    with pytest.raises(Refused):
        print_paper(plan=loaded_plan, as_of=DAY, by=getattr(cast, who))
    assert not Paper.objects.exists() and not Entry.objects.exists()


def test_a_paper_cannot_know_the_future(loaded_plan, cast, clock_at):
    clock_at("2025-11-20T10:00")
    with pytest.raises(NotPrinted, match="今日まで"):
        print_paper(plan=loaded_plan, as_of=date(2025, 11, 21), by=cast.secretariat)


def test_when_a_form_cannot_be_made_nothing_is_kept(loaded_plan, cast, clock_at, monkeypatch, tmp_path):
    clock_at("2025-11-20T10:00")
    # A folder without a font: PDF/UA refuses text that it cannot draw.
    monkeypatch.setattr("banso.design.pdf.FONT_PATH", tmp_path / "missing.otf")
    with pytest.raises(NotPrinted, match="何も保存していません"):
        print_paper(plan=loaded_plan, as_of=DAY, by=cast.secretariat)
    assert not Paper.objects.exists() and not Entry.objects.exists()


def test_a_plan_of_which_nothing_is_known_yet_still_prints(loaded_plan, cast, clock_at):
    clock_at("2025-11-20T10:00")
    paper = print_paper(plan=loaded_plan, as_of=DAY, by=cast.secretariat, title="一行目\n二行目\x00")
    assert paper.title == "一行目 二行目" and paper.period.key == "2025-10"
    assert {row["cumulative"]["text"] for row in paper.content["figures"]["indicators"]} == {"未確認"}
    assert "図にできる達成率のある指標はありません。" in readers.text_of(paper)
    assert queries.verify(paper).holds


def test_two_who_print_at_once_get_two_numbers(loaded_plan, cast, clock_at, monkeypatch):
    """The number is taken while the files of the other are being made: hers are made again."""
    clock_at("2025-11-20T10:00")
    make, nested = operations._files, []

    def meanwhile(content):
        if not nested:
            nested.append(content["document"]["number"])
            nested.append(print_paper(plan=loaded_plan, as_of=DAY, by=cast.secretariat).number)
        return make(content)

    monkeypatch.setattr(operations, "_files", meanwhile)
    paper = print_paper(plan=loaded_plan, as_of=DAY, by=cast.secretariat)
    assert nested == ["R7-001", "R7-001"] and paper.number == "R7-002"
    assert "資料番号：R7-002" in readers.text_of(paper)
    assert [e.subject for e in Entry.objects.order_by("seq")] == ["R7-001", "R7-002"]


def test_numbers_begin_again_with_the_fiscal_year(loaded_plan, cast, clock_at):
    clock_at("2026-03-31T10:00")
    assert print_paper(plan=loaded_plan, as_of=date(2026, 3, 31), by=cast.secretariat).number == "R7-001"
    clock_at("2026-04-01T10:00")
    assert print_paper(plan=loaded_plan, as_of=date(2026, 4, 1), by=cast.secretariat).number == "R8-001"


def test_figures_that_the_ledger_no_longer_gives_are_named(printed):
    printed.content["figures"]["indicators"][2]["cumulative"]["value"] = "501"
    found = queries.verify_figures(printed)
    assert found.differences == ("indicators.2.cumulative.value",) and not found.holds


def test_a_paper_whose_data_file_breaks_a_rule_is_not_printed(loaded_plan, cast, clock_at, monkeypatch):
    clock_at("2025-11-20T10:00")
    monkeypatch.setattr("banso.council.printing.data.cell", lambda text: f"{text}　　")
    with pytest.raises(NotPrinted, match=r"機械可読性.*L1-06.*行目"):
        print_paper(plan=loaded_plan, as_of=DAY, by=cast.secretariat)
    assert not Paper.objects.exists() and not Entry.objects.exists()


def test_the_data_of_the_fictitious_plan_keeps_the_rules_too(db):
    plan = load_plan("mihon/2025")
    figures = gather(plan, as_of=DAY, seq=0)
    meta = {
        "number": "R7-001",
        "sample": True,
        "sample_text": "見本",
        "printed_at": "2025-11-20T10:00:00+09:00",
    }
    meta |= {
        "printed_at_text": "令和7年11月20日10時00分",
        "title": "見本",
        "council": "見本",
        "file_stem": "x",
    }
    packed = package.make({"document": meta, "figures": figures})
    report = check(read("x.zip", packed, is_first=True))
    assert [(r.rule.id, r.finding) for r in report.failing] == []


def test_several_groups_are_one_code_and_the_links_name_them(printed):
    archive = zipfile.ZipFile(io.BytesIO(readers.file_of(printed, "package")))
    links = list(
        csv.DictReader(io.StringIO(archive.read("R7-001_progress_20251120_links.csv").decode("utf-8-sig")))
    )
    owners = [r["相手ID"] for r in links if r["指標ID"] == "regular-hires" and r["関係"] == "担い手"]
    assert sorted(owners) == ["labour-bureau", "prefecture"]
    whole = [
        r for r in readers.data_of(printed) if r["指標ID"] == "regular-hires" and r["集計の単位"] == "全体"
    ]
    assert {(r["担い手ID"], r["担い手名"]) for r in whole} == {("all", "すべての担い手")}
    assert archive.read("R7-001_progress_20251120.csv") == readers.file_of(printed, "data")
