"""A printed number and today's: explained return by return, with sums that a hand works out.

The labour bureau's five offices said 60 each in April and 40 in May; the prefecture 10 and 20 hires.
"""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from banso.council import queries
from banso.council.commands import paper as commands
from banso.council.content.deltas import change_text
from banso.council.explaining import explain_measure, explain_number, explain_overview
from banso.council.models import Paper, PaperFile
from banso.council.operations import print_paper
from banso.council.tests import readers
from banso.council.tests.conftest import APRIL, MAY
from banso.lib.fiscal import Period
from banso.returns.models import Version
from banso.returns.tests.filling import column

pytestmark = pytest.mark.django_db
JUNE = Period.parse("2025-06")


@pytest.fixture
def corrected(printed, approve, clock_at):
    """Two corrections and a new month: the bureau's May 41 for 40, its April 58 for 60, its June 30; the prefecture's May 26."""
    clock_at("2025-11-21T09:00")
    approve("labour-bureau", MAY, 41)
    clock_at("2025-11-22T09:00")
    approve("labour-bureau", APRIL, 58)
    approve("prefecture", MAY, 26)
    approve("labour-bureau", JUNE, 30)
    return printed


def test_the_steps_of_a_sum_add_up_to_the_difference(corrected):
    told = explain_number(corrected, "regular-conversions")
    # 500 printed. May: five offices 41 for 40, +5. April: five offices 58 for 60, −10. Now 495.
    assert told["printed"]["cumulative"]["text"] == "500件" and told["now"]["cumulative"]["text"] == "495件"
    assert [(s["delta"]["cumulative"], s["figures"]["cumulative"]["text"]) for s in told["steps"]] == [
        ("＋5件", "505件"),
        ("－10件", "495件"),
    ]
    assert told["difference"]["cumulative"] == told["sum"]["cumulative"] == "－5件"
    assert told["adds_up"] == {"cumulative": True, "period": True}
    # In May alone: 200 printed, 205 now; what April corrected does not touch it.
    assert [s["delta"]["period"] for s in told["steps"]] == ["＋5件", "±0件"]
    lines = told["steps"][0]["lines"]
    assert len(lines) == 5 and {(x["before"], x["after"], x["delta"]) for x in lines} == {
        ("40件", "41件", "＋1件")
    }
    first = Version.objects.get(pk=told["steps"][0]["version"])
    assert (first.number, first.subject.period) == (2, MAY)
    assert told["steps"][0]["learned"].startswith("2025-11-21T09:00")
    assert [(row["name"], row["delta"]) for row in told["series"] if row["changed"]] == [
        ("令和7年4月", "－10件"),
        ("令和7年5月", "＋5件"),
    ]


def test_the_ends_of_an_interval_add_up_each_for_itself(corrected):
    # Bureau 500, prefecture 30: 500 to 530. May +5: 505 to 535. April −10: 495 to 525. Prefecture 36: 495 to 531.
    told = explain_number(corrected, "regular-hires")
    assert [s["figures"]["cumulative"]["text"] for s in told["steps"]] == [
        "505～535件",
        "495～525件",
        "495～531件",
    ]
    assert [s["delta"]["cumulative"] for s in told["steps"]] == ["＋5件", "－10件", "下限±0件・上限＋6件"]
    assert told["sum"]["cumulative"] == "下限－5件・上限＋1件" == told["difference"]["cumulative"]
    assert told["adds_up"]["cumulative"] is True


def test_a_number_of_a_later_period_is_no_part_of_it(corrected):
    told = explain_number(corrected, "regular-conversions")
    assert {line["period"] for step in told["steps"] for line in step["lines"]} == {"2025-04", "2025-05"}


def test_what_was_unknown_when_printed_is_told_without_a_sum(printed, approve, clock_at):
    clock_at("2025-12-01T09:00")
    approve("saitama-city", MAY, 9)
    told = explain_number(printed, "city-outcomes")
    assert told["printed"]["cumulative"]["text"] == "未確認"
    assert told["adds_up"]["cumulative"] is None and told["sum"]["cumulative"] == "－"
    (step,) = told["steps"]
    assert step["delta"]["cumulative"] == f"未確認→{told['now']['cumulative']['text']}"
    assert step["lines"][0]["before"] == "報告なし"


def test_a_number_that_nothing_touched_says_so(printed, cast):
    told = explain_number(printed, "regular-conversions")
    assert (
        told["steps"] == [] and told["difference"]["cumulative"] == "±0件" and told["adds_up"]["cumulative"]
    )
    page = cast.client(cast.reader).get(f"/papers/{printed.pk}/numbers/regular-conversions/").content.decode()
    assert "この数字に関わる報告は、その後ありません。" in page


@pytest.mark.parametrize("who", ["secretariat", "body", "elsewhere", "reader"])
def test_the_page_explains_and_opens_returns_to_those_who_may(who, corrected, cast, assert_queries):
    client = cast.client(getattr(cast, who))
    with assert_queries(12):
        page = client.get(f"/papers/{corrected.pk}/numbers/regular-hires/").content.decode()
    assert "500～530件" in page and "495～531件" in page and "差はすべて説明できます" in page
    told = explain_number(corrected, "regular-hires")
    urls = {step["organisation"]: step["url"] for step in told["steps"]}
    opens = {body for body, url in urls.items() if f'href="{url}"' in page}
    assert (
        opens
        == {
            "secretariat": {"labour-bureau", "prefecture"},
            "body": {"prefecture"},
            "elsewhere": {"labour-bureau"},
            "reader": set(),
        }[who]
    )


def test_the_paper_leads_to_the_explanation(printed, cast, anonymous):
    address = f"/papers/{printed.pk}/numbers/regular-hires/"
    page = cast.client(cast.reader).get(f"/papers/{printed.pk}/").content.decode()
    assert f'href="{address}"' in page and f'href="/papers/{printed.pk}/numbers/m1-1-1/"' in page
    assert anonymous.get(address).status_code == 302
    for wrong in (f"/papers/{printed.pk}/numbers/nai/", "/papers/999/numbers/regular-hires/"):
        assert cast.client(cast.reader).get(wrong).status_code == 404


def test_the_state_of_a_measure_is_followed_too(corrected, cast, assert_queries):
    told = explain_measure(corrected, "m1-1-1")
    assert {b["name"]: (b["then"], b["now"]) for b in told["bodies"]}["埼玉労働局"] == ("実施中", "実施中")
    client = cast.client(cast.reader)
    with assert_queries(12):
        page = client.get(f"/papers/{corrected.pk}/numbers/m1-1-1/").content.decode()
    assert "印刷した時" in page and "内容が変わりました" in page


def test_a_corrected_count_of_a_measure_is_told_with_both_numbers(
    printed, approve, clock_at, cast, loaded_plan, tmp_path
):
    clock_at("2025-11-21T09:00")
    approve("prefecture", MAY, 20, _with_another_count)
    body = next(b for b in explain_measure(printed, "m1-1-2")["bodies"] if b["organisation"] == "prefecture")
    assert body["moved"] == [{"what": "相談件数", "before": "20件", "after": "4,800件"}]
    page = cast.client(cast.reader).get(f"/papers/{printed.pk}/numbers/m1-1-2/").content.decode()
    assert page.count("相談件数：20件 → 4,800件") == 2, "beside the body, and beside the return"
    # A newer month stands over the corrected one; the correction is told nevertheless.
    approve("prefecture", JUNE, 25)
    after = print_paper(plan=loaded_plan, as_of=date(2025, 11, 21), period=JUNE, by=cast.secretariat)
    (told,) = after.content["since"]["measure_corrections"]
    assert (told["id"], told["what"], told["before"], told["after"]) == (
        "m1-1-2",
        "相談件数",
        "20件",
        "4,800件",
    )
    assert "4,800件" in readers.text_of(after)
    assert queries.verify(after, with_since=True).holds


def _with_another_count(book):
    """4,800 for the consultations of one measure; everything else as it was."""
    sheet = book["件数"]
    keys = {str(cells[0].value): cells[0].row for cells in sheet.iter_rows(min_row=5)}
    sheet.cell(keys["m1-1-2|consultations"], column(sheet, "当期の値")).value = 4800


def test_the_command_says_the_same(corrected):
    def run(*arguments):
        return CliRunner().invoke(commands, list(arguments))

    told = run("explain", "R7-001", "regular-conversions", "--json")
    assert told.exit_code == 0 and json.loads(told.output)["sum"]["cumulative"] == "－5件"
    said = run("explain", "R7-001", "regular-conversions").output
    assert "報告ごとの差の合計 －5件 は、印刷した時と今の差に一致します。" in said
    assert "40件 → 41件　＋1件" in said
    assert run("explain", "R7-001", "m1-1-1").exit_code == 0
    for arguments, sentence in (
        (("explain", "R7-001", "nai"), "「nai」という指標も取組もありません"),
        (("explain", "R9-001", "regular-hires"), "資料「R9-001」はありません"),
        (("reprint", "R9-001", "-o", "x"), "資料「R9-001」はありません"),
    ):
        wrong = run(*arguments)
        assert wrong.exit_code == 1 and sentence in wrong.output


def test_a_paper_is_taken_out_again_byte_for_byte(corrected, tmp_path):
    done = CliRunner().invoke(commands, ["reprint", "R7-001", "-o", str(tmp_path / "again"), "--json"])
    assert done.exit_code == 0, done.output
    kept = {f.name: bytes(f.file) for f in PaperFile.objects.filter(paper=corrected)}
    assert {p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()} == kept
    assert all(row["same"] for row in json.loads(done.output)["files"])


def test_a_file_that_is_no_longer_what_it_was_is_not_taken_out(corrected, tmp_path, monkeypatch):
    from banso.council import series_commands

    found = queries.paper(corrected.pk)
    for file in found.files.all():
        if file.form == "text":
            file.sha256 = "0" * 64
    monkeypatch.setattr(series_commands, "_paper", lambda key, number: found)
    done = CliRunner().invoke(commands, ["reprint", "R7-001", "-o", str(tmp_path)])
    assert done.exit_code == 1 and "元のままではありません" in done.output
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".csv", ".docx", ".pdf", ".xlsx", ".zip"]


def test_the_next_paper_says_what_changed(corrected, loaded_plan, cast, clock_at, tmp_path):
    clock_at("2025-11-25T10:00")
    after = print_paper(plan=loaded_plan, as_of=date(2025, 11, 25), period=JUNE, by=cast.secretariat)
    row = readers.word_row(readers.word_of(after), "前回の累計", "企業内の正社員転換件数")
    # 500; corrected to 495; five offices with 30 in June: 645.
    assert [
        row[k] for k in ("前回の累計", "前回までの期間の訂正・遅れて届いた分", "新しい期間の分", "今回の累計")
    ] == [
        "500件",
        "－5件",
        "＋150件",
        "645件",
    ]
    assert "前回までの期間の訂正・遅れて届いた分：－5件" in readers.text_of(after)
    assert "前回から" in readers.workbook_of(after).sheetnames
    assert "－5件" in readers.pdf_text(after, tmp_path)
    page = cast.client(cast.reader).get(f"/papers/{after.pk}/").content.decode()
    assert "前回の資料からの変更" in page and "＋150件" in page
    returns = after.content["since"]["returns"]
    assert [(r["name"], r["period_label"], r["version"], r["kind"]) for r in returns] == [
        ("埼玉労働局", "令和7年5月", 2, "訂正"),
        ("埼玉労働局", "令和7年4月", 2, "訂正"),
        ("埼玉県", "令和7年5月", 2, "訂正"),
    ]
    assert after.content["since"]["plan"]["changed"] is False
    assert queries.verify(after, with_since=True).holds


def test_a_return_that_came_late_is_named_as_late(printed, approve, loaded_plan, cast, clock_at):
    clock_at("2025-12-01T09:00")
    approve("saitama-city", MAY, 9)
    after = print_paper(plan=loaded_plan, as_of=date(2025, 12, 1), period=MAY, by=cast.secretariat)
    (late,) = after.content["since"]["returns"]
    assert (late["name"], late["kind"], late["due_text"]) == (
        "さいたま市",
        "遅れて届いた報告",
        "令和7年6月10日",
    )
    states = {(m["name"], m["before"], m["after"], m["kind"]) for m in after.content["since"]["measures"]}
    assert states == {("さいたま市", "未報告", "実施中", "新しい報告")}


def test_the_first_paper_says_that_there_is_none_before(printed):
    assert printed.content["since"] is None
    assert "はじめての資料です" in readers.text_of(printed)
    assert Paper.objects.count() == 1


def test_the_difference_of_two_rates_is_said_in_points():
    before = {"value": "50.0", "low": None, "high": None, "text": "50.0%"}
    after = {"value": "52.5", "low": None, "high": None, "text": "52.5%"}
    assert change_text(before, after, "%") == "＋2.5ポイント"


def test_people_behind_a_percentage_are_told_without_decimals(reported, approve, loaded_plan, cast, clock_at):
    # The rate has one decimal; 60 of 60 people are people nevertheless.
    approve("saitama-city", MAY, 60)
    before = print_paper(plan=loaded_plan, as_of=date(2025, 11, 20), period=MAY, by=cast.secretariat)
    parts = [r for r in readers.data_of(before) if r["要素コード"] in ("numerator", "denominator")]
    assert parts and not [r["値"] for r in parts if "." in r["値"]]
    clock_at("2025-11-21T09:00")
    approve("saitama-city", MAY, 50)
    (step,) = explain_number(before, "city-intensive-outcome-rate")["steps"]
    assert {(x["before"], x["after"], x["delta"]) for x in step["lines"]} == {("60人", "50人", "－10人")}


def test_the_counts_at_the_head_lead_to_what_moved(printed, approve, clock_at, cast, loaded_plan):
    document = loaded_plan.document
    monthly = [body.id for body in document.reporters() if document.cadence_of(body.id).months == 1]
    third = next(body for body in monthly if body not in ("labour-bureau", "prefecture"))
    clock_at("2025-11-21T09:00")
    approve(third, MAY, 7)
    own = [
        measure.id
        for measure in document.measures
        if third in [m.id for owner in document.carriers_of(measure) for m in document.members_of(owner)]
    ]
    told = explain_overview(printed)
    moved = told["moves"]["reports"]
    assert own and [(m["item"], m["then"], m["now"]) for m in moved] == [
        (key, "なし", "実施中") for key in own
    ]
    silent = {row["id"] for row in printed.content["figures"]["measures"] if not row["reported"]}
    assert [m["item"] for m in told["moves"]["measures"]] == [key for key in own if key in silent]
    reports = told["tables"][2]
    total = dict(zip(reports["columns"], reports["rows"][-1]["cells"], strict=True))["実施中"]
    assert int(total["now"]) - int(total["then"]) == len(own)
    assert told["adds_up"] == {"indicators": True, "measures": True, "reports": True}
    client = cast.client(cast.reader)
    page = client.get(f"/papers/{printed.pk}/overview/").content.decode()
    assert "差はすべて説明できます" in page and f"/papers/{printed.pk}/numbers/{own[0]}/" in page
    assert f'href="/papers/{printed.pk}/overview/"' in client.get(f"/papers/{printed.pk}/").content.decode()
    answer = CliRunner().invoke(commands, ["explain", printed.number, "overview", "--json"])
    assert answer.exit_code == 0 and json.loads(answer.output)["moves"] == told["moves"]


def test_the_counts_stay_as_they_were_where_nothing_came(printed, cast, assert_queries):
    client = cast.client(cast.reader)
    with assert_queries(12):
        client.get(f"/papers/{printed.pk}/overview/")
    told = explain_overview(printed)
    assert not any(
        cell["changed"] for table in told["tables"] for row in table["rows"] for cell in row["cells"]
    )
    assert told["moves"] == {"indicators": [], "measures": [], "reports": []}
