"""``banso contacts``: what time brings to requests for a talk, and the key that closes them."""

import click

from banso.lib.commands import django_setup, fail, json_option, put_json


@click.group()
def contacts() -> None:
    """相談の申し込みの、期限と期間と鍵を扱う。"""


@contacts.command()
@json_option
def escalate(as_json: bool) -> None:
    """期限を過ぎた申し込みを代わりの人に知らせ、なお返事のないものを事務局に示す。

    決めた期間が過ぎた内容を消す。何度動かしても同じ。banso serve は、動いている間これを繰り返す。
    """
    django_setup()
    from banso.navigator import operations

    done = operations.escalate().as_json() | {"forgotten": operations.forget()}
    if as_json:
        put_json(done)
        return
    click.echo(
        f"代わりの人に知らせた {done['deputies_told']}件、事務局に示した {done['secretariat_told']}件、"
        f"閉じる日が来た窓口 {done['windows_closed']}件、"
        f"閉じた窓口から移した {done['moved_from_closed_windows']}件、"
        f"後を継ぐ窓口にたずねた {done['offered_from_closed_windows']}件、"
        f"内容を消した {done['forgotten']}件"
    )


@contacts.command(name="new-key")
def new_key() -> None:
    """申し込みの内容を閉じる鍵（BANSO_DATA_KEY）を一つ作って書き出す。どこにも保存しない。"""
    from banso.lib.sealing import new_key as made

    click.echo(made())


@contacts.command(name="rotate-key")
@json_option
def rotate_key(as_json: bool) -> None:
    """内容を、BANSO_DATA_KEY の先頭の鍵で閉じ直す。途中で止まっても、もう一度動かせば続きから進む。

    開けない内容が残ったときは終了コード1。
    """
    django_setup()
    from banso.navigator import operations

    done, closed = operations.rotate()
    if as_json:
        put_json({"closed_anew": done, "cannot_open": closed})
    else:
        click.echo(f"閉じ直した {done}件")
    if closed:
        fail(
            f"開けない内容が{len(closed)}件あります（受付 {'、'.join(map(str, closed[:20]))}）。"
            "閉じたときの鍵を BANSO_DATA_KEY に加えてください。"
        )
