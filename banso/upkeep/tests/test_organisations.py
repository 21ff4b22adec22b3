"""Organisations: added by the secretariat, kept by themselves, closed only when nobody waits for them."""

from datetime import date

import pytest

from banso.directory.models import Change, Organisation, Window
from banso.directory.operations import load_directory, sync
from banso.directory.operations.tracing import touch
from banso.directory.queries import organisation_names
from banso.navigator.tests.contacts import HERE
from banso.upkeep.tests.entries import filled, text_of
from tests.plans import read_folder_of

pytestmark = pytest.mark.django_db

NEW = "/directory/organisation/new/"
OWN = "/directory/organisation/prefecture/"


@pytest.fixture
def npo(cast, loaded_plan, clock_at):
    """An organisation that the secretariat adds on its page."""
    clock_at("2025-11-26T12:00")
    client = cast.client(cast.secretariat)
    data = filled(client, NEW, name="NPO法人みほん", kana="みほん", url="https://npo.example.jp/")
    look = client.post(NEW, data)
    assert "NPO法人みほん" in text_of(look) and not Organisation.objects.filter(name="NPO法人みほん").exists()
    assert "新しく作りました。" in text_of(client.post(NEW, data | {"step": "save"}, follow=True))
    return Organisation.objects.get(name="NPO法人みほん")


def test_the_secretariat_adds_one_and_a_window_of_it_reaches_the_public_interface(npo, cast, anonymous):
    assert (npo.short_name, npo.kind, npo.is_current, npo.origin) == (
        "NPO法人みほん", "single", False, "owner",
    )  # fmt: skip
    assert (npo.source, npo.source_date, npo.confidence) == ("見本の課", "2025-11-26", "official")
    assert Change.objects.get(noun="organisation", key=npo.key).by == "事務局の人"
    window = Window.objects.create(key="talk", name="みほんの相談室", kind="相談室")
    window.operators.add(npo)
    touch()
    told = anonymous.get("/api/hsds/organizations", {"search": "NPO法人みほん"}).json()["contents"]
    assert [one["website"] for one in told] == ["https://npo.example.jp/"]
    whole = anonymous.get(f"/api/hsds/organizations/{told[0]['id']}").json()
    assert [each["value"] for each in whole["attributes"]] == ["見本の課（2025-11-26時点）"]
    again = cast.client(cast.secretariat).post(
        NEW, filled(cast.client(cast.secretariat), NEW, name="ＮＰＯ法人みほん")
    )
    assert again.status_code == 400 and "同じ名前の機関が、もうあります。" in text_of(again)


def test_who_may_and_who_may_not(npo, cast, anonymous):
    body, other = cast.client(cast.body), cast.client(cast.elsewhere)
    for address in (OWN, OWN + "edit/"):
        assert body.get(address).status_code == 200
        assert other.get(address).status_code == cast.client(cast.reader).get(address).status_code == 403
        assert anonymous.get(address).status_code == 302
    assert body.get(f"/directory/organisation/{npo.key}/").status_code == 403
    assert body.get(NEW).status_code == 403 and body.post(NEW, {"step": "save"}).status_code == 403
    assert body.get("/directory/organisation/nobody/").status_code == 404
    listed = text_of(body.get("/directory/organisations/"))
    assert "埼玉県" in listed and "NPO法人みほん" not in listed and "機関を加える" not in listed
    every = text_of(cast.client(cast.secretariat).get("/directory/organisations/", {"q": "みほん"}))
    assert "NPO法人みほん" in every and "埼玉労働局" not in every
    assert "見つかりませんでした。" in text_of(body.get("/directory/organisations/", {"q": "ないない"}))


def test_a_body_keeps_its_own_and_a_plan_that_is_loaded_again_does_not_undo_it(cast, loaded_plan, clock_at):
    clock_at("2025-11-26T12:00")
    client = cast.client(cast.body)
    data = filled(client, OWN + "edit/", url="https://www.pref.example.jp/", name="埼玉県（みほん）")
    assert "未確認 https://www.pref.example.jp/" in text_of(client.post(OWN + "edit/", data))
    client.post(OWN + "edit/", data | {"step": "save"})
    sync(plan=loaded_plan)
    load_directory(plan=loaded_plan, reading=read_folder_of(loaded_plan.key))
    own = Organisation.objects.get(pk="prefecture")
    assert (own.url, own.name) == ("https://www.pref.example.jp/", "埼玉県（みほん）")
    assert own.field_sources["url"] == {
        "source": "見本の課", "source_date": "2025-11-26", "confidence": "official",
    }  # fmt: skip
    assert organisation_names()["labour-bureau"] == "埼玉労働局"
    change = Change.objects.get(noun="organisation", key="prefecture", field="name")
    client.post(f"/directory/changes/{change.pk}/undo/")
    own.refresh_from_db()
    assert own.name == "埼玉県"
    wrong = client.post(OWN + "edit/", filled(client, OWN + "edit/", url="pref.example.jp"))
    assert wrong.status_code == 400 and "http:// か https:// で始まる" in text_of(wrong)
    ticked = {"fields": list(client.get(OWN).context["to_vouch"])}
    assert "確かめたことを残しました" in text_of(client.post(OWN + "confirm/", ticked, follow=True))


def test_one_closes_only_when_its_windows_have_and_nobody_waits(npo, cast):
    client, address = cast.client(cast.secretariat), f"/directory/organisation/{npo.key}/edit/"
    window = Window.objects.create(key="talk", name="みほんの相談室", kind="相談室")
    window.operators.add(npo)
    touch()

    def close(on="2025-11-26", step="look"):
        return client.post(address, filled(client, address, closed_on=on) | {"step": step})

    assert "閉じていない窓口があります（みほんの相談室）" in text_of(close())
    heir = Window.objects.create(key="heir", name="次の相談室", kind="相談室")
    Window.objects.filter(pk="talk").update(closes_on=date(2026, 3, 31), successor=heir)
    assert "先の日付では閉じられません" in text_of(close("2025-11-27"))
    assert "令和7年11月26日" in text_of(close())
    close(step="save")
    npo.refresh_from_db()
    assert npo.closed_on == date(2025, 11, 26)
    assert "令和7年11月26日に閉じました" in text_of(client.get("/directory/organisations/", {"q": "みほん"}))
    new = client.get("/directory/window/new/").context["form"].fields["owner"].choices
    assert "NPO法人みほん" not in dict(new).values() and "埼玉県" in dict(new).values()
    closing = Change.objects.get(noun="organisation", key=npo.key, field="closed_on")
    client.post(f"/directory/changes/{closing.pk}/undo/")
    npo.refresh_from_db()
    assert npo.closed_on is None
    assert "計画に名のある機関" in text_of(
        client.post(OWN + "edit/", filled(client, OWN + "edit/", closed_on="2025-11-26"))
    )


def test_one_that_still_has_to_answer_somebody_does_not_close(asked, cast):
    asked()
    key = Window.objects.get(pk=HERE).operators.get().key
    Organisation.objects.filter(pk=key).update(is_current=False)
    client, address = cast.client(cast.secretariat), f"/directory/organisation/{key}/edit/"
    told = client.post(address, filled(client, address, closed_on="2025-11-21") | {"step": "save"})
    assert told.status_code == 400 and "受け持つ相談の申し込みが1件あります" in text_of(told)
    assert Organisation.objects.get(pk=key).closed_on is None


def test_its_pages_ask_few_queries(npo, cast, assert_queries):
    client = cast.client(cast.secretariat)
    for address in ("/directory/organisations/", OWN, OWN + "edit/", NEW):
        client.get(address)
        with assert_queries(12):
            client.get(address)
