"""``banso navigate``: what the navigator answers, line by line, without a database."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import IO

import click

from banso.directory.catalogue import Catalogue
from banso.directory.folder import read_directory
from banso.directory.records import catalogue_of
from banso.lib import clock, wareki
from banso.lib.commands import INPUT_HAS_PROBLEMS, fail
from banso.lib.fiscal import year_label
from banso.navigator.guide import guide
from banso.navigator.lines import BadLine, read_line, written
from banso.plan.commands import FOLDER, fault_line
from banso.plan.format import PlanDocument
from banso.plan.loading import read_folder


@click.command()
@click.option(
    "--plan", "folder", type=FOLDER, envvar="BANSO_PLAN", required=True, help="計画（例: mihon/2025）。"
)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="どの日のこととして答えるか。書かないときは今日（計画の年度の外なら、年度の初めの日か終わりの日）。",
)
@click.option("--json", "as_json", is_flag=True, help="いつもJSONで書き出すので、付けても同じ。")
@click.argument("file", type=click.File("rb"))
@click.pass_context
def navigate(ctx: click.Context, folder: Path, on: datetime | None, as_json: bool, file: IO[bytes]) -> None:
    """どの窓口が合うかを、1行に1つのJSONで受け取り、1行に1つのJSONで答える。

    FILE は入力のファイル。「-」なら標準入力。答えの results は、合うもの（fits）、まだ言えないもの（check）、
    合わないもの（no）の順に並ぶ。unmet は合わない理由の項目、missing はわかれば決まる項目。
    読めない行は、悪いところをすべて行番号をつけて標準エラーに示し、終了状態は1になる。ほかの行には答える。
    空の行は飛ばす。id のない行には、id を null として答える。
    """
    document, catalogue = _catalogue(folder)
    day = on.date() if on else _day(document)
    if on is None and day != clock.today():
        click.echo(
            f"この計画は{year_label(document.fiscal_year)}のものです。{wareki.full(day)}のこととして答えます（--on で変えられます）。",
            err=True,
        )
    bad = False
    for number, line in enumerate(file, 1):
        try:
            read = read_line(line, catalogue)
        except BadLine as problem:
            bad = True
            for fault in problem.faults:
                click.echo(f"{number}行目: {fault}", err=True)
            continue
        if read is not None:
            key, facts = read
            click.echo(json.dumps(written(key, guide(catalogue, facts, on=day)), ensure_ascii=False))
    ctx.exit(INPUT_HAS_PROBLEMS if bad else 0)


def _catalogue(folder: Path) -> tuple[PlanDocument, Catalogue]:
    """The plan and its directory, or the faults and status 1."""
    plan = read_folder(folder)
    if plan.document is None:
        fail("\n".join(fault_line(folder, fault) for fault in plan.errors))
    reading = read_directory(folder, plan.document)
    if reading.folder is None:
        fail("\n".join(fault_line(folder / "directory", fault) for fault in reading.errors))
    return plan.document, catalogue_of(plan.document, reading.folder)


def _day(document: PlanDocument) -> date:
    """Today, or the nearest day of the plan's fiscal year: a plan of another year says nothing about today."""
    first = date(document.fiscal_year, 4, 1)
    last = date(document.fiscal_year + 1, 3, 31)
    return min(max(clock.today(), first), last)
