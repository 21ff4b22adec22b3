"""``banso directory`` with what reaches beyond the room of the directory: ``remind`` writes to the outbox, ``leaflet``
asks the navigator.
"""

from pathlib import Path

import click
from django.conf import settings

from banso.directory.commands import directory
from banso.lib.commands import NotReady, django_setup, fail, json_option, put_json

__all__ = ["directory"]


@directory.command()
@click.option("--plan", "key", envvar="BANSO_PLAN", required=True, help="計画（例: mihon/2025）。")
@click.option(
    "--routine",
    is_flag=True,
    help="設定（BANSO_REMIND_OWNERS）が許す営業日にだけ知らせる。banso serve が使う。",
)
@json_option
def remind(key: str, routine: bool, as_json: bool) -> None:
    """長く確かめられていない窓口の担当機関に、確かめてほしいと知らせる。

    何か月たったら知らせるかは、計画の台帳の vocabulary の assurance_months で決まる。同じ機関に、ひと月に二度は知らせない。
    banso serve は、営業日にこれを繰り返す（BANSO_REMIND_OWNERS=0 で止まる）。
    """
    django_setup()
    from dataclasses import asdict

    from banso.plan.queries import NoPlan, current
    from banso.portal.operations import ask_for_assurance, may_ask_now

    if routine and not may_ask_now():
        return
    try:
        asked = ask_for_assurance(plan=current(key))
    except NoPlan as reason:
        raise NotReady(str(reason)) from None
    if as_json:
        put_json(asdict(asked))
        return
    if routine and not asked.organisations:
        return
    click.echo(
        f"{len(asked.organisations)}の機関に、{asked.windows}の窓口を確かめるよう知らせました（メール {asked.mails}通）。"
    )
    if asked.without_address:
        click.echo(f"メールの連絡先のない機関（画面だけで知らせました）: {'、'.join(asked.without_address)}")
    if asked.by_letter:
        click.echo(
            f"メールも利用者もない機関（事務局の「お知らせ」から手紙を印刷してください）: {'、'.join(asked.by_letter)}"
        )
    if asked.asked_lately:
        click.echo(f"ひと月のうちに知らせたため、知らせなかった機関: {len(asked.asked_lately)}")


@directory.command()
@click.option("--plan", "key", envvar="BANSO_PLAN", required=True, help="計画（例: mihon/2025）。")
@click.option("--municipality", help="市区町村（名前か、6桁の団体コード）。その窓口のちらしを作る。")
@click.option("--situation", help="状況のid（台帳の vocabulary の leaflets）。その状況の方へのちらしを作る。")
@click.option(
    "--shape", type=click.Choice(["a4", "card"]), default="a4", help="a4: 1枚のちらし。card: 10枚のカード。"
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    required=True,
    help="書き出すPDF。",
)
def leaflet(key: str, municipality: str | None, situation: str | None, shape: str, output: Path) -> None:
    """窓口を知らせるちらしを、PDFで作る。--municipality か --situation のどちらかを書く。

    QRコードは BANSO_PUBLIC_URL の案内のページを開く。決めていないときは、QRコードのないちらしになる。
    """
    if (municipality is None) == (situation is None):
        raise click.UsageError("--municipality か --situation のどちらか一つを書いてください。")
    django_setup()
    from banso.navigator.leaflets import NoLeaflet, leaflet_of_place, leaflet_of_situation, sheet_of
    from banso.navigator.printing.leaflet import Shape
    from banso.plan.queries import NoPlan, current

    try:
        plan = current(key)
    except NoPlan as reason:
        raise NotReady(str(reason)) from None
    try:
        content = (
            leaflet_of_place(plan, municipality)
            if municipality
            else leaflet_of_situation(plan, situation or "")
        )
    except NoLeaflet as reason:
        fail(str(reason))
    output.write_bytes(sheet_of(plan, content, Shape(shape), site=settings.PUBLIC_URL).printed())
    click.echo(f"「{content.title}」を {output} に書き出しました。")
