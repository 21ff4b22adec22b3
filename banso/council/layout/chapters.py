"""The chapters of a paper as blocks, built from its kept content. Nothing is computed here."""

from collections.abc import Iterable
from typing import Any

from banso.council.layout.blocks import Block, Cell, Chart, Column, Heading, Items, Paragraph, Table
from banso.indicators.rules.wholes import Whole
from banso.indicators.words import Standing
from banso.ledger.kinds import MeasureState


def overview(figures: dict[str, Any]) -> Iterable[Block]:
    verdicts = figures["has_verdicts"]
    columns = [Column("区分", 16), Column("指標の数", 7, "right")]
    columns += [Column(code.label, 9, "right") for code in Standing]
    columns.append(Column("うち一部未報告", 9, "right"))
    if verdicts:
        columns.append(Column("評価", 8, "center"))
    rows = []
    for row in figures["summary"]:
        cells = [Cell(row["name"]), _count(row["count"])]
        cells += [_count(row[code.value]) for code in Standing]
        cells.append(_count(row["partial"]))
        if verdicts:
            cells.append(Cell(row.get("verdict") or "－"))
        rows.append(tuple(cells))
    yield Table("区分ごとの指標の進み具合", tuple(columns), tuple(rows))
    yield Items(tuple(figures["summary_notes"]))
    yield from _measures_at_a_glance(figures["measure_summary"])


def _measures_at_a_glance(summary: list[dict[str, Any]]) -> Iterable[Block]:
    """How many measures run; then how many bodies say so, where 62 municipalities outweigh the rest."""
    yield Table(
        "区分ごとの取組の実施状況（取組の数）",
        (
            Column("区分", 16),
            Column("取組の数", 9, "right"),
            *(Column(state.label, 9, "right") for state in Whole),
            Column("うち一部の機関が未報告", 13, "right"),
        ),
        tuple(
            (
                Cell(row["name"]),
                _count(row["measures"]),
                *(_count(row["whole"][state.value]) for state in Whole),
                _count(row["partial"]),
            )
            for row in summary
        ),
    )
    yield Items(tuple(f"{state.label}：{state.description}" for state in Whole))
    yield Table(
        "機関ごとの報告の数（一つの取組を多くの機関が担うときは、機関の数だけ数えます）",
        (Column("区分", 16), *(Column(state.label, 9, "right") for state in MeasureState)),
        tuple((Cell(row["name"]), *(_count(row[state.value]) for state in MeasureState)) for row in summary),
    )


def indicators(figures: dict[str, Any]) -> Iterable[Block]:
    """A table for each group, with the goal of the group first."""
    verdicts = figures["has_verdicts"]
    columns = [
        Column("指標", 22),
        Column("担い手", 12),
        Column("目標", 10, "right"),
        Column("当期", 11, "right"),
        Column("累計", 13, "right"),
        Column("達成率", 11, "right"),
        Column("経過率", 8, "right"),
        Column("ペース", 8, "right"),
        Column("状態", 9),
        Column("前年度", 10, "right"),
    ]
    if verdicts:
        columns.append(Column("評価", 7, "center"))
    for name, short_name, rows in _by_group(figures):
        yield Table(
            f"{name}の指標（当期は{figures['period']['label']}）",
            tuple(columns),
            tuple(_indicator_row(row, verdicts=verdicts) for row in rows),
            part=short_name,
        )
    notes = [f"{row['label']}：{note}" for row in figures["indicators"] for note in row["notes"]]
    if notes:
        yield Heading("指標についての注")
        yield Items(tuple(notes))


def _by_group(figures: dict[str, Any]) -> Iterable[tuple[str, str, list[dict[str, Any]]]]:
    """Name, short name and indicators of each group that has some; an indicator of several stands in the first."""
    named = [(group["id"], group["name"], group["short_name"]) for group in figures["groups"]]
    for key, name, short_name in [*named, ("", "どの区分にも属さないもの", "区分なし")]:
        rows = [row for row in figures["indicators"] if (row["groups"] or [""])[0] == key]
        if rows:
            yield name, short_name, rows


def _indicator_row(row: dict[str, Any], *, verdicts: bool) -> tuple[Cell, ...]:
    cells = [
        Cell(_label(row), key=row["id"]),
        Cell(row["owners_text"]),
        Cell(row["target_text"]),
        _figure(row["period"], row, with_status=True),
        _figure(row["cumulative"], row),
        _percent(row["achievement"]),
        _percent(row["elapsed"]),
        _percent(row["pace"]),
        Cell(row["status_label"]),
        Cell(row["last_year_text"]),
    ]
    if verdicts:
        cells.append(Cell(row["verdict_label"] or "－"))
    return tuple(cells)


def _label(row: dict[str, Any]) -> str:
    """The name with its marks: the goal of a group; several groups; a definition that changed (the note says when)."""
    goal = "（目標）" if row["goal"] else ""
    several = f"（区分：{row['groups_text']}）" if len(row["groups"]) > 1 else ""
    return f"{row['label']}{goal}{several}{'※定義の変更あり' if row.get('breaks') else ''}"


def charts(figures: dict[str, Any]) -> Iterable[Block]:
    rows = {row["id"]: row for row in figures["indicators"]}
    for chart in figures["charts"]:
        yield Heading(chart["group_name"])
        yield Chart(chart["group"], chart["title"], chart["alt"])
        yield Table(
            f"{chart['title']}（図の数値）",
            (
                Column("指標", 30),
                Column("目標", 14, "right"),
                Column("累計", 14, "right"),
                Column("達成率", 12, "right"),
                Column("経過率", 12, "right"),
            ),
            tuple(
                (
                    Cell(rows[key]["label"]),
                    Cell(rows[key]["target_text"]),
                    _figure(rows[key]["cumulative"], rows[key]),
                    _percent(rows[key]["achievement"]),
                    _percent(rows[key]["elapsed"]),
                )
                for key in chart["indicators"]
            ),
        )
    for name in figures["groups_without_chart"]:
        yield Heading(name)
        yield Paragraph("図にできる達成率のある指標はありません。")


_MEASURE_COLUMNS = (
    Column("取組の位置", 10),
    Column("取組", 18),
    Column("機関", 11),
    Column("状況", 8),
    Column("実施した内容", 24),
    Column("件数", 14),
    Column("次に行うこと", 17),
    Column("報告の期間", 9),
)


def measures(figures: dict[str, Any]) -> Iterable[Block]:
    for group in figures["groups"]:
        lines = [(r, line) for r in figures["measures"] if r["group"] == group["id"] for line in r["short"]]
        rows = tuple(_measure_row(row, line) for row, line in lines)
        yield Table(f"{group['name']}の取組", _MEASURE_COLUMNS, rows, part=group["short_name"])


def bodies(figures: dict[str, Any]) -> Iterable[Block]:
    lines = [(r, line) for r in figures["measures"] for line in r["lines"] if line not in r["short"]]
    yield Table(
        "団体が多いため第4章でまとめた取組の、団体ごとの内容",
        _MEASURE_COLUMNS,
        tuple(_measure_row(row, line) for row, line in lines),
    )


def _measure_row(row: dict[str, Any], line: dict[str, Any]) -> tuple[Cell, ...]:
    texts = (
        row["place"],
        row["title"],
        line["name"],
        line["state_label"],
        line["done"] or "－",
        "、".join(count["text"] for count in line["counts"]) or "－",
        line["next_step"] or "－",
        line["period_label"] or "－",
    )
    return tuple(Cell(text, key=row["id"] if text is row["title"] else "") for text in texts)


def remarks(figures: dict[str, Any]) -> Iterable[Block]:
    yield Table(
        "各機関の最も新しい報告に書かれた意見・備考",
        (Column("機関", 20), Column("報告の期間", 16), Column("意見・備考", 64)),
        tuple((Cell(r["name"]), Cell(r["period_label"]), Cell(r["text"])) for r in figures["remarks"]),
        empty="意見・備考は寄せられていません。",
    )


def parts(figures: dict[str, Any]) -> Iterable[Block]:
    kinds = {"owner": "担い手", "unit": "報告の単位"}
    yield Table(
        f"指標の内訳（当期は{figures['period']['label']}）",
        (
            Column("指標", 26),
            Column("種別", 9),
            Column("担い手・報告の単位", 22),
            Column("当期", 11, "right"),
            Column("累計", 11, "right"),
            Column("状態", 10),
            Column("持ち分の目標", 11, "right"),
        ),
        tuple(
            (
                Cell(row["label"]),
                Cell(kinds[part["kind"]]),
                Cell(part["name"]),
                _figure(part["period"], row, with_status=True),
                _figure(part["cumulative"], row),
                Cell(part["cumulative"]["status_label"]),
                Cell(part["target_text"] or "－"),
            )
            for row in figures["indicators"]
            for part in row["parts"]
        ),
        empty="内訳のある指標はありません。",
    )


def notes(figures: dict[str, Any]) -> Iterable[Block]:
    yield Items(tuple(figures["notes"]))
    yield Table(
        "指標の定義",
        (Column("指標", 22), Column("単位", 6), Column("定義", 44), Column("計画の示す出典", 28)),
        tuple(
            (
                Cell(row["label"]),
                Cell(row["unit"]),
                Cell(row["definition"]),
                Cell("、".join(row["sources"]) or "計画に定めなし"),
            )
            for row in figures["indicators"]
        ),
    )


def sources(figures: dict[str, Any]) -> Iterable[Block]:
    yield Table(
        "この資料に使った報告（承認された版）",
        (Column("機関", 34), Column("報告の期間", 26), Column("版", 12, "right"), Column("承認した日", 28)),
        tuple(
            (Cell(r["name"]), Cell(r["period_label"]), Cell(f"第{r['version']}版"), Cell(r["approved_text"]))
            for r in figures["returns"]
        ),
        empty="承認された報告はまだありません。",
    )
    yield Table(
        "この時点で承認に至っていない報告",
        (Column("機関", 34), Column("報告の期間", 26), Column("提出期限", 40)),
        tuple(
            (Cell(r["name"]), Cell(r["period_label"]), Cell(r["due_text"]))
            for r in figures["missing_returns"]
        ),
        empty="ありません。対象期間の報告はすべてそろっています。",
    )


def _count(value: int) -> Cell:
    return Cell(f"{value:,}", str(value))


def _percent(value: dict[str, Any]) -> Cell:
    shown = value["value"]
    decimals = len(shown.partition(".")[2]) if shown else 0
    return Cell(value["text"], shown, decimals, '"%"')


def _figure(figure: dict[str, Any], row: dict[str, Any], *, with_status: bool = False) -> Cell:
    marked = (
        with_status and figure["value"] is not None and figure["status"] not in ("known", "not_applicable")
    )
    mark = f"（{figure['status_label']}）" if marked else ""
    return Cell(f"{figure['text']}{mark}", figure["value"], row["decimals"], f'"{row["unit"]}{mark}"')
