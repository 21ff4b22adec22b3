"""``banso paper explain`` and ``banso paper reprint``: a printed number explained, a printed paper taken out again."""

import hashlib
from pathlib import Path
from typing import Any

import click

from banso.lib.commands import django_setup, fail, json_option, plan_option, put_json

OVERVIEW = "overview"
output_option = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="ファイルを置くフォルダー。",
)


@click.command()
@click.argument("number")
@click.argument("item")
@plan_option
@json_option
def explain(number: str, item: str, key: str | None, as_json: bool) -> None:
    """印刷した数字や実施状況と今の違いを、報告ごとに説明する。

    NUMBER は資料の番号、ITEM は指標か取組のid。overview で、区分ごとのまとめの数。
    """
    django_setup()
    from banso.council.explaining import explain_measure, explain_number, explain_overview

    paper = _paper(key, number)
    if item == OVERVIEW:
        told, say = explain_overview(paper), _say_overview
    else:
        try:
            told, say = explain_number(paper, item), _say_number
        except KeyError:
            try:
                told, say = explain_measure(paper, item), _say_measure
            except KeyError:
                fail(f"資料 {number} に「{item}」という指標も取組もありません。")
    if as_json:
        put_json(told)
    else:
        say(told)
    if False in told.get("adds_up", {}).values():
        fail("差の合計が合いません。システムの管理者に知らせてください。")


@click.command()
@click.argument("number")
@plan_option
@output_option
@json_option
def reprint(number: str, key: str | None, output: Path, as_json: bool) -> None:
    """作った時のままのファイルを書き出し、指紋（SHA-256）を確かめる。違うものがあれば終了コード1。"""
    django_setup()
    paper = _paper(key, number)
    output.mkdir(parents=True, exist_ok=True)
    rows = []
    for file in paper.files.all():
        content, path = bytes(file.file), output / file.name
        same = hashlib.sha256(content).hexdigest() == file.sha256
        if same:
            path.write_bytes(content)
            same = hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
        rows.append({"form": file.form, "path": str(path), "sha256": file.sha256, "same": same})
    if as_json:
        put_json({"number": number, "files": rows})
    else:
        click.echo(f"資料 {number}「{paper.title}」")
        for row in rows:
            click.echo(
                f"  {row['path']}　{'元のまま' if row['same'] else '元のままではありません'}　{row['sha256']}"
            )
    if not all(row["same"] for row in rows):
        fail("指紋が記録と違うファイルがあります。書き出していません。システムの管理者に知らせてください。")


def _say_overview(told: dict[str, Any]) -> None:
    click.echo(f"資料 {told['paper']}　区分ごとのまとめ（{told['period_label']}まで）")
    for table in told["tables"]:
        click.echo(f"  {table['caption']}")
        for row in table["rows"]:
            changed = [
                f"{heading} {cell['then']} → {cell['now']}"
                for heading, cell in zip(table["columns"], row["cells"], strict=True)
                if cell["changed"]
            ]
            click.echo(f"    {row['name']}　{'、'.join(changed) or '変わりなし'}")
    for moves in told["moves"].values():
        for move in moves:
            click.echo(
                f"  {' '.join(filter(None, (move['name'], move['body'])))}　{move['then']} → {move['now']}"
            )


def _say_number(told: dict[str, Any]) -> None:
    click.echo(f"資料 {told['paper']}　{told['label']}（{told['period_label']}まで）")
    click.echo(f"  印刷した時（{told['then_text']}）　{told['printed']['cumulative']['text']}")
    if told["plan_change"]:
        change = told["plan_change"]
        click.echo(
            f"  計画の変更（第{change['before']}版→第{change['after']}版）　{change['delta']['cumulative']}"
        )
    for step in told["steps"]:
        where = f"{step['organisation_name']} {step['return']}（{step['learned'][:10]}承認）"
        click.echo(f"  {where}　{step['delta']['cumulative']}　→ {step['figures']['cumulative']['text']}")
        for line in step["lines"]:
            click.echo(
                f"      {line['period_label']} {line['what']}　{line['before']} → {line['after']}　{line['delta']}"
            )
    click.echo(f"  今　{told['now']['cumulative']['text']}　差 {told['difference']['cumulative']}")
    if told["adds_up"]["cumulative"]:
        click.echo(f"  報告ごとの差の合計 {told['sum']['cumulative']} は、印刷した時と今の差に一致します。")
    elif told["adds_up"]["cumulative"] is None:
        click.echo("  途中に数でない値があるため、差は足し合わせられません。")


def _say_measure(told: dict[str, Any]) -> None:
    click.echo(f"資料 {told['paper']}　{told['label']}（{told['period_label']}まで）")
    for body in told["bodies"]:
        click.echo(f"  {body['name']}　{body['then']} → {body['now']}")
        for item in body["moved"]:
            click.echo(f"    {item['what']}：{item['before']} → {item['after']}")
    for step in told["steps"]:
        click.echo(
            f"    {step['learned'][:10]}　{step['organisation_name']} {step['period_label']}："
            f"{step['before']} → {step['after']}（{step['return']}）"
        )


def _paper(key: str | None, number: str) -> Any:
    from banso.council.models import Paper
    from banso.council.queries import paper_by_number
    from banso.plan.queries import NoPlan, current

    try:
        return paper_by_number(current(key).key, number)
    except NoPlan as problem:
        fail(str(problem))
    except Paper.DoesNotExist:
        fail(f"資料「{number}」はありません。banso paper list で番号を確かめてください。")
