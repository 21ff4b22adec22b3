"""The demonstration: a year of sample returns with the troubles of real life, for any plan, made once."""

import json
import os
import signal
import socket
import subprocess
import sys
from datetime import date, datetime
from itertools import takewhile
from time import sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings

from banso.access.models import User
from banso.access.roles import Role
from banso.council.models import Paper
from banso.indicators import queries as indicators
from banso.ledger import queries as ledger
from banso.ledger.kinds import Kind, Status
from banso.ledger.models import Entry
from banso.lib import clock
from banso.lib.fiscal import Period
from banso.plan.queries import current
from banso.portal.sample.telling import tell
from banso.returns.models import Version
from banso.returns.queries import expected
from banso.returns.states import State, Via

pytestmark = pytest.mark.django_db

FICTITIOUS = "mihon/2025"
TODAY = date(2025, 11, 20)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The story of the fictitious plan, told once for this file and taken back at its end."""
    from django.db import transaction

    class TakenBack(Exception):
        pass

    with django_db_blocker.unblock(), pytest.raises(TakenBack), transaction.atomic():
        with clock.standing_at(datetime(2025, 11, 20, 9, 0, tzinfo=clock.JAPAN)):
            tell(key=FICTITIOUS, today=TODAY, password="a-long-word-for-tests", root=settings.PLANS_DIR)
            yield current(FICTITIOUS)
        raise TakenBack


def rows(plan):
    return expected(plan, TODAY)


def test_every_return_that_is_due_was_sent_but_one_and_that_one_is_late(told):
    missing = [row for row in rows(told) if row.version is None and row.due < TODAY]
    assert [row.late for row in missing] == [True]


def test_one_return_is_asked_back_with_a_question_and_one_waits(told):
    states = [row.state for row in rows(told)]
    assert states.count(State.ASKED_BACK) == 1
    assert states.count(State.SUBMITTED) == 1
    (version,) = [row.version for row in rows(told) if row.state is State.ASKED_BACK]
    assert Version.objects.get(pk=version).question


def test_one_return_was_asked_back_once_and_came_again_right(told):
    again = [row for row in rows(told) if row.approved and row.number == 2]
    firsts = [Version.objects.get(subject__versions=row.version, number=1) for row in again]
    assert State.ASKED_BACK in [State.of(first.state) for first in firsts]


def test_a_paper_was_printed_and_a_return_corrected_after_it(told):
    (paper,) = Paper.objects.all()
    assert paper.files.count() == 6
    corrections = Entry.objects.filter(replaces__isnull=False, kind=Kind.INDICATOR_VALUE)
    assert corrections.exists()
    assert min(corrections.values_list("seq", flat=True)) > paper.known_seq
    assert all(replaced <= paper.known_seq for replaced in corrections.values_list("replaces", flat=True))


def test_a_number_is_not_known_yet_and_another_is_approximate(told):
    statuses = set(Entry.objects.filter(kind=Kind.INDICATOR_VALUE).values_list("status", flat=True))
    assert {Status.UNDER_SURVEY.value, Status.APPROXIMATE.value, Status.FINAL.value} <= statuses


def test_things_happened_in_the_order_of_time_and_before_today(told):
    moments = list(Entry.objects.order_by("seq").values_list("recorded_at", flat=True))
    assert moments == sorted(moments)
    assert clock.local(moments[0]).date() >= date(2025, 5, 1)
    assert clock.local(moments[-1]).date() < TODAY
    assert ledger.verify().first_broken is None


def test_some_indicators_are_ahead_of_time_and_some_behind(told):
    # The last period for which every body has been asked.
    asked = indicators.question(told, as_of=TODAY, period=Period.parse("2025-09"))
    paces = [p.pace for p in indicators.progress(told, asked) if p.pace is not None]
    assert min(paces) < 1
    assert max(paces) > 1


def test_free_text_and_users_are_marked_as_samples(told):
    remarks = Version.objects.exclude(remarks="").values_list("remarks", flat=True)
    assert remarks
    assert all(text.startswith("（見本データ）") for text in remarks)
    users = User.objects.all()
    assert all(user.is_sample for user in users)
    assert {Role.of(user.role) for user in users} == set(Role)
    assert {Via.of(via) for via in Version.objects.values_list("via", flat=True)} == {
        Via.WORKBOOK,
        Via.ON_BEHALF,
    }


def banso(*arguments, **environment):
    """Run the command as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from banso.cli import main; main()", *arguments],
        env={k: v for k, v in os.environ.items() if not k.startswith("BANSO_")} | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_the_folder_is_made_once_and_used_again(tmp_path):
    folder = tmp_path / "demo"
    prepare = ("demo", "--plan", FICTITIOUS, "--data-dir", str(folder), "--prepare-only")
    first = banso(*prepare)
    assert first.returncode == 0, first.stderr
    assert "見本データを作っています" in first.stdout
    marker = json.loads((folder / "demo.json").read_text())
    assert marker["plan"] == FICTITIOUS
    ugly = folder / "届いたファイルの見本"
    assert len(list(ugly.iterdir())) > 20
    assert (ugly / "空のファイル.xlsx").read_bytes() == b""
    made = (folder / "banso.sqlite3").stat().st_mtime_ns
    second = banso(*prepare)
    assert second.returncode == 0, second.stderr
    assert "見本データを作っています" not in second.stdout
    assert json.loads((folder / "demo.json").read_text()) == marker
    assert (folder / "banso.sqlite3").stat().st_mtime_ns == made
    assert (folder / "secret").stat().st_mode & 0o077 == 0
    assert "見本データ" in first_page_of(folder, marker)


def first_page_of(folder, marker):
    """Serve the demonstration as a person would, read its first page, and stop it as Ctrl-C does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["demo", "--plan", FICTITIOUS, "--data-dir", str(folder), "--port", str(port)]
    server = subprocess.Popen(
        [sys.executable, "-c", "from banso.cli import main; main()", *command],
        env={k: v for k, v in os.environ.items() if not k.startswith("BANSO_")},
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        lines = iter(server.stdout.readline, "")
        said = "".join(takewhile(lambda line: "Ctrl-C" not in line, lines))
        assert f"http://localhost:{port}/" in said
        assert marker["password"] in said
        assert str(folder.resolve() / "届いたファイルの見本") in said
        for _attempt in range(300):
            try:
                with urlopen(f"http://localhost:{port}/", timeout=30) as answer:
                    return answer.read().decode()
            except URLError:
                sleep(0.2)
        raise AssertionError("the demonstration did not answer")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def test_a_folder_with_other_peoples_files_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("大事な手紙")
    refused = banso("demo", "--plan", FICTITIOUS, "--data-dir", str(tmp_path), "--prepare-only")
    assert refused.returncode == 1
    assert "--data-dir" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_demonstration_without_a_plan_says_which_plans_there_are():
    refused = banso("demo")
    assert refused.returncode == 1
    assert FICTITIOUS in refused.stderr


def test_an_office_is_not_served_without_a_secret_or_a_plan():
    refused = banso("serve")
    assert refused.returncode == 1
    assert "BANSO_SECRET_KEY" in refused.stderr
    refused = banso("serve", BANSO_SECRET_KEY="x" * 50)
    assert refused.returncode == 1
    assert "BANSO_PLAN" in refused.stderr


def test_a_taken_port_is_passed_over():
    from banso.portal.commands import DEFAULT_PORT, _free_port

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        port = _free_port()
        assert port >= DEFAULT_PORT
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert _free_port() > port
