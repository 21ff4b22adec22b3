"""``banso kpi``: the progress of a plan's indicators, as known at the end of a day."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from banso.lib.commands import django_setup, fail, json_option, put_json
from banso.lib.fiscal import Period

if TYPE_CHECKING:
    from banso.indicators.results import Progress
    from banso.plan.format import PlanDocument


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
    from django.conf import settings

    from banso.indicators import queries
    from banso.indicators.export import SAMPLE_MARK
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
    sample = settings.SAMPLE_DATA
    if as_json:
        put_json([{**_explained(item), "sample": sample} for item in found])
        return
    if sample:
        click.echo(f"【{SAMPLE_MARK}】実際の数値ではありません。")
    click.echo(f"{plan.document.title}　{asked.period.label}まで（{asked.as_of}の終わりに分かっていたこと）")
    click.echo(table(found, plan.document))


def _explained(item: "Progress") -> dict[str, Any]:
    """The answer, with what bodies said of numbers that looked odd beside each source."""
    from banso.returns.queries import explained

    told = explained({source.source for source in item.sources})
    sources = [
        source.as_json() | {"explanations": [e.as_json() for e in told.get((source.source, source.cell), ())]}
        for source in item.sources
    ]
    return item.as_json() | {"sources": sources}


def _period(text: str | None) -> Period | None:
    if text is None:
        return None
    try:
        return Period.parse(text)
    except ValueError:
        fail(f"期間「{text}」が読めません。2025-10 または 2025-04..2025-09 のように書いてください。")


def table(found: "list[Progress]", document: "PlanDocument") -> str:
    """The figures as an aligned table, in the words of the pages; a full-width character takes two columns."""
    from banso.indicators import words

    lines = [["指標", "目標", "当期", "累計", "状態", "達成率", "評価"]]
    for item in found:
        indicator = document.indicator(item.id)
        period = words.figure_text(item.figure, indicator, document)
        lines.append(
            [
                item.label,
                item.target_text,
                period.removesuffix(item.unit),
                words.figure_text(item.cumulative, indicator, document),
                item.cumulative.status_label,
                words.achievement_text(item, document).replace(words.NOT_COMPUTED, "―"),
                item.verdict or "―",
            ]
        )
    widths = [max(_width(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _width(text: str) -> int:
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
