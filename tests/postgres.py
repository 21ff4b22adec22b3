"""A private PostgreSQL cluster for the tests, in a folder of its own, thrown away afterwards.

``python -m tests.postgres run CMD…`` runs a command with ``BANSO_DATABASE_URL`` pointing to it.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

INSTALL = "apt-get install -y --no-install-recommends postgresql"
SECONDS_TO_START = 60


class NoPostgres(Exception):
    """PostgreSQL is not installed, or does not start."""


def _programs() -> Path:
    """The folder that holds ``initdb`` and ``postgres`` (Debian keeps them off the PATH)."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parent.parent.name)
    )
    if folders:
        return folders[-1].parent
    sudo = "" if os.geteuid() == 0 else "sudo "
    raise NoPostgres(
        "PostgreSQL が見つかりません（initdb がありません）。次を実行してください。\n"
        f"PostgreSQL is missing. Run:\n  {sudo}{INSTALL}"
    )


def _owner() -> str | None:
    """The user that the cluster runs as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster; within the block the value is its URL. No TCP, no fsync, gone afterwards."""
    programs, owner = _programs(), _owner()
    # The path of a socket may have about 100 characters, so the folder lies high and is named shortly.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    server: subprocess.Popen[bytes] | None = None
    try:
        if owner:
            shutil.chown(folder, owner)
        data = folder / "data"
        _initialise(programs, owner, folder, data)
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [
                    *_dies_with_us(),
                    str(programs / "postgres"),
                    "-D",
                    str(data),
                    *_settings(folder),
                ],
                cwd=folder,
                user=owner,
                stdout=log,
                stderr=log,
            )
        _wait(programs, folder, server)
        _make_owner(programs, folder)
        yield f"postgresql://banso@{quote(str(folder), safe='')}/banso"
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs: Path, owner: str | None, folder: Path, data: Path) -> None:
    made = subprocess.run(
        [
            str(programs / "initdb"),
            f"--pgdata={data}",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
        cwd=folder,
        user=owner,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise NoPostgres(f"PostgreSQL を準備できません。initdb failed:\n{made.stderr}")


def _make_owner(programs: Path, folder: Path) -> None:
    """The user of an office: it owns its database and is nobody's superuser, whom row security would let pass.

    Beside that it may make databases, and silence triggers where tests empty their tables.
    """
    for statement in (
        "CREATE ROLE banso LOGIN CREATEDB",
        "GRANT SET ON PARAMETER session_replication_role TO banso",
        "CREATE DATABASE banso OWNER banso",
    ):
        psql = [programs / "psql", "-q", "-h", folder, "-U", "postgres", "-c", statement, "postgres"]
        subprocess.run([str(word) for word in psql], check=True)


def _settings(folder: Path) -> list[str]:
    wanted = {
        "listen_addresses": "",
        "unix_socket_directories": folder,
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "max_connections": 60,
        "shared_buffers": "64MB",
    }
    return [word for key, value in wanted.items() for word in ("-c", f"{key}={value}")]


def _dies_with_us() -> list[str]:
    """A test run that is killed leaves no server behind, where the machine can see to that."""
    return ["setpriv", "--pdeathsig=INT"] if shutil.which("setpriv") else []


def _wait(programs: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < until:
        ready = subprocess.run(
            [str(programs / "pg_isready"), "-q", "-h", str(folder), "-U", "postgres"], check=False
        )
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    raise NoPostgres(f"PostgreSQL が起動しません。PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def main(arguments: list[str]) -> int:
    """Run a command against a cluster and give back its status."""
    if len(arguments) < 2 or arguments[0] != "run":
        print("usage: python -m tests.postgres run CMD…", file=sys.stderr)  # noqa: T201
        return 2
    # A polite end of this process must end the server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with cluster() as url:
            environment = {**os.environ, "BANSO_DATABASE_URL": url}
            return subprocess.run(arguments[1:], env=environment, check=False).returncode
    except NoPostgres as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
