"""The public interface speaks HSDS, to everybody, and tells nothing that pages hide."""

import json

import pytest
from django.test import Client

from banso.api.rules import ENDPOINTS
from banso.directory.codes import Form, Origin
from banso.directory.exchange.hsds import uuid_of
from banso.directory.models import Service, Window
from banso.directory.operations.tracing import change, keep, touch
from banso.directory.tests.world import SECRETS, fill
from tests.hsds import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(loaded_plan, clock_at):
    clock_at("2025-11-20T10:00")
    fill(loaded_plan)
    return loaded_plan


def get(path, status=200, **params):
    response = Client().get(f"/api/hsds/{path}", params)
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)


def names(path, **params):
    return {entry["name"] for entry in get(path, per_page=100, **params)["contents"]}


def windows(**params):
    """The windows of the services at windows that are found."""
    keys = {uuid_of("location", key): key for key in Window.objects.values_list("key", flat=True)}
    return {keys[at["location_id"]] for at in get("service_at_locations", per_page=100, **params)["contents"]}


def test_the_root_says_what_hsds_asks(filled):
    told = get("")
    assert told["version"].startswith("3.")
    assert Client().get(told["openapi_url"]).json()["openapi"].startswith("3.1")
    assert told["profile"].startswith("https://")


def test_every_list_and_every_entry_is_valid_hsds(filled):
    keep([change("service", "s-talk", "fees", None, "無料", origin=Origin.OWNER, by="担当")])
    asked = [
        (e, full)
        for e in ENDPOINTS.values()
        for full in ("false", "true")
        if full == "false" or "full" in e.parameters
    ]
    for endpoint, full in asked:
        params = {"full": full} if "full" in endpoint.parameters else {}
        page = get(endpoint.path, per_page=100, **params)
        assert page["contents"] and not page["empty"] and page["first_page"]
        assert [f for entry in page["contents"] for f in faults(endpoint.shape, entry)] == []
        one = get(f"{endpoint.path}/{page['contents'][-1]['id']}")
        assert faults(endpoint.shape, one) == []
        assert one["id"] == page["contents"][-1]["id"]


def test_lists_are_bare_and_entries_whole(filled):
    own = uuid_of("service", "s-talk")
    bare = next(s for s in get("services", per_page=100)["contents"] if s["id"] == own)
    assert "service_at_locations" not in bare
    whole = get(f"services/{own}")
    assert {at["location"]["name"] for at in whole["service_at_locations"]} == {
        "あおぞら相談室",
        "かくれた相談所",
    }
    assert whole["organization"]["name"] == "NPO法人あおぞら"


def test_nothing_that_pages_hide_comes_out_by_any_address_count_or_search(filled):
    keep([
        change("window", "w-hidden", "address", "熊谷市非公開町1", "熊谷市非公開町9-9-9", origin=Origin.OWNER, by="書いた人"),
        change("window", "w-draft", "name", "準備中の窓口", "x", origin=Origin.OWNER, by="書いた人"),
    ])  # fmt: skip
    secrets = (*SECRETS, "書いた人")
    for endpoint in ENDPOINTS.values():
        params = {"full": "true"} if "full" in endpoint.parameters else {}
        text = Client().get(f"/api/hsds/{endpoint.path}", {"format": "ndjson", **params}).content.decode()
        assert text.count("\n") == get(endpoint.path)["total_items"]
        for secret in secrets:
            assert secret not in text, (endpoint.path, secret)
    for word in ("準備中の窓口", "非公開町", "かくれ荘", "NPO法人準備中"):
        for path in ("services", "organizations", "locations", "service_at_locations"):
            found = get(path, search=word)
            assert not any(word in json.dumps(entry, ensure_ascii=False) for entry in found["contents"])
    # A hidden place is found by its municipality, as on the pages, never by its own spot.
    assert "かくれた相談所" in names("locations", municipality="熊谷市", proximity="100")
    Window.objects.filter(pk="w-hidden").update(municipality=None)
    touch()
    assert "かくれた相談所" not in names("locations", municipality="熊谷市", proximity="100000")
    for entity, path in (
        ("location", "locations"),
        ("service", "services"),
        ("organization", "organizations"),
    ):
        for key in ("w-draft", "s-draft", "npo-draft"):
            get(f"{path}/{uuid_of(entity, key)}", status=404)


def test_what_is_asked_holds_together(filled):
    npo = uuid_of("organization", "npo-a")
    need = uuid_of("taxonomy_term", "need", "place_to_belong")
    family = uuid_of("taxonomy_term", "need", "family_consultation")
    phone = uuid_of("taxonomy_term", "channel", "telephone")
    assert names("services", organization_id=npo) == {"ゆっくり話す相談"}
    assert "ゆっくり話す相談" in names("services", taxonomy_term_id=[need, family])
    assert (
        names("services", taxonomy_term_id=need, organization_id=uuid_of("organization", "npo-draft"))
        == set()
    )
    assert "でんわ相談" in names("locations", taxonomy_term_id=phone)
    assert names("locations", taxonomy_term_id=phone, organization_id=npo) == {"あおぞら相談室"}
    assert "ゆっくり話す相談" in names("services", taxonomy_id=uuid_of("taxonomy", "need"))
    assert next(iter(get("services", search="ユックリ話す")["contents"]))["name"] == "ゆっくり話す相談"
    assert names("services", search="ゆっくり", organization_id=npo) == {"ゆっくり話す相談"}


def test_places_are_asked_by_coverage_and_distance(filled):
    npo = uuid_of("organization", "npo-a")
    assert windows(municipality="川越市", organization_id=npo) == {"w-open", "w-hidden"}
    assert windows(municipality="戸田市", organization_id=npo) == {"w-hidden"}
    # Whose area nobody knows is not left out.
    assert "w-phone" in windows(municipality="112241")
    assert windows(postcode="330-0074", organization_id=npo) == {"w-hidden"}
    assert windows(municipality="熊谷市", proximity="1000", organization_id=npo) == {"w-hidden"}
    assert windows(municipality="熊谷市", proximity="60000", organization_id=npo) == {"w-open", "w-hidden"}


def test_a_fictitious_area_is_asked_by_its_own_places(db, settings):
    from tests.plans import load_plan

    settings.PLAN = "mihon/2025"
    load_plan(settings.PLAN)
    assert get("")["sample"] is True
    assert get("service_at_locations", municipality="みほん市")["total_items"]
    for path in ("service_at_locations", "locations"):
        for unknown in ("さいたま市", "999999", "みほ", "?"):
            told = get(path, status=400, municipality=unknown)
            assert told["parameter"] == "municipality", unknown


def test_who_keeps_a_copy_asks_only_for_what_changed(filled, clock_at):
    before = get("services", minimal="true")
    assert before["total_pages"] == 1 and before["size"] == before["total_items"]
    assert all(set(entry) == {"id", "last_modified", "modified_date"} for entry in before["contents"])
    clock_at("2040-12-01T09:00")
    Service.objects.filter(pk="s-talk").update(fees="有料")
    keep([change("service", "s-talk", "fees", "無料", "有料", origin=Origin.OWNER, by="担当")])
    assert names("services", modified_after="2040-12-01") == {"ゆっくり話す相談"}
    assert names("services", modified_after="2040-12-01T09:30:00+09:00") == set()
    whole = get(f"services/{uuid_of('service', 's-talk')}")
    assert whole["last_modified"].startswith("2040-12-01T09:00")
    assert (whole["metadata"][-1]["previous_value"], whole["metadata"][-1]["updated_by"]) == (
        "無料",
        "担当機関",
    )


def test_pages_hold_every_entry_once(filled):
    total = get("service_at_locations")["total_items"]
    seen = []
    for page in range(1, -(-total // 7) + 1):
        found = get("service_at_locations", page=page, per_page=7)
        assert (found["page_number"], found["last_page"]) == (page, page * 7 >= total)
        seen += [entry["id"] for entry in found["contents"]]
    assert len(seen) == total == len(set(seen))
    beyond = get("service_at_locations", page=999)
    assert beyond["empty"] and beyond["contents"] == [] and beyond["total_items"] == total


BAD = [
    ("services", {"page": "0"}, "page"),
    ("services", {"page": "１"}, "page"),
    ("services", {"per_page": "101"}, "per_page"),
    ("services", {"full": "yes"}, "full"),
    ("services", {"modified_after": "きのう"}, "modified_after"),
    ("services", {"organization_id": "npo-a"}, "organization_id"),
    ("services", {"sarch": "話"}, "sarch"),
    ("services", {"page": ["1", "2"]}, "page"),
    ("services", {"search": "あ" * 201}, "search"),
    ("services", {"format": "xml"}, "format"),
    ("service_at_locations", {"proximity": "500"}, "proximity"),
    ("service_at_locations", {"municipality": "熊が谷市"}, "municipality"),
    ("locations", {"municipality": " "}, "municipality"),
    ("locations", {"municipality": "131016"}, "municipality"),
    ("service_at_locations", {"postcode": "12"}, "postcode"),
    ("service_at_locations", {"postcode": "1000001"}, "postcode"),
]  # fmt: skip


def test_what_cannot_be_read_is_told_with_its_name(filled):
    for path, params, parameter in BAD:
        told = get(path, status=400, **params)
        assert told["error"] == "bad_request" and told["parameter"] == parameter and told["message"]


def test_it_is_open_to_read_and_to_nothing_else(filled, assert_queries):
    client = Client(enforce_csrf_checks=True)
    with assert_queries(12):
        first = client.get("/api/hsds/services", {"full": "true", "per_page": "100"})
    assert first["Access-Control-Allow-Origin"] == "*"
    assert not first.cookies and "Cookie" not in first.get("Vary", "")
    again = client.get(
        "/api/hsds/services", {"full": "true", "per_page": "100"}, headers={"If-None-Match": first["ETag"]}
    )
    assert (again.status_code, again.content, again["Access-Control-Allow-Origin"]) == (304, b"", "*")
    touch()
    changed = client.get(
        "/api/hsds/services", {"full": "true", "per_page": "100"}, headers={"If-None-Match": first["ETag"]}
    )
    assert changed.status_code == 200
    head = client.head("/api/hsds/services")
    assert (head.status_code, head.content) == (200, b"")
    preflight = client.options("/api/hsds/services")
    assert preflight["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Content-Type" in preflight["Access-Control-Allow-Headers"]
    assert get("services/")["total_items"] == get("services")["total_items"]
    assert get("taxonomies/")["total_items"] == get("taxonomies")["total_items"]
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(client, method)("/api/hsds/services")
        assert refused.status_code == 405 and refused.json()["error"] == "method_not_allowed"
    assert get("nothing/here", status=404)["error"] == "not_found"


def test_before_a_plan_is_loaded_it_says_so(db):
    assert get("services", status=503)["error"] == "not_ready"


def test_it_stands_on_every_face():
    from banso.lib.faces import Face
    from config.urls import patterns

    assert all(any(str(found.pattern) == "api/" for found in patterns(face)) for face in Face)


def test_everybody_can_take_the_directory_as_a_file(filled, assert_queries):
    get("")
    for form in Form:
        with assert_queries(12):
            response = Client().get(f"/api/directory/{form.value}")
        assert response.status_code == 200 and response["Access-Control-Allow-Origin"] == "*"
        assert f"directory_110001_{form.value}." in response["Content-Disposition"]
        again = Client().get(f"/api/directory/{form.value}", headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304
    assert Client().get("/api/directory/pdf").json()["error"] == "not_found"
    Window.objects.filter(pk="w-open").update(name="名を変えた窓口")
    touch()
    assert "名を変えた窓口" in Client().get("/api/directory/hsds").content.decode()
