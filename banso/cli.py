"""The command line: one group per room, loaded only when it is called."""

import importlib
import os
from typing import Any

import click

from banso.lib import usage
from banso.lib.commands import told_plainly

usage.speak_japanese()

# name of the command -> module and attribute that hold it
COMMANDS = {
    "plan": "banso.portal.plan_commands:plan",
    "directory": "banso.portal.directory_commands:directory",
    "returns": "banso.returns.commands:returns",
    "kpi": "banso.indicators.commands:kpi",
    "paper": "banso.council.commands:paper",
    "ledger": "banso.ledger.commands:ledger",
    "navigate": "banso.navigator.commands:navigate",
    "notices": "banso.notices.commands:notices",
    "exchange": "banso.portal.exchange_commands:exchange",
    "contacts": "banso.navigator.contact_commands:contacts",
    "user": "banso.access.commands:user",
    "demo": "banso.portal.commands:demo",
    "serve": "banso.portal.commands:serve",
    "manage": "banso.portal.commands:manage",
}


class Rooms(click.Group):
    """Commands by name; the module of a room is imported when its command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        command: Any = getattr(importlib.import_module(module), attribute)
        return command  # type: ignore[no-any-return]

    def invoke(self, ctx: click.Context) -> Any:
        with told_plainly():
            return super().invoke(ctx)


@click.command(
    cls=Rooms,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="終了コード: 0 うまくいった、1 渡されたものに直すところがある、2 コマンドの書き方が違う。",
)
def main() -> None:
    """伴走 Bansō: 中高年世代の活躍支援計画を動かす。"""
