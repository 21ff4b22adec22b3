"""``banso plan``: lint, show, compare and load plan documents. Only ``load`` needs a database."""

from pathlib import Path

import click
from django.conf import settings

from banso.lib.commands import INPUT_HAS_PROBLEMS, json_option, put_json
from banso.plan.faults import Fault, Severity
from banso.plan.loading import Reading, read_folder

_WORDS = {Severity.ERROR: "誤り", Severity.WARNING: "注意"}


class PlanFolder(click.ParamType[Path]):
    """A folder, or the key of a plan below the folder of plans (saitama/2025)."""

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

    PATH はフォルダ、または計画のキー（例: saitama/2025）。誤りがあれば終了状態は1、注意だけなら0。
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
    lines = [_line(path, fault) for fault in reading.faults]
    counts = f"誤り {len(reading.errors)}件、注意 {len(reading.warnings)}件"
    end = (
        f"この計画は読み込めません（{counts}）。"
        if reading.errors
        else f"この計画は読み込めます（{counts}）。"
    )
    return "\n".join([*lines, end])


def _line(path: Path, fault: Fault) -> str:
    place = path / fault.file if (path / fault.file).is_file() else path
    return (
        f"{place}:{fault.line}: {_WORDS[fault.severity]} [{fault.rule}] {fault.path}\n"
        f"    {fault.message}\n    → {fault.remedy}"
    )
