"""The review page in a browser: the sheet as it came, questions at their cells, answered without JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from banso.returns.models import IndicatorLine, Question, Version
from banso.returns.tests.filling import filled, put, row
from tests.browser import follow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def draft(plan, template, cast):
    """Two doubtful cells, one number that makes no sense, a hidden row."""

    def change(book):
        put(book, "指標", "東事務所", "当期の値", "12か13")
        put(book, "取組", "相談会を開く", "実施状況", "たぶん実施")
        put(book, "指標", "分子：決まった人", "当期の値", 70)
        book["指標"].row_dimensions[row(book["指標"], "在籍者")].hidden = True

    cast.client(cast.body).post(
        "/returns/2025-09/prefecture/upload/",
        {"file": SimpleUploadedFile("県9月.xlsx", filled(template, change))},
    )
    return Version.objects.get()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_only_the_sheet_scrolls_sideways(draft, cast, new_page, axe, width):
    page = new_page(user=cast.body, width=width)
    for address in (f"/returns/versions/{draft.pk}/review/", f"/returns/versions/{draft.pk}/"):
        page.goto(address)
        assert axe(page) == [], address
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_clerk_answers_at_the_cells_with_the_keyboard_and_without_javascript(draft, cast, new_page):
    page = new_page(user=cast.body, javascript=False)
    page.goto(f"/returns/versions/{draft.pk}/review/")
    main = page.locator("main")
    for words in ("3件中0件", "12か13", "隠れた行", "70人、分母は7人"):
        assert words in main.inner_text()
    east = Question.objects.get(about__contains="東事務所")
    follow(page.get_by_role("link", name="正社員就職件数 東事務所"))
    assert page.url.endswith(f"#q{east.pk}")
    page.locator(f"#q{east.pk}-text").fill("13")
    page.keyboard.press("Enter")
    page.get_by_text("3件中1件").wait_for()
    measure = Question.objects.get(about__contains="相談会")
    page.locator(f"#q{measure.pk}-text").fill("実施中")
    sense = Question.objects.get(kind="sense")
    page.locator(f"#q{sense.pk}-text").fill("前月の参加者が決まったため。")
    follow(page.get_by_role("button", name="答えを保存して提出する"))
    assert "第1版を提出しました" in main.inner_text()
    assert Version.objects.get().state == "submitted"
    assert IndicatorLine.objects.get(indicator="hires", unit="office-east").amount == 13


def test_the_second_clerk_sees_the_difference_to_the_version_that_waits(plan, template, cast, new_page):
    for user, value in ((cast.body, 7), (cast.secretariat, 8)):
        cast.client(user).post(
            "/returns/2025-09/prefecture/upload/",
            {"file": SimpleUploadedFile("県9月.xlsx", filled(template, value=value))},
        )
    second = Version.objects.get(number=2)
    page = new_page(user=cast.body)
    page.goto(f"/returns/versions/{second.pk}/")
    words = page.locator("main").inner_text()
    assert "確認を待っている第1版（県の人）との違い" in words
    cells = page.get_by_role("row", name="正社員就職件数 東事務所").first.inner_text().split("\t")
    assert cells[1:3] == ["7", "8"]
