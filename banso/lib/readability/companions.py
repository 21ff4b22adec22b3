"""What comes with a data file to explain it: definitions of columns, a table of codes, and what the file is.

A companion is told by its header, whatever it is called: 項目名 with 定義 or 説明; コード with 名称 or 意味; 見出し with
内容; 関係 with 相手ID (which code belongs to which). It may be a sheet of the workbook, a file beside the CSV whose name begins alike, or a file of the same zip.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from banso.lib.readability.table import Table


@dataclass(frozen=True)
class Definition:
    """What one column means. ``blank`` says what an empty cell means; ``codes`` names its list in the table of codes."""

    meaning: str
    physical: str = ""
    kind: str = ""
    unit: str = ""
    codes: str = ""
    blank: str = ""


@dataclass
class Companions:
    """Everything that explains the data, from wherever it came."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> frozenset[str]:
        """Every code and every name of the table of codes: each is one datum by definition."""
        return frozenset(w for table in self.codes.values() for pair in table.items() for w in pair if w)

    def defined(self, column: str) -> Definition | None:
        return self.definitions.get(column)


def is_companion(table: Table) -> bool:
    return _kind(table) != ""


def gathered(tables: Iterable[Table]) -> Companions:
    """The companions among ``tables``, read into one."""
    found = Companions()
    for table in tables:
        rows = [dict(_cells(table, row)) for row in table.body]
        match _kind(table):
            case "definitions":
                found.definitions.update(
                    {_one(r, "項目名"): _definition(r) for r in rows if _one(r, "項目名")}
                )
            case "codes":
                for row in rows:
                    listed = found.codes.setdefault(_one(row, "コードの種類", "種類", "項目名"), {})
                    listed[_one(row, "コード")] = _one(row, "名称", "意味", "ラベル", "内容")
            case "about":
                for row in rows:
                    key = _one(row, "見出し")
                    found.about[key] = "\n".join(filter(None, (found.about.get(key), _one(row, "内容"))))
    return found


def _kind(table: Table) -> str:
    header = set(table.header)
    if "項目名" in header and header & {"定義", "説明"}:
        return "definitions"
    if "コード" in header and header & {"名称", "意味", "ラベル"}:
        return "codes"
    if {"関係", "相手ID"} <= header:
        return "links"
    return "about" if {"見出し", "内容"} <= header else ""


def _definition(row: dict[str, str]) -> Definition:
    return Definition(
        meaning=_one(row, "定義", "説明"),
        physical=_one(row, "物理名"),
        kind=_one(row, "型", "データ型"),
        unit=_one(row, "単位"),
        codes=_one(row, "コードの種類"),
        blank=_one(row, "空欄の意味"),
    )


def _cells(table: Table, row: int) -> Iterable[tuple[str, str]]:
    return ((label, table.text(row, column).strip()) for column, label in enumerate(table.header) if label)


def _one(row: dict[str, str], *names: str) -> str:
    return next((row[name] for name in names if row.get(name)), "")
