"""A worker that is killed in the middle of a file loses nothing and takes nothing twice: real processes, a real kill."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from django.conf import settings

# Each file may be interrupted so often before it is given up; see banso.returns.operations.inbox.
KILLS_EACH = 2
# `make prove` interrupts every file; a test run the first ones.
KILLS = 24 if os.environ.get("HYPOTHESIS_PROFILE") == "prove" else 3
PLAN = "mihon/2025"

PREPARE = """
import django, sys
django.setup()
from io import BytesIO
from django.core.management import call_command
from banso.access.operations import add_user
from banso.access.roles import Role
from banso.lib.fiscal import Period
from banso.plan.operations import load
from banso.plan.queries import current
from banso.portal.sample.answers import Clerk
from banso.portal.sample.figures import Figures
from banso.portal.sample.filling import fill
from banso.returns.operations.inbox import drop
from banso.returns.queries.expected import reporters
from banso.returns.workbook import build, layout_of
from banso.returns.workbook.read import periods_of
call_command("migrate", verbosity=0, interactive=False)
load(key="mihon/2025")
plan = current("mihon/2025")
by = add_user(username="jimukyoku", password="long-enough-word-1", role=Role.SECRETARIAT, organisation="",
              display_name="事務局", is_sample=True)
clerk = Clerk(plan, Figures(plan.document, plan.digest))
class File:
    def __init__(self, name, data):
        self.name, self.data, self.size = name, data, len(data)
    def read(self):
        return self.data
files = []
for body, _name in reporters(plan):
    for period in periods_of(plan, body)[:4]:
        layout = layout_of(plan, body, period)
        files.append(File(f"{body} {period.key}.xlsx", fill(build(plan, body, period), clerk.answers(layout))))
files = files[:12]
drop(plan=plan, files=files, by=by)
print(len(files))
"""


def environment(folder):
    clean = {key: value for key, value in os.environ.items() if not key.startswith("BANSO_")}
    return clean | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BANSO_DATA_DIR": str(folder),
        "BANSO_PLAN": PLAN,
        "BANSO_TRIAL": "1",
        "BANSO_SECRET_KEY": "only-for-tests",
        "BANSO_CLOCK": "2025-11-20T09:00:00+09:00",
    }


def started(folder, *options):
    return subprocess.Popen(
        [sys.executable, "-c", "from banso.cli import main; main()", "returns", "work", *options],
        env=environment(folder),
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
    )


def asked(folder, sql):
    with closing(sqlite3.connect(folder / "banso.sqlite3", timeout=20)) as database:
        return database.execute(sql).fetchall()


def kill_while_reading(folder):
    """Start a worker and kill it as soon as it reads a file that was not interrupted too often; whether it came to that."""
    worker = started(folder, "--until-empty")
    reading = f"SELECT id FROM returns_batchitem WHERE state = 'reading' AND attempts <= {KILLS_EACH}"
    while worker.poll() is None:
        if asked(folder, reading):
            worker.send_signal(signal.SIGKILL)
            worker.wait(30)
            return True
        time.sleep(0.005)
    return False


def test_every_file_is_taken_once_however_often_the_worker_is_killed(tmp_path):
    folder = Path(tmp_path)
    (folder / "static").mkdir()
    made = subprocess.run(
        [sys.executable, "-c", PREPARE],
        env=environment(folder),
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    count = int(made.stdout)
    assert count > 3
    kills = sum(kill_while_reading(folder) for _time in range(KILLS))
    assert kills >= 2
    assert started(folder, "--until-empty").wait(300) == 0
    states = asked(folder, "SELECT state, count(*) FROM returns_batchitem GROUP BY state")
    assert sum(number for _state, number in states) == count
    assert {state for state, _number in states} <= {"taken", "asked"}
    assert asked(folder, "SELECT count(*) FROM returns_version") == [(count,)]
    assert asked(folder, "SELECT count(*), count(DISTINCT item_id) FROM returns_batchresult") == [
        (count, count)
    ]
    assert asked(folder, "SELECT max(number) FROM returns_version") == [(1,)]
