"""Commands that cross rooms: management, serving, the demonstration."""

import click


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Djangoの管理コマンドをそのまま実行する。"""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["banso manage", *arguments])
