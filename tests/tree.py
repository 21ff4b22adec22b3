"""The repository as files: what the house's tests read."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# From the top down, as in .importlinter.
ROOMS = (
    "portal", "api", "council", "indicators", "returns", "upkeep", "navigator", "ledger", "notices", "access", "directory", "plan", "design", "lib",
)  # fmt: skip


@cache
def files() -> tuple[Path, ...]:
    """Every file that is in the repository or is about to be, relative to its root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(sorted(Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()))


def of_kind(*suffixes: str, within: str = "") -> list[Path]:
    """The files with these endings, optionally below a folder."""
    return [path for path in files() if path.suffix in suffixes and str(path).startswith(within)]


@cache
def text(path: Path) -> str:
    """The content of a file of the repository."""
    return (ROOT / path).read_text("utf-8")


def is_test(path: Path) -> bool:
    return "tests" in path.parts or path.name == "conftest.py"


def room_of(path: Path) -> str:
    """The room in which a file lies."""
    return path.parts[1]
