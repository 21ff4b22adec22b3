"""The faces: what each serves, and the files that go between them, each by a process and a database of its own."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import types
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from banso.lib.faces import why_refused
from banso.lib.sealing import PrivateKeys, new_key


def test_the_office_face_needs_a_database_that_guards_persons():
    assert "PostgreSQL" in why_refused("office", sqlite=True, trial=False)
    assert why_refused("office", sqlite=True, trial=True) == ""
    assert why_refused("office", sqlite=False, trial=False) == ""
    assert why_refused("public", sqlite=True, trial=False) == ""
    assert "public、office、all" in why_refused("both", sqlite=False, trial=True)


def site_of(face, settings):
    """The map of a face, in force."""
    from config import urls

    module = types.ModuleType(f"urls_of_{face}")
    module.urlpatterns = urls.patterns(face)
    for name in ("handler400", "handler403", "handler404", "handler500"):
        setattr(module, name, getattr(urls, name))
    settings.FACE = face
    settings.ROOT_URLCONF = module


def links(page):
    found = re.findall(r'(?:href|action)="(/[^"#?]*)', page.content.decode())
    return {link for link in found if not link.startswith("/static/")}


@pytest.mark.django_db
def test_the_public_face_has_no_way_in_and_no_link_that_leads_nowhere(loaded_plan, cast, settings):
    site_of("public", settings)
    for client in (Client(), cast.client(cast.secretariat)):
        for address in ("/accounts/login/", "/returns/", "/papers/", "/requests/", "/progress/", "/notices/"):
            assert client.get(address).status_code == 404, address
        assert client.get("/data/R7-001/note/").status_code == 404
    waiting, seen, kinds = ["/"], {"/"}, {}
    while waiting:
        address = waiting.pop()
        page = Client().get(address)
        assert page.status_code in (200, 405) or page.status_code in (301, 302), (address, page.status_code)
        if "html" not in page.headers.get("Content-Type", ""):
            continue
        for link in links(page) - seen:
            # Three pages of each kind say as much as all of them.
            kind = link.split("/")[1] + str(link.count("/"))
            kinds[kind] = kinds.get(kind, 0) + 1
            seen.add(link)
            if kinds[kind] <= 3:
                waiting.append(link)
    assert {"/plan/", "/data/"} <= seen


@pytest.mark.django_db
def test_the_office_face_shows_the_directory_and_takes_nothing_from_visitors(loaded_plan, cast, settings):
    site_of("office", settings)
    client = cast.client(cast.secretariat)
    for address in ("/", "/requests/", "/helplines/", "/plan/", "/progress/"):
        assert client.get(address).status_code == 200, address
    assert Client().get("/contact/").status_code == 404
    assert Client().get("/contact/shigoto-support/").status_code == 404


PRELUDE = """
import json, re, sys
import django
django.setup()
from datetime import datetime, timedelta
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from banso.cli import main
from banso.lib import clock
from banso.navigator.models import Request
from banso.navigator.tests.contacts import rows

def banso(*words):
    done = CliRunner().invoke(main, list(words))
    return [done.exit_code, done.stdout, done.stderr]

def exchange(*words):
    status, out, err = banso("exchange", *words, "--json")
    return [status, json.loads(out) if out else None, err]

def counts():
    return [len(rows(Request)), len(rows(Request, content__isnull=False))]

say = {"load": banso("plan", "load", "mihon/2025")[0]}
print(json.dumps(say), flush=True)
for line in sys.stdin:
    now, code = json.loads(line)
    clock.start_at(datetime.fromisoformat(now))
    say = {}
    exec(code)
    print(json.dumps(say), flush=True)
"""


class Face:
    """A face as a real one: a process of its own, over a database of its own."""

    def __init__(self, name, folder, database, own, peer):
        folder.mkdir()
        self.database = folder / "banso.sqlite3"
        with closing(sqlite3.connect(database)) as made, closing(sqlite3.connect(self.database)) as copy:
            made.backup(copy)
        clean = {key: value for key, value in os.environ.items() if not key.startswith("BANSO_")}
        environment = clean | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "BANSO_DATA_DIR": str(folder),
            "BANSO_PLAN": "mihon/2025",
            "BANSO_TRIAL": "1",
            "BANSO_SECRET_KEY": f"only-for-tests-{name}",
            "BANSO_DATA_KEY": new_key(),
            "BANSO_FACE": name,
            "BANSO_EXCHANGE_KEY": own.secret,
            "BANSO_EXCHANGE_PEER": str(peer.public),
        }
        self.errors = folder / "errors"
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-c", PRELUDE], env=environment, cwd=settings.BASE_DIR, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            )  # fmt: skip

    def says(self):
        """The next thing that the process says."""
        line = self.process.stdout.readline()
        assert line, self.errors.read_text()
        return json.loads(line)

    def visit(self, code, day="2025-11-20"):
        """Let the process run ``code`` on that day; what it says."""
        self.process.stdin.write(json.dumps([f"{day}T10:00:00+09:00", code]) + "\n")
        self.process.stdin.flush()
        return self.says()

    def end(self):
        self.process.communicate(timeout=60)


OPEN_WINDOW = """
from banso.access.operations import add_user
from banso.access.roles import Role
from banso.directory.models import Organisation, Window
from banso.directory.operations.tracing import touch
w = Window.objects.create(
    key="w1", name="見本の窓口", kind="窓口", takes_requests=True, address="ひみつの町1", address_hidden=True
)
w.operators.add(Organisation.objects.get(pk="ken"))
Window.objects.create(key="w2", name="準備中の窓口", kind="窓口", status="inactive")
touch()
from banso.navigator import operations
from banso.navigator.states import Part
who = add_user(username="ken", password="x" * 20, role=Role.BODY, organisation="ken")
operations.seat(window="w1", organisation="ken", user_id=who.pk, part=Part.STAFF, by=who)
say["out"] = exchange("export", "out")
"""
ASK = """
from banso.lib.sealing import CannotOpen
from banso.navigator.content import opened
say["in"] = exchange("import", "out")
say["load"] = banso("plan", "load", "mihon/2025")[1]
c = Client(HTTP_HOST="localhost")
say["signin"] = c.get("/accounts/login/").status_code
made = re.search(r'name="made" value="([^"]+)"', c.get("/contact/w1/").content.decode())[1]
clock.start_at(clock.now() + timedelta(minutes=1))
slip = c.post("/contact/w1/", {
    "asker": "self", "name": "はな", "reach": "phone", "address": "09012345678", "text": "ひみつ", "made": made,
})
say["code"] = re.search(r"[1-9A-Z]{3}-[1-9A-Z]{3}-[1-9A-Z]{4}", slip.content.decode())[0]
try:
    opened(*rows(Request))
except CannotOpen:
    say["closed"] = True
say["first"] = exchange("export", "first")
say["lost"] = exchange("export", "lost")
say["second"] = exchange("export", "second")
say["twice"] = exchange("export", "second")
"""
ANSWER = """
from banso.access.models import User
from banso.navigator import operations
from banso.navigator.states import Outcome
say["bad"] = {name: exchange("import", name) for name in BAD}
say["before"] = counts()
say["first"], say["again"], say["second"] = (exchange("import", name) for name in ("first", "first", "second"))
say["after"] = counts()
who = User.objects.get(username="ken")
(r,) = rows(Request)
say["read"] = operations.read_content(request=r, by=who).text
operations.take(request=r, by=who)
operations.note_attempt(request=r, outcome=Outcome.TALKED, at=clock.now(), by=who)
say["back"] = exchange("export", "back")
"""
LOOK = """
say["in"] = exchange("import", "back")
say["old"] = exchange("import", "out")
say["counts"] = counts()
say["page"] = Client(HTTP_HOST="localhost").post("/contact/", {"code": CODE}).content.decode()
"""


@pytest.fixture
def faces(tmp_path, db):
    """The office and the public, at once: each begins with tables as this run has them, and nothing in them."""
    office, public = PrivateKeys.new(), PrivateKeys.new()
    empty = connection.settings_dict["NAME"]
    both = (
        Face("office", tmp_path / "office", empty, office, public),
        Face("public", tmp_path / "public", empty, public, office),
    )
    yield both
    for face in both:
        face.end()


@pytest.mark.django_db
@pytest.mark.copies_sqlite
def test_two_faces_with_two_databases_carry_files_between_them(faces, tmp_path):
    """Directory out, a request in, its state back: by signed files alone, and no mutated one is taken."""
    office, public = faces
    assert [face.says() for face in faces] == [{"load": 0}, {"load": 0}]
    assert office.process.pid != public.process.pid

    def with_files(code):
        return re.sub(r'"(out|first|lost|second|back)"\)', rf'"{tmp_path}/\1")', code)

    sent = office.visit(with_files(OPEN_WINDOW))["out"]
    text = (tmp_path / "out").read_text()
    assert sent[0] == 0 and "見本の窓口" in text and "ひみつの町" not in text and "準備中の窓口" not in text

    said = public.visit(with_files(ASK))
    assert said["in"][1]["did"]["directory"] == sent[1]["records"] > 5
    assert said["signin"] == 404 and "職場の面から受け取ったもの" in said["load"]
    # Not even with all its keys can the public face read it again.
    assert said["closed"]
    assert "ひみつ" not in (tmp_path / "first").read_text()
    database = public.database.read_bytes() + Path(f"{public.database}-wal").read_bytes()
    assert "ひみつ".encode() not in database and b"09012345678" not in database
    assert said["twice"][0] == 1 and "もうあります" in said["twice"][2]

    bad = mutated(tmp_path / "second", tmp_path)
    came = office.visit(
        with_files(ANSWER.replace('"first", "first", "second"', '"FIRST", "FIRST", "SECOND"'))
        .replace("FIRST", f"{tmp_path}/first").replace("SECOND", f"{tmp_path}/second")
        .replace("BAD", repr(list(bad))),
        "2025-11-21",
    )  # fmt: skip
    for path, sentence in bad.items():
        status, out, err = came["bad"][path]
        assert (status, out) == (1, None) and sentence in err, path
    assert came["before"] == [0, 0] and came["after"] == [1, 1]
    assert (came["first"][1]["did"]["new"], came["first"][1]["did"]["unopened"]) == (1, 0)
    assert came["again"][1]["already"]
    # The office had not told yet that it came, so the next file held it again; the second of three was lost.
    assert came["second"][1]["did"]["same"] == 1 and came["second"][1]["missing"] == [2]
    assert "通し番号 2" in came["second"][2]
    assert came["read"] == "ひみつ"

    seen = public.visit(with_files(LOOK).replace("CODE", repr(said["code"])), "2025-11-22")
    assert seen["in"][1]["did"]["state"] == 1 and seen["counts"] == [1, 0]
    for words in ("返事済み", "窓口と話ができました", "読みました"):
        assert words in seen["page"]
    assert seen["old"][1]["already"]


def mutated(good, folder):
    """Files to which something was done, with a word of the sentence that refuses each."""
    content = good.read_bytes()
    lines = content.splitlines(keepends=True)
    ways = {
        "cut-off": (content[: len(content) // 2], "途中で切れて"),
        "without-end": (b"".join(lines[:-1]), "途中で切れて"),
        "a-letter": (content.replace(b'"revision":1', b'"revision":2'), "壊れているか、書き換えられて"),
        "a-record": (b"".join([lines[0], *lines[2:]]), "壊れているか、書き換えられて"),
        "something-else": (b"PK\x03\x04", "受け渡しファイルではありません"),
    }
    for name, (changed, _) in ways.items():
        (folder / name).write_bytes(changed)
    return {str(folder / name): told for name, (_, told) in ways.items()}
