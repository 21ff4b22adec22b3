"""Commands on the ledger."""

import click

from banso.lib.commands import INPUT_HAS_PROBLEMS, django_setup, fail, json_option, put_json


@click.group()
def ledger() -> None:
    """台帳を調べる。"""


@ledger.command()
@json_option
def verify(as_json: bool) -> None:
    """台帳の封印を先頭から末尾まで確かめる。書き換えがあれば終了コード1で終わる。"""
    django_setup()
    from banso.ledger import queries

    found = queries.verify()
    if as_json:
        put_json(found.as_json())
        if found.first_broken is not None:
            raise click.exceptions.Exit(INPUT_HAS_PROBLEMS)
        return
    if found.first_broken is not None:
        fail(
            f"台帳の {found.first_broken} 番の記録で封印が合いません（全 {found.entries} 件）。"
            "書き換えか、鍵（BANSO_SEAL_KEY）の違いが考えられます。"
        )
    click.echo(f"台帳の {found.entries} 件の封印はすべて正しいです。末尾の封印: {found.last_seal or 'なし'}")
