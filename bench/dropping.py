"""Two hundred workbooks dropped at once: memory of web server and worker, and how quickly pages answer meanwhile.

``python -m bench.dropping`` serves a demonstration of the fictitious plan from a folder of its own, signs in as its
secretariat, times a page while nothing happens, drops 200 workbooks in one request, times the same page until all of
them are read, and prints one table. Memory is the proportional share (PSS) of every process of the installation, the
most that was seen. Exit status 1 if it passes 500 MB. Options: ``--files 20`` for a look in less time; ``--plan``.
"""

import argparse
import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

LIMIT = 500_000_000
PAGE = "/progress/"
IDLE_CALLS = 20
# This process and no other is the installation's: its own children are counted with it.
COMMAND = [sys.executable, "-c", "from banso.cli import main; main()"]


class Visitor:
    """A browser as far as it is needed: cookies, forms, one connection for each call."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, SimpleCookie()

    def call(self, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        """(status, where to, text)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        headers = {"Cookie": "; ".join(f"{m.key}={m.value}" for m in self.cookies.values())}
        if kind:
            headers |= {"Content-Type": kind, "X-CSRFToken": self.cookies["csrftoken"].value}
        connection.request("POST" if kind else "GET", path, body or None, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        connection.close()
        return answer.status, answer.getheader("Location") or "", text

    def sign_in(self, name: str, password: str) -> None:
        self.call("/accounts/login/")
        fields = urlencode({"login": name, "password": password}).encode()
        status, _to, _text = self.call("/accounts/login/", fields, "application/x-www-form-urlencoded")
        assert status == 302, f"sign-in answered {status}"

    def drop(self, files: list[tuple[str, bytes]]) -> str:
        """The address of the drop."""
        mark = "bench-of-dropped-files"
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="dropped"; filename="{name}"\r\n'
            f"Content-Type: application/octet-stream\r\n\r\n".encode()
            + content
            + b"\r\n"
            for name, content in files
        ]
        body = b"".join(parts) + f"--{mark}--\r\n".encode()
        self.call("/returns/inbox/")
        status, to, _text = self.call("/returns/inbox/", body, f"multipart/form-data; boundary={mark}")
        assert status == 302, f"dropping answered {status}"
        return to

    def timed(self, path: str) -> float:
        start = time.perf_counter()
        status, _to, _text = self.call(path)
        assert status == 200, f"{path} answered {status}"
        return time.perf_counter() - start


def workbooks(folder: Path, count: int) -> list[tuple[str, bytes]]:
    """``count`` workbooks, no two alike: filled templates of the demonstration, some clean and some doubtful."""
    from io import BytesIO

    from openpyxl import load_workbook

    sources = sorted(path for path in folder.iterdir() if path.suffix == ".xlsx" and path.name[:2].isdigit())
    usable = [path for path in sources if int(path.name[:2]) <= 15]
    made = []
    for number in range(count):
        book = load_workbook(BytesIO(usable[number % len(usable)].read_bytes()))
        cover = book.worksheets[0]
        row = next(r for r in range(1, cover.max_row + 1) if cover.cell(r, 1).value == "remarks")
        cover.cell(row, 3).value = f"{number}番目の控え"
        out = BytesIO()
        book.save(out)
        made.append((f"{number:03}.xlsx", out.getvalue()))
    return made


def tree(root: int) -> list[int]:
    """The processes below ``root``, with itself."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        parents.setdefault(int(text.rpartition(")")[2].split()[1]), []).append(int(path.parent.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += parents.get(pid, [])
    return found


def memory(root: int) -> int:
    """Bytes that the processes of the installation hold, pages shared among them counted once."""
    total = 0
    for pid in tree(root):
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)[1]) * 1024  # type: ignore[index]
    return total


@contextmanager
def installation(folder: Path, plan: str) -> Iterator[tuple[int, int, str]]:
    """A demonstration that is being served: (port, process, password)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    clean = {key: value for key, value in os.environ.items() if not key.startswith("BANSO_")}
    options = ["demo", "--plan", plan, "--data-dir", str(folder), "--port", str(port)]
    server = subprocess.Popen([*COMMAND, *options], env=clean, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    password = ""
    for line in server.stdout:
        found = re.search(r"合言葉はどれも (\S+?)）", line)
        password = found[1] if found else password
        if "Ctrl-C" in line:
            break
    try:
        while server.poll() is None:
            try:
                Visitor(port).call("/")
                break
            except OSError:
                time.sleep(0.1)
        assert server.poll() is None, "the demonstration ended before it answered"
        yield port, server.pid, password
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


def measure(folder: Path, plan: str, count: int) -> dict[str, Any]:
    """Drop ``count`` workbooks and watch."""
    with installation(folder, plan) as (port, process, password):
        visitor = Visitor(port)
        visitor.sign_in("jimukyoku", password)
        files = workbooks(
            next(path for path in folder.iterdir() if path.is_dir() and path.name != "static"), count
        )
        visitor.timed(PAGE)
        idle = [visitor.timed(PAGE) for _call in range(IDLE_CALLS)]
        most, over = [memory(process)], Event()
        at_rest = most[0]

        def watch() -> None:
            while not over.wait(0.2):
                most.append(memory(process))

        watching = Thread(target=watch, daemon=True)
        watching.start()
        start = time.perf_counter()
        address = visitor.drop(files)
        kept = time.perf_counter() - start
        busy, state = [], ""
        while f'"finished": {count}' not in state:
            busy.append(visitor.timed(PAGE))
            state = visitor.call(f"{address}state/")[2]
        took = time.perf_counter() - start
        over.set()
        watching.join()
    return {
        "at_rest": at_rest,
        "most": max(most),
        "kept": kept,
        "took": took,
        "idle": idle,
        "busy": busy,
        "state": state,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--plan", default="mihon/2025")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        found = measure(Path(place) / "demo", asked.plan, asked.files)
    idle, busy = statistics.median(found["idle"]), statistics.median(found["busy"])
    worst = sorted(found["busy"])[int(len(found["busy"]) * 0.95)]
    lines = (
        f"{asked.files} workbooks at once, {asked.plan}",
        f"  kept after {found['kept']:.1f} s, all read after {found['took']:.1f} s",
        f"  memory of web server and worker: {found['at_rest'] / 1e6:.0f} MB at rest, "
        f"{found['most'] / 1e6:.0f} MB at most (limit {LIMIT / 1e6:.0f} MB)",
        f"  {PAGE}: median {idle * 1000:.0f} ms idle, {busy * 1000:.0f} ms while reading "
        f"(ratio {busy / idle:.2f}), 95th percentile {worst * 1000:.0f} ms",
        f"  results: {found['state']}",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return int(found["most"] > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
