"""All templates of a period in one download: for the secretariat, each the same as its own."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from banso.lib.fiscal import Period
from banso.returns.workbook import read

pytestmark = pytest.mark.django_db
ADDRESS = "/returns/2025-09/templates/"


def cells(data):
    """What every cell of every sheet holds."""
    book = load_workbook(BytesIO(data))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets
    }


def test_the_secretariat_gets_one_template_for_each_body_that_reports(plan, cast):
    client = cast.client(cast.secretariat)
    assert f'href="{ADDRESS}"' in client.get("/returns/2025-09/").content.decode()
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    with ZipFile(BytesIO(answer.content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    identified = [read(plan, data) for data in held.values()]
    assert [reading.period for reading in identified] == [Period.parse("2025-09")] * len(held)
    page = client.get("/returns/2025-09/").content.decode()
    for reading in identified:
        assert f"/returns/2025-09/{reading.organisation}/" in page
    assert len({reading.organisation for reading in identified}) == len(held) >= 1


def test_a_template_of_the_bundle_is_the_one_that_the_body_downloads(plan, cast):
    with ZipFile(BytesIO(cast.client(cast.secretariat).get(ADDRESS).content)) as archive:
        found = {
            read(plan, archive.read(name)).organisation: archive.read(name) for name in archive.namelist()
        }
    alone = cast.client(cast.body).get("/returns/2025-09/prefecture/template/").content
    assert cells(found["prefecture"]) == cells(alone)


def test_nobody_else_gets_them(plan, cast, anonymous):
    for user in (cast.body, cast.reader):
        client = cast.client(user)
        assert client.get(ADDRESS).status_code == 403
    assert ADDRESS not in cast.client(cast.body).get("/returns/2025-09/").content.decode()
    assert anonymous.get(ADDRESS).status_code == 302


def test_a_period_of_which_nobody_reports_has_none(plan, cast):
    assert cast.client(cast.secretariat).get("/returns/1999-09/templates/").status_code == 404
