"""Many files at once: kept first, read one after the other, each with its result in one list."""

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from banso.access.rules import Refused
from banso.lib.fiscal import Period
from banso.returns import operations, worker
from banso.returns.models import Batch, BatchItem, Rejected, Version
from banso.returns.operations import inbox
from banso.returns.queries.consolidated import consolidated
from banso.returns.states import BatchState, State, Via
from banso.returns.tests.filling import changed, fill_all, filled, put
from banso.returns.workbook import build

SEPTEMBER = Period.parse("2025-09")


def file(name, data):
    return SimpleUploadedFile(name, data)


@pytest.fixture
def drop(plan, cast):
    """Drop files by name as the secretariat; gives the items in their order."""

    def dropped(**files):
        batch = inbox.drop(plan=plan, files=[file(n, d) for n, d in files.items()], by=cast.secretariat)
        return list(batch.items.order_by("number"))

    return dropped


def result(item):
    item.refresh_from_db()
    return BatchState.of(item.state)


def test_files_are_kept_as_they_came_before_anything_is_read(drop, template):
    good, bad = drop(good=filled(template), bad=b"%PDF-1.7 nothing")
    assert bytes(bad.file) == b"%PDF-1.7 nothing"
    assert good.file_digest == hashlib.sha256(bytes(good.file)).hexdigest()
    assert {result(good), result(bad)} == {BatchState.WAITING}
    assert not Version.objects.exists()


def test_each_file_is_recognised_and_has_its_own_result(drop, plan, template, cast):
    half = filled(template, lambda b: put(b, "指標", ("在籍者",), "当期の値", "約7"))
    bureau = filled(build(plan, "labour-bureau", SEPTEMBER))
    good, asked, twin, pdf = drop(a=bureau, b=half, c=bureau, d=b"%PDF-1.7")
    assert worker.work(until_empty=True) == 4
    assert [result(i) for i in (good, asked, twin, pdf)] == [
        BatchState.TAKEN,
        BatchState.ASKED,
        BatchState.DUPLICATE,
        BatchState.REFUSED,
    ]
    taken = good.results.get()
    assert (taken.organisation, taken.period_key) == ("labour-bureau", "2025-09")
    assert taken.version.state == State.SUBMITTED
    assert taken.version.via == Via.ON_BEHALF
    assert taken.version.created_by == cast.secretariat
    assert asked.results.get().questions == 1
    assert asked.results.get().version.state == State.DRAFT
    assert Rejected.objects.get() == pdf.results.get().rejected
    assert "PDF" in pdf.results.get().message
    assert Version.objects.count() == 2


def test_a_file_that_was_taken_before_is_recognised(drop, template):
    data = filled(template)
    drop(first=data)
    worker.work(until_empty=True)
    (again,) = drop(renamed=data)
    worker.work(until_empty=True)
    assert result(again) is BatchState.DUPLICATE
    assert again.results.get().version == Version.objects.get()


def test_the_consolidated_workbook_becomes_a_version_of_each_body(drop, plan):
    (item,) = drop(all=changed(consolidated(plan, SEPTEMBER), fill_all))
    worker.work(until_empty=True)
    assert result(item) is BatchState.TAKEN
    assert sorted(r.organisation for r in item.results.all()) == ["labour-bureau", "prefecture"]
    assert {Via.of(v.via) for v in Version.objects.all()} == {Via.CONSOLIDATED}


def test_what_is_approved_is_nothing_new_although_a_draft_says_otherwise(drop, plan, cast, take):
    operations.approve(version=take(), by=cast.secretariat)
    take(value=9, submit=False)
    (item,) = drop(same=changed(consolidated(plan, SEPTEMBER), fill_all))
    worker.work(until_empty=True)
    assert item.results.get(organisation="prefecture").state == BatchState.SAME
    assert Version.objects.filter(subject__organisation="prefecture").count() == 2


def test_bodies_that_say_nothing_new_get_no_new_version(drop, plan):
    drop(first=changed(consolidated(plan, SEPTEMBER), fill_all))
    worker.work(until_empty=True)

    def another(book):
        fill_all(book)
        row = next(r for r in book["指標"].iter_rows(min_row=5) if r[2].value == "労働局")
        next(c for c in row if c.value == 7).value = 9

    (item,) = drop(second=changed(consolidated(plan, SEPTEMBER), another))
    worker.work(until_empty=True)
    states = {r.organisation: BatchState.of(r.state) for r in item.results.all()}
    assert states == {"prefecture": BatchState.SAME, "labour-bureau": BatchState.HELD}
    assert Version.objects.filter(subject__organisation="prefecture").count() == 1


def test_what_a_killed_worker_was_reading_is_read_once_by_the_next(drop, template, monkeypatch):
    first, second = drop(a=filled(template), b=b"text")
    taking = inbox.take_reading

    def killed(**given):
        taking(**given)
        raise KeyboardInterrupt

    monkeypatch.setattr(inbox, "take_reading", killed)
    with pytest.raises(KeyboardInterrupt):
        worker.work(until_empty=True)
    assert result(first) is BatchState.READING
    assert not Version.objects.exists()
    monkeypatch.setattr(inbox, "take_reading", taking)
    assert worker.work(until_empty=True) == 2
    assert Version.objects.count() == 1
    assert result(first) is BatchState.TAKEN
    assert result(second) is BatchState.REFUSED


def test_a_file_over_which_workers_die_is_given_up_after_some_tries(drop, template):
    (item,) = drop(a=filled(template))
    BatchItem.objects.update(state=BatchState.READING, attempts=inbox.MOST_ATTEMPTS)
    assert worker.work(until_empty=True) == 0
    assert result(item) is BatchState.FAILED
    assert bytes(item.file).startswith(b"PK")


def test_a_file_that_breaks_the_reader_does_not_stop_the_others(drop, template, monkeypatch):
    parts_of = inbox.parts_of

    def breaks(plan, data, **given):
        if data == b"boom":
            raise RuntimeError("boom")
        return parts_of(plan, data, **given)

    monkeypatch.setattr(inbox, "parts_of", breaks)
    bad, good = drop(a=b"boom", b=filled(template))
    worker.work(until_empty=True)
    assert (result(bad), result(good)) == (BatchState.FAILED, BatchState.TAKEN)


def test_two_workers_never_read_at_the_same_time(drop, template):
    drop(a=filled(template))
    with worker.the_only_one(lambda: False) as first:
        assert first
        assert worker.work(until_empty=True, stop=lambda: True) == 0
    assert worker.work(until_empty=True) == 1


def test_a_body_may_not_drop_files(plan, cast):
    with pytest.raises(Refused):
        inbox.drop(plan=plan, files=[file("a", b"x")], by=cast.body)
    assert not Batch.objects.exists()


@pytest.mark.parametrize("who", ["body", "reader", None])
def test_only_the_secretariat_sees_the_inbox(plan, cast, who):
    client = cast.client(getattr(cast, who)) if who else Client()
    expected = 403 if who else 302
    assert client.get("/returns/inbox/").status_code == expected
    assert client.post("/returns/inbox/", {"dropped": file("a.xlsx", b"x")}).status_code == expected
    assert client.get("/returns/2025-09/consolidated/").status_code == expected
    assert not Batch.objects.exists()


def test_dropping_on_the_page_shows_the_list_with_a_progress_bar(plan, cast, template, assert_queries):
    client = cast.client(cast.secretariat)
    sent = client.post(
        "/returns/inbox/", {"dropped": [file("県9月.xlsx", filled(template)), file("メモ.txt", b"memo")]}
    )
    batch = Batch.objects.get()
    assert sent.headers["Location"] == f"/returns/inbox/{batch.pk}/"
    page = client.get(sent.headers["Location"]).content.decode()
    assert '<progress id="progress" max="2" value="0">' in page
    assert '<meta http-equiv="refresh"' in page
    worker.work(until_empty=True)
    with assert_queries(12):
        page = client.get(sent.headers["Location"]).content.decode()
    assert "<progress" not in page
    assert "県9月.xlsx" in page and "メモ.txt" in page
    assert "令和7年9月" in page
    assert f"/returns/versions/{Version.objects.get().pk}/" in page
    assert client.get(f"/returns/inbox/{batch.pk}/state/").json() == {
        "files": 2,
        "finished": 2,
        "results": {"taken": 1, "refused": 1},
    }


@pytest.fixture
def listed(cast, assert_queries):
    """The list of the newest drop as the secretariat sees it: the cells of each row, as texts."""

    client = cast.client(cast.secretariat)

    def read():
        batch = Batch.objects.latest("pk")
        with assert_queries(12):
            page = client.get(f"/returns/inbox/{batch.pk}/").content.decode()
        rows = re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2], re.S)
        return [
            [" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in row.split("</td>")] for row in rows
        ]

    return read


def september(template, *, value=7, doubts=0):
    """The prefecture's September with so many doubtful cells."""

    def change(book):
        places = [(("在籍者",), "当期の値"), (("在籍者",), "状態")][:doubts]
        for words, title in places:
            put(book, "指標", words, title, "7か8" if title == "当期の値" else "たぶん")

    return filled(template, change, value)


def test_the_list_says_how_each_version_stands_now(drop, listed, template, cast):
    drop(**{f"{n}.xlsx": september(template, value=n, doubts=1) for n in (1, 2, 3, 4)})
    worker.work(until_empty=True)
    rows = listed()
    assert [row[3] for row in rows] == [
        "第2版に替わったため取下げ",
        "第3版に替わったため取下げ",
        "第4版に替わったため取下げ",
        "質問1件",
    ]
    for row in rows[:3]:
        assert row[4].startswith("いまの版は第4版（作成中、4番「4.xlsx」）です。 受け取った版を見る")
    last = Version.objects.get(number=4)
    operations.answer(version=last, answers={last.questions.get(kind="cell").pk: "9"}, by=cast.secretariat)
    assert listed()[3][3] == "作成中"
    assert listed()[3][4].startswith("質問は残っていません。確かめて提出してください。")
    operations.submit(version=last, by=cast.secretariat)
    assert listed()[3][3] == "提出済み"
    assert listed()[0][4].startswith("いまの版は第4版（提出済み、4番「4.xlsx」）です。")
    operations.approve(version=last, by=cast.secretariat)
    assert listed()[3][3] == "承認済み"
    assert not any("提出してください" in row[4] for row in listed())


def test_a_clean_file_that_a_worse_one_of_the_drop_replaced_has_a_way_back(
    drop, listed, plan, template, cast
):
    """The first is handed in; the second waits behind it as a draft, which the third takes the place of."""
    drop(
        a=september(template),
        clean=september(template, value=8),
        worse=september(template, value=9, doubts=1),
    )
    worker.work(until_empty=True)
    first, clean, worse = listed()
    assert [row[3] for row in (first, clean, worse)] == ["提出済み", "第3版に替わったため取下げ", "質問1件"]
    assert first[4].startswith("ほかに第3版（作成中、3番「worse」）があります。")
    assert "答えていない質問がなく、第3版には1件あります" in clean[4]
    assert "このファイルを受け取る" in clean[4] and "県の報告のページで送り直す" in clean[4]
    assert "送り直す" not in first[4] + worse[4]
    # The way back is walked: the same file counts again, and the worse one is set aside.
    again = Version.objects.get(number=2)
    with pytest.raises(operations.AnotherWaits):
        operations.take_workbook(
            plan=plan,
            file=bytes(again.file),
            file_name=again.file_name,
            by=cast.secretariat,
            period=SEPTEMBER,
        )
    first, clean, worse = listed()
    assert clean[4].startswith("いまの版は第4版（作成中）です。") and "送り直す" not in clean[4]
    assert worse[3] == "第4版に替わったため取下げ"


def test_what_a_lock_holds_is_held_until_it_is_opened(drop, listed, plan, template, cast):
    lock = operations.lock_period(
        plan=plan, period=SEPTEMBER, organisation="", reason="締め", by=cast.secretariat
    )
    drop(a=september(template))
    worker.work(until_empty=True)
    assert listed()[0][3] == "締め後・保留"
    operations.reopen_period(lock=lock, reason="見直し", by=cast.secretariat)
    assert listed()[0][3] == "作成中" and "質問は残っていません" in listed()[0][4]


def test_nothing_chosen_is_said_and_nothing_kept(plan, cast):
    answer = cast.client(cast.secretariat).post("/returns/inbox/", {})
    assert answer.status_code == 400
    assert "ファイルを選んでください" in answer.content.decode()
    assert not Batch.objects.exists()


def test_the_consolidated_workbook_is_offered_for_a_period(plan, cast):
    answer = cast.client(cast.secretariat).get("/returns/2025-09/consolidated/")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert cast.client(cast.secretariat).get("/returns/2019-09/consolidated/").status_code == 404
