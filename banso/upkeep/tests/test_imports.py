"""The pages of an import: the secretariat sees row by row what a file would change, decides, and can go back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from banso.directory.codes import Origin
from banso.directory.models import DirectoryImport, Organisation, Window
from banso.directory.operations.tracing import change, keep, touch
from banso.directory.tests import dirty
from banso.directory.tests.world import fill
from tests.browser import follow

pytestmark = pytest.mark.django_db
LIST = "/directory/imports/"
SAID = {"source": "みほん課の一覧", "source_date": "令和7年10月1日", "confidence": "secondary"}
FILE = (
    "ID,名称,所在地_市区町村,緯度,経度,URL\n"
    "w-open,あおぞら相談室,さいたま市浦和区,,,https://new.example.jp/\n"
    "A1,川越の相談室,川越市,139.48,35.92,\n"
    "A2,,川越市,,,\n"
    "w-phone,でんわ相談,,,,\n"
)


@pytest.fixture
def client(loaded_plan, cast):
    fill(loaded_plan)
    keep(
        [
            change(
                "window", "w-open", "url", "", "https://npo.example.jp/soudan", origin=Origin.OWNER, by="担当"
            )
        ]
    )
    return cast.client(cast.secretariat)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sent(client, content=FILE, name="窓口.csv"):
    data = content if isinstance(content, bytes) else content.encode("cp932")
    return client.post(LIST, {"file": SimpleUploadedFile(name, data), **SAID}, follow=True)


def test_what_would_change_is_shown_row_by_row_before_anything_does(client, assert_queries):
    page = sent(client)
    told = text_of(page)
    assert "4行を読みました。まだ台帳は変わっていません。" in told
    for count in (
        "すべて 4",
        "新しく作る 1",
        "変える 1",
        "同じ 1",
        "取り込まない 1",
        "担当機関の値に触れる 1",
        "直して読んだ 1",
    ):
        assert count in told, count
    assert "https://npo.example.jp/soudan → https://new.example.jp/" in told
    assert "入れ替わっていた緯度と経度を戻しました" in told and "名称がない" in told
    address = page.request["PATH_INFO"]
    with assert_queries(12):
        only = text_of(client.get(address, {"show": "refused"}))
    assert "名称がない" in only and "川越の相談室" not in only
    assert not Window.objects.filter(name="川越の相談室").exists()
    original = client.get(address + "file/")
    assert original.content == FILE.encode("cp932") and original["Cache-Control"] == "private, no-store"


def test_the_secretariat_decides_then_takes_over_and_can_go_back(client):
    address = sent(client).request["PATH_INFO"]
    client.post(address + "accept/", {"shown": ["2"], "accepted": ["2"], "show": "conflicts", "page": "1"})
    done = client.post(address + "apply/", follow=True)
    assert "1件を新しく作り、1件を変えました。" in text_of(done)
    assert "みほん課の一覧（2025-10-01、二次資料）" in text_of(done)
    assert Window.objects.get(pk="w-open").url == "https://new.example.jp/"
    assert Window.objects.get(pk="w-open").field_sources["url"]["source"] == "みほん課の一覧"
    again = client.post(address + "apply/", follow=True)
    assert "取り込み済み" in text_of(again)
    back = client.post(address + "undo/", follow=True)
    assert "1項目を元に戻し、新しく作った1件を準備中にしました。" in text_of(back)
    assert Window.objects.get(pk="w-open").url == "https://npo.example.jp/soudan"


def test_what_an_organisation_wrote_stays_unless_its_row_is_chosen(client):
    address = sent(client).request["PATH_INFO"]
    client.post(address + "accept/", {"all": "yes"})
    client.post(address + "accept/", {"shown": ["2"]})
    done = client.post(address + "apply/", follow=True)
    assert "担当機関の書いた1項目は、そのまま残しました。" in text_of(done)
    assert Window.objects.get(pk="w-open").url == "https://npo.example.jp/soudan"


def test_a_directory_that_moved_on_is_told_and_nothing_is_taken(client):
    address = sent(client).request["PATH_INFO"]
    touch()
    assert "台帳が変わりました" in text_of(client.get(address))
    assert "ファイルをもう一度出してください" in text_of(client.post(address + "apply/", follow=True))
    assert not Window.objects.filter(name="川越の相談室").exists()


def test_a_file_that_cannot_be_read_is_told_beside_the_field(client):
    for content, said in (
        (b"a,b\n1,2\n", "「名称」の列がありません"),
        (b"", "ファイルが空です"),
        (b"%PDF-1.4", "PDF"),
    ):
        page = sent(client, content)
        assert page.status_code == 400 and said in text_of(page)
    assert client.post(LIST, {}).status_code == 400
    for wrong, said in (({"source": ""}, "だれの情報か"), ({"source_date": "去年"}, "2025年10月")):
        file = SimpleUploadedFile("a.csv", FILE.encode())
        page = client.post(LIST, {"file": file, **SAID, **wrong})
        assert page.status_code == 400 and said in text_of(page)
    assert not DirectoryImport.objects.exists()


def test_a_long_file_is_shown_in_pages(client, assert_queries):
    address = sent(client, dirty.content(120, seed=7)).request["PATH_INFO"]
    with assert_queries(12):
        page = client.get(address, {"page": "2"})
    assert len(page.context["lines"]) == 50
    assert page.context["lines"][0].row.number > 50


def test_nobody_but_the_secretariat_may(client, cast, anonymous):
    address = sent(client).request["PATH_INFO"]
    for user in (cast.body, cast.reader):
        other = cast.client(user)
        for path in (LIST, address, address + "file/"):
            assert other.get(path).status_code == 403
        for act in ("accept/", "apply/", "undo/"):
            assert other.post(address + act).status_code == 403
        assert other.post(LIST, {"file": SimpleUploadedFile("a.csv", FILE.encode())}).status_code == 403
    assert anonymous.get(LIST).status_code == 302
    assert DirectoryImport.objects.count() == 1
    assert client.get(f"{LIST}9999/").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_file_is_brought_in_with_the_keyboard_alone_on_a_phone(loaded_plan, cast, new_page, axe, tmp_path):
    fill(loaded_plan)
    keep(
        [
            change(
                "window", "w-open", "url", "", "https://npo.example.jp/soudan", origin=Origin.OWNER, by="担当"
            )
        ]
    )
    file = tmp_path / "窓口.csv"
    file.write_bytes(FILE.encode("cp932"))
    page = new_page(cast.secretariat, width=390, javascript=False)
    page.goto(LIST)
    page.get_by_label("窓口のファイル").set_input_files(file)
    page.get_by_label("だれの情報か（出典）").fill("みほん課の一覧")
    follow(page.get_by_role("button", name="読んで確かめる"), key="Enter")
    page.get_by_label("担当機関の値も変える（2行目）").press("Space")
    follow(page.get_by_role("button", name="このページの選び方を残す"), key="Enter")
    shown = new_page(cast.secretariat, width=390)
    shown.goto(page.url)
    assert axe(shown) == []
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    follow(page.get_by_role("button", name="2行を台帳に入れる"), key="Enter")
    assert page.get_by_text("1件を新しく作り、1件を変えました。").is_visible()
    assert Window.objects.get(pk="w-open").url == "https://new.example.jp/"


def test_what_is_left_out_of_a_row_or_of_a_file_is_said_and_can_be_looked_at(client):
    page = sent(
        client,
        "名称,所在地_市区町村,電話番号,緯度,経度,地方公共団体名,対象の地域\n"
        "見本の窓口一,川口市,よくわからない,,,川口市,川口市\n"
        "見本の窓口二,川口市,048-000-0001,,,埼玉県,川口市\n"
        "見本の窓口三,川越市,048-000-0002,あ,い,川越市,川越市\n",
    )
    told = text_of(page)
    assert "次の列は読みません。台帳に入りません: 対象の地域。" in told
    assert "入れない項目がある 2" in told and "新しく作る 3" in told
    number = DirectoryImport.objects.get().pk
    rows = text_of(client.get(f"{LIST}{number}/?show=left_out"))
    assert "見本の窓口一" in rows and "見本の窓口三" in rows and "見本の窓口二" not in rows


def test_a_citys_own_list_proposes_the_city_as_who_runs_its_windows(client):
    Organisation.objects.get_or_create(key="kawaguchi", defaults={"name": "川口市"})
    touch()
    for body, known in (("川口市", ["kawaguchi"]), ("埼玉県", []), ("ない市", [])):
        sent(client, f"名称,所在地_市区町村,地方公共団体名\n{body}の見本,川口市,{body}\n")
        kept = DirectoryImport.objects.latest("pk")
        client.post(f"{LIST}{kept.pk}/apply/")
        made = Window.objects.get(name=f"{body}の見本")
        assert [o.name for o in made.operators.all()] == (["川口市"] if known else []), body
