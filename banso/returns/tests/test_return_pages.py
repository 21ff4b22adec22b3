"""The pages of returns: the whole way in the browser, and who may see and do what."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from banso.access.models import Refusal
from banso.ledger.models import Entry
from banso.lib.fiscal import Period
from banso.plan.queries import LoadedPlan
from banso.returns.models import Rejected, Version
from banso.returns.tests.filling import at, filled, put
from banso.returns.workbook import build

pytestmark = pytest.mark.django_db
OWN = "/returns/2025-09/prefecture/"


def upload(client, data, act="submit", name="県9月.xlsx", to=OWN, **more):
    sent = {"file": SimpleUploadedFile(name, data), "act": act}
    return client.post(f"{to}upload/", sent, follow=True, **more)


def text(response):
    return response.content.decode()


def test_the_whole_way_from_the_template_to_the_ledger(plan, cast):
    body, secretariat = cast.client(cast.body), cast.client(cast.secretariat)
    response = body.get(f"{OWN}template/")
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert "filename*=UTF-8''%E5%A0%B1" in response["Content-Disposition"]
    page = upload(body, filled(response.content))
    assert page.redirect_chain == [(OWN, 302)]
    assert "第1版を受け取りました" in text(page)
    version = Version.objects.get()

    page = text(secretariat.get(OWN))
    assert "提出済み" in page and "東事務所" in page and "指標!I5" in page and "相談会を開いた。" in page
    # A rate has a decimal; the people it counts do not.
    assert "7人" in page and "7.0人" not in page and "7.0日" in page
    page = secretariat.post(
        f"/returns/versions/{version.pk}/ask_back/", {"question": "指標!I5を確かめてください。"}, follow=True
    )
    assert "差戻し" in text(page)
    assert "指標!I5を確かめてください。" in text(body.get(OWN))

    upload(body, filled(response.content, lambda book: put(book, "指標", "東事務所", "当期の値", 9)))
    second = Version.objects.get(number=2)
    page = secretariat.post(f"/returns/versions/{second.pk}/approve/", follow=True)
    assert "第2版は「承認済み」になりました。" in text(page)
    assert Entry.objects.get(subject="hires", unit="office-east").amount == 9

    # A correction: the template starts from what was approved, and the page shows the difference.
    book = load_workbook(BytesIO(body.get(f"{OWN}template/").content))
    assert at(book, "指標", "東事務所", "当期の値").value == 9
    put(book, "指標", "東事務所", "当期の値", 10)
    out = BytesIO()
    book.save(out)
    page = text(upload(body, out.getvalue()))
    assert "第2版から第3版への違い" in page and "正社員就職件数 東事務所" in page


def test_a_file_with_a_doubtful_cell_leads_to_its_question(plan, template, cast):
    page = upload(
        cast.client(cast.body), filled(template, lambda b: put(b, "指標", "東事務所", "当期の値", 12.4))
    )
    draft = Version.objects.get()
    assert page.redirect_chain == [(f"/returns/versions/{draft.pk}/review/", 302)]
    assert draft.state == "draft"
    for words in ("指標!I5", "12.4", "正社員就職件数 東事務所", "1件中0件"):
        assert words in text(page)
    assert Rejected.objects.count() == 0


def test_a_file_that_is_none_leads_to_a_page_that_says_so(plan, cast):
    page = upload(cast.client(cast.body), b"%PDF-1.7 report")
    kept = Rejected.objects.get()
    assert page.redirect_chain == [(f"/returns/rejected/{kept.pk}/", 302)]
    assert "PDFファイルです" in text(page)
    assert "一つも保存していません" in text(page)
    assert Version.objects.count() == 0
    assert f'action="{OWN}upload/"' in text(page), "the corrected file is sent from the same page"
    assert f'href="/returns/rejected/{kept.pk}/"' in text(cast.client(cast.secretariat).get(OWN))


def test_looking_only_saves_nothing(plan, template, cast):
    client = cast.client(cast.body)
    assert "値が空です" in text(upload(client, template, act="check"))
    assert "そのまま提出できます" in text(upload(client, filled(template), act="check"))
    asked = text(
        upload(client, filled(template, lambda b: put(b, "指標", "東事務所", "当期の値", "約7")), act="check")
    )
    assert "質問があります（提出後に画面で答えられます）" in asked and "受け取れません" not in asked
    assert "このファイルは受け取れません" in text(upload(client, b"%PDF-1.7", act="check"))

    # 15 of 14: what is asked after handing in is said before as well.
    def odd(book):
        put(book, "指標", "うち正規", "当期の値", 15)

    page = text(upload(client, filled(template, odd), act="check"))
    assert "値の質問（1件）" in page and "もとの値（正社員就職件数）より大きく" in page
    assert "そのまま提出できます" not in page
    assert Version.objects.count() == Rejected.objects.count() == 0


def test_nothing_chosen_and_an_empty_file_are_told_apart(plan, cast):
    client = cast.client(cast.body)
    assert "ファイルを選んでください。" in text(client.post(f"{OWN}upload/", {"act": "submit"}, follow=True))
    assert "ファイルが空（0バイト）です。" in text(upload(client, b""))


def test_the_original_comes_back_byte_by_byte(plan, template, cast):
    data = filled(template)
    upload(cast.client(cast.body), data, name="県の報告 9月.xlsx")
    response = cast.client(cast.secretariat).get(f"/returns/versions/{Version.objects.get().pk}/file/")
    assert response.content == data
    assert "%E7%9C%8C%E3%81%AE%E5%A0%B1%E5%91%8A%209%E6%9C%88.xlsx" in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")


def test_a_page_sent_as_a_workbook_is_never_shown_as_a_page(plan, cast):
    upload(cast.client(cast.body), b"<html><script>alert(1)</script></html>", name="x.html")
    response = cast.client(cast.body).get(f"/returns/rejected/{Rejected.objects.get().pk}/file/")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_the_secretariat_hands_in_for_a_body_and_that_shows(plan, template, cast):
    client = cast.client(cast.secretariat)
    assert "見本県の代わりに受け取ります" in text(client.get(OWN))
    page = upload(client, filled(template))
    assert "Excel（代理）（事務局の人" in text(page)


def test_two_clerks_at_once_lose_nothing(plan, template, cast):
    client = cast.client(cast.body)
    upload(client, filled(template))
    page = upload(client, filled(template, value=8))
    assert "第1版が事務局の確認を待っています" in text(page)
    first, second = Version.objects.order_by("number")
    assert (first.state, second.state) == ("submitted", "draft")
    # The draft does not hide from the secretariat what waits for it.
    page = text(cast.client(cast.secretariat).get(OWN))
    assert "第1版の内容" in page and "承認に進む" in page and "期限超過" not in page
    client.post(f"/returns/versions/{first.pk}/withdraw/")
    page = client.post(f"/returns/versions/{second.pk}/submit/", follow=True)
    assert "第2版は「提出済み」になりました。" in text(page)


def test_deciding_on_what_somebody_else_decided_meanwhile_is_said_plainly(plan, template, cast):
    upload(cast.client(cast.body), filled(template))
    pk = Version.objects.get().pk
    cast.client(cast.body).post(f"/returns/versions/{pk}/withdraw/")
    page = cast.client(cast.secretariat).post(f"/returns/versions/{pk}/approve/", follow=True)
    assert "この版は今「取下げ」なので、「承認する」ことはできません。" in text(page)
    assert Entry.objects.count() == 0


def addresses(version, rejected):
    return [
        ("get", OWN),
        ("get", f"{OWN}template/"),
        ("post", f"{OWN}upload/"),
        ("get", f"/returns/versions/{version}/"),
        ("get", f"/returns/versions/{version}/file/"),
        ("post", f"/returns/versions/{version}/withdraw/"),
        ("post", f"/returns/versions/{version}/approve/"),
        ("post", f"/returns/versions/{version}/ask_back/"),
        ("get", f"/returns/rejected/{rejected}/"),
        ("get", f"/returns/rejected/{rejected}/file/"),
    ]


@pytest.mark.parametrize("who", ["elsewhere", "reader"])
def test_another_bodys_return_is_refused_at_every_address(plan, template, cast, who):
    upload(cast.client(cast.body), filled(template))
    upload(cast.client(cast.body), b"")
    client = cast.client(getattr(cast, who))
    places = addresses(Version.objects.get().pk, Rejected.objects.get().pk)
    for method, address in places:
        response = getattr(client, method)(
            address, {"file": SimpleUploadedFile("x.xlsx", filled(template))} if "upload" in address else {}
        )
        assert response.status_code == 403, address
        assert "権限がありません" in text(response)
    assert Refusal.objects.count() == len(places)
    assert Version.objects.get().state == "submitted"


def test_a_body_cannot_approve_its_own_return(plan, template, cast):
    upload(cast.client(cast.body), filled(template))
    version = Version.objects.get()
    page = text(cast.client(cast.body).get(OWN))
    assert "承認に進む" not in page and "取り下げる" in page
    assert cast.client(cast.body).post(f"/returns/versions/{version.pk}/approve/").status_code == 403


def test_nobody_signed_in_is_sent_to_the_door(plan, anonymous):
    for address in ("/returns/", "/returns/2025-09/", OWN, f"{OWN}template/"):
        assert anonymous.get(address).url.startswith("/accounts/login/")


def test_the_lists_show_the_secretariat_everybody_and_a_body_itself(plan, template, cast):
    upload(cast.client(cast.body), filled(template))
    page = text(cast.client(cast.secretariat).get("/returns/2025-09/"))
    assert "見本県" in page and "見本労働局" in page and "期限超過" in page
    assert "令和7年9月" in text(cast.client(cast.secretariat).get("/returns/"))
    own = text(cast.client(cast.body).get("/returns/2025-09/"))
    assert "見本労働局" not in own and "提出済み" in own
    assert "見本労働局" not in text(cast.client(cast.body).get("/returns/"))
    assert cast.client(cast.reader).get("/returns/").status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/returns/2025-13/",
        "/returns/2024-09/",
        "/returns/2025-10..2025-04/",
        "/returns/2025-09/nobody/",
        "/returns/2025-09/city-a/",
        "/returns/versions/999/",
        "/returns/versions/999/file/",
        "/returns/rejected/999/",
    ],
)
def test_what_does_not_exist_is_not_found(plan, cast, address):
    assert cast.client(cast.secretariat).get(address).status_code == 404


def test_a_rate_above_one_is_asked_not_refused(plan, template, cast):
    upload(
        cast.client(cast.body), filled(template, lambda b: put(b, "指標", "分子：決まった人", "当期の値", 70))
    )
    page = text(cast.client(cast.body).get(f"/returns/versions/{Version.objects.get().pk}/review/"))
    assert "分子が分母より大きい値です。分子は70人、分母は7人です。" in page
    assert "指標!I8" in page


def test_every_page_stays_within_its_queries_whatever_the_amount(
    loaded_plan: LoadedPlan, cast, clock_at, assert_queries
):
    clock_at("2025-11-20T12:00")
    period = Period.parse("2025-09")
    client = cast.client(cast.secretariat)
    for value in (7, 8, 9):
        data = filled(build(loaded_plan, "prefecture", period), value=value)
        upload(client, data)
        if value < 9:
            client.post(f"/returns/versions/{Version.objects.latest('pk').pk}/approve/")
    upload(client, b"")
    latest = Version.objects.latest("pk").pk
    for address in (
        "/returns/",
        "/returns/2025-09/",
        OWN,
        f"{OWN}template/",
        f"/returns/versions/{latest}/",
        f"/returns/versions/{latest}/review/",
        "/returns/inbox/",
        "/returns/forms/",
        "/returns/2025-09/remind/",
        f"/returns/versions/{latest}/file/",
        f"/returns/rejected/{Rejected.objects.get().pk}/",
    ):
        with assert_queries(12):
            assert client.get(address).status_code == 200
