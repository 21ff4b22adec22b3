"""``banso directory``: check a plan's directory folder, without a database; bring the directory out and in."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from banso.directory import checking
from banso.directory.codes import Confidence, Form, RowOutcome
from banso.directory.folder import NAME
from banso.lib.commands import INPUT_HAS_PROBLEMS, django_setup, fail, json_option, plan_option, put_json
from banso.plan.commands import FOLDER, fault_line
from banso.plan.format import PlanDocument
from banso.plan.loading import read_folder

if TYPE_CHECKING:
    from banso.directory.models import DirectoryImport


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
@plan_option
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
    path = out / file.name if out.is_dir() else _as_named(out, file.name)
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


def _as_named(out: Path, name: str) -> Path:
    """The path that was asked for, ending as what the file is: a zip that is called .csv opens in nothing."""
    suffix = Path(name).suffix
    return out if out.suffix.lower() == suffix else out.with_name(out.name + suffix)


@directory.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@plan_option
@click.option("--dry-run", is_flag=True, help="何が変わるかを見るだけで、何も残さない。")
@click.option("--source", default="", help="だれの情報か。変えた項目の出典になる。なければファイルの名。")
@click.option(
    "--as-of", "day", default="", help="いつの情報か（2025-10-01、2025-10、2025）。なければ未確認。"
)
@click.option(
    "--confidence",
    type=click.Choice([each.value for each in Confidence]),
    default=Confidence.SECONDARY.value,
    help="どこまで確かな情報か。運営する機関が自ら述べたものだけを official にする。",
)
@click.option("--accept-conflicts", is_flag=True, help="担当機関が書いた値も、ファイルの値に変える。")
@json_option
def import_(
    file: Path, key: str | None, dry_run: bool, source: str, day: str, confidence: str, accept_conflicts: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """窓口をファイルから取り込む。

    FILE は、自治体標準オープンデータセットの列か、この製品が書き出した列を持つ CSV（UTF-8・Shift_JIS など）か Excel（.xlsx）。
    行ごとに、新しく作る・変える・同じ・取り込まない のどれか一つになり、理由と、直したことを示す。担当機関が画面で書いた値は、
    --accept-conflicts がなければ変えない。取り込まない行があれば終了コード1。
    """
    django_setup()
    from django.db import transaction

    from banso.directory import operations
    from banso.directory.exchange.incoming import Said, Unreadable, as_of
    from banso.plan.queries import current

    plan = current(key)
    try:
        said = Said(source.strip() or file.name, as_of(day), Confidence.of(confidence))
    except ValueError:
        fail(f"--as-of「{day}」を読めません。2025-10-01、2025-10、2025 のどれかの形で書いてください。")
    try:
        with transaction.atomic(), file.open("rb") as opened:
            made = operations.preview_import(file=opened, name=file.name, plan=plan, by=COMMAND, said=said)
            if accept_conflicts:
                operations.accept_conflicts(pk=made.pk, numbers=None)
            if not dry_run:
                made = operations.apply_import(pk=made.pk, by=COMMAND)
            _tell_import(made, as_json, dry_run)
            transaction.set_rollback(dry_run)
    except (Unreadable, operations.NotImported) as problem:
        fail(str(problem))
    if made.counts["refused"]:
        raise SystemExit(INPUT_HAS_PROBLEMS)


@directory.command()
@click.argument("number", type=int, metavar="N")
@json_option
def undo(number: int, as_json: bool) -> None:
    """取り込みを取り消す。N は、取り込んだときに示した番号。

    変えた項目は元に戻り、新しく作った窓口は準備中になる。その後に変わった項目はそのまま残し、その数を示す。
    """
    django_setup()
    from banso.directory import operations, queries

    try:
        queries.import_of(number)
        done = operations.undo_import(pk=number, by=COMMAND)
    except KeyError:
        fail(f"取り込み {number} はありません。番号は、取り込んだときに示したものです。")
    except operations.NotImported as problem:
        fail(str(problem))
    if as_json:
        put_json({"id": done.pk, "file": done.name, "state": done.state, "told": done.told})
        return
    told = done.told
    click.echo(
        f"取り込み {done.pk}（{done.name}）を取り消しました。元に戻した項目 {told['back']}、"
        f"準備中にした窓口 {told['closed']}、その後に変わったため残した項目 {told['left']}。"
    )


COMMAND = "コマンド"


def _tell_import(made: "DirectoryImport", as_json: bool, dry_run: bool) -> None:
    """The number to undo it by, the counts, and every row that is not simply the same; as JSON every row, one a line."""
    from banso.directory.queries.imports import rows_of

    if as_json:
        head: dict[str, object] = {
            "id": None if dry_run else made.pk,
            "file": made.name,
            "sha256": made.sha256,
            "encoding": made.encoding,
            "notes": made.notes,
        }
        head |= {"state": made.state, "counts": made.counts, "told": made.told}
        click.echo(json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": [')
        comma = ""
        for row in rows_of(made.pk):
            click.echo(comma + json.dumps(row, ensure_ascii=False), nl=False)
            comma = ",\n"
        click.echo("]}")
        return
    for note in made.notes:
        click.echo(note)
    for row in rows_of(made.pk):
        if row["outcome"] == RowOutcome.MATCHED and not row["repairs"] and not row["problems"]:
            continue
        said = "".join([row["reason"], *row["repairs"], *row["problems"]])
        fields = (
            "、".join(d["field"] for d in row["differences"]) if row["outcome"] == RowOutcome.CHANGED else ""
        )
        conflict = "（担当機関の書いた値を変える項目あり）" if row["conflicts"] else ""
        label = RowOutcome.of(row["outcome"]).label
        click.echo(f"{row['number']}行目 {label} {row['name']} {fields}{conflict} {said}".rstrip())
    counts = "、".join(f"{outcome.label} {made.counts[outcome.value]}" for outcome in RowOutcome)
    click.echo(
        f"{made.counts['rows']}行：{counts}。担当機関の書いた値に触れる行 {made.counts['conflicts']}。"
    )
    if not dry_run:
        click.echo(f"取り込みの番号は {made.pk} です。取り消すとき：banso directory undo {made.pk}")
