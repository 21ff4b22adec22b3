"""``banso exchange``: files that are carried by hand between the public face and the office's."""

from collections.abc import Callable
from pathlib import Path

import click

from banso.lib.commands import django_setup, fail, json_option, put_json

_EVERY = 1000


@click.group()
def exchange() -> None:
    """公開の面と職場の面のあいだで、署名したファイルを受け渡す。"""


@exchange.command()
@json_option
def keys(as_json: bool) -> None:
    """この面の鍵を作って書き出す。どこにも保存しない。面ごとに一度だけ行う。"""
    from banso.lib.sealing import PrivateKeys

    made = PrivateKeys.new()
    if as_json:
        put_json({"private": made.secret, "public": str(made.public), "name": made.public.name})
        return
    click.echo("この面の BANSO_EXCHANGE_KEY に入れる（人に見せない。控えとは別の所に保管する）:")
    click.echo(made.secret)
    click.echo("\nもう一つの面の BANSO_EXCHANGE_PEER に入れる（見られてもよい）:")
    click.echo(str(made.public))
    click.echo(f"\n鍵の名: {made.public.name}　渡したら、電話などでこの名が同じことを確かめてください。")


@exchange.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--sequence", type=click.IntRange(1), help="通し番号。控えから戻した後にだけ、前より大きい番号を付ける。"
)
@json_option
def export(file: Path, sequence: int | None, as_json: bool) -> None:
    """もう一つの面に渡すファイルを FILE に書き出す。

    公開の面では、職場にまだ届いたと知らされていない申し込みを、職場の面では、窓口の台帳・公開した数字・申し込みの状況を書く。
    """
    django_setup()
    from banso.lib.crossing import Refused
    from banso.portal.exchange import LABELS
    from banso.portal.exchange import export as write

    if file.exists():
        fail(f"「{file}」はもうあります。別の名前にしてください。")
    try:
        made = write(file, sequence=sequence or 0, tell=_progress("書き出し"))
    except Refused as reason:
        fail(str(reason))
    except OSError as problem:
        fail(f"「{file}」に書けません（{problem.strerror}）。何も書き出していません。")
    if as_json:
        put_json(
            {"kind": made.kind, "sequence": made.sequence, "records": made.records, "sha256": made.digest}
        )
        return
    click.echo(f"{LABELS[made.kind]}　通し番号 {made.sequence}　{made.records}件を書き出しました。")


@exchange.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
def import_(file: Path, as_json: bool) -> None:
    """もう一つの面のファイルを取り込む。全部か、何もしないかのどちらか。同じファイルを何度取り込んでも同じ。"""
    django_setup()
    from dataclasses import asdict

    from banso.lib.crossing import Refused
    from banso.portal.exchange import LABELS, take

    try:
        taken = take(file, tell=_progress("取り込み"))
    except Refused as reason:
        fail(str(reason))
    except OSError as problem:
        fail(f"「{file}」が読めません（{problem.strerror}）。何も取り込んでいません。")
    if as_json:
        put_json(asdict(taken))
    else:
        click.echo(f"{LABELS[taken.kind]}　通し番号 {taken.sequence}　{taken.records}件")
        click.echo(
            "このファイルは取り込み済みです。何も変えていません。"
            if taken.already
            else "、".join(f"{_WORDS[name]} {number}" for name, number in taken.did.items())
            + "。取り込みました。"
        )
    if taken.missing:
        click.echo(
            f"通し番号 {'、'.join(map(str, taken.missing[:20]))} のファイルは届いていません。"
            "中身は後のファイルにも入っているので、このまま使えます。",
            err=True,
        )
    if taken.did.get("unopened"):
        fail(
            f"開けない申し込みが{taken.did['unopened']}件あります。閉じたときの鍵を BANSO_EXCHANGE_KEY に加えてください。"
        )


_WORDS = {
    "new": "新しい申し込み", "changed": "書き直し", "withdrawn": "取り下げ", "same": "変わりなし",
    "late": "終わった後に来たもの", "unopened": "開けないもの", "directory": "窓口の台帳", "publication": "新しい公開データ",
    "state": "申し込みの状況",
}  # fmt: skip


@exchange.command()
@json_option
def status(as_json: bool) -> None:
    """これまでに出した・受け取ったファイルと、この面の鍵の名を見る。"""
    django_setup()
    from banso.navigator.keys import own_keys, peer_keys
    from banso.portal.exchange import status as told

    names = {"own": own_keys()[0].public.name, "peers": [peer.name for peer in peer_keys()]}
    rows = told()
    if as_json:
        put_json({**names, "files": rows})
        return
    click.echo(f"この面の鍵 {names['own']}　相手の鍵 {'、'.join(names['peers'])}")
    for row in rows:
        way = "出した" if row["outward"] else "受け取った"
        click.echo(f"{row['at']}　{way}　{row['label']}　通し番号 {row['sequence']}　{row['records']}件")
    if not rows:
        click.echo("まだ受け渡していません。")


def _progress(what: str) -> Callable[[int], None]:
    """A word on the error stream for each thousand records of a long file."""

    def tell(number: int) -> None:
        if number and number % _EVERY == 0:
            click.echo(f"{what} {number}件", err=True)

    return tell
