"""``banso directory`` with ``remind``, which reaches beyond the room of the directory: it writes to the outbox."""

import click

from banso.directory.commands import directory
from banso.lib.commands import NotReady, django_setup, json_option, put_json

__all__ = ["directory"]


@directory.command()
@click.option("--plan", "key", envvar="BANSO_PLAN", required=True, help="計画（例: mihon/2025）。")
@json_option
def remind(key: str, as_json: bool) -> None:
    """長く確かめられていない窓口の担当機関に、確かめてほしいと知らせる。月に一度、動かす。

    何か月たったら知らせるかは、計画の台帳の vocabulary の assurance_months で決まる。同じ機関に、ひと月に二度は知らせない。
    """
    django_setup()
    from dataclasses import asdict

    from banso.plan.queries import NoPlan, current
    from banso.portal.operations import ask_for_assurance

    try:
        asked = ask_for_assurance(plan=current(key))
    except NoPlan as reason:
        raise NotReady(str(reason)) from None
    if as_json:
        put_json(asdict(asked))
        return
    click.echo(
        f"{len(asked.organisations)}の機関に、{asked.windows}の窓口を確かめるよう知らせました（メール {asked.mails}通）。"
    )
    if asked.without_address:
        click.echo(f"メールの連絡先のない機関（画面だけで知らせました）: {'、'.join(asked.without_address)}")
    if asked.asked_lately:
        click.echo(f"ひと月のうちに知らせたため、知らせなかった機関: {len(asked.asked_lately)}")
