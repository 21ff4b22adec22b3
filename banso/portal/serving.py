"""The two processes of an installation: the web server, and the worker that reads dropped files."""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

from banso.lib import clock

_LOOK = 0.2
_PATIENCE = 30
# How often what time brings is looked after, and the commands that do it, each in a process that ends.
_ROUND = 600
ROUTINES = (("contacts", "escalate"), ("directory", "remind", "--routine"))

Process = subprocess.Popen[bytes]


def serve(address: str, workers: int) -> int:
    """Run both until somebody stops them or the server ends; its status. A worker that dies is started again."""
    clock.start_from_environment()
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, note)
    web, reader, routine = _web(address, workers), _reader(), _Routine()
    try:
        while web.poll() is None and not asked:
            routine.look()
            if reader.poll() is not None:
                # Whatever killed it, it does not come back faster than somebody can read the log.
                time.sleep(1)
                reader = _reader()
            time.sleep(_LOOK)
    finally:
        _end(web)
        _end(reader)
        routine.end()
    return 0 if asked else web.returncode


class _Routine:
    """Runs the routines one after another, a round every ten minutes, the first when everything else has begun."""

    def __init__(self) -> None:
        self.next_at = time.monotonic() + _ROUND / 10
        self.waiting: list[tuple[str, ...]] = []
        self.running: Process | None = None

    def look(self) -> None:
        if self.running is not None and self.running.poll() is None:
            return
        if not self.waiting and time.monotonic() >= self.next_at:
            self.next_at = time.monotonic() + _ROUND
            self.waiting = list(ROUTINES)
        self.running = _command(*self.waiting.pop(0)) if self.waiting else None

    def end(self) -> None:
        if self.running is not None:
            _end(self.running)


def _web(address: str, workers: int) -> Process:
    """Loading before forking gives every worker the same clock."""
    arguments = ["--bind", address, "--workers", str(workers), "--threads", "8", "--preload"]
    quiet = ["--log-level", "warning"]
    return _start("-m", "gunicorn", *arguments, *quiet, "config.wsgi:application")


def _reader() -> Process:
    return _command("returns", "work", "--with-parent")


def _command(*words: str) -> Process:
    return _start("-c", "from banso.cli import main; main()", *words)


def _start(*arguments: str) -> Process:
    """A process whose clock goes on from ours: a demonstration does not stand on a day of its own."""
    environment = dict(os.environ)
    if environment.get("BANSO_CLOCK"):
        environment["BANSO_CLOCK"] = clock.now().isoformat()
    return subprocess.Popen([sys.executable, *arguments], env=environment)


def _end(process: Process) -> None:
    """Ask a process to finish what it is doing, and wait; then insist."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
