"""What the commands of this room share."""

from typing import TYPE_CHECKING

import click

from banso.lib.commands import fail
from banso.lib.fiscal import Period

if TYPE_CHECKING:
    from banso.plan.queries import LoadedPlan


class PeriodKey(click.ParamType[Period]):
    """2025-09, 2025-04..2025-09 or 2025."""

    name = "period"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        try:
            return Period.parse(str(value))
        except ValueError:
            self.fail(
                f"期間「{value}」は読めません。2025-09 や 2025-04..2025-09 のように書いてください。",
                param,
                ctx,
            )


def plan_in_force(key: str | None) -> "LoadedPlan":
    """The plan in force."""
    from banso.plan.queries import NoPlan, current

    try:
        return current(key)
    except NoPlan as reason:
        fail(str(reason))
