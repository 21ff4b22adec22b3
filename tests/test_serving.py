"""The worker stands beside the web server: it is started again when it dies, and both end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings


def children(process):
    """(pid, command line) of the processes that ``process`` started."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            stat = (path / "stat").read_text()
            words = (path / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[1]) == process.pid and words:
            found.append((int(path.name), words))
    return found


def worker_of(process, *, other_than=0):
    """The pid of the worker, as soon as there is one."""
    for _attempt in range(600):
        for pid, words in children(process):
            if "returns work" in words and pid != other_than:
                return pid
        time.sleep(0.1)
    raise AssertionError("no worker")


def test_a_worker_that_is_killed_is_started_again_and_ends_with_the_server(tmp_path):
    (tmp_path / "static").mkdir()
    clean = {key: value for key, value in os.environ.items() if not key.startswith("BANSO_")}
    environment = clean | {
        "BANSO_DATA_DIR": str(tmp_path),
        "BANSO_PLAN": "mihon/2025",
        "BANSO_TRIAL": "1",
        "BANSO_SECRET_KEY": "only-for-tests",
    }
    banso = [sys.executable, "-c", "from banso.cli import main; main()"]
    subprocess.run(
        [*banso, "manage", "migrate", "--verbosity", "0"], env=environment, cwd=settings.BASE_DIR, check=True
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([*banso, "serve", "--port", str(port)], env=environment, cwd=settings.BASE_DIR)
    try:
        first = worker_of(server)
        os.kill(first, signal.SIGKILL)
        second = worker_of(server, other_than=first)
    finally:
        server.terminate()
        assert server.wait(60) == 0
    assert not Path(f"/proc/{second}").exists()
