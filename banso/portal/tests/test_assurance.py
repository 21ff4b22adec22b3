"""``banso directory remind``: owners of windows are asked whether what is written is still right."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from banso.access.rules import Refused
from banso.cli import main
from banso.directory.models import Organisation, Window
from banso.notices.models import Contact, Notice
from banso.portal import serving
from banso.portal.operations import ask_for_assurance, assurance

pytestmark = pytest.mark.django_db
NIIZA = "self-reliance-112305"


@pytest.fixture
def only_niiza(loaded_plan, clock_at):
    """All windows were confirmed today but one, which two organisations run; one of them has an address."""
    clock_at("2025-11-20T10:00")
    Window.objects.exclude(pk=NIIZA).update(assured_on=date(2025, 11, 20))
    Contact.objects.create(
        organisation="shakyo-niiza", desk="相談係", email="niiza@example.jp", is_sample=True
    )


def remind(*arguments):
    result = CliRunner().invoke(main, ["directory", "remind", "--plan", "saitama/2025", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_each_organisation_gets_one_notice_on_the_screen_and_one_by_mail_for_each_address(only_niiza):
    said = json.loads(remind("--json").stdout)
    assert said == {
        "organisations": ["新座市", "新座市社会福祉協議会"],
        "windows": 1,
        "mails": 1,
        "without_address": [],
        "asked_lately": [],
        "by_letter": ["新座市"],
    }
    assert sorted(Notice.objects.values_list("organisation", "channel", "to")) == [
        ("m-112305", "letter", ""), ("m-112305", "screen", ""), ("shakyo-niiza", "mail", "niiza@example.jp"), ("shakyo-niiza", "screen", ""),
    ]  # fmt: skip
    letter = Notice.objects.filter(channel="mail").get().body
    assert "新座市社会福祉協議会（生活困窮者自立相談支援）（まだ確かめられていません）" in letter
    assert "6か月以上" in letter


def test_who_can_sign_in_gets_no_letter_and_a_class_nothing_at_all(loaded_plan, cast, clock_at):
    clock_at("2025-11-20T10:00")
    classes = set(Organisation.objects.filter(kind="class").values_list("key", flat=True))
    Window.objects.get(pk=NIIZA).operators.add(next(iter(classes)))
    asked = ask_for_assurance(plan=loaded_plan)
    letters = set(Notice.objects.filter(channel="letter").values_list("organisation", flat=True))
    assert "埼玉県" in asked.without_address and "prefecture" not in letters
    assert "m-112305" in letters and not classes & {n.organisation for n in Notice.objects.all()}
    secretariat = cast.client(cast.secretariat).get("/notices/").content.decode()
    assert "手紙" in secretariat


def test_nobody_is_asked_twice_within_a_month(only_niiza, clock_at):
    remind()
    clock_at("2025-12-19T10:00")
    again = remind()
    assert "0の機関" in again.stdout and "知らせなかった機関: 2" in again.stdout
    assert Notice.objects.count() == 4
    clock_at("2025-12-20T10:00")
    remind()
    assert Notice.objects.count() == 8


def test_two_that_ask_at_once_ask_once(only_niiza, loaded_plan, monkeypatch):
    ask_for_assurance(plan=loaded_plan)
    # The second one read the outbox before the first one had written.
    monkeypatch.setattr(assurance.outbox, "about", lambda related: {})
    ask_for_assurance(plan=loaded_plan)
    assert Notice.objects.count() == 4


@pytest.mark.parametrize(
    ("face", "wanted", "moment", "reminds"),
    [
        ("all", True, "2025-11-20T10:00", True),
        ("office", True, "2025-11-20T10:00", True),
        ("office", False, "2025-11-20T10:00", False),
        ("public", True, "2025-11-20T10:00", False),
        ("all", True, "2025-11-22T10:00", False),  # a Saturday
        ("all", True, "2025-12-31T10:00", False),
    ],
)
def test_the_server_asks_by_itself_where_and_when_it_shall(
    only_niiza, settings, clock_at, monkeypatch, face, wanted, moment, reminds
):
    clock_at(moment)
    settings.FACE, settings.REMIND_OWNERS = face, wanted
    monkeypatch.setenv("BANSO_PLAN", "saitama/2025")
    for _round in range(2):
        for words in serving.ROUTINES:
            done = CliRunner().invoke(main, words)
            assert done.exit_code == 0, done.output
    assert Notice.objects.filter(organisation="m-112305", channel="screen").count() == reminds


def test_a_window_is_due_when_the_months_of_the_folder_are_over(only_niiza, clock_at):
    Window.objects.filter(pk=NIIZA).update(assured_on=date(2025, 5, 20))
    assert json.loads(remind("--json").stdout)["windows"] == 0
    clock_at("2025-11-21T10:00")
    assert json.loads(remind("--json").stdout)["windows"] == 1
    assert "最後に確かめた日 2025年5月20日" in Notice.objects.filter(channel="mail").get().body


def test_only_the_secretariat_may_ask_from_a_page(only_niiza, loaded_plan, cast):
    with pytest.raises(Refused):
        ask_for_assurance(plan=loaded_plan, by=cast.body)
    assert not Notice.objects.exists()
    assert ask_for_assurance(plan=loaded_plan, by=cast.secretariat).windows == 1


def test_a_long_list_is_cut_with_its_number(loaded_plan, clock_at, monkeypatch):
    clock_at("2025-11-20T10:00")
    monkeypatch.setattr(assurance, "NAMED", 3)
    Window.objects.exclude(key__startswith="health-centre-").update(assured_on=date(2025, 11, 20))
    ask_for_assurance(plan=loaded_plan)
    letter = Notice.objects.get(organisation="prefecture", channel="screen").body
    # The prefecture runs eight of the health centres.
    assert letter.count("まだ確かめられていません") == 3 and letter.endswith("・ほか5か所")


def test_a_plan_that_is_not_loaded_is_said_plainly(db):
    result = remind()
    assert result.exit_code == 1 and "banso plan load" in result.stderr
