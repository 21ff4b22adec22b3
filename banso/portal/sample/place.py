"""The folder of a demonstration: made once, whole or not at all, and used again while it fits the plan and the code."""

import hashlib
import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import banso
from banso.plan.loading import read_folder

FOLDER = "届いたファイルの見本"

_MARKER = "demo.json"
_SECRET = "secret"
# What the content of the database depends on, besides the plan.
_MADE_BY = ("*/migrations/*.py", "portal/sample/*.py", "returns/**/*.py", "council/**/*.py")


class CannotPrepare(Exception):
    """The demonstration cannot be made here. The sentence is for the person at the keyboard."""


@dataclass(frozen=True)
class Demo:
    """A demonstration of the plan ``key`` in ``folder``; plans stand in ``plans``."""

    key: str
    folder: Path
    plans: Path

    def environment(self, folder: Path | None = None) -> dict[str, str]:
        """The environment in which its processes run: a trial, with sample data, in November of the plan's year."""
        inherited = {name: value for name, value in os.environ.items() if name != "BANSO_DATABASE_URL"}
        home = folder or self.folder
        return inherited | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "BANSO_TRIAL": "1",
            "BANSO_SAMPLE_DATA": "1",
            "BANSO_CLOCK": f"{self.fiscal_year}-11-20T09:00:00+09:00",
            "BANSO_DATA_DIR": str(home.resolve()),
            "BANSO_PLANS_DIR": str(self.plans.resolve()),
            "BANSO_PLAN": self.key,
            "BANSO_SECRET_KEY": (home / _SECRET).read_text(),
        }

    @property
    def fiscal_year(self) -> int:
        return int(self.facts()["fiscal_year"])

    @property
    def files(self) -> Path:
        """Where files as they really come lie, to be dropped into the inbox."""
        return self.folder.resolve() / FOLDER

    def facts(self) -> dict[str, Any]:
        """What the marker of a finished folder must say, to be used again. Raises :class:`CannotPrepare`."""
        reading = read_folder(self.plans / self.key)
        if reading.document is None:
            raise CannotPrepare(
                f"計画「{self.key}」を読み込めません。banso plan lint {self.plans / self.key} で誤りを確かめてください。"
            )
        return {
            "plan": self.key,
            "digest": reading.digest,
            "title": reading.document.title,
            "fiscal_year": reading.document.fiscal_year,
            "version": version("banso"),
            "code": _code(),
        }

    def is_ready(self) -> bool:
        """Whether the folder holds this very demonstration."""
        found = self.marker()
        return all(found.get(name) == value for name, value in self.facts().items())

    def marker(self) -> Mapping[str, Any]:
        try:
            found = json.loads((self.folder / _MARKER).read_text())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def prepare(self) -> None:
        """Make the folder anew, beside the old one, and put it in its place when it is whole."""
        if self.folder.exists() and any(self.folder.iterdir()) and not self.marker():
            raise CannotPrepare(
                f"「{self.folder}」には、デモのものではないファイルがあります。別のフォルダを --data-dir で指定してください。"
            )
        facts = self.facts()
        new = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        (new / "static").mkdir(parents=True)
        secret = new / _SECRET
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(48))
        password = f"mihon-{secrets.token_hex(4)}"
        made = subprocess.run(
            [sys.executable, "-m", "banso.portal.sample", password],
            env=self.environment(new),
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if made.returncode:
            raise CannotPrepare("見本データを作れませんでした。上に出た理由を確かめてください。")
        people = made.stdout.splitlines()
        marker = facts | {"password": password, "people": people}
        (new / _MARKER).write_text(json.dumps(marker, ensure_ascii=False, indent=2))
        shutil.rmtree(self.folder, ignore_errors=True)
        new.rename(self.folder)


def _code() -> str:
    """A fingerprint of the code that makes the data: another table or another story needs another folder."""
    home = Path(banso.__file__).parent
    digest = hashlib.sha256()
    for path in sorted({path for pattern in _MADE_BY for path in home.glob(pattern)}):
        if "tests" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()
