"""``banso returns``: write templates, check and submit filled ones, list where returns stand."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from banso.lib.commands import INPUT_HAS_PROBLEMS, django_setup, fail, json_option, plan_option, put_json
from banso.lib.fiscal import Period
from banso.returns.commands.many import consolidated, work
from banso.returns.commands.own_forms import forms
from banso.returns.commands.shared import PeriodKey, plan_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banso.plan.queries import LoadedPlan
    from banso.returns.queries import Expected
    from banso.returns.workbook import Problem


@click.group()
def returns() -> None:
    """報告の様式を作る・確かめる・提出する・状態を見る。"""
    django_setup()


@returns.command()
@plan_option
@click.option("--organisation", help="機関のid。")
@click.option("--period", type=PeriodKey(), required=True, help="期間（例: 2025-09）。")
@click.option("--all", "every", is_flag=True, help="この期間に報告するすべての機関の様式を作る。")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="書き出すファイル。")
@click.option(
    "-d", "--directory", type=click.Path(file_okay=False, path_type=Path), help="書き出すフォルダ。"
)
def template(
    key: str | None,
    organisation: str | None,
    period: Period,
    every: bool,
    output: Path | None,
    directory: Path | None,
) -> None:
    """記入する様式（Excel）を作る。一つは --organisation と -o、全部は --all と -d。"""
    from banso.returns.queries import reporters

    plan = plan_in_force(key)
    if every and directory is not None:
        bodies = [body for body, _name in reporters(plan) if period in _periods(plan, body)]
        if not bodies:
            fail(f"{period.label}に報告する機関はありません。")
        directory.mkdir(parents=True, exist_ok=True)
        for body in bodies:
            _write(plan, body, period, directory / f"{period.key}_{body}.xlsx")
    elif organisation and output is not None:
        if period not in _periods(plan, organisation):
            fail(f"「{organisation}」は{period.label}を一つの期間として報告しません。")
        _write(plan, organisation, period, output)
    else:
        raise click.UsageError("--organisation と -o、または --all と -d を指定してください。")


@returns.command()
@plan_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@click.pass_context
def check(ctx: click.Context, key: str | None, file: Path, as_json: bool) -> None:
    """記入した様式を確かめる。何も保存しない。問題があれば終了状態は1。"""
    from banso.returns.workbook import read

    reading = read(_plan_or_folder(key), file.read_bytes())
    if as_json:
        put_json(
            {
                "ok": not reading.problems,
                "organisation": reading.organisation,
                "period": reading.period.key if reading.period else None,
                "problems": [problem.as_json() for problem in reading.problems],
            }
        )
    else:
        click.echo(_as_text(reading.problems) or "問題は見つかりませんでした。")
    ctx.exit(INPUT_HAS_PROBLEMS if reading.problems else 0)


@returns.command()
@plan_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "username", required=True, help="提出する利用者の名前。")
@json_option
@click.pass_context
def submit(ctx: click.Context, key: str | None, file: Path, username: str, as_json: bool) -> None:
    """記入した様式を提出する。確かめたいことがあれば作成中の版として保存し、終了状態は1。"""
    from django.contrib.auth import get_user_model

    from banso.access.rules import Refused
    from banso.returns.operations import NotPossible, Unreadable, take_workbook
    from banso.returns.queries import open_questions
    from banso.returns.states import State

    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        fail(f"利用者「{username}」はいません。")
    try:
        version = take_workbook(plan=plan_in_force(key), file=file.read_bytes(), file_name=file.name, by=user)
    except Refused as refusal:
        fail(str(refusal))
    except NotPossible as reason:
        fail(str(reason))
    except Unreadable as unreadable:
        if as_json:
            put_json({"ok": False, "problems": [problem.as_json() for problem in unreadable.problems]})
        else:
            click.echo(_as_text(unreadable.problems))
        ctx.exit(INPUT_HAS_PROBLEMS)
    questions = [] if version.state == State.SUBMITTED else open_questions(version)
    if as_json:
        put_json(
            {
                "ok": not questions,
                "version": version.pk,
                "number": version.number,
                "organisation": version.subject.organisation,
                "period": version.subject.period.key,
                "state": version.state,
                "questions": [{"place": q.place, "about": q.about, "message": q.message} for q in questions],
            }
        )
    else:
        click.echo(f"受け取りました：{version}")
        for question in questions:
            click.echo(f"{question.place}　{question.about}　{question.message}\n    → {question.remedy}")
        if questions:
            click.echo(
                f"{len(questions)}件に答えると提出できます。画面で答えるか、直したファイルを出してください。"
            )
    ctx.exit(INPUT_HAS_PROBLEMS if questions else 0)


@returns.command("list")
@plan_option
@click.option("--period", type=PeriodKey(), help="この期間だけ。")
@json_option
def list_(key: str | None, period: Period | None, as_json: bool) -> None:
    """終わった期間の報告が、どこまで進んでいるかを並べる。"""
    from django.conf import settings

    from banso.lib import clock, wareki
    from banso.returns.queries import expected

    rows = [row for row in expected(plan_in_force(key), clock.today()) if period in (None, row.period)]
    if as_json:
        put_json([_row(row) | {"sample": settings.SAMPLE_DATA} for row in rows])
        return
    mark = "　見本データ" if settings.SAMPLE_DATA else ""
    for row in rows:
        late = "　期限超過" if row.late else ""
        click.echo(
            f"{row.period.label}　{row.name}　{row.state_label}　期限 {wareki.full(row.due)}{late}{mark}"
        )


def _row(row: "Expected") -> dict[str, Any]:
    return {
        "organisation": row.organisation,
        "name": row.name,
        "period": row.period.key,
        "due": row.due,
        "state": row.state_code,
        "version": row.version,
        "late": row.late,
    }


def _plan_or_folder(key: str | None) -> "LoadedPlan":
    """The plan in force; where no database holds one yet, the plan's folder."""
    from django.conf import settings
    from django.db import DatabaseError

    from banso.plan.loading import read_folder
    from banso.plan.queries import LoadedPlan, NoPlan, current

    try:
        return current(key)
    except (NoPlan, DatabaseError):
        key = key or settings.PLAN
        reading = read_folder(settings.PLANS_DIR / key)
        if reading.document is None:
            fail(f"計画「{key}」を読めません。banso plan lint {key} で確かめてください。")
        return LoadedPlan(key, 0, reading.digest, reading.document)


def _periods(plan: "LoadedPlan", organisation: str) -> list[Period]:
    from banso.returns.workbook.read import periods_of

    try:
        return periods_of(plan, organisation)
    except KeyError:
        fail(f"計画に「{organisation}」という機関はありません。")


def _write(plan: "LoadedPlan", organisation: str, period: Period, path: Path) -> None:
    from banso.returns.queries import start_for
    from banso.returns.workbook import build

    path.write_bytes(build(plan, organisation, period, known=start_for(plan, organisation, period)))
    click.echo(f"作りました：{path}")


def _as_text(problems: "Iterable[Problem]") -> str:
    lines = []
    for problem in problems:
        stored = f"（入っている値：{problem.stored}）" if problem.stored else ""
        shown = f"（画面の表示：{problem.shown}）" if problem.shown else ""
        about = f"　{problem.about}" if problem.about else ""
        lines.append(f"{problem.place}{about}　{problem.message}{stored}{shown}\n    → {problem.remedy}")
    return "\n".join(lines)


for command in (work, consolidated, forms):
    returns.add_command(command)
