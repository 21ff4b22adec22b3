"""What a body has pointed at in its own form, and whether a file that came is that form. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple, get_column_letter

from banso.lib.codes import Code
from banso.lib.text import fold
from banso.returns.workbook import cells
from banso.returns.workbook.book import Grid

FEWEST_ANCHORS = 3
# Texts so short or so common on every sheet do not tell one form from another.
MOST_SHOWN = 5
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")


class Reckoning(Code):
    """What the number in a cell of an own form covers."""

    PERIOD = ("period", "当期の値", "その期間だけの値")
    CUMULATIVE = (
        "cumulative",
        "4月以降累計",
        "年度の初めからの合計。前の期間までの承認済みの値を引いて当期の値にする",
    )


@dataclass(frozen=True)
class Anchor:
    """A cell and the text by which the form is known."""

    cell: str
    text: str


@dataclass(frozen=True)
class Pointed:
    """A cell, the key of the row of the layout whose number it holds, and what the number covers."""

    cell: str
    row: str
    reckoning: Reckoning


@dataclass(frozen=True)
class OwnForm:
    """One mapping, as reading needs it."""

    organisation: str
    name: str
    sheet: str
    anchors: tuple[Anchor, ...]
    cells: tuple[Pointed, ...]
    period_cell: str
    not_carried: frozenset[str] = frozenset()
    pk: int = 0

    @classmethod
    def of(cls, kept: Any) -> "OwnForm":
        """From what a :class:`BodyForm` keeps."""
        return cls(
            kept.organisation,
            kept.name,
            kept.sheet,
            tuple(Anchor(a["cell"], a["text"]) for a in kept.anchors),
            tuple(Pointed(c["cell"], c["row"], Reckoning.of(c["kind"])) for c in kept.cells),
            kept.period_cell,
            frozenset(kept.not_carried),
            kept.pk,
        )

    @property
    def rows(self) -> set[str]:
        """The keys of the rows whose number the form holds."""
        return {pointed.row for pointed in self.cells}

    def cell_of(self, row: str, reckoning: Reckoning) -> str:
        """The cell that was pointed at for a row, or ""."""
        return next((c.cell for c in self.cells if (c.row, c.reckoning) == (row, reckoning)), "")


@dataclass(frozen=True)
class Fit:
    """How well a sheet fits a form. ``elsewhere``: an anchor that is not in its place → where its text stands now."""

    form: OwnForm
    sheet: str
    in_place: int
    elsewhere: Mapping[Anchor, tuple[str, ...]]

    @property
    def is_whole(self) -> bool:
        return not self.elsewhere

    @property
    def known(self) -> int:
        """How many of the texts stand on the sheet at all."""
        return self.in_place + sum(1 for places in self.elsewhere.values() if places)

    @property
    def is_likely(self) -> bool:
        """Whether it is this form, if a changed one: most of the texts are there."""
        return self.known * 2 > len(self.form.anchors)


def fits(forms: Iterable[OwnForm], grids: Mapping[str, Grid]) -> list[Fit]:
    """Every form on every sheet, the best first; the sheet that bears the form's name before another."""
    found = [fit(form, title, grid) for form in forms for title, grid in grids.items()]
    return sorted(found, key=lambda f: (-f.in_place, -f.known, f.sheet != f.form.sheet))


def fit(form: OwnForm, title: str, grid: Grid) -> Fit:
    """How well one sheet fits one form."""
    places: dict[str, list[str]] = {}
    for (row, column), cell in sorted(grid.items()):
        if isinstance(cell.value, str):
            places.setdefault(fold(cell.value), []).append(f"{get_column_letter(column)}{row}")
    stand = {anchor: tuple(places.get(fold(anchor.text), ())) for anchor in form.anchors}
    gone = {anchor: where for anchor, where in stand.items() if anchor.cell not in where}
    return Fit(form, title, len(stand) - len(gone), gone)


def misfit(found: Fit) -> str:
    """Which anchors have moved or gone, for a person."""
    told = []
    for anchor, places in list(found.elsewhere.items())[:MOST_SHOWN]:
        where = f"いまは{'、'.join(places[:3])}にあります" if places else "見つかりません"
        told.append(f"「{anchor.text}」は{anchor.cell}にあるはずですが、{where}")
    rest = len(found.elsewhere) - len(told)
    return "。".join(told) + (f"。ほか{rest}か所" if rest > 0 else "") + "。"


def place_of(cell: str) -> tuple[int, int]:
    """(row, column) of C5."""
    row, column = coordinate_to_tuple(cell)
    return int(row), int(column)


def address_of(typed: str, sheet: str) -> str:
    """The cell that a person means by what was typed (B5, ｂ５, $B$5, 実績!B5), or "" if it is no cell of the sheet."""
    title, mark, cell = unicodedata.normalize("NFKC", typed).strip().rpartition("!")
    if mark and fold(title.strip("'")) != fold(sheet):
        return ""
    cell = cell.replace("$", "").replace(" ", "").upper()
    return cell if _ADDRESS.fullmatch(cell) else ""


def text_at(grid: Grid, cell: str) -> str:
    """The stored text of a cell."""
    return cells.stored(grid.get(place_of(cell)))
