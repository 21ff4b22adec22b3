"""``banso kpi``: the progress of a plan's indicators, as known at the end of a day."""

from datetime import datetime
from decimal import Decimal

import click

from banso.lib.commands import django_setup, fail, json_option, put_json
from banso.lib.fiscal import Period

NOT_SET_UP = (
    "データベースを読めません。準備がまだのときは、先に banso manage migrate と "
    "banso plan load {plan} を実行してください。"
)


@click.command()
@click.option("--plan", "key", required=True, help="計画（例: mihon/2025）。")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="この日の終わりまでに分かっていたこと。")
@click.option("--period", help="期間（例: 2025-10、2025-04..2025-09）。書かなければ、終わった最後の月。")
@click.option("--indicator", "indicators", multiple=True, help="指標のid。何度でも書けます。")
@click.option("--organisation", default="", help="この組織の分だけ。")
@click.option("--unit", default="", help="この報告単位（窓口など）の分だけ。")
@json_option
def kpi(
    key: str,
    as_of: datetime | None,
    period: str | None,
    indicators: tuple[str, ...],
    organisation: str,
    unit: str,
    as_json: bool,
) -> None:
    """指標の進み具合を表示する。"""
    django_setup()
    from django.db import OperationalError, ProgrammingError

    from banso.indicators import queries
    from banso.plan.queries import NoPlan, current

    span = _period(period)
    try:
        plan = current(key)
        asked = queries.question(
            plan,
            as_of=as_of.date() if as_of else None,
            period=span,
            indicators=indicators,
            organisation=organisation,
            unit=unit,
        )
        found = queries.progress(plan, asked, with_sources=as_json)
    except (NoPlan, queries.UnknownName) as problem:
        fail(str(problem))
    except (OperationalError, ProgrammingError):
        fail(NOT_SET_UP.format(plan=key))
    rows = [item.as_json() for item in found]
    if as_json:
        put_json(rows)
        return
    click.echo(f"{plan.document.title}　{asked.period.label}まで（{asked.as_of}の終わりに分かっていたこと）")
    click.echo(table(rows))


def _period(text: str | None) -> Period | None:
    if text is None:
        return None
    try:
        return Period.parse(text)
    except ValueError:
        fail(f"期間「{text}」が読めません。2025-10 または 2025-04..2025-09 のように書いてください。")


def table(rows: list[dict[str, object]]) -> str:
    """The figures as an aligned table; a full-width character takes two columns of a terminal."""
    lines = [["指標", "目標", "当期", "累計", "状態", "達成率", "評価"]]
    for row in rows:
        lines.append(
            [
                str(row["label"]),
                str(row["target_text"]),
                _number(row["period_value"], row["period_low"], row["period_high"]),
                _number(row["value"], row["low"], row["high"]) + (str(row["unit"]) if _known(row) else ""),
                str(row["status_label"]),
                _percent(row["achievement"], row["achievement_low"], row["achievement_high"]),
                str(row["verdict"] or "―"),
            ]
        )
    widths = [max(_width(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _known(row: dict[str, object]) -> bool:
    return row["value"] is not None or row["low"] is not None


def _number(value: object, low: object, high: object) -> str:
    if value is not None:
        return f"{value:,}"
    return f"{low:,}～{high:,}" if low is not None else "未確認"


def _percent(value: object, low: object, high: object) -> str:
    def text(ratio: object) -> str:
        return f"{(Decimal(str(ratio)) * 100).normalize():f}%"

    if value is not None:
        return text(value)
    return f"{text(low)}～{text(high)}" if low is not None else "―"


def _width(text: str) -> int:
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
