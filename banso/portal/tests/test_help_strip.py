"""Immediate help: on every page of somebody who is not signed in, and never empty beside services."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError

from banso.directory.models import Helpline, Service
from banso.portal import context

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/", "/plan/", "/measures/m1-1-1/", "/data/", "/accounts/login/", "/nai/"]
)
def test_every_page_of_a_visitor_shows_the_numbers_to_call_at_once(loaded_plan, anonymous, address):
    page = anonymous.get(address).content.decode()
    strip = page[page.index('class="help-strip"') : page.index("</aside>")]
    # The emergency numbers stand outside of what has to be opened.
    always = strip[: strip.index("<details")]
    assert 'href="tel:110"' in always and 'href="tel:119"' in always
    assert 'href="tel:0120279338"' in strip and "よりそいホットライン" in strip


def test_a_member_of_the_staff_is_not_shown_the_strip(loaded_plan, cast):
    assert "help-strip" not in cast.client(cast.reader).get("/plan/").content.decode()


def test_the_strip_costs_one_query_and_survives_a_missing_database(
    rf, loaded_plan, assert_queries, monkeypatch
):
    with assert_queries(1):
        assert len(context.help_strip(rf.get("/"))["help_strip"]["emergency"]) == 2

    def gone():
        raise DatabaseError

    monkeypatch.setattr(context, "helplines", gone)
    assert context.help_strip(rf.get("/")) == {}


def test_the_list_says_where_each_number_comes_from(loaded_plan, anonymous, assert_queries, clock_at):
    clock_at("2025-11-26T12:00")
    with assert_queries(12):
        page = anonymous.get("/helplines/").content.decode()
    lines = page[page.index('<ul class="resources">') :]
    assert "https://www.mhlw.go.jp/mamorouyokokoro/" in lines
    # Five lines are known from others or from long ago, two from a page of 2020: each beside the number and the source,
    # and once in the sentence that explains the word.
    assert lines.count("要確認") == 2 * 7 + 1
    assert not anonymous.cookies


def test_without_any_number_the_list_still_names_the_two_of_the_country(loaded_plan, anonymous):
    Helpline.objects.all().delete()
    page = anonymous.get("/helplines/").content.decode()
    assert "help-strip" not in page and "警察は110、救急と消防は119です。" in page


def test_a_check_fails_while_services_are_shown_without_a_number_for_an_emergency(loaded_plan):
    def check():
        call_command("check", databases=["default"], fail_level="WARNING")

    Service.objects.create(key="x", name="見本の相談")
    check()
    Helpline.objects.filter(is_emergency=True).delete()
    with pytest.raises(SystemCheckError, match="緊急の連絡先"):
        check()
    Service.objects.all().delete()
    check()
