"""``banso paper``: print papers, list them, show one, verify that it can be printed again, check a data file."""

import hashlib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from banso.council.series_commands import explain, output_option, reprint
from banso.lib.commands import django_setup, fail, json_option, plan_option, put_json


@click.group()
def paper() -> None:
    """協議会資料を作る・見る・確かめる。"""


@paper.command()
@plan_option
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="いつの時点の情報か（その日の終わりまで）。なければ今日。",
)
@click.option(
    "--period",
    "period_key",
    help="対象期間。2025-09、2025-04..2025-09、2025 のどれか。なければ終わった最後の月。",
)
@click.option("--title", default="", help="題名。なければ計画と期間から付ける。")
@click.option("--as", "username", required=True, help="作る人の利用者名（事務局）。")
@output_option
@json_option
def progress(
    key: str | None,
    as_of: datetime | None,
    period_key: str | None,
    title: str,
    username: str,
    output: Path,
    as_json: bool,
) -> None:
    """進捗の資料を五つの形式で作り、保存する。"""
    django_setup()
    from banso.access.rules import Refused
    from banso.council.operations import NotPrinted, print_paper
    from banso.lib import clock

    day = as_of.date() if as_of else clock.today()
    try:
        made = print_paper(
            plan=_plan(key), as_of=day, period=_period(period_key), by=_user(username), title=title
        )
    except (Refused, NotPrinted) as problem:
        fail(str(problem))
    written = _write(made, output)
    if as_json:
        put_json(_paper_json(made) | {"written": [str(path) for path in written]})
        return
    click.echo(f"資料 {made.number}「{made.title}」を作りました。{_mark(made)}")
    for path in written:
        click.echo(f"  {path}")


@paper.command(name="list")
@plan_option
@json_option
def list_(key: str | None, as_json: bool) -> None:
    """作った資料の一覧。"""
    django_setup()
    from banso.council.queries import papers
    from banso.lib import wareki

    found = papers(_plan(key).key)
    if as_json:
        put_json([_paper_json(item) for item in found])
        return
    if not found:
        click.echo("資料はまだありません。")
    for item in found:
        click.echo(
            f"{item.number}　{item.title}　{wareki.full(item.as_of)}現在（台帳{item.known_seq}番まで）{_mark(item)}"
        )


@paper.command()
@click.argument("number")
@plan_option
@json_option
def show(number: str, key: str | None, as_json: bool) -> None:
    """一つの資料の中身と、ファイルの指紋。"""
    django_setup()
    found = _paper(key, number)
    if as_json:
        put_json(_paper_json(found) | {"content": {k: found.content[k] for k in ("document", "figures")}})
        return
    click.echo(f"資料 {found.number}　{found.title}{_mark(found)}")
    for row in found.content["figures"]["indicators"]:
        click.echo(
            f"  {row['label']}：{row['cumulative']['text']}（目標 {row['target_text']}、{row['achievement']['text']}）"
        )
    for file in found.files.all():
        click.echo(f"  {file.name}　{file.size:,}バイト　SHA-256 {file.sha256}")


@paper.command()
@click.argument("number")
@plan_option
@json_option
def verify(number: str, key: str | None, as_json: bool) -> None:
    """いまの台帳から同じ数字が再現でき、ファイルが元のままかを確かめる。できなければ終了コード1。"""
    django_setup()
    from banso.council.queries import verify as check

    result = check(_paper(key, number), with_since=True)
    if as_json:
        put_json({"number": number, **result.as_json()})
    elif result.holds:
        click.echo(f"資料 {number}：同じ数字を再現できます。ファイルは元のままです。")
    else:
        for place in result.differences:
            click.echo(f"数字が違います：{place}", err=True)
        for form in result.broken_files:
            click.echo(f"ファイルが元のままではありません：{form}", err=True)
    if not result.holds:
        raise SystemExit(1)


@paper.command(name="check")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--before",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="前に公表したファイル。項目が同じかを比べる。",
)
@json_option
def check_(file: Path, before: Path | None, as_json: bool) -> None:
    """データのファイルが機械可読性のルール（2026年3月31日）に合うかを、ルールごとに確かめる。

    FILE はCSV、Excel（.xlsx）、または項目の定義やコード表を添えたZIP。CSVの隣にある「同じ名_….csv」や「同じ名.zip」も
    説明として読みます。不適合があれば終了コード1。
    """
    from banso.lib.readability import check, read_path

    try:
        report = check(read_path(file, before=before))
    except OSError as problem:
        fail(f"ファイルを読めません（{problem.strerror}）。")
    if as_json:
        put_json(report.as_json())
    else:
        _say(report)
    if not report.passes:
        raise SystemExit(1)


paper.add_command(explain)
paper.add_command(reprint)


def _say(report: Any) -> None:
    """Every rule, one line each; below it where and what to do."""
    from banso.lib.readability.results import MOST_PLACES, Outcome

    click.echo(f"{report.name}：行政データにおける機械可読性に関するルール（2026年3月31日）")
    for result in report.results:
        rule, finding = result.rule, result.finding
        severe = "（重大）" if rule.fatal and finding.outcome is Outcome.FAILS else ""
        click.echo(f"{rule.id} {finding.outcome.label}{severe}　{rule.title}")
        if finding.note:
            click.echo(f"    {finding.note}")
        for place in finding.places[:MOST_PLACES]:
            click.echo(f"    {place}")
        if len(finding.places) > MOST_PLACES:
            click.echo(f"    ほか{len(finding.places) - MOST_PLACES}か所")
        if finding.outcome is Outcome.FAILS:
            click.echo(f"    直し方：{rule.remedy}")
    counts = "、".join(f"{o.label} {sum(r.finding.outcome is o for r in report.results)}" for o in Outcome)
    click.echo(f"{counts}（全{len(report.results)}ルール）")


def _mark(paper: Any) -> str:
    """A line is passed on without the page around it, so it bears its own mark."""
    return "　見本データ" if paper.sample else ""


def _plan(key: str | None) -> Any:
    from banso.plan.queries import NoPlan, current

    try:
        return current(key)
    except NoPlan as problem:
        fail(str(problem))


def _paper(key: str | None, number: str) -> Any:
    from banso.council.models import Paper
    from banso.council.queries import paper_by_number

    try:
        return paper_by_number(_plan(key).key, number)
    except Paper.DoesNotExist:
        fail(f"資料「{number}」はありません。banso paper list で番号を確かめてください。")


def _user(name: str) -> Any:
    from banso.access.queries import active_user

    return active_user(name) or fail(f"利用者「{name}」がいません。")


def _period(key: str | None) -> Any:
    from banso.lib.fiscal import Period

    try:
        return Period.parse(key) if key else None
    except ValueError:
        fail(f"期間「{key}」が読めません。2025-09、2025-04..2025-09、2025 のように書いてください。")


def _write(made: Any, output: Path) -> list[Path]:
    output.mkdir(parents=True, exist_ok=True)
    written = []
    for file in made.files.all():
        path = output / file.name
        path.write_bytes(bytes(file.file))
        assert hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
        written.append(path)
    return written


def _paper_json(item: Any) -> dict[str, Any]:
    as_of: date = item.as_of
    return {
        "number": item.number,
        "title": item.title,
        "plan": item.plan,
        "edition": item.edition_id,
        "as_of": as_of.isoformat(),
        "known_seq": item.known_seq,
        "period": item.period.key,
        "printed_at": item.printed_at.isoformat(),
        "printed_by": str(item.printed_by),
        "sample": item.sample,
        "files": [
            {
                "form": f.form,
                "name": f.name,
                "content_type": f.content_type,
                "size": f.size,
                "sha256": f.sha256,
            }
            for f in item.files.all()
        ],
    }
