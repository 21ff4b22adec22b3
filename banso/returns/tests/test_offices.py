"""From the bottom up: each office tells and confirms its own lines, then the body the whole, then the secretariat."""

import pytest

from banso.access.operations import add_user
from banso.access.roles import Role
from banso.access.rules import Refused
from banso.ledger.models import Entry
from banso.returns import operations
from banso.returns.models import OfficeWord, Version
from banso.returns.queries import start_for
from banso.returns.rules import NotPossible
from banso.returns.sense import Finding
from banso.returns.tests.conftest import SEPTEMBER, put_in_force
from banso.returns.tests.small_plan import document
from banso.returns.workbook import build
from banso.returns.workbook.opening import book_of

pytestmark = pytest.mark.django_db
EAST = "hires|office-east|value"
OWN = "/returns/2025-09/prefecture/"


@pytest.fixture
def plan(plan):
    content = document()
    content["reporting"]["steps"] = ["office", "body", "secretariat"]
    content["reporting_units"].append({"id": "office-far", "name": "遠い事務所", "owner": "labour-bureau"})
    return put_in_force(content, "d" * 64)


def person(name, organisation, unit=""):
    return add_user(
        username=name,
        password="x" * 20,
        role=Role.BODY,
        organisation=organisation,
        unit=unit,
        display_name=name,
    )


@pytest.fixture
def east(cast):
    return person("東の人", "prefecture", "office-east")


@pytest.fixture
def west(cast):
    return person("西の人", "prefecture", "office-west")


@pytest.fixture
def far(cast):
    return person("遠い人", "labour-bureau", "office-far")


@pytest.fixture
def colleague(cast):
    return person("課長", "prefecture")


def tell(plan, by, value="12", unit="office-east", key=EAST):
    return operations.tell_lines(
        plan=plan, organisation="prefecture", period=SEPTEMBER, unit=unit,
        told={key: (value, "確定", "")}, by=by,
    )  # fmt: skip


def test_every_step_comes_after_the_one_below(plan, take, cast, east, west, colleague):
    version = take()
    for step, by in ((operations.confirm, colleague), (operations.approve, cast.secretariat)):
        with pytest.raises(NotPossible, match="確認して"):
            step(version=version, by=by)
    operations.vouch(version=version, unit="office-east", by=east)
    with pytest.raises(NotPossible, match="まだ自分の行を確認していない事務所があります：西事務所"):
        operations.confirm(version=version, by=colleague)
    operations.vouch(version=version, unit="office-west", by=west)
    with pytest.raises(NotPossible, match="機関の二人目が確認してから"):
        operations.approve(version=version, by=cast.secretariat)
    operations.confirm(version=version, by=colleague)
    operations.approve(version=version, by=cast.secretariat)
    assert Version.objects.get().state == "approved"
    assert Entry.objects.filter(unit="office-east", amount=7).exists()


def test_an_office_speaks_for_no_other_and_for_no_other_body(plan, take, cast, east, far, colleague):
    version = take()
    with pytest.raises(NotPossible, match="自分の事務所の行のほかは"):
        operations.vouch(version=version, unit="office-west", by=east)
    with pytest.raises(NotPossible, match="自分の事務所の行のほかは"):
        operations.object_to(version=version, unit="office-west", by=east, question="違います。")
    with pytest.raises(Refused):
        operations.vouch(version=version, unit="office-east", by=far)
    with pytest.raises(Refused):
        operations.vouch(version=version, unit="office-east", by=cast.reader)
    with pytest.raises(NotPossible, match="その事務所の行はありません"):
        operations.vouch(version=version, unit="office-far", by=colleague, words="電話")
    assert not OfficeWord.objects.exists()


def test_an_office_neither_hands_in_nor_confirms_nor_withdraws_the_whole(plan, take, cast, east):
    with pytest.raises(Refused):
        take(by=east)
    version = take()
    for act in (operations.confirm, operations.withdraw, operations.approve):
        with pytest.raises(Refused):
            act(version=version, by=east)


def test_what_an_office_typed_stands_in_the_workbook_of_its_body_and_is_its_word(plan, take, east):
    tell(plan, east, "７件")
    data = build(plan, "prefecture", SEPTEMBER, known=start_for(plan, "prefecture", SEPTEMBER))
    texts = {cell.ref: cell.value for cell in book_of(data).sheet("指標").grid.values()}
    assert (texts["I5"], texts.get("I6")) == (7, None)
    version = take()
    with pytest.raises(NotPossible, match="：西事務所$"):
        operations.confirm(version=version, by=person("課長", "prefecture"))


def test_a_body_cannot_pass_another_value_than_its_office_told(plan, take, cast, east, west, colleague):
    tell(plan, east, "12")
    version = take()
    question = version.questions.get()
    assert "事務所は12件、この版は7件" in question.message
    with pytest.raises(NotPossible, match="答えていない質問が1件"):
        operations.submit(version=version, by=cast.body)
    operations.answer(version=version, answers={question.pk: "重複を5件除いた。"}, by=cast.body)
    operations.submit(version=version, by=cast.body)
    page = cast.client(east).get(f"/returns/versions/{version.pk}/").content.decode()
    shown = page.split("事務所の値と違うところ")[-1].split("</table>")[0]
    assert shown.index("12件") < shown.index("7件") < shown.index("重複を5件除いた。")
    operations.vouch(version=version, unit="office-west", by=west)
    with pytest.raises(NotPossible, match="東事務所"):
        operations.confirm(version=version, by=colleague)
    operations.object_to(version=version, unit="office-east", by=east, question="12件です。")
    kept = Version.objects.get()
    assert (kept.state, kept.question) == ("asked_back", "東事務所から：12件です。")


def test_each_home_says_what_waits_for_whom(plan, take, cast, east, west, colleague):
    def home(who):
        return cast.client(who).get("/").content.decode()

    assert "令和7年9月分の事務所の値を入れる" in home(east)
    version = take()
    assert "令和7年9月分の事務所の行を確認する" in home(east)
    assert "報告を確認する" not in home(colleague)
    page = cast.client(cast.secretariat).get("/returns/2025-09/").content.decode()
    assert "<dt>事務所の確認待ち</dt><dd>1</dd>" in page
    for unit, by in (("office-east", east), ("office-west", west)):
        operations.vouch(version=version, unit=unit, by=by)
    assert "行を確認する" not in home(east)
    assert "令和7年9月の報告を確認する" in home(colleague)
    assert "報告を確認する" not in home(cast.body), "who handed it in does not confirm it"


def test_an_office_says_why_an_odd_number_is_right(plan, cast, east, monkeypatch):
    odd = Finding("digits_slip", EAST, "", "正社員就職件数", "桁を確かめてください。")
    monkeypatch.setattr("banso.returns.operations.offices.findings", lambda case: [odd])
    client, typed = cast.client(east), {"value-0": "12", "status-0": "確定"}
    answer = client.post(f"{OWN}office/", typed)
    assert answer.status_code == 422 and "桁を確かめてください。" in answer.content.decode()
    assert not OfficeWord.objects.exists()
    assert client.post(f"{OWN}office/", typed | {"reason": "面接会があった。"}).status_code == 302
    assert OfficeWord.objects.get().words == "面接会があった。"


def test_what_an_office_types_is_read_like_a_cell_and_all_or_nothing(plan, east):
    for value, message in (("12人", "単位"), ("", "値"), ("12.5", "端数"), ("10～15", "")):
        with pytest.raises(operations.Mistyped) as mistyped:
            tell(plan, east, value)
        assert message in mistyped.value.faults[EAST]
    with pytest.raises(NotPossible, match="自分の事務所の行のほかは"):
        tell(plan, east, key="hires|office-west|value")
    with pytest.raises(NotPossible, match="自分の事務所の行のほかは"):
        tell(plan, east, unit="office-west", key="hires|office-west|value")
    assert not OfficeWord.objects.exists()


def test_for_an_office_that_does_not_sign_in_its_body_writes_how_it_confirmed(plan, take, cast, colleague):
    version = take()
    with pytest.raises(NotPossible, match="だれがどのように"):
        operations.vouch(version=version, unit="office-east", by=colleague)
    operations.vouch(version=version, unit="office-east", by=colleague, words="係長に電話で確かめた。")
    with pytest.raises(NotPossible, match="その機関か事務所の人"):
        operations.vouch(version=version, unit="office-west", by=cast.secretariat, words="電話")
    assert OfficeWord.objects.get().words == "係長に電話で確かめた。"


def test_a_new_version_with_the_same_lines_needs_no_new_word(plan, take, cast, east, west, colleague):
    first = take()
    operations.vouch(version=first, unit="office-east", by=east)
    operations.vouch(version=first, unit="office-west", by=west)
    operations.withdraw(version=first, by=cast.body)
    operations.confirm(version=take(), by=colleague)
    assert Version.objects.latest("pk").state == "confirmed"


def test_the_pages_lead_an_office_through_its_own_lines(plan, take, cast, east, west, assert_queries):
    client = cast.client(east)
    page = client.get(OWN).content.decode()
    assert f"{OWN}office/" in page and f"{OWN}upload/" not in page
    with assert_queries(12):
        form = client.get(f"{OWN}office/").content.decode()
    assert form.count('name="value-') == 1
    answer = client.post(f"{OWN}office/", {"value-0": "12人", "status-0": "確定"})
    assert answer.status_code == 422 and "12人" in answer.content.decode()
    assert client.post(f"{OWN}office/", {"value-0": "12", "status-0": "確定"}).status_code == 302
    page = cast.client(cast.body).get(OWN).content.decode()
    assert page.count("入力済み") == 1 and "東事務所" in page and "まだ</span>" in page
    version = take(value=12)
    address = f"/returns/versions/{version.pk}/"
    other = cast.client(west)
    with assert_queries(12):
        assert "確認待ち" in other.get(address).content.decode()
    cast.client(west).post(f"{address}vouch/", {"unit": "office-west"})
    assert "確認待ち" not in cast.client(cast.body).get(address).content.decode()
    assert cast.client(cast.body).get(f"{OWN}office/").status_code == 404
    assert cast.client(cast.elsewhere).get(f"{OWN}office/").status_code == 403


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_where_an_office_types_and_confirms(plan, take, cast, east, new_page, axe):
    version = take()
    page = new_page(user=east, width=360)
    for address in (f"{OWN}office/", OWN, f"/returns/versions/{version.pk}/"):
        page.goto(address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
