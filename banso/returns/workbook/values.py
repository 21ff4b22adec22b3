"""The values of an .xls, .xlsb or .ods. Formulas, formats, comments and pictures are not known there."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from banso.returns.workbook import apart
from banso.returns.workbook.book import Book, Sheet, Stored, StoredCell, ref
from banso.returns.workbook.openxml import number_of
from banso.returns.workbook.problems import NotTaken

logger = logging.getLogger(__name__)
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!")
# By the clock, for a machine that is busy; the process has its own limit for work.
_PATIENCE = 120
_ALONE = ("PATH", "LD_LIBRARY_PATH")


def book_of(data: bytes, name: str) -> Book:
    """The workbook in the format called ``name``. Raises ValueError for what is none, :class:`NotTaken` for too much."""
    return Book([_sheet(told) for told in _read_apart(data, name)], values_only=name)


def _read_apart(data: bytes, name: str) -> list[dict[str, Any]]:
    # Nothing of our settings is told to it, and of the environment only what finds its libraries.
    alone = {key: os.environ[key] for key in _ALONE if key in os.environ}
    command = [sys.executable, "-I", apart.__file__]
    try:
        done = subprocess.run(command, input=data, capture_output=True, env=alone, timeout=_PATIENCE)
    except subprocess.TimeoutExpired as slow:
        raise _too_much(name) from slow
    if done.returncode == 0:
        told: list[dict[str, Any]] = json.loads(done.stdout)
        return told
    logger.info("values not read: %s %r", done.returncode, done.stderr[-500:])
    if done.returncode == apart.BROKEN:
        raise ValueError("no workbook that can be parsed")
    # Its own word that it is too large, or ended by a limit: the memory (abort), the time (SIGXCPU, SIGKILL).
    if done.returncode == apart.TOO_LARGE or done.returncode < 0:
        raise _too_much(name)
    raise OSError(f"the reader of values did not start: {done.returncode}")


def _too_much(name: str) -> NotTaken:
    return NotTaken(
        f"{name}のファイルで、展開すると大きくなりすぎるか、読むのに時間がかかりすぎます。安全のため開きませんでした。",
        "Excelで開き、「名前を付けて保存」の「ファイルの種類」で「Excel ブック（.xlsx）」を選んで保存し、送り直してください。",
    )


def _sheet(told: dict[str, Any]) -> Sheet:
    sheet = Sheet(_printable(told["title"]), is_hidden=not told["is_visible"])
    for row, column, kind, *value in told["cells"]:
        kept = _stored(kind, value)
        is_error = isinstance(kept, str) and kept in _ERRORS
        sheet.grid[row, column] = StoredCell(
            ref(row, column), kept, is_error=is_error, is_date=kind == "date"
        )
    return sheet


def _stored(kind: str, value: Sequence[Any]) -> Stored:
    if kind == "date":
        days, seconds = value
        return Decimal(days) + Decimal(seconds) / 86400 if seconds else int(days)
    if kind == "number":
        return number_of(value[0])
    return _printable(value[0]) if kind == "text" else bool(value[0])


def _printable(text: str) -> str:
    """Characters that no database takes are made visible, so that they are asked about."""
    return "".join(c if c.isprintable() or c in "\n\r\t　" else "\ufffd" for c in text)
