"""Subsidies: new rules from a day on beside the old ones, whose word they are, and who keeps them."""

import csv
import io
import zipfile

import pytest

from banso.directory.codes import Form
from banso.directory.exchange.files import exported
from banso.directory.models import Change, Subsidy, SubsidyVersion
from banso.directory.operations import load_directory
from banso.directory.queries import public_directory, public_lists
from banso.upkeep.tests.entries import filled, text_of
from banso.upkeep.tests.test_conditions import sent as rows_of
from tests.plans import read_folder_of

pytestmark = pytest.mark.django_db

# Asked about at ハローワーク, which the labour bureau runs; two versions, the second from 2025-04-01 on.
ENTRY = "/directory/subsidy/stable-employment/"
NEW, SECOND = ENTRY + "rules/new/", ENTRY + "rules/1/"


@pytest.fixture
def client(cast, loaded_plan, clock_at):
    clock_at("2025-11-26T12:00")
    return cast.client(cast.elsewhere)


def sent(client, address, **more):
    """What a browser would send of a page of rules as it stands."""
    data = rows_of(client, address)
    amounts = client.get(address).context["form"].amounts
    data |= {"amounts": str(amounts.count)}
    data |= {f.html_name: f.value() for row in amounts for f in row if f.value() is not None}
    return data | more


def new_rules(client, **more):
    """New rules from April: from 40 years on, by the word of the office itself."""
    typed = {
        "valid_from": "2026-04-01", "source": "労働局の要領", "source_date": "2026-02-01", "said_by": "official",
        "all_confirmed": "on", "c1-min": "40", "c1-says": "", "a0-yen": "700000",
    }  # fmt: skip
    return sent(client, NEW) | typed | more


def spans():
    rows = SubsidyVersion.objects.filter(subsidy="stable-employment").order_by("pk")
    return [(str(v.valid_from), str(v.valid_to), v.confidence) for v in rows]


def test_new_rules_hold_from_their_day_and_the_old_ones_before_it(client, anonymous):
    look = text_of(client.post(NEW, new_rules(client)))
    assert "令和8年4月1日から（紹介を受けた日）" in look and "令和8年3月31日まで" in look
    assert "雇い入れる日の年齢が40歳から59歳まで" in look and "700,000円" in look
    assert "この条件が始まる日" not in text_of(client.get(NEW)), "the days are those of the rules"
    assert "前のコース" not in look, "what stays is not shown as a change"
    assert len(spans()) == 2, "nothing is written yet"
    assert "1項目を直しました。" in text_of(
        client.post(NEW, new_rules(client) | {"step": "save"}, follow=True)
    )
    assert spans() == [
        ("None", "2025-03-31", "secondary"),
        ("2025-04-01", "2026-03-31", "secondary"),
        ("2026-04-01", "None", "official"),
    ]
    new = SubsidyVersion.objects.get(valid_from="2026-04-01")
    assert (new.source, new.source_date, new.amounts[0]["yen"]) == ("労働局の要領", "2026-02-01", 700000)
    assert all(condition.get("confirmed", True) for condition in new.conditions)
    change = Change.objects.get(noun="subsidy", key="stable-employment", field="versions")
    assert (change.by, change.organisation, len(change.before), len(change.after)) == (
        "よその機関の人", "labour-bureau", 2, 3,
    )  # fmt: skip
    history = text_of(client.get(ENTRY))
    assert "700,000円" in history and "対象が変わったため" in history
    page = text_of(anonymous.get("/employers/subsidies/?all=1"))
    assert "労働局の要領（2026-02-01）" in page


def test_the_new_rules_leave_with_the_files(client, loaded_plan):
    client.post(NEW, new_rules(client) | {"step": "save"})
    made = exported(Form.GIF, public_directory(loaded_plan), public_lists())
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        name = next(n for n in archive.namelist() if n.count("_") == 2)
        rows = list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
    assert any("2026-04-01" in row["公募備考"] and "700000円" in row["公募備考"] for row in rows)


def test_rules_are_put_right_and_put_back_and_a_plan_that_is_loaded_again_leaves_them(client, loaded_plan):
    before = spans()
    typed = {"said_by": "official", "source": "労働局に確認", "source_date": "2025-11", "all_confirmed": "on"}
    look = text_of(client.post(SECOND, sent(client, SECOND, **typed)))
    assert "出典: 労働局に確認（2025-11）" in look
    client.post(SECOND, sent(client, SECOND, **typed) | {"step": "save"})
    load_directory(plan=loaded_plan, reading=read_folder_of(loaded_plan.key))
    row = SubsidyVersion.objects.get(subsidy="stable-employment", valid_from="2025-04-01")
    assert (row.confidence, row.source) == ("official", "労働局に確認")
    assert len(row.conditions) == 8 and not any("confirmed" in condition for condition in row.conditions)
    change = Change.objects.get(noun="subsidy", key="stable-employment", field="versions")
    client.post(f"/directory/changes/{change.pk}/undo/")
    assert sorted(spans()) == sorted(before)
    source = client.get(SECOND).context["form"]["source"].value()
    assert "変わったところはありません。" in text_of(client.post(SECOND, sent(client, SECOND, source=source)))


REFUSED = [
    ({"valid_from": ""}, "新しい決まりが始まる日"),
    ({"valid_from": "2025-04-01"}, "この日から始まる決まりが、もうあります"),
    ({"valid_to": "2026-03-31"}, "終わりの日が、始まりの日より前です"),
    ({"source_date": ""}, "いつの情報かを書いてください"),
    ({"source_date": "去年"}, "2026-04-01、2026-04、2026 のどれか"),
    ({"said_by": "secondary"}, "ほかの資料では「要確認」は消せません"),
    ({"c1-min": "70", "c1-max": "59"}, "だれも当てはまりません"),
    ({"a0-label": "", "a0-yen": "5"}, "どんなときの額か"),
    ({"a0-yen": "六十万"}, "直すところのある額"),
    ({f"c{n}-remove": "on" for n in range(8)}, "条件を一つ以上"),
]  # fmt: skip


def test_what_cannot_stand_is_told_and_changes_nothing(client):
    before = spans()
    start = new_rules(client, note="書きかけの補足") | {"step": "save"}
    for typed, told in REFUSED:
        response = client.post(NEW, start | typed)
        assert response.status_code == 400 and told in text_of(response), typed
        assert "書きかけの補足" in response.content.decode(), typed
    assert spans() == before


def test_its_office_and_its_window_are_edited_and_one_is_added(cast, client, anonymous):
    address = ENTRY + "edit/"
    client.post(address, filled(client, address, decided_by="埼玉労働局 職業対策課") | {"step": "save"})
    subsidy = Subsidy.objects.get(pk="stable-employment")
    assert subsidy.decided_by == "埼玉労働局 職業対策課"
    assert subsidy.field_sources["decided_by"]["source"] == "見本の課"
    taken = client.post(address, filled(client, address, window="埼玉県女性キャリアセンター"))
    assert taken.status_code == 400 and "自分の機関の窓口" in text_of(taken)
    body, add = cast.client(cast.body), "/directory/subsidy/new/"
    data = filled(
        body, add, name="見本の奨励金", description="ためしの奨励金。", decided_by="埼玉県",
        window="埼玉県女性キャリアセンター",
    ) | {"step": "save"}  # fmt: skip
    assert "次に、「決まりを加える」" in text_of(body.post(add, data, follow=True))
    made = Subsidy.objects.get(name="見本の奨励金")
    for page in ("/employers/subsidies/", "/employers/subsidies/?all=1"):
        assert anonymous.get(page).status_code == 200
    rules = f"/directory/subsidy/{made.pk}/rules/new/"
    told = {
        "rows": "1", "c0-about": "weekly_hours", "c0-min": "20", "c0-confirmed": "on", "valid_from": "2025-04-01",
        "source_date": "2025-11", "step": "save",
    }  # fmt: skip
    body.post(rules, sent(body, rules) | told)
    assert [c["says"] for c in made.versions.get().conditions] == ["週の労働時間が20時間以上"]


def test_who_may_and_who_may_not_and_few_queries(cast, client, anonymous, assert_queries):
    for address in (ENTRY, ENTRY + "edit/", NEW, SECOND):
        assert cast.client(cast.body).get(address).status_code == 403
        assert cast.client(cast.reader).get(address).status_code == 403
        assert cast.client(cast.secretariat).get(address).status_code == 200
        assert anonymous.get(address).status_code == 302
        with assert_queries(12):
            assert client.get(address).status_code == 200
    assert cast.client(cast.body).post(NEW, {"step": "save"}).status_code == 403
    assert (
        client.get(ENTRY + "rules/9/").status_code == client.get("/directory/subsidy/no/").status_code == 404
    )
    assert "特定求職者雇用開発助成金" in text_of(client.get("/directory/subsidies/"))
    assert "まだありません。" in text_of(cast.client(cast.body).get("/directory/subsidies/"))
    data = new_rules(client)
    with assert_queries(12):
        client.post(NEW, data)


def test_the_second_of_two_editors_is_told_and_loses_nothing(cast, client):
    other = cast.client(cast.secretariat)
    late = new_rules(other, note="二人目の補足", valid_from="2026-10-01")
    client.post(NEW, new_rules(client) | {"step": "save"})
    told = other.post(NEW, late | {"step": "save"})
    assert told.status_code == 409 and "二人目の補足" in told.content.decode()
    assert len(spans()) == 3
