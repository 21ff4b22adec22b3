"""``banso directory``: check a plan's directory folder, without a database; bring the directory out and in."""

import hashlib
from pathlib import Path

import click

from banso.directory import checking
from banso.directory.codes import Form
from banso.directory.folder import NAME
from banso.lib.commands import INPUT_HAS_PROBLEMS, django_setup, fail, json_option, put_json
from banso.plan.commands import FOLDER, fault_line
from banso.plan.format import PlanDocument
from banso.plan.loading import read_folder


@click.group()
def directory() -> None:
    """窓口の台帳を確かめ、書き出し、取り込む。"""


@directory.command()
@click.argument("path", type=FOLDER, metavar="PLAN|FOLDER")
@json_option
@click.pass_context
def check(ctx: click.Context, path: Path, as_json: bool) -> None:
    """窓口の台帳を確かめ、指摘ごとにファイル・行・規則・直し方を示す。

    計画のキー（例: mihon/2025）、計画のフォルダ、または台帳のフォルダを指定する。データベースは要らない。
    窓口とサービスに足りないものと、充実度（0～100点。確かめた日は含まない）も示す。誤りがあれば終了状態は1、注意だけなら0。
    """
    plan_folder = path.resolve().parent if path.name == NAME else path
    found = checking.checked(plan_folder, _document(plan_folder))
    if as_json:
        put_json(checking.as_json(found))
    else:
        faults = (fault_line(found.place, fault) for fault in found.reading.faults)
        click.echo("\n".join([*faults, found.verdict, *checking.quality_lines(found)]))
    ctx.exit(INPUT_HAS_PROBLEMS if found.reading.errors else 0)


def _document(plan_folder: Path) -> PlanDocument:
    """The plan to which the directory belongs: without it nobody can say which names lead nowhere."""
    reading = read_folder(plan_folder)
    if reading.document is None:
        fail(
            f"{plan_folder} の計画に誤りがあり、台帳を確かめられません。先に banso plan lint で計画を直してください。"
        )
    return reading.document


@directory.command()
@click.argument("form", type=click.Choice([form.value for form in Form]), metavar="FORM")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="書き出すファイルかフォルダ。")
@click.option("--plan", "key", help="計画のキー（例: mihon/2025）。指定しなければ今の計画。")
@json_option
def export(form: str, out: Path, key: str | None, as_json: bool) -> None:
    """公開してよい窓口の情報を、ファイルに書き出す。

    FORM は local（自治体標準のCSV）、gif（GIF 制度のCSV）、xlsx（Excel）、hsds（HSDS 3 のJSON）。CSVは、項目の定義・コード表・
    説明と一緒のZIPになる。所在地を公開しない窓口の所在地や、準備中の窓口は、どの形にも含まない。
    """
    django_setup()
    from banso.directory.exchange.files import exported
    from banso.directory.queries import public_directory, public_edits, public_lists
    from banso.plan.queries import current

    public = public_directory(current(key))
    file = exported(Form.of(form), public, public_lists(), public_edits(public))
    path = out / file.name if out.is_dir() else out
    try:
        path.write_bytes(file.content)
    except OSError as problem:
        fail(f"{path} に書けません（{problem.strerror}）。")
    told = {
        "form": form,
        "file": str(path),
        "bytes": len(file.content),
        "sha256": hashlib.sha256(file.content).hexdigest(),
        "windows": len(public.windows),
        "services": len(public.services),
        "revision": public.revision,
    }
    if as_json:
        put_json(told)
    else:
        click.echo(f"{path} に書き出しました（窓口 {told['windows']}件、サービス {told['services']}件）。")
