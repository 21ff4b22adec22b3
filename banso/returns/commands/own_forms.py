"""``banso returns forms``: the forms of bodies' own, and what one of them reads in a file."""

from pathlib import Path

import click

from banso.lib.commands import INPUT_HAS_PROBLEMS, json_option, plan_option, put_json
from banso.lib.fiscal import Period
from banso.returns.commands.shared import PeriodKey, plan_in_force


@click.group()
def forms() -> None:
    """機関が独自に使う様式を並べる・試しに読む。"""


@forms.command("list")
@plan_option
@json_option
def list_(key: str | None, as_json: bool) -> None:
    """使っている様式を並べる。"""
    from banso.returns.queries.own_forms import forms_in_use

    rows = [
        {
            "organisation": form.organisation,
            "name": form.name,
            "number": form.number,
            "sheet": form.sheet,
            "anchors": len(form.anchors),
            "cells": len(form.cells),
            "not_carried": form.not_carried,
            "period_cell": form.period_cell or None,
        }
        for form in forms_in_use(plan_in_force(key))
    ]
    if as_json:
        put_json(rows)
        return
    for row in rows:
        click.echo(
            f"{row['organisation']}　{row['name']}　第{row['number']}版　シート「{row['sheet']}」　値{row['cells']}個"
        )
    if not rows:
        click.echo("使っている様式はありません。")


@forms.command()
@plan_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", help="機関のid。なければ、どの機関の様式かを見分ける。")
@click.option("--period", type=PeriodKey(), help="期間（例: 2025-09）。様式に書かれているときは要らない。")
@json_option
@click.pass_context
def read(
    ctx: click.Context,
    key: str | None,
    file: Path,
    organisation: str | None,
    period: Period | None,
    as_json: bool,
) -> None:
    """登録した様式で読むとどうなるかを示す。何も保存しない。問題があれば終了状態は1。"""
    from banso.returns.queries.own_forms import read_own_form

    reading = read_own_form(plan_in_force(key), file.read_bytes(), organisation=organisation, period=period)
    if reading is None:
        click.echo("登録されたどの様式でもありません。", err=True)
        ctx.exit(INPUT_HAS_PROBLEMS)
    numbers = reading.taken.numbers if reading.taken else ()
    if as_json:
        put_json(
            {
                "organisation": reading.organisation,
                "period": reading.period.key if reading.period else None,
                "numbers": [
                    {
                        "indicator": n.indicator,
                        "unit": n.unit,
                        "component": n.component.value,
                        "amount": n.amount,
                        "status": n.status.value,
                        "cell": n.cell,
                    }
                    for n in numbers
                ],
                "problems": [problem.as_json() for problem in reading.problems],
            }
        )
    else:
        for n in numbers:
            click.echo(f"{n.cell}　{n.indicator} {n.unit} {n.component.label}　{n.amount}　{n.status.label}")
        for problem in reading.problems:
            click.echo(f"{problem.place}　{problem.about}　{problem.message}\n    → {problem.remedy}")
    ctx.exit(INPUT_HAS_PROBLEMS if reading.problems else 0)
