"""``banso plan``: lint, show and compare plan documents, without a database. ``load`` stands in ``portal``."""

from collections.abc import Iterator
from pathlib import Path

import click
from django.conf import settings

from banso.lib.commands import INPUT_HAS_PROBLEMS, fail, json_option, put_json
from banso.plan.comparison import ChangeClass, Difference, compare
from banso.plan.faults import Fault, Severity
from banso.plan.format import PlanDocument
from banso.plan.listing import plan_lines
from banso.plan.loading import Reading, read_folder
from banso.plan.schema import as_text as schema_text

_WORDS = {Severity.ERROR: "誤り", Severity.WARNING: "注意"}


class PlanFolder(click.ParamType[Path]):
    """A folder, or the key of a plan below the folder of plans (mihon/2025)."""

    name = "path"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        for folder in (Path(str(value)), settings.PLANS_DIR / str(value)):
            if folder.is_dir():
                return folder
        self.fail(
            f"計画のフォルダ「{value}」がありません（{settings.PLANS_DIR} の下も探しました）。", param, ctx
        )


FOLDER = PlanFolder()


@click.group()
def plan() -> None:
    """計画の文書を確かめる・見る・比べる・読み込む。"""


@plan.command()
@click.argument("path", type=FOLDER)
@json_option
@click.pass_context
def lint(ctx: click.Context, path: Path, as_json: bool) -> None:
    """計画の文書を確かめ、指摘ごとにファイル・行・規則・直し方を示す。

    PATH はフォルダ、または計画のキー（例: mihon/2025）。誤りがあれば終了状態は1、注意だけなら0。
    """
    reading = read_folder(path)
    if as_json:
        put_json(_as_json(reading))
    else:
        click.echo(_as_text(path, reading))
    ctx.exit(INPUT_HAS_PROBLEMS if reading.errors else 0)


def _as_json(reading: Reading) -> dict[str, object]:
    return {
        "ok": not reading.errors,
        "errors": len(reading.errors),
        "warnings": len(reading.warnings),
        "digest": reading.digest,
        "faults": [fault.as_json() for fault in reading.faults],
    }


def _as_text(path: Path, reading: Reading) -> str:
    lines = [fault_line(path, fault) for fault in reading.faults]
    counts = f"誤り {len(reading.errors)}件、注意 {len(reading.warnings)}件"
    end = (
        f"この計画は読み込めません（{counts}）。"
        if reading.errors
        else f"この計画は読み込めます（{counts}）。"
    )
    return "\n".join([*lines, end])


def fault_line(path: Path, fault: Fault) -> str:
    """A fault with its place, its remedy below."""
    place = path / fault.file if (path / fault.file).is_file() else path
    return (
        f"{place}:{fault.line}: {_WORDS[fault.severity]} [{fault.rule}] {fault.path}\n"
        f"    {fault.message}\n    → {fault.remedy}"
    )


@plan.command()
@click.argument("path", type=FOLDER)
@json_option
def show(path: Path, as_json: bool) -> None:
    """計画の文書の全体を示す。

    --json では organisations・groups・measures・indicators・annexes などの項目の下に、書かれていない項目も含めてすべてを書き出す。
    """
    document = _document(path)
    if as_json:
        put_json(document.model_dump(mode="json"))
    else:
        click.echo("\n".join(plan_lines(document)))


@plan.command()
@click.argument("before", type=FOLDER)
@click.argument("after", type=FOLDER)
@json_option
def diff(before: Path, after: Path, as_json: bool) -> None:
    """二つの計画を比べ、何が変わったかを文で示す。内容・言葉・順序の変更を分ける。"""
    differences = compare(_document(before), _document(after))
    if as_json:
        put_json(
            {
                "before": str(before),
                "after": str(after),
                "changes": [difference.as_json() for difference in differences],
            }
        )
    else:
        click.echo("\n".join(_told(differences)))


def _told(differences: list[Difference]) -> Iterator[str]:
    """The differences by class, each class under its heading."""
    for kind in ChangeClass:
        found = [d.sentence for d in differences if d.kind is kind]
        if found:
            yield f"■ {kind.label}（{len(found)}件）"
            yield from (f"・{sentence}" for sentence in found)
    if not differences:
        yield "違いはありません。"


@plan.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="このファイルに書く（docs/plan.schema.json など）。",
)
def schema(out: Path | None) -> None:
    """計画の文書の形式（JSON Schema, draft 2020-12）を書き出す。"""
    if out is None:
        click.echo(schema_text(), nl=False)
    else:
        out.write_text(schema_text(), encoding="utf-8")


def _document(path: Path) -> PlanDocument:
    """The document of a folder, or the faults on standard error and status 1."""
    reading = read_folder(path)
    if reading.document is None:
        fail(_as_text(path, reading))
    return reading.document
